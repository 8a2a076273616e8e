"""One source of facts: everything that can be known of a session, and nothing that cannot."""

from datetime import UTC, datetime
from pathlib import Path

from tests.history import BAKES, MILKS, held_session
from voice_interviewer.review.facts import gather, gather_answer

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)


def test_every_take_has_all_that_is_known_of_it(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES), (1, f"{BAKES} {MILKS}")])
    session.recording(session.record.takes[0]).write_bytes(b"RIFF")
    facts = gather(session)
    first, second = facts.answers[0].takes
    assert (first.take.number, second.take.number) == (1, 2)
    assert first.recording == session.recording(first.take)
    assert second.recording is None
    assert [take.coverage.covered_count for take in (first, second) if take.coverage] == [1, 2]
    assert first.delivery is not None
    assert first.sound is not None
    assert first.delivery.length_s == first.sound.duration_s
    assert first.delivery.suggested_s == 20
    assert first.feedback is not None
    assert first.feedback.to_work_on[0].sentence.startswith("Not heard: “Milks the goats”.")
    assert second.feedback is not None
    assert [remark.topic for remark in second.feedback.to_work_on] == ["stretch"]
    assert facts.answers[0].latest == second


def test_the_session_is_judged_by_the_latest_takes(tmp_path: Path) -> None:
    facts = gather(held_session(tmp_path, WHEN, [(1, "No."), (1, f"{BAKES} {MILKS}"), (2, BAKES)]))
    remark, step = facts.feedback.to_work_on
    assert (remark.topic, step.topic) == ("points", "stretch")
    assert (remark.question_number, remark.take_number) == (2, 1)
    assert "Who milks the goats?" in facts.feedback.exercise


def test_a_question_that_was_not_answered_has_no_takes(tmp_path: Path) -> None:
    facts = gather(held_session(tmp_path, WHEN, [(2, BAKES)]))
    assert [answer.number for answer in facts.answers] == [1, 2]
    assert facts.answers[0].takes == ()
    assert facts.answers[0].latest is None


def test_without_a_transcript_nothing_follows_from_it(tmp_path: Path) -> None:
    (take,) = gather(held_session(tmp_path, WHEN, [(1, None)])).answers[0].takes
    assert (take.transcript, take.sound, take.delivery, take.coverage, take.feedback) == (None,) * 5


def test_without_sound_the_words_are_still_told(tmp_path: Path) -> None:
    (take,) = gather(held_session(tmp_path, WHEN, [(1, BAKES)], measured=False)).answers[0].takes
    assert (take.sound, take.delivery) == (None, None)
    assert take.coverage is not None
    assert take.feedback is not None


def test_what_is_damaged_is_missing_and_the_rest_is_there(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES), (2, MILKS)])
    session.document(1, ".json").write_text("{", encoding="utf-8")
    damaged, whole = gather(session).answers
    assert damaged.takes[0].transcript is None
    assert whole.takes[0].transcript is not None


def test_one_answer_alone_is_the_same(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES), (2, MILKS)])
    assert gather_answer(session, 2) == gather(session).answers[1]
