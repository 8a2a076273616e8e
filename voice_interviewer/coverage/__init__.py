"""What was said: which key points an answer covers, with the words that say so, and what else is in it. Pure.

Every point is compared with the answer in two ways: by the ideas and words of `points`, sure of what they know, and by
`likeness`, which takes any bank's wording. Either is enough. An answer that shares hardly a word with its question and
is not like any of its points is about something else: there one expression alone is not believed.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.coverage.denials import denying_sentences
from voice_interviewer.coverage.details import ContentWord, HeardTerm, content_words, heard_terms, numbers
from voice_interviewer.coverage.likeness import Likeness, Likenesses, compared_texts, likenesses
from voice_interviewer.coverage.meaning import EncoderError, kept_vectors
from voice_interviewer.coverage.passages import Span, sentences, span_of
from voice_interviewer.coverage.points import Facet, Passage, Wanted, best_passage, said_in, wanted
from voice_interviewer.coverage.story import Story, story_of
from voice_interviewer.coverage.wording import NOT, Token, content_stem, tokens
from voice_interviewer.transcript import Transcript, Word

__all__ = ["Coverage", "PointCoverage", "cover", "prepare", "prepare_examples"]

COVERED_FROM = 0.55
"""The score from which a point is covered: the best F1 on the labelled answers that were tuned on."""
LIKE_FROM = 0.45
"""The probability from which a point is covered by likeness. On banks that the weights do not come from F1 is the same
from 0.3 to 0.45; a person who is told that a point was made is to be able to believe it."""
KNOWN_LIKE_FROM = 0.8
"""The same for a point that the ideas know, which seldom overlook it. The labels are served as well from 0.6; 0.8 keeps
one sentence of an example from making all of the general bank's points."""
KNOWN_FROM = 0.9
"""The share of a point that has ideas from which they know it."""
NEAR_FROM = -1.3
"""The nearness to its points, in logits, from which an answer is on its topic in words that its bank does not use. All
labelled answers about something else that share few words lie below it, but for one. Without it own words cost much: F1
0.80 instead of 0.88 on answers by a writer who did not know the bank's."""
BOTH_LIKE_FROM = 0.05
"""The probability from which the likeness agrees with ideas that take a point for said. Of the points of labelled
answers that were not tuned on 9 in 10 are said that are certain so, or that belong to an answer which makes all of its
points, and hardly more than half of the others."""
CERTAIN_EVIDENCE = 2.0
"""The evidence, in expressions that were said for a point, from which ideas need nobody to agree: 36 of 39 points."""
PERHAPS_FROM = (0.3, 0.05)
"""The score of the ideas and the probability by likeness below which a missed point is certainly missed: in the
built-in bank 6 in 100 of those were said after all, of the other missed ones a fifth to a third."""
SENTENCE_COVERED_FROM = 0.4
"""The same for a sentence of an example, of which nobody says every word."""
OFF_TOPIC_BELOW = 0.2
"""The least share of an answer's content words that its question, points and example also use. Of the labelled answers
that were tuned on, those about something else had at most 0.19, complete ones at least 0.21."""
OFF_TOPIC_WORDS = 20
"""Different content words from which that share can be judged."""
OFF_TOPIC_TRUST = 0.25
STRANGE_LIKE_FROM = 0.3
"""The probability from which an expression is believed there all the same: all 3 such points were said."""
ELSEWHERE_BELOW = -2.3
"""The nearness to its points, in logits, of an answer that makes none and is about something else: of 22 labelled ones
of OFF_TOPIC_WORDS and more that lie below it 21 are."""
ON_TOPIC_WORDS = 35
"""Different content words with a fair share from which an answer stays on its topic, however far it wanders then."""
QUOTE_WORDS = 12
"""A quote shorter than this is filled up to its clause."""
OWN_SHARE = 0.25
"""The most that a sentence's content words may share with the example to be the person's own material."""


@dataclass(frozen=True)
class PointCoverage:
    """A key point and where it was said. Missed points have an empty quote and no times or words.

    `first_word` and `last_word` are indices into the transcript's words, both included. `against` is where an answer
    says the opposite of a point that it misses. `certain` is whether the two ways of comparing agree: of what is
    covered and is not certain nearly half is not said.
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
    spoken = tokens([word.text for word in transcript.words])
    points = question.points or _points_of_example(question.example)
    like = likenesses(question.points, question.example, transcript.words)
    found = _covered(points, question, transcript, spoken, like)
    return Coverage(
        points=found,
        from_example=not question.points,
        own_material=_own_material(question, transcript, found),
        story=story_of(transcript),
        terms=heard_terms(transcript, bank_terms),
        content_words=content_words(transcript),
        numbers=numbers(transcript, spoken),
        is_elsewhere=_is_elsewhere(like, found, transcript),
    )


def _is_elsewhere(like: Likenesses | None, found: Sequence[PointCoverage], transcript: Transcript) -> bool:
    if like is None or like.nearness >= ELSEWHERE_BELOW or any(point.covered for point in found):
        return False
    return len(_stems(*(word.text for word in transcript.words))) >= OFF_TOPIC_WORDS


def _covered(
    points: Sequence[KeyPoint],
    question: Question,
    transcript: Transcript,
    spoken: Sequence[Token],
    like: Likenesses | None,
) -> tuple[PointCoverage, ...]:
    strange = _off_topic(question, transcript.words) and (like is None or like.nearness < NEAR_FROM)
    if question.points:
        wants = [wanted(point.text) for point in points]
        least = COVERED_FROM
    else:
        wants = [_wanted_words(point.text) for point in points]
        least = SENTENCE_COVERED_FROM
    alike: tuple[Likeness | None, ...] = (None,) * len(wants)
    against: tuple[tuple[int, int] | None, ...] = (None,) * len(wants)
    if like and not strange:
        alike, against = like.points, like.against
    said = said_in(spoken)
    denying = denying_sentences(transcript.words)
    likely = [one.probability for one in like.points] if like else [0.0] * len(wants)
    believed = [
        not strange or (_is_known(want) and probability >= STRANGE_LIKE_FROM)
        for want, probability in zip(wants, likely, strict=True)
    ]
    passages = [
        best_passage(want, said, 1.0 if believe else OFF_TOPIC_TRUST)
        for want, believe in zip(wants, believed, strict=True)
    ]
    places = [
        _place(passage, least, transcript, spoken) or _like_place(one, want)
        for passage, one, want in zip(passages, alike, wants, strict=True)
    ]
    denied = [_denied(place, point, denying) for place, point in zip(places, points, strict=True)]
    places = [None if denial else place for place, denial in zip(places, denied, strict=True)]
    against = tuple(other or denial for other, denial in zip(against, denied, strict=True))
    certain = [
        one is None or _is_certain(passage, one, want, place is not None)
        for passage, one, want, place in zip(passages, alike, wants, places, strict=True)
    ]
    missed = places.count(None)
    if missed == 0:
        certain = [True] * len(places)
    elif 2 * missed >= len(places):  # who says little else hardly says what only one way of comparing hears
        kept = [sure or not _is_known(want) for sure, want in zip(certain, wants, strict=True)]
        places = [place if keep else None for place, keep in zip(places, kept, strict=True)]
    return tuple(
        _point(point, transcript, place, opposite, sure)
        for point, place, opposite, sure in zip(points, places, against, certain, strict=True)
    )


def _denied(
    place: tuple[int, int] | None, point: KeyPoint, denying: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The sentence of those in which the speaker denies something that says a point which itself denies nothing."""
    if place is None or any(token.stem == NOT for token in tokens(point.text.split())):
        return None
    return next((each for each in denying if each[0] <= place[1] and place[0] <= each[1]), None)


def _like_place(one: Likeness | None, want: Wanted) -> tuple[int, int] | None:
    """First and last word of the passage that is like a point, if one is enough so."""
    least = KNOWN_LIKE_FROM if _is_known(want) else LIKE_FROM
    return (one.first_word, one.last_word) if one and one.probability >= least else None


def _is_known(want: Wanted) -> bool:
    return want.known >= KNOWN_FROM


def _is_certain(passage: Passage | None, one: Likeness, want: Wanted, is_covered: bool) -> bool:
    """Whether the ideas and the likeness agree, or one of them is sure enough by itself."""
    if not is_covered:
        return (passage.score if passage else 0.0) < PERHAPS_FROM[0] and one.probability < PERHAPS_FROM[1]
    if passage is not None and passage.score >= COVERED_FROM:
        agreed = one.probability >= BOTH_LIKE_FROM
        if agreed or (_is_known(want) and passage.evidence >= CERTAIN_EVIDENCE):
            return True
    return not _is_known(want) and one.probability >= KNOWN_LIKE_FROM


def _place(
    passage: Passage | None, least: float, transcript: Transcript, spoken: Sequence[Token]
) -> tuple[int, int] | None:
    """First and last word of a passage that says enough."""
    if passage is None or passage.score < least:
        return None
    return _quote_words(spoken, passage, transcript.words)


def _points_of_example(example: str) -> tuple[KeyPoint, ...]:
    words = _as_words(example)
    texts = (" ".join(word.text for word in words[first : last + 1]) for first, last in sentences(words))
    return tuple(KeyPoint(text=text[:2_000]) for text in texts if _wanted_words(text).asked)


def _wanted_words(sentence: str) -> Wanted:
    """A sentence of an example asks for its content words."""
    stems = dict.fromkeys(stem for word in sentence.split() if (stem := content_stem(word)))
    return Wanted(tuple(Facet(f"={stem}", 1) for stem in stems), ())


def _as_words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, index, index + 1, 1) for index, word in enumerate(text.split()))


def _off_topic(question: Question, words: Sequence[Word]) -> bool:
    """Whether the answer, judged by its words, is about something else than its question."""
    topic = _stems(
        question.question,
        question.intent,
        question.advice,
        question.example,
        *(f"{point.text} {point.follow_up}" for point in question.points),
    )
    seen: set[str] = set()
    for word in words:
        seen.add(content_stem(word.text))
        seen.discard("")
        if len(seen) >= ON_TOPIC_WORDS and len(seen & topic) >= OFF_TOPIC_BELOW * len(seen):
            return False
    return len(seen) >= OFF_TOPIC_WORDS and len(seen & topic) < OFF_TOPIC_BELOW * len(seen)


def _stems(*texts: str) -> set[str]:
    return {content_stem(word) for text in texts for word in text.split()} - {""}


def _point(
    point: KeyPoint,
    transcript: Transcript,
    place: tuple[int, int] | None,
    opposite: tuple[int, int] | None,
    certain: bool,
) -> PointCoverage:
    if place is None:
        against = span_of(transcript, *opposite) if opposite else None
        return PointCoverage(point.text, point.follow_up, False, "", None, None, None, None, against, certain)
    span = span_of(transcript, *place)
    return PointCoverage(
        point.text,
        point.follow_up,
        True,
        span.text,
        span.start_s,
        span.end_s,
        span.first_word,
        span.last_word,
        certain=certain,
    )


def _quote_words(spoken: Sequence[Token], passage: Passage, words: Sequence[Word]) -> tuple[int, int]:
    """The passage's words, filled up to its clause on both sides, a short one to its sentence."""
    first, last = passage.first, passage.last
    while first > 0 and not spoken[first - 1].ends and passage.last - first < QUOTE_WORDS * 2:
        first -= 1
    while not spoken[last].ends and last + 1 < len(spoken) and last - passage.first < QUOTE_WORDS * 2:
        last += 1
    begin, end = spoken[first].first_word, spoken[last].last_word
    if end - begin + 1 < QUOTE_WORDS:
        whole = next((one for one in sentences(words) if one[0] <= begin <= one[1]), (begin, end))
        begin = max(whole[0], begin - QUOTE_WORDS)
        end = max(end, min(whole[1], end + QUOTE_WORDS))
    return begin, end


def _own_material(
    question: Question, transcript: Transcript, found: Sequence[PointCoverage]
) -> tuple[Span, ...]:
    """Sentences that neither say a point nor share more than a few words with the example."""
    known = _stems(question.question, question.example)
    quoted = {
        index
        for point in found
        if point.first_word is not None and point.last_word is not None
        for index in range(point.first_word, point.last_word + 1)
    }
    own = []
    for first, last in sentences(transcript.words):
        span = span_of(transcript, first, last)
        stems = _stems(span.text)
        if (
            len(stems) >= 2
            and len(stems & known) <= OWN_SHARE * len(stems)
            and quoted.isdisjoint(range(first, last + 1))
        ):
            own.append(span)
    return tuple(own)
