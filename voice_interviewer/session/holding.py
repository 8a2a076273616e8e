"""Whether a session is in use. The system releases a lock when its holder ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import DiskError, SessionError

LOCK_NAME = ".in-use"
PATIENCE_S = 0.2
"""How long to try: a program that only looks whether a session is held holds it for a millisecond itself."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a session's folder for as long as the `with` lasts.

    Raises:
        SessionError: Another program holds it.
        DiskError: Nothing can be written into it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_NAME, timeout=PATIENCE_S, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise SessionError(
            f"The session {folder.name} is in use by another interview; finish that one first."
        ) from None
    except OSError as error:
        raise DiskError(cannot_write(folder / LOCK_NAME, error)) from error
    try:
        yield
    finally:
        # Removed while it is still held: afterwards it could be another program's. (filelock notices that its file was
        # removed, and makes a new one.) On Windows an open file cannot be removed, and filelock does it itself.
        if os.name == "posix":
            with suppress(OSError):
                (folder / LOCK_NAME).unlink(missing_ok=True)
        lock.release()


def is_held(folder: Path) -> bool:
    """Whether a running program is using this session."""
    if not (folder / LOCK_NAME).exists():
        return False
    try:
        with held(folder):
            return False
    except SessionError:
        return True
    except DiskError:
        return False  # where it cannot be locked, nobody can be holding it
