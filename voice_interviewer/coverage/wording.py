"""Words made comparable: one stem for "organised", "Organising" and "organize"; which words say something. Pure."""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

__all__ = ["content_stem", "figures", "plain", "stems"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_STOP_STEMS = _words(
    """
    a an the and or but if so then than that this these those of to in on at by for from with without into
    onto about as be have do would will can could should may might must shall not i you he she it we they
    me him her us them my your his its our their mine yours who whom whose which what when where why how
    there here also just very really quite too even still some any all each every such same other another
    more most much many few own get go say tell thing lot way make up down out off over under again once
    only because while until before after between well like yes okay know think something someone somebody
    everyone everybody anyone anybody people person one let us am is are was were been has had did does done
    going went gone said told got made came took gave put look want come take give never no nobody nothing none
    cannot sort kind mean bit actually always often sometimes maybe obviously basically literally um umm uh uhm er
    erm eh ah oh mm mmm hm hmm
    """
)
"""Words, and stems, that say little of what an answer is about."""
_NUMBER_WORDS = _words(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
    """
)
"""Without "one", which is a pronoun more often."""
_DIGITS = re.compile(r"[£$€]?\d[\d,.:]*k?%?")
_EDGES = "\"'“”‘’()[]*_.,;:!?…-–—"
_STEMMER = snowballstemmer.stemmer("english")
_STEMMERS_TURN = Lock()
"""The stemmer keeps the word that it works on in itself; an answer is compared while the one before is being saved."""


def stems(*texts: str) -> set[str]:
    """The stems of all words that say something."""
    return {content_stem(word) for text in texts for word in text.split()} - {""}


def content_stem(word: str) -> str:
    """The stem of a word that says something by itself, else ""."""
    text = plain(word).removesuffix("'s")
    if not text.isalpha() or len(text) <= 2 or text in _STOP_STEMS:
        return ""
    found = _stem(text)
    return "" if found in _STOP_STEMS else found


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    word = re.sub(r"(?<=\w{3})(i|y)z(e|es|ed|ing|ation|ations|er|ers)$", r"\1s\2", word)
    with _STEMMERS_TURN:
        return str(_STEMMER.stemWord(word))


def figures(words: list[str]) -> tuple[tuple[int, int], ...]:
    """First and last word of every number, with the word that it counts: "fifteen minutes", "£25,000"."""
    found: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        if not _is_number(word):
            continue
        if found and found[-1][1] == at - 1 and not _ends(words[at - 1]):
            found[-1] = found[-1][0], at  # "twenty-five thousand"
        else:
            found.append((at, at))
    return tuple((first, last + _counts(words, last)) for first, last in found)


def _is_number(word: str) -> bool:
    text = plain(word)
    return bool(_DIGITS.fullmatch(text)) or any(part in _NUMBER_WORDS for part in text.split("-"))


def _counts(words: list[str], last: int) -> int:
    return int(last + 1 < len(words) and not _ends(words[last]) and content_stem(words[last + 1]) != "")


def _ends(word: str) -> bool:
    return word.rstrip("\"'”’)")[-1:] in ".,;:?!…–—"


def plain(word: str) -> str:
    """Small letters without the marks around them."""
    return word.replace("’", "'").casefold().strip(_EDGES)
