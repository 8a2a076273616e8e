"""New files are there whole or not at all, and what hinders them is called by its name."""

import errno
import os
from pathlib import Path

import pytest

from tests.history import BAKES, farm, held_session
from tests.test_cli import called
from tests.test_exporting import WHEN
from voice_interviewer.errors import DiskError
from voice_interviewer.session import create_session


def full(_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("room_for", [0, 1])
def test_an_export_onto_a_full_disk_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, room_for: int
) -> None:
    held_session(tmp_path / "audio", WHEN, [(1, BAKES)])
    to, synced = tmp_path / "to", os.fsync
    left = [room_for]

    def sync(descriptor: int) -> None:
        left[0] -= 1
        (synced if left[0] >= 0 else full)(descriptor)

    command = ("export", "--to", str(to), "--audio-dir", str(tmp_path / "audio"))
    monkeypatch.setattr(os, "fsync", lambda at: sync(at) if to.exists() else synced(at))
    code, _, err = called(capsys, *command)
    assert (code, list(to.iterdir())) == (4, [])
    assert "free some space or choose another folder with --to" in err
    monkeypatch.setattr(os, "fsync", synced)
    assert called(capsys, *command)[0] == 0


@pytest.mark.parametrize("refuses", ["the lock", "the record"])
def test_an_interview_begun_on_a_full_disk_leaves_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, refuses: str
) -> None:
    hold = full if refuses == "the lock" else str
    synced = os.fsync
    if refuses == "the record":
        monkeypatch.setattr(os, "fsync", full)
    with pytest.raises((DiskError, OSError), match="No space left"):
        create_session(tmp_path / "audio", "farm", farm(), farm().questions, WHEN, hold=hold)
    assert not list((tmp_path / "audio").iterdir())
    monkeypatch.setattr(os, "fsync", synced)
    held_session(tmp_path / "audio", WHEN, [(1, BAKES)])
    assert called(capsys, "sessions", "--audio-dir", str(tmp_path / "audio"))[0] == 0


@pytest.mark.parametrize("command", [("new", "zz"), ("import", "page.md")], ids=" ".join)
def test_a_file_where_the_banks_should_be_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "audio").mkdir()
    (tmp_path / "bank").touch()
    Path("page.md").write_text("# Why us?\n\nBecause.\n")
    code, _, err = called(capsys, "bank", *command)
    assert code == 4
    assert f"{tmp_path / 'bank'} cannot be written" in err
    assert "is there already" not in err


def test_a_transcript_that_may_not_be_read_is_not_to_be_moved_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = held_session(tmp_path / "audio", WHEN, [(1, BAKES)])
    document = session.document(1, ".json")
    document.unlink()
    document.mkdir()  # root may read any file
    code, _, err = called(capsys, "transcribe", "--audio-dir", str(tmp_path / "audio"))
    assert code == 1
    assert "cannot be read" in err
    assert "move it away" not in err
