"""One question's comparison as Markdown: what was said, beside what could have been said. Pure."""

from collections.abc import Iterable

from voice_interviewer.readable import clock_text, markdown
from voice_interviewer.review.doubts import not_understood
from voice_interviewer.review.facts import AnswerFacts, TakeFacts
from voice_interviewer.review.sections import PointRow, follow_up_sections, points_beside, sections
from voice_interviewer.session.record import Take
from voice_interviewer.steps import Step

ENDED_EARLY = {
    "again": "begun again",
    "left": "left early",
    "interrupted": "interrupted",
    "running": "interrupted",
    "limit": "cut off at the limit",
}
"""How takes that did not end as planned are described, by their ending."""
BEING_RECORDED = "being recorded"
BEING_RECORDED_THEN = "still being recorded when this was made"
"""How a take is described at which the interview is just now: on a screen, and in what is kept."""


def spoken_text(facts: TakeFacts) -> str:
    """What was said in a take, or a sentence in its place if that is not known."""
    if facts.transcript is not None:
        nothing = "" if facts.transcript.not_understood else "No speech was heard."
        return facts.transcript.text or nothing
    if facts.unread:
        return facts.unread
    if facts.is_being_recorded:
        return "Not transcribed yet."
    if facts.recording is None:
        return "Not transcribed, and its recording is missing."
    return f"Not transcribed yet; {Step.WRITE_DOWN_LATEST}"


def unanswered_text(answer: AnswerFacts) -> str:
    """What stands in the place of an answer where there is none that counts."""
    return "Left out." if answer.is_left_out else "Not answered."


def replaced_text(facts: TakeFacts) -> str:
    """A warning if the recording is not the one that was written down, else an empty text."""
    if facts.replaced_s is None:
        return ""
    return (
        f"The recording has been replaced since it was written down: it was {facts.take.duration_s:.1f} s long, and is "
        f"now {facts.replaced_s:.1f} s. To write it down again, {Step.WRITE_DOWN_LATEST}"
    )


def title_of(facts: TakeFacts, *, is_only: bool = False, stays: bool = True) -> str:
    """As `take_title`; what `stays` says nothing that is true only just now."""
    being_recorded = BEING_RECORDED_THEN if stays else BEING_RECORDED
    return take_title(
        facts.take, is_only=is_only, being_recorded=being_recorded if facts.is_being_recorded else ""
    )


def take_title(take: Take, *, is_only: bool = False, being_recorded: str = "") -> str:
    """A take's title: its number, its length and, if it did not end as planned, how it ended.

    The number is left out if there `is_only` one take, and for a follow-up. If it is `being_recorded`, that is said
    instead of its length and ending, which nobody knows yet.
    """
    remark = ENDED_EARLY.get(take.ending)
    what = "Your answer" if is_only else f"Take {take.number}"
    if take.follow_up:
        what = "Your answer to the follow-up"
    if being_recorded:
        return f"{what}, {being_recorded}"
    return f"{what}, {clock_text(take.duration_s)}" + (f", {remark}" if remark else "")


def comparison_markdown(answer: AnswerFacts) -> str:
    """The comparison of a question that has a take: the one that counts, the example, then the other takes."""
    question = answer.question
    shown = answer.latest or answer.takes[-1]
    others = [take for take in answer.takes if take is not shown]
    parts = [
        f"# {answer.number}. {markdown(question.question)}",
        "<!-- Made by voice-interviewer from the recordings. Changes here are lost when it is made again. -->",
        "## What you said",
        *_said(shown),
        "## An example answer",
        markdown(question.example) or "The bank has none for this question.",
    ]
    beside = points_beside(shown)
    if beside:
        parts += ["## Key points, beside the example", _table(beside)]
    for heading, sentences in sections(shown, with_points=not beside):
        parts += [f"## {heading}", _list(sentences)]
    for heading, facts, sentences in follow_up_sections(shown):
        parts += [f"## {markdown(heading)}", *_said(facts), _list(sentences)]
    if question.intent:
        parts += ["## What the interviewer is after", markdown(question.intent)]
    if question.advice:
        parts += ["## Advice", markdown(question.advice)]
    if others:
        parts.append("## Earlier takes" if shown is answer.takes[-1] else "## Other takes")
        for facts in reversed(others):
            parts += _said(facts)
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(rows: Iterable[PointRow]) -> str:
    told = [("Key point", "You", "The example"), ("---", "---", "---")]
    told += [(_cell(row.point), _cell(row.yours), _cell(row.example)) for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in told)


def _cell(text: str) -> str:
    """In one line; what would end the cell is escaped already."""
    return " ".join(markdown(text).split())


def _list(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {markdown(sentence)}" for sentence in sentences)


def _said(facts: TakeFacts) -> list[str]:
    take = facts.take
    lost = not_understood(facts.transcript) if facts.transcript else ()
    return [
        f"*{title_of(facts)}: [{take.file}]({take.file})*",
        markdown(spoken_text(facts)),
        _list(lost),
        markdown(replaced_text(facts)),
    ]
