"""A soft tone: the program's only sound that is no word."""

import numpy as np

from voice_interviewer.clip import Clip

_RATE_HZ = 24_000
_PITCH_HZ = 523.25  # C5, clear on small loudspeakers
_DURATION_S = 0.25
_PEAK = 0.1  # -20 dBFS: below speech, above a quiet room


def soft_tone() -> Clip:
    """A quarter of a second that swells and fades, so that it does not click."""
    time_s = np.arange(round(_DURATION_S * _RATE_HZ)) / _RATE_HZ
    envelope = np.sin(np.pi * time_s / _DURATION_S) ** 2
    return Clip((_PEAK * envelope * np.sin(2 * np.pi * _PITCH_HZ * time_s)).astype(np.float32), _RATE_HZ)
