"""Stretches of a transcript: sentences, quotes and the seconds they took. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.transcript import Transcript, Word

__all__ = ["Range", "Span", "begins", "ends", "sentences", "span_of", "thought"]

Range = tuple[int, int]
"""First and last word, both included."""

LONG_PAUSE_S = 1.0
"""Campione & Véronis 2002 call a pause long from 1 s; a speaker who makes one has come to an end of something."""
LONG_SENTENCE_WORDS = 30
"""Whisper leaves out full stops at times; a longer run is cut where a new clause begins."""
BEFORE_WORDS, NEAR_WORDS = 8, 4
"""How far a quote is lengthened to where its clause begins, and to where it ends."""
REMNANT_WORDS = 3
"""What is left of a sentence at a quote's beginning, and is no more than that, is left out."""
CLAUSE_WORDS = 4
"""What stands between two commas and is shorter is an item of a list, or nothing much, and no clause."""

CLAUSE_OPENERS = frozenset(["and", "so", "but", "then", "because"])
"""Words with which a clause begins, where no comma tells."""
_SUBJECTS = frozenset(["i", "we", "he", "she", "they"])
"""Words that are nothing but a subject: what begins with one can be read, whatever stood before it."""
_LOOSE_SUBJECTS = _SUBJECTS | {"it", "you", "there", "that", "this"}
"""Words that are a subject after a word that joins clauses."""
_ONLY_JOINERS = frozenset(["but", "because"])
_JOINERS = CLAUSE_OPENERS | frozenset(
    ["if", "when", "while", "although", "though", "unless", "until", "since", "after", "before", "once"]
)
_AUXILIARIES = frozenset(
    [
        *("am", "is", "are", "was", "were", "do", "does", "did", "have", "has", "had"),
        *("can", "could", "will", "would", "shall", "should", "may", "might", "must"),
    ]
)
"""Before a subject one of these makes a question."""
_RELATIVES = frozenset(["who", "whose", "whom", "which", "where"])
"""What one of these begins cannot be read without what stood before it."""
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
    """The words at a place, from where a sentence or clause begins to where one ends, so that they can be read; as they
    are where neither is near."""
    first, last = place
    end = next((at for at in range(last, min(len(words), last + NEAR_WORDS + 1)) if ends(words, at)), last)
    sentence = next(
        (at for at in range(first + 1, min(last, first + REMNANT_WORDS) + 1) if _opens(words, at)), None
    )
    if sentence is not None and not begins(words, first):
        return sentence, end
    before = range(first, max(-1, first - BEFORE_WORDS - 1), -1)
    within = range(first + 1, min(last, first + BEFORE_WORDS) + 1)
    return next((at for at in (*before, *within) if begins(words, at)), first), end


def begins(words: Sequence[Word], at: int) -> bool:
    """Whether a sentence or a clause begins with this word. Where nothing is written between two clauses a word that
    can only begin one tells it."""
    if _opens(words, at):
        return True
    word, following = (_bare(words[place].text) if place < len(words) else "" for place in (at, at + 1))
    if word in _SUBJECTS:
        return _bare(words[at - 1].text) not in _AUXILIARIES
    if word in _ONLY_JOINERS or (word in _JOINERS and following in _LOOSE_SUBJECTS):
        return True
    if word in _AUXILIARIES and following in _SUBJECTS:
        return True
    if word in _RELATIVES:
        return False
    length = next(count for count in range(1, len(words) - at + 1) if ends(words, at + count - 1))
    return words[at - 1].text.endswith((",", ";", ":", "–", "—")) and length >= CLAUSE_WORDS


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether a sentence begins with this word."""
    return at == 0 or _ends(words, max(0, at - 4), at - 1)


def _bare(word: str) -> str:
    """Without marks, and without what has grown onto it: "I'd" is "i"."""
    return word.casefold().replace("’", "'").strip("\"'“”‘(),.;:!?…-–—").partition("'")[0]


def ends(words: Sequence[Word], at: int) -> bool:
    """Whether a clause ends with this word: by its mark, or where none was written before a word that opens one."""
    if at + 1 == len(words) or words[at].text.rstrip("\"'”’)")[-1:] in ".,;:?!…–—":
        return True
    return words[at + 1].text.casefold().strip(",") in CLAUSE_OPENERS
