"""Folders and files that may not be looked into: the others are shown, and a line says what is left out."""

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from tests.history import BAKES, held_session
from tests.test_bank import SMALL
from tests.test_cli import called
from voice_interviewer.bank import library
from voice_interviewer.errors import NotFound
from voice_interviewer.places import builtin_folder
from voice_interviewer.rehearsal.studio import Studio

NOBODY = 65_534
DAYS = (4, 5, 6)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there, permissions are not those of POSIX")


@pytest.fixture
def folders(capsys: pytest.CaptureFixture[str]) -> Iterator[list[Path]]:
    """Three sessions, and nobody is asking whom no permission stops."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        audio_dir = Path(name, "audio")
        made = [held_session(audio_dir, datetime(2026, 5, day, 9, tzinfo=UTC), [(1, BAKES)]) for day in DAYS]
        if user == 0:
            audio = f"--audio-dir {audio_dir}"
            mark = f"mark 2026-05-04 said --question 1 --point 2 {audio}"
            for command in (
                *(f"sessions {audio}", f"show {audio}", f"export --to {name} {audio}", mark),
                *(f"review --single-file --no-open {audio}", "bank list", "bank show general"),
                f"practice --microphone file:none --speaker none {audio}",
            ):
                called(capsys, *command.split())  # imports what only root may read
            for path in (Path(name), audio_dir, *audio_dir.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield [session.folder for session in made]
        finally:
            os.seteuid(user)


def names(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines()[2:]]


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o200, 0o600], ids=oct)
@pytest.mark.parametrize("locked", [0, 1, 2])
def test_a_session_that_may_not_be_looked_into_is_told_and_the_others_are_listed(
    folders: list[Path], capsys: pytest.CaptureFixture[str], mode: int, locked: int
) -> None:
    audio_dir, away = folders[0].parent, folders.pop(locked)
    away.chmod(mode)
    code, out, err = called(capsys, "sessions", "--audio-dir", str(audio_dir))
    assert (code, names(out)) == (0, [folder.name for folder in reversed(folders)])
    [told] = err.splitlines()
    assert str(away) in told
    assert "see who may read it" in told

    code, out, err = called(capsys, "sessions", "--json", "--audio-dir", str(audio_dir))
    view = json.loads(out)
    assert (code, err, view["unreadable"]) == (0, "", [told])
    assert len(view["sessions"]) == len(folders)


def test_a_folder_of_recordings_that_may_not_be_looked_into_is_not_called_empty(
    folders: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    audio_dir = folders[0].parent
    audio_dir.chmod(0o000)
    code, out, err = called(capsys, "sessions", "--audio-dir", str(audio_dir))
    assert (code, out) == (0, "")
    assert err.count("\n") == 1
    assert str(audio_dir) in err


def test_nothing_is_said_of_folders_that_can_be_read_and_of_hidden_ones(
    folders: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    audio_dir = folders[0].parent
    (audio_dir / "notes").mkdir()
    (audio_dir / ".Trash-1000").mkdir(mode=0o000)
    (audio_dir / "list.txt").touch(mode=0o000)
    code, out, err = called(capsys, "sessions", "--audio-dir", str(audio_dir))
    assert (code, len(names(out)), err) == (0, len(DAYS), "")


@pytest.mark.parametrize("arguments", [("show", "mine"), ("check", "mine"), ("points", "mine")], ids=" ".join)
def test_a_folder_of_banks_that_may_not_be_looked_into_is_told(
    folders: list[Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    here = folders[0].parents[1]
    own, built_in = here / "bank", here / "built-in"
    for folder, name in ((own, "mine"), (built_in, "nurse")):
        folder.mkdir()
        (folder / f"{name}.toml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(library, "builtin_folder", lambda _: built_in)
    monkeypatch.chdir(here)
    own.chmod(0o000)
    locked = f"{own} cannot be looked into (Permission denied), and is left out; see who may read it."

    code, out, err = called(capsys, "bank", "list")
    assert (code, err.splitlines()) == (0, [locked])
    assert out.startswith("nurse")
    code, out, err = called(capsys, "bank", "list", "--json")
    assert (code, err, json.loads(out)["unreadable"]) == (0, "", [locked])
    code, out, err = called(capsys, "bank", *arguments)
    assert code == (1 if arguments[0] == "check" else 2)
    assert locked in err
    assert "There is no bank" not in err
    assert called(capsys, "bank", "show", "nurse")[::2] == (0, f"{locked}\n")
    in_file = str(built_in / "nurse.toml")
    assert called(capsys, "bank", "show", in_file)[::2] == (0, "")

    own.chmod(0o700)
    assert called(capsys, "bank", "show", "nurse")[::2] == (0, "")
    assert called(capsys, "bank", "list")[::2] == (0, "")
    assert called(capsys, "bank", "show", "mine")[0] == 0


@pytest.mark.parametrize(
    ("bank", "is_told"), [("general", True), (str(builtin_folder("bank") / "general.toml"), False)]
)
def test_an_interview_with_a_bank_that_may_have_been_another_says_so(
    folders: list[Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    bank: str,
    is_told: bool,
) -> None:
    """One's own bank of that name would have been asked. A file that is named is no other."""

    def enough(*_: object) -> NoReturn:
        raise NotFound("That is enough.")

    here = folders[0].parents[1]
    monkeypatch.setattr(Studio, "language", enough)
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: here)
    own, ended = here / "bank", "voice-interviewer: That is enough."
    own.mkdir()
    monkeypatch.chdir(here)
    command = ("practice", bank, "--microphone", "file:none", "--speaker", "none", "--audio-dir", "audio")
    assert called(capsys, *command)[2].splitlines() == [ended]
    own.chmod(0o000)
    locked = f"{own} cannot be looked into (Permission denied), and is left out; see who may read it."
    assert called(capsys, *command)[2].splitlines() == [locked] * is_told + [ended]


def test_what_was_written_down_and_may_not_be_read_is_not_to_be_written_down(
    folders: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    audio = ("--audio-dir", str(folders[-1].parent))
    [document] = folders[-1].glob("01_*.json")
    document.chmod(0o000)

    _, out, _ = called(capsys, "show", "--plain", *audio)
    assert f"{document.name} cannot be read (Permission denied)" in " ".join(out.split())
    assert "ot transcribed yet" not in out
    _, out, _ = called(capsys, "show", "--json", *audio)
    assert "cannot be read" in json.loads(out)["questions"][0]["takes"][0]["unread"]

    to = folders[-1].parent / "to"
    code, _, err = called(capsys, "export", "--to", str(to), *audio)
    assert (code, err.count("\n")) == (0, 1)
    assert f"{document} cannot be read" in err
    handed_on = next(to.glob("*.md")).read_text()
    assert "What was written down cannot be read." in handed_on
    assert str(document) not in handed_on

    _, out, _ = called(capsys, "review", "--no-open", "--single-file", *audio)
    page = Path(out.splitlines()[-1]).read_text()
    assert "What was written down cannot be read; to see why, go back to the computer" in page
    assert str(document) not in page


def test_marks_that_may_not_be_read_are_not_to_be_moved_away(
    folders: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    command = (
        "mark",
        folders[-1].name,
        "said",
        "--question",
        "1",
        "--audio-dir",
        str(folders[-1].parent),
        "--point",
    )
    assert called(capsys, *command, "1")[0] == 0
    [marks] = folders[-1].glob("01_*.marks.json")
    marks.chmod(0o000)
    code, _, err = called(capsys, *command, "2")
    assert code == 1
    assert f"{marks} cannot be read (Permission denied); see who may read it." in err


def test_once_what_was_written_down_may_be_read_again_it_is_not_to_be_written_down(
    folders: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folders[-1]
    [document] = folder.glob("01_*.json")
    (folder / json.loads((folder / "session.json").read_bytes())["takes"][0]["file"]).touch()
    summary = folder / ".summary.json"
    summary.unlink(missing_ok=True)

    def to_transcribe() -> int:
        _, out, _ = called(capsys, "sessions", "--json", "--audio-dir", str(folder.parent))
        return int(json.loads(out)["sessions"][0]["untranscribed"])

    document.chmod(0o000)
    assert to_transcribe() == 1
    made = summary.stat()
    assert to_transcribe() == 1
    assert summary.stat() == made, "it is not made again for each list"
    document.chmod(0o600)
    assert to_transcribe() == 0
