"""Whether a recording is still the one that was made: its length tells, without reading it."""

import os
from pathlib import Path

from voice_interviewer.errors import ClipError

SAME_WITHIN_S = 0.1
"""What a full disk may have cut off; so little moves no word from its place."""

_HEADER_LENGTH = 44


def other_length_s(recording: Path, duration_s: float) -> float | None:
    """How long a recording plays, if that is not the `duration_s` that was recorded: somebody has cut it, or put
    another one in its place. None if it is the same, is missing, cannot be read or is still being made."""
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
        # Ours. Asking libsndfile takes ten times as long, which somebody with a thousand sessions would notice.
        return min(data_length, int.from_bytes(header[40:44], "little")) / bytes_a_second
    from voice_interviewer.clip import sound_length_s

    try:
        return sound_length_s(recording)
    except ClipError:
        return None
