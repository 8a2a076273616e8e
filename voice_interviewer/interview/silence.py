"""Whether somebody sits in silence because a sound is not ready, and since when. Quick to import."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Silence:
    """Noted by whoever waits, read by what makes the sound. May be used from any threads."""

    def __init__(self) -> None:
        self._since_s: float | None = None

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Somebody waits while the block runs."""
        self._since_s = time.monotonic()
        try:
            yield
        finally:
            self._since_s = None

    def waited_s(self) -> float:
        """For how long somebody has been waiting; 0.0 while nobody is."""
        since_s = self._since_s
        return 0.0 if since_s is None else time.monotonic() - since_s
