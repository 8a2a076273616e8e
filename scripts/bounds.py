"""The lowest versions that pyproject.toml allows, as constraints for pip: `python -m scripts.bounds > lowest.txt`.

What the package needs to run is held down; what only its development needs is not, as nobody else gets that.
"""

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def lowest(requirements: Iterable[str]) -> tuple[str, ...]:
    """Each requirement pinned to the lowest version that it allows; what is pinned already stays as it is.

    Raises ValueError if one names no lowest version: then there is nothing to hold it to.
    """
    return tuple(_pinned(Requirement(text)) for text in requirements)


def _pinned(requirement: Requirement) -> str:
    bounds = [each.version for each in requirement.specifier if each.operator in (">=", "==", "~=")]
    if len(bounds) != 1:
        raise ValueError(f"{requirement}: pyproject.toml names no lowest version")
    marker = f"; {requirement.marker}" if requirement.marker else ""
    return f"{requirement.name}=={bounds[0]}{marker}"


def main() -> None:
    """Print the constraints, one a line."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    sys.stdout.writelines(f"{line}\n" for line in lowest(project["dependencies"]))


if __name__ == "__main__":
    main()
