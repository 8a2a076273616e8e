"""A steady noise is taken out of speech before Whisper hears it; nothing else is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.clip import Samples
from voice_interviewer.devices.noise_removal import FLOOR, without_steady_noise

RATE_HZ = 16_000


def words() -> Samples:
    """Four seconds: bursts of a tone like short words, and silence between them."""
    times = np.arange(4 * RATE_HZ) / RATE_HZ
    is_spoken = (times % 0.5) < 0.3
    return (0.3 * np.sin(2 * np.pi * 440 * times) * is_spoken).astype(np.float32)


def hiss(level: float, seconds: float = 4.0) -> Samples:
    return np.random.default_rng(3).normal(0, level, int(seconds * RATE_HZ)).astype(np.float32)


def test_speech_in_silence_is_left_as_it_is() -> None:
    assert np.abs(without_steady_noise(words()) - words()).max() < 1e-5


def test_a_hiss_becomes_fainter_in_the_pauses_and_the_words_stay() -> None:
    clean = without_steady_noise(words() + hiss(0.02))
    is_spoken = np.abs(words()) > 0
    assert np.std(clean[~is_spoken]) < 0.75 * 0.02
    assert np.corrcoef(clean[is_spoken], words()[is_spoken])[0, 1] > 0.99
    assert np.std(clean - words()) < np.std(hiss(0.02))


def test_a_faint_hiss_is_left_as_it_is() -> None:
    sound = words() + hiss(0.001)
    assert np.array_equal(without_steady_noise(sound), sound)


def test_a_hum_is_taken_out_down_to_the_floor() -> None:
    hum = (0.05 * np.sin(2 * np.pi * 125 * np.arange(4 * RATE_HZ) / RATE_HZ)).astype(np.float32)
    assert np.std(without_steady_noise(hum)[RATE_HZ:-RATE_HZ]) == pytest.approx(FLOOR * np.std(hum), rel=0.1)


@given(length=st.integers(0, 6_000), level=st.sampled_from([0.0, 1e-6, 0.1]))
def test_any_sound_keeps_its_length_and_stays_finite(length: int, level: float) -> None:
    sound = (level * hiss(1.0)[:length]).astype(np.float32)
    clean = without_steady_noise(sound)
    assert clean.shape == sound.shape
    assert clean.dtype == np.float32
    assert np.isfinite(clean).all()


@pytest.mark.filterwarnings("error")
def test_a_loud_noise_with_a_dropout_is_no_overflow() -> None:
    """The quietest tenth is mostly noise; divided by the nothing of the dropout it was beyond any number."""
    dropout = hiss(0.9)
    dropout[RATE_HZ : RATE_HZ + 2_000] = 0.0
    clean = without_steady_noise(dropout)
    assert np.isfinite(clean).all()
    assert not clean[RATE_HZ + 512 : RATE_HZ + 1_488].any()
