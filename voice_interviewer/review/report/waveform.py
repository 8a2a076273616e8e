"""A recording as a drawing: how loud it is from moment to moment, with speech, pauses and fillers marked.

The file is read in one block for each bar, so that it never has to be in memory as a whole.
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
"""About as many as the page is dots wide; more could not be seen."""
QUIETEST_PEAK = 0.02
"""-34 dBFS. The loudest bar fills the height, unless it is quieter: a quiet room must not look like speech."""

HEIGHT = 100
_MIDDLE = HEIGHT / 2
_LEAST = 0.5
"""The least height of a bar, so that silence is visible too."""


@dataclass(frozen=True)
class Stretch:
    """A part of the drawing: its distance from the left and its width, in the drawing's units."""

    x: float
    width: float


@dataclass(frozen=True)
class Waveform:
    """A drawing of `width` by HEIGHT units."""

    width: int
    outline: str
    """A closed SVG path, symmetrical about the middle."""
    speech: tuple[Stretch, ...]
    pauses: tuple[Stretch, ...]
    fillers: tuple[Stretch, ...]


def peaks(path: Path, masked: Sequence[tuple[float, float]] = ()) -> tuple[float, ...]:
    """How far the sound of each bar swings to either side, 0 to 1, in order. Sounds in `masked` are left out.

    A constant is no sound, and so the swing is about the middle between the largest sample and the smallest.

    Raises ClipError.
    """
    duration_s = sound_length_s(path)
    if not duration_s:
        return ()
    count = min(MOST_BARS, max(1, round(duration_s * BARS_PER_SECOND)))
    blocks = read_blocks(path, duration_s / count, masked)
    found = [float(np.ptp(block.samples)) / 2 for block in blocks]
    rest = found[count - 1 :]  # a block is a whole number of samples, so a few samples may be left over
    return (*found[: count - 1], max(rest))


def draw(
    loudness: Sequence[float],
    duration_s: float,
    speech: Iterable[Span] = (),
    pauses: Iterable[Pause] = (),
    fillers: Iterable[WordSpan] = (),
) -> Waveform:
    """The drawing of a recording.

    Args:
        loudness: Its peaks, from `peaks`.
        duration_s: Its length.
        speech: The stretches in which somebody speaks; empty if that is not known.
        pauses: Those to mark.
        fillers: Those to mark.
    """
    width = len(loudness)

    def stretches(spans: Iterable[Span | WordSpan]) -> tuple[Stretch, ...]:
        units = width / duration_s if duration_s else 0.0
        return tuple(
            Stretch(round(span.start_s * units, 2), round((span.end_s - span.start_s) * units, 2))
            for span in spans
        )

    return Waveform(width, outline(loudness), stretches(speech), stretches(pauses), stretches(fillers))


def outline(loudness: Sequence[float]) -> str:
    """The path around the bars, each one unit wide."""
    if not loudness:
        return ""
    whole = max(QUIETEST_PEAK, *loudness)
    heights = [max(_LEAST, peak / whole * _MIDDLE) for peak in loudness]
    above = "".join(f"V{_MIDDLE - height:.3g}h1" for height in heights)
    below = "".join(f"V{_MIDDLE + height:.3g}h-1" for height in reversed(heights))
    return f"M0 {_MIDDLE:g}{above}{below}Z"
