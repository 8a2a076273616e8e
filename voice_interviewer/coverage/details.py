"""What stands out in an answer's words: job terms, the words used most, figures. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.coverage.passages import Span, span_of
from voice_interviewer.coverage.wording import content_stem, figures, plain
from voice_interviewer.language.terms import places
from voice_interviewer.transcript import Transcript

__all__ = ["ContentWord", "HeardTerm", "content_words", "heard_terms", "numbers"]

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
    """The bank's terms in this answer, in the bank's order; only those that were heard without the prompt's help."""
    found: dict[str, list[Span]] = defaultdict(list)
    for term, start, end in places(transcript.words, tuple(bank_terms)):
        if all(word.is_certain for word in transcript.words[start:end]):
            found[term].append(span_of(transcript, start, end - 1))
    return tuple(HeardTerm(term, tuple(found[term])) for term in dict.fromkeys(bank_terms) if found[term])


def content_words(transcript: Transcript) -> tuple[ContentWord, ...]:
    """The content words used at least twice, the most used first, at most MOST_CONTENT_WORDS."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word in transcript.words:
        if stem := content_stem(word.text):
            forms[stem][plain(word.text).removesuffix("'s")] += 1
    used = [
        ContentWord(form.most_common(1)[0][0], form.total()) for form in forms.values() if form.total() > 1
    ]
    return tuple(sorted(used, key=lambda one: (-one.count, one.text))[:MOST_CONTENT_WORDS])


def numbers(transcript: Transcript) -> tuple[Span, ...]:
    """Every figure with what it counts: "fifteen minutes", "£25,000"."""
    return tuple(
        span_of(transcript, first, last) for first, last in figures([word.text for word in transcript.words])
    )
