"""Names that a file system refuses: told in one line, with the exit code of what they were for."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.history import BAKES, held_session
from tests.test_cli import called
from voice_interviewer.cli import run
from voice_interviewer.places import builtin_folder

LONG = "z" * 300
WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)

TAKERS = [
    (("sessions", "--audio-dir", "{}"), 4),
    (("sessions", "--json", "--audio-dir", "{}"), 4),
    (("show", "--audio-dir", "{}"), 4),
    (("review", "--all", "--audio-dir", "{}"), 4),
    (("transcribe", "--audio-dir", "{}"), 4),
    (("progress", "--audio-dir", "{}"), 4),
    (("delete", "any", "--audio-dir", "{}"), 4),
    (("practice", "--audio-dir", "{}"), 4),
    (("practice", "--resume", "--audio-dir", "{}"), 4),
    (("demo", "--audio-dir", "{}"), 4),
    (("export", "--to", "{}"), 4),
    (("bank", "import", "{}.md"), 2),
    (("bank", "check", "{}.toml"), 1),
    (("bank", "show", "{}.toml"), 2),
    (("bank", "show", "{}"), 2),
    (("bank", "new", "{}"), 1),
    (("bank", "import", "{folder}/page.md", "-o", "{}"), 1),
    (("practice", "{}.toml"), 2),
    (("practice", "{}"), 2),
    (("practice", "--microphone", "file:{}"), 3),
    (("practice", "--model", "{}"), 2),
    (("transcribe", "--model", "{}"), 2),
    (("show", "{}"), 2),
    (("export", "{}"), 2),
    (("delete", "{}"), 2),
    (("progress", "{}"), 2),
    (("show", "--question", "{}"), 2),
    (("bank", "show", "general", "{}"), 2),
    (("models", "fetch", "{}"), 2),
    (("bank", "try", "general", "--question", "about-you", "{}"), 2),
    (("bank", "try", "general", "--question", "{}"), 2),
    (("bank", "tailor", "{}"), 2),
    (("bank", "points", "{}.toml"), 2),
    (("bank", "prepare", "{}"), 2),
    (("review", "{}"), 2),
    (("play", "{}"), 2),
    (("edit", "{}"), 2),
    (("mark", "{}", "said", "--question", "1", "--point", "1"), 2),
]
"""Every command and option that takes a name or a path, and how it ends."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOICE_INTERVIEWER_AUDIO_DIR", str(tmp_path / "audio"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    held_session(tmp_path / "audio", WHEN, [(1, BAKES), (2, None)])
    for wav in ("01_morning_take1.wav", "02_evening_take1.wav"):
        (tmp_path / "audio" / "2026-05-04_09-00-00_farm" / wav).touch()
    (tmp_path / "page.md").write_text("# Why us?\n\nBecause.\n")
    return tmp_path


@pytest.mark.parametrize(
    "name", [LONG, f"{LONG}/x", f"~{LONG}/x", "a\nb" + LONG], ids=["long", "below", "home", "lines"]
)
@pytest.mark.parametrize(
    ("arguments", "expected"),
    TAKERS,
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else str(each),
)
def test_a_name_that_is_too_long_is_told_in_one_line(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    expected: int,
    name: str,
) -> None:
    code, _, err = called(
        capsys, *(word.replace("{folder}", str(folder)).replace("{}", name) for word in arguments)
    )
    assert (code, len(err.splitlines())) == (expected, 1)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    TAKERS,
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else str(each),
)
def test_no_argument_can_hold_the_character_nul(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: int
) -> None:
    code, _, err = called(capsys, *(word.format("a\0b", folder=folder) for word in arguments))
    assert (code, len(err.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("variable", "value", "command", "expected"),
    [
        ("AUDIO_DIR", LONG, ["sessions"], 4),
        ("TO", LONG, ["export"], 4),
        ("MODEL", LONG, ["transcribe"], 2),
        ("MICROPHONE", f"file:{LONG}", ["practice"], 3),
    ],
)
def test_nor_does_it_matter_where_a_name_comes_from(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variable: str,
    value: str,
    command: list[str],
    expected: int,
) -> None:
    monkeypatch.setenv(f"VOICE_INTERVIEWER_{variable}", value)
    code, _, err = called(capsys, *command)
    assert (code, len(err.splitlines())) == (expected, 1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=300).filter(
        lambda name: not name.startswith("-")
    )
)
def test_whatever_the_name_it_is_told_or_taken(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = f"{folder}/away/{name}"
    for arguments in (
        ["sessions", "--audio-dir", path],
        ["bank", "import", path],
        ["bank", "show", f"{path}.toml"],
        ["bank", "show", name],
        ["show", name],
    ):
        code, _, err = called(capsys, *arguments)
        assert code in (0, 2, 4), err
        assert len(err.splitlines()) <= 1
        assert "Errno" not in err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_names_that_are_no_text_are_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = os.fsdecode(b"my \xff farm")
    (folder / "audio" / "2026-05-04_09-00-00_farm").rename(folder / "audio" / odd)
    shutil.copy(builtin_folder("bank") / "general.toml", folder / f"{odd}.toml")
    assert run(["bank", "check", f"{odd}.toml"]) == 0
    assert run(["show"]) == 0
    assert run(["review", "--no-open"]) == 0
    assert run(["review", "--all", "--no-open"]) == 0
    assert run(["progress"]) == 0
    capsys.readouterr()
    _, out, _ = called(capsys, "sessions", "--json")
    assert [each["session"] for each in json.loads(out)["sessions"]] == [odd]
    done = subprocess.run(
        [sys.executable, "-m", "voice_interviewer", "sessions", "--audio-dir", str(folder / "audio")],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
