"""What is known about a take besides its words, as headings with sentences, for both terminal and Markdown. Pure.

The sentences quote banks and transcripts as they are; whatever shows them must make them harmless (see `escape`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat

from voice_interviewer.coverage import Coverage, PointCoverage
from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import Story
from voice_interviewer.delivery import Delivery
from voice_interviewer.feedback.remark import counted
from voice_interviewer.language.fillers import WordSpan
from voice_interviewer.readable import clock_text
from voice_interviewer.review.facts import TakeFacts

Section = tuple[str, tuple[str, ...]]
"""A heading and its sentences."""

_LISTED = 10
"""At most this many places are listed one by one."""
_QUOTED = 3
"""At most this many of the person's own sentences are quoted; the rest are counted, as the transcript has them."""


@dataclass(frozen=True)
class PointRow:
    """A key point with its sign, the person's words for it and their time, and the example's sentence; "" for none."""

    point: str
    yours: str
    example: str


def points_beside(facts: TakeFacts) -> tuple[PointRow, ...]:
    """Your words and the example's, joined by the key points; empty without an example or without points."""
    if facts.coverage is None:
        return ()
    return tuple(map(_row, facts.coverage.points, facts.example_says))


def sections(facts: TakeFacts, *, with_points: bool = True) -> Iterator[Section]:
    """The sections of a take, without empty ones; without the key points if they are told `points_beside` another."""
    coverage, delivery, feedback = facts.coverage, facts.delivery, facts.feedback
    if coverage and coverage.points and with_points:
        title = "Key points, from the example" if coverage.from_example else "Key points"
        yield title, tuple(map(_point, coverage.points, _padded(facts)))
    if coverage and coverage.story and coverage.story.has_parts:
        yield "The story you told", tuple(_told(coverage.story))
    if delivery and delivery.word_count:
        yield "How it sounded", tuple(_sounded(delivery))
    if coverage and (found := tuple(_stood_out(coverage))):
        yield "What stood out", found
    if feedback and feedback.strengths:
        yield "What went well", tuple(remark.sentence for remark in feedback.strengths)
    if feedback and feedback.to_work_on:
        yield "To work on", tuple(remark.sentence for remark in feedback.to_work_on)


def follow_up_sections(facts: TakeFacts) -> Iterator[tuple[str, TakeFacts, tuple[str, ...]]]:
    """The follow-ups after a take: a heading with the question, its answer, and whether that covered the point."""
    for each in facts.follow_ups:
        points = each.coverage.points if each.coverage else ()
        yield f"Follow-up: {each.question.question}", each, tuple(_point(point, None) for point in points)


def _padded(facts: TakeFacts) -> Iterable[Span | None]:
    return facts.example_says or repeat(None)


def _point(point: PointCoverage, example: Span | None) -> str:
    """`example` is the sentence of the example that says it: where the answer has none, that shows how."""
    said = f" “{point.quote}” ({clock_text(point.start_s)})" if point.start_s is not None else ""
    says = (
        f" The example says it: “{example.text}”" if example and point.certain and not point.covered else ""
    )
    asks = point.follow_up if not (point.covered or said or point.mark) else ""
    return f"{_named(point)}{said}{says}" + (f" You may be asked: {asks}" if asks else "")


def _row(point: PointCoverage, example: Span | None) -> PointRow:
    yours = f"“{point.quote}” ({clock_text(point.start_s)})" if point.start_s is not None else ""
    if not point.covered and not yours and point.follow_up and not point.mark:
        yours = f"You may be asked: {point.follow_up}"
    return PointRow(_named(point), yours, f"“{example.text}”" if example else "")


def _named(point: PointCoverage) -> str:
    if point.mark:
        return (
            f"✓ {point.text} By your own word."
            if point.covered
            else f"○ {point.text} Not said, by your own word."
        )
    if point.covered:
        return f"✓ {point.text}"
    return f"○ {point.text}" if point.certain else f"? {point.text} Did you say it?"


def _told(story: Story) -> Iterator[str]:
    parts = {
        "Situation": story.situation,
        "Task": story.task,
        "Action": story.action,
        "Result": story.result,
    }
    for name, span in parts.items():
        told = f"{span.end_s - span.start_s:.0f} s, from {clock_text(span.start_s)}" if span else "not told"
        quoted = f": “{story.result_sentence}”" if name == "Result" and story.result_sentence else ""
        yield f"{name}: {told}{quoted}"


def _sounded(delivery: Delivery) -> Iterator[str]:
    if delivery.first_word_s is not None:
        length, suggested = clock_text(delivery.length_s), clock_text(delivery.suggested_s)
        yield f"{length} long, about {suggested} suggested; first word after {delivery.first_word_s:.1f} s."
    if delivery.speech_rate_wpm is not None:
        yield (
            f"{delivery.speech_rate_wpm:.0f} words a minute, "
            f"{delivery.articulation_rate_wpm or 0:.0f} without the pauses."
        )
    if longest := delivery.longest_pause:
        yield (
            f"{counted(len(delivery.pauses), 'pause')} of half a second or more, {delivery.pause_share * 100:.0f} % "
            f"of the time; the longest {longest.duration_s:.1f} s at {clock_text(longest.start_s)}."
        )
    if delivery.fillers:
        yield f"At least {len(delivery.fillers)} × “um” or the like: {_times(delivery.fillers)}."
    if stumbles := sorted((*delivery.repeats, *delivery.restarts), key=lambda each: each.start_s):
        yield f"{counted(len(stumbles), 'repeat or restart')}: {_times(stumbles)}."
    if delivery.hedges:
        yield f"{counted(len(delivery.hedges), 'softening phrase')}: {_places(delivery.hedges)}."
    yield f"Level {delivery.level_dbfs:.0f} dBFS, ± {delivery.level_spread_db:.0f} dB{_clipped(delivery)}."


def _clipped(delivery: Delivery) -> str:
    if not delivery.is_audibly_clipped:
        return ""
    return f"; {delivery.clipped_share * 100:.1f} % was too loud for the microphone and is distorted"


def _stood_out(coverage: Coverage) -> Iterator[str]:
    if coverage.terms:
        named = (
            f"{term.term} ({', '.join(clock_text(place.start_s) for place in term.places)})"
            for term in coverage.terms
        )
        yield f"Job terms: {', '.join(named)}."
    if coverage.numbers:
        yield f"Figures: {_places(coverage.numbers)}."
    if coverage.content_words:
        yield f"Words used most: {', '.join(f'{word.text} {word.count} ×' for word in coverage.content_words)}."
    if own := coverage.own_material:
        quoted = " ".join(f"“{span.text}” ({clock_text(span.start_s)})" for span in own[:_QUOTED])
        more = f" and {counted(len(own) - _QUOTED, 'more sentence')}" if len(own) > _QUOTED else ""
        yield f"Your own, beyond the example: {quoted}{more}"


def _times(found: Iterable[WordSpan]) -> str:
    return _listed(clock_text(each.start_s) for each in found)


def _places(found: Iterable[Span | WordSpan]) -> str:
    return _listed(f"“{each.text.strip('.,;:')}” ({clock_text(each.start_s)})" for each in found)


def _listed(texts: Iterable[str]) -> str:
    first = list(texts)
    return ", ".join(first[:_LISTED]) + (" …" if len(first) > _LISTED else "")
