"""Numbers as small drawings: coordinates for SVG, and a sentence that says the same. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.clock import clock_text
from voice_interviewer.delivery import COMFORTABLE_RATE_WPM
from voice_interviewer.review.report.trends import Trend

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
