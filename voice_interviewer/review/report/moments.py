"""Moments of a take that are worth listening to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import Story
from voice_interviewer.delivery.pauses import Pause
from voice_interviewer.language.fillers import WordSpan
from voice_interviewer.review.facts import TakeFacts
from voice_interviewer.review.report.reading import Reading, long_pauses
from voice_interviewer.transcript import Word

__all__ = ["Moment", "Moments", "StoryPart", "moments", "story_parts"]


@dataclass(frozen=True)
class Moment:
    """A part of a take that can be played, with its times in seconds."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Moments:
    """All moments of one kind, which are called `one` or `many` after their number."""

    one: str
    many: str
    found: tuple[Moment, ...]

    @property
    def title(self) -> str:
        """Number and kind, such as "1 filler" or "3 fillers"."""
        count = len(self.found)
        return f"{count} {self.one if count == 1 else self.many}"


@dataclass(frozen=True)
class StoryPart:
    """One part of a story: when it was told, if it was, and its place in a bar of 100 units."""

    name: str
    span: Moment | None
    x: float
    width: float

    @property
    def seconds(self) -> float:
        """How long this part took; 0 if it was not told."""
        return self.span.end_s - self.span.start_s if self.span else 0.0


def moments(facts: TakeFacts, reading: Reading) -> tuple[Moments, ...]:
    """Every kind of which there is at least one moment; those of the delivery come first."""
    delivery, coverage = facts.delivery, facts.coverage
    terms = [place for term in coverage.terms for place in term.places] if coverage else []
    kinds = (
        Moments("filler", "fillers", _said(reading.marked("filler"))),
        Moments("long pause", "long pauses", _silent(delivery.pauses if delivery else ())),
        Moments("repeat or restart", "repeats and restarts", _said(reading.stumbles)),
        Moments("softening phrase", "softening phrases", _said(delivery.hedges if delivery else ())),
        Moments(
            "word that may have been misheard",
            "words that may have been misheard",
            _said(reading.marked("unsure")),
        ),
        Moments("number you gave", "numbers you gave", _said(coverage.numbers if coverage else ())),
        Moments("job term", "job terms", _said(sorted(terms, key=lambda span: span.start_s))),
        Moments(
            "example of your own", "examples of your own", _said(coverage.own_material if coverage else ())
        ),
    )
    return tuple(kind for kind in kinds if kind.found)


def story_parts(story: Story) -> tuple[StoryPart, ...]:
    """Situation, task, action and result, in this order, whether told or not."""
    spans = {
        "Situation": story.situation,
        "Task": story.task,
        "Action": story.action,
        "Result": story.result,
    }
    whole_s = sum(span.end_s - span.start_s for span in spans.values() if span) or 1.0
    parts, x = [], 0.0
    for name, span in spans.items():
        width = 100 * (span.end_s - span.start_s) / whole_s if span else 0.0
        moment = Moment(span.text, span.start_s, span.end_s) if span else None
        parts.append(StoryPart(name, moment, round(x, 2), round(width, 2)))
        x += width
    return tuple(parts)


def _said(spans: Iterable[Span | WordSpan | Word]) -> tuple[Moment, ...]:
    return tuple(Moment(span.text.strip(",.;:"), span.start_s, span.end_s) for span in spans)


def _silent(pauses: Iterable[Pause]) -> tuple[Moment, ...]:
    return tuple(
        Moment(f"{pause.duration_s:.1f} s", pause.start_s, pause.end_s)
        for pause in long_pauses(tuple(pauses))
    )
