"""`bank try`: a written answer compared as a spoken one would be."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.test_bank import SMALL
from voice_interviewer.bank import load_bank
from voice_interviewer.cli import run
from voice_interviewer.places import builtin_folder

pytestmark = pytest.mark.trained_judge

Printed = pytest.CaptureFixture[str]
QUESTION = next(
    one for one in load_bank(builtin_folder("bank") / "general.toml").questions if one.id == "mistake"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty practice folder as the current folder, with one bank elsewhere in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "own.toml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def told(capsys: Printed, *arguments: str) -> dict[str, Any]:
    assert run(["bank", "try", *arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_an_answer_in_a_file_is_told_point_by_point(here: Path, capsys: Printed) -> None:
    (here / "answer.txt").write_text(QUESTION.example, encoding="utf-8")
    found = told(capsys, "general", "--question", "mistake", "answer.txt")
    assert (found["schema"], found["bank"], found["question"]) == (1, "general", "mistake")
    assert [point["text"] for point in found["points"]] == [point.text for point in QUESTION.points]
    assert any(point["verdict"] == "heard" for point in found["points"])
    for point in found["points"]:
        assert point["verdict"] in ("heard", "perhaps", "not-heard")
        assert " ".join(point["quote"].split()) in " ".join(QUESTION.example.split())
        assert point["quote"] or point["verdict"] != "heard"
    assert found["exercise"]


def test_an_answer_can_be_piped_in(here: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ([], ["-"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(QUESTION.example.encode())))
        found = told(capsys, "general", "--question", "mistake", *given)
        assert any(point["verdict"] == "heard" for point in found["points"])


def test_an_answer_may_be_saved_in_any_usual_encoding(here: Path, capsys: Printed) -> None:
    found = []
    for encoding in ("utf-8", "utf-16", "cp1252"):
        (here / "answer.txt").write_bytes(f"{QUESTION.example} It’s “mine”.".encode(encoding))
        found.append(told(capsys, "general", "--question", "mistake", "answer.txt"))
    assert found[0] == found[1] == found[2]


def test_for_people_it_is_printed_under_headings(here: Path, capsys: Printed) -> None:
    (here / "answer.txt").write_text(QUESTION.example, encoding="utf-8")
    assert run(["bank", "try", "general", "--question", "mistake", "answer.txt"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Key points\n  ")
    assert "\nExercise\n" in printed
    assert "✓" in printed


def test_a_bank_is_read_from_its_path(here: Path, capsys: Printed) -> None:
    (here / "answer.txt").write_text("I like coffee.", encoding="utf-8")
    own = here / "elsewhere" / "own.toml"
    found = told(capsys, str(own), "--question", load_bank(own).questions[0].id, "answer.txt")
    assert found["bank"] == "own"
    assert run(["bank", "try", "own", "--question", "x", "answer.txt"]) == 2  # no bank of that name here


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (None, "There is no file answer.txt"),
        (b"", "answer.txt is empty"),
        (b" \n\t ", "answer.txt is empty"),
        (b"{\\rtf1 I do.}", "answer.txt is a rich text (RTF) document; save it as plain text."),
        (b"I \x81 it.", "answer.txt cannot be read as text; save it as plain text in UTF-8."),
        (b"a " * 60_000, "answer.txt is longer than"),
    ],
)
def test_what_is_no_answer_is_told_in_one_line(
    here: Path, capsys: Printed, content: bytes | None, named: str
) -> None:
    if content is not None:
        (here / "answer.txt").write_bytes(content)
    assert run(["bank", "try", "general", "--question", "mistake", "answer.txt"]) in (1, 2)
    printed = capsys.readouterr()
    assert printed.err.startswith(f"voice-interviewer: {named}")
    assert len(printed.err.splitlines()) == 1
    assert printed.out == ""


def test_a_folder_is_no_answer(here: Path, capsys: Printed) -> None:
    assert run(["bank", "try", "general", "--question", "mistake", "elsewhere"]) == 1
    assert "elsewhere cannot be read" in capsys.readouterr().err


def test_a_wrong_id_is_told_with_the_one_that_was_meant(here: Path, capsys: Printed) -> None:
    assert run(["bank", "try", "general", "--question", "mistakes", "answer.txt"]) == 2
    assert 'Did you mean "mistake"?' in capsys.readouterr().err
