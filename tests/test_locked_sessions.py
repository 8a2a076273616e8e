"""Folders that may not be looked into: `sessions` lists the others, and says in a line what it has left out."""

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history import BAKES, held_session
from tests.test_cli import called

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
            called(capsys, "sessions", "--audio-dir", str(audio_dir))  # imports what only root may read
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
