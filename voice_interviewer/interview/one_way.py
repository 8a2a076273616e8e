"""A one-way interview, as many employers record them: time to prepare, one take, and no way back."""

import math
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from voice_interviewer.errors import MicrophoneLost
from voice_interviewer.interview.protocol import Command, Event, Face, OnlyOnce, Preparing, UseMicrophone
from voice_interviewer.interview.recording import READ_TIMEOUT_S
from voice_interviewer.interview.room import Move, Room

_NOT_HERE = frozenset({Command.AGAIN, Command.ASK_AGAIN, Command.BACK})


class OnceOnly:
    """A face whose person cannot hear a question again, answer it again or go back; each try is told."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def tell(self, event: Event) -> None:
        """See `Face.tell`."""
        self._face.tell(event)

    def commands(self) -> Iterable[Command | UseMicrophone]:
        """See `Face.commands`."""
        return tuple(self._allowed())

    def _allowed(self) -> Iterator[Command | UseMicrophone]:
        for command in self._face.commands():
            if isinstance(command, Command) and command in _NOT_HERE:
                self._face.tell(OnlyOnce(command))
            else:
                yield command


def let_prepare(room: Room, prepare_s: float, number: int) -> Move:
    """Wait while the person prepares an answer to the question with this number; nothing is recorded.

    Returns LISTEN when the time is up or DONE asks for that, or where a command led.
    """
    until_s = time.monotonic() + prepare_s
    told: int | None = None
    while (left_s := until_s - time.monotonic()) > 0:
        if (seconds := math.ceil(left_s)) != told:
            room.face.tell(Preparing(float(seconds)))
            told = seconds
        for command in room.face.commands():
            if command is Command.DONE:
                return Move.LISTEN
            if move := room.elsewhere(command, number):
                return move
        with suppress(MicrophoneLost):  # the listening that follows will notice it
            room.microphone.discard()
        time.sleep(min(READ_TIMEOUT_S, left_s))
    return Move.LISTEN
