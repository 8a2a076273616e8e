"""Recordings inside the page itself, small enough to send: as MP3, which every browser plays.

soundfile writes MP3 with libsndfile 1.1 or newer, which its wheels include.
"""

import base64
import io
from pathlib import Path

from voice_interviewer.clip import Resampling, read_blocks, sound_length_s

RATE_HZ = 24_000
"""Twice the highest frequency that matters in a voice, and a rate that MP3 knows, unlike some devices' own."""

_COMPRESSION = 0.737
"""48 kbit/s, at which speech has no audible faults, on libsndfile's scale from 160 down to 8 kbit/s at this rate.

The bit rate is constant: if it varied, browsers would have to guess where in the file a moment is."""


def audio_uri(path: Path) -> str:
    """The recording as a data URI, read block by block. Raises ClipError."""
    return f"data:audio/mpeg;base64,{base64.b64encode(_mp3(path)).decode()}"


def _mp3(path: Path) -> bytes:
    import soundfile

    file = io.BytesIO()
    resampling: Resampling | None = None
    sound_length_s(path)  # fails if the file is no sound, before any MP3 is begun
    with soundfile.SoundFile(
        file,
        "w",
        RATE_HZ,
        channels=1,
        format="MP3",
        bitrate_mode="CONSTANT",
        compression_level=_COMPRESSION,
    ) as mp3:
        for block in read_blocks(path):
            resampling = resampling or Resampling(block.rate_hz, RATE_HZ)
            mp3.write(resampling.feed(block.samples))
        if resampling:
            mp3.write(resampling.finish())
    return file.getvalue()
