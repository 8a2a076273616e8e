"""Prints comparisons on a terminal, side by side if it is wide enough, and the summary of an interview."""

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from voice_interviewer.cli.console import err, line, out
from voice_interviewer.readable import clock_text, visible
from voice_interviewer.review.comparison_markdown import (
    replaced_text,
    spoken_text,
    title_of,
    unanswered_text,
)
from voice_interviewer.review.doubts import LEGEND, doubted, marked_text, not_understood
from voice_interviewer.review.facts import AnswerFacts, SessionFacts, TakeFacts
from voice_interviewer.review.sections import PointRow, follow_up_sections, points_beside, sections

TWO_COLUMNS_FROM = 72
"""On a narrower terminal each column would have fewer than about 34 characters: most lines only five words."""


def print_comparison(console: Console, answer: AnswerFacts, *, plain: bool) -> None:
    """Print one question: what was said, the example, what is known about the take, intent and advice, earlier takes.

    In plain mode nothing is side by side, because a screen reader would read across the columns.
    """
    number, question, latest = answer.number, answer.question, answer.latest
    console.print()
    console.print(Rule(Text(f"{number} · {visible(question.id)}"), align="left", style="dim"))
    console.print(Text(visible(question.question), style="bold"))
    console.print()
    said = _said(latest) if latest else unanswered_text(answer)
    title = f"You said ({title_of(latest, stays=False)})" if latest else "You said"
    example = question.example or "The bank has none for this question."
    width = 0 if plain else console.width
    console.print(_beside(_titled(title, said), _titled("An example answer", example), width))
    rows = points_beside(latest) if latest and width >= TWO_COLUMNS_FROM else ()
    if rows:
        console.print()
        console.print(Text("Key points: your words, and the example's", style="dim"))
        console.print(Group(*(_point_beside(row, width) for row in rows)))
    for heading, sentences in sections(latest, with_points=not rows) if latest else ():
        _print_titled(console, heading, "\n".join(sentences))
    for heading, facts, sentences in follow_up_sections(latest) if latest else ():
        _print_titled(console, heading, "\n".join([_said(facts), *sentences]))
    for heading, text in (("What the interviewer is after", question.intent), ("Advice", question.advice)):
        if text:
            _print_titled(console, heading, text)
    for other in reversed(answer.others):
        _print_titled(console, title_of(other, stays=False), _said(other))
    if any(each.transcript and doubted(each.transcript) for each in answer.takes):
        console.print()
        console.print(Text(LEGEND, style="dim"))


def print_feedback(console: Console, facts: SessionFacts) -> None:
    """Print the feedback on all answers together, and the one thing to do next."""
    feedback = facts.feedback
    remarks = (("What went well", feedback.strengths), ("What to work on", feedback.to_work_on))
    for heading, found in remarks:
        if found:
            _print_titled(console, heading, "\n".join(f"· {remark.sentence}" for remark in found))
    _print_titled(console, "Do next", feedback.exercise)


def print_tips(console: Console, facts: SessionFacts) -> None:
    """Print the bank's advice on preparing for the interview."""
    for tip in facts.session.record.tips:
        _print_titled(console, tip.title, tip.text)


def _print_titled(console: Console, title: str, text: str) -> None:
    console.print()
    console.print(_titled(title, text))


def _said(facts: TakeFacts) -> str:
    """The transcript with doubtful words marked, or a sentence in its place if there is none."""
    transcript = facts.transcript
    said = marked_text(transcript) if transcript and transcript.words else spoken_text(facts)
    lost = "\n".join(not_understood(transcript)) if transcript else ""
    return "\n\n".join(filter(None, ("\n".join(filter(None, (said, lost))), replaced_text(facts))))


def _titled(title: str, text: str) -> RenderableType:
    return Group(Text(visible(title), style="dim"), Text(visible(text)))


def _point_beside(row: PointRow, width: int) -> RenderableType:
    nothing = "–"
    yours, example = (Text(visible(text) or nothing) for text in (row.yours, row.example))
    return Group(Text(visible(row.point)), Padding(_beside(yours, example, width), (0, 0, 0, 2)))


def _beside(left: RenderableType, right: RenderableType, width: int) -> RenderableType:
    if width < TWO_COLUMNS_FROM:
        return Group(left, Text(), right)
    table = Table.grid(padding=(0, 4, 0, 0), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(left, right)
    return table


def summarise(facts: SessionFacts, failures: tuple[BaseException, ...], *, plain: bool) -> None:
    """Print what was recorded for each question, the feedback on all of them, and what could not be written down."""
    out.print()
    if plain:  # a screen reader would read across a table
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
        return unanswered_text(answer)
    unknown = "what was said cannot be read" if latest.unread else "not written down yet"
    words = f"{len(latest.transcript.words)} words" if latest.transcript else unknown
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
