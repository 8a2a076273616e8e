"""Own banks stand before the built-in ones, and each name is there once."""

import shutil
from pathlib import Path
from typing import IO, Any

import pytest

from tests.test_bank import SMALL
from voice_interviewer.bank import library
from voice_interviewer.bank.library import DEFAULT_BANK, find_bank, shelf
from voice_interviewer.errors import NotFound


@pytest.fixture
def built_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of built-in banks with two in it."""
    folder = tmp_path / "built-in"
    folder.mkdir()
    for name in ("general", "nurse"):
        (folder / f"{name}.toml").write_text(SMALL.replace("Barista", name), encoding="utf-8")
    monkeypatch.setattr(library, "builtin_folder", lambda _: folder)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "here" / "bank"
    folder.mkdir(parents=True)
    return folder


def names(folder: Path) -> list[tuple[str, bool]]:
    return [(shelved.name, shelved.built_in) for shelved in shelf(folder)]


def test_a_folder_without_banks_has_the_built_in_ones(built_in: Path, tmp_path: Path) -> None:
    assert built_in
    assert names(tmp_path) == [("general", True), ("nurse", True)]


def test_an_own_bank_comes_first_and_stands_before_the_built_in_one(built_in: Path, own: Path) -> None:
    assert built_in
    (own / "nurse.toml").write_text(SMALL.replace("Barista", "my nurse"), encoding="utf-8")
    (own / "._nurse.toml").write_text("a note of macOS", encoding="utf-8")
    assert names(own.parent) == [("nurse", False), ("general", True)]
    assert find_bank("nurse", own.parent)[1].title == "my nurse"


def test_a_copy_of_the_built_in_bank_is_not_listed_twice_nor_as_own(built_in: Path, own: Path) -> None:
    shutil.copy(built_in / "nurse.toml", own)
    assert names(own.parent) == [("general", True), ("nurse", True)]


def test_the_clone_itself_lists_each_bank_once() -> None:
    listed = names(Path(__file__).parent.parent)
    assert (DEFAULT_BANK, True) in listed
    assert len(listed) == len({name for name, _ in listed})


def test_a_bank_is_found_by_name_or_path(built_in: Path, own: Path) -> None:
    assert find_bank("general", own.parent)[0] == "general"
    name, bank = find_bank(str(built_in / "nurse.toml"), own.parent)
    assert (name, bank.title) == ("nurse", "nurse")


def test_of_all_banks_only_the_one_asked_for_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in a clone of the source, whose own banks are the built-in ones."""
    opened = []
    really_open = Path.open

    def open_and_note(path: Path, mode: str = "r") -> IO[Any]:
        opened.append(path.name)
        return really_open(path, mode)

    monkeypatch.setattr(Path, "open", open_and_note)
    monkeypatch.setattr(Path, "read_bytes", open_and_note)
    _, bank = find_bank("teaching-assistant", Path(__file__).parent.parent)
    assert bank.title == "Teaching Assistant"
    assert opened == ["teaching-assistant.toml"]


def test_an_unknown_name_is_told_with_the_one_meant(built_in: Path, own: Path) -> None:
    assert built_in
    with pytest.raises(NotFound, match=r'no bank called "nurze". Did you mean "nurse"\?'):
        find_bank("nurze", own.parent)
    with pytest.raises(NotFound, match="There are: general, nurse"):
        find_bank("astronaut", own.parent)
    with pytest.raises(NotFound, match=r"no file missing\.toml"):
        find_bank("missing.toml", own.parent)
