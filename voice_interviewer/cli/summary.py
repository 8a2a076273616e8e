"""What a person reads before and after an interview."""

import shlex
from pathlib import Path

from rich.table import Table
from rich.text import Text

from voice_interviewer.cli.console import err, out
from voice_interviewer.clock import clock_text
from voice_interviewer.errors import SessionError
from voice_interviewer.escape import visible
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.record import Take


def introduce(session: Session, planned_s: float, unwritten_count: int, devices: dict[str, str]) -> None:
    """How long it is planned to take, what it uses, and where everything goes."""
    count = len(session.record.questions)
    questions = "1 question" if count == 1 else f"{count} questions"
    minutes = max(1, round(planned_s / 60))
    line(f"{session.record.title}: {questions}, planned to take about {minutes} min", style="bold")
    for name, fact in {**devices, "Recordings": str(session.folder)}.items():
        out.print(Text.assemble((f"{name:<12}", "dim"), visible(fact)), soft_wrap=True)
    if unwritten_count:
        line(f"{unwritten_count} questions of this bank are still to be written, and were left out.")


def summarise(session: Session, failures: tuple[BaseException, ...], *, plain: bool) -> None:
    """Every question with what was kept of it, and what could not be written down."""
    out.print()
    if plain:
        _say_answers(session)
    else:
        out.print(_table_of_answers(session))
    for failure in dict.fromkeys(map(str, failures)):
        err.print(visible(failure), markup=False)


def _say_answers(session: Session) -> None:
    """A screen reader would read a table across."""
    for number, question in enumerate(session.record.questions, 1):
        takes = session.takes_of(number)
        line(f"{number}. {question.question} {_said_of(session, takes)}")


def _said_of(session: Session, takes: tuple[Take, ...]) -> str:
    if not takes:
        return "Not answered."
    count = _word_count(session, takes[-1].question_number)
    words = "not written down yet" if count == "–" else f"{count} words"
    return f"Take {len(takes)}, {clock_text(takes[-1].duration_s)}, {words}."


def _table_of_answers(session: Session) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    table.add_column("", justify="right")
    table.add_column("Question", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("Takes", justify="right")
    table.add_column("Length", justify="right")
    table.add_column("Words", justify="right")
    for number, question in enumerate(session.record.questions, 1):
        takes = session.takes_of(number)
        length = clock_text(takes[-1].duration_s) if takes else "–"
        text = Text(visible(question.question))
        table.add_row(str(number), text, str(len(takes)), length, _word_count(session, number))
    return table


def tell_where(session: Session, audio_dir: Path | None) -> None:
    """Where everything lies, and how to look at it later."""
    line(f"Compare: {next_step('show', session, audio_dir)}", to_copy=True)
    line(str(session.folder), to_copy=True)


def next_step(command: str, session: Session, audio_dir: Path | None) -> str:
    """A command for a session that works as it is printed; `audio_dir` is what --audio-dir named, if it did."""
    words = ["voice-interviewer", command, session.name]
    return shlex.join([*words, "--audio-dir", str(audio_dir)] if audio_dir else words)


def line(sentence: str, style: str = "", *, to_copy: bool = False) -> None:
    """One sentence to standard output; nothing in it is markup. One that is there `to_copy` is never broken in two."""
    out.print(Text(visible(sentence), style=style), soft_wrap=to_copy)


def _word_count(session: Session, number: int) -> str:
    takes = session.takes_of(number)
    try:
        transcript = read_transcripts(session, number).get(takes[-1].number) if takes else None
    except SessionError:
        transcript = None
    return str(len(transcript.words)) if transcript else "–"
