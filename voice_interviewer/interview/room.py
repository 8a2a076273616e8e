"""The room that an interview is held in: everything and everybody around the person."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from voice_interviewer.bank import Question
from voice_interviewer.devices.protocols import Microphone, Speaker, SpeechDetector
from voice_interviewer.interview.recording import Meter
from voice_interviewer.interview.speech_ahead import SpeechAhead
from voice_interviewer.session.record import FollowUp, Take

KEYS = {
    "Enter": "done, or begin at once while the question is being read",
    "r": "say it again from the start (the earlier take is kept)",
    "a": "ask the question again (the take waits meanwhile)",
    "b": "back to the question before, for a new take",
    "s": "skip this question (what was said is kept)",
    "q": "finish the interview now (what was said is kept)",
    "?": "this list",
}


class Screen(Protocol):
    """Where the interview is seen."""

    def question(self, number: int, total: int, question: Question) -> None: ...

    def follow_up(self, question: str) -> None:
        """Before the next question, this one about the answer just given."""
        ...

    def listening(self) -> None:
        """From now on every word is recorded."""
        ...

    def meter(self, meter: Meter) -> None: ...

    def kept(self, take: Take) -> None:
        """A take has ended and is on disk."""
        ...

    def say(self, sentence: str) -> None: ...

    def keys(self, keys: dict[str, str]) -> None: ...


class Keyboard(Protocol):
    """Where keys come from, without waiting."""

    def read(self) -> tuple[str, ...]:
        """Keys pressed since the last call. Raises KeyboardInterrupt for Ctrl-C."""
        ...


class Microphones(Protocol):
    """Where a microphone comes from when one is lost. May be asked from any thread, and may take seconds."""

    def names(self) -> tuple[str, ...]:
        """Those that there are now."""
        ...

    def open(self, name: str) -> Microphone:
        """An open microphone; an empty name is the one that was opened last. Raises NoMicrophone."""
        ...


@dataclass(frozen=True)
class Asked:
    """What the person is asked now: a question of the interview by its number, or a follow-up to it."""

    number: int
    question: Question
    follow_up: FollowUp | None = None

    @property
    def cue(self) -> str:
        """What a microphone that acts knows the answer by."""
        return f"{self.question.id}-follow-up" if self.follow_up else self.question.id


class Move(Enum):
    """Where a key, or the end of a take, leads."""

    ASK = auto()
    LISTEN = auto()
    NEXT = auto()
    BACK = auto()
    QUIT = auto()


@dataclass
class Room:
    """What the loop works with. Only the microphone is ever exchanged, when it is lost."""

    speech: SpeechAhead
    speaker: Speaker
    microphone: Microphone
    microphones: Microphones
    keyboard: Keyboard
    screen: Screen
    detector: Future[SpeechDetector]
    spoken: Callable[[str], str]
    """A question's text as a voice should say it."""
    told_voice_failure: bool = False

    def elsewhere(self, key: str, number: int) -> Move | None:
        """Where a key leads to, if it leads away from this question."""
        if key == "?":
            self.screen.keys(KEYS)
        elif key == "b" and number == 1:
            self.screen.say("This is the first question: there is none before it.")
        return {"s": Move.NEXT, "q": Move.QUIT, "b": Move.BACK if number > 1 else None}.get(key)
