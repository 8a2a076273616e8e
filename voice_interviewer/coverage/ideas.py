"""What people mean alike, whatever their words: the expressions of ideas.toml, found in a text. Pure."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import product

from voice_interviewer.coverage.wording import NOT, Token, tokens

__all__ = ["Idea", "Mention", "mentions", "negated", "the_ideas", "triggers"]

GAP_WORDS = 3
"""How many words a `*` in an expression may stand for."""
NEGATION_WORDS = 6
"""How far a negation reaches, unless its clause ends before: "I never really ask open questions"."""

STRENGTHS = (1.0, 0.5, 0.25)
"""Of an expression without a mark, with ~ and with ~~: how often it stands in answers that are about something else.
Marked by measurement over the banks' examples, their rewordings and the labelled answers that were tuned on: ~ from
2.5 % of the texts about other things, or if it is one common word; ~~ from 10 %."""

_GAP = "*"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SKIPPED = _words(
    """
    a an the my your his her their our its this that these those really just very quite actually so too
    always also even still would will do have then all some any often usually sometimes probably sure
    definit absolut it them him me us
    """
)
_PARTICLES = _words(
    """
    up out in off over back on down away through round
    """
)
_CLAUSE_BEGINS = _words(
    """
    but because so until till unless if when while then which who although though since except
    """
)
_SUBJECTS = _words(
    """
    i we you he she they it
    """
)
_REPORTING = _words(
    """
    say think claim suppos
    """
)
_AFTER_NOT_NEGATING = _words(
    """
    only just necessarili matter doubt problem wonder mind long
    """
)


@dataclass(frozen=True)
class Idea:
    """One entry of ideas.toml. `weight` is 0 to 1: how much it says by itself."""

    name: str
    weight: float


@dataclass(frozen=True)
class Mention:
    """An idea, or a bare stem, found in a text: which tokens say it. `strength` is how surely they do, 0 to 1."""

    name: str
    first: int
    last: int
    strength: float = 1.0


@dataclass(slots=True)
class _Node:
    """A place in the tree of expressions: what may come next, and the ideas that are complete here."""

    next: dict[str, "_Node"] = field(default_factory=dict)
    ideas: tuple[tuple[str, float], ...] = ()
    """Names, each once, with the strength of the expression that ends here. Most of the 18,000 places have one or none:
    a dictionary for each takes 1.4 MB more."""

    def child(self, key: str) -> "_Node":
        if (found := self.next.get(key)) is None:
            found = self.next[key] = _Node()
        return found


@dataclass(frozen=True)
class _Book:
    ideas: dict[str, Idea]
    says: _Node
    points: _Node
    classes: dict[str, tuple[str, ...]]
    """The classes that a stem belongs to."""


@lru_cache(maxsize=1)
def _book() -> _Book:
    raw = tomllib.loads(
        files("voice_interviewer.coverage").joinpath("ideas.toml").read_text(encoding="utf-8")
    )
    classes: dict[str, tuple[str, ...]] = {}
    for name, listed in raw.pop("classes").items():
        for token in tokens(listed.split()):
            classes[token.stem] = (*classes.get(token.stem, ()), f"@{name}")
    ideas = {name: Idea(name, float(entry.get("weight", 1))) for name, entry in raw.items()}
    says, points = _Node(), _Node()
    for name, entry in raw.items():
        for expression in _expressions(entry["point"]):
            _plant(points, *expression, name)
        for expression in _expressions(f"{entry['says']},{entry['point']}"):
            _plant(says, *expression, name)
    return _Book(ideas, says, points, classes)


def the_ideas() -> dict[str, Idea]:
    """All ideas by name."""
    return _book().ideas


def _expressions(listed: str) -> Iterator[tuple[list[str], float]]:
    """Each expression as keys of the tree with its strength, once for every combination of its alternatives."""
    for expression in listed.split(","):
        plain = expression.strip().lstrip("~")
        strength = STRENGTHS[len(expression.strip()) - len(plain)]
        for chosen in product(*(word.split("/") for word in plain.split())):
            keys = [key for word in chosen for key in _keys(word)]
            if keys:
                yield keys, strength


@lru_cache(maxsize=20_000)
def _keys(word: str) -> tuple[str, ...]:
    if word == _GAP or word.startswith("@"):
        return (word,)
    if word.isdigit():
        return (f"={word}",)
    return tuple(token.stem for token in tokens([word]))


def _plant(root: _Node, keys: Sequence[str], strength: float, name: str) -> None:
    node = root
    for key in keys:
        node = node.child(key)
    if all(name != other for other, _ in node.ideas):
        node.ideas = (*node.ideas, (name, strength))


def triggers(point: Sequence[Token]) -> tuple[Mention, ...]:
    """The ideas that a key point asks for. A trigger inside a longer one says nothing of its own."""
    found = list(_found(point, _book().points))
    return tuple(one for one in found if not any(_inside(one, other) for other in found))


def _inside(one: Mention, other: Mention) -> bool:
    longer = other.last - other.first > one.last - one.first
    return longer and other.first <= one.first and one.last <= other.last


def mentions(text: Sequence[Token]) -> tuple[Mention, ...]:
    """Every idea that a text says, and does not deny."""
    denied = negated(text)
    return tuple(
        one
        for one in _found(text, _book().says)
        if not denied[one.first] or any(text[at].stem == NOT for at in range(one.first, one.last + 1))
    )


def negated(text: Sequence[Token]) -> list[bool]:
    """Which tokens stand in the scope of a negation: up to NEGATION_WORDS after it, within its clause."""
    denied = [False] * len(text)
    for at, token in enumerate(text):
        reach = _reach(text, at)
        for later in range(at + 1, min(at + 1 + reach, len(text))):
            if _begins_clause(text, later, at) or (
                text[later - 1].ends and (later - 1 > at or token.ends == ".")
            ):
                break
            denied[later] = True
    return denied


def _reach(text: Sequence[Token], at: int) -> int:
    following = text[at + 1].stem if at + 1 < len(text) else ""
    if text[at].stem == NOT:
        return 0 if following in _AFTER_NOT_NEGATING else NEGATION_WORDS
    pair = (text[at].stem, following)
    return 4 if pair in (("instead", "of"), ("rather", "than")) else 0


def _begins_clause(text: Sequence[Token], at: int, negator: int) -> bool:
    """ "If I'm not sure | I ask", "I don't run about | because", "I don't panic | and I"; but "I can't say I did"."""
    if text[at].stem in _SUBJECTS:
        return at - negator > 1 and text[at - 1].stem not in _REPORTING
    return text[at].stem in _CLAUSE_BEGINS


def _found(text: Sequence[Token], root: _Node) -> Iterator[Mention]:
    """All mentions; of those of one idea that begin at one token, the strongest and then the longest."""
    for first in range(len(text)):
        best: dict[str, tuple[float, int]] = {}
        for name, strength, last in _walk(text, first, root, begun=False, skipped=0):
            best[name] = max(best.get(name, (0.0, 0)), (strength, last))
        for name, (strength, last) in best.items():
            yield Mention(name, first, last, strength)


def _walk(
    text: Sequence[Token], at: int, node: _Node, *, begun: bool, skipped: int
) -> Iterator[tuple[str, float, int]]:
    """Ideas that are complete at or after `at`, with their strength and last token."""
    if at >= len(text):
        return
    token = text[at]
    for key in (token.stem, f"={token.value}" if token.value else "", *_book().classes.get(token.stem, ())):
        after = node.next.get(key)
        if after is None:
            continue
        for name, strength in after.ideas:
            yield name, strength, at
        if token.ends != ".":
            yield from _onward(text, at + 1, after)
    if begun and skipped < 2 and token.stem in _SKIPPED and token.ends != ".":
        yield from _walk(text, at + 1, node, begun=True, skipped=skipped + 1)


def _onward(text: Sequence[Token], at: int, node: _Node) -> Iterator[tuple[str, float, int]]:
    yield from _walk(text, at, node, begun=True, skipped=0)
    yield from _parted(text, at, node)
    gap = node.next.get(_GAP)
    if gap is None:
        return
    for words in range(GAP_WORDS + 1):
        yield from _walk(text, at + words, gap, begun=True, skipped=2)
        if at + words >= len(text) or text[at + words].stem == NOT or text[at + words].ends == ".":
            return


def _parted(text: Sequence[Token], at: int, node: _Node) -> Iterator[tuple[str, float, int]]:
    """A verb and its particle with something between: "type up" in "type the whole lot up"."""
    for words in range(1, GAP_WORDS):
        if at + words >= len(text) or text[at + words - 1].ends or text[at + words - 1].stem == NOT:
            return
        particle = text[at + words].stem
        if particle in _PARTICLES and particle in node.next:
            yield from _walk(text, at + words, node, begun=True, skipped=2)
