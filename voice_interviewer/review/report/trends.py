"""How sessions change from one to the next, as the pages draw it: `progress`, in people's units. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from voice_interviewer.clock import clock_text
from voice_interviewer.delivery import COMFORTABLE_LENGTH_S, COMFORTABLE_RATE_WPM, FINE_FILLERS_PER_MINUTE
from voice_interviewer.review.progress import BankProgress, Measured, Series, progress
from voice_interviewer.review.summary import SessionSummary

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
    comfortable: tuple[float, float] | None
    """The range within which nothing needs to change, where there is one."""
    wish: str
    """What to wish for, in words, or nothing: no number is good by itself."""

    @property
    def is_unchanged(self) -> bool:
        """Whether all values are written the same."""
        return len(set(self.told)) == 1


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
    def recorded_s(self) -> float:
        return sum(take.duration_s for take in self.summary.takes)


@dataclass(frozen=True)
class _Measure:
    name: str
    label: str
    unit: str
    scale: tuple[float, float]
    """In `unit`: the same in every drawing, so that a small change looks small; wider only where a value is beyond."""
    comfortable: tuple[float, float] | None = None
    wish: str = ""
    times: float = 1.0
    told: Callable[[float], str] = "{:.0f}".format


_MEASURES = (
    _Measure(
        "points_share",
        "Points covered, average of the answers",
        "%",
        (0.0, 100.0),
        wish="higher is better",
        times=100,
    ),
    _Measure(
        "rate_wpm", "Pace", "words a minute", (80.0, 200.0), COMFORTABLE_RATE_WPM, "110 to 170 is comfortable"
    ),
    _Measure(
        "fillers_per_minute",
        "Fillers",
        "a minute",
        (0.0, 15.0),
        (0.0, FINE_FILLERS_PER_MINUTE),
        "up to 5 do no harm",
        told="{:.1f}".format,
    ),
    _Measure("pause_share", "Pauses", "% of the time", (0.0, 40.0), times=100),
    _Measure(
        "spoken_s",
        "Speaking time an answer",
        "",
        (0.0, 120.0),
        COMFORTABLE_LENGTH_S,
        "1:00 to 2:00 suits most questions",
        told=clock_text,
    ),
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
    scale = min(measure.scale[0], *values), max(measure.scale[1], *values)
    told = tuple(map(measure.told, values))
    return Trend(measure.label, measure.unit, values, told, scale, measure.comfortable, measure.wish)
