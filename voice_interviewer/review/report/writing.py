"""Pages on disk: what lies in the sessions' folders is read, drawn and written down as HTML."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from voice_interviewer.clip import sound_length_s
from voice_interviewer.disk import replace_text
from voice_interviewer.errors import ClipError, SessionError
from voice_interviewer.review.facts import gather
from voice_interviewer.review.report.page import index_html, page_html
from voice_interviewer.review.report.single import audio_uri
from voice_interviewer.review.report.view import Recording
from voice_interviewer.review.report.waveform import peaks
from voice_interviewer.review.summaries import SessionSummary, read_summaries, read_summary, renew_summaries
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_originals
from voice_interviewer.session.finding import readable_sessions
from voice_interviewer.session.record import Take
from voice_interviewer.transcript import Transcript

__all__ = ["INDEX_NAME", "PAGE_NAME", "write_index", "write_page", "write_single_page"]

PAGE_NAME = "review.html"
INDEX_NAME = "review.html"
"""The page over all sessions has the same name, in the folder above."""
_INDEX_ADDRESS = f"../{INDEX_NAME}"


def write_page(session: Session) -> Path:
    """Write the review page into the session's folder, and return its path. Raises DiskError."""
    summaries = read_summaries(session.folder.parent)
    has_index = (session.folder.parent / INDEX_NAME).is_file()
    return _write(session, PAGE_NAME, _beside, summaries, _INDEX_ADDRESS if has_index else "")


def write_single_page(session: Session) -> Path:
    """The same with the recordings inside, named after the session so that it can be sent."""
    summaries = read_summaries(session.folder.parent)
    return _write(session, f"{session.name}.html", audio_uri, summaries)


def write_index(audio_dir: Path, on_progress: Callable[[float], None] = lambda _: None) -> Path:
    """Write the page over all sessions, and the pages of those that have none yet; return its path.

    `on_progress` is told the share done, 0 to 1. A session that cannot be read is left out. Raises DiskError.
    """
    sessions = sorted(readable_sessions(audio_dir), key=lambda session: session.record.created_at)
    practised, _ = renew_summaries(audio_dir)
    for number, session in enumerate(sessions, 1):
        if not (session.folder / PAGE_NAME).is_file():
            _write(session, PAGE_NAME, _beside, practised, _INDEX_ADDRESS)
        on_progress(number / len(sessions))
    pages = {session.name: f"./{quote(os.fsencode(session.name))}/{PAGE_NAME}" for session in sessions}
    path = audio_dir / INDEX_NAME
    replace_text(path, index_html([read_summary(session.folder) for session in sessions], practised, pages))
    return path


def _beside(recording: Path) -> str:
    return f"./{quote(os.fsencode(recording.name))}"


def _write(
    session: Session,
    name: str,
    source: Callable[[Path], str],
    summaries: Sequence[SessionSummary],
    index: str = "",
) -> Path:
    record = session.record
    before = [each for each in summaries if each.created_at <= record.created_at and not record.is_demo]
    # Reading and compressing sound lets go of Python's lock: as many at a time as there are cores.
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        played = executor.map(lambda take: _recording(session, take, source), record.takes)
        facts = gather(session)
        recordings = {take.file: each for take, each in zip(record.takes, played, strict=True) if each}
    replace_text(session.folder / name, page_html(facts, recordings, _originals(session), before, index))
    return session.folder / name


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
