"""Where the files that ship with the program lie: in the installed package, or in a clone of the source."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent
_IN_A_CLONE = {"bank": Path("bank"), "demo": Path("audio", "demo")}


def builtin_folder(name: Literal["bank", "demo"]) -> Path:
    """The folder of the built-in banks, or of the sample answers."""
    packaged = _PACKAGE / "builtin" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / _IN_A_CLONE[name]
