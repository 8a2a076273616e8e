"""Which banks there are: a person's own, in the folder they practise in, and the built-in ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.bank import Bank, load_bank
from voice_interviewer.disk import path_of
from voice_interviewer.errors import BankError, NotFound, VoiceInterviewerError, did_you_mean
from voice_interviewer.places import builtin_folder
from voice_interviewer.readable import visible

DEFAULT_BANK = "patient-services-coordinator"


@dataclass(frozen=True)
class Shelved:
    """A bank's file, not yet read. `name` is the file's, without .toml."""

    name: str
    path: Path
    built_in: bool


def shelf(folder: Path) -> tuple[Shelved, ...]:
    """Every bank that can be named: those in `folder`/bank first, then the built-in ones.

    A name is there once: an own bank stands before the built-in one. Where both are the same byte for byte,
    as in a clone of the source, it counts as built-in.
    """
    built_in = {path.stem: path for path in _bank_files(builtin_folder("bank"))}
    own = {path.stem: path for path in _bank_files(folder / "bank")}
    own = {name: path for name, path in own.items() if not _same(path, built_in.get(name))}
    return tuple(Shelved(name, path, built_in=False) for name, path in own.items()) + tuple(
        Shelved(name, path, built_in=True) for name, path in built_in.items() if name not in own
    )


def why_locked(folder: Path) -> str:
    """A sentence if the folder of a person's own banks may not be looked into, and they are left out; else empty."""
    own = folder / "bank"
    try:
        next(own.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        reason = error.strerror or str(error)
        return f"{own} cannot be looked into ({reason}), and is left out; see who may read it."
    return ""


def why_passed_over(name: str, folder: Path) -> str:
    """`why_locked`, where an own bank of this name may be in there; empty if the name is a file's path."""
    return "" if _is_path(name) else why_locked(folder)


def find_bank(name: str, folder: Path) -> tuple[str, Bank]:
    """The bank of that name, or in that .toml file, with the name it goes by.

    Raises NotFound, with the name that may have been meant, and BankError as `load_bank` does.
    """
    if _is_path(name):
        path = path_of(name)
        return visible(path.stem), load_bank(
            path
        )  # it is written into files, which not every name of a file can be
    built_in = {path.stem: path for path in _bank_files(builtin_folder("bank"))}
    own = {path.stem: path for path in _bank_files(folder / "bank")}
    banks = own | built_in | own  # own ones come first and win; only the one asked for is read
    if name not in banks:
        raise _unknown(name, banks, folder)
    return name, load_bank(banks[name])


def usable_banks(folder: Path) -> tuple[list[tuple[str, Bank]], list[tuple[str, VoiceInterviewerError]]]:
    """Every bank on the shelf that can be read, by name; and why the others cannot."""
    found: list[tuple[str, Bank]] = []
    faulty: list[tuple[str, VoiceInterviewerError]] = []
    for shelved in shelf(folder):
        try:
            found.append(find_bank(shelved.name, folder))
        except VoiceInterviewerError as error:
            faulty.append((shelved.name, error))
    return found, faulty


def path_of_own(name: str, folder: Path) -> Path:
    """The file of a person's own bank, by its name or path. Raises NotFound, BankError for one that is built in."""
    if _is_path(name):
        return path_of(name)
    banks = {shelved.name: shelved for shelved in shelf(folder)}
    if name not in banks:
        raise _unknown(name, banks, folder)
    if banks[name].built_in:
        raise BankError(f'"{name}" came with the program and has its points; name a bank of your own.')
    return banks[name].path


def _is_path(name: str) -> bool:
    return name.endswith(".toml") or "/" in name or "\\" in name


def _unknown(name: str, known: Iterable[str], folder: Path) -> NotFound:
    if locked := why_locked(folder):  # it may be in there
        return NotFound(f'No bank called "{name}" can be found.{did_you_mean(name, known)} {locked}')
    return NotFound(f'There is no bank called "{name}".{did_you_mean(name, known)}')


def _bank_files(folder: Path) -> list[Path]:
    """Files beginning with a dot are macOS's notes about others, or an editor's."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def _same(own: Path, built_in: Path | None) -> bool:
    if built_in is None:
        return False
    try:
        return own.stat().st_size == built_in.stat().st_size and own.read_bytes() == built_in.read_bytes()
    except OSError:  # an own bank that cannot be read is told when it is opened, not when it is listed
        return False
