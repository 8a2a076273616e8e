"""The room that an interview is held in: the devices and the face that it works with."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum, auto
from threading import Event
from typing import Protocol

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.devices.protocols import Microphone, Playback, Speaker, SpeechDetector
from voice_interviewer.interview.protocol import Command, Face, NoQuestionBefore, UseMicrophone
from voice_interviewer.interview.speech_ahead import SpeechAhead


class Microphones(Protocol):
    """Finds another microphone when one is lost. May be called from any thread, and may take seconds."""

    def names(self) -> tuple[str, ...]:
        """The names of the microphones that are there now."""
        ...

    def open(self, name: str) -> Microphone:
        """Open a microphone; an empty name means the one that was opened last. Raises NoMicrophone."""
        ...


class Move(Enum):
    """Where a command or the end of a take leads."""

    ASK = auto()
    LISTEN = auto()
    NEXT = auto()
    BACK = auto()
    QUIT = auto()


@dataclass
class Room:
    """What the loop works with. Only a lost microphone is ever replaced."""

    speech: SpeechAhead
    speaker: Speaker
    microphone: Microphone
    microphones: Microphones
    face: Face
    detector: Future[SpeechDetector]
    spoken: Callable[[str], str]
    """Turns a question's text into what a voice should say."""
    sounding: Event = field(default_factory=Event)
    """Set once the first question sounds, or was found not to."""
    told_voice_failure: bool = False
    """Whether the face has been told that questions cannot be read aloud."""
    word: BackgroundCall[Playback] | None = None
    """A word that is being said while the next question is made ready."""

    def hush(self) -> None:
        """End the word between two answers, if one is being said: it never delays what follows."""
        if self.word is not None:
            self.word.forget()
            self.word = None

    def elsewhere(self, command: Command | UseMicrophone, number: int) -> Move | None:
        """Where a command leads, if away from the question with this number; else None. BACK needs one before it."""
        if command is Command.BACK and number == 1:
            self.face.tell(NoQuestionBefore())
            return None
        return _ELSEWHERE.get(command)


_ELSEWHERE: dict[Command | UseMicrophone, Move] = {
    Command.SKIP: Move.NEXT,
    Command.FINISH: Move.QUIT,
    Command.BACK: Move.BACK,
}
