"""Which files a piece of work reads: counted, for a clock tells more of the machine than of the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def files_read(folder: Path) -> Iterator[list[Path]]:
    """Every file in this folder that is opened while the `with` lasts, as often as it is."""
    found: list[Path] = []
    opened = Path.open

    def note(path: Path, *how: Any, **more: Any) -> Any:
        file = opened(path, *how, **more)
        if path.is_relative_to(folder):
            found.append(path)
        return file

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "open", note)
        yield found
