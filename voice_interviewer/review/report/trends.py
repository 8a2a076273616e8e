"""How sessions change over time, as the pages draw it: `progress` in the units that people read. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from voice_interviewer.clock import clock_text
from voice_interviewer.delivery import COMFORTABLE_LENGTH_S, COMFORTABLE_RATE_WPM, FINE_FILLERS_PER_MINUTE
from voice_interviewer.review.progress import BankProgress, Measured, Series, progress
from voice_interviewer.review.summary import SessionSummary

__all__ = ["SessionRow", "Trend", "session_row", "trends"]

SHOWN_SESSIONS = 12
"""More than this would be too dense in a small drawing."""


@dataclass(frozen=True)
class Trend:
    """One measure over sessions, the earliest first."""

    label: str
    unit: str
    values: tuple[float, ...]
    """At least two, in `unit`."""
    told: tuple[str, ...]
    """The values as they are written."""
    scale: tuple[float, float]
    """The values at the bottom and the top of the drawing."""
    comfortable: tuple[float, float] | None
    """The range in which nothing needs to change, if there is one."""
    wish: str
    """What to aim for, in words; may be empty."""

    @property
    def is_unchanged(self) -> bool:
        """Whether all values are written the same."""
        return len(set(self.told)) == 1


@dataclass(frozen=True)
class SessionRow:
    """A session in the table of all sessions."""

    summary: SessionSummary
    average: Measured | None
    """Over the session's attempts; None if nothing was said."""

    @property
    def answered_count(self) -> int:
        """How many questions were answered."""
        return len({take.question_number for take in self.summary.takes})

    @property
    def recorded_s(self) -> float:
        """How much was recorded in all."""
        return sum(take.duration_s for take in self.summary.takes)


@dataclass(frozen=True)
class _Measure:
    name: str
    label: str
    unit: str
    scale: tuple[float, float]
    """In `unit`; the same in every drawing, so that a small change looks small. Widened only for values beyond it."""
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
    """The trend of each measure known for at least two sessions, over the latest SHOWN_SESSIONS of them."""
    named = ((measure, found.series(measure.name)) for measure in _MEASURES)
    return tuple(_trend(measure, series) for measure, series in named if len(series.values) > 1)


def session_row(summary: SessionSummary) -> SessionRow:
    """One session's row in the table."""
    averages = [average for each in progress([summary]) for average in each.sessions]
    return SessionRow(summary, averages[0] if averages else None)


def _trend(measure: _Measure, series: Series) -> Trend:
    values = tuple(value * measure.times for value in series.values[-SHOWN_SESSIONS:])
    scale = min(measure.scale[0], *values), max(measure.scale[1], *values)
    told = tuple(map(measure.told, values))
    return Trend(measure.label, measure.unit, values, told, scale, measure.comfortable, measure.wish)
