"""Reading a question aloud, until it ends or a command cuts it short."""

import time
from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.clip import Clip
from voice_interviewer.errors import MicrophoneLost, SpeakerError, VoiceError
from voice_interviewer.interview.protocol import Command, NotReadAloud, ReadingAloud, Saying
from voice_interviewer.interview.recording import READ_TIMEOUT_S
from voice_interviewer.interview.room import Move, Room
from voice_interviewer.interview.speech_ahead import SpeechAhead

AUDIBLE = 0.001
"""A sample at -60 dBFS; anything quieter cannot be heard. espeak ends every clip with 0.3 s of zeros."""


def read_aloud(
    room: Room, question: str, number: int, next_question: str | None, *, once_more: bool = False
) -> Move:
    """Read a question aloud, again whenever the person asks for it.

    Where there is no voice or speaker, the face is told once per interview, and the question is only shown. What the
    microphone hears of the reading is discarded. If the microphone is lost, the reading stops; the listening that
    follows will notice the loss and tell the person.

    Args:
        room: What the interview works with.
        question: The text to read.
        number: The question's number, counted from 1: from the first, BACK leads nowhere.
        next_question: A text to synthesise during the reading, so that it is ready in time; None if there is none.
        once_more: Whether this is a repetition in the middle of a take.

    Returns:
        LISTEN, or where a command led.
    """
    text = room.spoken(question)
    room.face.tell(ReadingAloud(once_more))
    try:
        while (move := _read_once(room, room.speech, text, number, next_question)) is Move.ASK:
            pass
    except MicrophoneLost:
        return Move.LISTEN
    return move or Move.LISTEN


def say(room: Room, speech: SpeechAhead, sentences: Sequence[str], number: int) -> Move | None:
    """Say something that is no question, such as a greeting; all can be done that can be done while a question is read.

    DONE and SKIP cut it short, ASK_AGAIN begins it again. Where nothing can be heard, nothing is said.

    Args:
        room: What the interview works with.
        speech: Where the sentences' sound comes from.
        sentences: In this order.
        number: The number of the question that the person is at; see `read_aloud`.

    Returns:
        BACK or QUIT if a command led there; None to go on.
    """
    left = list(sentences)
    while left and not room.told_voice_failure:
        room.face.tell(Saying(left[0]))
        try:
            move = _read_once(room, speech, left[0], number, next_question=None)
        except MicrophoneLost:
            return None  # the listening that follows will notice it
        if move in (Move.BACK, Move.QUIT):
            return move
        if move in (Move.LISTEN, Move.NEXT):
            return None
        left = list(sentences) if move is Move.ASK else left[1:]
    return None


def let_echo_pass(room: Room) -> None:
    """Discard what the microphone has heard but not yet delivered: the end of the question, not the answer.

    A lost microphone is left to the listening that follows, which will notice it.
    """
    until_s = time.monotonic() + room.microphone.latency_s
    with suppress(MicrophoneLost):
        room.microphone.discard()
        while time.monotonic() < until_s:
            time.sleep(READ_TIMEOUT_S / 5)
            room.microphone.discard()


def _read_once(
    room: Room, speech: SpeechAhead, text: str, number: int, next_question: str | None
) -> Move | None:
    """Returns where a command led; None if the text was read to its end, or cannot be."""
    speech.prepare(text)
    with speech.silence.waiting():
        while not speech.ready(text):
            if move := _wanted(room, number):
                return move
            time.sleep(READ_TIMEOUT_S / 5)
    try:
        return _play(room, speech.clip(text), number, next_question)
    except (VoiceError, SpeakerError) as error:
        if not room.told_voice_failure:
            room.face.tell(NotReadAloud(error))
            room.told_voice_failure = True
        return None


def _play(room: Room, spoken: Clip, number: int, next_question: str | None) -> Move | None:
    clip = _up_to_its_last_sound(spoken)
    room.hush()
    starting = BackgroundCall(lambda: room.speaker.play(clip), lambda playback: playback.stop())
    starting.when_done(room.sounding.set)
    if next_question is not None:
        room.speech.prepare(room.spoken(next_question))
    try:
        while not (starting.wait(READ_TIMEOUT_S / 5) and starting.result().finished()):
            if move := _wanted(room, number):
                return move
            time.sleep(READ_TIMEOUT_S / 5)
    finally:
        starting.forget()
    return None


def _up_to_its_last_sound(clip: Clip) -> Clip:
    """The clip without the silence at its end, so that an answer given at once is heard from its first syllable."""
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
