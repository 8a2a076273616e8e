"""The 16 kHz ear: what Silero and Whisper listen to, made from a microphone's blocks or a file's, in the
same way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.clip import Resampling, Samples
from voice_interviewer.devices.protocols import HEARING_RATE_HZ, SpeechDetector
from voice_interviewer.listening.hum import Grounding

FRAME_LENGTH = 512
"""Samples in one frame of Silero's."""

FRAME_S = FRAME_LENGTH / HEARING_RATE_HZ
"""0.032 s."""

SILENT_DBFS = -120.0
"""Nothing is quieter."""


@dataclass(frozen=True)
class Heard:
    """Some whole frames, one after the other: `samples` at 16 kHz, shape (n * 512,), and how likely each
    frame is speech, `speech`, shape (n,), 0 to 1. n may be 0."""

    samples: Samples
    speech: NDArray[np.float32]

    @property
    def duration_s(self) -> float:
        return len(self.samples) / HEARING_RATE_HZ


def levels_dbfs(samples: Samples) -> NDArray[np.float32]:
    """How loud each whole frame of these samples, shape (n,), is: shape (n // FRAME_LENGTH,)."""
    count = len(samples) // FRAME_LENGTH
    frames = samples[: count * FRAME_LENGTH].reshape(count, FRAME_LENGTH).astype(np.float64)
    power = np.square(frames).mean(axis=1) + 10 ** (SILENT_DBFS / 10)
    return np.asarray(10 * np.log10(power), np.float32)


@dataclass(frozen=True)
class Audio:
    """A block of a take as the device gave it, (n,) at `rate_hz`, and what was heard meanwhile. The two need not cover
    the same time, only all of the take in the end; either may be empty."""

    samples: Samples
    rate_hz: int
    heard: Heard


class Hearing:
    """Resamples a recording as it comes, takes away what is no sound, and asks a detector about every frame.

    What comes out depends on the sound alone, not on the blocks that it came in: soxr's stream and Silero
    carry their state. Nothing is lost at either end; soxr holds back some 10 to 50 ms, which `finish`
    gives out.
    """

    def __init__(self, rate_hz: int, detector: SpeechDetector) -> None:
        """Begin a recording: the detector forgets what it heard before."""
        self._resample = Resampling(rate_hz, HEARING_RATE_HZ)
        self._grounding = Grounding(FRAME_LENGTH)
        self._detector = detector
        self._rest = np.zeros(0, np.float32)
        detector.reset()

    def feed(self, samples: Samples) -> Heard:
        """Hear the next block, shape (n,), at the rate given; returns the frames that it completed."""
        return self._listen(self._resample.feed(samples))

    def finish(self) -> Heard:
        """The recording has ended: returns its last frames, the very last filled up with silence."""
        end = self._resample.finish()
        missing = -(len(self._rest) + len(end)) % FRAME_LENGTH
        return self._listen(np.concatenate([end, np.zeros(missing, np.float32)]))

    def _listen(self, samples: Samples) -> Heard:
        waiting = np.concatenate([self._rest, samples])
        whole = len(waiting) - len(waiting) % FRAME_LENGTH
        self._rest = waiting[whole:]
        frames = self._grounding.feed(waiting[:whole].reshape(-1, FRAME_LENGTH))
        speech = self._detector.probabilities(frames) if len(frames) else np.zeros(0, np.float32)
        return Heard(frames.reshape(-1), speech)
