"""Documents are replaced whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from voice_interviewer.disk import cannot_write, make_private_folder, replace_text
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
