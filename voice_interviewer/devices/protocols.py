"""What the interview and the review need from devices and engines. Another kind of any of them is one new file."""

from typing import Literal, Protocol

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
        """The text as sound. May be called from any thread, and may take seconds. Raises VoiceError."""
        ...


class Playback(Protocol):
    """One clip that is being played."""

    def finished(self) -> bool:
        """Whether the last sample has left the loudspeaker, allowing for latency, or `stop` was called.

        Raises SpeakerError if the device has gone.
        """
        ...

    def stop(self) -> None:
        """Fall silent at once. Harmless if it has finished."""
        ...


class Speaker(Protocol):
    """Plays clips, one at a time."""

    name: str

    def play(self, clip: Clip) -> Playback:
        """Start playing a clip, and return at once. Raises SpeakerError."""
        ...


class Microphone(Protocol):
    """Delivers blocks of mono sound, in order and without gaps."""

    name: str
    rate_hz: int
    """Known only once the microphone is open."""

    latency_s: float
    """How old a block is when it arrives. Known only once the microphone is open."""

    def open(self) -> None:
        """Start listening. Raises NoMicrophone."""
        ...

    def cue(self, name: str) -> None:
        """Say which answer comes next: a question's id, followed by "-follow-up" for the answer to a follow-up.

        Only a microphone that plays sound files needs to know.
        """
        ...

    def read(self, timeout_s: float) -> Samples | None:
        """What has arrived since the last call, shape (n,), or None if nothing did within `timeout_s`. Raises
        MicrophoneLost."""
        ...

    def discard(self) -> None:
        """Discard every block that has arrived and has not been read. Raises MicrophoneLost."""
        ...

    def close(self) -> None:
        """Stop listening. Never hangs, and may be called twice."""
        ...


class SpeechDetector(Protocol):
    """Tells speech from everything else, frame by frame, taking into account what it heard before."""

    frame_length: int
    """Samples in a frame at HEARING_RATE_HZ."""

    def probabilities(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each frame is speech.

        Args:
            frames: Shape (n, frame_length), at HEARING_RATE_HZ; they follow the frames of the last call.

        Returns:
            Shape (n,), 0 to 1.
        """
        ...

    def reset(self) -> None:
        """Forget what was heard before: the next frame begins another recording."""
        ...


Care = Literal["at-once", "carefully", "at-leisure"]
"""How a recogniser works: for words at once; for better ones; or for better ones after everything else."""


class Recogniser(Protocol):
    """Writes down speech."""

    model: str
    language: str

    def start(self) -> None:
        """Begin to load, in the background. Harmless if it has started."""
        ...

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        """Write down some sound; blocks until that is done.

        Args:
            samples: Up to 30 s, shape (n,), at HEARING_RATE_HZ.
            prompt: Text that might come before it, to lead the recogniser to certain words; may be empty.

        Returns:
            The words, with times counted from the start of the sound.

        Raises:
            RecogniserError: The recogniser stopped, failed, or was closed in the meantime.
            ModelError: There are no usable weights.
        """
        ...

    def close(self) -> None:
        """End its process. A `recognise` under way in another thread raises RecogniserError."""
        ...
