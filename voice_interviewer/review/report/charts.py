"""Numbers as small drawings: pace over an answer, and how sessions change over time. Pure.

Each is coordinates for SVG, and a sentence that says the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voice_interviewer.delivery import COMFORTABLE_LENGTH_S, COMFORTABLE_RATE_WPM, FINE_FILLERS_PER_MINUTE
from voice_interviewer.readable import clock_text
from voice_interviewer.review.progress import BankProgress, Compared, Measured, progress
from voice_interviewer.review.summary import SessionSummary

SHOWN_SESSIONS = 12
"""More than this would be too dense in a small drawing."""
POINTS_COUNTED = (
    "In this share of points, each “perhaps” counts by its chance: one that is as likely said as not is half a point. "
    "So it may differ from the points “covered” in an interview, which are the sure ones."
)
"""Why the share is another number than that on an interview's page."""


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
    counting: str
    """How the values are counted, in words; may be empty."""
    direction: str
    """Whether it rises or falls, over all sessions, in words."""
    attempt_count: int
    """How many attempts at the same questions it rests on, in all sessions."""

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
    counting: str = ""
    times: float = 1.0
    told: Callable[[float], str] = "{:.0f}".format


_MEASURES = (
    _Measure(
        "points_share",
        "Points covered",
        "%",
        (0.0, 100.0),
        wish="higher is better",
        counting=POINTS_COUNTED,
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
    """Each measure of which two sessions can be compared, over the latest SHOWN_SESSIONS of them."""
    named = ((measure, found.compared(measure.name)) for measure in _MEASURES)
    return tuple(_trend(measure, series) for measure, series in named if len(series.values) > 1)


def session_row(summary: SessionSummary) -> SessionRow:
    """One session's row in the table."""
    averages = [average for each in progress([summary]) for average in each.sessions]
    return SessionRow(summary, averages[0] if averages else None)


def _trend(measure: _Measure, series: Compared) -> Trend:
    values = tuple(value * measure.times for value in series.values[-SHOWN_SESSIONS:])
    scale = min(measure.scale[0], *values), max(measure.scale[1], *values)
    told = tuple(map(measure.told, values))
    return Trend(
        measure.label,
        measure.unit,
        values,
        told,
        scale,
        measure.comfortable,
        measure.wish,
        measure.counting,
        series.trend,
        series.attempt_count,
    )


WIDTH, HEIGHT = 600, 100
"""The size of a pace chart in its own units; the page stretches it."""
SPARK_WIDTH, SPARK_HEIGHT, _MARGIN = 160, 40, 5

PACE_SCALE_WPM = (80.0, 220.0)
"""The scale that charts of different takes share, unless somebody speaks slower or faster than this."""

LEAST_DIFFERENCE_WPM = 20.0
"""A pace that varies less needs no drawing: one or two words in a stretch of some 35 are 5 to 10 words a minute."""


@dataclass(frozen=True)
class PaceChart:
    """Pace over time, drawn as steps from `start_s` to `end_s`.

    y grows downwards; as HEIGHT is 100, it is a percentage too.
    """

    steps: str
    """An SVG path."""
    fast_y: float
    """The top of the band of comfortable pace; `slow_y` is its bottom."""
    slow_y: float
    start_s: float
    end_s: float
    sentence: str
    slow_wpm: int = round(COMFORTABLE_RATE_WPM[0])
    fast_wpm: int = round(COMFORTABLE_RATE_WPM[1])

    @property
    def band_height(self) -> float:
        """The height of the band of comfortable pace."""
        return round(self.slow_y - self.fast_y, 1)


@dataclass(frozen=True)
class Spark:
    """A small line with a dot for each value, and the band of comfortable values, as its y and its height."""

    line: str
    dots: tuple[tuple[float, float], ...]
    band: tuple[float, float] | None
    sentence: str


def pace_chart(rates: Sequence[tuple[float, float]], end_s: float) -> PaceChart | None:
    """A chart of stretches of speech (start in seconds, words a minute) up to `end_s`; None if nearly even."""
    paces = [rate_wpm for _, rate_wpm in rates]
    if not paces or max(paces) - min(paces) < LEAST_DIFFERENCE_WPM:
        return None
    starts = [start_s for start_s, _ in rates]
    whole_s = max(end_s - starts[0], 0.001)
    low, high = min(PACE_SCALE_WPM[0], *paces), max(PACE_SCALE_WPM[1], *paces)

    def y(rate_wpm: float) -> float:
        return round(HEIGHT * (high - rate_wpm) / (high - low), 1)

    ends = [round((end - starts[0]) / whole_s * WIDTH, 1) for end in (*starts[1:], end_s)]
    steps = f"M0 {y(rates[0][1])}" + "".join(
        f"V{y(rate_wpm)}H{end}" for (_, rate_wpm), end in zip(rates, ends, strict=True)
    )
    slow, fast = COMFORTABLE_RATE_WPM
    return PaceChart(steps, y(fast), y(slow), starts[0], end_s, _pace_sentence(rates))


def _pace_sentence(rates: Sequence[tuple[float, float]]) -> str:
    slowest = min(rates, key=lambda rate: rate[1])
    fastest = max(rates, key=lambda rate: rate[1])
    low, high = COMFORTABLE_RATE_WPM
    return (
        f"Words a minute: slowest {slowest[1]:.0f} (from {clock_text(slowest[0])}), "
        f"fastest {fastest[1]:.0f} (from {clock_text(fastest[0])}). Shaded: comfortable, {low:.0f} to {high:.0f}."
    )


def spark(trend: Trend) -> Spark:
    """A trend, of at least two values, as a line with a dot for each of them."""
    low, high = trend.scale
    width, height = SPARK_WIDTH - 2 * _MARGIN, SPARK_HEIGHT - 2 * _MARGIN

    def y(value: float) -> float:
        return round(_MARGIN + (high - value) / (high - low) * height, 1)

    dots = tuple(
        (round(_MARGIN + number * width / (len(trend.values) - 1), 1), y(value))
        for number, value in enumerate(trend.values)
    )
    line = "M" + "L".join(f"{x} {y}" for x, y in dots)
    band: tuple[float, float] | None = None
    if trend.comfortable:
        least, most = trend.comfortable
        band = (y(most), round(y(least) - y(most), 1))
    sentence = (
        f"{trend.label} in {len(dots)} interviews, the latest last: {', '.join(trend.told)} {trend.unit}"
    )
    return Spark(line, dots, band, f"{sentence.strip()}.")
