"""What the documents and the source name in this repository is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "voice_interviewer"
DOCUMENTS = [
    path
    for place in (".", "audio", "audio/demo", "bank", "docs", "tests/spoken")
    for path in sorted((ROOT / place).glob("*.md"))
]
SOURCE = [
    ROOT / "Makefile",
    *(
        path
        for place in ("voice_interviewer", "benchmarks", "scripts", "tests")
        for path in sorted((ROOT / place).rglob("*.py"))
    ),
]
FILE = re.compile(r"(?<![\w/.<>-])(?:docs|scripts|tests|benchmarks|voice_interviewer)/[\w/.-]*\w(?![\w<>*{])")
"""A path in one of these folders, without a place to fill in."""
DOCUMENT = re.compile(r"(?<![\w/.<>{}*-])(?:[\w-]+/)*(?:README|CONTRIBUTING|CHANGELOG)\.md")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
ROOM = re.compile(r"`(\w+/|\w+\.py)`")


def lacking(path: Path) -> list[str]:
    """What a file names that is neither below the repository's root nor beside the file."""
    text = path.read_text(encoding="utf-8")
    names = [*FILE.findall(text), *DOCUMENT.findall(text)]
    names += LINK.findall(text) if path.suffix == ".md" else []
    return [name for name in names if not ((ROOT / name).exists() or (path.parent / name).exists())]


def test_every_path_that_is_named_is_there() -> None:
    found = {path.relative_to(ROOT).as_posix(): lacking(path) for path in (*DOCUMENTS, *SOURCE)}
    assert {path: names for path, names in found.items() if names} == {}


def test_every_room_on_the_map_is_there() -> None:
    rows = [line for line in (ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines() if line[:3] == "| `"]
    rooms = [name for row in rows for name in ROOM.findall(row.split("|")[1])]
    assert "cli/" in rooms
    assert [name for name in rooms if not (PACKAGE / name).exists()] == []
