"""What a recording tells without its words: when somebody speaks, how loud, how steadily, and whether it is
clipped. Measured while it is being spoken, or from its file, by the same code."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.clip import SILENCE_DBFS, Samples, read_blocks
from voice_interviewer.delivery.pauses import (
    Pause,
    Span,
    SpeechFinder,
    SpeechRun,
    pauses_between,
    step_powers,
)
from voice_interviewer.devices.protocols import SpeechDetector
from voice_interviewer.listening.endpoint import ARMED_BY_FRAMES
from voice_interviewer.listening.hearing import FRAME_LENGTH, FRAME_S, Heard, Hearing

CLIPPED_FROM = 0.999
"""A sample as large as this stands at the end of its scale: 16 bits end at 0.99997."""

_SECOND = round(1 / FRAME_S)


@dataclass(frozen=True)
class Sound:
    """What was measured from one recording. Times in seconds from its start."""

    duration_s: float
    speech: tuple[Span, ...]
    """Where somebody speaks ("um" included), with at least 0.2 s between one and the next."""
    level_dbfs: float
    """Root mean square of the speech alone, against full scale; SILENCE_DBFS if there is none."""
    level_spread_db: float
    """How far apart the seconds of speech are in loudness: their levels' standard deviation. 0 below two seconds."""
    clipped_share: float
    """The part of all samples that stand at the end of the scale, 0 to 1."""

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The silences between first and last speech, from 0.2 s up."""
        return pauses_between(self.speech)

    @property
    def first_speech_s(self) -> float | None:
        return self.speech[0].start_s if self.speech else None

    @property
    def last_speech_s(self) -> float | None:
        return self.speech[-1].end_s if self.speech else None


class SoundMeasuring:
    """Follows one recording; what it holds does not grow but by the stretches of speech found."""

    def __init__(self, rate_hz: int) -> None:
        """`rate_hz` is the device's, or the file's."""
        self._rate_hz = rate_hz
        self._sample_count = 0
        self._clipped_count = 0
        self._finder = SpeechFinder()
        self._loudness = _Loudness()

    def feed(self, samples: Samples, heard: Heard) -> None:
        """The next block as the device gave it, shape (n,) (resampling would hide what is clipped), and what
        was heard meanwhile. The two need not cover the same time, only all of it in the end; either may be
        empty."""
        self._sample_count += len(samples)
        self._clipped_count += int(np.count_nonzero(np.abs(samples) >= CLIPPED_FROM))
        powers = step_powers(heard.samples.reshape(-1, FRAME_LENGTH))
        self._finder.feed(powers, heard.speech)
        self._loudness.feed(powers.mean(axis=1), heard.speech)

    def finish(self) -> Sound:
        """The recording has ended."""
        duration_s = self._sample_count / self._rate_hz
        return Sound(
            duration_s=round(duration_s, 3),
            speech=tuple(_within(span, duration_s) for span in self._finder.finish()),
            level_dbfs=round(self._loudness.level_dbfs, 2),
            level_spread_db=round(self._loudness.spread_db, 2),
            clipped_share=self._clipped_count / self._sample_count if self._sample_count else 0.0,
        )


class _Loudness:
    """Of speech only, and so the same however long somebody pauses."""

    def __init__(self) -> None:
        self._run = SpeechRun()
        self._unsure: deque[float] = deque(maxlen=ARMED_BY_FRAMES)  # speech, or only a click
        self._total = 0.0
        self._frame_count = 0
        self._second: list[float] = []
        self._count, self._mean_db, self._squares = 0, 0.0, 0.0  # Welford's running variance

    @property
    def level_dbfs(self) -> float:
        return _dbfs(self._total / self._frame_count) if self._frame_count else SILENCE_DBFS

    @property
    def spread_db(self) -> float:
        return float(np.sqrt(self._squares / self._count)) if self._count else 0.0

    def feed(self, powers: NDArray[np.float64], speech: NDArray[np.float32]) -> None:
        """Mean squares of the next frames, shape (n,), and how likely each is speech."""
        for power, probability in zip(powers.tolist(), speech.tolist(), strict=True):
            frames = self._run.step(probability)
            self._unsure.append(power)
            if frames == ARMED_BY_FRAMES:
                for each in self._unsure:
                    self._add(each)
            elif frames > ARMED_BY_FRAMES:
                self._add(power)

    def _add(self, power: float) -> None:
        self._total += power
        self._frame_count += 1
        self._second.append(power)
        if len(self._second) == _SECOND:
            self._add_second(_dbfs(sum(self._second) / _SECOND))
            self._second.clear()

    def _add_second(self, level_db: float) -> None:
        self._count += 1
        away = level_db - self._mean_db
        self._mean_db += away / self._count
        self._squares += away * (level_db - self._mean_db)


def measure_file(path: Path, detector: SpeechDetector, masked: Sequence[tuple[float, float]] = ()) -> Sound:
    """Measure a recording on disk, but for masked spans (seconds). Raises ClipError."""
    hearing: Hearing | None = None
    measuring = SoundMeasuring(1)
    for block in read_blocks(path, masked=masked):
        if hearing is None:
            hearing, measuring = Hearing(block.rate_hz, detector), SoundMeasuring(block.rate_hz)
        measuring.feed(block.samples, hearing.feed(block.samples))
    if hearing is not None:
        measuring.feed(np.zeros(0, np.float32), hearing.finish())
    return measuring.finish()


def _within(span: Span, duration_s: float) -> Span:
    """The last frame was filled up with silence, and does not make the recording longer."""
    return Span(round(min(span.start_s, duration_s), 3), round(min(span.end_s, duration_s), 3))


def _dbfs(power: float) -> float:
    return max(SILENCE_DBFS, 10 * float(np.log10(power))) if power > 0 else SILENCE_DBFS
