"""A child process that speaks one text into a sound file and ends: `python -m voice_interviewer.devices.voice_process`.

pyttsx3 has races: a first `runAndWait` may return before anything was synthesised, queued calls overwrite each other,
and a second utterance may never come (pyttsx3 issues 402, 419, 440). One process per utterance, which waits after every
step until the engine is idle, gave 260 correct files of 260, on an idle and on a busy machine.

It reads one JSON request from stdin; the last line of stdout is the JSON reply: {"voice": …}, {"voices": […]} or
{"error": …}. It imports as little as it can, because its start delays the first question.
"""

import contextlib
import json
import math
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from voice_interviewer.devices.voice_names import VoiceName, choose_voice, tidy_locale
from voice_interviewer.errors import VoiceError
from voice_interviewer.steps import Step

IDLE_POLL_S = 0.005


def main() -> None:
    """Answer the request on stdin. Ctrl-C is left to the parent, which decides when this process ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # pyttsx3 prints too ("Audio saved to …"), which would block for ever if the parent no longer reads.
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            reply = _answer_the_request()
        except VoiceError as error:
            reply = {"error": str(error)}
        except Exception as error:  # noqa: BLE001  pyttsx3 and its drivers raise errors of any kind
            reply = {"error": str(_does_not_work(f"{type(error).__name__}: {error}"))}
    with contextlib.suppress(OSError):  # the parent may have been killed
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()
    # Skips Python's clean-up, during which espeak fails an assertion.
    os._exit(0)


def _end_with_parent(timeout_s: float = math.inf) -> None:
    """End this process when its parent has ended or the time is up, so that no hung engine is left behind.

    On Windows a process keeps the number of its dead parent, so there only the time counts (not tried).
    """
    parent = os.getppid()
    end_s = time.monotonic() + timeout_s
    while time.monotonic() < end_s and os.getppid() == parent:
        time.sleep(0.1)
    os._exit(3)


def _answer_the_request() -> dict[str, Any]:
    """Load the engine first: if this process was started early, it is ready by the time the request comes."""
    engine = _Engine()
    line = sys.stdin.readline()
    if not line:  # the parent has nothing to be spoken
        os._exit(0)
    request = json.loads(line)
    threading.Thread(target=_end_with_parent, args=(request["timeout_s"],), daemon=True).start()
    return _answer(engine, request)


def _answer(engine: "_Engine", request: dict[str, Any]) -> dict[str, Any]:
    voices = engine.voices()
    if "text" not in request:
        return {"voices": [[voice.id, voice.name, voice.locale] for voice in voices]}
    voice = choose_voice(voices, request["wanted"], request["locale"])
    engine.save(request["text"], request["path"], voice, request["rate_wpm"])
    return {"voice": voice.name}


class _Engine:
    """pyttsx3, with a wait after every step."""

    def __init__(self) -> None:
        if sys.platform == "linux":
            from voice_interviewer.devices.espeak import load_espeak

            load_espeak()
        import pyttsx3

        self._engine = pyttsx3.init()
        self._errors: list[Exception] = []
        self._finished = threading.Event()
        self._engine.connect("error", lambda exception, **_: self._errors.append(exception))
        self._engine.connect("finished-utterance", lambda **_: self._finished.set())
        self._wait()
        # The first runAndWait of a process does nothing (measured), so this one is wasted on purpose.
        self._engine.runAndWait()
        self._wait()

    def voices(self) -> list[VoiceName]:
        return [
            VoiceName(str(voice.id), str(voice.name), tidy_locale(_locale(voice)))
            for voice in self._engine.getProperty("voices")
        ]

    def save(self, text: str, path: str, voice: VoiceName, rate_wpm: int) -> None:
        for name, setting in (("voice", voice.id), ("rate", rate_wpm)):
            self._engine.setProperty(name, setting)
            self._wait()
        self._engine.save_to_file(text, path)
        self._engine.runAndWait()
        # The Windows driver writes the file within runAndWait, and never says that it has finished (from its source).
        if sys.platform != "win32":
            self._finished.wait()
        self._wait()

    def _wait(self) -> None:
        """Wait until espeak's queue is empty (no other driver has one), then raise what has failed, if anything."""
        if sys.platform == "linux":
            from pyttsx3.drivers import _espeak

            while _espeak.IsPlaying():
                time.sleep(IDLE_POLL_S)
        if self._errors:
            raise _does_not_work(str(self._errors[0]))


def _does_not_work(why: str) -> VoiceError:
    in_one_line = " ".join(why.split())
    return VoiceError(f"The voice does not work ({in_one_line}); {Step.CHECK}.")


def _locale(voice: Any) -> str:
    return str(voice.languages[0]) if voice.languages else ""


if __name__ == "__main__":
    main()
