"""The comparison on a terminal: transcript and example side by side, or one below the other where it is narrow."""

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from voice_interviewer.answers import read_transcripts
from voice_interviewer.comparison import spoken_text, take_title
from voice_interviewer.doubts import LEGEND, doubted, marked_text
from voice_interviewer.escape import visible
from voice_interviewer.session import Session
from voice_interviewer.transcript import Transcript

TWO_COLUMNS_FROM = 72
"""Below this width a column would have fewer than about 34 characters, and most lines only five words."""


def print_comparison(console: Console, session: Session, number: int) -> None:
    """Print one question: what was said beside the example, then intent and advice, then earlier takes.

    Raises SessionError if the transcripts cannot be read.
    """
    question = session.question(number)
    takes = session.takes_of(number)
    transcripts = read_transcripts(session, number)
    console.print()
    console.print(Rule(Text(f"{number} · {visible(question.id)}"), align="left", style="dim"))
    console.print(Text(visible(question.question), style="bold"))
    console.print()
    said = _said(transcripts.get(takes[-1].number)) if takes else "Not answered."
    title = f"You said ({take_title(takes[-1])})" if takes else "You said"
    example = question.example or "The bank has none for this question."
    console.print(_beside(_titled(title, said), _titled("An example answer", example), console.width))
    for heading, text in (("What the interviewer is after", question.intent), ("Advice", question.advice)):
        if text:
            console.print()
            console.print(_titled(heading, text))
    for take in reversed(takes[:-1]):
        console.print()
        console.print(_titled(take_title(take), _said(transcripts.get(take.number))))
    if any(map(doubted, transcripts.values())):
        console.print()
        console.print(Text(LEGEND, style="dim"))


def _said(transcript: Transcript | None) -> str:
    """The transcript with doubtful words marked, or the sentence that stands for it."""
    return marked_text(transcript) if transcript and transcript.words else spoken_text(transcript)


def _titled(title: str, text: str) -> RenderableType:
    return Group(Text(visible(title), style="dim"), Text(visible(text)))


def _beside(left: RenderableType, right: RenderableType, width: int) -> RenderableType:
    if width < TWO_COLUMNS_FROM:
        return Group(left, Text(), right)
    table = Table.grid(padding=(0, 4, 0, 0), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(left, right)
    return table
