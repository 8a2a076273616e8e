"""Whether a recording is still the one that was made, judged by its length without reading all of it."""

import os
from pathlib import Path

from voice_interviewer.errors import ClipError

SAME_WITHIN_S = 0.1
"""A full disk may have cut off this much, too little to move any word from its place."""

_HEADER_LENGTH = 44


def other_length_s(recording: Path, duration_s: float) -> float | None:
    """How long a recording plays, if that differs from `duration_s`: somebody has cut or replaced it.

    None if it is the same, is missing, cannot be read, or is still being made (a `duration_s` of 0).
    """
    length_s = _length_s(recording) if duration_s else None
    return length_s if length_s is not None and abs(length_s - duration_s) > SAME_WITHIN_S else None


def _length_s(recording: Path) -> float | None:
    try:
        with recording.open("rb") as file:
            header = file.read(_HEADER_LENGTH)
            data_length = os.fstat(file.fileno()).st_size - _HEADER_LENGTH
    except OSError:
        return None
    bytes_a_second = int.from_bytes(header[28:32], "little")
    if header[:4] == b"RIFF" and header[36:40] == b"data" and bytes_a_second:
        # Written by us. Asking libsndfile takes ten times as long, which shows with a thousand sessions.
        return min(data_length, int.from_bytes(header[40:44], "little")) / bytes_a_second
    from voice_interviewer.clip import sound_length_s

    try:
        return sound_length_s(recording)
    except ClipError:
        return None
