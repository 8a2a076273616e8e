"""Files that `bank new` and `bank import` read and write. An existing bank is never overwritten."""

import errno
import os
import tempfile
from pathlib import Path

from voice_interviewer.bank.importing import MOST_BYTES, slug
from voice_interviewer.disk import why_refused
from voice_interviewer.errors import BankError, DiskError, NotFound


def new_bank_path(name: str, folder: Path) -> Path:
    """Where a new bank of that name goes. Raises BankError if the name is no file name, or is taken."""
    stem = name.removesuffix(".toml")
    fit = slug(stem)
    if not stem or fit != stem:
        hint = f'; "{fit}" would do' if fit else ""
        raise BankError(
            f'"{name}" cannot be the name of a bank: letters a to z, digits and hyphens only{hint}.'
        )
    path = folder / "bank" / f"{stem}.toml"
    if why := why_refused(path):
        raise BankError(f'"{name}" cannot be the name of a bank ({why}); choose another one.')
    if path.exists() or path.is_symlink():
        raise _taken(path)
    return path


def read_import(path: Path) -> bytes:
    """At most one byte more than MOST_BYTES. Raises NotFound, BankError."""
    if why := why_refused(path):
        raise NotFound(f"{path} cannot be opened ({why}); give the path of a page or table to import.")
    if not path.exists():
        raise NotFound(f"There is no file {path}; give the path of a page or table to import.")
    if not path.is_file():
        raise BankError(f"{path} is not a file; give the path of a page or table to import.")
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BankError(f"{path} cannot be read ({error.strerror}); check who may read it.") from error


def save_new(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, and was not there before.

    Raises BankError if it is there by now, DiskError if it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".new-bank.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            _put(Path(temporary), path)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        raise DiskError(
            f"{path} cannot be written ({error.strerror}); practise in another folder."
        ) from error


def _put(temporary: Path, path: Path) -> None:
    """A hard link fails where a file is already; a rename does so on Windows only."""
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}:
            raise
        if path.exists():  # a FAT disk has no hard links
            raise FileExistsError(path) from error
        temporary.rename(path)


def _taken(path: Path) -> BankError:
    return BankError(
        f"{path} is there already; choose another name (bank import: -o NAME) or remove it first."
    )
