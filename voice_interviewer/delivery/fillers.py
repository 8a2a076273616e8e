"""The fillers among the words that were heard, and words as they are looked at here. Pure."""

import re
from dataclasses import dataclass

from voice_interviewer.transcript import Word

_FILLER = re.compile(r"u+h*m+|u+h+|e+r+m*|a+h+m*|h+m+|m{2,}")
"""um, umm, uhm · uh, uhh · er, erm · ah, ahm · hm, hmm · mm. "Like" and "you know" do other work as well, which a
transcript does not tell apart, and do less harm than "um" and "uh" (Laske & DiGennaro Reed 2024): they are not
counted. Nor is "uh-huh", which is a yes."""


@dataclass(frozen=True)
class WordSpan:
    """Some words and where they are said, in seconds from the recording's start: enough to play them."""

    text: str
    start_s: float
    end_s: float


def word_set(words: str) -> frozenset[str]:
    """A list of words as it is best read."""
    return frozenset(words.split())


def plain(word: Word) -> str:
    """A word in small letters, without the punctuation around it."""
    return re.sub(r"^\W+|\W+$", "", word.text.casefold().replace("’", "'"))


def is_filler(word: Word) -> bool:
    """Whether it is a voiced hesitation, "um" or the like."""
    return _FILLER.fullmatch(plain(word)) is not None


def span_of(words: tuple[Word, ...]) -> WordSpan:
    """At least one word, in order."""
    return WordSpan(" ".join(word.text for word in words), words[0].start_s, words[-1].end_s)


def fillers(words: tuple[Word, ...]) -> tuple[WordSpan, ...]:
    """Those that were written down. There may have been more: Whisper leaves some out."""
    return tuple(span_of((word,)) for word in words if is_filler(word))


def spoken_words(word: Word) -> int:
    """How many words were said for what Whisper wrote as one: none for a filler, one for "follow-up", two for "9:30",
    three for "£300" and four for "150" (a hundred and fifty)."""
    if is_filler(word):
        return 0
    text = re.sub(r"(?<=\d),(?=\d{3})", "", word.text)
    figures = re.findall(r"\d+", text)
    if not figures:
        return int(any(map(str.isalnum, text)))
    signs = re.findall(r"[£$€%&]|[^\W\d_]{2,}", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text))
    return len(signs) + sum(map(_words_of_figures, figures))


def _words_of_figures(figures: str) -> int:
    """As they are read aloud in British English ("twenty-five" is one word): a year by its halves, a telephone number
    figure by figure."""
    number = int(figures)
    if len(figures) > 1 and (figures[0] == "0" or (len(figures) > 4 and number % 1000)):
        return len(figures)
    if number < 100:
        return 1
    if number < 1000:
        return 4 if number % 100 else 2
    return 2
