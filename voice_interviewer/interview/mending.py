"""When something breaks in the middle of an answer: the person is told, and decides."""

import time

from voice_interviewer.errors import DiskError, MicrophoneLost
from voice_interviewer.interview.protocol import (
    Command,
    DiskFull,
    MicrophoneBack,
    MicrophoneGone,
    MicrophonesOffered,
    UseMicrophone,
)
from voice_interviewer.interview.recording import READ_TIMEOUT_S, Recording
from voice_interviewer.interview.room import Move, Room
from voice_interviewer.interview.search import Search

PATIENCE_S = 120.0
"""Hands-free nobody can press a key: after so long without a microphone the interview ends."""

_ENDINGS = frozenset({Command.DONE, Command.AGAIN, Command.SKIP, Command.BACK, Command.FINISH})


def await_microphone(
    room: Room, recording: Recording, lost: MicrophoneLost, *, hands_free: bool
) -> tuple[Command, ...]:
    """Wait until a microphone delivers sound again: the same one plugged in again, or another one chosen.

    Returns nothing then, or the command by which the person would rather end this take. Raises `lost` again if
    nobody is there to give one and no microphone comes back.
    """
    room.face.tell(MicrophoneGone(lost))
    given_up_s = time.monotonic() + PATIENCE_S
    offered: tuple[str, ...] = ()
    search = Search(room, recording)
    try:
        while not search.step():
            if hands_free and time.monotonic() > given_up_s:
                raise lost
            wanted = tuple(room.face.commands())
            if endings := tuple(each for each in wanted if isinstance(each, Command) and each in _ENDINGS):
                return endings
            for each in wanted:
                if isinstance(each, UseMicrophone):
                    search.choose(each.name)
            if not hands_free and search.names not in ((), offered):
                offered = search.names
                room.face.tell(MicrophonesOffered(offered))
    finally:
        search.end()
    room.face.tell(MicrophoneBack())
    return ()


def await_disk(room: Room, full: DiskError) -> Move:
    """Wait for the person: to record the answer again once there is room, to skip it, or to finish."""
    room.face.tell(DiskFull(full))
    moves = {Command.DONE: Move.LISTEN, Command.SKIP: Move.NEXT, Command.FINISH: Move.QUIT}
    while True:
        room.microphone.discard()
        for command in room.face.commands():
            if isinstance(command, Command) and (move := moves.get(command)):
                return move
        time.sleep(READ_TIMEOUT_S)
