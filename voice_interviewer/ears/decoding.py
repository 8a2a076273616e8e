"""From one piece of sound to its words: what Whisper is told beforehand, and when it is not believed."""

import zlib
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.devices.protocols import Recogniser
from voice_interviewer.ears.endpoint import SPEECH_FROM, SPEECH_HELD
from voice_interviewer.ears.hearing import FRAME_S
from voice_interviewer.ears.pieces import Piece
from voice_interviewer.terms import confirm, doubtful
from voice_interviewer.transcript import Word

GATE_S = 0.25
"""A piece without so much speech in a row is not decoded: on silence, noise, clicks and breath Whisper
invented up to 11 words without this gate, and none with it."""

LOOP_RATIO = 2.0
"""A text that zlib shrinks to less than half of its length repeats itself; the sample answers reach 1.5."""

FILLERS = frozenset({"um", "uh", "er", "erm", "ah", "hmm", "mm"})
FILLERS_IN_A_ROW = 4
"""So many at once are Whisper's stutter, not the person's."""

UNTIMED_IN_A_ROW = 4
"""So many words at one and the same moment were not said: where Whisper repeats a sentence, it finds no sound for it.
Seen with a question of six words that was written twice, the second time within no time at all."""

LOST_SPEECH_S = 2.5
"""If no word begins for so much speech, Whisper has skipped something: a prompt makes it do that now and
then, most often where a piece begins in the middle of a sentence. In the sample answers words begin at most
1.0 s of speech apart."""

_WORDS_BEFORE = 20


def prompt_for(vocabulary: tuple[str, ...]) -> str:
    """What Whisper is made to believe it has just heard: somebody who hesitates, and uses the bank's terms.

    It writes on in that manner. Without any prompt it wrote none of 14 human "um"s, with one like this 13.
    One word is repeated, so that repeats are written: without that "I keep, I keep" came out once. A
    prompt that stutters more made Whisper loop on 4 of 7 pieces of fluent speech; this one on none.
    """
    work = f"use {', '.join(vocabulary)}" if vocabulary else "help people"
    return f"Okay. So, um, at work we, we {work} every day, and, uh, I really liked it. Um, what else?"


def has_speech(speech: NDArray[np.float32]) -> bool:
    """Whether these frames, shape (n,), hold GATE_S of speech in a row, by the endpoint's own thresholds."""
    run = 0
    for probability in speech.tolist():
        run = run + 1 if probability >= SPEECH_FROM or (run and probability > SPEECH_HELD) else 0
        if run * FRAME_S >= GATE_S:
            return True
    return False


def write_down(
    piece: Piece,
    recogniser: Recogniser,
    prompt: str,
    before: tuple[Word, ...] = (),
    terms: tuple[str, ...] = (),
) -> tuple[Word, ...]:
    """The piece's own words, timed from the take's start. `before` is what was said before it; a piece
    that begins in the middle of speech is decoded in its light. Where one of the `terms` is doubtful, a
    second decode without a prompt confirms it or does not. Raises as `Recogniser.recognise` does."""
    if piece.goes_on:
        prompt = " ".join([prompt, *(word.text for word in before[-_WORDS_BEFORE:])])
    words = _own(recogniser.recognise(piece.samples, prompt), piece)
    lost_s = longest_lost_s(words, piece)
    is_stuck = goes_round(words)
    if not is_stuck and lost_s < LOST_SPEECH_S and not doubtful(words, terms):
        return words
    plain = _own(recogniser.recognise(piece.samples, ""), piece)
    if is_stuck or (lost_s >= LOST_SPEECH_S and longest_lost_s(plain, piece) < lost_s / 2):
        return plain
    return confirm(words, plain, terms)


def longest_lost_s(words: tuple[Word, ...], piece: Piece) -> float:
    """The most speech, in seconds, during which no word of the piece's began."""
    starts = (np.array([word.start_s for word in words]) - max(piece.start_s, piece.from_s)) / FRAME_S
    spoken_by = np.concatenate([[0], np.cumsum(piece.speech >= SPEECH_FROM)])  # frames of speech before each
    at_starts = spoken_by[np.clip(starts, 0, len(piece.speech)).astype(int)]
    return float(np.diff(np.concatenate([[0], at_starts, spoken_by[-1:]])).max() * FRAME_S)


def goes_round(words: tuple[Word, ...]) -> bool:
    """Whether Whisper got stuck: the same over and over, words without time for them, or a row of fillers."""
    text = " ".join(word.text for word in words).encode()
    if len(text) > LOOP_RATIO * len(zlib.compress(text)):
        return True
    untimed = groupby(words, key=lambda word: word.end_s - word.start_s < 0.01)
    if any(is_untimed and len(tuple(row)) >= UNTIMED_IN_A_ROW for is_untimed, row in untimed):
        return True
    rows = groupby(words, key=lambda word: word.text.strip(".,!?…-").casefold() in FILLERS)
    return any(is_filler and len(tuple(row)) >= FILLERS_IN_A_ROW for is_filler, row in rows)


def _own(words: tuple[Word, ...], piece: Piece) -> tuple[Word, ...]:
    placed = (
        replace(
            word, start_s=round(word.start_s + piece.start_s, 3), end_s=round(word.end_s + piece.start_s, 3)
        )
        for word in words
    )
    return tuple(word for word in placed if piece.from_s <= (word.start_s + word.end_s) / 2 < piece.until_s)
