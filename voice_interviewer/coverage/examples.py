"""Whether a bank's example answers say what their own key points ask for."""

from collections.abc import Callable

from voice_interviewer.bank import Bank, Question
from voice_interviewer.coverage import cover
from voice_interviewer.transcript import as_spoken


def left_out(bank: Bank, on_progress: Callable[[float], None] = lambda _: None) -> tuple[str, ...]:
    """What an example leaves out of its own points: one sentence for each question where it does.

    `on_progress` is told the share done, 0 to 1.
    """
    found = []
    for number, question in enumerate(bank.questions, 1):
        on_progress((number - 1) / len(bank.questions))
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
    return tuple(point.text for point in found.points if point.is_surely_missed)
