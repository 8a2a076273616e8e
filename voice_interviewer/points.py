"""What a key point asks for, and which passage of an answer says it best. Pure.

A point is read as facets: the ideas that its wording names (ideas.toml) and the words that belong to no idea. What it
gives as an instance ("such as", "for instance") helps, but is not asked for. A passage is scored by the share of the
facets' weight that it says, within WINDOW_TOKENS of speech.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from voice_interviewer.ideas import Mention, mentions, negated, the_ideas, triggers
from voice_interviewer.wording import NOT, NUMBER, STOP_STEMS, Token, tokens

__all__ = ["Facet", "Passage", "Wanted", "best_passage", "said_in", "wanted"]

WINDOW_TOKENS = 45
WORD_WEIGHT = 0.4
INSTANCE_SHARE = 0.5

_INSTANCE = re.compile(r",? (?:such as|for instance|for example|including) ", re.IGNORECASE)
_ABOUT_SAYING = frozenset(
    [
        "name",
        "mention",
        "describ",
        "explain",
        "give",
        "tell",
        "say",
        "show",
        "make",
        "talk",
        "put",
        "use",
        "have",
        "has",
        "do",
        "keep",
        "bring",
        "clear",
        "own",
        "thing",
        "end",
        "work",
        "offer",
        "admit",
        "set",
        "state",
        "look",
        "find",
        "person",
        "patient",
        "get",
        "instanc",
        "exampl",
        "specif",
        "real",
        "want",
        "like",
        "time",
        "job",
        "role",
        "question",
    ]
)


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


@dataclass(frozen=True)
class Passage:
    """The best passage for a point: its score from 0 to 1, and the first and last token that say it."""

    score: float
    first: int
    last: int


@lru_cache(maxsize=4_000)
def wanted(point: str) -> Wanted:
    """Read a point's text."""
    main, *instances = _INSTANCE.split(point)
    asked = _facets(main)
    others = [facet for part in instances for facet in _facets(part)]
    names = {facet.name for facet in asked}
    return Wanted(asked or tuple(others), tuple(facet for facet in others if facet.name not in names))


def _facets(text: str) -> tuple[Facet, ...]:
    read = tokens(text.split())
    found = triggers(read)
    ideas = the_ideas()
    facets = {one.name: Facet(one.name, ideas[one.name].weight) for one in found}
    spoken_for = {at for one in found for at in range(one.first, one.last + 1)}
    strong = any(facet.weight >= 0.5 for facet in facets.values())
    for at, token in enumerate(read):
        if at not in spoken_for and _says_something(token, strong):
            facets[f"={token.stem}"] = Facet(f"={token.stem}", WORD_WEIGHT if strong else 1)
    return tuple(facets.values())


def _says_something(token: Token, beside_ideas: bool) -> bool:
    if token.stem in STOP_STEMS or token.stem in (NOT, NUMBER):
        return False
    return not (beside_ideas and token.stem in _ABOUT_SAYING)


def said_in(text: Sequence[Token]) -> dict[str, list[Mention]]:
    """Everything a text says, by facet name."""
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for one in mentions(text):
        by_name[one.name].append(one)
    denied = negated(text)
    for at, token in enumerate(text):
        if not denied[at]:
            by_name[f"={token.stem}"].append(Mention(f"={token.stem}", at, at))
    return by_name


def best_passage(want: Wanted, said: dict[str, list[Mention]]) -> Passage | None:
    """The passage that says most of a point; of two that say the same, the shorter and then the earlier."""
    weights = {facet.name: facet.weight for facet in (*want.asked, *want.instances)}
    instances = {facet.name for facet in want.instances}
    whole = sum(facet.weight for facet in want.asked)
    found = sorted(
        (one for name in weights for one in said.get(name, ())), key=lambda one: (one.first, one.last)
    )
    best: Passage | None = None
    for begin, one in enumerate(found):
        last = one.first
        strengths: dict[str, float] = {}
        ends: dict[str, int] = {}
        for other in found[begin:]:
            if other.last - one.first >= WINDOW_TOKENS:
                continue
            if other.first > ends.get(other.name, -1):
                before = strengths.get(other.name, 0.0)
                if before >= 1:
                    continue
                strengths[other.name] = min(1.0, before + other.strength)
                ends[other.name] = other.last
                last = max(last, other.last)
            asked = sum(weights[name] * value for name, value in strengths.items() if name not in instances)
            extra = sum(weights[name] * value for name, value in strengths.items() if name in instances)
            score = min(1.0, (asked + min(extra, INSTANCE_SHARE * whole)) / whole)
            passage = Passage(score, one.first, last)
            if best is None or _better(passage, best):
                best = passage
    return best


def _better(one: Passage, other: Passage) -> bool:
    return (one.score, other.last - other.first) > (other.score, one.last - one.first)


def weight_of(facets: Iterable[Facet]) -> float:
    return sum(facet.weight for facet in facets)
