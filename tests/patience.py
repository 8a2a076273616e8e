"""How long tests wait for what another thread or program does: long enough on a machine that is busy with much else."""

import time
from collections.abc import Callable

PATIENCE_S = 60.0
"""It ends a hang; nothing that works takes a twentieth of it."""


def until(happened: Callable[[], bool]) -> None:
    """Wait for something that another thread or program does."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline_s, "it does not happen"
        time.sleep(0.005)
