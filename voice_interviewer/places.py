"""Which folder holds the recordings."""

from pathlib import Path


def audio_folder(wanted: Path | None, here: Path) -> Path:
    """The folder of all sessions: the one asked for; `audio` of a practice folder; else one among the user's documents.

    A practice folder is one that has `audio/` or `bank/`. So history does not depend on where the command was typed.
    """
    if wanted is not None:
        return wanted.expanduser()
    if (here / "audio").is_dir() or (here / "bank").is_dir():
        return here / "audio"
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "Voice Interviewer" / "audio"
