"""One take, from its first block to its end: written to disk while it is spoken, and heard at the same time."""

import time
from collections.abc import Callable

import numpy as np

from voice_interviewer.clip import Resampling, Samples, silence
from voice_interviewer.devices.protocols import Microphone, SpeechDetector
from voice_interviewer.ears.endpoint import Endpoint
from voice_interviewer.ears.hearing import Audio, Heard, Hearing
from voice_interviewer.errors import OnlyZeros
from voice_interviewer.interview.dropouts import Dropouts
from voice_interviewer.interview.input_watch import Fault, InputWatch
from voice_interviewer.interview.protocol import Meter
from voice_interviewer.interview.turn import Due, Rules, due
from voice_interviewer.level import SILENCE_DBFS, peak_dbfs, rms_dbfs
from voice_interviewer.session.open_take import OpenTake

READ_TIMEOUT_S = 0.05
"""A key is seen within this time, even while no sound arrives."""

PEAK_FALL_DB_PER_S = 12.0
"""A held peak falls slowly enough for the eye to follow it."""


class Recording:
    """A take being spoken. `step` does a little, returns soon, and tells what came of it."""

    def __init__(
        self,
        take: OpenTake,
        microphone: Microphone,
        detector: SpeechDetector,
        rules: Rules,
        suggested_s: float,
        on_audio: Callable[[Audio], None],
        zeros: Dropouts,
    ) -> None:
        """`zeros` is told of every block, and knows of the takes before this one."""
        self.fault: Fault | None = None
        """What the last step found wrong with the input, if it is the first time in this take."""
        self._take = take
        self._hearing = Hearing(take.rate_hz, detector)
        self._endpoint = Endpoint()
        self._rules = rules
        self._suggested_s = suggested_s
        self._on_audio = on_audio
        self._done: set[Due] = set()
        self._level_dbfs = self._peak_dbfs = SILENCE_DBFS
        self._masked_until_s = 0.0
        self._zeros = zeros
        zeros.begin()
        self.use(microphone)

    def use(self, microphone: Microphone) -> None:
        """Go on with this microphone, at whatever rate it has; the recording keeps its own."""
        self._microphone = microphone
        self._resampling = Resampling(microphone.rate_hz, self._take.rate_hz)
        self._watch = InputWatch(self._take.rate_hz)

    def step(self) -> Due:
        """Take in the next block, if one comes in time. A thing that is due once is told once.

        Raises MicrophoneLost (exact zeros count as that), DiskError.
        """
        block = self._microphone.read(READ_TIMEOUT_S)
        self.fault = None
        if block is None:
            return Due.NOTHING
        self._take_in(self._resampling.feed(block))
        return self._due()

    def finish(self) -> None:
        """Hand on the last frames."""
        self._hear(np.zeros(0, np.float32), self._hearing.finish())

    def read_on(self) -> None:
        """Take in what was said before now and is still on its way from the microphone. Raises as `step` does."""
        until_s = time.monotonic() + self._microphone.latency_s
        while (left_s := until_s - time.monotonic()) > 0:
            if (block := self._microphone.read(left_s)) is not None:
                self._take_in(self._resampling.feed(block))

    def mask(self, duration_s: float) -> None:
        """The program makes a sound now: for so long what is heard is kept, but not listened to."""
        self._masked_until_s = self._take.duration_s + duration_s
        self._take.masked.append((self._take.duration_s, self._masked_until_s))

    def sounds_again(self) -> bool:
        """Whether a microphone that delivered nothing, or zeros, delivers sound now; it belongs to the take.

        Raises MicrophoneLost if the microphone is gone altogether.
        """
        block = self._microphone.read(READ_TIMEOUT_S)
        if block is None or not np.any(block):
            return False
        self._watch = InputWatch(self._take.rate_hz)
        self._take_in(self._resampling.feed(block))
        return True

    @property
    def meter(self) -> Meter:
        silent_s = self._endpoint.silence_s if self._endpoint.has_begun else 0.0
        return Meter(self._take.duration_s, self._suggested_s, self._level_dbfs, self._peak_dbfs, silent_s)

    def _take_in(self, samples: Samples) -> None:
        heard = samples.copy()
        silence(heard, 0, round((self._masked_until_s - self._take.duration_s) * self._take.rate_hz))
        self._take.write(samples)
        self._hear(samples, self._hearing.feed(heard))
        self._level_dbfs = rms_dbfs(samples)
        fallen_db = PEAK_FALL_DB_PER_S * len(samples) / self._take.rate_hz
        self._peak_dbfs = max(peak_dbfs(samples), self._peak_dbfs - fallen_db)
        self.fault = self._watch.feed(samples, speaking=self._endpoint.speaking)
        self._zeros.feed(samples, len(samples) / self._take.rate_hz, speaking=self._endpoint.speaking)
        if self._zeros.are_loss:
            raise OnlyZeros(self._microphone.name, has_sounded=self._zeros.has_sounded)

    def _hear(self, samples: Samples, heard: Heard) -> None:
        self._endpoint.feed(heard.speech)
        self._on_audio(Audio(samples, self._take.rate_hz, heard))

    def _due(self) -> Due:
        if self._endpoint.speaking:
            self._done.discard(Due.TONE)  # each silence has a tone of its own
        everything = due(
            self._rules,
            elapsed_s=self._take.duration_s,
            suggested_s=self._suggested_s,
            has_begun=self._endpoint.has_begun,
            silence_s=self._endpoint.silence_s,
        )
        now = next((each for each in everything if each not in self._done), Due.NOTHING)
        self._done |= {now} - {Due.NOTHING}
        return now
