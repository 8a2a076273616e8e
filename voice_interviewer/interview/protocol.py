"""What an interview tells whoever shows it, and what they tell it: typed events out, typed commands in.

There is not a word for people here: a face turns events into what a person sees and hears, and what a person does into
commands. The loop runs on any thread; it calls `tell` and `commands` from there.
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
    """What a person may want of a running interview."""

    DONE = "done"
    """The answer has ended; while the question is read: begin at once."""
    AGAIN = "again"
    """Another take of this question; the earlier one is kept."""
    ASK_AGAIN = "ask-again"
    """Read the question once more; the take waits."""
    BACK = "back"
    SKIP = "skip"
    FINISH = "finish"


@dataclass(frozen=True)
class UseMicrophone:
    """Go on with the microphone of this name, one of those offered."""

    name: str


@dataclass(frozen=True)
class Event:
    """Something that has happened; its fields are the facts."""


@dataclass(frozen=True)
class Asked(Event):
    """From now on this is the question: one of the interview by its number, or a follow-up to it."""

    number: int
    total: int
    question: Question
    follow_up: FollowUp | None = None

    @property
    def cue(self) -> str:
        """By which a microphone that plays a part knows which answer to give: a file's name."""
        return f"{self.question.id}-follow-up" if self.follow_up else self.question.id


@dataclass(frozen=True)
class ReadingAloud(Event):
    """The question can be heard now. DONE begins the answer at once."""

    once_more: bool = False
    """In the middle of a take, which waits."""


@dataclass(frozen=True)
class Listening(Event):
    """From now on every word is recorded."""


@dataclass(frozen=True)
class Meter(Event):
    """How the take stands; told some thirty times a second while it is spoken."""

    elapsed_s: float
    suggested_s: float
    level_dbfs: float
    peak_dbfs: float
    pausing_s: float
    """Since the last speech; 0 while the person speaks or has not begun."""


@dataclass(frozen=True)
class Kept(Event):
    """A take has ended and is on disk."""

    take: Take


@dataclass(frozen=True)
class SuggestedTimeReached(Event):
    """The answer is as long as the bank suggests; nothing ends it."""


@dataclass(frozen=True)
class LongAnswer(Event):
    """The answer is as long as a hands-free one may be; with keys nothing ends it."""


@dataclass(frozen=True)
class TimeNearlyUp(Event):
    """Hands-free: the answer is ended in so many seconds."""

    left_s: float


@dataclass(frozen=True)
class NoQuestionBefore(Event):
    """BACK was wanted at the first question."""


@dataclass(frozen=True)
class BadInput(Event):
    """What the microphone delivers is hard to understand; told once in a take."""

    fault: Fault


@dataclass(frozen=True)
class NotReadAloud(Event):
    """Voice or loudspeaker failed: the questions are only shown. Told once in an interview."""

    error: DeviceError


@dataclass(frozen=True)
class MicrophoneGone(Event):
    """The take waits for a microphone. DONE, AGAIN, BACK, SKIP and FINISH end it as it is."""

    error: DeviceError


@dataclass(frozen=True)
class MicrophonesOffered(Event):
    """While it waits: these can be chosen with UseMicrophone."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class MicrophoneRefused(Event):
    """The one that was chosen cannot be opened; the take goes on waiting."""

    error: DeviceError


@dataclass(frozen=True)
class MicrophoneBack(Event):
    """Sound arrives again, and the take goes on."""


@dataclass(frozen=True)
class DiskFull(Event):
    """The take ended for want of room. DONE says the answer again, SKIP and FINISH leave it as it is."""

    error: DiskError


class Face(Protocol):
    """Whoever shows an interview and hears what the person wants: a terminal, a page, a test."""

    def tell(self, event: Event) -> None:
        """Take note of an event; returns soon."""
        ...

    def commands(self) -> Iterable[Command | UseMicrophone]:
        """What the person has wanted since the last call, at once. Raises KeyboardInterrupt for an end in haste."""
        ...
