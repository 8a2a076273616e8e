"""How like a key point the passages of an answer are, whatever their words. Pure, but for the encoder's file.

Every sentence, every clause and every two sentences in a row are held against each point, against the point with its
follow-up, and against what the example says for it. The weights come from scripts/train_meaning.py: two logistic
regressions, one over (point, passage) pairs with the labelled quote as the truth, one over points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.bank import KeyPoint
from voice_interviewer.coverage.denials import denies_itself
from voice_interviewer.coverage.ideas import negated
from voice_interviewer.coverage.meaning import EncoderError, Vectors, kept_vectors, vectors
from voice_interviewer.coverage.passages import sentences
from voice_interviewer.coverage.weights import PAIR_BIAS, PAIR_WEIGHTS, POINT_BIAS, POINT_WEIGHTS
from voice_interviewer.coverage.wording import NOT, NUMBER, STOP_STEMS, content_stem, is_negative, tokens
from voice_interviewer.transcript import Word

__all__ = [
    "Likeness",
    "Likenesses",
    "compared_texts",
    "likenesses",
    "pair_features",
    "point_features",
    "shared_out",
    "stretches",
]

DENIED = 5
"""The number of the signal that tells how much is denied."""
CLAUSE_WORDS = 6
"""A shorter clause says too little by itself: "as far as I know"."""
PAIR_WORDS = 45
"""The most that two sentences in a row may have, to be one thought of about 18 s."""
EXAMPLE_PASSAGES = 2
"""How many of the example's passages stand for a point: those that are most like it."""
STEM_LETTERS = 5
"""How much of a stem has to be alike for a contradiction: "assume", "assumption"."""
TOLD_FROM = 0.2
"""The least cosine between a point and a passage of the example that says it: unlike ones hardly reach it."""
CERTAIN = 4.0
"""Logits beyond which a passage is no surer: 98 in 100."""
ALONE = -2.0
"""What a further point is taken to score, in logits: about the mean over labelled answers. It counts as OTHERS_UNKNOWN
points beside those of the question, lest one that is said well should stand for all where there are but two."""
OTHERS_UNKNOWN = 2
UNLIKE = -1.7
"""The score, in logits, below which a passage says no point, however well the others are said: a chance of 1 in 6."""
TAKEN = -6.0
"""The score, in logits, of a passage that already says another point."""
MOSTLY_DENIED = 0.4
"""The share of a passage's words under a negation from which it says no point, but one that itself says not."""
AGAINST_FROM = -1.0
"""The score, in logits, from which a passage in which the speaker denies something is taken for a point's opposite.
Of 29 found in the labelled answers 25 are; from 0 on there are 11 to find."""
CONTRADICTED = -10.0
"""The score, in logits, of a passage that denies what the point says, or says what it denies."""

Range = tuple[int, int]
Features = NDArray[np.float64]


@dataclass(frozen=True)
class Likeness:
    """How likely a point is said, 0 to 1, and the first and last word of the passage that says it best.

    `score` is that of the likest passage in which the speaker denies nothing, in logits, whatever else that says: more
    words never take it back.
    """

    probability: float
    score: float
    first_word: int
    last_word: int


@dataclass(frozen=True)
class Likenesses:
    """One for each point, in order, and how near the answer is to the points on the whole, in logits."""

    points: tuple[Likeness, ...]
    nearness: float
    against: tuple[Range | None, ...]
    """For each point first and last word of a passage that says its opposite."""


def likenesses(points: Sequence[KeyPoint], example: str, words: Sequence[Word]) -> Likenesses | None:
    """For each point the passage that is most like it. None if there is nothing to compare, or no encoder
    to compare it: what the ideas know is found all the same."""
    said = [word.text for word in words]
    places = stretches(words)
    if not places or not points:
        return None
    try:
        signals = pair_features(points, example, said, places)
    except EncoderError:
        return None
    pairs = signals @ PAIR_WEIGHTS + PAIR_BIAS
    nearness = float(pairs.max(axis=1).mean())
    denied = contradicted([point.text for point in points], said, places)
    denied |= signals[:, :, DENIED] >= MOSTLY_DENIED
    own = np.array([denies_itself(" ".join(said[first : last + 1])) for first, last in places])
    against = _against(pairs, denied & own, places)
    pairs[denied] = CONTRADICTED
    negative = np.array([is_negative(point.text) for point in points])
    scores = np.where(own & ~negative[:, None], CONTRADICTED, pairs).max(axis=1)
    pairs = shared_out(pairs, places)
    chances = 1 / (1 + np.exp(-(point_features(pairs) @ POINT_WEIGHTS + POINT_BIAS)))
    best = pairs.argmax(axis=1)
    chances[pairs.max(axis=1) < UNLIKE] = 0.0
    found = (
        Likeness(float(chance), float(score), *places[at])
        for chance, score, at in zip(chances, scores, best, strict=True)
    )
    return Likenesses(tuple(found), nearness, against)


def _against(pairs: Features, denied: NDArray[np.bool_], places: Sequence[Range]) -> tuple[Range | None, ...]:
    """For each point the denied passage that is most like it, if it is like no other point more, and like it enough."""
    like = np.where(denied & (pairs >= pairs.max(axis=0)), pairs, CONTRADICTED)
    best = like.argmax(axis=1)
    return tuple(places[at] if row[at] >= AGAINST_FROM else None for at, row in zip(best, like, strict=True))


def compared_texts(points: Sequence[KeyPoint], example: str, words: Sequence[Word]) -> list[str]:
    """All texts whose vectors `likenesses` needs, for somebody who has time to encode them before."""
    names = _without_frame([point.text for point in points])
    told = tuple(Word(word, at, at + 1, 1) for at, word in enumerate(example.split()))
    return [
        *names,
        *_asked(names, points),
        *(
            " ".join(word.text for word in text[first : last + 1])
            for text in (told, words)
            for first, last in stretches(text)
        ),
    ]


def pair_features(
    points: Sequence[KeyPoint], example: str, said: Sequence[str], places: Sequence[Range]
) -> Features:
    """Points x passages x 8: cosines with the point, with its follow-up too and with the example's passages for it,
    the lead over the other points, the share of the point's words, the share that is denied, length, two sentences."""
    texts = [" ".join(said[first : last + 1]) for first, last in places]
    names = _without_frame([point.text for point in points])
    asked = _asked(names, points)
    named, full, passages = kept_vectors(tuple(names)), kept_vectors(tuple(asked)), vectors(texts)
    by_name, by_full = named @ passages.T, full @ passages.T
    found = np.zeros((len(points), len(places), 8))
    found[:, :, 0] = by_name
    found[:, :, 1] = by_full
    found[:, :, 2] = _by_example(full, example, passages)
    found[:, :, 3] = by_full - _best_other(by_full)
    found[:, :, 4] = _shared_words(asked, texts)
    found[:, :, DENIED] = _denied(names, texts)
    found[:, :, 6] = np.log([last - first + 1 for first, last in places])
    found[:, :, 7] = [len(_sentence_ends(text)) > 1 for text in texts]
    return found


def shared_out(pairs: Features, places: Sequence[Range]) -> Features:
    """The scores when what is said counts for one point only, the one it suits best: of one sentence that is a little
    like all points nothing else is left for the others."""
    left = pairs.copy()
    waiting = set(range(len(pairs)))
    while waiting:
        point = max(waiting, key=lambda one: left[one].max())
        waiting.remove(point)
        first, last = places[int(left[point].argmax())]
        taken = [begin <= last and end >= first for begin, end in places]
        for other in waiting:
            left[other, taken] = np.minimum(left[other, taken], TAKEN)
    return left


def point_features(pairs: Features) -> Features:
    """Points x 2: the best passage, and how well the others are said, since who says most points says this one. Neither
    beyond CERTAIN either way: one point that is said word for word says no more of its neighbours than that."""
    best = pairs.max(axis=1).clip(-CERTAIN, CERTAIN)
    others = (best.sum() - best + OTHERS_UNKNOWN * ALONE) / (len(best) - 1 + OTHERS_UNKNOWN)
    return np.stack([best, others], axis=1)


def stretches(words: Sequence[Word]) -> list[Range]:
    """First and last word of every sentence, of every two in a row, and of the clauses between commas."""
    whole = sentences(words)
    two = [(first[0], then[1]) for first, then in pairwise(whole) if then[1] - first[0] < PAIR_WORDS]
    return [*whole, *two, *(clause for place in whole for clause in _clauses(words, place))]


def _clauses(words: Sequence[Word], sentence: Range) -> list[Range]:
    """The sentence cut at its commas, if it has any; no piece shorter than CLAUSE_WORDS."""
    found, first = [], sentence[0]
    for at in range(sentence[0], sentence[1] + 1):
        far = at - first >= CLAUSE_WORDS - 1 and sentence[1] - at >= CLAUSE_WORDS
        if at == sentence[1] or (far and words[at].text.endswith((",", ";", ":", "–", "—"))):
            found.append((first, at))
            first = at + 1
    return found if len(found) > 1 else []


def _without_frame(names: Sequence[str]) -> list[str]:
    """The points without the words with which all of them begin: "The answer should mention …"."""
    split = [name.split() for name in names]
    same = 0
    while len(split) > 1 and all(len(each) > same + 1 and each[same] == split[0][same] for each in split):
        same += 1
    return [" ".join(each[same:]) for each in split]


def _asked(names: Sequence[str], points: Sequence[KeyPoint]) -> list[str]:
    return [f"{name} {point.follow_up}".strip() for name, point in zip(names, points, strict=True)]


def _by_example(asked: Vectors, example: str, passages: Vectors) -> Features:
    """How like the passages are to what the example says for each point. What it says for no point, or for another one
    rather, stands for none; a point that it leaves out is held against itself."""
    plain = np.asarray(asked @ passages.T, np.float64)
    places = stretches(tuple(Word(word, at, at + 1, 1) for at, word in enumerate(example.split())))
    if not places:
        return plain
    split = example.split()
    told = kept_vectors(tuple(" ".join(split[first : last + 1]) for first, last in places))
    like = asked @ told.T
    is_its = (like >= TOLD_FROM) & (like >= like.max(axis=0))
    lead = np.where(is_its, like - 0.5 * _best_other(like), -np.inf)
    for row, each in enumerate(np.argsort(-lead, axis=1)[:, :EXAMPLE_PASSAGES]):
        if (mine := each[is_its[row, each]]).size:
            plain[row] = (told[mine] @ passages.T).max(axis=0)
    return plain


def _best_other(like: NDArray[np.floating]) -> NDArray[np.floating]:
    """For each point and passage the highest of the other points' values; of a single point its own."""
    if len(like) == 1:
        return like
    return np.stack([np.delete(like, at, axis=0).max(axis=0) for at in range(len(like))])


def _shared_words(asked: Sequence[str], texts: Sequence[str]) -> Features:
    said = [_stems(text) for text in texts]
    wanted = [_stems(text) for text in asked]
    return np.array([[len(want & has) / max(1, len(want)) for has in said] for want in wanted])


def _stems(text: str) -> set[str]:
    return {content_stem(word) for word in text.split()} - {""}


def _denied(names: Sequence[str], texts: Sequence[str]) -> Features:
    """The share of each passage that stands under a negation; 0 for points that themselves say not."""
    shares = []
    for text in texts:
        read = tokens(text.split())
        shares.append(sum(negated(read)) / max(1, len(read)))
    negative = map(is_negative, names)
    return np.array([[0.0 if itself else share for share in shares] for itself in negative])


def contradicted(names: Sequence[str], said: Sequence[str], places: Sequence[Range]) -> NDArray[np.bool_]:
    """Points x passages: whether a passage has words of the point, and all of them denied where the point does not deny
    them, or the other way round: "I would never ask open questions"."""
    told = [_by_stem(" ".join(said[first : last + 1])) for first, last in places]
    return np.array([[_turned(_by_stem(name), one) for one in told] for name in names])


def _by_stem(text: str) -> dict[str, bool]:
    """The beginning of each stem that says something, and whether every mention of it is denied."""
    read = tokens(text.split())
    found: dict[str, bool] = {}
    for token, denied in zip(read, negated(read), strict=True):
        if token.stem not in STOP_STEMS and token.stem not in (NOT, NUMBER):
            begins = token.stem[:STEM_LETTERS]
            found[begins] = found.get(begins, True) and denied
    return found


def _turned(name: dict[str, bool], told: dict[str, bool]) -> bool:
    shared = name.keys() & told.keys()
    return bool(shared) and all(name[stem] != told[stem] for stem in shared)


def _sentence_ends(text: str) -> list[str]:
    return [word for word in text.split() if word.endswith((".", "?", "!"))]
