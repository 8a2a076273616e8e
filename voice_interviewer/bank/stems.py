"""What two texts of a bank share: the stems of their content words, each weighed by how rare it is."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)

_EMPTY_LIST = """
    a about above after again all also always am an and any are as at be because been before being below between both
    but by can could did do does doing done down during each either else etc even ever every few for from further get
    gets give gives had has have having he her here hers him his how i if in into is it its itself just like ll made
    make makes making many may me might more most much must my need needs never no nor not now of off on once one only
    or other our out over own per quite rather re really same several shall she should so some something such than
    that the their them then there these they thing things this those through to too towards under until up upon us
    use used using ve very via want was way we well were what when where whether which while who whom whose why will
    with within without would yet you your yours yourself
"""
_EMPTY = frozenset(_EMPTY_LIST.split())
"""Words that a text has whatever it is about."""


@lru_cache(4_096)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's content words, in order, repeats included."""
    words = (found.group().casefold().replace("’", "'") for found in _WORD.finditer(text))
    bare = (word.removesuffix("'s").replace("'", "") for word in words)
    return tuple(_stem(word) for word in bare if word not in _EMPTY and (len(word) > 1 or word.isdigit()))


def likeness(one: str, other: str) -> float:
    """How much of two texts' content is the same, 0 to 1: twice what they share over what both have."""
    first, second = set(stems(one)), set(stems(other))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def rarity(texts: Iterable[str]) -> Mapping[str, float]:
    """For each stem of these texts how much it tells: the logarithm of how few of them have it."""
    seen: Counter[str] = Counter()
    count = 0
    for text in texts:
        seen.update(set(stems(text)))
        count += 1
    return {stem: math.log(1 + count / number) for stem, number in seen.items()}


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))
