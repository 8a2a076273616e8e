"""What progress needs to know of each session: a small summary beside its recordings, made again whenever outdated.

A session's answers are some 100 kB, and comparing one with its question takes a tenth of a second: for a thousand
sessions that is many minutes. A summary is 2 kB, and is valid as long as the files that it was made from are unchanged
(time, size, inode). A summary by an earlier version of the program is used too, because nobody should have to wait
until a thousand are made again; `renew_summaries` renews a few at a time.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from voice_interviewer.disk import replace_text
from voice_interviewer.errors import DiskError, SessionError
from voice_interviewer.review.rules import summary_rules
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.finding import session_folders
from voice_interviewer.session.record import Ending, FollowUp, Moment, State

SUMMARY_NAME = ".summary.json"
"""The file's name in the session's folder."""
RENEW_S = 10.0
"""How long a person may wait after an update of the program: enough to renew thirty summaries."""


_FileState = tuple[int, int, int]
"""When a file was changed (ns), its size in bytes, and its inode, which differs after the file was replaced."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class TakeSummary(_Part):
    """One take: what was said and how, as far as it is known."""

    question_number: int
    number: int
    file: str
    started_at: Moment
    duration_s: float
    ending: Ending
    follow_up: FollowUp | None = None
    word_count: int | None = None
    """None: not transcribed."""
    covered: int | None = None
    points: int | None = None
    """How many points there are, of which `covered` were covered. Without points, the example's sentences count."""
    spoken_s: float | None = None
    """From the first word to the last."""
    speech_rate_wpm: float | None = None
    fillers_per_minute: float | None = None
    pause_share: float | None = None
    """This and the two before are known only if there was enough speech: for a few words they mean nothing."""

    @property
    def is_attempt(self) -> bool:
        """Whether this take answers the question itself, or may do so if it is not transcribed yet."""
        if self.follow_up:
            return False
        return self.ending != "unanswered" if self.word_count is None else self.word_count > 0

    @property
    def covered_share(self) -> float | None:
        """The share of the points that was covered, 0 to 1; None if not transcribed, or if there are no points."""
        return self.covered / self.points if self.covered is not None and self.points else None


class QuestionSummary(_Part):
    """A question as it was asked."""

    id: str
    question: str


class SessionSummary(_Part):
    """One session, its questions in the order of the interview, its takes in the order of time."""

    name: str
    bank: str
    title: str
    created_at: Moment
    state: State
    is_demo: bool = False
    questions: tuple[QuestionSummary, ...]
    takes: tuple[TakeSummary, ...]


class _Kept(_Part):
    """What the file holds."""

    rules: str
    made_of: dict[str, _FileState]
    summary: SessionSummary


def read_summaries(audio_dir: Path) -> tuple[SessionSummary, ...]:
    """A summary of every session as it is now, the earliest first.

    Sessions that cannot be read are skipped, and so are demonstrations, in which nobody practised.
    """
    return tuple(each for each in _readable(audio_dir) if not each.is_demo)


def read_summary(folder: Path) -> SessionSummary:
    """A summary of one session as it is now. Raises SessionError if the session cannot be read.

    A summary that cannot be saved is simply made again next time.
    """
    kept = _kept(folder)
    return kept.summary if kept else keep_summary(open_session(folder))


def renew_summaries(
    audio_dir: Path, on_progress: Callable[[float], None] = lambda _: None
) -> tuple[tuple[SessionSummary, ...], int]:
    """As `read_summaries`, but renew for up to RENEW_S those that an earlier version of the program made.

    Args:
        audio_dir: The folder of all sessions.
        on_progress: Told the share done, 0 to 1, whenever a summary was made; the latest sessions come first.

    Returns:
        The summaries, and how many of them are still by an earlier version.
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
    """Make a session's summary and save it, so that nobody has to wait for it later."""
    # Imported only here: comparing needs much that reading a thousand valid summaries does not.
    from voice_interviewer.review.summarising import summarise

    made_of = _made_of(session.folder)
    summary = summarise(session)
    kept = _Kept(rules=summary_rules(), made_of=made_of, summary=summary)
    with suppress(DiskError, ValueError):  # a folder's name may not be valid Unicode
        replace_text(session.folder / SUMMARY_NAME, kept.model_dump_json() + "\n")
    return summary


def _readable(audio_dir: Path) -> Iterator[SessionSummary]:
    for folder in session_folders(audio_dir):
        with suppress(SessionError):
            yield read_summary(folder)


def _kept(folder: Path) -> _Kept | None:
    """The saved summary, if it is still valid."""
    try:
        kept = _Kept.model_validate_json((folder / SUMMARY_NAME).read_bytes())
    except (OSError, ValidationError):
        return None
    return kept if kept.summary.name == folder.name and kept.made_of == _made_of(folder) else None


def _made_of(folder: Path) -> dict[str, _FileState]:
    """The state of the session's record and of its answers' files, by name."""
    documents = sorted(folder.glob("[!.]*.json"))
    return {path.name: state for path in documents if (state := _state(path)) is not None}


def _state(path: Path) -> _FileState | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
