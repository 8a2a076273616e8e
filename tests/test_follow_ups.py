"""Follow-up questions: which one is asked, what is kept of its answer, and where it is shown."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.fake_devices import Press, Stage, hold, new_session
from tests.history import BAKES, MILKS, farm, held_session, read_summaries
from tests.patience import until
from tests.speaking import heard
from tests.window import Visitor, alone
from tests.window_stage import SlowReview, SlowStage, put_on
from voice_interviewer import coverage
from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.bank.choose import Wish, choose_interview
from voice_interviewer.cli.rehearsing import offer_cut_short
from voice_interviewer.coverage import cover
from voice_interviewer.coverage.judge import JudgeError, Judgement
from voice_interviewer.errors import DiskError
from voice_interviewer.feedback.telling import to_follow_up
from voice_interviewer.interview.loop import Next
from voice_interviewer.interview.protocol import Asked, Command
from voice_interviewer.interview.turn import Rules
from voice_interviewer.rehearsal.question_plan import latest_cut_short, plan_questions
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.review.comparison_markdown import comparison_markdown
from voice_interviewer.review.facts import gather_answer
from voice_interviewer.review.progress import practised
from voice_interviewer.session import Rest, Session, open_session
from voice_interviewer.session.finding import readable_sessions
from voice_interviewer.session.record import FollowUp
from voice_interviewer.web.shown import Shown, after

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


def test_going_on_after_a_kill_begins_with_the_follow_up(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES), (1, MILKS)], follow_ups=ABOUT_MILK, ending="running")
    first = session.record.takes[0].model_copy(update={"ending": "done"})
    session.record = session.record.model_copy(update={"takes": (first, session.record.takes[1])})
    session.recover()
    assert session.next_question() == 2
    assert session.rest() == Rest(1, FollowUp(point_number=2))
    plan = plan_questions(Request(resume=session.folder), tmp_path, tmp_path)
    assert (plan.first, plan.first_text) == (1, farm().questions[0].points[1].follow_up)


ABOUT_1 = FollowUp(point_number=1)


def cut_short(folder: Path, press: Press, question_count: int = 2) -> Session:
    """An interview in which this key was pressed while the follow-up to the first question was asked; as on disk."""
    session = new_session(folder, question_count)
    stage = Stage(presses=[Press("enter", 1.0), press, Press("c-c", 0.5)], after=[ABOUT_1])
    with suppress(KeyboardInterrupt):
        hold(stage, session)
    return open_session(session.folder)


@pytest.mark.parametrize("press", [Press("c-c", 0.5), Press("c-c", None), Press("q", None)])
@pytest.mark.parametrize("question_count", [1, 2])
def test_a_follow_up_that_was_cut_short_is_asked_again_first(
    tmp_path: Path, press: Press, question_count: int
) -> None:
    """In the midst of its answer or while it was read, also if it was the last."""
    session = cut_short(tmp_path, press, question_count)
    before = len(session.record.takes)
    assert latest_cut_short(tmp_path).rest() == session.rest() == Rest(1, ABOUT_1)
    stage = Stage(presses=[Press("enter", 1.0)] * 2)
    hold(stage, session, first=1, follow_up=ABOUT_1)
    second = ["question 2 of 2: q2", "cue q2", "kept 2.1 done"] if question_count == 2 else []
    assert diary_of(stage) == [
        f"question 1 of {question_count}: q1",
        *("follow-up: Why 1?", "cue q1-follow-up", f"kept 1.{before + 1} done"),
        *second,
    ]
    assert "synthesise Question number 1?" not in stage.diary
    assert session.record.takes[before].follow_up == ABOUT_1
    assert session.record.state == "finished"
    assert open_session(session.folder).rest() is None


@pytest.mark.parametrize("press", [Press("s", None), Press("s", 0.5), Press("enter", 0.5)])
def test_one_that_was_answered_or_skipped_is_not_asked_again(tmp_path: Path, press: Press) -> None:
    assert cut_short(tmp_path, press).rest() == Rest(2)


class AskingReview(SlowReview):
    """Finds that the answer leaves out its first point, whatever was said."""

    def comparison(self, take: object, timeout_s: float) -> SimpleNamespace:  # type: ignore[override]
        return SimpleNamespace(transcript=SimpleNamespace(words=("said",)), coverage=None)


@pytest.mark.parametrize("phase", ["asking", "listening"])
def test_the_answer_before_one_that_is_skipped_has_its_feedback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    """And the question can be answered once more, or the interview ended there."""
    alone(monkeypatch, tmp_path)
    stage = SlowStage()
    put_on(stage, monkeypatch, AskingReview())
    monkeypatch.setattr("voice_interviewer.feedback.telling.to_follow_up", lambda _: 0)
    visitor = Visitor(tmp_path).come_in()
    live = visitor.window.live
    wish = {"bank": "small", "feedback_each": True, "follow_ups": True, "small_talk": False}
    assert visitor.post("/interview/begin", wish).status_code == 200

    def want(command: Command, phase: str, *, follow_up: bool) -> None:
        until(lambda: (live.shown.phase, live.shown.is_follow_up) == (phase, follow_up))
        assert live.shown.number == 1
        assert live.want(live.shown.step, command)

    for then in (Command.AGAIN, Command.FINISH):
        until(lambda: live.shown.phase == "listening")
        if phase == "asking":
            stage.question_ends.clear()  # so that the follow-up is still being read
        want(Command.DONE, "listening", follow_up=False)
        want(Command.SKIP, phase, follow_up=True)
        stage.question_ends.set()
        until(lambda: live.shown.phase == "choosing")
        assert live.shown.compared == 1
        assert live.want(live.shown.step, then)
        if then is Command.AGAIN:
            until(lambda: not live.shown.is_follow_up)
    until(lambda: not live.is_running)
    (session,) = [each for each in readable_sessions(tmp_path / "audio") if each.name == live.shown.session]
    assert session.rest() == Rest(2), "the follow-up that was skipped is not asked again"


def test_one_whose_question_is_asked_again_itself_is_not_asked_before_it(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    presses = [Press("s", None), Press("enter", 1.0), Press("c-c", 0.5)]
    with pytest.raises(KeyboardInterrupt):
        hold(Stage(presses=presses, after=[ABOUT_1]), session)
    assert [take.follow_up for take in session.record.takes] == [None, ABOUT_1]
    assert session.rest() == Rest(1), "the first was skipped without a word"


def test_one_about_a_point_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    session = cut_short(tmp_path, Press("c-c", None))
    session.note_follow_up(1, FollowUp(point_number=9))
    assert session.rest() == Rest(2)
    session.note_follow_up(9, ABOUT_1)
    assert session.rest() == Rest(2)


def test_a_disk_that_is_full_as_it_is_asked_does_not_end_the_interview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskError("The disk is full.")

    monkeypatch.setattr(Session, "note_follow_up", full)
    session = new_session(tmp_path, 2)
    hold(Stage(presses=[Press("enter", 1.0)] * 3, after=[ABOUT_1]), session)
    assert session.record.state == "finished"


def test_both_faces_say_that_the_follow_up_is_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch, tmp_path)
    visitor = Visitor(tmp_path).come_in()
    session = cut_short(tmp_path / "audio", Press("c-c", 0.5))
    assert "the follow-up to question 1 of 2 is next" in visitor.get("/").text
    assert "go on with the follow-up to question 1 of 2." in visitor.get(f"/ready?resume={session.name}").text
    asked: list[str] = []

    def confirm(text: str, default: bool) -> bool:
        asked.append(text)
        return default

    monkeypatch.setattr("typer.confirm", confirm)
    session.end("running")  # killed
    assert offer_cut_short(Studio(tmp_path / "audio", tmp_path), may_ask=True) is None
    assert asked == ["Continue it with the follow-up to question 1 now?"]


def test_after_a_follow_up_another_take_is_shown_as_one_of_the_question_itself(tmp_path: Path) -> None:
    after: list[Next | FollowUp] = [ABOUT_1, Next.AGAIN, Next.QUIT]
    stage = Stage(presses=[Press("enter", 1.0)] * 3, after=after)
    hold(stage, new_session(tmp_path, 2))
    assert diary_of(stage)[-3:] == ["question 1 of 2: q1", "cue q1", "kept 1.3 done"]


def test_the_page_shows_what_a_follow_up_follows() -> None:
    first, second = farm().questions[:2]
    shown = after(Shown(), Asked(1, 2, first))
    assert shown.follows == ""
    shown = after(shown, Asked(1, 2, first.probing(first.points[0]), ABOUT_1))
    assert (shown.question, shown.follows) == (first.points[0].follow_up, first.question)
    assert after(shown, Asked(2, 2, second)).follows == ""


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
