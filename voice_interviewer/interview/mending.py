"""When something breaks in the middle of an answer: the person is told, and decides."""

import time

from voice_interviewer.errors import DiskError, MicrophoneLost, NoMicrophone
from voice_interviewer.interview.recording import READ_TIMEOUT_S, Recording
from voice_interviewer.interview.room import Move, Room

RETRY_S = 1.0
"""A microphone that was plugged in again is found within about this time."""
FIRST_BLOCK_S = 3.5
"""One that was opened is left in peace for so long: a Bluetooth headset may take 3 s until its first block."""
BY_ITSELF_S = 2.0
"""So long a microphone that fell silent may come back before it is opened anew, which could cost a syllable."""
PATIENCE_S = 120.0
"""Hands-free nobody can press a key: after so long without a microphone the interview ends."""

_ENDINGS = frozenset({"enter", "r", "s", "b", "q"})


def await_microphone(
    room: Room, recording: Recording, lost: MicrophoneLost, *, hands_free: bool
) -> tuple[str, ...]:
    """Wait until a microphone delivers sound again: the same one plugged in again, or another one chosen.

    Returns nothing then, or the key by which the person would rather end this take. Raises `lost` again if nobody is
    there to press one and none comes back.
    """
    room.screen.say(f"{lost} What you said is kept.")
    names = room.microphones.names()  # a sound system that hangs takes seconds to say that there are none
    room.screen.say("Plug it in or unmute it, and go on speaking." + ("" if hands_free else _offer(names)))
    began_s = next_try_s = time.monotonic()
    next_try_s += BY_ITSELF_S if _delivers(room) else 0.0
    reopened = False
    while not _sounds(recording):
        now_s = time.monotonic()
        if hands_free and now_s - began_s > PATIENCE_S:
            raise lost
        pressed = room.keyboard.read()
        if endings := tuple(key for key in pressed if key in _ENDINGS):
            return endings
        chosen = next((names[int(key) - 1] for key in pressed if key in "123456789"[: len(names)]), "")
        if chosen or now_s >= next_try_s:
            opened = _open(room, recording, chosen)
            next_try_s = now_s + (FIRST_BLOCK_S if opened else RETRY_S)
            reopened = reopened or opened
    if not reopened:
        recording.trust_zeros()
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
    listed = "".join(f" {number}: {name}." for number, name in enumerate(names[:9], 1))
    return (
        f" Or choose another:{listed} Enter: done. r: say it again." if listed else " Enter: done. q: finish."
    )


def _sounds(recording: Recording) -> bool:
    try:
        return recording.sounds_again()
    except MicrophoneLost:
        time.sleep(READ_TIMEOUT_S)
        return False


def _delivers(room: Room) -> bool:
    """Whether blocks still come, be it zeros."""
    try:
        return room.microphone.read(2 * READ_TIMEOUT_S) is not None
    except MicrophoneLost:
        return False


def _open(room: Room, recording: Recording, chosen: str) -> bool:
    """Open the microphone anew, or another one. Not to find any is no news here."""
    room.microphone.close()
    try:
        if chosen:
            room.microphone = room.microphones.open(chosen)
        else:
            room.microphone.open()
    except NoMicrophone:
        return False
    recording.use(room.microphone)
    return True
