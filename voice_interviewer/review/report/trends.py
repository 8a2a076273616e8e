"""How sessions change from one to the next, as the pages draw it: `progress`, in people's units. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.review.progress import BankProgress, Measured, Series, progress
from voice_interviewer.review.summaries import SessionSummary

__all__ = ["SessionRow", "Trend", "session_row", "trends"]

SHOWN_SESSIONS = 12
"""A line of more is too dense to read in a small drawing."""


@dataclass(frozen=True)
class Trend:
    """One measure over sessions, the earliest first."""

    label: str
    unit: str
    values: tuple[float, ...]
    """At least two, in `unit`."""
    told: tuple[str, ...]
    """The same as they are written."""
    scale: tuple[float, float]
    """What the bottom and the top of the drawing stand for."""
    wish: str
    """What to wish for, in words: no number is good by itself."""


@dataclass(frozen=True)
class SessionRow:
    """A session in the table of all."""

    summary: SessionSummary
    average: Measured | None
    """None if nothing was said in it."""

    @property
    def answered_count(self) -> int:
        return len({take.question_number for take in self.summary.takes})

    @property
    def spoken_s(self) -> float:
        return sum(take.duration_s for take in self.summary.takes)


@dataclass(frozen=True)
class _Measure:
    name: str
    label: str
    unit: str
    wish: str
    times: float = 1.0
    digits: int = 0


_MEASURES = (
    _Measure("points_share", "Points covered", "%", "higher is better", times=100),
    _Measure("rate_wpm", "Pace", "words a minute", "110 to 170 is comfortable"),
    _Measure("fillers_per_minute", "Fillers", "a minute", "up to 5 do no harm", digits=1),
    _Measure("pause_share", "Pauses", "% of the time", "half a second to a second sounds natural", times=100),
    _Measure("spoken_s", "Length", "s", "60 to 120 s suit most questions"),
)


def trends(found: BankProgress) -> tuple[Trend, ...]:
    """Every measure that two sessions of a bank have, or more; of those the latest SHOWN_SESSIONS."""
    named = ((measure, found.series(measure.name)) for measure in _MEASURES)
    return tuple(_trend(measure, series) for measure, series in named if len(series.values) > 1)


def session_row(summary: SessionSummary) -> SessionRow:
    """A session by itself."""
    averages = [average for each in progress([summary]) for average in each.sessions]
    return SessionRow(summary, averages[0] if averages else None)


def _trend(measure: _Measure, series: Series) -> Trend:
    values = tuple(value * measure.times for value in series.values[-SHOWN_SESSIONS:])
    scale = (0.0, 100.0) if measure.name == "points_share" else _least_and_most(values)
    told = tuple(f"{value:.{measure.digits}f}" for value in values)
    return Trend(measure.label, measure.unit, values, told, scale, measure.wish)


def _least_and_most(values: Sequence[float]) -> tuple[float, float]:
    """Small changes show too; where there are none the line lies in the middle."""
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)
