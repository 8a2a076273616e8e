"""Who is using a session now. The system lets go of a lock when its holder dies, however it dies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import DiskError, SessionError

LOCK_NAME = ".in-use"
PATIENCE_S = 0.2
"""Whoever only looks whether a session is held holds it for a millisecond; nobody is turned away for that."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a session's folder for as long as the `with` lasts. Raises SessionError if another program holds it."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_NAME, timeout=PATIENCE_S, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise SessionError(
            f"The session {folder.name} is in use by another interview; let that end first."
        ) from None
    except OSError as error:
        raise DiskError(cannot_write(folder / LOCK_NAME, error)) from error
    try:
        yield
    finally:
        # While it is held: removed later, it could be the next one's. (filelock sees that a file was removed, and makes
        # a new one.) Windows lets nobody remove an open file, and filelock does it there.
        if os.name == "posix":
            with suppress(OSError):
                (folder / LOCK_NAME).unlink(missing_ok=True)
        lock.release()


def is_held(folder: Path) -> bool:
    """Whether a living program is using this session."""
    if not (folder / LOCK_NAME).exists():
        return False
    try:
        with held(folder):
            return False
    except SessionError:
        return True
    except DiskError:
        return False  # whoever cannot lock it could not have held it either
