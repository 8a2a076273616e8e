"""A sentence about an answer together with what it can be checked by; and an answer as remarks look at it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from voice_interviewer.bank import Question
from voice_interviewer.clock import clock_text
from voice_interviewer.coverage import Coverage, PointCoverage
from voice_interviewer.delivery import COMFORTABLE_LENGTH_S, RATE_WINDOW_S, Delivery
from voice_interviewer.delivery.fillers import is_filler
from voice_interviewer.transcript import Transcript

QUOTED_WORDS = 20
PLACE_WORDS = 8
"""A longer quotation is cut: it is there to be found again, not to be read out. A place in the answer needs fewer."""

_USUAL_S = sum(COMFORTABLE_LENGTH_S) / 2
"""The length that COMFORTABLE_LENGTH_S lies around; a question's own `suggested_s` has the same room around it."""

Topic = Literal[
    "nothing", "points", "result", "detail", "fillers", "pauses", "pace", "length", "story", "start"
]


@dataclass(frozen=True)
class Remark:
    """One or two sentences: what was noticed, and what to do about it.

    The evidence is a quotation of the answer, or a stretch of the recording in seconds, or both: never neither.
    """

    sentence: str
    kind: Literal["strength", "work"]
    topic: Topic
    quote: str = ""
    start_s: float | None = None
    end_s: float | None = None

    def __post_init__(self) -> None:
        if not self.quote and self.start_s is None:
            raise ValueError(f"a remark without evidence: {self.sentence}")


@dataclass(frozen=True)
class Quote:
    """Words of the answer, exactly as they were written down, and where the whole passage is, in seconds."""

    words: str
    start_s: float
    end_s: float
    is_cut: bool = False

    def __str__(self) -> str:
        """As it stands in a sentence: “I rang the ward” (0:12)."""
        return f"“{self.words}{' …' if self.is_cut else ''}” ({clock_text(self.start_s)})"


@dataclass(frozen=True)
class Reply:
    """One answer: what was asked, heard, covered, and how it was said (None if the sound was never measured)."""

    question: Question
    transcript: Transcript
    coverage: Coverage
    delivery: Delivery | None

    @property
    def covered(self) -> tuple[PointCoverage, ...]:
        return tuple(point for point in self.coverage.points if point.covered)

    @property
    def missed(self) -> tuple[PointCoverage, ...]:
        return tuple(point for point in self.coverage.points if not point.covered)

    @cached_property
    def start_s(self) -> float:
        """The first word, by the sound if that was measured."""
        if self.delivery and self.delivery.first_word_s is not None:
            return self.delivery.first_word_s
        return self.transcript.words[0].start_s if self.transcript.words else 0.0

    @cached_property
    def end_s(self) -> float:
        """The end of the last word."""
        if self.delivery and self.delivery.last_word_s is not None:
            return self.delivery.last_word_s
        return max((word.end_s for word in self.transcript.words), default=0.0)

    @property
    def spoken_s(self) -> float:
        """From the first word to the last."""
        return max(0.0, self.end_s - self.start_s)

    @property
    def is_short(self) -> bool:
        return self.spoken_s < self.question.suggested_s * COMFORTABLE_LENGTH_S[0] / _USUAL_S

    @property
    def is_long(self) -> bool:
        return self.spoken_s > self.question.suggested_s * COMFORTABLE_LENGTH_S[1] / _USUAL_S

    @property
    def measured(self) -> Delivery | None:
        """How it was said, if it is long enough for a rate to mean something."""
        return self.delivery if self.spoken_s >= RATE_WINDOW_S else None

    @property
    def opening(self) -> Quote:
        """The first words. There must be some."""
        return self.quote(0, len(self.transcript.words) - 1)

    @property
    def is_quotable(self) -> bool:
        """Whether all of it fits into a quotation."""
        return not self.opening.is_cut

    def quote(self, first_word: int, last_word: int, most_words: int = QUOTED_WORDS) -> Quote:
        """The words from `first_word` to `last_word`, without an "um" at either end; if they are many, the first."""
        words = self.transcript.words[first_word : last_word + 1]
        while len(words) > 1 and is_filler(words[0]):
            words = words[1:]
        while len(words) > 1 and is_filler(words[-1]):
            words = words[:-1]
        shown = " ".join(word.text for word in words[:most_words]).rstrip(" .,;:-–—")
        end_s = max(word.end_s for word in words)
        return Quote(shown, words[0].start_s, end_s, len(words) > most_words)

    def quote_point(self, point: PointCoverage, most_words: int = QUOTED_WORDS) -> Quote:
        """The words that cover a point."""
        return self.quote(*_words_of(point), most_words)

    def beginning_of(self, point: PointCoverage) -> Quote:
        """The first few of them."""
        return self.quote_point(point, PLACE_WORDS)

    def end_of(self, point: PointCoverage) -> Quote:
        """The last few of them."""
        first, last = _words_of(point)
        return self.quote(max(first, last - PLACE_WORDS + 1), last)

    def quote_before(self, time_s: float) -> Quote | None:
        """The last few words said before a moment. Words are placed by their middle: Whisper stretches them into
        the silence beside them."""
        heard = [
            at for at, word in enumerate(self.transcript.words) if (word.start_s + word.end_s) / 2 < time_s
        ]
        return self.quote(max(0, heard[-1] - PLACE_WORDS // 2 + 1), heard[-1]) if heard else None


def _words_of(point: PointCoverage) -> tuple[int, int]:
    if point.first_word is None or point.last_word is None:
        raise ValueError(f"a missed point has no words: {point.text}")
    return point.first_word, point.last_word


def counted(count: int, thing: str) -> str:
    """ "1 point", "3 points"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def listed(things: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(part for part in (", ".join(things[:-1]), things[-1]) if part)


def named(point: PointCoverage) -> str:
    """A point as it stands in a sentence."""
    return f"“{point.text.rstrip('.')}”"
