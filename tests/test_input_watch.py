"""A fault of the input is told once, within two seconds, and never because somebody is thinking."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.clip import Samples
from voice_interviewer.interview.input_watch import Fault, InputWatch

RATE_HZ = 16_000


def noise(seconds: float, amplitude: float) -> Samples:
    samples = np.random.default_rng(1).normal(0, amplitude, round(seconds * RATE_HZ))
    return np.clip(samples, -1, 1).astype(np.float32)


def told(samples: Samples, *, speaking: bool, block: int = 800) -> list[tuple[float, Fault]]:
    watch = InputWatch(RATE_HZ)
    found = []
    for start in range(0, len(samples), block):
        if fault := watch.feed(samples[start : start + block], speaking=speaking):
            found.append((start / RATE_HZ, fault))
    return found


def test_clipping_is_told_once_within_two_seconds() -> None:
    ((at_s, fault),) = told(noise(10, 0.9), speaking=True)
    assert fault is Fault.CLIPPING
    assert at_s < 2


def test_a_very_quiet_speaker_is_told() -> None:
    ((at_s, fault),) = told(noise(10, 0.001), speaking=True)
    assert fault is Fault.QUIET
    assert at_s < 2


def test_who_is_quiet_because_they_think_is_told_nothing() -> None:
    assert told(noise(30, 0.0003), speaking=False) == []


@given(st.floats(0.01, 0.2), st.booleans(), st.integers(100, 5_000))
def test_an_ordinary_level_is_never_remarked_on(amplitude: float, speaking: bool, block: int) -> None:
    assert told(noise(4, amplitude), speaking=speaking, block=block) == []
