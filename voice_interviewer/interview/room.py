"""The room that an interview is held in: everything and everybody around the person."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from voice_interviewer.devices.protocols import Microphone, Speaker, SpeechDetector
from voice_interviewer.interview.protocol import Command, Face, NoQuestionBefore, UseMicrophone
from voice_interviewer.interview.speech_ahead import SpeechAhead


class Microphones(Protocol):
    """Where a microphone comes from when one is lost. May be asked from any thread, and may take seconds."""

    def names(self) -> tuple[str, ...]:
        """Those that there are now."""
        ...

    def open(self, name: str) -> Microphone:
        """An open microphone; an empty name is the one that was opened last. Raises NoMicrophone."""
        ...


class Move(Enum):
    """Where a command, or the end of a take, leads."""

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
    face: Face
    detector: Future[SpeechDetector]
    spoken: Callable[[str], str]
    """A question's text as a voice should say it."""
    told_voice_failure: bool = False

    def elsewhere(self, command: Command | UseMicrophone, number: int) -> Move | None:
        """Where a command leads to, if it leads away from this question."""
        if command is Command.BACK and number == 1:
            self.face.tell(NoQuestionBefore())
            return None
        return _ELSEWHERE.get(command)


_ELSEWHERE: dict[Command | UseMicrophone, Move] = {
    Command.SKIP: Move.NEXT,
    Command.FINISH: Move.QUIT,
    Command.BACK: Move.BACK,
}
