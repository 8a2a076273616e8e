"""A person's correction of a transcript: their words, at the times of those that Whisper heard. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from voice_interviewer.transcript import Transcript, Word


def corrected(heard: Transcript, text: str) -> Transcript:
    """The transcript as the person says it was. Whoever corrects it has read it: every word is certain, and there is
    nothing that was not understood.

    A word that was left keeps its time; words in place of others share their time, by their length; words put in
    between have what time there is between their neighbours.
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
    """From when to when the words `start` to before `end` were said; for none, the gap there."""
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
