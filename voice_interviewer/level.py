"""How loud a block of sound is. For the meter only: it never decides anything."""

import numpy as np

from voice_interviewer.clip import Samples

SILENCE_DBFS = -96.0
"""What 16-bit sound calls nothing: 20 · log10(1 / 65536)."""

AUDIBLY_CLIPPED_SHARE = 0.001
"""Of the samples: a few clipped peaks are not heard, one in a thousand is."""


def rms_dbfs(samples: Samples) -> float:
    """Root mean square about the mean, for a constant is no sound, against full scale, in decibels; SILENCE_DBFS for
    silence, or for no samples."""
    return _dbfs(float(np.std(samples, dtype=np.float64))) if len(samples) else SILENCE_DBFS


def peak_dbfs(samples: Samples) -> float:
    """The largest sample against full scale, in decibels; SILENCE_DBFS for silence, or for no samples."""
    return _dbfs(float(np.max(np.abs(samples)))) if len(samples) else SILENCE_DBFS


def _dbfs(amplitude: float) -> float:
    return max(SILENCE_DBFS, 20 * float(np.log10(amplitude))) if amplitude > 0 else SILENCE_DBFS
