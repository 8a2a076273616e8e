"""Files that are never half written, and that only their owner can read."""

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voice_interviewer.errors import DiskError
from voice_interviewer.steps import Step


def make_private_folder(path: Path) -> None:
    """Make a new folder that only its owner can read (mode 0700), and any missing parents with the usual mode.

    Raises:
        FileExistsError: The folder is there already.
        DiskError: It cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:  # one of them may be a file
        raise DiskError(cannot_write(path.parent, error)) from error
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        raise
    except OSError as error:
        raise DiskError(cannot_write(path, error)) from error


def replace_text(path: Path, text: str, otherwise: Step | None = Step.OTHER_FOLDER) -> None:
    """Write a document, mode 0600. Whatever happens, a reader sees either the whole old one or the whole new one.

    Args:
        path: Where.
        text: All of it.
        otherwise: What helps where it cannot be written, as for `cannot_write`.

    Raises:
        DiskError: It cannot be written. The old document is still there.
    """
    try:
        with _written_beside(path, text) as temporary:
            _replace(temporary, path)
    except OSError as error:
        raise DiskError(cannot_write(path, error, otherwise)) from error


_BUSY_S = 0.5 if os.name == "nt" else 0.0
_LOOK_AGAIN_S = 0.02


def _replace(temporary: Path, path: Path) -> None:
    """On Windows whoever has a file open, as virus scanners do for a moment, keeps others from replacing it."""
    until_s = time.monotonic() + _BUSY_S
    while True:
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if time.monotonic() >= until_s:
                raise
            time.sleep(_LOOK_AGAIN_S)


def write_new(path: Path, text: str) -> None:
    """Write a document, mode 0600, that is there whole or not at all, and was not there before.

    Raises FileExistsError, OSError.
    """
    with _written_beside(path, text) as temporary:
        _put(temporary, path)


@contextmanager
def _written_beside(path: Path, text: str) -> Iterator[Path]:
    """A file beside `path` with this text, safe on disk; whatever is left of it when the `with` ends is removed."""
    # Its name says nothing of the document's, beside which there may be no room for more letters.
    descriptor, name = tempfile.mkstemp(prefix=".new.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


_NO_HARD_LINKS = frozenset(
    (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL)
)
"""What a FAT disk or a share says, which has none; EINVAL on Windows."""


def _put(temporary: Path, path: Path) -> None:
    """A hard link fails where a file is already; a rename does so on Windows only."""
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if path.exists():
            raise FileExistsError(path) from error
        temporary.rename(path)


def renew_text(path: Path, text: str) -> None:
    """As `replace_text`, but leave a document alone that is the same already: its folder may be read-only."""
    try:
        if path.read_bytes() == text.encode():
            return
    except OSError:
        pass  # it is not there yet
    replace_text(path, text)


def path_of(wanted: str | Path) -> Path:
    """The path that a person named, with "~" as their home. "~name" stays as it is if there is no such user."""
    path = Path(wanted)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def why_refused(path: Path) -> str:
    """Why the system refuses even to look for this path: too long, forbidden, or impossible as a name here.

    Empty if it does look, whether or not it finds anything.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return error.strerror or str(error)
    except ValueError:
        return "no file can have this name"
    return ""


_NOT_PERMITTED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_read_only(error: DiskError) -> bool:
    """Whether writing is not permitted there at all, so that only another folder will help."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in _NOT_PERMITTED


_OR_ALLOW = {
    Step.OTHER_FOLDER: Step.ALLOW_OR_OTHER_FOLDER,
    Step.COPY_BANK: Step.ALLOW_OR_COPY_BANK,
    Step.OPTIONS: Step.ALLOW_OR_OPTIONS,
    Step.OTHER_PRACTICE: Step.ALLOW_OR_OTHER_PRACTICE,
    Step.OTHER_TO: Step.ALLOW_OR_OTHER_TO,
}


def existing_folder(folder: Path) -> Path:
    """The folder itself, or its nearest parent that exists. Raises DiskError on a Windows drive that is not there."""
    for each in (folder, *folder.absolute().parents):
        if each.is_dir():
            return each
    raise DiskError(f"{folder} cannot hold recordings (its drive is not there); {Step.OTHER_FOLDER}.")


def is_full(error: OSError) -> bool:
    """Whether there is no room left."""
    return error.errno in _FULL


def cannot_write(path: Path, error: OSError, otherwise: Step | None = Step.OTHER_FOLDER) -> str:
    """The sentence for a file or folder that the system refuses to write; `error` is its reason.

    `otherwise` is what helps without that place: None for files that have no other.
    """
    reason = error.strerror or str(error)
    step = str(otherwise or Step.ALLOW)
    if error.errno in _NOT_PERMITTED:
        step = str(_OR_ALLOW[otherwise] if otherwise else Step.ALLOW)
    elif is_full(error):
        step = f"free some space or {otherwise}" if otherwise else "free some space"
    return f"{path} cannot be written ({reason}); {step}."
