"""Which key points are taken for said, where, and how surely. Pure.

Every point is compared with the answer in two ways: by the ideas and words of `points`, sure of what they know, and by
`likeness`, which takes any bank's wording. Either is enough; where both agree it is certain. Of an answer about
something else one expression alone is not believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.bank import KeyPoint
from voice_interviewer.coverage.denials import denies_itself, denying_sentences
from voice_interviewer.coverage.likeness import Likeness, Likenesses
from voice_interviewer.coverage.passages import sentences
from voice_interviewer.coverage.points import Passage, Wanted, best_passage, said_in, wanted, wanted_words
from voice_interviewer.coverage.wording import Token, is_negative, tokens
from voice_interviewer.transcript import Word

__all__ = ["Verdict", "verdicts"]

COVERED_FROM = 0.55
"""The score from which a point is covered: the best F1 on the labelled answers that were tuned on."""
SENTENCE_COVERED_FROM = 0.4
"""The same for a sentence of an example, of which nobody says every word."""
LIKE_FROM = 0.45
"""The probability from which a point is covered by likeness. On banks that the weights do not come from F1 is the same
from 0.3 to 0.45; a person who is told that a point was made is to be able to believe it."""
KNOWN_LIKE_FROM = 0.7
"""The same for a point that the ideas know, which seldom overlook it: of 0.5 to 0.8 the best F1 on answers by writers
who did not know the bank."""
SURE_LIKE_FROM = 0.8
"""The probability from which the likeness is sure by itself."""
KNOWN_FROM = 0.9
"""The share of a point that has ideas from which they know it."""
AGREES_FROM = -0.75
"""The score, in logits, from which the likeness agrees with ideas that take a point for said: of -2 to 0 the best F1 on
answers by writers who did not know the bank."""
CERTAIN_EVIDENCE = 2.0
"""The evidence, in expressions that were said for a point, from which ideas need nobody to agree: 36 of 39 points."""
PERHAPS_FROM = (0.3, 0.05)
"""The score of the ideas and the probability by likeness below which a missed point is certainly missed: in the
built-in bank 8 in 100 of those were said after all, of the other missed ones a sixth, in other banks up to half."""
SURE_SHARE = 1 / 3
"""The share of points, sure in one way or both, below which ideas that nobody agrees with are not believed: of such
points in labelled answers 6 of 19 were said, where more is sure 14 of 18."""
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


@dataclass(frozen=True)
class _Compared:
    """A point held against an answer in both ways; without `alike` in one only. `place` is what says it."""

    want: Wanted
    passage: Passage | None
    alike: Likeness | None
    place: Range | None
    against: Range | None

    @property
    def is_known(self) -> bool:
        return _is_known(self.want)

    @property
    def is_certain(self) -> bool:
        """Whether both ways agree, or one of them is sure enough by itself."""
        score = self.passage.score if self.passage else 0.0
        if self.alike is None:
            return True
        if self.place is None:
            return score < PERHAPS_FROM[0] and self.alike.probability < PERHAPS_FROM[1]
        if self.passage and score >= COVERED_FROM:
            agreed = self.alike.score >= AGREES_FROM
            if agreed or (self.is_known and self.passage.evidence >= CERTAIN_EVIDENCE):
                return True
        return not self.is_known and self.alike.probability >= SURE_LIKE_FROM

    @property
    def is_sure(self) -> bool:
        """Whether more than ideas that nobody agrees with say it."""
        is_like = self.alike is not None and self.alike.probability >= KNOWN_LIKE_FROM
        return self.place is not None and (self.is_certain or is_like)


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
    least = SENTENCE_COVERED_FROM if from_example else COVERED_FROM
    found = []
    for at, point in enumerate(points):
        want = wanted_words(point.text) if from_example else wanted(point.text)
        alike = like.points[at] if like else None
        believed = not is_strange or (_is_known(want) and alike and alike.probability >= STRANGE_LIKE_FROM)
        passage = best_passage(want, said, 1.0 if believed else STRANGE_TRUST)
        against = like.against[at] if like and not is_strange else None
        alike = None if is_strange else alike
        place = _like_place(alike, want, point, words)
        if passage and passage.score >= least:
            place = _quote_words(spoken, passage, words)
        if denial := _denied(place, point, denying):
            place, against = None, against or denial
        found.append(_Compared(want, passage, alike, place, against))
    return _weighed(found)


def _weighed(found: Sequence[_Compared]) -> tuple[Verdict, ...]:
    """Each point in the light of the others: who says all the others says this one, and who says few of them hardly
    says what only its ideas hear."""
    if all(one.place for one in found):
        return tuple(Verdict(one.place, one.against, True) for one in found)
    is_little = sum(one.is_sure for one in found) < SURE_SHARE * len(found)
    return tuple(
        Verdict(
            None if is_little and one.is_known and not one.is_sure else one.place,
            one.against,
            one.is_certain,
        )
        for one in found
    )


def _is_known(want: Wanted) -> bool:
    return want.known >= KNOWN_FROM


def _like_place(alike: Likeness | None, want: Wanted, point: KeyPoint, words: Sequence[Word]) -> Range | None:
    """First and last word of the passage that is like a point, if one is enough so. The likeness hardly hears a "not":
    where the ideas know the point and do not hear it, a passage in which something is denied does not say it."""
    if alike is None or alike.probability < (KNOWN_LIKE_FROM if _is_known(want) else LIKE_FROM):
        return None
    text = " ".join(word.text for word in words[alike.first_word : alike.last_word + 1])
    if _is_known(want) and denies_itself(text) and not is_negative(point.text):
        return None
    return alike.first_word, alike.last_word


def _denied(place: Range | None, point: KeyPoint, denying: Sequence[Range]) -> Range | None:
    """The sentence of those in which the speaker denies something that says a point which itself denies nothing."""
    if place is None or is_negative(point.text):
        return None
    return next((each for each in denying if each[0] <= place[1] and place[0] <= each[1]), None)


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
