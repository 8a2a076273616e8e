"""A recording as a drawing: how loud it is from moment to moment, with speech, pauses and fillers on it.

The file is read block by block, one block for each bar, so that an hour takes no more memory than a minute.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voice_interviewer.clip import read_blocks, sound_length_s
from voice_interviewer.delivery.pauses import Pause, Span
from voice_interviewer.language.fillers import WordSpan

BARS_PER_SECOND = 12.0
MOST_BARS = 600
"""About as many as there are dots across the page: more cannot be seen."""
QUIETEST_PEAK = 0.02
"""-34 dBFS. The loudest bar fills the height, but the noise of a silent room is not drawn as if it were speech."""

HEIGHT = 100
_MIDDLE = HEIGHT / 2
_LEAST = 0.5
"""Half a hairline: silence is drawn too."""


@dataclass(frozen=True)
class Stretch:
    """A part of the drawing, in its own units: from the left, and how wide."""

    x: float
    width: float


@dataclass(frozen=True)
class Waveform:
    """A drawing `width` x HEIGHT units large."""

    width: int
    outline: str
    """SVG path, closed, the same above and below the middle."""
    speech: tuple[Stretch, ...]
    pauses: tuple[Stretch, ...]
    fillers: tuple[Stretch, ...]


def peaks(path: Path, masked: Sequence[tuple[float, float]] = ()) -> tuple[float, ...]:
    """The largest sample of each bar, 0 to 1, in order. Raises ClipError."""
    duration_s = sound_length_s(path)
    if not duration_s:
        return ()
    count = min(MOST_BARS, max(1, round(duration_s * BARS_PER_SECOND)))
    blocks = read_blocks(path, duration_s / count, masked)
    found = [float(np.abs(block.samples).max()) for block in blocks]
    rest = found[count - 1 :]  # a block is a whole number of samples, so that a few may be left over
    return (*found[: count - 1], max(rest))


def draw(
    loudness: Sequence[float],
    duration_s: float,
    speech: Iterable[Span] = (),
    pauses: Iterable[Pause] = (),
    fillers: Iterable[WordSpan] = (),
) -> Waveform:
    """The drawing of a recording of `duration_s` seconds, from its peaks. Without `speech` nobody knows where it is."""
    width = len(loudness)

    def stretches(spans: Iterable[Span | WordSpan]) -> tuple[Stretch, ...]:
        units = width / duration_s if duration_s else 0.0
        return tuple(
            Stretch(round(span.start_s * units, 2), round((span.end_s - span.start_s) * units, 2))
            for span in spans
        )

    return Waveform(width, outline(loudness), stretches(speech), stretches(pauses), stretches(fillers))


def outline(loudness: Sequence[float]) -> str:
    """The path around the bars, which stand side by side, one unit wide each."""
    if not loudness:
        return ""
    whole = max(QUIETEST_PEAK, *loudness)
    heights = [max(_LEAST, peak / whole * _MIDDLE) for peak in loudness]
    above = "".join(f"V{_MIDDLE - height:.3g}h1" for height in heights)
    below = "".join(f"V{_MIDDLE + height:.3g}h-1" for height in reversed(heights))
    return f"M0 {_MIDDLE:g}{above}{below}Z"
