"""`export`: a session for a coach or a careers service."""

from pathlib import Path
from typing import Annotated

from voice_interviewer.cli.options import AudioDir, SessionName, option


def export(
    session: SessionName = "",
    to: Annotated[
        Path,
        option(
            "--to",
            "FOLDER",
            "Where to put them; it is made if need be. Default: the current folder.",
            show_default=False,
        ),
    ] = Path(),
    audio_dir: AudioDir = None,
) -> None:
    """Write a session as Markdown and as CSV, to hand it to somebody.

    Transcripts, points, figures and remarks are in them; recordings are not.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.disk import path_of
    from voice_interviewer.places import audio_folder
    from voice_interviewer.review.facts import gather
    from voice_interviewer.review.handout import handout_csv, handout_markdown
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    facts = gather(found)
    _make(path_of(to))
    paths = [path_of(to) / f"{found.name}{suffix}" for suffix in (".md", ".csv")]
    for path, text in zip(paths, (handout_markdown(facts), handout_csv(facts)), strict=True):
        _write_new(path, text)
        line(f"Written: {path}")


def _make(folder: Path) -> None:
    """Raises DiskError."""
    from voice_interviewer.errors import DiskError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DiskError(f"{folder} cannot be made ({reason}); choose another folder with --to.") from error


def _write_new(path: Path, text: str) -> None:
    """Raises DiskError. What is there already may hold somebody's notes, and is left alone."""
    from voice_interviewer.errors import DiskError

    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise DiskError(
            f"{path} is there already; move it away, or choose another folder with --to."
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DiskError(f"{path} cannot be written ({reason}); choose another folder with --to.") from error
