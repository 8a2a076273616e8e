"""Where things lie: the recordings, and the files that ship with the program."""

from pathlib import Path
from typing import Literal

from voice_interviewer.disk import path_of, why_refused
from voice_interviewer.errors import DiskError
from voice_interviewer.steps import Step

_PACKAGE = Path(__file__).parent
_IN_A_CLONE = {"bank": Path("bank"), "demo": Path("audio", "demo")}


def practice_folder(here: Path) -> Path:
    """The folder whose `bank/` the window uses: the current one, `here`, if it has `audio/` or `bank/`, else
    "Voice Interviewer" among a person's documents."""
    return here if _has_recordings(here) or (here / "bank").is_dir() else _among_documents()


def audio_folder(wanted: Path | None, here: Path) -> Path:
    """The folder of all sessions, so that a person's history does not depend on where they typed the command.

    It is the folder `wanted`, else `audio/` in the current folder, `here`, if that is there, else the one among the
    person's documents. A `bank/` without it changes nothing: a command such as `bank import` makes one anywhere, even
    in a home folder, and the history would look empty from then on.

    Raises:
        DiskError: The system refuses the wanted path.
    """
    if wanted is not None:
        folder = path_of(wanted)
        if why := why_refused(folder):
            raise DiskError(f"{folder} cannot hold recordings ({why}); {Step.OTHER_FOLDER}.")
        return folder
    return (here if _has_recordings(here) else _among_documents()) / "audio"


def _has_recordings(folder: Path) -> bool:
    return (folder / "audio").is_dir()


def _among_documents() -> Path:
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "Voice Interviewer"


def builtin_folder(name: Literal["bank", "demo"]) -> Path:
    """The folder of the built-in banks, or of the sample answers."""
    packaged = _PACKAGE / "builtin" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / _IN_A_CLONE[name]
