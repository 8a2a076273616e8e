"""A polite end for every way of being told to stop."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """SIGTERM, and SIGHUP of a closed terminal, unwind the program like Ctrl-C does, so that everything is saved.

    The exit code is 128 + the signal's number, as shells expect. A second signal does not disturb the saving.
    """
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has no SIGHUP
    before = {name: signal.signal(getattr(signal, name), _unwind) for name in names}
    try:
        yield
    finally:
        for name, old in before.items():
            signal.signal(getattr(signal, name), old)


def _unwind(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(128 + number)
