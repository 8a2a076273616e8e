"""What the interview and the review ask of the world outside. A second kind of any of these is one new file."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.clip import Clip, Samples
from voice_interviewer.transcript import Word

HEARING_RATE_HZ = 16_000
"""The rate that Silero and Whisper listen at."""


class Voice(Protocol):
    """Turns text into speech."""

    name: str

    def synthesise(self, text: str) -> Clip:
        """Raises VoiceError. May be called from any thread; takes as long as it takes."""
        ...


class Playback(Protocol):
    """One clip on its way to the ear."""

    def finished(self) -> bool:
        """True once the last sample has left the loudspeaker (its latency included), or after `stop`.

        Raises SpeakerError if the device went away.
        """
        ...

    def stop(self) -> None:
        """Fall silent at once. Harmless when finished."""
        ...


class Speaker(Protocol):
    """Plays clips, one at a time."""

    name: str

    def play(self, clip: Clip) -> Playback:
        """Start playing and return at once. Raises SpeakerError."""
        ...


class Microphone(Protocol):
    """Delivers blocks of mono sound, in order, none missing."""

    name: str
    rate_hz: int
    """Known once it is open."""

    latency_s: float
    """How old a block is when it arrives. Known once it is open."""

    def open(self) -> None:
        """Start to listen. Raises NoMicrophone."""
        ...

    def cue(self, name: str) -> None:
        """The interview now listens to this answer: a question's id, with "-follow-up" behind it for the answer to a
        follow-up. Only a microphone that acts needs to know."""
        ...

    def read(self, timeout_s: float) -> Samples | None:
        """The next block, or None if none came in time. Raises MicrophoneLost."""
        ...

    def discard(self) -> None:
        """Forget every block that has arrived and was not read. Raises MicrophoneLost."""
        ...

    def close(self) -> None:
        """Stop listening; never hangs, may be called twice."""
        ...


class SpeechDetector(Protocol):
    """Tells speech from everything else, frame by frame, remembering what it heard."""

    frame_length: int
    """Samples in a frame at HEARING_RATE_HZ."""

    def probabilities(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape (n, frame_length), the frames that follow the last call's; returns (n,), 0 to 1."""
        ...

    def reset(self) -> None:
        """Forget what was heard: the next frame begins another recording."""
        ...


class Recogniser(Protocol):
    """Writes down speech."""

    model: str
    language: str

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        """Words of up to 30 s of sound at HEARING_RATE_HZ, times counted from its start; an empty prompt is none.

        Blocks until done. Raises RecogniserError if the recogniser stops, fails or is closed meanwhile, ModelError if
        it has no usable weights.
        """
        ...

    def close(self) -> None:
        """End its process; a `recognise` under way in another thread ends with RecogniserError."""
        ...
