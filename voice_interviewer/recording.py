"""One take, from its first block to its end: written to disk while it is spoken, and heard at the same time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from voice_interviewer.clip import Samples
from voice_interviewer.devices.protocols import Microphone, SpeechDetector
from voice_interviewer.endpoint import Endpoint
from voice_interviewer.hearing import Heard, Hearing
from voice_interviewer.level import SILENCE_DBFS, peak_dbfs, rms_dbfs
from voice_interviewer.session import OpenTake
from voice_interviewer.turn import Due, Rules, due

READ_TIMEOUT_S = 0.05
"""A key is seen within this time, even while no sound arrives."""


@dataclass(frozen=True)
class Meter:
    """What the screen shows while it listens."""

    elapsed_s: float
    suggested_s: float
    level_dbfs: float
    peak_dbfs: float
    pausing_s: float
    """Since the last speech; 0 while the person speaks or has not begun."""


class Keyboard(Protocol):
    """Where keys come from, without waiting."""

    def read(self) -> tuple[str, ...]:
        """Keys pressed since the last call. Raises KeyboardInterrupt for Ctrl-C."""
        ...


class Recording:
    """A take being spoken. `step` does a little, returns soon, and tells what came of it."""

    def __init__(
        self,
        take: OpenTake,
        microphone: Microphone,
        detector: SpeechDetector,
        rules: Rules,
        suggested_s: float,
        on_audio: Callable[[Heard], None],
    ) -> None:
        self._take = take
        self._microphone = microphone
        self._hearing = Hearing(microphone.rate_hz, detector)
        self._endpoint = Endpoint()
        self._rules = rules
        self._suggested_s = suggested_s
        self._on_audio = on_audio
        self._done: set[Due] = set()
        self._level_dbfs = self._peak_dbfs = SILENCE_DBFS

    def step(self) -> Due:
        """Take in the next block, if one comes in time. A thing that is due once is told once.

        Raises MicrophoneLost, DiskError.
        """
        block = self._microphone.read(READ_TIMEOUT_S)
        if block is None:
            return Due.NOTHING
        self._take.write(block)
        self._hear(self._hearing.feed(block))
        self._measure(block)
        now = due(
            self._rules,
            elapsed_s=self._take.duration_s,
            has_begun=self._endpoint.has_begun,
            silence_s=self._endpoint.silence_s,
        )
        if now in self._done:
            return Due.NOTHING
        self._done.add(now)
        return now

    def finish(self) -> None:
        """Hand on the last frames."""
        self._hear(self._hearing.finish())

    @property
    def meter(self) -> Meter:
        silent_s = self._endpoint.silence_s if self._endpoint.has_begun else 0.0
        return Meter(
            self._take.duration_s, self._suggested_s, self._level_dbfs, self._peak_dbfs, pausing_s=silent_s
        )

    def _hear(self, heard: Heard) -> None:
        self._endpoint.feed(heard.speech)
        self._on_audio(heard)

    def _measure(self, block: Samples) -> None:
        self._level_dbfs = rms_dbfs(block)
        # The peak is held, and falls by 12 dB a second, so that the eye can follow it.
        fallen_db = 12 * len(block) / self._microphone.rate_hz
        self._peak_dbfs = max(peak_dbfs(block), self._peak_dbfs - fallen_db)
