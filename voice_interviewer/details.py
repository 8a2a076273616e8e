"""What stands out in an answer's words: job terms, the words used most, figures. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.passages import Span, span_of
from voice_interviewer.transcript import Transcript, Word
from voice_interviewer.wording import NUMBER, STOP_STEMS, Token, content_stem

__all__ = ["ContentWord", "HeardTerm", "content_words", "heard_terms", "numbers"]

TRULY_HEARD_FROM = 0.6
"""Whisper's least probability for each word of a job term that came from a prompted decode. The prompt names the bank's
terms and so bends what is heard towards them ("air" was written "AHR"); a word that the sound supports is written with
a high probability, a guess with a low one. Not measured: a cautious choice above an even chance. A decode without a
prompt has no such bias, so there every mention counts."""
MOST_CONTENT_WORDS = 10


@dataclass(frozen=True)
class HeardTerm:
    """A job term as the bank writes it, and every place where it was truly heard."""

    term: str
    places: tuple[Span, ...]


@dataclass(frozen=True)
class ContentWord:
    """A word as it was said most often, and how often it or a form of it was said."""

    text: str
    count: int


def heard_terms(transcript: Transcript, bank_terms: Sequence[str]) -> tuple[HeardTerm, ...]:
    """The bank's terms in this answer, in the bank's order; a longer term keeps its words from a shorter one."""
    spoken = [_plain(word.text) for word in transcript.words]
    taken: set[int] = set()
    places: dict[str, list[Span]] = defaultdict(list)
    for term in sorted(dict.fromkeys(bank_terms), key=lambda one: -len(one.split())):
        wanted = [_plain(part) for part in term.split()]
        for first in range(len(spoken) - len(wanted) + 1 if all(wanted) and wanted else 0):
            span = range(first, first + len(wanted))
            if not taken.isdisjoint(span) or not _matches(spoken, transcript.words, wanted, first, term):
                continue
            taken.update(span)
            if all(_truly(transcript.words[at]) for at in span):
                places[term].append(span_of(transcript, first, first + len(wanted) - 1))
    return tuple(HeardTerm(term, tuple(places[term])) for term in dict.fromkeys(bank_terms) if places[term])


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").strip("\"'.,;:!?…()-").removesuffix("'s")


def _matches(spoken: list[str], words: Sequence[Word], wanted: list[str], first: int, term: str) -> bool:
    heard = spoken[first : first + len(wanted)]
    if term == "IT":  # the pronoun is written small
        return words[first].text.strip(".,;:!?") == "IT"
    return all(one == other or one == f"{other}s" for one, other in zip(heard, wanted, strict=True))


def _truly(word: Word) -> bool:
    return not word.prompted or word.probability >= TRULY_HEARD_FROM


def content_words(transcript: Transcript) -> tuple[ContentWord, ...]:
    """The content words used at least twice, the most used first, at most MOST_CONTENT_WORDS."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word in transcript.words:
        if stem := content_stem(word.text):
            forms[stem][_plain(word.text)] += 1
    used = [
        ContentWord(form.most_common(1)[0][0], form.total()) for form in forms.values() if form.total() > 1
    ]
    return tuple(sorted(used, key=lambda one: (-one.count, one.text))[:MOST_CONTENT_WORDS])


def numbers(transcript: Transcript, spoken: Sequence[Token]) -> tuple[Span, ...]:
    """Every figure with what it counts: "fifteen minutes", "£25,000"."""
    found = []
    for at, token in enumerate(spoken):
        if token.stem == NUMBER:
            counted = spoken[at + 1] if at + 1 < len(spoken) and not token.ends else token
            last = token if counted.stem in STOP_STEMS else counted
            found.append(span_of(transcript, token.first_word, last.last_word))
    return tuple(found)
