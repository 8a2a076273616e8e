"""Whether a session is in use. The system releases a lock when its holder ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import DiskError, SessionError, SessionInUse

LOCK_NAME = ".in-use"
PATIENCE_S = 0.2
"""How long to try: a program that only looks whether a session is held holds it for a millisecond itself."""
MARKING_NAME = ".marking"
MARKING_PATIENCE_S = 30.0
"""Another mark takes as long as the comparison of an answer, if that has to be made anew."""
CHANGING_NAME = ".changing"
CHANGING_PATIENCE_S = 10.0
"""Another change is one small file, read and written."""
LOOKING_NAME = ".second-look"
"""In the folder of all sessions."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a session's folder for as long as the `with` lasts.

    Raises:
        SessionInUse: Another program holds it.
        DiskError: Nothing can be written into it.
    """
    with _locked(folder / LOCK_NAME, PATIENCE_S, SessionInUse(folder.name, "another interview")):
        yield


@contextmanager
def marking(folder: Path) -> Iterator[None]:
    """Be the only one to change a session's marks; others wait. An interview may be using the session meanwhile.

    Raises SessionError, DiskError.
    """
    busy = f"Another program is marking {folder.name}; try again in a moment."
    with _locked(folder / MARKING_NAME, MARKING_PATIENCE_S, SessionError(busy)):
        yield


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Be the only one to change what is known of a session's answers; others wait. Raises SessionError, DiskError."""
    if not folder.is_dir():  # to lock it would bring back a session that was deleted
        raise SessionError(f"The session {folder.name} is gone.")
    busy = f"Another program is changing {folder.name}; try again in a moment."
    with _locked(folder / CHANGING_NAME, CHANGING_PATIENCE_S, SessionError(busy)):
        yield


@contextmanager
def looking_again(audio_dir: Path) -> Iterator[bool]:
    """Whether this program may take second looks in this folder; if so, no other may while the `with` lasts."""
    try:
        with _locked(audio_dir / LOOKING_NAME, 0.0, SessionError()):
            yield True
    except (SessionError, DiskError):
        yield False


@contextmanager
def _locked(path: Path, patience_s: float, otherwise: SessionError) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=patience_s, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise otherwise from None
    except OSError as error:
        raise DiskError(cannot_write(path, error)) from error
    try:
        yield
    finally:
        # Removed while it is still held: afterwards it could be another program's. (filelock notices that its file was
        # removed, and makes a new one.) On Windows an open file cannot be removed, and filelock does it itself.
        if os.name == "posix":
            with suppress(OSError):
                path.unlink(missing_ok=True)
        lock.release()


def is_any_held(audio_dir: Path) -> bool:
    """Whether a running program is using any session of this folder."""
    return any(is_held(path.parent) for path in audio_dir.glob(f"*/{LOCK_NAME}"))


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
