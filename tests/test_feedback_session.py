"""What a person is told about all answers of a session together."""

import pytest

from tests.replies import CASES, feedback_on, topics
from voice_interviewer.feedback import MOST_REMARKS, Reviewed, sum_up


def reviewed(*names: str) -> list[Reviewed]:
    replies = [CASES[name].reply for name in names]
    return [Reviewed(number, 2, reply, feedback_on(reply)) for number, reply in enumerate(replies, 1)]


def test_a_session_begins_with_what_shows_in_most_answers() -> None:
    answers = reviewed("complete, far too fast", "complete, full of um", "half, with um")
    summary = sum_up(answers)
    assert topics(summary.to_work_on) == ["fillers", "points", "result"]
    first = summary.to_work_on[0]
    assert first.sentence.startswith("In 2 of 3 answers “um” and the like stood out. Question 2: At least 21")
    assert (first.question_number, first.take_number) == (2, 2)
    assert first.start_s == answers[1].feedback.to_work_on[0].start_s
    assert summary.exercise.startswith("Play question 2 from 0:01 on and count along.")


def test_a_session_praises_only_a_manner_that_most_answers_have() -> None:
    few = ("complete, a few um", "one word", "one word, late")
    most = ("complete, a few um", "complete, some um", "one word")
    assert "manner" not in topics(sum_up(reviewed(*few)).strengths)
    assert "manner" in topics(sum_up(reviewed(*most)).strengths)


def test_a_session_does_not_praise_the_manner_that_it_blames() -> None:
    summary = sum_up(reviewed("complete, a few um", "complete, full of um", "one word"))
    assert "fillers" in topics(summary.to_work_on)
    assert "manner" not in topics(summary.strengths)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "terse and to the point",
            "Answer each of these aloud in one sentence, without recording: “How do you decide what has",
        ),
        ("complete, far too fast", "Answer question 1 again with a full breath after every sentence, until"),
        ("complete, slow words", "Note three keywords for question 1, nothing else"),
        ("complete, one long silence", "Answer question 1 again, and wherever you have to think say"),
        ("complete, told twice", "Answer question 1 again with a clock in view and stop at 1:15"),
        ("complete, then twice as long", "Play question 1 and skip what lies from 1:14 to 2:11."),
        ("complete, a slow start", "Have question 1 asked again, and begin at once"),
        ("silence", "Run voice-interviewer check, then answer question 1"),
        ("a complete story", "Nothing stands out to mend. Answer question 1 again in other words"),
        ("an excuse", "For question 1 write down one day: when it was, who was there"),
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
    assert len(summary.strengths) == len(summary.to_work_on) == MOST_REMARKS
    for remark in (*summary.strengths, *summary.to_work_on):
        reply = list(CASES.values())[remark.question_number - 1].reply
        assert remark.quote in reply.transcript.text
