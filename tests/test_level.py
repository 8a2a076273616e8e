"""Levels in decibels against full scale."""

import numpy as np
import pytest

from voice_interviewer.clip import SILENCE_DBFS, Samples, peak_dbfs, rms_dbfs


def test_known_levels() -> None:
    sine = np.sin(np.linspace(0, 2 * np.pi * 100, 16_000, endpoint=False, dtype=np.float32))
    assert rms_dbfs(sine) == pytest.approx(-3.01, abs=0.01)
    assert peak_dbfs(sine) == pytest.approx(0.0, abs=0.01)
    assert rms_dbfs((sine / 2 + 0.5).astype(np.float32)) == pytest.approx(-9.03, abs=0.01)
    assert rms_dbfs((sine / 10).astype(np.float32)) == pytest.approx(-23.01, abs=0.01)


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(10, np.float32)])
def test_nothing_is_the_floor(samples: Samples) -> None:
    assert rms_dbfs(samples) == peak_dbfs(samples) == SILENCE_DBFS
