"""Which folder holds the recordings."""

from pathlib import Path

from voice_interviewer.disk import path_of, why_refused
from voice_interviewer.errors import DiskError


def audio_folder(wanted: Path | None, here: Path) -> Path:
    """The folder of all sessions: the one asked for; `audio` of a practice folder; else one among the user's documents.

    A practice folder is one that has `audio/` or `bank/`. So history does not depend on where the command was typed.
    Raises DiskError for one that the system refuses.
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
