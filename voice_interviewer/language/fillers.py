"""Which words are fillers, and the ways in which this room looks at words. Pure."""

import re
from dataclasses import dataclass

from voice_interviewer.transcript import Word

_FILLER = re.compile(r"u+h*m+|u+h+|e+r+m*|a+h+m*|h+m+|m{2,}")
"""um, umm, uhm · uh, uhh · er, erm · ah, ahm · hm, hmm · mm.

"Like" and "you know" are not counted: they are not always fillers, which a transcript cannot tell apart, and they do
less harm than "um" and "uh" (Laske & DiGennaro Reed 2024). Nor is "uh-huh", which means yes."""


@dataclass(frozen=True)
class WordSpan:
    """Some words and when they are said, in seconds from the recording's start, so that they can be played."""

    text: str
    start_s: float
    end_s: float


def word_set(words: str) -> frozenset[str]:
    """The set of the words in a text, which is easier to read than a list in code."""
    return frozenset(words.split())


def plain(word: Word) -> str:
    """A word in lower case, without the punctuation around it."""
    return re.sub(r"^\W+|\W+$", "", word.text.casefold().replace("’", "'"))


def is_filler(word: Word) -> bool:
    """Whether a word is a voiced hesitation, "um" or the like."""
    return _FILLER.fullmatch(plain(word)) is not None


def span_of(words: tuple[Word, ...]) -> WordSpan:
    """The span of one or more words that follow each other."""
    return WordSpan(" ".join(word.text for word in words), words[0].start_s, words[-1].end_s)


def fillers(words: tuple[Word, ...]) -> tuple[WordSpan, ...]:
    """The fillers that Whisper wrote down. There may have been more: it leaves some out."""
    return tuple(span_of((word,)) for word in words if is_filler(word))


def spoken_words(word: Word) -> int:
    """How many words were spoken for what Whisper wrote as one.

    None for a filler, one for "follow-up", two for "9:30", three for "£300", four for "150" (a hundred and fifty).
    """
    if is_filler(word):
        return 0
    text = re.sub(r"(?<=\d),(?=\d{3})", "", word.text)
    figures = re.findall(r"\d+", text)
    if not figures:
        return int(any(map(str.isalnum, text)))
    signs = re.findall(r"[£$€%&]|[^\W\d_]{2,}", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text))
    return len(signs) + sum(map(_words_of_figures, figures))


_MOST_FIGURES = 12
"""Nobody says a longer number in one; and Python does not read those of thousands of figures."""


def _words_of_figures(figures: str) -> int:
    """How many words a run of digits is when read aloud in British English; "twenty-five" counts as one.

    A year is read in two halves, a telephone number digit by digit.
    """
    if len(figures) > _MOST_FIGURES:
        return len(figures)
    number = int(figures)
    if len(figures) > 1 and (figures[0] == "0" or (len(figures) > 4 and number % 1000)):
        return len(figures)
    if number < 100:
        return 1
    if number < 1000:
        return 4 if number % 100 else 2
    return 2
