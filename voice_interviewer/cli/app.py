"""`app`: everything in a page of the browser, for people who prefer that to a terminal."""

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from voice_interviewer.cli.options import AudioDir, SecondLook, option


def app(
    port: Annotated[
        int,
        option(
            "--port",
            "N",
            "The port to use on this computer. Default: any free one.",
            min=0,
            max=65535,
            show_default=False,
        ),
    ] = 0,
    no_open: Annotated[
        bool, option("--no-open", "", "Print where the page is, without opening the browser.")
    ] = False,
    install_icon: Annotated[
        bool, typer.Option("--install-icon", help="Add an icon to your programs that opens the page.")
    ] = False,
    remove_icon: Annotated[bool, typer.Option("--remove-icon", help="Remove that icon.")] = False,
    second_look: SecondLook = None,
    audio_dir: AudioDir = None,
) -> None:
    """Rehearse in your browser, without a terminal.

    Opens a page that only you can see, served by this computer. Ctrl-C ends it, as does Quit on the page; it ends by
    itself ten minutes after the last page was closed. Where the current folder has neither bank/ nor audio/, and in
    your home folder unless it has audio/, your own banks and your recordings lie in "Voice Interviewer" among your
    documents, as they do for the icon.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.cli.signals import ending_on_signals
    from voice_interviewer.places import audio_folder, practice_folder
    from voice_interviewer.rehearsal.settings import read_settings
    from voice_interviewer.rehearsal.studio import Studio
    from voice_interviewer.web.server import open_window

    here = practice_folder(Path.cwd())
    if install_icon or remove_icon:
        from voice_interviewer.web import icon

        if install_icon:
            line(f"The icon has been added to your programs: {icon.install_icon(here)}", to_copy=True)
        else:
            line("The icon has been removed." if icon.remove_icon() else "There was no icon.")
        return
    studio = Studio(audio_folder(audio_dir, here), here)

    def tell(address: str, page: Path, is_open_already: bool) -> None:
        opened = not no_open and _has_windows() and webbrowser.open(page.as_uri())
        where = f"Voice Interviewer is at {address}" if opened else f"Voice Interviewer: open {page.as_uri()}"
        line(f"{where}. {'It was open already.' if is_open_already else 'Ctrl-C ends it.'}", to_copy=True)

    with ending_on_signals():
        wanted = read_settings().second_look if second_look is None else second_look
        open_window(studio, port, tell, second_look=wanted)


def _has_windows() -> bool:
    """Whether there is a desktop: without one, Python would open a text browser in this terminal."""
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
