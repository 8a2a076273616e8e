"""When somebody speaks and when nobody does, from the sound alone: never from word times, which drift around a
long silence (faster-whisper#125)."""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.listening.endpoint import ARMED_BY_FRAMES, SPEECH_FROM, SPEECH_HELD
from voice_interviewer.listening.hearing import FRAME_LENGTH, FRAME_S

BRIEF_PAUSE_S = 0.2
"""A shorter silence belongs to articulation, as the closing before a "p" does. (Campione & Véronis 2002 call a
pause below 0.2 s brief.)"""

SHORTEST_SPEECH_S = ARMED_BY_FRAMES * FRAME_S
"""0.128 s. A shorter sound with silence on both sides is a click or a cough; a synthesised "uh" lasts 0.2 s."""

STEPS = 4
"""So many steps of 8 ms in a frame: fine enough to find an edge between two frames."""
_STEP_S = FRAME_S / STEPS

_REACH = 16
"""Frames, 0.5 s, that are looked at on either side of an edge."""

_LATE_START = 3 * STEPS
_LATE_END = 9 * STEPS
"""Silero notices late: on 108 phrases by four synthesised voices, speech began up to 0.09 s before it said so, and had
ended 0.04 s before in a quiet room (median), and up to 0.24 s before in noise at 20 dB. So the loudness decides, but
only between so many steps before Silero's edge and the edge itself: no click and no breath elsewhere moves anything."""

_ABOVE_NOISE = 10 ** (6 / 10)
_BELOW_SPEECH = 10 ** (-25 / 10)
"""Louder than the noise by 6 dB, and than the speech less 25 dB (lest a room's echo count): somebody speaks. Noise and
speech are those around the edge, so that loudness as such decides nothing.

On 220 phrases by four other voices nine edges of ten were within 0.04 s of the truth in a quiet room, within 0.08 s in
white, pink or babble noise at 20 dB; recall and precision of pauses from 0.5 s, both ends within 0.15 s: 1.00 and 1.00
in the quiet room, 1.00 and 0.98 in white and pink noise. With 4 dB noise is taken for speech, with 9 dB a weak "f" for
noise."""


@dataclass(frozen=True)
class Span:
    """A stretch of a recording, in seconds from its start."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """To the millisecond, so that 0.5 s is not a little less."""
        return round(self.end_s - self.start_s, 3)


@dataclass(frozen=True)
class Pause(Span):
    """A silence between two stretches of speech. An "um" is voice, and so ends one."""


class SpeechRun:
    """Follows Silero's hysteresis, by the endpoint's thresholds."""

    def __init__(self) -> None:
        self.frames = 0
        """Frames of speech up to now, in a row."""

    def step(self, probability: float) -> int:
        """Take one more frame; returns `frames`."""
        is_speech = probability >= SPEECH_FROM or (self.frames > 0 and probability > SPEECH_HELD)
        self.frames = self.frames + 1 if is_speech else 0
        return self.frames


@dataclass(frozen=True)
class _Edge:
    """Where Silero noticed that speech began or ended, in frames; the truth is not before `earliest`, in steps."""

    frame: int
    earliest: int
    is_start: bool


class SpeechFinder:
    """Finds the stretches of speech in one recording. Holds a second of it, and what it found."""

    def __init__(self) -> None:
        self._run = SpeechRun()
        self._powers: deque[NDArray[np.float64]] = deque(maxlen=2 * _REACH)
        self._frame_count = 0
        self._start = 0  # the first frame of the run
        self._waiting: deque[_Edge] = deque()
        self._started_s = 0.0
        self._spans: list[Span] = []

    def feed(self, powers: NDArray[np.float64], speech: NDArray[np.float32]) -> None:
        """The next frames: mean squares of their steps, shape (n, STEPS), and how likely each is speech, (n,)."""
        for row, probability in zip(powers, speech.tolist(), strict=True):
            if self._waiting and self._waiting[0].frame + _REACH == self._frame_count:
                self._settle()
            before = self._run.frames
            self._mark(before, self._run.step(probability))
            self._powers.append(row)
            self._frame_count += 1

    def finish(self) -> tuple[Span, ...]:
        """The recording has ended: every stretch of speech, in order, at least BRIEF_PAUSE_S apart."""
        self._mark(self._run.frames, 0)
        while self._waiting:
            self._settle()
        return tuple(span for span in self._spans if _is_speech(span))

    def _mark(self, before: int, now: int) -> None:
        """Note an edge, if there is one between the frame before and this one."""
        here = self._frame_count
        if now == 1:
            self._start = here
            self._waiting.append(_Edge(here, here * STEPS - _LATE_START, is_start=True))
        elif before > 0 and now == 0:
            earliest = max((self._start + 1) * STEPS, here * STEPS - _LATE_END)
            self._waiting.append(_Edge(here, earliest, is_start=False))

    def _settle(self) -> None:
        """Find the oldest waiting edge more precisely, now that what surrounds it was heard."""
        edge = self._waiting.popleft()
        first = self._frame_count - len(self._powers)
        powers = np.concatenate(list(self._powers)[max(0, edge.frame - _REACH - first) :])
        offset = max(first, edge.frame - _REACH) * STEPS
        find = _first_loud if edge.is_start else _last_loud
        step = find(_is_loud(powers), max(0, edge.earliest - offset), edge.frame * STEPS - offset)
        if edge.is_start:
            self._started_s = (offset + step) * _STEP_S
        else:
            self._add(Span(self._started_s, (offset + step) * _STEP_S))

    def _add(self, span: Span) -> None:
        """A stretch of speech; a very short one is only believed beside another."""
        if self._spans and span.start_s - self._spans[-1].end_s < BRIEF_PAUSE_S:
            last = self._spans.pop()
            span = Span(last.start_s, max(last.end_s, span.end_s))
        elif self._spans and not _is_speech(self._spans[-1]):
            self._spans.pop()
        self._spans.append(span)


def step_powers(frames: NDArray[np.float32]) -> NDArray[np.float64]:
    """The mean square of each step: (n, FRAME_LENGTH) to (n, STEPS)."""
    steps = frames.reshape(-1, STEPS, FRAME_LENGTH // STEPS)
    return np.asarray(np.mean(np.square(steps, dtype=np.float64), axis=2))


def pauses_between(speech: tuple[Span, ...]) -> tuple[Pause, ...]:
    """The silences between one stretch of speech and the next."""
    return tuple(Pause(one.end_s, following.start_s) for one, following in pairwise(speech))


def _is_loud(powers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which steps stand out of the noise, shape (n,)."""
    means = np.convolve(np.pad(powers, 2, mode="edge"), np.full(3, 1 / 3), mode="valid")
    # The mean of three steps makes speech two steps longer; the least of three makes it as long as it was.
    smooth = np.minimum.reduce([means[:-2], means[1:-1], means[2:]])
    noise, speech = np.percentile(means, [10, 90])
    return np.asarray(smooth > max(noise * _ABOVE_NOISE, speech * _BELOW_SPEECH))


def _first_loud(loud: NDArray[np.bool_], earliest: int, edge: int) -> int:
    """Speech begins at the edge, or earlier if it was loud from there on."""
    while edge > earliest and loud[edge - 1]:
        edge -= 1
    return edge


def _last_loud(loud: NDArray[np.bool_], earliest: int, edge: int) -> int:
    """Speech ended after the last loud step; at the edge, if none is."""
    steps = np.flatnonzero(loud[earliest:edge])
    return earliest + int(steps[-1]) + 1 if len(steps) else edge


def _is_speech(span: Span) -> bool:
    return span.duration_s >= SHORTEST_SPEECH_S
