"""Devices and a face for interviews without hardware, all of which follow one script."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.bank import Bank, parse_bank
from voice_interviewer.clip import Clip, Samples
from voice_interviewer.devices.protocols import Microphone, Playback, SpeechDetector
from voice_interviewer.errors import MicrophoneLost, NoMicrophone
from voice_interviewer.interview.loop import Interview, Next
from voice_interviewer.interview.protocol import (
    Asked,
    Command,
    Event,
    Face,
    Kept,
    Listening,
    Meter,
    MicrophoneBack,
    MicrophoneRefused,
    MicrophonesOffered,
    Preparing,
    Saying,
    UseMicrophone,
)
from voice_interviewer.interview.room import Room
from voice_interviewer.interview.small_talk import Talk
from voice_interviewer.interview.speech_ahead import SpeechAhead
from voice_interviewer.interview.turn import Rules
from voice_interviewer.language.small_talk import SmallTalk
from voice_interviewer.listening.hearing import Audio
from voice_interviewer.session import Session, create_session
from voice_interviewer.session.record import FollowUp, Take

Told = TypeVar("Told", bound=Event)

RATE_HZ = 16_000
BLOCK_S = 0.05
LOUD, QUIET = 0.5, 0.001
COMMANDS = {
    "enter": Command.DONE,
    "r": Command.AGAIN,
    "a": Command.ASK_AGAIN,
    "b": Command.BACK,
    "s": Command.SKIP,
    "q": Command.FINISH,
}
"""The command for each key of a Press; any other key is the name of a microphone to choose."""


def sound(seconds: float, amplitude: float = LOUD) -> Samples:
    """A steady level that the stage's detector takes for speech if it is LOUD. (A constant would be no sound.)"""
    length = round(seconds * RATE_HZ)
    return np.where(np.arange(length) % 2, -amplitude, amplitude).astype(np.float32)


@dataclass(frozen=True)
class Press:
    """A key, pressed once `at_s` of a take are recorded; or, if that is None, in this phase of the interview."""

    key: str
    at_s: float | None
    phase: str = "asking"


@dataclass
class Stage:
    """Every device that an interview needs, in one object, with a diary of what the interview did."""

    answer: Samples = field(default_factory=lambda: sound(2.0))
    """What the microphone hears in every take, before a quiet room without end."""
    presses: list[Press] = field(default_factory=list)
    lost_at_s: float | None = None
    loaded_at_s: float = 0.0
    """Once so much of a take is recorded, the detector is loaded."""
    reopens: bool = True
    asking_steps: int = 3
    diary: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    """Every event that the interview told, except Meter."""
    heard_s: float = 0.0
    after: list[Next | FollowUp] = field(default_factory=list)

    name = "the stage"
    rate_hz = RATE_HZ
    latency_s = 0.0

    def __post_init__(self) -> None:
        self._position = 0
        self.phase = ""
        self._steps_left = 0
        self.detector: Future[SpeechDetector] = Future()
        self._load()

    # Voice and speaker
    def synthesise(self, text: str) -> Clip:
        self.diary.append(f"synthesise {text}")
        return Clip(sound(0.1), RATE_HZ)

    def play(self, clip: Clip) -> Playback:
        self.diary.append("play")
        self.phase = "asking"
        self._steps_left = self.asking_steps
        return self

    def finished(self) -> bool:
        self._steps_left -= 1
        return self._steps_left < 0

    def stop(self) -> None:
        self._steps_left = 0

    # Microphone
    def open(self) -> None:
        """The microphone is plugged in again, if it `reopens`."""
        if not self.reopens:
            raise NoMicrophone("It is still unplugged.")
        self.lost_at_s = None

    def close(self) -> None: ...

    def discard(self) -> None: ...

    def cue(self, name: str) -> None:
        self.diary.append(f"cue {name}")
        self._position = 0

    def read(self, timeout_s: float) -> Samples | None:
        length = round(BLOCK_S * RATE_HZ)
        start, self._position = self._position, self._position + length
        self._load()
        if self.lost_at_s is not None and start >= self.lost_at_s * RATE_HZ:
            raise MicrophoneLost("The microphone is gone.")
        said = self.answer[start : start + length]
        return np.concatenate([said, sound(BLOCK_S, QUIET)[: length - len(said)]])

    def told(self, kind: type[Told]) -> list[Told]:
        """The events of this kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def is_due(self, press: Press) -> bool:
        if press.at_s is None:
            return self.phase == press.phase
        return self.phase == "listening" and self._position >= press.at_s * RATE_HZ

    # Detector
    def _load(self) -> None:
        if not self.detector.done() and self._position >= self.loaded_at_s * RATE_HZ:
            self.detector.set_result(self)

    frame_length = 512

    def probabilities(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        loud: NDArray[np.float32] = (np.abs(frames).mean(axis=1) > LOUD / 2).astype(np.float32)
        return loud

    def reset(self) -> None: ...


class StageMicrophones:
    """The microphones that can be chosen, all of which work; the one that was lost works if it `reopens`."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def names(self) -> tuple[str, ...]:
        return ("first", "second")

    def open(self, name: str) -> Microphone:
        self._stage.diary.append(f"open {name}")
        if name:
            self._stage.lost_at_s = None
        else:
            self._stage.open()
        return self._stage


class StageFace:
    """The tests' own face: notes events in the stage's diary, and gives commands when they are due."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._number = 0
        self._left = list(stage.presses)

    def commands(self) -> tuple[Command | UseMicrophone, ...]:
        stage = self._stage
        if not self._left or not stage.is_due(self._left[0]):
            return ()
        due = self._left.pop(0)
        stage.diary.append(f"key {due.key}")
        if due.key == "c-c":
            raise KeyboardInterrupt
        return (COMMANDS.get(due.key) or UseMicrophone(due.key),)

    def tell(self, event: Event) -> None:
        stage = self._stage
        if isinstance(event, Meter):
            return
        stage.events.append(event)
        match event:
            case Asked(number, total, question, None):
                stage.phase = ""
                self._number = number
                stage.diary.append(f"question {number} of {total}: {question.id}")
            case Asked():
                stage.phase = ""
                stage.diary.append(f"follow-up: {event.question.question}")
            case Saying(text):
                stage.phase = ""
                stage.diary.append(f"say {text}")
            case Preparing():
                stage.phase = "preparing"
            case Listening():
                stage.phase = "listening"
                stage.diary.append(f"listening {self._number}")
            case Kept(take):
                stage.phase = "kept"
                stage.diary.append(f"kept {take.question_number}.{take.number} {take.ending}")
            case MicrophonesOffered():
                stage.phase = "offered"
            case MicrophoneRefused():
                stage.phase = "refused"
            case MicrophoneBack():
                stage.phase = "listening"


BANK = """
schema = 1
title = "Test bank"
vocabulary = ["EMIS"]
""" + "".join(
    f"""
[[questions]]
id = "q{number}"
category = "c{number}"
question = "Question number {number}?"
intent = "They want {number}."
advice = "Say {number}."
example = "An example of {number}."
suggested_s = 30
[[questions.points]]
text = "Says {number}."
follow_up = "Why {number}?"
"""
    for number in (1, 2, 3)
)


def small_bank() -> Bank:
    """A bank of three questions: q1, q2, q3."""
    return parse_bank(BANK, "test")


def new_session(audio_dir: Path, question_count: int = 3) -> Session:
    bank = small_bank()
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    return create_session(audio_dir, "small", bank, bank.questions[:question_count], now)


def hold(
    stage: Stage,
    session: Session,
    rules: Rules | None = None,
    voice: object = None,
    first: int = 1,
    words: SmallTalk | None = None,
    follow_up: FollowUp | None = None,
) -> None:
    """Hold the interview on this stage, from question `first` on; with keys, unless other rules are given."""
    hold_with(StageFace(stage), stage, session, rules, voice, first, words, follow_up)


def hold_with(
    face: Face,
    stage: Stage,
    session: Session,
    rules: Rules | None = None,
    voice: object = None,
    first: int = 1,
    words: SmallTalk | None = None,
    follow_up: FollowUp | None = None,
) -> None:
    """As `hold`, but with this face."""
    rules = rules or Rules(hands_free=False)
    with ThreadPoolExecutor(1) as executor:
        _interview(face, stage, session, rules, executor, voice or stage, words).run(first, follow_up)


def _interview(
    face: Face,
    stage: Stage,
    session: Session,
    rules: Rules,
    executor: Executor,
    voice: object,
    words: SmallTalk | None,
) -> Interview:
    def on_audio(audio: Audio) -> None:
        stage.heard_s += audio.heard.duration_s

    def after_take(take: Take) -> Next | FollowUp:
        stage.diary.append(f"after {take.question_number}.{take.number}")
        return stage.after.pop(0) if stage.after else Next.NEXT

    room = Room(
        speech=SpeechAhead(voice, executor),  # type: ignore[arg-type]
        speaker=stage,
        microphone=stage,
        microphones=StageMicrophones(stage),
        face=face,
        detector=stage.detector,
        spoken=lambda text: text,
    )
    talk = Talk(words, SpeechAhead(voice, executor)) if words else None  # type: ignore[arg-type]
    return Interview(session, room, rules, on_audio=on_audio, after_take=after_take, talk=talk)
