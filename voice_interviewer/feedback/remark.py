"""A sentence about an answer together with what it can be checked by; and an answer as remarks look at it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from voice_interviewer.bank import Question
from voice_interviewer.coverage import Coverage, PointCoverage
from voice_interviewer.coverage.passages import CLAUSE_OPENERS, Span, sentences, span_of
from voice_interviewer.delivery import COMFORTABLE_LENGTH_S, RATE_WINDOW_S, Delivery
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.readable import clock_text
from voice_interviewer.transcript import Transcript

QUOTED_WORDS = 25
PLACE_WORDS = 12
"""A longer quotation is cut, at the end of a clause if it can be: it is there to be found again, not to be read out. A
place in the answer needs fewer."""
LONG_REST_WORDS = 25
"""What is added within a sentence breaks it up; only where its rest is longer than this the end of a clause will do."""
LEAST_WORDS = 5
"""A shorter clause is quoted with the one beside it: "so I did" says nothing."""

_USUAL_S = sum(COMFORTABLE_LENGTH_S) / 2
"""The length that COMFORTABLE_LENGTH_S lies around; a question's own `suggested_s` has the same room around it."""

# fmt: off
Topic = Literal[
    "nothing", "event", "worry", "refusal", "points", "result", "detail", "detour", "fillers",
    "pauses", "pace", "length", "story", "start", "manner", "stretch",
]
# fmt: on


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
    def time_used(self) -> str:
        """What was spoken of what is suggested: "0:54 of about 1:35"."""
        return f"{clock_text(self.spoken_s)} of about {clock_text(self.question.suggested_s)}"

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

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(span_of(self.transcript, *cut) for cut in sentences(self.transcript.words))

    def quote(self, first_word: int, last_word: int, most_words: int = QUOTED_WORDS) -> Quote:
        """The words from `first_word` to `last_word`, without an "um" at either end; if they are many, the first."""
        words = self.transcript.words
        while first_word < last_word and is_filler(words[first_word]):
            first_word += 1
        while first_word < last_word and is_filler(words[last_word]):
            last_word -= 1
        end_s = max(word.end_s for word in words[first_word : last_word + 1])
        is_cut = last_word - first_word >= most_words
        last_shown = self._clause_end(first_word, first_word + most_words - 1) if is_cut else last_word
        shown = " ".join(word.text for word in words[first_word : last_shown + 1]).rstrip(" .,;:-–—")
        return Quote(shown, words[first_word].start_s, end_s, is_cut)

    def quote_span(self, span: Span) -> Quote:
        return self.quote(span.first_word, span.last_word)

    def sentence_of(self, point: PointCoverage) -> Span:
        """The sentence that most of a covered point's words are in."""
        first, last = _words_of(point)
        return max(
            self.sentences,
            key=lambda each: min(last, each.last_word) - max(first, each.first_word),
        )

    def quote_point(self, point: PointCoverage) -> Quote:
        """What covers a point: the whole sentence, or of a long one the clauses that the point's words are in."""
        sentence = self.sentence_of(point)
        first, last = (min(max(at, sentence.first_word), sentence.last_word) for at in _words_of(point))
        return self.quote_clause(first, last)

    def quote_clause(self, first: int, last: int) -> Quote:
        """The whole sentence that some words are in, or of a long one the clauses."""
        sentence = next(each for each in self.sentences if each.last_word >= last)
        if sentence.last_word - sentence.first_word < QUOTED_WORDS:
            return self.quote_span(sentence)
        while first > sentence.first_word and not self._ends_clause(first - 1):
            if last - first >= QUOTED_WORDS and first - sentence.first_word > LEAST_WORDS:
                break
            first -= 1
        while last < sentence.last_word and not self._ends_clause(last):
            last += 1
        return self.quote(first, last)

    def beginning_of(self, point: PointCoverage) -> Quote:
        """The first few words of what covers a point: of its sentence, or if that begins far before, of its clause."""
        sentence = self.sentence_of(point)
        first = max(sentence.first_word, _words_of(point)[0])
        if first - sentence.first_word < QUOTED_WORDS:
            first = sentence.first_word
        near = range(first, max(sentence.first_word, first - LEAST_WORDS) - 1, -1)
        first = next((at for at in near if at == sentence.first_word or self._ends_clause(at - 1)), first)
        return self.quote(first, sentence.last_word, PLACE_WORDS)

    def end_of(self, point: PointCoverage) -> Quote:
        """The last few words of its sentence, or if that goes on for long, of its clause."""
        end = self.sentence_of(point).last_word
        last = min(end, _words_of(point)[1])
        if end - last < LONG_REST_WORDS:
            last = end
        near = range(last, min(end, last + LEAST_WORDS) + 1)
        ends = (at for at in near if at == end or self._ends_clause(at))
        return self._quote_to(next(ends, end))

    @property
    def ending(self) -> Quote:
        """The last few words. There must be some."""
        return self._quote_to(len(self.transcript.words) - 1)

    def quote_before(self, time_s: float) -> Quote | None:
        """The last clause said before a moment. Words are placed by their middle: Whisper stretches them into the
        silence beside them."""
        heard = [
            at for at, word in enumerate(self.transcript.words) if (word.start_s + word.end_s) / 2 < time_s
        ]
        return self._quote_to(heard[-1]) if heard else None

    def _quote_to(self, last_word: int) -> Quote:
        """The clause that ends with a word, with one before it if it is short; or the whole of a short sentence."""
        sentence = next(each for each in self.sentences if each.last_word >= last_word)
        earliest = max(0, last_word - PLACE_WORDS + 1)
        if earliest - LEAST_WORDS <= sentence.first_word <= earliest:
            return self.quote(sentence.first_word, last_word)
        near = range(earliest, last_word - LEAST_WORDS + 2)
        starts = [at for at in near if at == 0 or self._ends_clause(at - 1)]
        if not starts:
            starts = [at for at in near if self.transcript.words[at].text.casefold() in CLAUSE_OPENERS]
        return self.quote(starts[-1] if starts else earliest, last_word)

    def _clause_end(self, first_word: int, last_word: int) -> int:
        """The last word up to `last_word` that ends a clause, unless too little would be left; then `last_word`."""
        ends = [
            at
            for at in range(first_word + LEAST_WORDS - 1, last_word + 1)
            if self._ends_clause(at) and not self._ends_clause(at - 1)
        ]
        return ends[-1] if ends else last_word

    def _ends_clause(self, word: int) -> bool:
        return not self.transcript.words[word].text[-1:].isalnum()


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


def work(sentence: str, topic: Topic, quote: Quote) -> Remark:
    """Something to work on, with the words that show it."""
    return Remark(sentence, "work", topic, quote.words, quote.start_s, quote.end_s)
