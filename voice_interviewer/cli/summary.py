"""What a person reads before and after an interview."""

import shlex
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from voice_interviewer.cli.columns import print_feedback
from voice_interviewer.cli.console import err, out
from voice_interviewer.clock import clock_text
from voice_interviewer.escape import visible
from voice_interviewer.review import LiveReview
from voice_interviewer.review.facts import SessionFacts
from voice_interviewer.session import Session


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


def wait_for_transcripts(review: LiveReview) -> None:
    """A bar until the last transcript is there; gone at once if it already is."""
    columns = (
        TextColumn("Writing down"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=out, transient=True) as progress:
        bar = progress.add_task("", total=1.0)
        while not review.wait(0.1):
            progress.update(bar, completed=review.progress())


def summarise(facts: SessionFacts, failures: tuple[BaseException, ...]) -> None:
    """Every question with what was kept of it, what all answers told together, and what to do next."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    table.add_column("", justify="right")
    table.add_column("Question", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("Takes", justify="right")
    table.add_column("Length", justify="right")
    table.add_column("Words", justify="right")
    for answer in facts.answers:
        latest = answer.latest
        length = clock_text(latest.take.duration_s) if latest else "–"
        words = str(len(latest.transcript.words)) if latest and latest.transcript else "–"
        text = Text(visible(answer.question.question))
        table.add_row(str(answer.number), text, str(len(answer.takes)), length, words)
    out.print()
    out.print(table)
    if any(answer.latest and answer.latest.feedback for answer in facts.answers):
        print_feedback(out, facts)
        out.print()
    for failure in dict.fromkeys(map(str, failures)):
        err.print(visible(failure), markup=False)


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
