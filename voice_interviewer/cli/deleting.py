"""`delete`: the only thing that ever removes a recording."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from voice_interviewer.cli.options import AudioDir


def delete(
    session: Annotated[str, typer.Argument(help="The session's name, or the beginning of it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    audio_dir: AudioDir = None,
) -> None:
    """Delete a session with its recordings, for good."""
    from voice_interviewer.cli.console import line
    from voice_interviewer.disk import cannot_write
    from voice_interviewer.errors import DiskError, NotFound, SessionError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.session.finding import find_folder
    from voice_interviewer.session.holding import is_held

    if not session:  # elsewhere it means the latest one; an unset variable of a script must not delete that
        raise NotFound("Which session? See: voice-interviewer sessions")
    folder = find_folder(audio_folder(audio_dir, Path.cwd()), session)
    if is_held(folder):
        raise SessionError(f"The session {folder.name} is in use by an interview; let that end first.")
    count = len(list(folder.glob("*.wav")))
    recordings = "1 recording" if count == 1 else f"{count} recordings"
    if not yes and not typer.confirm(f"Delete {folder} with {recordings}, for good?"):
        line("Nothing was deleted.")
        raise typer.Exit(1)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise DiskError(cannot_write(folder, error)) from error
    line(f"{folder.name} is deleted.")
