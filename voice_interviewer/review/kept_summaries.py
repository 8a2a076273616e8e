"""What progress needs to know of each session: a small summary beside its recordings, made again whenever outdated.

A session's answers are some 100 kB, and comparing one with its question takes a tenth of a second: for a thousand
sessions that is many minutes. A summary is 2 kB, and is valid as long as the files that it was made from are unchanged
(time, size, inode), and those that could not be opened then still cannot be. A summary by an earlier version of the
program is used too, because nobody should have to wait until a thousand are made again; `renew_summaries` renews a few
at a time.
"""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from voice_interviewer.disk import replace_text
from voice_interviewer.errors import DiskError, SessionError
from voice_interviewer.review.rule_hashes import summary_rules
from voice_interviewer.review.summary import SessionSummary
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.finding import session_folders
from voice_interviewer.session.record import RECORD_NAME

SUMMARY_NAME = ".summary.json"
"""The file's name in the session's folder."""
RENEW_S = 10.0
"""How long a person may wait after an update of the program: enough to renew thirty summaries."""


_FileState = tuple[int, int, int]
"""When a file was changed (ns), its size in bytes, and its inode, which differs after the file was replaced."""


class _Kept(BaseModel):
    """What the file holds."""

    model_config = ConfigDict(frozen=True)

    rules: str
    made_of: dict[str, _FileState]
    closed: tuple[str, ...] = ()
    """Which of these could not be opened, so that the summary knows nothing of what is in them. Once they can be, their
    state is still the same."""
    summary: SessionSummary


def summaries_at_once(audio_dir: Path) -> tuple[SessionSummary, ...]:
    """What is known of every session without comparing an answer, the earliest first: enough to choose questions by.

    A summary is used even if answers have changed since. Where there is none, the record tells what was asked and when.
    Sessions that cannot be read are skipped, and so are demonstrations, in which nobody practised.
    """
    found = []
    for folder in session_folders(audio_dir):
        saved = _saved(folder)
        if (summary := saved.summary if saved else _asked(folder)) and not summary.is_demo:
            found.append(summary)
    return tuple(found)


def read_summary(folder: Path) -> SessionSummary:
    """A summary of one session as it is now. Raises SessionError if the session cannot be read.

    A summary that cannot be saved is simply made again next time.
    """
    kept = _kept(folder)
    return kept.summary if kept else keep_summary(open_session(folder))


def renew_summaries(
    audio_dir: Path, on_progress: Callable[[float], None] = lambda _: None
) -> tuple[tuple[SessionSummary, ...], int]:
    """Make those that are missing, and renew for up to RENEW_S those that an earlier version of the program made.

    Args:
        audio_dir: The folder of all sessions.
        on_progress: Told the share done, 0 to 1, whenever a summary was made; the latest sessions come first.

    Returns:
        A summary of every session but demonstrations, the earliest first; and how many are by an earlier version still.
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


def summaries_within(audio_dir: Path, patience_s: float) -> tuple[tuple[SessionSummary, ...], int]:
    """A summary of every session, demonstrations too, as far as they are there or can be made in time.

    None are there after a folder was copied, or after interviews whose program died; and each takes as long as its
    answers' comparisons.

    Args:
        audio_dir: The folder of all sessions.
        patience_s: How long those that are missing are made, the latest first; one that was begun is finished. With 0
            none is made.

    Returns:
        The summaries, the earliest first, and how many sessions there may be without one.
    """
    until_s = time.monotonic() + patience_s
    found: list[SessionSummary] = []
    missing_count = 0
    for folder in reversed(session_folders(audio_dir)):
        with suppress(SessionError):
            if kept := _kept(folder):
                found.append(kept.summary)
            elif time.monotonic() < until_s:
                found.append(keep_summary(open_session(folder)))
            else:
                missing_count += 1
    return tuple(reversed(found)), missing_count


def make_missing(audio_dir: Path, may_go_on: Callable[[], bool]) -> bool:
    """Make all that are missing, the latest first, which may take minutes; `may_go_on` is asked before each.

    Returns whether none is missing any more.
    """
    if not may_go_on():
        return False
    for folder in reversed(session_folders(audio_dir)):
        if _kept(folder) is None:
            if not may_go_on():
                return False
            with suppress(SessionError):
                keep_summary(open_session(folder))
    return True


def keep_summary(session: Session) -> SessionSummary:
    """Make a session's summary and save it, so that nobody has to wait for it later."""
    # Imported only here: comparing needs much that reading a thousand valid summaries does not.
    from voice_interviewer.review.facts import summary_of

    made_of = _made_of(session.folder)
    closed = tuple(name for name in made_of if not _opens(session.folder / name))
    summary = summary_of(session)
    if any(take.word_count is not None and take.expected is None for take in summary.takes):
        return summary  # the judge did not answer: it is asked anew next time
    kept = _Kept(rules=summary_rules(), made_of=made_of, closed=closed, summary=summary)
    with suppress(DiskError, ValueError):  # a folder's name may not be valid Unicode
        replace_text(session.folder / SUMMARY_NAME, kept.model_dump_json() + "\n")
    return summary


def _asked(folder: Path) -> SessionSummary | None:
    """What the record alone tells, as if no answer were written down yet; None if it cannot be understood.

    The record has all that a summary has of it, and much more that takes long to check.
    """
    try:
        record = json.loads((folder / RECORD_NAME).read_bytes())
        return SessionSummary.model_validate({**record, "name": folder.name})
    except (OSError, TypeError, ValueError):
        return None


def _kept(folder: Path) -> _Kept | None:
    """The saved summary, if it is still valid."""
    saved = _saved(folder)
    if saved is None or saved.summary.name != folder.name or saved.made_of != _made_of(folder):
        return None
    return None if any(_opens(folder / name) for name in saved.closed) else saved


def _saved(folder: Path) -> _Kept | None:
    """The summary that was saved last, valid or not."""
    try:
        return _Kept.model_validate_json((folder / SUMMARY_NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def _made_of(folder: Path) -> dict[str, _FileState]:
    """The state of the session's record and of its answers' files, by name."""
    documents = sorted(folder.glob("[!.]*.json"))
    return {path.name: state for path in documents if (state := _state(path)) is not None}


def _opens(path: Path) -> bool:
    try:
        path.open("rb").close()
    except OSError:
        return False
    return True


def _state(path: Path) -> _FileState | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
