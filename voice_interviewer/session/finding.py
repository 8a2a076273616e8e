"""Sessions in a folder of recordings: all of them, or the one that a person names."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from voice_interviewer.errors import NotFound, SessionError
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.record import RECORD_NAME
from voice_interviewer.steps import Step


def session_folders(audio_dir: Path) -> tuple[Path, ...]:
    """The folders of all sessions, the earliest first, whatever time zone each was begun in.

    A folder whose record was removed still counts if it has recordings, though it cannot be opened.
    """
    if not audio_dir.is_dir():
        return ()
    found = {path.parent for name in (RECORD_NAME, "*_take*.wav") for path in audio_dir.glob(f"*/{name}")}
    return tuple(sorted(found, key=lambda folder: (_begun_at(folder), folder.name)))


def locked_folders(audio_dir: Path) -> tuple[Path, ...]:
    """The folders that may not be looked into, though one may be a session's: of a session that is known of, none."""
    if not audio_dir.is_dir():
        return ()
    known = frozenset(session_folders(audio_dir))
    try:
        others = sorted(path for path in audio_dir.iterdir() if path not in known)
    except PermissionError:
        return (audio_dir,)
    return tuple(path for path in others if not path.name.startswith(".") and _is_locked(path))


def _is_locked(path: Path) -> bool:
    """True for a folder whose files cannot be listed, or can be listed alone."""
    try:
        if path.is_dir():
            next(path.iterdir(), None)
            (path / RECORD_NAME).stat()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


_CREATED_AT = re.compile(rb'"created_at"\s*:\s*("(?:[^"\\]|\\.)*")')
_IN_A_NAME = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")


def _begun_at(folder: Path) -> float:
    """When a session was begun, in seconds since 1970.

    Taken from its record, even if the rest of that is damaged; else from its name, as local time; else from when the
    folder was last changed.
    """
    # Not parsed as JSON: that would take ten times as long, and would fail on a damaged record.
    with suppress(OSError, ValueError, OverflowError):
        if found := _CREATED_AT.search((folder / RECORD_NAME).read_bytes()):
            return datetime.fromisoformat(json.loads(found[1])).timestamp()
    with suppress(ValueError, OverflowError):
        if named := _IN_A_NAME.match(folder.name):
            return datetime.strptime(named[0], "%Y-%m-%d_%H-%M-%S").timestamp()
    with suppress(OSError):
        return folder.stat().st_mtime
    return 0.0


def find_session(audio_dir: Path, wanted: str = "") -> Session:
    """The session whose name is or begins with `wanted`, or the latest one. Raises NotFound, SessionError."""
    return open_session(find_folder(audio_dir, wanted))


def find_folder(audio_dir: Path, wanted: str = "") -> Path:
    """The folder that `find_session` would open, whether or not it can be read. Raises NotFound."""
    folders = session_folders(audio_dir)
    if not folders:
        raise NotFound(f"There is no session in {audio_dir} yet; {Step.START}")
    if not wanted:
        return folders[-1]
    matches = [folder for folder in folders if folder.name == wanted] or [
        folder for folder in folders if folder.name.startswith(wanted)
    ]
    if len(matches) == 1:
        return matches[0]
    if not matches:
        raise NotFound(f"No session in {audio_dir} is called “{wanted}”; {Step.SESSIONS}")
    names = ", ".join(folder.name for folder in matches)
    raise NotFound(f"“{wanted}” is the beginning of several sessions ({names}); type more of the name.")


def readable_sessions(audio_dir: Path, *, latest_first: bool = False) -> Iterator[Session]:
    """Every session that can be read, the earliest first; the others are skipped. Each is read when it is asked for."""
    folders = session_folders(audio_dir)
    for folder in reversed(folders) if latest_first else folders:
        try:
            yield open_session(folder)
        except SessionError:
            continue
