"""A stand-in for the process that makes the natural voices' sounds: a tone for each text, at once or slowly.

`python -m tests.natural_stand_in NOTES`: what is made is noted, a line each, in the file NOTES. A text with "slowly" in
it takes three seconds; at "and dies" the process is killed as the system would when memory runs out.
"""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from voice_interviewer.devices.natural.process import Make, serve
from voice_interviewer.devices.natural.reading import in_words

SLOWLY_S = 3.0
RATE_HZ = 24_000


def load() -> Make:
    """Get ready at once."""

    def make(text: str, recording: str) -> bytes:
        read = in_words(text)
        if "slowly" in text:
            time.sleep(SLOWLY_S)
        if "and dies" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        with Path(sys.argv[1]).open("a", encoding="utf-8") as notes:
            notes.write(f"{recording}: {read}\n")
        tone = 0.2 * np.sin(np.arange(len(read) * 500) / (10 if recording == "emma" else 20))
        file = io.BytesIO()
        soundfile.write(file, tone.astype(np.float32), RATE_HZ, "PCM_16", format="FLAC")
        return file.getvalue()

    return make


def starting(notes: Path) -> "Callable[[], subprocess.Popen[bytes]]":
    """Starts the stand-in, which notes there what it makes."""
    return lambda: subprocess.Popen(
        [sys.executable, "-m", "tests.natural_stand_in", str(notes)],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


if __name__ == "__main__":
    serve(load)
