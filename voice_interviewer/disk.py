"""Files that are never half written, and readable by their owner only."""

import errno
import os
import tempfile
from pathlib import Path

from voice_interviewer.errors import DiskError


def make_private_folder(path: Path) -> None:
    """Make one new folder, readable by its owner only (0700); its parents as usual.

    Raises FileExistsError if it is there, DiskError if it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:  # a file of that name among them
        raise DiskError(cannot_write(path.parent, error)) from error
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        raise
    except OSError as error:
        raise DiskError(cannot_write(path, error)) from error


def replace_text(path: Path, text: str) -> None:
    """Write a document so that a reader sees the old one or the new one, whole, whatever happens (mode 0600).

    Raises DiskError; the old document is then still there.
    """
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DiskError(cannot_write(path, error)) from error


def renew_text(path: Path, text: str) -> None:
    """The same, but a document that says so already is left alone: it may lie where nothing can be written."""
    try:
        if path.read_bytes() == text.encode():
            return
    except OSError:
        pass  # it is not there yet
    replace_text(path, text)


def path_of(wanted: str | Path) -> Path:
    """The path that a person named, "~" being their home; somebody's home that nobody has stays as it was written."""
    path = Path(wanted)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def why_refused(path: Path) -> str:
    """Why the system will not even look for something of that name: it is too long, may not be seen, or can be no name
    here. Empty if it does look, whatever it finds."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return error.strerror or str(error)
    except ValueError:
        return "no file can have this name"
    return ""


def is_read_only(error: DiskError) -> bool:
    """Whether something may not be written there at all, so that nothing helps but another place."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in {errno.EACCES, errno.EPERM, errno.EROFS}


def cannot_write(path: Path, error: OSError) -> str:
    """The one sentence for a file that the system refuses to write."""
    reason = error.strerror or str(error)
    return f"{path} cannot be written ({reason}); free some space or choose another folder with --audio-dir."
