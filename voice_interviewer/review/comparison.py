"""What was said beside what could be said: one question's comparison, as Markdown. Pure."""

from collections.abc import Iterator

from voice_interviewer.clock import clock_text
from voice_interviewer.coverage import PointCoverage
from voice_interviewer.delivery import Delivery
from voice_interviewer.escape import markdown
from voice_interviewer.review.facts import AnswerFacts, TakeFacts
from voice_interviewer.session.record import Take

ENDED_EARLY = {
    "again": "begun again",
    "left": "left early",
    "interrupted": "interrupted",
    "running": "interrupted",
}


def spoken_text(facts: TakeFacts) -> str:
    """What was said in a take, or the sentence that stands for it."""
    if facts.transcript is not None:
        return facts.transcript.text or "No speech was heard."
    if facts.recording is None:
        return "Not transcribed, and its recording is missing."
    return "Not transcribed yet; run: voice-interviewer transcribe"


def take_title(take: Take) -> str:
    """How a take is called beside its text: its number, its length and, if it did not end as planned, why."""
    remark = ENDED_EARLY.get(take.ending)
    return f"Take {take.number}, {clock_text(take.duration_s)}" + (f", {remark}" if remark else "")


def sections(facts: TakeFacts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What one take told beyond its words, as headings with sentences: the same for terminal and Markdown.

    Texts of the bank and quotations are in the sentences as they are: whoever shows them makes them harmless.
    """
    if facts.coverage and facts.coverage.points:
        title = "Key points, from the example" if facts.coverage.from_example else "Key points"
        yield title, tuple(map(_point, facts.coverage.points))
    if facts.delivery and facts.delivery.word_count:
        yield "How it sounded", tuple(_sounded(facts.delivery))
    if facts.feedback:
        if facts.feedback.strengths:
            yield "What went well", tuple(remark.sentence for remark in facts.feedback.strengths)
        if facts.feedback.to_work_on:
            yield "To work on", tuple(remark.sentence for remark in facts.feedback.to_work_on)


def _point(point: PointCoverage) -> str:
    if point.covered and point.start_s is not None:
        return f"✓ {point.text} “{point.quote}” ({clock_text(point.start_s)})"
    asked = f" You may be asked: {point.follow_up}" if point.follow_up else ""
    return f"✓ {point.text}" if point.covered else f"○ {point.text}{asked}"


def _sounded(delivery: Delivery) -> Iterator[str]:
    if delivery.speech_rate_wpm is not None:
        yield f"{delivery.speech_rate_wpm:.0f} words a minute."
    if longest := delivery.longest_pause:
        count = "1 pause" if len(delivery.pauses) == 1 else f"{len(delivery.pauses)} pauses"
        where = clock_text(longest.start_s)
        yield f"{count} of half a second or more, the longest {longest.duration_s:.1f} s at {where}."
    if delivery.fillers:
        times = ", ".join(clock_text(filler.start_s) for filler in delivery.fillers[:_LISTED_FILLERS])
        more = " …" if len(delivery.fillers) > _LISTED_FILLERS else ""
        yield f"At least {len(delivery.fillers)} × “um” or the like: {times}{more}."


_LISTED_FILLERS = 10


def comparison_markdown(answer: AnswerFacts) -> str:
    """The comparison of one answered question: the latest take beside the example, earlier takes below."""
    question = answer.question
    *earlier, latest = answer.takes
    parts = [
        f"# {answer.number}. {markdown(question.question)}",
        "<!-- Made by voice-interviewer from the recordings. Changes here are lost when it is made again. -->",
        "## What you said",
        *_said(latest),
        "## An example answer",
        markdown(question.example) or "The bank has none for this question.",
    ]
    for heading, sentences in sections(latest):
        parts += [f"## {heading}", "\n".join(f"- {markdown(sentence)}" for sentence in sentences)]
    if question.intent:
        parts += ["## What the interviewer is after", markdown(question.intent)]
    if question.advice:
        parts += ["## Advice", markdown(question.advice)]
    if earlier:
        parts.append("## Earlier takes")
        for facts in reversed(earlier):
            parts += _said(facts)
    return "\n\n".join(parts) + "\n"


def _said(facts: TakeFacts) -> list[str]:
    take = facts.take
    return [f"*{take_title(take)}: [{take.file}]({take.file})*", markdown(spoken_text(facts))]
