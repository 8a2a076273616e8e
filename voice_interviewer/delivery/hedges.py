"""Words that weaken what was said: "I guess", "sort of". Pure.

They are shown but never judged: there is no evidence of how many are too many.
"""

from voice_interviewer.language.fillers import WordSpan, is_filler, plain, span_of, word_set
from voice_interviewer.transcript import Word

_HEDGES = tuple(
    tuple(phrase.split())
    for phrase in (
        *("i think", "i guess", "i suppose", "sort of", "kind of", "or something"),
        *("maybe", "perhaps", "probably", "possibly", "hopefully"),
    )
)
"""Only a few, which nearly always weaken their sentence. "Might", "could", "usually" and "I'm not sure" are left out,
because they are often meant literally ("if I'm not sure, I ask")."""

_BEFORE_A_NOUN = word_set(
    "a an the this that these those what which any some every each all another same right other different certain "
    "one no best new my our"
)
"""After one of these, "kind of" and "sort of" are meant literally: "what kind of patient"."""

_REAL_THINKING_AFTER = word_set("about of through back ahead on over before first clearly carefully twice")
_REAL_THINKING_BEFORE = word_set("when whenever how what if before as while where do should that's")
"""Words after and before "I think" where it is meant literally: "I think about the patient", "that's how I think"."""


def hedges(words: tuple[Word, ...]) -> tuple[WordSpan, ...]:
    """Every hedge, in order, even if there are fillers inside it."""
    kept = tuple(word for word in words if not is_filler(word))
    texts = tuple(map(plain, kept))
    return tuple(
        span_of(kept[start : start + len(hedge)])
        for start in range(len(kept))
        for hedge in _HEDGES
        if texts[start : start + len(hedge)] == hedge and _weakens(kept, texts, start, len(hedge))
    )


def _weakens(words: tuple[Word, ...], texts: tuple[str, ...], start: int, length: int) -> bool:
    """Whether a phrase weakens its sentence here, as it usually does."""
    end = start + length
    before, following = set(texts[max(0, start - 1) : start]), set(texts[end : end + 1])
    if texts[end - 1] == "of":
        return not before & _BEFORE_A_NOUN
    if texts[end - 1] == "think":
        return not (before & _REAL_THINKING_BEFORE or following & _REAL_THINKING_AFTER)
    if texts[end - 1] == "something":  # "or something went wrong" is not a hedge
        return not following or "like" in following or not words[end - 1].text[-1].isalnum()
    return True
