"""What the signals of `likeness` weigh. Written by scripts/weigh_meaning.py."""

import numpy as np

__all__ = ["PAIR_BIAS", "PAIR_WEIGHTS", "POINT_BIAS", "POINT_WEIGHTS"]

PAIR_WEIGHTS = np.array([3.390, 1.271, 5.362, 2.542, -0.231, -0.460, 0.178, -0.088])
"""In the order of `pair_features`."""
PAIR_BIAS = -5.300
POINT_WEIGHTS = np.array([0.869, 1.142])
"""In the order of `point_features`."""
POINT_BIAS = 2.379
