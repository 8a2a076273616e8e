"""Keeps C libraries from printing to stderr: we tell the person of a failure ourselves, in one line."""

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Iterator

_one_at_a_time = threading.Lock()
"""Two at once would do harm: the second would save, and later restore, the stderr that the first has redirected."""


def silence_c_libraries() -> None:
    """Discard what C code prints to stderr. Python's own stderr is not affected.

    ALSA, JACK and PortAudio's threads report a failure in up to ten lines, at any time: when a sound server dies,
    PortAudio prints without having been called. Only glibc promises that `stderr` may be assigned (its manual,
    "Standard Streams"); on macOS and Windows these libraries print little.
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
    """Restores stderr: sounddevice redirects it while PortAudio starts, and leaves it so if PortAudio hangs."""
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
