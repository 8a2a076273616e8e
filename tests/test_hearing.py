"""What is heard must not depend on how the sound arrives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from voice_interviewer.clip import Samples
from voice_interviewer.listening.hearing import FRAME_LENGTH, Heard, Hearing


class Loudness:
    """A detector with a memory: how loud the frame is, and half of what it said of the one before."""

    frame_length = FRAME_LENGTH

    def __init__(self) -> None:
        self.before = 0.7

    def reset(self) -> None:
        self.before = 0.0

    def probabilities(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        heard = []
        for frame in frames:
            self.before = self.before / 2 + float(np.abs(frame).max()) / 2
            heard.append(self.before)
        return np.array(heard, np.float32)


def hear(samples: Samples, rate_hz: int, lengths: list[int]) -> Heard:
    hearing = Hearing(rate_hz, Loudness())
    heard = []
    start = 0
    for length in lengths:
        heard.append(hearing.feed(samples[start : start + length]))
        start += length
    heard += [hearing.feed(samples[start:]), hearing.finish()]
    return Heard(
        np.concatenate([part.samples for part in heard]), np.concatenate([part.speech for part in heard])
    )


RATES = st.sampled_from([8_000, 16_000, 22_050, 44_100, 48_000, 96_000])


@given(RATES, st.integers(0, 30_000), st.lists(st.integers(0, 5_000), max_size=20), st.integers(0, 9))
def test_the_same_sound_is_heard_however_it_is_split(
    rate_hz: int, length: int, lengths: list[int], seed: int
) -> None:
    samples = np.random.default_rng(seed).uniform(-1, 1, length).astype(np.float32)
    whole, split = hear(samples, rate_hz, []), hear(samples, rate_hz, lengths)
    np.testing.assert_array_equal(whole.samples, split.samples)
    np.testing.assert_array_equal(whole.speech, split.speech)


@given(RATES, st.integers(0, 30_000))
def test_nothing_is_lost_and_only_the_last_frame_is_filled_up(rate_hz: int, length: int) -> None:
    heard = hear(np.full(length, 0.5, np.float32), rate_hz, [])
    missing = len(heard.samples) - length * 16_000 / rate_hz
    assert len(heard.samples) == len(heard.speech) * FRAME_LENGTH
    assert -1 < missing < FRAME_LENGTH


def test_a_voice_at_16_khz_is_left_as_it_is() -> None:
    time_s = np.arange(200 * FRAME_LENGTH) / 16_000
    pitches_hz = (130, 260, 390, 1_040, 4_000)
    tones = [np.sin(2 * np.pi * hz * time_s) for hz in pitches_hz]
    voice = (0.1 * np.sum(tones, axis=0)).astype(np.float32)
    heard = hear(voice, 16_000, [700]).samples
    assert np.sqrt(np.mean(np.square(heard - voice))) < 0.25 * np.sqrt(np.mean(np.square(voice)))
    spectra = [np.abs(np.fft.rfft(each[:16_000])) for each in (voice, heard)]
    for hz in pitches_hz:
        assert spectra[1][hz] == pytest.approx(spectra[0][hz], rel=0.04)


def test_a_tone_keeps_its_pitch_and_its_time() -> None:
    time_s = np.arange(48_000) / 48_000
    tone = np.where(time_s < 0.5, 0, 0.5 * np.sin(2 * np.pi * 440 * time_s)).astype(np.float32)
    heard = hear(tone, 48_000, [2_400] * 20).samples[:16_000]
    loud = np.flatnonzero(np.abs(heard) > 0.25)
    assert loud[0] / 16_000 == pytest.approx(0.5, abs=0.005)
    assert np.argmax(np.abs(np.fft.rfft(heard[8_000:]))) * 2 == pytest.approx(440, abs=4)


def test_every_recording_begins_without_memory() -> None:
    detector = Loudness()
    loud = np.ones(4 * FRAME_LENGTH, np.float32)
    first = Hearing(16_000, detector).feed(loud).speech
    second = Hearing(16_000, detector).feed(loud).speech
    np.testing.assert_array_equal(first, second)
