"""What was said: which key points an answer covers, with the words that say so, and what else is in it. Pure."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.coverage.details import ContentWord, HeardTerm, content_words, heard_terms, numbers
from voice_interviewer.coverage.likeness import compared_texts, likenesses
from voice_interviewer.coverage.meaning import EncoderError, kept_vectors
from voice_interviewer.coverage.passages import Span, sentences, span_of
from voice_interviewer.coverage.points import wanted, wanted_words
from voice_interviewer.coverage.story import Story, story_of
from voice_interviewer.coverage.topic import is_elsewhere, is_strange, stems
from voice_interviewer.coverage.verdicts import Verdict, verdicts
from voice_interviewer.coverage.wording import tokens
from voice_interviewer.transcript import Transcript, Word

__all__ = ["Coverage", "PointCoverage", "cover", "prepare", "prepare_examples"]

OWN_SHARE = 0.25
"""The most that a sentence's content words may share with the example to be the person's own material."""


@dataclass(frozen=True)
class PointCoverage:
    """A key point and where it was said. Missed points have an empty quote and no times or words.

    `first_word` and `last_word` are indices into the transcript's words, both included. `against` is where an answer
    says the opposite of a point that it misses. `certain` is whether the two ways of comparing agree: of what is
    covered and is not certain three in ten are not said.
    """

    text: str
    follow_up: str
    covered: bool
    quote: str
    start_s: float | None
    end_s: float | None
    first_word: int | None
    last_word: int | None
    against: Span | None = None
    certain: bool = True


@dataclass(frozen=True)
class Coverage:
    """What an answer says. `from_example` tells that the points are the example's sentences, for want of others.

    `own_material` are the sentences that match nothing of the example: not a fault, the person's own. `story` is
    None if the answer tells none. `terms` are job terms truly heard, `numbers` the concrete figures. `is_elsewhere`
    tells that an answer of some length makes no point and is like none.
    """

    points: tuple[PointCoverage, ...]
    from_example: bool
    own_material: tuple[Span, ...]
    story: Story | None
    terms: tuple[HeardTerm, ...]
    content_words: tuple[ContentWord, ...]
    numbers: tuple[Span, ...]
    is_elsewhere: bool = False

    @property
    def covered_count(self) -> int:
        return sum(point.covered for point in self.points)

    @property
    def perhaps_count(self) -> int:
        """How many of the covered points may not be."""
        return sum(point.covered and not point.certain for point in self.points)


def prepare(question: Question, words: Sequence[Word]) -> None:
    """Do beforehand what takes long of `cover`, for an answer of which these words are known so far."""
    for point in question.points:
        wanted(point.text)
    if question.points:
        with suppress(EncoderError):  # `cover` does without it too
            kept_vectors(compared_texts(question.points, question.example, words))


def prepare_examples(questions: Sequence[Question]) -> None:
    """The same for all these questions at once, each to be compared with its own example."""
    texts = [text for one in questions for text in compared_texts(one.points, one.example, ())]
    with suppress(EncoderError):
        kept_vectors(texts)


def cover(question: Question, transcript: Transcript, bank_terms: tuple[str, ...]) -> Coverage:
    """Compare an answer with its question. `bank_terms` are the bank's vocabulary as written, most telling first."""
    texts = [word.text for word in transcript.words]
    points = question.points or _points_of_example(question.example)
    like = likenesses(question.points, question.example, transcript.words)
    found = tuple(
        _point(point, verdict, transcript)
        for point, verdict in zip(
            points,
            verdicts(
                points,
                transcript.words,
                like,
                is_strange=is_strange(question, texts, like),
                from_example=not question.points,
            ),
            strict=True,
        )
    )
    return Coverage(
        points=found,
        from_example=not question.points,
        own_material=_own_material(question, transcript, found),
        story=story_of(transcript),
        terms=heard_terms(transcript, bank_terms),
        content_words=content_words(transcript),
        numbers=numbers(transcript, tokens(texts)),
        is_elsewhere=is_elsewhere(texts, like, any(point.covered for point in found)),
    )


def _points_of_example(example: str) -> tuple[KeyPoint, ...]:
    words = _as_words(example)
    texts = (" ".join(word.text for word in words[first : last + 1]) for first, last in sentences(words))
    return tuple(KeyPoint(text=text[:2_000]) for text in texts if wanted_words(text).asked)


def _as_words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, index, index + 1, 1) for index, word in enumerate(text.split()))


def _point(point: KeyPoint, verdict: Verdict, transcript: Transcript) -> PointCoverage:
    if verdict.place is None:
        against = span_of(transcript, *verdict.against) if verdict.against else None
        return PointCoverage(
            point.text, point.follow_up, False, "", None, None, None, None, against, verdict.is_certain
        )
    span = span_of(transcript, *verdict.place)
    return PointCoverage(
        point.text,
        point.follow_up,
        True,
        span.text,
        span.start_s,
        span.end_s,
        span.first_word,
        span.last_word,
        certain=verdict.is_certain,
    )


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
