"""What is drawn on the review page: how loud a recording is, how the pace changes, how sessions compare."""

import re
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from tests.memory import memory_of
from voice_interviewer.clip import WavWriter
from voice_interviewer.delivery.pauses import Span
from voice_interviewer.errors import ClipError
from voice_interviewer.review.progress import BankProgress, Measured, QuestionProgress
from voice_interviewer.review.report.charts import Trend, pace_chart, spark, trends
from voice_interviewer.review.report.waveform import MOST_BARS, draw, peaks


def recorded(path: Path, *parts: tuple[float, float], rate_hz: int = 16_000, constant: float = 0.0) -> Path:
    """Seconds and amplitude, one after the other, about a constant."""
    with WavWriter(path, rate_hz) as file:
        for seconds, amplitude in parts:
            swing = np.resize(np.array([amplitude, -amplitude], np.float32), round(seconds * rate_hz))
            file.write(swing + np.float32(constant))
    return path


def test_the_drawing_is_as_loud_as_the_sound(tmp_path: Path) -> None:
    loudness = peaks(recorded(tmp_path / "a.wav", (2.0, 0.1), (2.0, -0.8)))
    assert len(loudness) == 48
    assert loudness[:24] == pytest.approx([0.1] * 24, abs=0.001)
    assert loudness[24:] == pytest.approx([0.8] * 24, abs=0.001)


def test_a_constant_in_the_sound_is_not_drawn(tmp_path: Path) -> None:
    loudness = peaks(recorded(tmp_path / "a.wav", (2.0, 0.0), (2.0, 0.3), constant=-0.4))
    assert loudness == pytest.approx([0.0] * 24 + [0.3] * 24, abs=0.001)


def test_the_program_s_own_sound_is_not_drawn(tmp_path: Path) -> None:
    loudness = peaks(recorded(tmp_path / "a.wav", (4.0, 0.5)), masked=((1.0, 2.0),))
    assert loudness[13:23] == (0.0,) * 10
    assert min(loudness[:12] + loudness[24:]) > 0.4


def test_a_long_recording_takes_no_more_memory_and_room(tmp_path: Path) -> None:
    path = recorded(tmp_path / "a.wav", (600.0, 0.5), rate_hz=8_000)
    peaks(recorded(tmp_path / "warm.wav", (1.0, 0.5)))
    assert memory_of(lambda: peaks(path)).most_bytes < 1_000_000
    loudness = peaks(path)
    assert len(loudness) == MOST_BARS
    assert len(draw(loudness, 600.0).outline) < 10_000


def test_stretches_are_drawn_where_they_are() -> None:
    drawing = draw([0.5] * 100, 50.0, speech=[Span(10.0, 20.0)])
    assert [(each.x, each.width) for each in drawing.speech] == [(20.0, 20.0)]
    assert drawing.outline.startswith("M0 50V0h1")


def test_a_silent_room_is_not_drawn_as_speech() -> None:
    heights = re.findall(r"V([\d.]+)", draw([0.001] * 10, 1.0).outline)
    assert all(45 < float(height) < 55 for height in heights)


def test_no_sound_is_no_drawing(tmp_path: Path) -> None:
    assert peaks(recorded(tmp_path / "a.wav")) == ()
    (tmp_path / "b.wav").write_text("nothing")
    with pytest.raises(ClipError):
        peaks(tmp_path / "b.wav")


def test_pace_is_drawn_in_one_scale_and_told() -> None:
    chart = pace_chart([(0.5, 150.0), (15.0, 190.0)], 29.5)
    assert chart
    assert chart.steps == "M0 50.0V50.0H300.0V21.4H600.0"
    assert (chart.fast_y, chart.slow_y, chart.start_s, chart.end_s) == (35.7, 78.6, 0.5, 29.5)
    assert chart.sentence == (
        "Words a minute: slowest 150 (from 0:00), fastest 190 (from 0:15). Shaded: comfortable, 110 to 170."
    )
    wider = pace_chart([(0.0, 400.0), (15.0, 100.0)], 30.0)
    assert wider
    assert wider.steps == "M0 0.0V0.0H300.0V93.8H600.0"


def test_an_even_pace_is_not_drawn() -> None:
    assert pace_chart([(0.0, 150.0), (15.0, 169.0)], 30.0) is None
    assert pace_chart([(0.0, 150.0)], 15.0) is None
    assert pace_chart([], 0.0) is None


def rates(*values: float) -> Trend:
    """The trend of pace over sessions with these averages."""
    measured = tuple(Measured(datetime(2026, 1, 1), None, value, None, None, None) for value in values)
    numbers = tuple(range(1, len(values) + 1))
    question = QuestionProgress("morning", "What do you do in the morning?", measured, numbers)
    (trend,) = trends(BankProgress("small", "Small", measured, (question,)))
    return trend


def test_a_small_change_looks_small() -> None:
    drawing = spark(rates(150, 152))
    assert abs(drawing.dots[0][1] - drawing.dots[1][1]) < 1
    assert drawing.band == (12.5, 15.0)
    assert rates(150, 300).scale == (80, 300)
    assert rates(150, 150.2).is_unchanged
    assert not rates(150, 152).is_unchanged
