"""The child process that speaks one text into a sound file and ends: `python -m voice_interviewer.devices.speaking`.

pyttsx3 races: a first `runAndWait` may return before anything was synthesised, queued calls overwrite each other, a
second utterance may never come (pyttsx3 issues 402, 419, 440). One process per utterance, in which every step waits
until the engine is idle, gave 260 correct files of 260, idle and under load.

Reads one JSON request from stdin; the last line of stdout is the JSON reply: {"voice": …}, {"voices": […]} or
{"error": …}. Imports as little as it can: its start is part of the wait before the first question.
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

from voice_interviewer.devices.voices import VoiceName, choose_voice, tidy_locale
from voice_interviewer.errors import VoiceError

IDLE_POLL_S = 0.005


def main() -> None:
    """Answer the request on stdin. Ctrl-C is for the parent, which decides what becomes of this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # pyttsx3 prints too ("Audio saved to …"), and waits for ever where nobody is left to read it.
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            reply = _answer_the_request()
        except VoiceError as error:
            reply = {"error": str(error)}
        except Exception as error:  # noqa: BLE001  pyttsx3 and its drivers raise whatever they like
            reply = {"error": str(_does_not_work(f"{type(error).__name__}: {error}"))}
    with contextlib.suppress(OSError):  # whoever asked may have been killed
        print(json.dumps(reply), flush=True)
    # Without the interpreter's tidy end: espeak asserts when it is torn down.
    os._exit(0)


def _end_with_parent(timeout_s: float = math.inf) -> None:
    """End this process when its parent has, or when the time is over: a hung engine must not stay behind.

    On Windows a process keeps the number of a dead parent (not run there), so that only the time counts.
    """
    parent = os.getppid()
    end_s = time.monotonic() + timeout_s
    while time.monotonic() < end_s and os.getppid() == parent:
        time.sleep(0.1)
    os._exit(3)


def _answer_the_request() -> dict[str, Any]:
    """The engine first: where this process was started early, it is ready when the request comes."""
    engine = _Engine()
    line = sys.stdin.readline()
    if not line:  # nobody has anything to say any more
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
    """pyttsx3, waited for after every step."""

    def __init__(self) -> None:
        if sys.platform == "linux":
            _load_espeak()
        import pyttsx3

        self._engine = pyttsx3.init()
        self._errors: list[Exception] = []
        self._finished = threading.Event()
        self._engine.connect("error", lambda exception, **_: self._errors.append(exception))
        self._engine.connect("finished-utterance", lambda **_: self._finished.set())
        self._wait()
        # The first runAndWait of a process does no work (measured): it is spent on nothing.
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
        # Windows' driver writes the file within runAndWait and does not say that it finished (read in its source).
        if sys.platform != "win32":
            self._finished.wait()
        self._wait()

    def _wait(self) -> None:
        """Until espeak's own queue is empty (only its driver has one); whatever failed meanwhile is raised."""
        if sys.platform == "linux":
            from pyttsx3.drivers import _espeak

            while _espeak.IsPlaying():
                time.sleep(IDLE_POLL_S)
        if self._errors:
            raise _does_not_work(str(self._errors[0]))


def _does_not_work(why: str) -> VoiceError:
    in_one_line = " ".join(why.split())
    return VoiceError(f"The voice does not work ({in_one_line}); try `voice-interviewer check`.")


def _locale(voice: Any) -> str:
    return str(voice.languages[0]) if voice.languages else ""


def _load_espeak() -> None:
    """Use the espeak-ng that came from PyPI, so that no system package is needed.

    It holds its folder's path in a short array, and ends the process where a longer one was cut: a relative path fits.
    """
    import ctypes

    import espeakng_loader

    folder = Path(espeakng_loader.get_data_path())
    os.chdir(folder.parent)
    os.environ["ESPEAK_DATA_PATH"] = folder.name
    ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)


if __name__ == "__main__":
    main()
