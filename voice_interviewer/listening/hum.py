"""Takes away what comes from the wiring and not from the room, before anybody listens: a constant, a drift, mains hum.

A cheap sound card adds a constant to every sample, a bad cable the hum of the mains. Then the speech detector no longer
hears a soft voice, and silences are measured where there are none: beside a voice of -25 dBFS a constant of 0.05, or a
hum of -28 dBFS, made four or five pauses of two. A voice has nothing below 60 Hz. Pure.
"""

from collections import deque
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.clip import Samples
from voice_interviewer.devices.protocols import HEARING_RATE_HZ

LOWEST_HZ = 20.0
"""What is slower is no sound. Twice a filter of first order, so that a drift of 1 Hz is 50 dB down."""

MAINS_HZ = (50.0, 60.0)
HARMONIC_COUNT = 6
GAP_HZ = 2.0
"""What is taken out around each of them. Mains keep within 0.2 Hz; a gap so narrow closes in on a hum within 0.3 s."""

HUM_POWER = 1e-6
HUM_FRAMES = 94
"""There is a hum if, in the quietest of so many frames (3 s), it is above -60 dBFS and more than all the rest. Only
then is it taken out: the gaps ring for 0.1 s after a word, and a pause would seem to begin 0.05 s late."""

_FEWEST = 8
_Matrix = NDArray[np.float64]


class _Filter(NamedTuple):
    """A linear filter in state-space form: y = c·state + d·x, then state' = a·state + b·x."""

    a: _Matrix
    b: _Matrix
    c: _Matrix
    d: float


class _Framewise(NamedTuple):
    """The same for a whole frame x, shape (n,), at once: y = within·x + before·state, state' = kept·state + new·x."""

    within: _Matrix
    before: _Matrix
    kept: _Matrix
    new: _Matrix


class _Running:
    """A filter at work."""

    def __init__(self, filter_: _Framewise) -> None:
        self._filter = filter_
        self._state = np.zeros(len(filter_.kept))

    def step(self, frame: _Matrix) -> _Matrix:
        filtered: _Matrix = self._filter.within @ frame + self._filter.before @ self._state
        self._state = self._filter.kept @ self._state + self._filter.new @ frame
        return filtered


class Grounding:
    """Follows one recording, frame by frame. What comes out depends on the sound so far alone."""

    def __init__(self, frame_length: int) -> None:
        self._high = _Running(_high_pass(frame_length))
        self._gaps = _Running(_mains_gaps(frame_length))
        self._constant: float | None = None
        self._recent: deque[tuple[float, float]] = deque(maxlen=HUM_FRAMES)

    def feed(self, frames: Samples) -> Samples:
        """The next frames, shape (n, frame_length); returns as many."""
        return np.array([self._step(frame) for frame in frames], np.float32).reshape(frames.shape)

    def _step(self, frame: Samples) -> _Matrix:
        if self._constant is None:
            self._constant = float(frame.mean())  # else a constant would begin with a bang
        sound = self._high.step(frame.astype(np.float64) - self._constant)
        without_hum = self._gaps.step(sound)
        self._recent.append((_power(without_hum), _power(sound - without_hum)))
        return without_hum if self._hums() else sound

    def _hums(self) -> bool:
        rest, hum = min(self._recent)  # of the quietest frame
        return len(self._recent) >= _FEWEST and hum > max(HUM_POWER, rest)


def _power(frame: _Matrix) -> float:
    return float(frame @ frame) / len(frame)


@cache
def _high_pass(frame_length: int) -> _Framewise:
    return _framewise(_behind(_above(LOWEST_HZ), _above(LOWEST_HZ)), frame_length)


@cache
def _mains_gaps(frame_length: int) -> _Framewise:
    whole = _Filter(np.zeros((0, 0)), np.zeros((0, 1)), np.zeros((1, 0)), 1.0)
    for hum_hz in sorted({n * mains_hz for mains_hz in MAINS_HZ for n in range(1, HARMONIC_COUNT + 1)}):
        whole = _behind(whole, _gap(hum_hz))
    return _framewise(whole, frame_length)


def _above(hz: float) -> _Filter:
    """High-pass of first order: its state is the mean of what came before, soon forgotten, which is taken away."""
    kept = float(np.exp(-2 * np.pi * hz / HEARING_RATE_HZ))
    return _Filter(np.array([[kept]]), np.array([[1 - kept]]), np.array([[-kept]]), kept)


def _gap(hz: float) -> _Filter:
    """Notch of second order: zeros on the unit circle, poles a little inside."""
    turn = 2 * np.pi * hz / HEARING_RATE_HZ
    radius = 1 - np.pi * GAP_HZ / HEARING_RATE_HZ
    near, far = 2 * radius * np.cos(turn), -(radius**2)
    return _Filter(
        np.array([[near, far], [1.0, 0.0]]),
        np.array([[1.0], [0.0]]),
        np.array([[near - 2 * np.cos(turn), far + 1]]),
        1.0,
    )


def _behind(first: _Filter, second: _Filter) -> _Filter:
    """The second hears what the first gives out."""
    nothing = np.zeros((len(first.a), len(second.a)))
    return _Filter(
        np.block([[first.a, nothing], [second.b @ first.c, second.a]]),
        np.concatenate([first.b, second.b * first.d]),
        np.concatenate([second.d * first.c, second.c], axis=1),
        first.d * second.d,
    )


def _framewise(filter_: _Filter, frame_length: int) -> _Framewise:
    a, b, c, d = filter_
    left, seen = (
        [b],
        [c],
    )  # what a sample leaves in the state, and what is seen of the state, so many samples later
    for _ in range(frame_length - 1):
        left.append(a @ left[-1])
        seen.append(seen[-1] @ a)
    response = np.concatenate([[d], [(c @ each).item() for each in left[:-1]]])
    later = np.subtract.outer(np.arange(frame_length), np.arange(frame_length))
    return _Framewise(
        within=np.where(later >= 0, response[later], 0.0),
        before=np.concatenate(seen),
        kept=np.linalg.matrix_power(a, frame_length),
        new=np.concatenate(left[::-1], axis=1),
    )
