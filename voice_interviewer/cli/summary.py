"""What a person reads after an interview."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from voice_interviewer.cli.columns import print_feedback
from voice_interviewer.cli.console import err, line, out
from voice_interviewer.clock import clock_text
from voice_interviewer.escape import visible
from voice_interviewer.review.facts import AnswerFacts, SessionFacts


def summarise(facts: SessionFacts, failures: tuple[BaseException, ...], *, plain: bool) -> None:
    """Every question with what was kept of it, what all answers told together, and what could not be written down."""
    out.print()
    if plain:  # a screen reader would read a table across
        for answer in facts.answers:
            line(f"{answer.number}. {answer.question.question} {_said_of(answer)}")
    else:
        out.print(_table_of(facts.answers))
    if any(answer.latest and answer.latest.feedback for answer in facts.answers):
        print_feedback(out, facts)
        out.print()
    for failure in dict.fromkeys(map(str, failures)):
        err.print(visible(failure), markup=False)


def _said_of(answer: AnswerFacts) -> str:
    latest = answer.latest
    if latest is None:
        return "Not answered."
    words = f"{len(latest.transcript.words)} words" if latest.transcript else "not written down yet"
    return f"Take {latest.take.number}, {clock_text(latest.take.duration_s)}, {words}."


def _table_of(answers: Iterable[AnswerFacts]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    table.add_column("", justify="right")
    table.add_column("Question", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("Takes", justify="right")
    table.add_column("Length", justify="right")
    table.add_column("Words", justify="right")
    for answer in answers:
        latest = answer.latest
        length = clock_text(latest.take.duration_s) if latest else "–"
        words = str(len(latest.transcript.words)) if latest and latest.transcript else "–"
        text = Text(visible(answer.question.question))
        table.add_row(str(answer.number), text, str(len(answer.takes)), length, words)
    return table
