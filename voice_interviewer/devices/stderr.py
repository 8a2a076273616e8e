"""C libraries that print to stderr, kept from doing so: the person is told of a failure in one line, ours."""

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Iterator

_one_at_a_time = threading.Lock()
"""Of two at once the second would keep, and give back for good, what the first has turned away."""


def silence_c_libraries() -> None:
    """Send nowhere what C code prints to stderr; Python's own stderr does not go through C's.

    ALSA, JACK and PortAudio's threads report a failure in up to ten lines, at any time: a sound server that dies makes
    PortAudio print without any call of ours. Only glibc promises that `stderr` may be set (its manual, "Standard
    Streams"); on macOS and Windows these libraries are not noisy.
    """
    if sys.platform != "linux" or not _is_glibc():
        return
    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    if nowhere := libc.fopen(os.devnull.encode(), b"w"):
        ctypes.c_void_p.in_dll(libc, "stderr").value = nowhere


def _is_glibc() -> bool:
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def stderr_kept() -> Iterator[None]:
    """sounddevice turns stderr away while PortAudio starts, and would leave it so if that hangs: turn it back."""
    with _one_at_a_time:
        try:
            kept = os.dup(2)
        except OSError:  # a program without a stderr
            yield
            return
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
