"""What was said beside what could be said: one question's comparison, as Markdown. Pure."""

from voice_interviewer.bank import Question
from voice_interviewer.escape import markdown
from voice_interviewer.session import Take
from voice_interviewer.transcript import Transcript

ENDED_EARLY = {
    "again": "begun again",
    "left": "left early",
    "interrupted": "interrupted",
    "running": "interrupted",
}


def spoken_text(transcript: Transcript | None) -> str:
    """A transcript as a sentence for people, whatever is in it."""
    if transcript is None:
        return "Not transcribed yet; run: voice-interviewer transcribe"
    return transcript.text or "No speech was heard."


def duration_text(duration_s: float) -> str:
    """Minutes and seconds, as a clock shows them."""
    minutes, seconds = divmod(round(duration_s), 60)
    return f"{minutes}:{seconds:02d}"


def take_title(take: Take) -> str:
    """How a take is called beside its text: its number, its length and, if it did not end as planned, why."""
    remark = ENDED_EARLY.get(take.ending)
    return f"Take {take.number}, {duration_text(take.duration_s)}" + (f", {remark}" if remark else "")


def comparison_markdown(
    number: int, question: Question, takes: tuple[Take, ...], transcripts: dict[int, Transcript]
) -> str:
    """The comparison of one question: the latest take beside the example, earlier takes below."""
    *earlier, latest = sorted(takes, key=lambda take: take.number)
    parts = [
        f"# {number}. {markdown(question.question)}",
        "<!-- Made by voice-interviewer from the recordings. Changes here are lost when it is made again. -->",
        "## What you said",
        *_said(latest, transcripts),
        "## An example answer",
        markdown(question.example) or "The bank has none for this question.",
    ]
    if question.intent:
        parts += ["## What the interviewer is after", markdown(question.intent)]
    if question.advice:
        parts += ["## Advice", markdown(question.advice)]
    if earlier:
        parts.append("## Earlier takes")
        for take in reversed(earlier):
            parts += _said(take, transcripts)
    return "\n\n".join(parts) + "\n"


def _said(take: Take, transcripts: dict[int, Transcript]) -> list[str]:
    return [
        f"*{take_title(take)}: [{take.file}]({take.file})*",
        markdown(spoken_text(transcripts.get(take.number))),
    ]
