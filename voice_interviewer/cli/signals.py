"""Ends the program tidily, whichever signal tells it to stop."""

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Let SIGTERM, and SIGHUP from a closed terminal, end the program as Ctrl-C does, so that everything is saved.

    The exit code is 128 + the signal's number, as shells expect. The same signal cannot interrupt the saving a second
    time. A signal that was ignored from the start, as under nohup, is still ignored.
    """
    numbers = [
        getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
    ]  # Windows: no SIGHUP
    before = {number: signal.getsignal(number) for number in numbers}
    heeded = [number for number in numbers if before[number] is not signal.SIG_IGN]
    for number in heeded:
        signal.signal(number, _unwind)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])


def _unwind(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    signal.signal(number, signal.SIG_IGN)
    _forget_dead_terminals()
    raise SystemExit(128 + number)


def _forget_dead_terminals() -> None:
    """Discard what is still printed to a closed terminal; it must not fail while takes are being saved."""
    if sys.platform == "win32":
        return
    import termios

    descriptors = {1, 2}
    with suppress(AttributeError, OSError, ValueError):  # closed, or not a file
        descriptors.add(sys.stderr.fileno())  # not 2: see `_keep_stderr`
    for descriptor in descriptors:
        try:
            termios.tcgetattr(descriptor)
        except termios.error as error:
            if error.args[0] == errno.EIO:  # a file or a pipe gives ENOTTY, and is kept
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, descriptor)
                os.close(nowhere)
