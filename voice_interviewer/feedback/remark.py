"""A sentence about an answer together with what it can be checked by; and an answer as remarks look at it. Pure."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from voice_interviewer.bank import Question
from voice_interviewer.coverage import Coverage, PointCoverage
from voice_interviewer.coverage.passages import CLAUSE_OPENERS, begins, ends
from voice_interviewer.delivery import COMFORTABLE_LENGTH_S, RATE_WINDOW_S, Delivery
from voice_interviewer.language.fillers import is_filler, plain
from voice_interviewer.transcript import Transcript, Word

MOST_WORDS = 28
"""Of a remark: what is longer is not kept in mind until the next answer. With its question before it it is 30."""
QUOTED_WORDS, LEAST_QUOTED = 12, 7
"""A quotation is there to be found again, not to be read out; one of fewer words is cut no further."""
KEPT_STANDS_OUT = 0.02
"""How far the words of a point that was heard must stand out to be quoted for it: below it, on the answers to choose
on, one in three shows something else."""
NAMED_WORDS, LEAST_NAMED = 12, 5
"""A longer point is cut: it stands in full beside the answer."""

_USUAL_S = sum(COMFORTABLE_LENGTH_S) / 2
"""The length that COMFORTABLE_LENGTH_S lies around; a question's own `suggested_s` has the same room around it."""

# fmt: off
Topic = Literal[
    "nothing", "opposite", "points", "fillers", "pauses", "pace", "length", "start", "perhaps", "unmatched", "manner",
    "stretch",
]
# fmt: on


@dataclass(frozen=True)
class Remark:
    """What was noticed, and what to do about it, in at most MOST_WORDS.

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
        return f"“{self.words}{' …' if self.is_cut else ''}”"

    def cut(self, most: int) -> "Quote":
        """No more than so many of its words; at the end of a clause, if there is one."""
        words = self.words.split()
        if len(words) <= most:
            return self
        places = range(most, LEAST_QUOTED - 1, -1)
        kept = words[: next((at for at in places if _ends_clause(words[at - 1], words[at])), most)]
        return replace(self, words=_without_end(" ".join(kept)), is_cut=True)


def _says_nothing_last(word: Word) -> bool:
    return is_filler(word) or plain(word) in CLAUSE_OPENERS


def _ends_clause(word: str, following: str) -> bool:
    return word[-1:] in ".,;:?!…–—" or following.casefold() in CLAUSE_OPENERS


@dataclass(frozen=True)
class Reply:
    """One answer: what was asked, heard, covered, and how it was said (None if the sound was never measured)."""

    question: Question
    transcript: Transcript
    coverage: Coverage
    delivery: Delivery | None

    @property
    def heard(self) -> tuple[PointCoverage, ...]:
        return tuple(point for point in self.coverage.points if point.verdict == "heard")

    @property
    def perhaps(self) -> tuple[PointCoverage, ...]:
        return tuple(point for point in self.coverage.points if point.verdict == "perhaps")

    @property
    def missed(self) -> tuple[PointCoverage, ...]:
        """What was not heard."""
        return tuple(point for point in self.coverage.points if point.verdict == "not-heard")

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

    def quote(self, first_word: int, last_word: int) -> Quote:
        """The words from `first_word` to `last_word`, without an "um" at either end or an "and" at the last;
        if they are many, or end in mid-clause, the first."""
        words = self.transcript.words
        while first_word < last_word and is_filler(words[first_word]):
            first_word += 1
        while first_word < last_word and _says_nothing_last(words[last_word]):
            last_word -= 1
        shown = words[first_word : last_word + 1]
        more = () if ends(words, last_word) else words[last_word + 1 : last_word + 2]
        text = _without_end(" ".join(word.text for word in (*shown, *more)))
        whole = Quote(text, shown[0].start_s, max(word.end_s for word in shown))
        return whole.cut(min(QUOTED_WORDS, len(shown)))

    def quote_point(self, point: PointCoverage, stands_out: float) -> Quote | None:
        """The few words that say most of a point, or of one that is not certain the nearest ones; None if they cannot
        be read by themselves, or do not stand out so far from the rest of the answer."""
        if point.clearest is None or point.stands_out < stands_out:
            return None
        return self.quote(*point.clearest)

    def quote_before(self, time_s: float) -> Quote | None:
        """The last words said before a moment, from where a clause begins; None if none of them does. Words are placed
        by their middle: Whisper stretches them into the silence beside them."""
        words = self.transcript.words
        said = [at for at, word in enumerate(words) if (word.start_s + word.end_s) / 2 < time_s]
        last = said[-1] if said else -1
        clauses = range(max(0, last - QUOTED_WORDS + 1), last - LEAST_QUOTED + 2)
        first = next((at for at in clauses if begins(words, at)), None)
        return None if first is None else self.quote(first, last)


def _without_end(text: str) -> str:
    """Without the mark at the end, for its sentence goes on elsewhere."""
    return text.rstrip(" .,;:-–—")


def counted(count: int, thing: str) -> str:
    """ "1 point", "3 points"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def named(point: PointCoverage, most: int = NAMED_WORDS) -> str:
    """A point as it stands in a sentence, with no more than so many of its words."""
    words = point.text.rstrip(".").split()
    return f"“{' '.join(words[:most])}{' …' if len(words) > most else ''}”"


def fits(sentence: str, most: int = MOST_WORDS) -> bool:
    """Whether a remark is no longer than anybody keeps in mind."""
    return len(sentence.split()) <= most


def fitted(told: str, point: PointCoverage, quote: Quote | None = None, most: int = MOST_WORDS) -> str:
    """`told` with the point at `{point}` and words of the answer at `{quote}`, so that it fits: the words are cut
    first, and then the point, which is always named."""
    for named_words in range(NAMED_WORDS, LEAST_NAMED, -1):
        for quoted_words in range(QUOTED_WORDS, LEAST_QUOTED - 1, -1) if quote else [0]:
            sentence = told.format(
                point=named(point, named_words), quote=quote.cut(quoted_words) if quote else ""
            )
            if fits(sentence, most):
                return sentence
    return told.format(point=named(point, LEAST_NAMED), quote=quote.cut(LEAST_QUOTED) if quote else "")


def work(sentence: str, topic: Topic, quote: Quote) -> Remark:
    """Something to work on, with the words that show it."""
    return Remark(sentence, "work", topic, quote.words, quote.start_s, quote.end_s)


def strength(sentence: str, topic: Topic, quote: Quote) -> Remark:
    """Something to keep, with the words that show it."""
    return Remark(sentence, "strength", topic, quote.words, quote.start_s, quote.end_s)
