"""Whether a bank's example answers say what their own key points ask for. Pure."""

from collections.abc import Callable

from voice_interviewer.bank import Bank, Question
from voice_interviewer.coverage import cover, prepare_examples
from voice_interviewer.transcript import as_spoken

_AT_ONCE = 10
"""Questions whose texts are encoded together, by length: of more, progress would seldom be told."""


def left_out(bank: Bank, on_progress: Callable[[float], None] = lambda _: None) -> tuple[str, ...]:
    """What an example leaves out of its own points: one sentence for each question where it does.

    `on_progress` is told the share done, 0 to 1.
    """
    found = []
    for number, question in enumerate(bank.questions, 1):
        if number % _AT_ONCE == 1:
            on_progress((number - 1) / len(bank.questions))
            prepare_examples(bank.questions[number - 1 : number - 1 + _AT_ONCE])
        if missed := _missed(question):
            points = ", ".join(f"“{text}”" for text in missed)
            found.append(
                f"question {number} ({question.id}) has an example that was not found to say {points}."
            )
    return tuple(found)


def _missed(question: Question) -> tuple[str, ...]:
    if not question.example or not question.points:
        return ()
    found = cover(question, as_spoken(question.example), ())
    return tuple(point.text for point in found.points if not point.covered)
