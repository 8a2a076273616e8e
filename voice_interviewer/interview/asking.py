"""Reading a question aloud, until its end or a command."""

import time
from contextlib import suppress

import numpy as np

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.clip import Clip
from voice_interviewer.errors import MicrophoneLost, SpeakerError, VoiceError
from voice_interviewer.interview.protocol import Command, NotReadAloud, ReadingAloud
from voice_interviewer.interview.recording import READ_TIMEOUT_S
from voice_interviewer.interview.room import Move, Room

AUDIBLE = 0.001
"""A sample of -60 dBFS: below it nobody hears anything. espeak ends every clip with 0.3 s of zeros."""


def read_aloud(
    room: Room, question: str, number: int, next_question: str | None, *, once_more: bool = False
) -> Move:
    """Read a question, once or as often as they ask for it; `next_question` is prepared meanwhile.

    Returns LISTEN, or where a command led. Without a voice or speaker the question is shown, and this is told once.
    Sound that arrives meanwhile is the question's echo and is forgotten; a microphone that is lost meanwhile ends the
    reading, and the listening that follows meets the loss again, and tells of it.
    """
    text = room.spoken(question)
    room.face.tell(ReadingAloud(once_more))
    try:
        while (move := _read_once(room, text, number, next_question)) is Move.ASK:
            pass
    except MicrophoneLost:
        return Move.LISTEN
    return move


def let_echo_pass(room: Room) -> None:
    """What the microphone has heard but not yet delivered is the end of the question, not the answer.

    A microphone that is lost is met again by the listening that follows.
    """
    until_s = time.monotonic() + room.microphone.latency_s
    with suppress(MicrophoneLost):
        room.microphone.discard()
        while time.monotonic() < until_s:
            time.sleep(READ_TIMEOUT_S / 5)
            room.microphone.discard()


def _read_once(room: Room, text: str, number: int, next_question: str | None) -> Move:
    room.speech.prepare(text)
    while not room.speech.ready(text):
        if move := _wanted(room, number):
            return move
        time.sleep(READ_TIMEOUT_S / 5)
    try:
        return _play(room, text, number, next_question)
    except (VoiceError, SpeakerError) as error:
        if not room.told_voice_failure:
            room.face.tell(NotReadAloud(error))
            room.told_voice_failure = True
        return Move.LISTEN


def _play(room: Room, text: str, number: int, next_question: str | None) -> Move:
    clip = _up_to_its_last_sound(room.speech.clip(text))
    starting = BackgroundCall(lambda: room.speaker.play(clip), lambda playback: playback.stop())
    if next_question is not None:
        room.speech.prepare(room.spoken(next_question))
    try:
        while not (starting.wait(READ_TIMEOUT_S / 5) and starting.result().finished()):
            if move := _wanted(room, number):
                return move
            time.sleep(READ_TIMEOUT_S / 5)
    finally:
        starting.forget()
    return Move.LISTEN


def _up_to_its_last_sound(clip: Clip) -> Clip:
    """Whoever answers at once is heard from the first syllable, not from the end of the clip's silence."""
    audible = np.flatnonzero(np.abs(clip.samples) >= AUDIBLE)
    return Clip(clip.samples[: audible[-1] + 1], clip.rate_hz) if len(audible) else clip


def _wanted(room: Room, number: int) -> Move | None:
    room.microphone.discard()
    for command in room.face.commands():
        if command is Command.DONE:
            return Move.LISTEN
        if command is Command.ASK_AGAIN:
            return Move.ASK
        if move := room.elsewhere(command, number):
            return move
    return None
