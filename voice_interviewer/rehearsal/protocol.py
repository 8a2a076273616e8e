"""What a rehearsal tells a face beyond what the interview itself does (`interview.protocol`)."""

from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.interview.protocol import Event


@dataclass(frozen=True)
class DiskNearlyFull(Event):
    """Before the first question: the recordings may not fit."""

    folder: Path
    free_bytes: int
    needed_bytes: int


@dataclass(frozen=True)
class OneMoment(Event):
    """The answer is being compared, and the person waits for the follow-up."""


@dataclass(frozen=True)
class TooLateToFollowUp(Event):
    """The answer was not compared in time; told once in an interview."""


@dataclass(frozen=True)
class WritingDown(Event):
    """The person waits until what they said is written down; `share` of it is, 0 to 1."""

    share: float


@dataclass(frozen=True)
class Compared(Event):
    """The question with this number can be compared now: see `Rehearsal.answer`."""

    number: int


@dataclass(frozen=True)
class WhatNext(Event):
    """A choice: DONE for the next question, AGAIN for another take, FINISH."""
