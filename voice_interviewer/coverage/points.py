"""What a key point asks for, and which passage of an answer says it best. Pure.

A point is read as facets: the ideas that its wording names (ideas.toml) and the words that belong to no idea. What it
gives as an instance ("such as", "for instance") helps, but is not asked for. A passage of at most WINDOW_TOKENS scores
the share of the facets' weight that it says; weak expressions add up, the same words twice do not.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from voice_interviewer.coverage.ideas import Mention, mentions, negated, the_ideas, triggers
from voice_interviewer.coverage.wording import NOT, NUMBER, STOP_STEMS, Token, content_stem, tokens

__all__ = ["Facet", "Passage", "Wanted", "best_passage", "said_in", "wanted", "wanted_words"]

WINDOW_TOKENS = 45
"""About 18 s at 150 words a minute: two or three sentences, so that facets belong to one thought."""
WORD_WEIGHT = 0.4
"""Of a point's word that belongs to no idea, beside ideas; alone it counts fully."""
INSTANCE_SHARE = 0.5
"""The most that the instances of a point can stand in for what it asks."""

TOKEN_COST = 0.03
"""What a longer quote must gain in evidence for each word."""

_INSTANCE = re.compile(r",? (?:such as|for instance|for example|including) ", re.IGNORECASE)
_FRAME_STEMS = """
    name mention describ explain give tell say show make talk put use have do keep bring clear own thing end work
    offer admit set state look find person patient get specif real want like time job role question
"""
_FRAME = frozenset(_FRAME_STEMS.split())
"""Stems with which a point is worded, and that say little of what it asks."""


@dataclass(frozen=True)
class Facet:
    """One thing a point asks for: an idea's name, or "=" and a stem."""

    name: str
    weight: float


@dataclass(frozen=True)
class Wanted:
    """What a point asks for, and what it only gives as an instance."""

    asked: tuple[Facet, ...]
    instances: tuple[Facet, ...]

    @property
    def known(self) -> float:
        """The share of what is asked that has an idea, 0 to 1: nearly 1 for the built-in banks, for most others 0."""
        whole = sum(facet.weight for facet in self.asked)
        return sum(facet.weight for facet in self.asked if not facet.name.startswith("=")) / (whole or 1)


@dataclass(frozen=True)
class Passage:
    """The best passage for a point: its score, 0 to 1, and the first and last token that say it."""

    score: float
    first: int
    last: int
    evidence: float = 0.0
    """All that was said for the point, where the score stops at 1."""


@lru_cache(maxsize=4_000)
def wanted(point: str) -> Wanted:
    """Read a point's text."""
    main, *instances = _INSTANCE.split(point)
    asked = _facets(main)
    names = {facet.name for facet in asked}
    others = tuple(facet for part in instances for facet in _facets(part) if facet.name not in names)
    return Wanted(asked, others) if asked else Wanted(others, ())


def wanted_words(sentence: str) -> Wanted:
    """A sentence of an example asks for its content words."""
    found = dict.fromkeys(stem for word in sentence.split() if (stem := content_stem(word)))
    return Wanted(tuple(Facet(f"={stem}", 1) for stem in found), ())


def _facets(text: str) -> tuple[Facet, ...]:
    read = tokens(text.split())
    found = triggers(read)
    facets = {one.name: Facet(one.name, the_ideas()[one.name].weight) for one in found}
    spoken_for = {at for one in found for at in range(one.first, one.last + 1)}
    known = any(facet.weight >= 0.5 for facet in facets.values())
    for at, token in enumerate(read):
        if at not in spoken_for and _says_something(token.stem, known):
            facets[f"={token.stem}"] = Facet(f"={token.stem}", WORD_WEIGHT if known else 1)
    return tuple(facets.values())


def _says_something(stem: str, beside_ideas: bool) -> bool:
    if stem in STOP_STEMS or stem in (NOT, NUMBER):
        return False
    return not (beside_ideas and stem in _FRAME)


def said_in(text: Sequence[Token]) -> Mapping[str, list[Mention]]:
    """Everything a text says and does not deny, by the name of the facet."""
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for one in mentions(text):
        by_name[one.name].append(one)
    denied = negated(text)
    for at, token in enumerate(text):
        if not denied[at]:
            by_name[f"={token.stem}"].append(Mention(f"={token.stem}", at, at))
    return by_name


@dataclass
class _Tally:
    """What the passage that begins at `first` has said so far."""

    first: int
    last: int = 0
    strengths: dict[str, float] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    evidence: float = 0.0

    def add(self, one: Mention, trust: float) -> bool:
        """Whether the mention says anything new."""
        if one.first <= self.ends.get(one.name, -1):
            return False
        self.evidence += one.strength
        self.strengths[one.name] = min(1.0, self.strengths.get(one.name, 0.0) + one.strength * trust)
        self.ends[one.name] = one.last
        self.last = max(self.last, one.last)
        return True

    def score(self, want: Wanted) -> float:
        whole = sum(facet.weight for facet in want.asked)
        asked = sum(facet.weight * self.strengths.get(facet.name, 0.0) for facet in want.asked)
        extra = sum(facet.weight * self.strengths.get(facet.name, 0.0) for facet in want.instances)
        return min(1.0, asked / whole + min(extra / whole, INSTANCE_SHARE))


def best_passage(want: Wanted, said: Mapping[str, list[Mention]], trust: float = 1.0) -> Passage | None:
    """The passage that says most of a point; of two that say the same, the one with more evidence for its length.

    `trust` is 0 to 1: how far one expression alone is believed.
    """
    if not want.asked:
        return None
    names = [facet.name for facet in (*want.asked, *want.instances)]
    found = sorted(
        (one for name in names for one in said.get(name, ())), key=lambda one: (one.first, one.last)
    )
    best: Passage | None = None
    for begin, one in enumerate(found):
        tally = _Tally(one.first)
        for other in found[begin:]:
            if other.first - one.first >= WINDOW_TOKENS:
                break
            if other.last - one.first < WINDOW_TOKENS and tally.add(other, trust):
                passage = Passage(tally.score(want), one.first, tally.last, tally.evidence)
                best = passage if best is None or _better(passage, best) else best
    return best


def _better(one: Passage, other: Passage) -> bool:
    return _rank(one) > _rank(other)


def _rank(passage: Passage) -> tuple[float, float]:
    return passage.score, passage.evidence - TOKEN_COST * (passage.last - passage.first)
