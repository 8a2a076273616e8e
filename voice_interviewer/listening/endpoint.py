"""When has the person stopped speaking? Decided from speech probabilities alone, never from loudness."""

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.listening.hearing import FRAME_S

SPEECH_FROM = 0.5
"""Silero's own default threshold. A frame at or above it is speech."""

SPEECH_HELD = 0.35
"""Silero's own default for the end of speech (threshold - 0.15): a frame above it, after a frame of
speech, still is."""

ARMED_BY_FRAMES = 4
"""So many frames of speech in a row (128 ms) and the answer has begun. Measured with these three: stops
correctly in white, pink and babble noise down to 10 dB, with clicks, breathing and a very quiet voice,
where a fixed loudness never stopped in noise and cut a quiet voice 7.5 s early."""


class Endpoint:
    """Follows one take. Time counts in the frames fed, never by a clock, so that a file is judged as a
    person is."""

    def __init__(self) -> None:
        self.has_begun = False
        self.speaking = False
        """The last frame fed was speech, and the answer has begun."""
        self._run = 0  # frames of speech up to now, in a row
        self._silent = 0  # frames since the last speech

    @property
    def silence_s(self) -> float:
        """Seconds since the last speech; before the answer has begun, since the start."""
        return self._silent * FRAME_S

    def feed(self, speech: NDArray[np.float32]) -> None:
        """Take note of the next frames' probabilities, shape (n,)."""
        for probability in speech.tolist():
            self._step(probability)

    def _step(self, probability: float) -> None:
        is_speech = probability >= SPEECH_FROM or (self._run > 0 and probability > SPEECH_HELD)
        self._run = self._run + 1 if is_speech else 0
        self.has_begun = self.has_begun or self._run >= ARMED_BY_FRAMES
        self.speaking = self.has_begun and is_speech
        self._silent = 0 if self.speaking else self._silent + 1
