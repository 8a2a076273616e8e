"""The one thing to do next: an exercise, the answer it is about, and the command to answer that again. Pure."""

import re
import shlex
from dataclasses import dataclass

from voice_interviewer.bank.library import DEFAULT_BANK
from voice_interviewer.review.facts import SessionFacts

__all__ = ["NextStep", "next_step", "practice_command"]


@dataclass(frozen=True)
class NextStep:
    """The exercise in three parts, of which `linked` ("question 1") becomes a link to the answer.

    If the exercise names no question, all of it is in `before`, and there is no command.
    """

    before: str
    linked: str = ""
    after: str = ""
    question_number: int = 0
    command: str = ""


def next_step(facts: SessionFacts) -> NextStep | None:
    """The next step that the session's feedback suggests, if any."""
    text = facts.feedback.exercise
    number = facts.feedback.to_work_on[0].question_number if facts.feedback.to_work_on else _last(facts)
    # The last mention of the question: an earlier one may be a quotation from the bank.
    places = list(re.finditer(rf"\bquestion {number}\b", text))
    if not places:
        return NextStep(text) if text else None
    start, end = places[-1].span()
    record = facts.session.record
    command = practice_command(record.bank, record.questions[number - 1].id)
    return NextStep(text[:start], text[start:end], text[end:], number, command)


def practice_command(bank: str, question_id: str) -> str:
    """The command that asks one question again."""
    named = "" if bank == DEFAULT_BANK else f" {shlex.quote(bank)}"
    return f"voice-interviewer practice{named} --question {question_id}"


def _last(facts: SessionFacts) -> int:
    """The number of the last question answered: the exercise is about it if nothing stands out to work on."""
    return max((answer.number for answer in facts.answers if answer.latest), default=0)
