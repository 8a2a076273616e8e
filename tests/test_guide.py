"""The guide for people says what the program says, needs no terminal once installed, and asks nothing of a network."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice_interviewer.devices.portaudio import choose_device
from voice_interviewer.errors import NoMicrophone

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "voice_interviewer"
PAGES = ("index.md", "install.md", "first-interviews.md", "troubles.md", "your-files.md", "remove.md")
WITHOUT_COMMANDS = tuple(name for name in PAGES if name not in ("install.md", "remove.md"))


def text_of(page: str) -> str:
    return " ".join((DOCS / page).read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def said_by_the_program() -> str:
    """Every text of the window, the review's page, the errors, and of how the icon is added."""
    rooms = (PACKAGE / "web", PACKAGE / "review" / "report")
    files = [path for room in rooms for path in room.rglob("*")]
    files += [PACKAGE / "errors.py", PACKAGE / "devices" / "portaudio.py", PACKAGE / "cli" / "app.py"]
    texts = [*_texts(files)]
    try:
        choose_device((), "", "microphone")
    except NoMicrophone as error:
        texts.append(str(error))
    return " ".join(" ".join(texts).split())


def _texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        if path.suffix in {".html", ".js"}:
            yield path.read_text(encoding="utf-8")
        elif path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


@pytest.mark.parametrize("page", PAGES)
def test_what_it_quotes_is_what_the_program_says(page: str, said_by_the_program: str) -> None:
    quotes = re.findall(r"“([^”]+)”", text_of(page))
    assert [quote for quote in quotes if quote not in said_by_the_program] == []


@pytest.mark.parametrize("page", ["first-interviews.md", "troubles.md"])
def test_what_it_says_to_click_is_there_to_be_clicked(page: str, said_by_the_program: str) -> None:
    bold = re.findall(r"\*\*([^*]+)\*\*", text_of(page))
    labels = [text for text in bold if not text.endswith((".", ":"))]  # such ones begin an entry of a list
    pieces = [piece.strip() for label in labels for piece in label.split("…") if piece.strip()]
    assert len(pieces) > 5
    assert [piece for piece in pieces if piece not in said_by_the_program] == []


@pytest.mark.parametrize("page", WITHOUT_COMMANDS)
def test_nobody_is_sent_to_a_terminal_once_it_is_installed(page: str) -> None:
    assert not re.search(r"terminal|command line|powershell|```| uv |pipx", text_of(page), re.IGNORECASE)


@pytest.mark.parametrize("place", ["docs/install.md", "README.md"])
def test_the_file_to_install_is_that_of_this_version(place: str) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    named = set(
        re.findall(r"voice_interviewer-([\w.]+)-py3-none-any\.whl", (ROOT / place).read_text("utf-8"))
    )
    assert named == {version}


def test_the_site_asks_nothing_of_a_network(tmp_path: Path) -> None:
    pytest.importorskip("properdocs", reason="builds the guide: the extra docs")
    command = [
        sys.executable,
        "-m",
        "properdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path),
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    built = [path for path in tmp_path.rglob("*") if path.suffix in {".html", ".css"}]
    assert {f"{Path(page).stem}.html" for page in PAGES} <= {path.name for path in built}
    asked = re.compile(
        r"<(?:link|script|img|iframe)\b[^>]*https?://|url\(['\"]?https?:|@import", re.IGNORECASE
    )
    assert [path.name for path in built if asked.search(path.read_text(encoding="utf-8"))] == []
