"""A person's correction of a transcript: their words, at the times of the words that Whisper heard. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from voice_interviewer.transcript import Transcript, Word


def corrected(heard: Transcript, text: str) -> Transcript:
    """The transcript with the person's words in place of what was `heard`; nothing is left that was not understood.


    Every word counts as certain, because the person has read all of it. A word that they left alone keeps its time.
    Words that replace others share their time in proportion to their length; words that were inserted get the time
    between their neighbours.
    """
    texts = text.split()
    before, after = [_plain(word.text) for word in heard.words], [_plain(each) for each in texts]
    words: list[Word] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            kept = zip(heard.words[start:end], texts[new_start:new_end], strict=True)
            words += [_certain(each, word.start_s, word.end_s) for word, each in kept]
        else:
            words += _spread(texts[new_start:new_end], *_room(heard, start, end))
    return replace(heard, words=tuple(words), not_understood=())


def _room(heard: Transcript, start: int, end: int) -> tuple[float, float]:
    """When words[start:end] begin and end, in seconds; if that is no word, the gap between its neighbours."""
    if start < end:
        return heard.words[start].start_s, heard.words[end - 1].end_s
    from_s = heard.words[start - 1].end_s if start else 0.0
    until_s = heard.words[start].start_s if start < len(heard.words) else heard.duration_s
    return from_s, max(from_s, until_s)


def _spread(texts: list[str], from_s: float, until_s: float) -> Iterator[Word]:
    letter_s = (until_s - from_s) / max(1, sum(map(len, texts)))
    for text in texts:
        end_s = min(until_s, from_s + letter_s * len(text))
        yield _certain(text, round(from_s, 3), round(end_s, 3))
        from_s = end_s


def _certain(text: str, start_s: float, end_s: float) -> Word:
    return Word(text, start_s, end_s, probability=1.0, prompted=False, confirmed=True)


def _plain(text: str) -> str:
    return re.sub(r"^\W+|\W+$", "", text.casefold().replace("’", "'")) or text
