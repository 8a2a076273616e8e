"""What a person is told about all answers of a session together."""

from dataclasses import replace

import pytest

from tests.replies import CASES, feedback_on, topics
from voice_interviewer.coverage import cover
from voice_interviewer.feedback import MOST_REMARKS, Reviewed, sum_up


def reviewed(*names: str) -> list[Reviewed]:
    replies = [CASES[name].reply for name in names]
    return [Reviewed(number, 2, reply, feedback_on(reply)) for number, reply in enumerate(replies, 1)]


def test_a_session_begins_with_what_shows_in_most_answers() -> None:
    answers = reviewed("complete, fast", "complete, full of um", "most missing, full of um")
    summary = sum_up(answers)
    assert topics(summary.to_work_on)[0] == "fillers"
    first = summary.to_work_on[0]
    assert first.sentence.startswith("Question 2: “Um” or the like at least")
    assert (first.question_number, first.take_number) == (2, 2)
    assert first.start_s == answers[1].feedback.to_work_on[0].start_s
    assert summary.exercise.startswith("Play question 2 from 0:01 and count along.")


def test_how_often_something_shows_is_told_where_there_is_room() -> None:
    summary = sum_up(reviewed("one perhaps", "most missing, full of um", "silence"))
    assert summary.to_work_on[0].sentence.startswith(
        "In 2 of 3 answers a key point was missing or not clear. Question 2: Not heard: “Says how it ended”."
    )


def ticked(name: str, *, number: int, example: str = "") -> Reviewed:
    """An answer whose first point the person ticked."""
    reply = CASES[name].reply
    question = (
        reply.question.model_copy(update={"points": (), "example": example}) if example else reply.question
    )
    coverage = cover(question, reply.transcript, ())
    first = replace(coverage.points[0], mark="said", covered=True, certain=True)
    own = replace(reply, question=question, coverage=replace(coverage, points=(first, *coverage.points[1:])))
    return Reviewed(number, 1, own, feedback_on(own))


@pytest.mark.parametrize("second", ["about something else", "complete", "most missing, full of um"])
def test_praise_in_several_answers_is_never_told_as_blame(second: str) -> None:
    summary = sum_up([ticked("one word", number=1), ticked(second, number=2)])
    blame = ("missing", "not clear", "stood out", "hard to follow")
    assert summary.strengths
    assert not [remark for remark in summary.strengths if any(word in remark.sentence for word in blame)]


def test_praise_in_several_answers_is_summed_up_as_praise() -> None:
    summary = sum_up([ticked("one word", number=1), ticked("one word", number=2)])
    assert summary.strengths[0].sentence.startswith(
        "In both answers you made at least one key point. Question 1: You made 1 of 4 key points, by your own word."
    )
    assert summary.to_work_on[0].sentence.startswith("In both answers a key point was missing or not clear.")


def test_what_was_heard_is_praised_before_what_was_only_ticked() -> None:
    summary = sum_up([ticked("one word", number=1), *reviewed("one word", "one point missing")[1:]])
    assert "Question 2: I heard 3 of 4 key points clearly. Keep “" in summary.strengths[0].sentence


def test_what_an_example_leaves_out_is_not_told_as_a_missing_key_point() -> None:
    example = "I wash my hands. I check the temperature of the fridge."
    summary = sum_up([ticked("one word", number=number, example=example) for number in (1, 2)])
    told = [each.sentence for each in (*summary.strengths, *summary.to_work_on)]
    assert told[0].endswith("is something that the example speaks of too. Keep it.")
    assert not [sentence for sentence in told if "In both" in sentence or "key point" in sentence]


def test_a_gap_that_is_sure_stands_for_those_that_may_be_none() -> None:
    summary = sum_up(reviewed("one perhaps", "one point missing"))
    assert summary.to_work_on[0].question_number == 2
    assert "question 2 again" in summary.exercise


def test_what_only_needs_a_tick_never_comes_first() -> None:
    summary = sum_up(reviewed(*["nothing heard, one perhaps"] * 2, "complete, fast"))
    assert topics(summary.to_work_on) == ["points", "pace"]


def test_a_session_praises_only_a_manner_that_most_answers_have() -> None:
    few = ("complete, a few um", "one word", "one word, late")
    most = ("complete, a few um", "complete", "one word")
    assert "manner" not in topics(sum_up(reviewed(*few)).strengths)
    assert "manner" in topics(sum_up(reviewed(*most)).strengths)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "one point missing",
            "Answer aloud: “What happens at the end of a shift?” Then answer question 1 again",
        ),
        ("complete, fast", "Answer question 1 again with a full breath after every sentence, until"),
        ("complete, slow", "Note three keywords for question 1 and answer from them"),
        ("complete, one long silence", "Answer question 1 again, and wherever you have to think say"),
        ("complete, then on and on", "Answer question 1 again with a clock in view and stop at 0:30"),
        ("complete, a slow start", "Have question 1 asked again, and begin at once"),
        (
            "one perhaps",
            "Answer aloud: “What happens at the end of a shift?” If that was there, take a point you can't tick",
        ),
        (
            "about something else",
            "Answer aloud: “What do you do before you touch any food?” Then answer question 1",
        ),
        (
            "most missing, full of um",
            "Find one true sentence that shows “Says how it ended”. Then",
        ),
        ("silence", "Run voice-interviewer check, then answer question 1"),
        ("complete", "Answer question 1 again in other words than today's"),
    ],
)
def test_the_exercise_follows_from_the_first_remark(name: str, said: str) -> None:
    assert sum_up(reviewed(name)).exercise.startswith(said)


def test_a_session_without_answers_has_an_exercise_too() -> None:
    summary = sum_up([])
    assert (summary.strengths, summary.to_work_on) == ((), ())
    assert summary.exercise == "Answer one question aloud, however roughly: the rest can begin from there."


def test_a_session_of_all_answers_has_no_more_remarks_than_one_keeps_in_mind() -> None:
    summary = sum_up(reviewed(*CASES))
    assert 1 <= len(summary.strengths) <= MOST_REMARKS
    assert len(summary.to_work_on) == MOST_REMARKS
    for remark in (*summary.strengths, *summary.to_work_on):
        reply = list(CASES.values())[remark.question_number - 1].reply
        assert remark.quote in reply.transcript.text
        assert len(remark.sentence.split()) <= 30
