"""One take from its first block to its last: written to disk and listened to while the person speaks."""

import time
from collections.abc import Callable
from concurrent.futures import Future

import numpy as np

from voice_interviewer.clip import SILENCE_DBFS, Resampling, Samples, peak_dbfs, rms_dbfs, silence
from voice_interviewer.devices.protocols import Microphone, SpeechDetector
from voice_interviewer.errors import OnlyZeros
from voice_interviewer.interview.dropouts import Dropouts
from voice_interviewer.interview.input_watch import Fault, InputWatch
from voice_interviewer.interview.protocol import Meter
from voice_interviewer.interview.turn import Due, Rules, due
from voice_interviewer.listening.endpoint import Endpoint
from voice_interviewer.listening.hearing import Audio, Heard, Hearing
from voice_interviewer.session import OpenTake

READ_TIMEOUT_S = 0.05
"""How long to wait for a block of sound, so that a key is noticed within this time even if none arrives."""

PEAK_FALL_DB_PER_S = 12.0
"""How fast a held peak falls: slowly enough for the eye to follow."""


class Recording:
    """A take that is being spoken. Each call of `step` takes in one block and tells what is due."""

    def __init__(
        self,
        take: OpenTake,
        microphone: Microphone,
        detector: Future[SpeechDetector],
        rules: Rules,
        suggested_s: float,
        on_audio: Callable[[Audio], None],
        zeros: Dropouts,
    ) -> None:
        """Begin to record.

        Args:
            take: Where the sound is written.
            microphone: Open, at any rate.
            detector: Tells speech from everything else. Until it is loaded the take is written all the same.
            rules: When the answer ends.
            suggested_s: The length that the bank suggests.
            on_audio: Given every block. Must return at once.
            zeros: Given every block; it remembers the takes before this one.
        """
        self.fault: Fault | None = None
        """What the last step found wrong with the sound, if that was not found earlier in this take."""
        self._take = take
        self._detector = detector
        self._hearing: Hearing | None = None
        self._unheard: list[Samples] = []
        self._endpoint = Endpoint()
        self._rules = rules
        self._limit_s = rules.one_way.limit_s if rules.one_way else None
        self._suggested_s = suggested_s
        self._on_audio = on_audio
        self._done: set[Due] = set()
        self._level_dbfs = self._peak_dbfs = SILENCE_DBFS
        self._masked_until_s = 0.0
        self._zeros = zeros
        zeros.begin()
        self.use(microphone)

    def use(self, microphone: Microphone) -> None:
        """Continue with this microphone, at whatever rate it has; the recording keeps its own rate."""
        self._microphone = microphone
        self._resampling = Resampling(microphone.rate_hz, self._take.rate_hz)
        self._watch = InputWatch(self._take.rate_hz)

    def step(self) -> Due:
        """Take in the next block, if one arrives within READ_TIMEOUT_S.

        Returns:
            What is due. Each thing is told only once (the tone, once in each silence), so this is mostly NOTHING.

        Raises:
            MicrophoneLost: The microphone is gone, or delivers nothing but zeros.
            DiskError: The block cannot be written.
        """
        block = self._microphone.read(READ_TIMEOUT_S)
        self.fault = None
        if block is None:
            return Due.NOTHING
        self._take_in(self._resampling.feed(block))
        return self._due()

    def finish(self) -> None:
        """Pass the last frames on to the listeners. Nothing more can be recorded afterwards."""
        nothing = np.zeros(0, np.float32)
        if self._hearing is None:
            self._detector.result()
            self._hear(nothing, self._listen(nothing))
        assert self._hearing is not None, "the detector is loaded"
        self._hear(nothing, self._hearing.finish())

    def read_on(self) -> None:
        """Take in what has been said but is still on its way from the microphone. Raises what `step` raises."""
        until_s = time.monotonic() + self._microphone.latency_s
        while (left_s := until_s - time.monotonic()) > 0:
            if (block := self._microphone.read(left_s)) is not None:
                self._take_in(self._resampling.feed(block))

    def mask(self, duration_s: float) -> None:
        """The program is making a sound: for this long, what is heard is recorded but not listened to."""
        self._masked_until_s = self._take.duration_s + duration_s
        self._take.masked.append((self._take.duration_s, self._masked_until_s))

    def sounds_again(self) -> bool:
        """Whether a microphone that delivered nothing or zeros delivers sound again; that sound goes into the take.

        Raises:
            MicrophoneLost: The microphone is gone altogether.
        """
        block = self._microphone.read(READ_TIMEOUT_S)
        if block is None or not np.any(block):
            return False
        self._watch = InputWatch(self._take.rate_hz)
        self._take_in(self._resampling.feed(block))
        return True

    @property
    def meter(self) -> Meter:
        """How long the take is, how loud, and how long the person has been pausing."""
        silent_s = self._endpoint.silence_s if self._endpoint.has_begun else 0.0
        elapsed_s = self._take.duration_s
        left_s = None if self._limit_s is None else max(0.0, self._limit_s - elapsed_s)
        return Meter(elapsed_s, self._suggested_s, self._level_dbfs, self._peak_dbfs, silent_s, left_s)

    def _take_in(self, samples: Samples) -> None:
        if self._limit_s is not None:  # a one-way answer is cut to the sample, whatever is still on its way
            left = round((self._limit_s - self._take.duration_s) * self._take.rate_hz)
            samples = samples[: max(0, left)]
            if not len(samples):
                return
        heard = samples.copy()
        silence(heard, 0, round((self._masked_until_s - self._take.duration_s) * self._take.rate_hz))
        self._take.write(samples)
        self._hear(samples, self._listen(heard))
        self._level_dbfs = rms_dbfs(samples)
        fallen_db = PEAK_FALL_DB_PER_S * len(samples) / self._take.rate_hz
        self._peak_dbfs = max(peak_dbfs(samples), self._peak_dbfs - fallen_db)
        self.fault = self._watch.feed(samples, speaking=self._endpoint.speaking)
        self._zeros.feed(samples, len(samples) / self._take.rate_hz, speaking=self._endpoint.speaking)
        if self._zeros.are_loss:
            raise OnlyZeros(self._microphone.name, has_sounded=self._zeros.has_sounded)

    def _listen(self, samples: Samples) -> Heard:
        """What is heard in the next samples, and in those before them for which the detector was not loaded yet."""
        if self._hearing is None:
            self._unheard.append(samples)
            if not self._detector.done():
                return Heard(np.zeros(0, np.float32), np.zeros(0, np.float32))
            self._hearing = Hearing(self._take.rate_hz, self._detector.result())
            samples = np.concatenate(self._unheard)
        return self._hearing.feed(samples)

    def _hear(self, samples: Samples, heard: Heard) -> None:
        self._endpoint.feed(heard.speech)
        self._on_audio(Audio(samples, self._take.rate_hz, heard))

    def _due(self) -> Due:
        if self._endpoint.speaking:
            self._done.discard(Due.TONE)  # each silence gets its own tone
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
