"""What speakers say that they do not do, and answers that mostly do so. Pure."""

import re
from collections.abc import Sequence

from voice_interviewer.coverage.passages import sentences
from voice_interviewer.transcript import Word

__all__ = ["denies_itself", "denying_sentences"]

MOSTLY = 0.5
"""The share of an answer's sentences with a denial of the speaker's own from which one that begins with it is meant as
it stands: of 13 points that were found in such sentences of labelled answers 2 were said, in other answers 14 of 19 ("I
don't leave it, I ring round")."""
LEAST = 3
"""So many make it a manner: one may be the whole of a short answer, "I don't panic, I keep calm"."""

_DENIAL = re.compile(
    r"\b(?:i|we)(?:['’](?:d|ve|m|re|ll))? (?:(?:would|will|have|had|am|was|were|do|did|can|could) )?(?:not|never)\b"
    r"|\b(?:i|we) \w+n['’]t\b",
    re.IGNORECASE,
)
"""Not "so that nobody has to wait"."""
_LEAD = re.compile(r"(?:(?:and|so|but|well|honestly|then|or|no|um|yeah)\b[,.]? ?)*", re.IGNORECASE)


def denies_itself(text: str) -> bool:
    """Whether the speaker says in it that they do, did or would not do something."""
    return _DENIAL.search(text) is not None


def denying_sentences(words: Sequence[Word]) -> list[tuple[int, int]]:
    """First and last word of the sentences that begin with such a denial, in an answer that mostly consists of them;
    none in any other."""
    places = sentences(words)
    texts = [" ".join(word.text for word in words[first : last + 1]) for first, last in places]
    if sum(map(denies_itself, texts)) < max(LEAST, MOSTLY * len(texts)):
        return []
    return [place for place, text in zip(places, texts, strict=True) if _begins_with_denial(text)]


def _begins_with_denial(text: str) -> bool:
    lead = _LEAD.match(text)
    return _DENIAL.match(text, lead.end() if lead else 0) is not None
