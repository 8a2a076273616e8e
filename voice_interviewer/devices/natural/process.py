"""The process that makes Emma's and George's sounds: `python -m voice_interviewer.devices.natural.process`.

It reads requests from its standard input, one JSON line {"number", "text", "recording", "path"} each, and writes for
each one a JSON line {"number", "length", "not_kept"}, followed by that many bytes of FLAC, which also lie at the path
unless "not_kept" says why not. The latest request comes first: somebody may wait for it. Where it cannot work it writes
{"error": …} and ends. It ends when its input does: it cannot outlive its parent.
"""

import contextlib
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from queue import LifoQueue
from threading import Thread
from typing import Any, BinaryIO

from voice_interviewer.devices.natural import kept
from voice_interviewer.errors import VoiceError

Make = Callable[[str, str], bytes]
"""A text that can be read, and a voice, to FLAC."""

_NICENESS = 5
"""Recording comes first; see devices/whisper_process.py."""
_MOST_THREADS = 4


def main() -> None:
    """Serve with the real model."""
    serve(_load)


def serve(load: Callable[[], Make]) -> None:
    """Answer requests until the input ends. `load` gets ready to, and may raise VoiceError."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the interview, which then ends this
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not belong among the replies
    requests: LifoQueue[dict[str, Any]] = LifoQueue()
    Thread(target=_serve, args=(load, requests, replies), daemon=True).start()
    for line in sys.stdin.buffer:
        requests.put(json.loads(line))
    os._exit(0)  # at once, in the middle of a sentence too


def _serve(load: Callable[[], Make], requests: "LifoQueue[dict[str, Any]]", replies: BinaryIO) -> None:
    status = 1
    try:
        make = load()
        has_tidied = False
        while True:
            request = requests.get()
            _reply(make, request, replies)
            if not has_tidied:
                kept.tidy(Path(request["path"]).parent)
                has_tidied = True
    except VoiceError as error:
        with contextlib.suppress(OSError):
            _write(replies, {"error": str(error)})
    except BrokenPipeError:
        status = 0  # nobody is listening any more
    finally:
        os._exit(status)


def _reply(make: Make, request: dict[str, Any], replies: BinaryIO) -> None:
    content = make(request["text"], request["recording"])
    why = ""
    try:
        kept.keep(Path(request["path"]), content)
    except OSError as error:
        why = error.strerror or str(error)
    _write(replies, {"number": request["number"], "length": len(content), "not_kept": why}, content)


def _write(replies: BinaryIO, reply: dict[str, Any], content: bytes = b"") -> None:
    replies.write(json.dumps(reply).encode() + b"\n" + content)
    replies.flush()


def _load() -> Make:
    from voice_interviewer.devices.natural.kokoro import RATE_HZ, Kokoro, guessing_lexicon
    from voice_interviewer.devices.natural.sounding import finished
    from voice_interviewer.devices.recorded import LEFT_OUT_S

    kokoro = Kokoro(min(os.cpu_count() or 1, _MOST_THREADS))
    lexicon = guessing_lexicon()

    def make(text: str, recording: str) -> bytes:
        import soundfile

        sound = finished(kokoro.say(lexicon.phonemes(text), recording), RATE_HZ)
        file = io.BytesIO()
        soundfile.write(file, sound[round(LEFT_OUT_S * RATE_HZ) :], RATE_HZ, "PCM_16", format="FLAC")
        return file.getvalue()

    return make


if __name__ == "__main__":
    main()
