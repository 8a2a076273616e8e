"""Documents are replaced whole or not at all."""

from pathlib import Path

import pytest

from voice_interviewer.disk import make_private_folder, replace_text
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
