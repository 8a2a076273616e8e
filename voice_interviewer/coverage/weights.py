"""What the signals of `likeness` weigh. Written by scripts/weigh_meaning.py."""

import numpy as np

__all__ = ["PAIR_BIAS", "PAIR_WEIGHTS", "POINT_BIAS", "POINT_WEIGHTS"]

PAIR_WEIGHTS = np.array([3.439, 0.675, 6.050, 2.984, -0.111, -0.369, 0.131, -0.086])
"""In the order of `pair_features`."""
PAIR_BIAS = -5.278
POINT_WEIGHTS = np.array([0.759, 0.829])
"""In the order of `point_features`."""
POINT_BIAS = 1.740
