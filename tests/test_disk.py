"""Documents are replaced whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_cli import called
from voice_interviewer.disk import (
    cannot_write,
    existing_folder,
    make_private_folder,
    replace_text,
    write_new,
)
from voice_interviewer.errors import DiskError


def test_a_document_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    replace_text(tmp_path / "a.md", "first")
    replace_text(tmp_path / "a.md", "zweite £\n")
    assert (tmp_path / "a.md").read_bytes() == "zweite £\n".encode()
    assert list(tmp_path.iterdir()) == [tmp_path / "a.md"]


def test_a_write_that_breaks_leaves_the_old_document(tmp_path: Path) -> None:
    replace_text(tmp_path / "a.md", "first")
    with pytest.raises(UnicodeEncodeError):
        replace_text(tmp_path / "a.md", "half \udcff")
    assert (tmp_path / "a.md").read_text() == "first"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.md"]


@pytest.mark.parametrize("reason", [errno.EPERM, errno.EOPNOTSUPP, errno.EINVAL], ids=errno.errorcode.get)
def test_a_new_document_is_written_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    """Windows says EINVAL of a FAT disk."""

    def link(*_: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(Path, "hardlink_to", link)
    write_new(tmp_path / "a.md", "first")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a.md", "second")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.md", "first")]


def test_a_folder_that_has_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match=r"gone/a\.md.*--audio-dir"):
        replace_text(tmp_path / "gone" / "a.md", "text")


def test_a_private_folder_is_new(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "deep" / "private")
    with pytest.raises(FileExistsError):
        make_private_folder(tmp_path / "deep" / "private")


def test_a_document_may_have_the_longest_name_there_is(tmp_path: Path) -> None:
    for _ in range(2):
        replace_text(tmp_path / f"{'z' * 250}.toml", "text")
    assert [len(path.name) for path in tmp_path.iterdir()] == [255]


@pytest.mark.parametrize(
    ("number", "step"),
    [
        (errno.EACCES, "; see who may write there, or choose another folder with --audio-dir."),
        (errno.EROFS, "; see who may write there, or choose another folder with --audio-dir."),
        (errno.ENOSPC, "; free some space or choose another folder with --audio-dir."),
        (errno.ENAMETOOLONG, "; choose another folder with --audio-dir."),
    ],
)
def test_the_next_step_fits_the_reason(number: int, step: str) -> None:
    assert cannot_write(Path("a.md"), OSError(number, os.strerror(number))).endswith(f"){step}")


REASONS = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO)


@pytest.fixture(params=REASONS, ids=errno.errorcode.get)
def refused(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """From its call on the disk takes no new file; it returns the reason."""

    def refuse() -> int:
        def make(*_: object, **__: object) -> None:
            raise OSError(request.param, os.strerror(request.param))

        monkeypatch.setattr(tempfile, "mkstemp", make)
        return int(request.param)

    return refuse


@pytest.mark.parametrize("name", ["voice", "model", "plain"])
def test_a_setting_that_cannot_be_written_asks_for_no_folder_of_recordings(
    refused: Callable[[], int], capsys: pytest.CaptureFixture[str], name: str
) -> None:
    refused()
    code, _, err = called(capsys, "settings", name, "true" if name == "plain" else "small.en")
    assert (code, len(err.splitlines())) == (4, 1)
    assert "settings.toml" in err
    assert "an option with each command (see --help)" in err
    assert "--audio-dir" not in err


@pytest.mark.parametrize("options", [[], ["--keep-all"]])
def test_points_that_cannot_be_written_ask_for_a_copy_of_the_bank(
    refused: Callable[[], int],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text("## Why us?\n\nTips: Name the ward.\n", encoding="utf-8")
    assert called(capsys, "bank", "import", "page.md", "-o", "mine")[0] == 0
    number = refused()
    code, _, err = called(capsys, "bank", "points", "mine", *options)
    assert (code, len(err.splitlines())) == (4, 1)
    assert "mine.toml" in err
    assert "copy the bank to a folder of your own, and give the copy's path" in err
    assert ("free some space" in err) == (number in {errno.ENOSPC, errno.EDQUOT})
    assert "--audio-dir" not in err


def test_what_has_no_other_place_asks_for_none(refused: Callable[[], int], tmp_path: Path) -> None:
    refused()
    with pytest.raises(DiskError, match=r"\); (see who may write there|free some space)\.$"):
        replace_text(tmp_path / "pace.json", "{}", None)


def test_who_has_a_document_open_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a virus scanner on Windows."""
    path = tmp_path / "a.json"
    path.write_text("old")
    refusals = [PermissionError(13, "in use")] * 3
    replace = Path.replace

    def busy(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(DiskError):
        replace_text(path, "new")
    assert path.read_text() == "old"
    monkeypatch.setattr("voice_interviewer.disk._BUSY_S", 30.0)
    replace_text(path, "new")
    assert path.read_text() == "new"


def test_a_drive_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick that was pulled out, on Windows; elsewhere the root is always there."""
    assert existing_folder(tmp_path / "not" / "there") == tmp_path
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    with pytest.raises(DiskError, match="its drive is not there"):
        existing_folder(tmp_path)
