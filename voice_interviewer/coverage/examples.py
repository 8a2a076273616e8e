"""Whether a bank's example answers say what their own key points ask for. Pure."""

from voice_interviewer.bank import Bank, Question
from voice_interviewer.coverage import cover
from voice_interviewer.transcript import Transcript, Word

_WORD_S = 0.4
"""150 words a minute: an example was never spoken, and its times do not matter."""


def left_out(bank: Bank) -> tuple[str, ...]:
    """What an example leaves out of its own points: one sentence for each question where it does."""
    found = []
    for number, question in enumerate(bank.questions, 1):
        if missed := _missed(question):
            points = ", ".join(f"“{text}”" for text in missed)
            found.append(
                f"question {number} ({question.id}) has an example that was not found to say {points}."
            )
    return tuple(found)


def _missed(question: Question) -> tuple[str, ...]:
    if not question.example or not question.points:
        return ()
    words = tuple(
        Word(word, at * _WORD_S, (at + 1) * _WORD_S, 1.0) for at, word in enumerate(question.example.split())
    )
    spoken = Transcript(words, len(words) * _WORD_S, model="", language="")
    return tuple(point.text for point in cover(question, spoken, ()).points if not point.covered)
