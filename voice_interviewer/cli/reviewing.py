"""`review`: the page to listen back with and compare."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_interviewer.cli.options import AudioDir, NoOpen, Plain, SessionName, is_plain

if TYPE_CHECKING:
    from voice_interviewer.session import Session


def review(
    session: SessionName = "",
    no_open: NoOpen = False,
    single_file: Annotated[
        bool,
        typer.Option(
            "--single-file", help="One file with the recordings in it, to send to a coach or to your phone."
        ),
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="One page over all sessions, with your progress.")
    ] = False,
    plain: Plain = None,
    audio_dir: AudioDir = None,
) -> None:
    """Listen back and compare, in your browser.

    Writes review.html into the session's folder and opens it. It works offline, and nothing leaves your computer.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.places import audio_folder
    from voice_interviewer.session.finding import find_session

    if every and (session or single_file):
        raise typer.BadParameter("--all covers every session: leave out the session's name and --single-file")
    folder = audio_folder(audio_dir, Path.cwd())
    page = (
        _index(folder, plain=is_plain(plain)) if every else _page(find_session(folder, session), single_file)
    )
    if not no_open:
        open_page(page)
    line(str(page), to_copy=True)


def open_page(page: Path) -> None:
    """Show a page in the person's browser, if there are a terminal and a desktop.

    Without a desktop, Python would start a text browser in the terminal.
    """
    import webbrowser

    has_windows = sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    if sys.stdin.isatty() and sys.stdout.isatty() and has_windows:
        webbrowser.open(page.resolve().as_uri())


def _page(session: "Session", single_file: bool) -> Path:
    from voice_interviewer.disk import is_read_only
    from voice_interviewer.errors import DiskError
    from voice_interviewer.review.report.writing import write_page, write_single_page

    write = write_single_page if single_file else write_page
    try:
        return write(session)
    except DiskError as error:
        if not is_read_only(error):
            raise
        return write(session, _elsewhere(session.folder))


def _elsewhere(folder: Path) -> Path:
    """A temporary folder for a page that cannot be written where it belongs. Raises DiskError."""
    from voice_interviewer.cli.console import line
    from voice_interviewer.errors import DiskError

    try:
        elsewhere = Path(tempfile.mkdtemp(prefix="voice-interviewer-"))
    except OSError as error:
        raise DiskError(
            f"Nothing can be written, neither into {folder} nor into a temporary folder ({error})."
        ) from error
    line(f"Nothing can be written into {folder}: the page is in a temporary folder instead.")
    return elsewhere


def _index(audio_dir: Path, *, plain: bool) -> Path:
    """Write the page of all sessions, and the pages of those that have none yet."""
    from voice_interviewer.cli.waiting import waiting
    from voice_interviewer.disk import is_read_only
    from voice_interviewer.errors import DiskError, NotFound
    from voice_interviewer.review.report.writing import write_index
    from voice_interviewer.session.finding import session_folders

    if not session_folders(audio_dir):
        raise NotFound(f"There is no session in {audio_dir} yet; start one: voice-interviewer practice")
    with waiting("Reading all sessions", "read", plain=plain) as tell:
        try:
            return write_index(audio_dir, tell)
        except DiskError as error:
            if not is_read_only(error):
                raise
            return write_index(audio_dir, tell, _elsewhere(audio_dir))
