"""Virtual laptops for the tests that drive the real thing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.laptop import Laptop

HERE = Path(__file__).parent
ON_ANY_SYSTEM = {"test_any_system.py"}
"""All others need a terminal or signals of Unix, and cannot even be imported on Windows."""

collect_ignore = (
    [path.name for path in HERE.glob("test_*.py") if path.name not in ON_ANY_SYSTEM]
    if sys.platform == "win32"
    else []
)

SYSTEM_PACKAGES = HERE.parents[1] / "scripts" / "system_packages.py"


@pytest.fixture(scope="session")
def system_packages() -> None:
    """The system packages of the tests are there, or the test is skipped and says how to get them."""
    if sys.platform != "linux":
        pytest.skip("the virtual laptop needs Linux")
    done = subprocess.run([sys.executable, SYSTEM_PACKAGES, "test"], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip((done.stdout + done.stderr).strip())


@pytest.fixture(scope="session")
def laptop(system_packages: None) -> Iterator[Laptop]:
    """One laptop for all tests that leave it as they found it."""
    with Laptop() as laptop:
        yield laptop


@pytest.fixture
def own_laptop(system_packages: None) -> Iterator[Laptop]:
    """A laptop for one test that kills, freezes, mutes or unplugs something."""
    with Laptop() as laptop:
        yield laptop
