"""Pages on disk: what lies in the sessions' folders is read, drawn and written down as HTML."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from voice_interviewer.answers import read_originals
from voice_interviewer.clip import sound_length_s
from voice_interviewer.disk import replace_text
from voice_interviewer.errors import ClipError, SessionError
from voice_interviewer.facts import SessionFacts, gather
from voice_interviewer.report.figures import SHOWN_SESSIONS, Figures, figures
from voice_interviewer.report.page import index_html, page_html
from voice_interviewer.report.single import audio_uri
from voice_interviewer.report.view import Recording
from voice_interviewer.report.waveform import peaks
from voice_interviewer.session import Session, Take, readable_sessions
from voice_interviewer.transcript import Transcript

__all__ = ["INDEX_NAME", "PAGE_NAME", "write_index", "write_page", "write_single_page"]

PAGE_NAME = "review.html"
INDEX_NAME = "review.html"
"""The page over all sessions has the same name, in the folder above."""


def write_page(session: Session) -> Path:
    """Write the review page into the session's folder, and return its path. Raises DiskError."""
    return _write(session, session.folder / PAGE_NAME, lambda path: f"./{quote(path.name)}")


def write_single_page(session: Session) -> Path:
    """The same with the recordings inside, named after the session so that it can be sent."""
    return _write(session, session.folder / f"{session.name}.html", audio_uri)


def write_index(audio_dir: Path, on_progress: Callable[[float], None] = lambda _: None) -> Path:
    """Write the page over all sessions, and the pages of those that have none yet; return its path.

    `on_progress` is told the share done, 0 to 1. A session that cannot be read is left out. Raises DiskError.
    """
    sessions = tuple(readable_sessions(audio_dir))
    found: list[Figures] = []
    for number, session in enumerate(sessions, 1):
        found.append(figures(gather(session)))
        if not (session.folder / PAGE_NAME).is_file():
            write_page(session)
        on_progress(number / len(sessions))
    found.sort(key=lambda each: each.created_at)
    path = audio_dir / INDEX_NAME
    replace_text(path, index_html(found, {each.name: f"./{quote(each.name)}/{PAGE_NAME}" for each in found}))
    return path


def _write(session: Session, path: Path, source: Callable[[Path], str]) -> Path:
    takes = session.record.takes
    with ThreadPoolExecutor(
        os.cpu_count()
    ) as executor:  # reading and compressing sound let go of Python's lock
        played = executor.map(lambda take: _recording(session, take, source), takes)
        facts = gather(session)
        recordings = {take.file: each for take, each in zip(takes, played, strict=True) if each}
    replace_text(path, page_html(facts, recordings, _originals(session), _earlier(facts)))
    return path


def _recording(session: Session, take: Take, source: Callable[[Path], str]) -> Recording | None:
    """None if it is gone, damaged or empty: the page says so."""
    path = session.recording(take)
    try:
        loudness = peaks(path, take.masked) if path.is_file() else ()
        return Recording(source(path), sound_length_s(path), loudness) if loudness else None
    except ClipError:
        return None


def _originals(session: Session) -> dict[str, Transcript]:
    """What was heard in each take, whatever was corrected since; nothing where that cannot be read."""
    found: dict[str, Transcript] = {}
    for number in session.numbers():
        with suppress(SessionError):
            heard = read_originals(session, number)
            takes = session.takes_of(number)
            found |= {take.file: heard[take.number] for take in takes if take.number in heard}
    return found


def _earlier(facts: SessionFacts) -> list[Figures]:
    """The last sessions of the same bank before this one."""
    record = facts.session.record
    before = [
        session
        for session in readable_sessions(facts.session.folder.parent)
        if session.record.bank == record.bank and session.record.created_at < record.created_at
    ]
    before.sort(key=lambda session: session.record.created_at)
    return [figures(gather(session)) for session in before[1 - SHOWN_SESSIONS :]]
