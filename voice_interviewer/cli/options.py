"""Options that several commands share. Each can also come from an environment variable."""

from pathlib import Path
from typing import Annotated, Any

import typer


def option(name: str, takes: str, help_text: str, **more: Any) -> Any:
    """An option that the environment variable VOICE_INTERVIEWER_<NAME> can set too.

    Args:
        name: Such as "--audio-dir", or "--plain/--no-plain".
        takes: What the help shows in place of the value; empty for a switch.
        help_text: What the help says.
        more: Passed on to typer.Option.
    """
    variable = "VOICE_INTERVIEWER_" + name.split("/")[0].removeprefix("--").replace("-", "_").upper()
    return typer.Option(
        name, metavar=takes or None, help=help_text, envvar=variable, show_envvar=False, **more
    )


AudioDir = Annotated[
    Path | None,
    option(
        "--audio-dir",
        "FOLDER",
        "Folder of all recordings. Default: ./audio where the current folder has audio/ or bank/ (in your home folder: "
        "audio/), else "
        "“Voice Interviewer/audio” among your documents.",
        show_default=False,
    ),
]
SessionName = Annotated[
    str,
    typer.Argument(
        help="A session's name, or the beginning of it; the latest if left out.", show_default=False
    ),
]
QuestionName = Annotated[
    str,
    option("--question", "N|ID", "One question: its number in the interview, or its id.", show_default=False),
]
Model = Annotated[
    str,
    option(
        "--model",
        "NAME",
        "Whisper model: a name (see `models list`), a folder, or “auto”: the best that is here and keeps up with you "
        "(see `check`). Default: your settings, else auto.",
        show_default=False,
    ),
]
Language = Annotated[
    str,
    option(
        "--language",
        "CODE",
        "The language you answer in, such as en or fr. Default: the bank's.",
        show_default=False,
    ),
]
Speaker = Annotated[
    str,
    option(
        "--speaker",
        "NAME",
        "Loudspeaker: its name or a part of it, or “none” (see `check`). Default: your settings.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the facts as JSON, for scripts.")]
NoOpen = Annotated[
    bool, option("--no-open", "", "Only write the review page; do not open it in the browser.")
]
SecondLook = Annotated[
    bool | None,
    option(
        "--second-look/--no-second-look",
        "",
        "After an interview, hear the answers again, as well as this computer can. Default: your settings.",
        show_default=False,
    ),
]
Plain = Annotated[
    bool | None,
    option(
        "--plain/--no-plain",
        "",
        "Sentences only, nothing redrawn: for screen readers and logs. Default: your settings.",
        show_default=False,
    ),
]


def is_plain(wanted: bool | None) -> bool:
    """Whether to print plainly: what the option says, or else the settings."""
    if wanted is not None:
        return wanted
    from voice_interviewer.rehearsal.settings import read_settings

    return read_settings().plain
