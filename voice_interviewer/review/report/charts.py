"""Numbers as small drawings: points for SVG, and the sentence that says the same. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.clock import clock_text
from voice_interviewer.delivery import COMFORTABLE_RATE_WPM
from voice_interviewer.review.report.trends import Trend

WIDTH, HEIGHT = 600, 100
"""In the drawing's own units; the page stretches it."""
SPARK_WIDTH, SPARK_HEIGHT, _MARGIN = 160, 40, 5

LEAST_TOP_WPM = 200.0
"""Charts of different takes have the same scale, unless somebody speaks faster."""


@dataclass(frozen=True)
class PaceChart:
    """Pace over time, as steps. `y` grows downwards."""

    steps: str
    band_y: float
    band_height: float
    top_wpm: int
    sentence: str


@dataclass(frozen=True)
class Spark:
    """A small line with a dot for every value."""

    line: str
    dots: tuple[tuple[float, float], ...]
    sentence: str


def pace_chart(rates: Sequence[tuple[float, float]], end_s: float) -> PaceChart:
    """Stretches of speech (start in seconds, words a minute) until `end_s`; at least one."""
    starts = [start_s for start_s, _ in rates]
    whole_s = max(end_s - starts[0], 0.001)
    top_wpm = max(LEAST_TOP_WPM, *(rate_wpm for _, rate_wpm in rates))

    def y(rate_wpm: float) -> float:
        return round(HEIGHT * (1 - rate_wpm / top_wpm), 1)

    ends = [round((end - starts[0]) / whole_s * WIDTH, 1) for end in (*starts[1:], end_s)]
    steps = f"M0 {y(rates[0][1])}" + "".join(
        f"V{y(rate_wpm)}H{end}" for (_, rate_wpm), end in zip(rates, ends, strict=True)
    )
    slow, fast = COMFORTABLE_RATE_WPM
    return PaceChart(steps, y(fast), round(y(slow) - y(fast), 1), round(top_wpm), _pace_sentence(rates))


def _pace_sentence(rates: Sequence[tuple[float, float]]) -> str:
    slowest = min(rates, key=lambda rate: rate[1])
    fastest = max(rates, key=lambda rate: rate[1])
    return (
        f"Between {slowest[1]:.0f} words a minute (from {clock_text(slowest[0])}) "
        f"and {fastest[1]:.0f} (from {clock_text(fastest[0])})."
    )


def spark(trend: Trend) -> Spark:
    """A trend as a line with a dot for each of its values."""
    low, high = trend.scale
    width, height = SPARK_WIDTH - 2 * _MARGIN, SPARK_HEIGHT - 2 * _MARGIN
    dots = tuple(
        (
            round(_MARGIN + number * width / (len(trend.values) - 1), 1),
            round(_MARGIN + (high - value) / (high - low) * height, 1),
        )
        for number, value in enumerate(trend.values)
    )
    line = "M" + "L".join(f"{x} {y}" for x, y in dots)
    sentence = (
        f"{trend.label} in {len(dots)} interviews, the latest last: {', '.join(trend.told)} {trend.unit}."
    )
    return Spark(line, dots, sentence)
