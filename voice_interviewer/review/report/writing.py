"""Writes pages: reads what is in the sessions' folders, and saves it as HTML.

A page to send has its recordings inside, as MP3, which every browser plays and soundfile writes with libsndfile 1.1 or
newer, which its wheels include.
"""

import base64
import io
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from voice_interviewer.clip import Resampling, read_blocks, sound_length_s
from voice_interviewer.disk import renew_text
from voice_interviewer.errors import ClipError, DiskError, SessionError
from voice_interviewer.review.facts import gather
from voice_interviewer.review.kept_summaries import read_summary, renew_summaries, summaries_within
from voice_interviewer.review.report.page import index_html, page_html
from voice_interviewer.review.report.view import Recording
from voice_interviewer.review.report.waveform import peaks
from voice_interviewer.review.summary import SessionSummary
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_originals
from voice_interviewer.session.finding import readable_sessions
from voice_interviewer.session.holding import is_held
from voice_interviewer.session.record import Take
from voice_interviewer.transcript import Transcript

__all__ = [
    "INDEX_NAME",
    "PAGE_NAME",
    "audio_uri",
    "kept_page",
    "single_page",
    "write_index",
    "write_page",
    "write_single_page",
]

PAGE_NAME = "review.html"
"""The page of a session, in its folder."""
INDEX_NAME = "review.html"
"""The page of all sessions has the same name, in the folder above."""
_INDEX_ADDRESS = f"../{INDEX_NAME}"

_MP3_RATE_HZ = 24_000
"""Twice the highest frequency that matters in a voice, and a rate that MP3 knows, unlike some devices' own."""

_COMPRESSION = 0.737
"""48 kbit/s, at which speech has no audible faults, on libsndfile's scale from 160 down to 8 kbit/s at this rate.

The bit rate is constant: if it varied, browsers would have to guess where in the file a moment is."""


def write_page(session: Session, elsewhere: Path | None = None) -> Path:
    """Write a session's review page, unless it is up to date, and return its path. Raises DiskError.

    The page goes into the session's folder, or into the folder `elsewhere`. Nobody waits for other interviews that are
    not looked through yet: they are left out of the progress, and the page says how many they are.
    """
    path = (elsewhere or session.folder) / PAGE_NAME
    page = _own_page(session, is_elsewhere=elsewhere is not None, is_going_on=_is_going_on(session))
    renew_text(path, page)
    return path


def kept_page(session: Session) -> str:
    """A session's review page for whoever shows it. It is kept in the session's folder too, unless nothing can be
    written there: then it is shown all the same. While the interview goes on it is not kept, and says what is true just
    now."""
    is_going_on = _is_going_on(session)
    page = _own_page(session, is_going_on=is_going_on, stays=not is_going_on)
    if not is_going_on:
        with suppress(DiskError):
            renew_text(session.folder / PAGE_NAME, page)
    return page


def _is_going_on(session: Session) -> bool:
    return session.record.state == "running" and is_held(session.folder)


def _own_page(session: Session, *, is_elsewhere: bool = False, is_going_on: bool, stays: bool = True) -> str:
    index = session.folder.parent / INDEX_NAME
    address = _afar(index) if is_elsewhere else _INDEX_ADDRESS
    source = _afar if is_elsewhere else _beside
    address = address if index.is_file() else ""
    looked_through = _looked_through(session)
    return _page(session, source, *looked_through, address, is_going_on=is_going_on, stays=stays)


def single_page(session: Session) -> str:
    """A session's review page with the recordings inside, so that it can be sent."""
    is_going_on = _is_going_on(session)
    return _page(session, audio_uri, *_looked_through(session), is_going_on=is_going_on, is_single=True)


def write_single_page(session: Session, elsewhere: Path | None = None) -> Path:
    """As `write_page`, but of the `single_page`, and named after the session."""
    path = (elsewhere or session.folder) / f"{session.name}.html"
    renew_text(path, single_page(session))
    return path


def write_index(
    audio_dir: Path,
    on_progress: Callable[[float], None] = lambda _: None,
    elsewhere: Path | None = None,
) -> Path:
    """Write the page of all sessions, and the pages of sessions that have none yet; return the path of the former.

    A session that cannot be read is left out.

    Args:
        audio_dir: The folder of all sessions.
        on_progress: Told the share done, 0 to 1.
        elsewhere: The folder for everything that is written, if `audio_dir` is read-only.

    Raises:
        DiskError: A page cannot be written.
    """
    sessions = sorted(readable_sessions(audio_dir), key=lambda session: session.record.created_at)
    practised, _ = renew_summaries(audio_dir)
    path = (elsewhere or audio_dir) / INDEX_NAME
    pages = {}
    for number, session in enumerate(sessions, 1):
        page = session.folder / PAGE_NAME
        if not page.is_file():
            source, address = (_afar, _afar(path)) if elsewhere else (_beside, _INDEX_ADDRESS)
            page = elsewhere / f"{session.name}.html" if elsewhere else page
            is_going_on = _is_going_on(session)
            renew_text(page, _page(session, source, practised, 0, address, is_going_on=is_going_on))
        beside = f"./{quote(os.fsencode(session.name))}/{PAGE_NAME}"
        pages[session.name] = _afar(page) if elsewhere else beside
        on_progress(number / len(sessions))
    renew_text(path, index_html([read_summary(session.folder) for session in sessions], practised, pages))
    return path


def _looked_through(session: Session) -> tuple[tuple[SessionSummary, ...], int]:
    """The summaries that there are, the session's own among them, and how many are missing."""
    with suppress(SessionError):
        read_summary(session.folder)  # its answers are compared for its page in any case
    held, missing_count = summaries_within(session.folder.parent, 0.0)
    return tuple(each for each in held if not each.is_demo), missing_count


def _beside(recording: Path) -> str:
    return f"./{quote(os.fsencode(recording.name))}"


def _afar(path: Path) -> str:
    return path.resolve().as_uri()


def _page(
    session: Session,
    source: Callable[[Path], str],
    summaries: Sequence[SessionSummary],
    missing_count: int,
    index: str = "",
    *,
    is_going_on: bool,
    stays: bool = True,
    is_single: bool = False,
) -> str:
    record = session.record
    before = [each for each in summaries if each.created_at <= record.created_at and not record.is_demo]
    # Reading and compressing sound releases Python's lock, so as many threads as there are cores can share the work.
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        played = executor.map(lambda take: _recording(session, take, source), record.takes)
        facts = gather(session)
        recordings = {take.file: each for take, each in zip(record.takes, played, strict=True) if each}
    return page_html(
        facts,
        recordings,
        _originals(session),
        before,
        missing_count,
        index,
        is_going_on=is_going_on,
        stays=stays,
        is_single=is_single,
    )


def _recording(session: Session, take: Take, source: Callable[[Path], str]) -> Recording | None:
    """A take's recording; None if it is gone, damaged or empty, which the page will say."""
    path = session.recording(take)
    try:
        loudness = peaks(path, take.masked) if path.is_file() else ()
        return Recording(source(path), sound_length_s(path), loudness) if loudness else None
    except ClipError:
        return None


def _originals(session: Session) -> dict[str, Transcript]:
    """What Whisper heard in each take, by file name, without corrections; unreadable files are skipped."""
    found: dict[str, Transcript] = {}
    for number in session.numbers():
        with suppress(SessionError):
            heard = read_originals(session, number)
            takes = session.takes_of(number)
            found |= {take.file: heard[take.number] for take in takes if take.number in heard}
    return found


def audio_uri(path: Path) -> str:
    """The recording as a data URI, read block by block. Raises ClipError."""
    return f"data:audio/mpeg;base64,{base64.b64encode(_mp3(path)).decode()}"


def _mp3(path: Path) -> bytes:
    import soundfile

    file = io.BytesIO()
    resampling: Resampling | None = None
    sound_length_s(path)  # fails if the file is no sound, before any MP3 is begun
    with soundfile.SoundFile(
        file,
        "w",
        _MP3_RATE_HZ,
        channels=1,
        format="MP3",
        bitrate_mode="CONSTANT",
        compression_level=_COMPRESSION,
    ) as mp3:
        for block in read_blocks(path):
            resampling = resampling or Resampling(block.rate_hz, _MP3_RATE_HZ)
            mp3.write(resampling.feed(block.samples))
        if resampling:
            mp3.write(resampling.finish())
    return file.getvalue()
