"""What a coach or a careers service is handed: all of it, in a form that does nobody harm."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history import BAKES, MILKS, held_session
from voice_interviewer.cli import run
from voice_interviewer.review.facts import gather
from voice_interviewer.review.handout import COLUMNS, handout_csv, handout_markdown
from voice_interviewer.session import Session

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return held_session(tmp_path / "audio", WHEN, [(1, BAKES), (1, f"{BAKES} {MILKS}"), (2, None)])


def rows(session: Session) -> list[dict[str, str]]:
    text = handout_csv(gather(session))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_table_has_a_row_for_each_take(session: Session) -> None:
    first, second, unwritten = rows(session)
    assert tuple(first) == COLUMNS
    assert [each["take"] for each in (first, second, unwritten)] == ["1", "2", "1"]
    assert (first["points_covered"], first["points_in_all"]) == ("1", "2")
    assert (first["covered"], first["missed"]) == ("Bakes the bread.", "Milks the goats.")
    assert second["transcript"] == f"{BAKES} {MILKS}"
    assert float(first["words_per_minute"]) == pytest.approx(150, abs=1)
    assert first["date"] == "2026-05-04T09:01:00+00:00"
    assert "Who milks the goats?" in first["to_work_on"]


def test_what_is_not_known_is_empty(session: Session) -> None:
    unwritten = rows(session)[2]
    assert {unwritten[name] for name in COLUMNS[COLUMNS.index("transcript") :]} == {""}


@pytest.mark.parametrize("said", ["=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(tmp_path: Path, said: str) -> None:
    (row,) = rows(held_session(tmp_path, WHEN, [(1, said)]))
    assert row["transcript"][:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert said.split()[0] in row["transcript"]


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_was_said_there_is_one_row_of_all_columns(
    tmp_path_factory: pytest.TempPathFactory, said: str
) -> None:
    session = held_session(tmp_path_factory.mktemp("audio"), WHEN, [(1, said or "x")])
    (row,) = rows(session)
    assert None not in row
    assert len(row) == len(COLUMNS)


def test_the_document_tells_what_was_said_and_what_to_do(session: Session) -> None:
    text = handout_markdown(gather(session))
    assert text.startswith("# Farm hand\n\nA practice interview of Monday 4 May 2026, 09:00.\n")
    assert "## 1. What do you do in the morning?\n\n### Take 2, 0:" in text
    assert text.index("### Take 2") < text.index("### Take 1")
    assert "2 of 2 points covered:\n\n- covered: Bakes the bread. “" in text
    assert "- missed: Milks the goats." in text
    assert " words a minute, no filler noticed, longest pause 0.6 s, at 0:09." in text
    assert "## Next\n\n" in text
    assert "Not written down yet." in text


def test_the_document_says_what_is_missing(tmp_path: Path) -> None:
    text = handout_markdown(gather(held_session(tmp_path, WHEN, [(1, "")])))
    assert "> No speech was heard." in text
    assert "Not answered." in text


def test_a_transcript_brings_no_markup(tmp_path: Path) -> None:
    text = handout_markdown(gather(held_session(tmp_path, WHEN, [(1, "# <b>bread</b> [x](y)")])))
    assert "<b>" not in text
    assert "[x](y)" not in text


def test_nothing_of_this_machine_is_handed_on(session: Session, tmp_path: Path) -> None:
    facts = gather(session)
    assert str(tmp_path) not in handout_csv(facts) + handout_markdown(facts)


def test_the_command_writes_both_and_says_where(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", session.name, "--to", str(tmp_path), "--audio-dir", str(session.folder.parent)]
    assert run(arguments) == 0
    printed = capsys.readouterr().out.replace("\n", "")
    for suffix in (".md", ".csv"):
        path = tmp_path / f"{session.name}{suffix}"
        assert path.read_text(encoding="utf-8")
        assert path.name in printed


def test_notes_in_an_earlier_export_are_never_overwritten(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{session.name}.md"
    path.write_text("my notes", encoding="utf-8")
    arguments = ["export", "--to", str(tmp_path), "--audio-dir", str(session.folder.parent)]
    assert run(arguments) == 4
    assert path.read_text(encoding="utf-8") == "my notes"
    assert "--to" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_made(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "for my coach" / "May"
    assert run(["export", "--to", str(folder), "--audio-dir", str(session.folder.parent)]) == 0
    assert {path.name for path in folder.iterdir()} == {f"{session.name}.md", f"{session.name}.csv"}


@pytest.mark.parametrize("below", ["", "below"])
def test_a_folder_that_cannot_be_made_is_told(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str], below: str
) -> None:
    (tmp_path / "file").touch()
    arguments = ["export", "--to", str(tmp_path / "file" / below), "--audio-dir", str(session.folder.parent)]
    assert run(arguments) == 4
    (err,) = capsys.readouterr().err.splitlines()
    assert "--to" in err


@pytest.mark.parametrize("letter", ["x", "é", "文", "🐐"])
@pytest.mark.parametrize("room", [0, 1, 3, 4, 5])
def test_a_session_with_the_longest_name_there_is_is_exported_under_a_shorter_one(
    session: Session, tmp_path: Path, letter: str, room: int
) -> None:
    size = len(letter.encode())
    ascii_part = "m" * ((255 - room) % size)
    folder = session.folder.rename(
        session.folder.with_name(ascii_part + letter * ((255 - room - len(ascii_part)) // size))
    )
    to = tmp_path / "coach"
    assert run(["export", "--to", str(to), "--audio-dir", str(folder.parent)]) == 0
    assert sorted(path.suffix for path in to.iterdir()) == [".csv", ".md"]
    for path in to.iterdir():
        assert folder.name.startswith(path.stem)
        assert len(path.stem.encode()) >= min(255 - room, 252 - len(path.suffix))
