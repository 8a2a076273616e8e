"""What the signals of `likeness` weigh. Written by scripts/weigh_meaning.py."""

import numpy as np

__all__ = ["PAIR_BIAS", "PAIR_WEIGHTS", "POINT_BIAS", "POINT_WEIGHTS"]

PAIR_WEIGHTS = np.array([3.323, 0.733, 5.558, 2.885, -0.017, -0.462, 0.032, -0.041])
"""In the order of `pair_features`."""
PAIR_BIAS = -4.803
POINT_WEIGHTS = np.array([1.013, 1.015, 0.063])
"""In the order of `point_features`."""
POINT_BIAS = 1.369
