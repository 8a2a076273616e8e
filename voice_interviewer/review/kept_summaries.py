"""What progress needs of every session: a small summary beside its recordings, made again whenever it may be wrong.

A session's answers are some 100 kB, and comparing one with its question takes a tenth of a second: of a thousand
sessions that is many minutes. The summary is 2 kB, and holds as long as the files that it was made of are the same
(time, size, inode). One that an earlier version of the program made holds too, for nobody should wait until a thousand
are made anew; `renew_summaries` does it little by little.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from voice_interviewer.disk import replace_text
from voice_interviewer.errors import DiskError, SessionError
from voice_interviewer.review.rules import summary_rules
from voice_interviewer.review.summary import SessionSummary
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.finding import session_folders

SUMMARY_NAME = ".summary.json"
RENEW_S = 10.0
"""So long somebody waits after an update of the program: thirty sessions are made anew meanwhile."""


_FileState = tuple[int, int, int]
"""When it was changed (ns), its size, its inode: a document that was replaced is another file."""


class _Kept(BaseModel):
    """What the file holds."""

    model_config = ConfigDict(frozen=True)

    rules: str
    made_of: dict[str, _FileState]
    summary: SessionSummary


def read_summaries(audio_dir: Path) -> tuple[SessionSummary, ...]:
    """Every session that can be read, the earliest first, as it is now; the others are passed over.

    So are demonstrations: nobody practised there.
    """
    return tuple(each for each in _readable(audio_dir) if not each.is_demo)


def read_summary(folder: Path) -> SessionSummary:
    """One session as it is now. Raises SessionError if it cannot be read. A summary that cannot be written is made
    again next time."""
    kept = _kept(folder)
    return kept.summary if kept else keep_summary(open_session(folder))


def renew_summaries(
    audio_dir: Path, on_progress: Callable[[float], None] = lambda _: None
) -> tuple[tuple[SessionSummary, ...], int]:
    """The same as `read_summaries`, and how many of them are as an earlier version of the program made them.

    Those are made anew for RENEW_S, the latest first; `on_progress` is told the share done, 0 to 1, whenever one was
    made.
    """
    until_s = time.monotonic() + RENEW_S
    found: list[SessionSummary] = []
    outdated_count = 0
    folders = session_folders(audio_dir)
    for number, folder in enumerate(reversed(folders), 1):
        with suppress(SessionError):
            kept = _kept(folder)
            outdated = kept is not None and kept.rules != summary_rules() and not kept.summary.is_demo
            if kept is None or (outdated and time.monotonic() < until_s):
                found.append(keep_summary(open_session(folder)))
                on_progress(number / len(folders))
            else:
                found.append(kept.summary)
                outdated_count += outdated
    return tuple(each for each in reversed(found) if not each.is_demo), outdated_count


def keep_summary(session: Session) -> SessionSummary:
    """Make a session's summary and keep it, so that nobody has to wait for it later."""
    # Comparing brings in much that a thousand summaries which still hold do without.
    from voice_interviewer.review.facts import summary_of

    made_of = _made_of(session.folder)
    summary = summary_of(session)
    kept = _Kept(rules=summary_rules(), made_of=made_of, summary=summary)
    with suppress(DiskError, ValueError):  # a folder's name may be no text that could be kept
        replace_text(session.folder / SUMMARY_NAME, kept.model_dump_json() + "\n")
    return summary


def _readable(audio_dir: Path) -> Iterator[SessionSummary]:
    for folder in session_folders(audio_dir):
        with suppress(SessionError):
            yield read_summary(folder)


def _kept(folder: Path) -> _Kept | None:
    """The summary that was kept, if it still holds."""
    try:
        kept = _Kept.model_validate_json((folder / SUMMARY_NAME).read_bytes())
    except (OSError, ValidationError):
        return None
    return kept if kept.summary.name == folder.name and kept.made_of == _made_of(folder) else None


def _made_of(folder: Path) -> dict[str, _FileState]:
    """The state of a session's record and its answers' documents."""
    documents = sorted(folder.glob("[!.]*.json"))
    return {path.name: state for path in documents if (state := _state(path)) is not None}


def _state(path: Path) -> _FileState | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
