"""Stretches of a transcript: sentences, quotes and the seconds they took. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.transcript import Transcript, Word

__all__ = ["Range", "Span", "sentences", "span_of", "thought"]

Range = tuple[int, int]
"""First and last word, both included."""

LONG_PAUSE_S = 1.0
"""Campione & Véronis 2002 call a pause long from 1 s; a speaker who makes one has come to an end of something."""
LONG_SENTENCE_WORDS = 30
"""Whisper leaves out full stops at times; a longer run is cut where a new clause begins."""
NEAR_WORDS = 4
"""How far a quote is lengthened to where its clause begins and ends."""

CLAUSE_OPENERS = frozenset(["and", "so", "but", "then", "because"])
"""Words with which a clause begins, where no comma tells."""
_NO_END = frozenset(["mr.", "mrs.", "ms.", "dr.", "st.", "e.g.", "i.e."])


@dataclass(frozen=True)
class Span:
    """Words `first_word` to `last_word` of a transcript, both included, and their seconds in the recording."""

    text: str
    first_word: int
    last_word: int
    start_s: float
    end_s: float


def span_of(transcript: Transcript, first_word: int, last_word: int) -> Span:
    words = transcript.words[first_word : last_word + 1]
    text = " ".join(word.text for word in words)
    return Span(text, first_word, last_word, words[0].start_s, max(word.end_s for word in words))


def sentences(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """First and last word of every sentence, in order; together they are all the words."""
    found = []
    first = 0
    for index in range(len(words)):
        if index + 1 == len(words) or _ends(words, first, index):
            found.append((first, index))
            first = index + 1
    return tuple(found)


def _ends(words: Sequence[Word], first: int, index: int) -> bool:
    text, following = words[index].text, words[index + 1]
    is_number = text.casefold() == "no." and following.text[:1].isdigit()
    if text.rstrip("\"'”’)").endswith((".", "?", "!", "…")) and not (is_number or text.casefold() in _NO_END):
        return True
    if following.start_s - words[index].end_s >= LONG_PAUSE_S and index - first >= 3:
        return True
    long = index - first + 1 >= LONG_SENTENCE_WORDS
    return long and following.text.casefold().strip(",") in CLAUSE_OPENERS


def thought(words: Sequence[Word], place: Range) -> Range:
    """The words at a place, filled up to the ends of their clause where those are near, so that they can be read."""
    first, last = place
    begins = next(
        (at for at in range(first, max(-1, first - NEAR_WORDS - 1), -1) if _begins(words, at)), first
    )
    ends = next(
        (at for at in range(last, min(len(words), last + NEAR_WORDS + 1)) if _is_end(words, at)), last
    )
    return begins, ends


def _begins(words: Sequence[Word], at: int) -> bool:
    return at == 0 or _is_end(words, at - 1)


def _is_end(words: Sequence[Word], at: int) -> bool:
    """Whether a clause ends with this word: by its mark, or where none was written before a word that opens one."""
    if at + 1 == len(words) or words[at].text.rstrip("\"'”’)")[-1:] in ".,;:?!…–—":
        return True
    return words[at + 1].text.casefold().strip(",") in CLAUSE_OPENERS
