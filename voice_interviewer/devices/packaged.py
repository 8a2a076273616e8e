"""Files in packages of other people's, which are found without being imported. Quick to import."""

from importlib.util import find_spec
from pathlib import Path


def in_package(package: str, path: str) -> Path | None:
    """The file at `path` in an installed package; None if there is none."""
    spec = find_spec(package)
    folders = (spec.submodule_search_locations or ()) if spec else ()
    return next((found for folder in folders if (found := Path(folder, path)).is_file()), None)
