"""Comparisons that are kept: never wrong, and made once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history import BAKES, MILKS, held_session
from tests.speaking import heard
from voice_interviewer.bank import Question
from voice_interviewer.coverage import Coverage, cover
from voice_interviewer.errors import DiskError
from voice_interviewer.review import kept_comparisons
from voice_interviewer.review.facts import gather
from voice_interviewer.review.kept_comparisons import COMPARED_NAME
from voice_interviewer.session import Session
from voice_interviewer.session.answers import save_correction
from voice_interviewer.transcript import Transcript

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return held_session(tmp_path, WHEN, [(1, BAKES), (2, f"{BAKES} {MILKS}")])


def covered(session: Session) -> list[int | None]:
    takes = (answer.latest for answer in gather(session).answers)
    return [take.coverage.covered_count if take and take.coverage else None for take in takes]


def test_what_was_compared_is_not_compared_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first = gather(session)
    monkeypatch.setattr(kept_comparisons, "cover", lambda *_: pytest.fail("compared again"))
    assert gather(session) == first
    assert covered(session) == [1, 2]


def test_a_correction_is_compared_anew(session: Session) -> None:
    assert covered(session) == [1, 2]
    save_correction(session, session.record.takes[0], heard(f"{BAKES} {MILKS}")[0])
    assert covered(session) == [2, 2]
    save_correction(session, session.record.takes[0], None)
    assert covered(session) == [1, 2]


@pytest.mark.parametrize("content", ["", "{", '{"rules": "those of last year", "found": {}}', "[]"])
def test_whatever_is_in_the_file_the_comparison_is_right(session: Session, content: str) -> None:
    gather(session)
    (session.folder / COMPARED_NAME).write_text(content, encoding="utf-8")
    assert covered(session) == [1, 2]


def test_other_rules_make_it_anew(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    gather(session)
    monkeypatch.setattr(kept_comparisons, "coverage_rules", lambda: "tomorrow's")
    asked: list[Question] = []

    def counted(question: Question, transcript: Transcript, terms: tuple[str, ...]) -> Coverage:
        asked.append(question)
        return cover(question, transcript, terms)

    monkeypatch.setattr(kept_comparisons, "cover", counted)
    assert covered(session) == [1, 2]
    assert len(asked) == 2


def test_a_folder_that_cannot_be_written_is_read_all_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskError("No space left.")

    monkeypatch.setattr(kept_comparisons, "replace_text", full)
    assert covered(session) == [1, 2]
