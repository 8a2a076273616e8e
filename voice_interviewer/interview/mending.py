"""When something breaks in the middle of an answer: the person is told, and decides."""

import time

from voice_interviewer.errors import DiskError, MicrophoneLost
from voice_interviewer.interview.recording import READ_TIMEOUT_S, Recording
from voice_interviewer.interview.room import KEYS, Move, Room
from voice_interviewer.interview.search import Search

PATIENCE_S = 120.0
"""Hands-free nobody can press a key: after so long without a microphone the interview ends."""
MOST_OFFERED = 9
"""One key each."""

_ENDINGS = frozenset({"enter", "r", "s", "b", "q"})


def await_microphone(
    room: Room, recording: Recording, lost: MicrophoneLost, *, hands_free: bool
) -> tuple[str, ...]:
    """Wait until a microphone delivers sound again: the same one plugged in again, or another one chosen.

    Returns nothing then, or the key by which the person would rather end this take. Raises `lost` again if nobody is
    there to press one and none comes back.
    """
    room.screen.say(f"{lost} What you said until then is kept.")
    room.screen.say(
        "Plug it in or unmute it, and go on speaking."
        + ("" if hands_free else " Enter: done. r: say it again. q: finish.")
    )
    given_up_s = time.monotonic() + PATIENCE_S
    offered: tuple[str, ...] = ()
    search = Search(room, recording)
    try:
        while not search.step():
            if hands_free and time.monotonic() > given_up_s:
                raise lost
            pressed = room.keyboard.read()
            if endings := tuple(key for key in pressed if key in _ENDINGS):
                return endings
            for key in pressed:
                if key == "?":
                    room.screen.keys(KEYS)
                elif key in "123456789"[: len(offered)]:
                    search.choose(offered[int(key) - 1])
            if not hands_free and search.names not in ((), offered):
                offered = search.names[:MOST_OFFERED]
                room.screen.say(_offer(offered))
    finally:
        search.end()
    room.screen.say("The microphone is back: go on.")
    return ()


def await_disk(room: Room, full: DiskError) -> Move:
    """Wait for the person: to record the answer again once there is room, to skip it, or to finish."""
    room.screen.say(f"{full} What fitted is kept, and can be read.")
    room.screen.say("The interview waits. Enter: say this answer again. s: skip it. q: finish now.")
    while True:
        room.microphone.discard()
        for key in room.keyboard.read():
            if move := {"enter": Move.LISTEN, "s": Move.NEXT, "q": Move.QUIT}.get(key):
                return move
        time.sleep(READ_TIMEOUT_S)


def _offer(names: tuple[str, ...]) -> str:
    return "Or choose another by its number:" + "".join(
        f" {number}: {name}." for number, name in enumerate(names, 1)
    )
