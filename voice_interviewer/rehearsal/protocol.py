"""Events that a rehearsal tells a face, beyond those of the interview itself (`interview.protocol`)."""

from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.errors import DiskError, VoiceError
from voice_interviewer.interview.protocol import Event


@dataclass(frozen=True)
class DiskNearlyFull(Event):
    """Told before the first question: the recordings may not fit on the disk."""

    folder: Path
    free_bytes: int
    needed_bytes: int


@dataclass(frozen=True)
class OnlyOneVoice(Event):
    """A panel was asked for, and this computer has no second voice for the language. Told once per interview."""


@dataclass(frozen=True)
class OtherVoice(Event):
    """The voice that reads any text cannot go on, and the computer's own reads instead. Told once per interview."""

    error: VoiceError


@dataclass(frozen=True)
class SoundsNotKept(Event):
    """What the voice that reads any text says cannot be kept for another time. Told once per interview."""

    error: DiskError


@dataclass(frozen=True)
class OneMoment(Event):
    """The answer is being compared, and the person has to wait for the follow-up."""


@dataclass(frozen=True)
class TooLateToFollowUp(Event):
    """The answer was not compared in time for a follow-up. Told once per interview."""


@dataclass(frozen=True)
class WritingDown(Event):
    """The person waits while their answers are written down; `share` of them is done, 0 to 1."""

    share: float


@dataclass(frozen=True)
class Compared(Event):
    """The answer to the question with this number can now be shown: see `Rehearsal.answer`."""

    number: int


@dataclass(frozen=True)
class WhatNext(Event):
    """The person is asked to choose: DONE for the next question, AGAIN for another take, or FINISH."""

    may_repeat: bool = True
    """Whether AGAIN is among the choices; in a one-way interview it is not."""
