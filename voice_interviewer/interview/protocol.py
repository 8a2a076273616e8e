"""What passes between an interview and the face that shows it: typed events out, typed commands in.

Nothing here is worded for people. A face turns events into what a person sees and hears, and turns what the person does
into commands. The loop may run on any thread; it calls `tell` and `commands` on that thread.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from voice_interviewer.bank import Question
from voice_interviewer.errors import DeviceError, DiskError
from voice_interviewer.interview.input_watch import Fault
from voice_interviewer.session.record import FollowUp, Take


class Command(Enum):
    """What a person can ask of a running interview."""

    DONE = "done"
    """The answer is finished; while the question is being read: begin the answer at once."""
    AGAIN = "again"
    """Another take of this question; the earlier one is kept."""
    ASK_AGAIN = "ask-again"
    """Read the question once more; the take waits."""
    BACK = "back"
    SKIP = "skip"
    FINISH = "finish"


@dataclass(frozen=True)
class UseMicrophone:
    """Continue with the microphone of this name, which must be one of those offered."""

    name: str


@dataclass(frozen=True)
class Event:
    """Something that has happened; its fields are the facts."""


@dataclass(frozen=True)
class Asked(Event):
    """A question has been reached: number `number` of `total`, or a follow-up to it."""

    number: int
    total: int
    question: Question
    follow_up: FollowUp | None = None

    @property
    def cue(self) -> str:
        """The name of the answer, such as "why-this-role": a microphone that plays sound files plays that one."""
        return f"{self.question.id}-follow-up" if self.follow_up else self.question.id


@dataclass(frozen=True)
class Saying(Event):
    """The interviewer says something that is no question. DONE goes on to what follows."""

    text: str


@dataclass(frozen=True)
class ReadingAloud(Event):
    """The question is being read aloud. DONE begins the answer at once."""

    once_more: bool = False
    """It is repeated in the middle of a take, which waits."""


@dataclass(frozen=True)
class Preparing(Event):
    """One-way: the person prepares their answer, for another `left_s` seconds; told every second. DONE begins it."""

    left_s: float


@dataclass(frozen=True)
class OnlyOnce(Event):
    """One-way: the person asked for what there is not: to hear or answer a question again, or to go back."""

    command: Command


@dataclass(frozen=True)
class Listening(Event):
    """From now on every word is being recorded."""


@dataclass(frozen=True)
class Meter(Event):
    """The state of the take, told about thirty times a second while the person speaks."""

    elapsed_s: float
    suggested_s: float
    level_dbfs: float
    peak_dbfs: float
    pausing_s: float
    """Time since the last speech; 0 while the person is speaking or has not begun."""
    left_s: float | None = None
    """Time until the answer is cut off; None where it is not."""


@dataclass(frozen=True)
class Kept(Event):
    """A take has ended and is on disk."""

    take: Take


@dataclass(frozen=True)
class SuggestedTimeReached(Event):
    """The answer has reached the length that the bank suggests. It goes on."""


@dataclass(frozen=True)
class LongAnswer(Event):
    """With keys: the answer has reached the longest that a hands-free one may be. It goes on."""


@dataclass(frozen=True)
class TimeNearlyUp(Event):
    """Hands-free or one-way: the answer will be ended in `left_s` seconds."""

    left_s: float


@dataclass(frozen=True)
class NoQuestionBefore(Event):
    """The person asked for BACK at the first question."""


@dataclass(frozen=True)
class BadInput(Event):
    """What the microphone delivers is hard to understand; each fault is told once per take."""

    fault: Fault


@dataclass(frozen=True)
class NotReadAloud(Event):
    """The voice or the speaker failed, so the questions are only shown. Told once per interview."""

    error: DeviceError


@dataclass(frozen=True)
class MicrophoneGone(Event):
    """The take waits for a microphone. DONE, AGAIN, BACK, SKIP and FINISH end the take as it is."""

    error: DeviceError


@dataclass(frozen=True)
class MicrophonesOffered(Event):
    """While the take waits for a microphone, these can be chosen with UseMicrophone."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class MicrophoneRefused(Event):
    """The chosen microphone cannot be opened; the take still waits."""

    error: DeviceError


@dataclass(frozen=True)
class MicrophoneBack(Event):
    """Sound arrives again, and the take continues."""


@dataclass(frozen=True)
class DiskFull(Event):
    """The disk is full, so the take has ended. DONE begins a new take; SKIP and FINISH leave it as it is."""

    error: DiskError


class Face(Protocol):
    """Shows an interview and passes on what the person wants: a terminal, a page, a test."""

    def tell(self, event: Event) -> None:
        """Take note of an event. Must return soon."""
        ...

    def commands(self) -> Iterable[Command | UseMicrophone]:
        """The commands since the last call, without waiting. Raises KeyboardInterrupt to end the interview at once."""
        ...
