"""The person's own text editor, and the file that it edits: what they type is never lost."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import DeviceError, DiskError, VoiceInterviewerError

_REMEDY = "name another one in EDITOR, for example: EDITOR=nano"
_PLAIN = "save it as plain text"


@contextmanager
def edited(page: str, folder: Path, name: str) -> Iterator[str]:
    """Have a person edit a text; gives what they saved, in whatever encoding.

    The file is deleted when the `with` ends. If an error is raised before that, the file is kept, provided that the
    person changed it, and the error names it.

    Args:
        page: The text to edit.
        folder: Where a folder for the file is made.
        name: The file's name.

    Raises:
        DeviceError: The editor did not work, or what it saved cannot be read.
        DiskError: The file cannot be written.
    """
    shown = page.replace("\n", os.linesep).encode()
    path = _written(shown, folder, name)
    try:
        _edit(path)
        if _is_elsewhere(path, shown):
            raise DeviceError("It was saved under another name, so nothing was changed.")
        yield _text_of(path)
    except VoiceInterviewerError as error:
        if not (kept := _kept(path, shown)):
            _remove(path.parent)
            raise
        raise type(error)(f"{error} What you wrote is kept in {kept}") from error
    except BaseException:
        if not _kept(path, shown):
            _remove(path.parent)
        raise
    _remove(path.parent)


def _written(shown: bytes, folder: Path, name: str) -> Path:
    """Write the file in a new folder that only the person can read.

    It is beside the recordings, because systems clear temporary folders. If nothing can be written there, the person
    learns so before they type.
    """
    try:
        path = Path(tempfile.mkdtemp(prefix="correction-", dir=folder)) / name
        path.write_bytes(shown)
    except OSError as error:
        raise DiskError(cannot_write(folder, error)) from error
    return path


def _edit(path: Path) -> None:
    words = _command()
    try:
        editor = subprocess.Popen([*words, str(path)] if os.name != "nt" else f'{words[0]} "{path}"')
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DeviceError(f"The text editor {words[0]} did not work ({reason}); {_REMEDY}.") from error
    while True:
        try:
            code = editor.wait()
            break
        except KeyboardInterrupt:  # meant for the editor, whose text may not be saved yet
            continue
    if code:
        raise DeviceError(f"The text editor {words[0]} did not work (it ended with {code}); {_REMEDY}.")


def _command() -> list[str]:
    """The editor's command: VISUAL, EDITOR, or one that the system has. On Windows one text, which Windows splits."""
    wanted = next(filter(None, (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))), "")
    if os.name == "nt":
        return [wanted or "notepad"]
    if not wanted:
        # -W waits until the editor ends; -n starts it afresh, so that it does end.
        return ["open", "-W", "-n", "-t"] if sys.platform == "darwin" else [_found()]
    if shutil.which(wanted):  # a path with a space in it
        return [wanted]
    try:
        return shlex.split(wanted) or [_found()]
    except ValueError as error:
        raise DeviceError(f"The text editor {wanted} did not work ({error}); {_REMEDY}.") from error


def _found() -> str:
    return next(filter(shutil.which, ("sensible-editor", "nano", "vim")), "vi")


def _text_of(path: Path) -> str:
    from voice_interviewer.bank.importing.decode import decode
    from voice_interviewer.errors import BankError

    try:
        text, unread_count = decode(path.read_bytes(), "What the text editor saved", _PLAIN)
    except OSError as error:
        raise DeviceError(
            f"What the text editor saved cannot be read ({error.strerror}); nothing was changed."
        ) from error
    except BankError as error:
        raise DeviceError(f"{error} Nothing was changed.") from error
    if unread_count:
        raise DeviceError("What the text editor saved cannot be read; save it as UTF-8. Nothing was changed.")
    return text


def _kept(path: Path, shown: bytes) -> Path | None:
    """Where something that the person may have typed is: the file, or its folder if it was saved under another name."""
    try:
        left = list(path.parent.iterdir())
        if left == [path]:
            return None if path.read_bytes() == shown else path
        if _is_elsewhere(path, shown):
            return path.parent
        return path if path in left else path.parent if left else None
    except OSError:
        return path


def _is_elsewhere(path: Path, shown: bytes) -> bool:
    """Whether the person saved what they typed beside the file alone, as "Save as" does. A hidden file, or Emacs's
    "#name#", is none of theirs, and a copy of what was shown is an editor's."""
    try:
        others = [
            each for each in path.parent.iterdir() if each != path and not each.name.startswith((".", "#"))
        ]
        return path.read_bytes() == shown and any(
            each.is_file() and each.read_bytes() != shown for each in others
        )
    except OSError:
        return False  # what is there to read is found out when it is read


def _remove(folder: Path) -> None:
    """Remove the folder, with any copies that the editor left beside the file."""
    shutil.rmtree(folder, ignore_errors=True)
