"""Where things lie: the recordings, and the files that ship with the program."""

from pathlib import Path
from typing import Literal

from voice_interviewer.disk import path_of, why_refused
from voice_interviewer.errors import DiskError
from voice_interviewer.steps import Step

_PACKAGE = Path(__file__).parent
_IN_A_CLONE = {"bank": Path("bank"), "demo": Path("audio", "demo")}


def practice_folder(here: Path) -> Path:
    """The folder with a person's banks and recordings: the current one, `here`, if it has `audio/` or `bank/`, else
    "Voice Interviewer" among their documents.

    A `bank/` in the home folder counts for nothing: terminals open there, so that a first `bank import` would make the
    history look empty.
    """
    is_home = here.resolve() == Path("~").expanduser().resolve()
    if (here / "audio").is_dir() or ((here / "bank").is_dir() and not is_home):
        return here
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "Voice Interviewer"


def audio_folder(wanted: Path | None, here: Path) -> Path:
    """The folder of all sessions, so that a person's history does not depend on where they typed the command.

    It is the folder `wanted`, else `audio/` in the practice folder.

    Raises:
        DiskError: The system refuses the wanted path.
    """
    if wanted is not None:
        folder = path_of(wanted)
        if why := why_refused(folder):
            raise DiskError(f"{folder} cannot hold recordings ({why}); {Step.OTHER_FOLDER}.")
        return folder
    return practice_folder(here) / "audio"


def builtin_folder(name: Literal["bank", "demo"]) -> Path:
    """The folder of the built-in banks, or of the sample answers."""
    packaged = _PACKAGE / "builtin" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / _IN_A_CLONE[name]
