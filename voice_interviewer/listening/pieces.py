"""Cuts an answer at its pauses into pieces that Whisper takes one by one, while the answer is still being
spoken.

The lengths are those measured best for tiny.en on spontaneous speech: with 0.2 s instead of 0.8 s before
the first word, six words in a hundred more were wrong; pieces above 30 s do not fit Whisper's window.

After a long pause the piece before it is guessed to be the last one, so that its words are there when the end
is decided. A wrong guess is work for nothing: guesses after 0.5 s made more of it than all pieces that counted.
Hence the wait of a second, and hence the cut there from 8 s on: most guesses are then pieces that stay. Over
15 tuning answers, clean and in noise, that costs nothing clear: WER 6.5 (6.6 from 15 s on), with more beams 5.8 (5.4).
A wrong guess is of use once more where the take ends before the next cut: only what follows it is left to decode then.

At an ordinary pause the cut is from 12 s on. From 15 s on the words were as good over 10 tuning answers, clean, at 20
and at 10 dB (WER 8.9, fillers 0.90, repeats 0.79), but more is left at the end: by a model of the wait after Enter at
every second of three minutes, 0.94 s at worst instead of 0.80. From 10 s on a filler in 30 is lost.

Where nobody pauses, somebody who waits for the words has the cut after 18 s: a last piece of 20 s takes 1.3 s to
decode. Both pieces hear OVERLAP_S on either side of such a cut, and are joined at a word that both have. Over 28 human
recordings of 17 to 30 s, nearly all read without a pause, tiny.en had 11.9 words in a hundred wrong when each heard
half a second beyond the cut, 10.0 so, and 9.9 cut after 28 s; over 20 others 9.1, 7.6 and 7.6.

Where nobody waits, as for the second look, a piece fills Whisper's window of 30 s as far as it can, as in a whole file:
cuts cost words, and so does silence cut away after the last one. Of 240 words that four people speak freely base with
five beams had 21 wrong so, 25 with a cut after 8 s at a pause of a second, and 20 of the whole file. To hear more than
0.8 s of what was before a pause costs fillers and their times.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.clip import Samples
from voice_interviewer.listening.hearing import FRAME_LENGTH, FRAME_S, Heard, levels_dbfs

SPEECH_FROM = 0.35
SILENCE_BELOW = 0.2
PAUSE_S = 0.6
OVERLAP_S = 3.0
CUT_PAUSE_S = 1.0


def _frames(seconds: float) -> int:
    """The least number of frames that is at least so long."""
    return -int(-seconds // FRAME_S)


@dataclass(frozen=True)
class _Lengths:
    """Of pieces, in seconds."""

    shortest_s: float
    """Of speech, before an ordinary pause is a cut."""
    shortest_at_long_pause_s: float
    """Of speech, before a pause of CUT_PAUSE_S is one."""
    longest_s: float
    """With what is heard before it."""
    lead_s: float
    """Heard before the first word."""
    tail_s: float
    """Heard after the last one."""


_AWAITED = _Lengths(12.0, 8.0, longest_s=18.8, lead_s=0.8, tail_s=0.5)
_AT_LEISURE = _Lengths(22.0, 22.0, longest_s=29.9, lead_s=0.8, tail_s=1.5)
_PAUSE, _CUT_PAUSE, _OVERLAP = map(_frames, (PAUSE_S, CUT_PAUSE_S, OVERLAP_S))
_DIP = 9  # frames, about 0.3 s: where nobody pauses, the cut goes where so much sounds least like speech


@dataclass(frozen=True)
class Piece:
    """Sound to be written down: `samples` at 16 kHz begin `start_s` after the take's start. Only words whose
    middle lies in `from_s` to `until_s` (seconds of the take) are this piece's own; the rest is there to be
    understood by. `speech` and `level_dbfs` have a number for each of its own frames, shape (n,): how likely it is
    speech, and how loud.

    A piece that `goes_on` follows the one before without a pause, and hears OVERLAP_S of what that one has. One that
    is not `final` is a guess, made where the person has been silent for CUT_PAUSE_S: the piece that it would be if
    nothing followed. If nothing did, the final one has the same `span`.
    """

    start_s: float
    samples: Samples
    speech: NDArray[np.float32]
    level_dbfs: NDArray[np.float32]
    from_s: float
    until_s: float
    goes_on: bool
    final: bool

    @property
    def span(self) -> tuple[float, float]:
        """Tells two pieces of one take apart."""
        return self.start_s, self.until_s


class _Frame(NamedTuple):
    samples: Samples
    speech: float


class Pieces:
    """Follows one take. Holds the piece that is being spoken, and no more."""

    def __init__(self, *, live: bool) -> None:
        """In a `live` take somebody will wait for the words of the last piece."""
        lengths = _AWAITED if live else _AT_LEISURE
        self._shortest, self._longest = _frames(lengths.shortest_s), int(lengths.longest_s // FRAME_S)
        self._shortest_at_long_pause = _frames(lengths.shortest_at_long_pause_s)
        self._lead_at_pause, self._tail = _frames(lengths.lead_s), _frames(lengths.tail_s)
        self._frames: list[_Frame] = []
        self._first_held = 0  # number of the first frame in _frames, counted from the take's start
        self._owned_from = 0
        self._goes_on = False
        self._speech_from: int | None = None
        self._silent_from: int | None = None
        self._guessed_until: int | None = None

    @property
    def silent(self) -> bool:
        """Nobody is speaking now."""
        return self._speech_from is None or self._silent_from is not None

    def feed(self, heard: Heard) -> list[Piece]:
        """Hear more; returns the pieces that this completed, and guesses."""
        rows = heard.samples.reshape(-1, FRAME_LENGTH)
        frames = map(_Frame, rows, heard.speech.tolist())
        return [piece for frame in frames for piece in self._step(frame)]

    def finish(self, *, after_guess: bool = False) -> list[Piece]:
        """The take has ended: returns what is left of it, or of what follows the last guess, if anything was said."""
        if after_guess and self._guessed_until is not None:
            self._begin_at(self._guessed_until, goes_on=False)
        return [] if self._speech_from is None else [self._last(final=True)]

    @property
    def _now(self) -> int:
        return self._first_held + len(self._frames)

    def _step(self, frame: _Frame) -> Iterator[Piece]:
        self._frames.append(frame)
        self._mark(self._now - 1)
        if self._speech_from is None:
            self._forget_before(self._now - self._lead)
            return
        silent = 0 if self._silent_from is None else self._now - self._silent_from
        if self._is_cut(silent):
            yield self._cut_at_pause()
        elif silent == _CUT_PAUSE:
            self._guessed_until = self._silent_from
            yield self._last(final=False)
        elif self._now - self._start(self._speech_from) >= self._longest:
            yield self._cut_at_pause() if silent >= _PAUSE else self._cut_in_speech(self._speech_from)

    def _is_cut(self, silent: int) -> bool:
        """Whether the piece is long enough to end at this silence. The silence does not count."""
        assert self._speech_from is not None
        spoken = self._now - silent - self._speech_from
        long_enough = self._shortest_at_long_pause if silent >= _CUT_PAUSE else self._shortest
        return silent >= _PAUSE and spoken >= long_enough

    def _mark(self, number: int) -> None:
        """Follow Silero's hysteresis by one frame."""
        speech = self._frames[number - self._first_held].speech
        if speech >= SPEECH_FROM:
            self._silent_from = None
            self._speech_from = number if self._speech_from is None else self._speech_from
        elif speech < SILENCE_BELOW and self._speech_from is not None and self._silent_from is None:
            self._silent_from = number

    def _cut_at_pause(self) -> Piece:
        piece = self._last(final=True)
        self._begin_at(self._now if self._silent_from is None else self._silent_from, goes_on=False)
        return piece

    def _cut_in_speech(self, speech_from: int) -> Piece:
        earliest, latest = speech_from + min(self._shortest, self._longest // 2), self._now - _OVERLAP
        held = self._frames[earliest - self._first_held : latest - self._first_held]
        likeness = np.convolve([frame.speech for frame in held], np.full(_DIP, 1 / _DIP), mode="valid")
        cut = earliest + int(np.argmin(likeness)) + _DIP // 2
        piece = self._piece(speech_from, self._now, cut, final=True)
        self._begin_at(cut, goes_on=True)
        return piece

    def _last(self, *, final: bool) -> Piece:
        """The piece that ends with the last speech heard."""
        assert self._speech_from is not None
        end = self._now if self._silent_from is None else min(self._silent_from + self._tail, self._now)
        return self._piece(self._speech_from, end, end, final=final)

    def _piece(self, speech_from: int, end: int, owned_until: int, *, final: bool) -> Piece:
        start = self._start(speech_from)
        held = self._frames[start - self._first_held : end - self._first_held]
        own = held[max(0, self._owned_from - start) : owned_until - start]
        nothing: NDArray[np.float32] = np.zeros(0, np.float32)
        return Piece(
            start_s=start * FRAME_S,
            samples=np.concatenate([frame.samples for frame in held]),
            speech=np.array([frame.speech for frame in own], np.float32),
            level_dbfs=np.concatenate([nothing, *(levels_dbfs(frame.samples) for frame in own)]),
            from_s=self._owned_from * FRAME_S,
            until_s=owned_until * FRAME_S,
            goes_on=self._goes_on,
            final=final,
        )

    @property
    def _lead(self) -> int:
        return max(self._lead_at_pause, _OVERLAP) if self._goes_on else self._lead_at_pause

    def _start(self, speech_from: int) -> int:
        """Where the piece with this first word begins to be heard."""
        return max(speech_from - self._lead, self._first_held)

    def _begin_at(self, cut: int, *, goes_on: bool) -> None:
        """The next piece owns everything from here; what follows has been heard already."""
        self._goes_on = goes_on
        self._owned_from = cut
        self._speech_from = self._silent_from = self._guessed_until = None
        for number in range(cut, self._now):
            self._mark(number)
        self._forget_before((self._now if self._speech_from is None else self._speech_from) - self._lead)

    def _forget_before(self, number: int) -> None:
        surplus = number - self._first_held
        if surplus > 0:
            del self._frames[:surplus]
            self._first_held += surplus
