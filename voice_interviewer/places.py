"""Which folder holds the recordings."""

from pathlib import Path

from voice_interviewer.disk import path_of, why_refused
from voice_interviewer.errors import DiskError


def audio_folder(wanted: Path | None, here: Path) -> Path:
    """The folder of all sessions, so that a person's history does not depend on where they typed the command.

    It is the first of these: the folder `wanted`; `audio/` in the current folder `here`, if that has `audio/` or
    `bank/`; "Voice Interviewer/audio" among the user's documents.

    Raises:
        DiskError: The system refuses the wanted path.
    """
    if wanted is not None:
        folder = path_of(wanted)
        if why := why_refused(folder):
            raise DiskError(
                f"{folder} cannot hold recordings ({why}); choose another folder with --audio-dir."
            )
        return folder
    if (here / "audio").is_dir() or (here / "bank").is_dir():
        return here / "audio"
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "Voice Interviewer" / "audio"
