"""`bank try`: a written answer compared as a spoken one would be. For those who write banks, and for measuring."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice_interviewer.bank import Bank
from voice_interviewer.bank.importing.decode import decode
from voice_interviewer.cli.bank_pages import named_bank, print_line, question_of, told
from voice_interviewer.coverage import PointCoverage, cover
from voice_interviewer.disk import why_refused
from voice_interviewer.errors import AnswerError, NotFound
from voice_interviewer.feedback import Feedback, Remark, Reviewed, give_feedback, sum_up
from voice_interviewer.feedback.remark import Reply
from voice_interviewer.transcript import Transcript, as_spoken

MOST_CHARACTERS = 40_000
"""Three quarters of an hour of speech: whatever is longer is no answer."""


@dataclass(frozen=True)
class Trial:
    """What was found in an answer."""

    points: tuple[PointCoverage, ...]
    feedback: Feedback
    exercise: str


def print_trial(bank_name: str, question_id: str, file: str, folder: Path, as_json: bool) -> None:
    """Read the answer, compare it, print it. Raises NotFound, BankError, AnswerError."""
    name, bank = named_bank(bank_name, folder)
    question_of(bank, question_id)  # a wrong id is told before an answer is waited for
    found = tried(bank, question_id, as_spoken(_answer(file)))
    if as_json:
        print(json.dumps(_json(name, question_id, found), indent=2))
        return
    print_line("Key points", style="bold")
    for point in found.points:
        print_line(_point(point), indent=2)
    _print_remarks("What went well", found.feedback.strengths)
    _print_remarks("To work on", found.feedback.to_work_on)
    print_line("Exercise", style="bold")
    print_line(found.exercise, indent=2)


def tried(bank: Bank, question_id: str, answer: Transcript) -> Trial:
    """All that an interview would tell of this answer, but for how it was said. Raises NotFound."""
    question = question_of(bank, question_id)
    number = bank.questions.index(question) + 1
    coverage = cover(question, answer, tuple(term.term for term in bank.vocabulary))
    feedback = give_feedback(question, answer, coverage, None)
    reviewed = Reviewed(number, 1, Reply(question, answer, coverage, None), feedback)
    return Trial(coverage.points, feedback, sum_up([reviewed]).exercise)


def _answer(file: str) -> str:
    """The text of a file, or what is typed or piped in. Raises NotFound, AnswerError."""
    if file == "-":
        if sys.stdin.isatty():
            end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
            told(f"Write or paste the answer; end it with {end} on a line of its own.")
        raw, source = sys.stdin.buffer.read(MOST_CHARACTERS * 4 + 1), "The answer"
    else:
        raw, source = _read(Path(file)), file
    text, unread_count = decode(raw, source, "save it as plain text")
    if unread_count:
        raise AnswerError(f"{source} cannot be read as text; save it as plain text in UTF-8.")
    if not text.strip():
        raise AnswerError(f"{source} is empty; write what would be said.")
    if len(text) > MOST_CHARACTERS:
        raise AnswerError(f"{source} is longer than {MOST_CHARACTERS:,} characters; give one answer alone.")
    return text


def _read(path: Path) -> bytes:
    if why := why_refused(path):
        raise NotFound(
            f"{path} cannot be opened ({why}); give the path of a text with the answer, or - to type it."
        )
    if not path.exists():
        raise NotFound(f"There is no file {path}; give the path of a text with the answer, or - to type it.")
    try:
        with path.open("rb") as file:
            return file.read(MOST_CHARACTERS * 4 + 1)
    except OSError as error:
        raise AnswerError(
            f"{path} cannot be read ({error.strerror}); give a text file that you may read."
        ) from error


def _point(point: PointCoverage) -> str:
    sign = {"heard": "✓", "perhaps": "?", "not-heard": "○"}[point.verdict]
    return f"{sign} {point.text}" + (f" “{point.quote}”" if point.quote else "")


def _print_remarks(title: str, remarks: tuple[Remark, ...]) -> None:
    if remarks:
        print_line(title, style="bold")
        for remark in remarks:
            print_line(f"· {remark.sentence}", indent=2)


def _json(bank: str, question_id: str, found: Trial) -> dict[str, Any]:
    """Described in docs/json.md."""
    return {
        "schema": 1,
        "bank": bank,
        "question": question_id,
        "points": [
            {
                "text": point.text,
                "verdict": point.verdict,
                "quote": point.quote,
                "probability": point.probability,
            }
            for point in found.points
        ],
        "strengths": [remark.sentence for remark in found.feedback.strengths],
        "to_work_on": [remark.sentence for remark in found.feedback.to_work_on],
        "exercise": found.exercise,
    }
