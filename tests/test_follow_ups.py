"""Follow-up questions: which one is asked, what is kept of its answer, and where it is shown."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fake_devices import Press, Stage, hold, new_session
from tests.history import BAKES, MILKS, farm, held_session, read_summaries
from tests.speaking import heard
from voice_interviewer import coverage
from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.bank.choose import Wish, choose_interview
from voice_interviewer.coverage import cover
from voice_interviewer.coverage.judge import JudgeError, Judgement
from voice_interviewer.feedback.telling import to_follow_up
from voice_interviewer.interview.loop import Next
from voice_interviewer.interview.turn import Rules
from voice_interviewer.review.comparison_markdown import comparison_markdown
from voice_interviewer.review.facts import gather_answer
from voice_interviewer.review.progress import practised
from voice_interviewer.session import open_session
from voice_interviewer.session.record import FollowUp

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden" / "comparison.md"
ABOUT_MILK = {2: 2}
"""The second take answers the follow-up to the second point."""


def asked(*points: tuple[str, str]) -> Question:
    found = tuple(KeyPoint(text=text, follow_up=follow_up) for text, follow_up in points)
    return Question(id="q", category="c", question="Tell me about a time.", points=found)


def followed_up(question: Question, said: str) -> int | None:
    return to_follow_up(cover(question, heard(said)[0], ()))


def test_what_came_of_it_is_asked_before_all_else() -> None:
    question = asked(("Bakes the bread.", "Who bakes?"), ("The result of the harvest.", "What came of it?"))
    assert followed_up(question, "I walked over the hill in the rain.") == 1


def test_a_point_that_was_covered_or_has_no_follow_up_is_not_asked_about() -> None:
    question = asked(("Bakes the bread.", "Who bakes?"), ("Milks the goats.", ""))
    assert followed_up(question, BAKES) is None
    assert followed_up(question, "I walked over the hill in the rain.") == 0


def test_what_surely_is_missing_is_asked_before_what_may_have_been_said() -> None:
    question = asked(("Feeds the old hens.", "Who feeds them?"), ("Milks the goats.", "Who milks?"))
    assert followed_up(question, "The hens were noisy.") == 1


def test_else_the_least_likely_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    chances = (0.5, 0.3, 0.6, 0.99)
    found = tuple(Judgement(chance, 0.0, (0, 1), (0, 1), (0, 1), 0.0) for chance in chances)
    monkeypatch.setattr(coverage, "judged", lambda *_: found)
    question = asked(*((f"Does {number}.", f"Why {number}?") for number in range(4)))
    assert followed_up(question, "I walked over the hill.") == 1


def test_nobody_is_asked_where_nothing_could_be_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise JudgeError

    monkeypatch.setattr(coverage, "judged", fail)
    assert followed_up(asked(("Milks the goats.", "Who milks?")), "I walked over the hill.") is None


def diary_of(stage: Stage) -> list[str]:
    return [line for line in stage.diary if line.startswith(("question", "follow-up", "kept", "cue"))]


def test_a_follow_up_is_asked_and_its_answer_is_a_take_of_its_own(tmp_path: Path) -> None:
    stage = Stage(presses=[Press("enter", 1.0)] * 3, after=[FollowUp(point_number=1)])
    session = new_session(tmp_path, 2)
    hold(stage, session, Rules(hands_free=False, follow_ups=True))
    assert diary_of(stage) == [
        *("question 1 of 2: q1", "cue q1", "kept 1.1 done"),
        *("follow-up: Why 1?", "cue q1-follow-up", "kept 1.2 done"),
        *("question 2 of 2: q2", "cue q2", "kept 2.1 done"),
    ]
    record = open_session(session.folder).record
    assert [take.follow_up for take in record.takes] == [None, FollowUp(point_number=1), None]
    assert record.takes[1].file == "01_q1_take2_follow-up.wav"
    assert stage.diary.index("synthesise Why 1?") < stage.diary.index("kept 1.1 done"), (
        "ready before it is needed"
    )


@pytest.mark.parametrize(
    ("key", "endings"),
    [
        ("r", ["done", "again", "done", "done"]),
        ("s", ["done", "left", "done"]),
        ("q", ["done", "left"]),
        ("a", ["done", "done", "done"]),
    ],
)
def test_the_keys_lead_where_they_always_do(tmp_path: Path, key: str, endings: list[str]) -> None:
    presses = [Press("enter", 1.0), Press(key, 0.5), *[Press("enter", 1.0)] * 2]
    session = new_session(tmp_path, 2)
    stage = Stage(presses=presses, after=[FollowUp(point_number=1)])
    hold(stage, session)
    assert [take.ending for take in session.record.takes] == endings
    assert stage.diary.count("follow-up: Why 1?") == 1


def test_after_a_follow_up_the_question_itself_can_be_answered_once_more(tmp_path: Path) -> None:
    after: list[Next | FollowUp] = [FollowUp(point_number=1), Next.AGAIN, Next.QUIT]
    session = new_session(tmp_path, 2)
    hold(Stage(presses=[Press("enter", 1.0)] * 3, after=after), session)
    assert [take.follow_up is None for take in session.record.takes] == [True, False, True]


def test_going_on_after_a_kill_begins_with_the_next_question(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES), (1, MILKS)], follow_ups=ABOUT_MILK, ending="running")
    first = session.record.takes[0].model_copy(update={"ending": "done"})
    session.record = session.record.model_copy(update={"takes": (first, session.record.takes[1])})
    session.recover()
    assert session.next_question() == 2


def test_it_is_compared_on_its_point_alone_and_the_answer_stays_what_it_was(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES), (1, MILKS)], follow_ups=ABOUT_MILK)
    answer = gather_answer(session, 1)
    (main,) = answer.takes
    (follow_up,) = main.follow_ups
    assert main.coverage is not None
    assert [point.covered for point in main.coverage.points] == [True, False]
    assert follow_up.coverage is not None
    assert [(point.text, point.covered) for point in follow_up.coverage.points] == [
        ("Milks the goats.", True)
    ]
    assert answer.latest == main


def test_it_is_no_attempt_at_the_question(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN, [(1, BAKES), (1, MILKS)], follow_ups=ABOUT_MILK)
    stands = practised(read_summaries(tmp_path), "farm")["morning"]
    assert (stands.attempts, stands.covered_share) == (1, 0.5)


def test_a_record_that_names_a_point_too_many_is_read_all_the_same(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES), (1, MILKS)], follow_ups={2: 9})
    assert gather_answer(session, 1).takes[0].follow_ups[0].question.question == farm().questions[0].question


def test_the_time_for_them_is_planned() -> None:
    without, with_them = (
        choose_interview(farm(), Wish(follow_ups=follow_ups), {}, 150).planned_s
        for follow_ups in (False, True)
    )
    reading_s, answer_s, changeover_s = 4 / 150 * 60, 20, 5
    assert with_them - without == pytest.approx(2 * (reading_s + answer_s + changeover_s))


def test_the_comparison_in_full(tmp_path: Path) -> None:
    session = held_session(
        tmp_path,
        WHEN,
        [(1, "Um, I bake the bread. [2.5] I bake it early."), (1, MILKS)],
        follow_ups=ABOUT_MILK,
    )
    assert comparison_markdown(gather_answer(session, 1)) == (
        Path(__file__).parent / "golden" / "comparison.md"
    ).read_text("utf-8")
