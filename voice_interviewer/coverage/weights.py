"""What the signals of `likeness` weigh. Written by scripts/weigh_meaning.py."""

import numpy as np

__all__ = ["PAIR_BIAS", "PAIR_WEIGHTS", "POINT_BIAS", "POINT_WEIGHTS"]

PAIR_WEIGHTS = np.array([1.645, 3.088, 6.040, 3.809, -0.515, -0.445, -0.077, -0.018])
"""In the order of `pair_features`."""
PAIR_BIAS = -5.372
POINT_WEIGHTS = np.array([0.924, 1.739])
"""In the order of `point_features`."""
POINT_BIAS = 3.470
