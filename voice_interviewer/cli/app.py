"""`app`: everything in a page of the browser, for people who like that better than a terminal."""

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from voice_interviewer.cli.options import AudioDir, option


def app(
    port: Annotated[
        int,
        option(
            "--port",
            "N",
            "The port on this computer. Default: any that is free.",
            min=0,
            max=65535,
            show_default=False,
        ),
    ] = 0,
    no_open: Annotated[
        bool, option("--no-open", "", "Only say where it is; do not open the browser.")
    ] = False,
    install_icon: Annotated[
        bool, typer.Option("--install-icon", help="Put an icon among your programs, which opens it.")
    ] = False,
    remove_icon: Annotated[bool, typer.Option("--remove-icon", help="Take the icon away.")] = False,
    audio_dir: AudioDir = None,
) -> None:
    """Rehearse in your browser, without a terminal.

    Opens a page that only you can see, served by this computer. Ctrl-C ends it, as does Quit on the page; ten minutes
    after the last page was closed it ends by itself.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.cli.signals import ending_on_signals
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.studio import Studio
    from voice_interviewer.web.server import open_window

    here = Path.cwd()
    if install_icon or remove_icon:
        from voice_interviewer.web import icon

        if install_icon:
            line(f"The icon is among your programs: {icon.install_icon(here)}", to_copy=True)
        else:
            line("The icon is gone." if icon.remove_icon() else "There was no icon.")
        return
    studio = Studio(audio_folder(audio_dir, here), here)

    def tell(address: str, page: Path, is_open_already: bool) -> None:
        opened = not no_open and _has_windows() and webbrowser.open(page.as_uri())
        where = f"Voice Interviewer is at {address}" if opened else f"Voice Interviewer: open {page.as_uri()}"
        line(f"{where}. {'It was open already.' if is_open_already else 'Ctrl-C ends it.'}", to_copy=True)

    with ending_on_signals():
        open_window(studio, port, tell)


def _has_windows() -> bool:
    """Without windows Python would start a browser of text within the terminal."""
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
