"""Which key points are taken for said, where, and how surely. Pure.

Every point is compared with the answer in two ways: by the ideas and words of `points`, sure of what they know, and by
`likeness`, which takes any bank's wording. Either is enough; where both agree it is certain. Of an answer about
something else one expression alone is not believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.bank import KeyPoint
from voice_interviewer.coverage.denials import denying_sentences
from voice_interviewer.coverage.likeness import Likeness, Likenesses
from voice_interviewer.coverage.passages import sentences
from voice_interviewer.coverage.points import Passage, Wanted, best_passage, said_in, wanted, wanted_words
from voice_interviewer.coverage.wording import NOT, Token, tokens
from voice_interviewer.transcript import Word

__all__ = ["Verdict", "verdicts"]

COVERED_FROM = 0.55
"""The score from which a point is covered: the best F1 on the labelled answers that were tuned on."""
SENTENCE_COVERED_FROM = 0.4
"""The same for a sentence of an example, of which nobody says every word."""
LIKE_FROM = 0.45
"""The probability from which a point is covered by likeness. On banks that the weights do not come from F1 is the same
from 0.3 to 0.45; a person who is told that a point was made is to be able to believe it."""
KNOWN_LIKE_FROM = 0.8
"""The same for a point that the ideas know, which seldom overlook it. The labels are served as well from 0.6; 0.8 keeps
one sentence of an example from making all of the general bank's points."""
KNOWN_FROM = 0.9
"""The share of a point that has ideas from which they know it."""
BOTH_LIKE_FROM = 0.05
"""The probability from which the likeness agrees with ideas that take a point for said. Of the points of labelled
answers that were not tuned on 9 in 10 are said that are certain so, or that belong to an answer which makes all of its
points, and hardly more than half of the others."""
CERTAIN_EVIDENCE = 2.0
"""The evidence, in expressions that were said for a point, from which ideas need nobody to agree: 36 of 39 points."""
PERHAPS_FROM = (0.3, 0.05)
"""The score of the ideas and the probability by likeness below which a missed point is certainly missed: in the
built-in bank 6 in 100 of those were said after all, of the other missed ones a fifth to a third."""
STRANGE_TRUST = 0.25
"""How far one expression alone is believed in an answer about something else."""
STRANGE_LIKE_FROM = 0.3
"""The probability from which an expression is believed there all the same: all 3 such points were said."""
QUOTE_WORDS = 12
"""A quote shorter than this is filled up to its clause."""

Range = tuple[int, int]


@dataclass(frozen=True)
class Verdict:
    """First and last word of what says a point, or None; of what says its opposite; and whether both ways agree."""

    place: Range | None
    against: Range | None
    is_certain: bool


def verdicts(
    points: Sequence[KeyPoint],
    words: Sequence[Word],
    like: Likenesses | None,
    *,
    is_strange: bool,
    from_example: bool,
) -> tuple[Verdict, ...]:
    """One for each point, in order. `like` is None where there is no encoder, and for the sentences of an example."""
    spoken = tokens([word.text for word in words])
    said = said_in(spoken)
    denying = denying_sentences(words)
    found = []
    for at, point in enumerate(points):
        want = wanted_words(point.text) if from_example else wanted(point.text)
        alike = like.points[at] if like else None
        believed = not is_strange or (_is_known(want) and alike and alike.probability >= STRANGE_LIKE_FROM)
        passage = best_passage(want, said, 1.0 if believed else STRANGE_TRUST)
        if is_strange:
            alike = None
        place = None
        if passage and passage.score >= (SENTENCE_COVERED_FROM if from_example else COVERED_FROM):
            place = _quote_words(spoken, passage, words)
        place = place or _like_place(alike, want)
        opposite = like.against[at] if like and alike else None
        if denial := _denied(place, point, denying):
            place, opposite = None, opposite or denial
        is_certain = alike is None or _is_certain(passage, alike, want, place is not None)
        found.append(Verdict(place, opposite, is_certain))
    if all(one.place for one in found):  # who says all the others says this one
        return tuple(Verdict(one.place, one.against, True) for one in found)
    return tuple(found)


def _is_known(want: Wanted) -> bool:
    return want.known >= KNOWN_FROM


def _like_place(alike: Likeness | None, want: Wanted) -> Range | None:
    """First and last word of the passage that is like a point, if one is enough so."""
    least = KNOWN_LIKE_FROM if _is_known(want) else LIKE_FROM
    return (alike.first_word, alike.last_word) if alike and alike.probability >= least else None


def _denied(place: Range | None, point: KeyPoint, denying: Sequence[Range]) -> Range | None:
    """The sentence of those in which the speaker denies something that says a point which itself denies nothing."""
    if place is None or any(token.stem == NOT for token in tokens(point.text.split())):
        return None
    return next((each for each in denying if each[0] <= place[1] and place[0] <= each[1]), None)


def _is_certain(passage: Passage | None, alike: Likeness, want: Wanted, is_covered: bool) -> bool:
    """Whether the ideas and the likeness agree, or one of them is sure enough by itself."""
    if not is_covered:
        return (passage.score if passage else 0.0) < PERHAPS_FROM[0] and alike.probability < PERHAPS_FROM[1]
    if passage is not None and passage.score >= COVERED_FROM:
        agreed = alike.probability >= BOTH_LIKE_FROM
        if agreed or (_is_known(want) and passage.evidence >= CERTAIN_EVIDENCE):
            return True
    return not _is_known(want) and alike.probability >= KNOWN_LIKE_FROM


def _quote_words(spoken: Sequence[Token], passage: Passage, words: Sequence[Word]) -> Range:
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
