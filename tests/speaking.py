"""Answers as they would have been heard and measured, from their text: no sound is made."""

import re
from collections.abc import Iterator

from voice_interviewer.delivery.pauses import Span
from voice_interviewer.delivery.sound import Sound
from voice_interviewer.transcript import Transcript, Word

FILLER = re.compile(r"u+[mh]+|e+r+m*", re.IGNORECASE)
SENTENCE_PAUSE_S = 0.6
BEFORE_S, AFTER_S = 0.8, 0.5


def heard(text: str, rate_wpm: float = 150, before_s: float = BEFORE_S) -> tuple[Transcript, Sound]:
    """A text spoken so fast, pauses apart. "[4.5]" in it is a silence in seconds; a sentence ends with one of 0.6 s."""
    words = tuple(_words(text, rate_wpm, before_s))
    speech: list[Span] = []
    for word in words:
        if speech and word.start_s - speech[-1].end_s < 0.2:
            speech[-1] = Span(speech[-1].start_s, word.end_s)
        else:
            speech.append(Span(word.start_s, word.end_s))
    length_s = (words[-1].end_s if words else before_s) + AFTER_S
    sound = Sound(length_s, tuple(speech), -24.0 if words else -120.0, 2.0, 0.0)
    return Transcript(words, length_s, "tiny.en", "en"), sound


def _words(text: str, rate_wpm: float, before_s: float) -> Iterator[Word]:
    at_s = before_s
    for part in text.split():
        if silence := re.fullmatch(r"\[([\d.]+)\]", part):
            at_s += float(silence[1])
            continue
        duration_s = 60 / rate_wpm
        yield Word(part, round(at_s, 3), round(at_s + duration_s, 3), 0.9)
        at_s += duration_s + (SENTENCE_PAUSE_S if part.endswith((".", "?", "!")) else 0.0)
