"""Whether what the microphone delivers can be understood. It only remarks; the person decides what to do. Pure."""

from collections import deque
from enum import Enum

import numpy as np

from voice_interviewer.clip import AUDIBLY_CLIPPED_SHARE, Samples, rms_dbfs

NOTICE_S = 1.5
"""A fault has to last this long. A person is then told of it within two seconds."""
QUIET_DBFS = -50.0
"""Speech below this is some 25 dB quieter than recording guides call normal (about -23 LUFS, EBU R 128)."""
FULL_SCALE = 0.999


class Fault(Enum):
    """What is wrong with the microphone's sound."""

    ZEROS = "zeros"
    """Muted, or not allowed: it delivers nothing but exact zeros."""
    QUIET = "quiet"
    CLIPPING = "clipping"
    """Too loud for the microphone."""


class InputWatch:
    """Follows one take, block by block."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._recent: deque[tuple[Samples, bool]] = deque()
        self._recent_s = 0.0
        self._told: set[Fault] = set()

    def feed(self, block: Samples, *, speaking: bool) -> Fault | None:
        """Take note of the next block of samples, shape (n,); `speaking` tells whether speech is being heard.

        Returns a fault the first time it is found, otherwise None.
        """
        seconds = len(block) / self._rate_hz
        self._recent.append((block, speaking))
        self._recent_s += seconds
        while self._recent_s > NOTICE_S + seconds:
            self._recent_s -= len(self._recent.popleft()[0]) / self._rate_hz
        fault = self._fault() if self._recent_s >= NOTICE_S else None
        if fault is None or fault in self._told:
            return None
        self._told.add(fault)
        return fault

    def _fault(self) -> Fault | None:
        recent = np.concatenate([block for block, _ in self._recent])
        if np.mean(np.abs(recent) >= FULL_SCALE) >= AUDIBLY_CLIPPED_SHARE:
            return Fault.CLIPPING
        if all(speaking for _, speaking in self._recent) and rms_dbfs(recent) < QUIET_DBFS:
            return Fault.QUIET
        return None
