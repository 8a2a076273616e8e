"""How quickly the weights that are here write down speech is measured once, while nobody needs the processor."""

import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Signal
from threading import Lock
from typing import TYPE_CHECKING

from voice_interviewer.devices.processor import OthersAtWork, this_machine
from voice_interviewer.devices.weights import Weights, list_weights
from voice_interviewer.errors import ModelError, RecogniserError
from voice_interviewer.places import builtin_folder
from voice_interviewer.rehearsal.pace import (
    BUSY_FROM,
    MOST_S,
    SPEECH_S,
    Measured,
    Pace,
    keep_measured,
    read_measured,
)
from voice_interviewer.rehearsal.while_idle import giving_way

if TYPE_CHECKING:
    from voice_interviewer.clip import Samples
    from voice_interviewer.devices.protocols import Recogniser

_SAMPLE = "unhappy-patient.flac"
"""Of the sample answers, one that is spoken without long pauses from its beginning on."""
_WARMING_UP_S = 1.0
"""The first words take longer: the model has to be loaded, and its memory found."""
_HOPELESS_S = 2 * MOST_S
"""What would take so long by what smaller weights took is not tried."""


def is_to_be_measured() -> bool:
    """Whether there is anything to choose between on this machine, and it is not known yet which weights keep up, or
    not well enough."""
    here = list_weights()
    if len(here) < 2:
        return False
    measured = read_measured()
    return measured is None or measured.was_busy or any(measured.pace(each) is None for each in here)


class Measuring:
    """Has all weights that are here write down a sample answer, the smallest first. Takes some seconds.

    It gives way to interviews: what is measured beside one would be wrong, and would disturb it.
    """

    def __init__(self, audio_dir: Path, may_go_on: Callable[[], bool] = lambda: True) -> None:
        """Nothing is measured yet.

        Args:
            audio_dir: The folder of all sessions.
            may_go_on: Asked ten times a second; once it says no, or an interview begins in this folder, `measure` ends.
        """
        self._audio_dir = audio_dir
        self._may_go_on = may_go_on
        self._stopped = Signal()
        self._lock = Lock()
        self._recogniser: Recogniser | None = None

    def measure(self, on_progress: Callable[[float], None] = lambda _: None) -> Measured | None:
        """Measure, and keep what was found for every interview from now on.

        Args:
            on_progress: Told the share done, 0 to 1.

        Returns:
            What was found; None if something more important came up, and nothing is kept.

        Raises:
            DiskError: It cannot be kept.
        """
        on_progress(0.0)
        others = OthersAtWork()
        with giving_way(self._audio_dir, self._may_go_on, self.stop):
            paces = self._paces(others, on_progress)
        if self._stopped.is_set():
            return None
        measured = Measured(
            machine=this_machine(),
            measured_at=datetime.now(UTC).replace(microsecond=0),
            others_share=round(others.share, 2),
            paces=paces,
        )
        keep_measured(measured)
        return measured

    def stop(self) -> None:
        """End `measure` at once; may be called from any thread."""
        self._stopped.set()
        with self._lock:
            recogniser = self._recogniser
        if recogniser is not None:
            recogniser.close()

    def _paces(self, others: OthersAtWork, on_progress: Callable[[float], None]) -> tuple[Pace, ...]:
        from voice_interviewer.rehearsal.models import reckoned

        paces: list[Pace] = []
        here = sorted(list_weights(), key=lambda each: each.size_bytes)
        sample = _sample()
        for number, weights in enumerate(here, start=1):
            if self._stopped.is_set():
                break
            smaller = next((each for each in reversed(paces) if each.took_s is not None), None)
            pace = reckoned(weights.name, weights.size_bytes, smaller) if smaller else None
            if pace is None or pace.took_s is None or pace.took_s < _HOPELESS_S:
                took_s = self._took_s(weights, sample, others)
                if others.share >= BUSY_FROM:
                    break  # nothing can be told now
                pace = Pace(model=weights.name, size_bytes=weights.size_bytes, took_s=took_s)
            paces.append(pace)
            on_progress(number / len(here))
        return tuple(paces)

    def _took_s(self, weights: Weights, sample: "Samples", others: OthersAtWork) -> float | None:
        """Seconds for SPEECH_S of speech; None if the weights cannot be used, or others are too busy to tell."""
        from voice_interviewer.devices.protocols import HEARING_RATE_HZ
        from voice_interviewer.listening.decoding import prompt_for
        from voice_interviewer.rehearsal.models import open_recogniser

        prompt = prompt_for(())
        with (
            suppress(ModelError, RecogniserError),
            closing(open_recogniser(weights.name, "en")) as recogniser,
        ):
            with self._lock:
                self._recogniser = recogniser
            if self._stopped.is_set():
                return None
            with others:
                recogniser.recognise(sample[: round(_WARMING_UP_S * HEARING_RATE_HZ)], prompt)
            if others.share >= BUSY_FROM:
                return None

            def took_s() -> float:
                begun_s = time.monotonic()
                with others:
                    recogniser.recognise(sample, prompt)
                return time.monotonic() - begun_s

            first_s = took_s()
            # A hiccup of the system should not decide for a year; a slow machine is slow both times.
            return round(first_s if first_s <= MOST_S else min(first_s, took_s()), 2)
        return None


def _sample() -> "Samples":
    """SPEECH_S of a sample answer, as Whisper hears it."""
    from voice_interviewer.clip import read_clip
    from voice_interviewer.devices.protocols import HEARING_RATE_HZ

    clip = read_clip(builtin_folder("demo") / _SAMPLE).resampled(HEARING_RATE_HZ)
    return clip.samples[: round(SPEECH_S * HEARING_RATE_HZ)]
