"""What was said: which key points an answer makes, with the words that say so, and what else is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from voice_interviewer.bank import KeyPoint, Mark, Question
from voice_interviewer.coverage.details import (
    ContentWord,
    HeardTerm,
    content_words,
    heard_terms,
    numbers,
)
from voice_interviewer.coverage.judge import JudgeError, Judgement, begin, judged, read_ahead
from voice_interviewer.coverage.passages import Range, Span, begins, sentences, span_of, thought
from voice_interviewer.coverage.story import Story, story_of
from voice_interviewer.coverage.wording import content_stem, stems
from voice_interviewer.transcript import Transcript, Word, as_spoken

__all__ = [
    "Coverage",
    "PointCoverage",
    "Verdict",
    "begin",
    "cover",
    "marked",
    "points_of",
    "prepare_to_cover",
]

HEARD_FROM = 0.877
"""The chance from which a point is told as heard: 95 in 100 of such were said, on the answers to choose on."""
NOT_HEARD_BELOW = 0.257
"""The chance below which a point is told as not heard: 9 in 100 of such were said there. Both bounds were also chosen
without one bank after the other and tried on that one: 95 in 100 and 9 in 100."""
SURELY_MISSED_BELOW = 0.16
"""The chance below which a point is called missing, and not only asked about: of those that feedback names, on the
answers to choose on, 4 in 100 had been said; of what is not heard, but above it, 27."""
AGAINST_FROM = 0.6
"""The chance from which somebody is asked whether they meant the opposite of a point: 29 of 31 such answers said it
there. A bound chosen without one bank after the other was right 9 times in 10 on that one."""
SAME_WORDS, NEAR_WORDS = 2 / 3, 20
"""Where so many of a point's content words stand within so many words of an answer, nobody is told that it was not
heard, whatever its chance: on the answers to choose on that is so of 15 in 811. One of them was said, but nobody
would believe it who reads their own words."""
LEAST_QUOTED = 3
"""Fewer words show nothing: the few around them that say most do."""
OWN_SHARE = 0.25
"""The most that a sentence's content words may share with the example to be the person's own material."""

Verdict = Literal["heard", "perhaps", "not-heard"]


@dataclass(frozen=True)
class PointCoverage:
    """A key point, and how surely an answer makes it.

    It is `covered` if it was heard; it is `certain` if it was heard or surely was not. `quote` are the words that say
    it, or of what is not certain the nearest ones, and `first_word` and `last_word` their places in the transcript,
    both included; a point that was not heard has an empty quote and no times or words. `clearest` are first and
    last of the few words that say most, None where they cannot be read by themselves; `stands_out`, 0 to 1, tells by
    how much more than any others. `against` is where an answer says the opposite. `probability` is how likely it was
    said, None if it could not be judged. `mark` is the person's own word, which decides over what was heard.
    """

    text: str
    follow_up: str
    covered: bool
    quote: str = ""
    start_s: float | None = None
    end_s: float | None = None
    first_word: int | None = None
    last_word: int | None = None
    against: Span | None = None
    certain: bool = True
    probability: float | None = None
    mark: Mark | None = None
    clearest: Range | None = None
    stands_out: float = 0.0

    @property
    def verdict(self) -> Verdict:
        if not self.certain:
            return "perhaps"
        return "heard" if self.covered else "not-heard"

    @property
    def is_surely_missed(self) -> bool:
        """Whether it can be called missing."""
        return self.verdict == "not-heard" and (self.chance or 0.0) < SURELY_MISSED_BELOW

    @property
    def chance(self) -> float | None:
        """How likely it was said, 0 to 1: by the person's word if there is one. None if it could not be judged."""
        return self.probability if self.mark is None else float(self.mark == "said")


@dataclass(frozen=True)
class Coverage:
    """What an answer says. `from_example` tells that the points are the example's sentences, for want of others.

    `own_material` are the sentences that match nothing of the example: not a fault, the person's own. `story` is
    None if the answer tells none. `terms` are job terms truly heard, `numbers` the concrete figures.
    """

    points: tuple[PointCoverage, ...]
    from_example: bool
    own_material: tuple[Span, ...]
    story: Story | None
    terms: tuple[HeardTerm, ...]
    content_words: tuple[ContentWord, ...]
    numbers: tuple[Span, ...]

    @property
    def covered_count(self) -> int:
        return sum(point.covered for point in self.points)

    @property
    def perhaps_count(self) -> int:
        """How many points may have been made or not."""
        return sum(not point.certain for point in self.points)

    @property
    def expected_count(self) -> float | None:
        """How many points were made, by the chance of each: a count of what is certain would leave most out.

        None if some could not be judged and are not marked.
        """
        chances = [point.chance for point in self.points]
        return None if None in chances else sum(chance or 0.0 for chance in chances)

    @property
    def is_judged(self) -> bool:
        """Whether the points could be judged at all."""
        return all(point.probability is not None for point in self.points)


def cover(question: Question, transcript: Transcript, bank_terms: tuple[str, ...]) -> Coverage:
    """Compare an answer with its question. `bank_terms` are the bank's vocabulary as written, most telling first."""
    points = points_of(question)
    found = _points(question.question, points, transcript)
    return Coverage(
        points=found,
        from_example=not question.points,
        own_material=_own_material(question, transcript, found),
        story=story_of(transcript),
        terms=heard_terms(transcript, bank_terms),
        content_words=content_words(transcript),
        numbers=numbers(transcript),
    )


def prepare_to_cover(question: Question, so_far: Sequence[Word]) -> None:
    """Have the judge read what can be read of an answer that goes on: `cover` is the sooner done when it ends."""
    points = [point.text for point in points_of(question)]
    read_ahead(question.question, points, [word.text for word in so_far])


def points_of(question: Question) -> tuple[KeyPoint, ...]:
    """What answers are compared with: the question's points, or for want of these its example's sentences."""
    return question.points or _points_of_example(question.example)


def marked(found: Coverage, marks: Mapping[str, Mark]) -> Coverage:
    """With the person's own word, by the text of the point, in place of what was heard."""
    points = tuple(_marked(point, marks.get(point.text)) for point in found.points)
    return replace(found, points=points)


def _marked(point: PointCoverage, mark: Mark | None) -> PointCoverage:
    match mark:
        case None:
            return point
        case "said":
            return replace(point, covered=True, certain=True, against=None, mark=mark)
        case "not-said":
            nowhere = PointCoverage(point.text, point.follow_up, covered=False)
            return replace(nowhere, probability=point.probability, mark=mark)


def _points_of_example(example: str) -> tuple[KeyPoint, ...]:
    told = as_spoken(example)
    texts = (span_of(told, first, last).text for first, last in sentences(told.words))
    return tuple(KeyPoint(text=text[:2_000]) for text in texts if stems(text))


def _points(question: str, points: Sequence[KeyPoint], transcript: Transcript) -> tuple[PointCoverage, ...]:
    if not transcript.words:
        return tuple(PointCoverage(one.text, one.follow_up, covered=False, probability=0.0) for one in points)
    try:
        found = judged(question, [one.text for one in points], [word.text for word in transcript.words])
    except JudgeError:
        return tuple(PointCoverage(one.text, one.follow_up, covered=False, certain=False) for one in points)
    return tuple(_point(point, one, transcript) for point, one in zip(points, found, strict=True))


def _point(point: KeyPoint, found: Judgement, transcript: Transcript) -> PointCoverage:
    covered = found.said >= HEARD_FROM and found.against < AGAINST_FROM
    against = None
    if found.against >= AGAINST_FROM:
        against = span_of(transcript, *thought(transcript.words, found.against_at))
    clearest_at, stands_out = found.clearest_at, found.stands_out
    said_at = found.said_at if found.said_at[1] - found.said_at[0] + 1 >= LEAST_QUOTED else clearest_at
    if found.said < NOT_HEARD_BELOW:
        same = None if against else _same_words(point.text, transcript)
        if same is None:
            return PointCoverage(
                point.text, point.follow_up, covered=False, against=against, probability=found.said
            )
        said_at, clearest_at, stands_out = same, same, 0.0
    span = span_of(transcript, *thought(transcript.words, said_at))
    clearest = thought(transcript.words, clearest_at)
    return PointCoverage(
        point.text,
        point.follow_up,
        covered,
        span.text,
        span.start_s,
        span.end_s,
        span.first_word,
        span.last_word,
        against=against,
        certain=covered,
        probability=found.said,
        clearest=clearest if begins(transcript.words, clearest[0]) else None,
        stands_out=stands_out,
    )


def _same_words(point: str, transcript: Transcript) -> tuple[int, int] | None:
    """First and last of the words of an answer among which a point's own stand close together; None if they do not."""
    wanted = stems(point)
    said = [content_stem(word.text) for word in transcript.words]
    places = [at for at, stem in enumerate(said) if stem in wanted]
    for first in places:
        last = max(at for at in places if at < first + NEAR_WORDS)
        if len(set(said[first : last + 1]) & wanted) >= SAME_WORDS * len(wanted):
            return first, last
    return None


def _own_material(
    question: Question, transcript: Transcript, found: Sequence[PointCoverage]
) -> tuple[Span, ...]:
    """Sentences that neither say a point nor share more than a few words with the example."""
    known = stems(question.question, question.example)
    quoted = {
        index
        for point in found
        if point.first_word is not None and point.last_word is not None
        for index in range(point.first_word, point.last_word + 1)
    }
    own = []
    for first, last in sentences(transcript.words):
        span = span_of(transcript, first, last)
        said = stems(span.text)
        if (
            len(said) >= 2
            and len(said & known) <= OWN_SHARE * len(said)
            and quoted.isdisjoint(range(first, last + 1))
        ):
            own.append(span)
    return tuple(own)
