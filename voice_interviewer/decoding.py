"""From one piece of sound to its words: what Whisper is told beforehand, and when it is not believed."""

import zlib
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.devices.protocols import Recogniser
from voice_interviewer.endpoint import SPEECH_FROM, SPEECH_HELD
from voice_interviewer.hearing import FRAME_S
from voice_interviewer.pieces import Piece
from voice_interviewer.transcript import Word

GATE_S = 0.25
"""A piece without so much speech in a row is not decoded: on silence, noise, clicks and breath Whisper
invented up to 11 words without this gate, and none with it."""

LOOP_RATIO = 2.0
"""A text that zlib shrinks to less than half of its length repeats itself. (Spoken answers measured 1.3 to
1.8.)"""

FILLERS = frozenset({"um", "uh", "er", "erm", "ah", "hmm", "mm"})
FILLERS_IN_A_ROW = 4
"""So many at once are Whisper's stutter, not the person's."""


def prompt_for(vocabulary: tuple[str, ...]) -> str:
    """What Whisper is made to believe it has just heard: somebody who hesitates, repeats, and uses the bank's
    terms.

    It writes on in that manner. Without any prompt it wrote none of 14 human "um"s, with one like this 13.
    """
    terms = f" We, we work with {', '.join(vocabulary)}, um, and so on." if vocabulary else ""
    return f"Um, well, I, I'd say, uh, it was, um, it was a, a good start, you know.{terms} So, uh, yes."


def has_speech(speech: NDArray[np.float32]) -> bool:
    """Whether these frames, shape (n,), hold GATE_S of speech in a row, by the endpoint's own thresholds."""
    run = 0
    for probability in speech.tolist():
        run = run + 1 if probability >= SPEECH_FROM or (run and probability > SPEECH_HELD) else 0
        if run * FRAME_S >= GATE_S:
            return True
    return False


def write_down(piece: Piece, recogniser: Recogniser, prompt: str) -> tuple[Word, ...]:
    """The piece's own words, timed from the take's start. Raises as `Recogniser.recognise` does."""
    words = recogniser.recognise(piece.samples, prompt)
    if goes_round(words):
        words = recogniser.recognise(piece.samples, "")
    return tuple(word for word in _placed(words, piece.start_s) if _is_own(word, piece))


def goes_round(words: tuple[Word, ...]) -> bool:
    """Whether Whisper got stuck: the same over and over, or a row of fillers."""
    text = " ".join(word.text for word in words).encode()
    if len(text) > LOOP_RATIO * len(zlib.compress(text)):
        return True
    rows = groupby(words, key=lambda word: word.text.strip(".,!?…-").casefold() in FILLERS)
    return any(is_filler and len(tuple(row)) >= FILLERS_IN_A_ROW for is_filler, row in rows)


def _placed(words: tuple[Word, ...], start_s: float) -> list[Word]:
    return [
        replace(word, start_s=round(word.start_s + start_s, 3), end_s=round(word.end_s + start_s, 3))
        for word in words
    ]


def _is_own(word: Word, piece: Piece) -> bool:
    return piece.from_s <= (word.start_s + word.end_s) / 2 < piece.until_s
