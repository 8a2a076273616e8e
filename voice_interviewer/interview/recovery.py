"""When something breaks in the middle of an answer: the person is told, and decides; a lost microphone is looked for
beside whatever else they do."""

import time
from dataclasses import dataclass

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.devices.protocols import Microphone
from voice_interviewer.errors import DiskError, MicrophoneLost, NoMicrophone
from voice_interviewer.interview.protocol import (
    Command,
    DiskFull,
    MicrophoneBack,
    MicrophoneGone,
    MicrophoneRefused,
    MicrophonesOffered,
    UseMicrophone,
)
from voice_interviewer.interview.recording import READ_TIMEOUT_S, Recording
from voice_interviewer.interview.room import Microphones, Move, Room

PATIENCE_S = 120.0
"""Hands-free nobody can press a key: after so long without a microphone the interview ends."""

_ENDINGS = frozenset({Command.DONE, Command.AGAIN, Command.SKIP, Command.BACK, Command.FINISH})
RETRY_S = 1.0
"""A microphone that was plugged in again is found within about this time."""
FIRST_BLOCK_S = 3.5
"""One that was opened is left in peace for so long: a Bluetooth headset may take 3 s until its first block."""
BY_ITSELF_S = 2.0
"""So long one that delivers zeros may come back before it is opened anew, which could cost a syllable."""


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


@dataclass(frozen=True)
class _Look:
    """What there was, and how long to leave it at that."""

    names: tuple[str, ...]
    rest_s: float
    microphone: Microphone | None = None
    """Opened by this look."""
    refused: NoMicrophone | None = None
    """Why the one that the person chose could not be opened."""


class Search:
    """One loss, until `step` tells that it is over. If another microphone was opened, the room has it then."""

    names: tuple[str, ...] = ()
    """Those that there were at the last look."""

    def __init__(self, room: Room, recording: Recording) -> None:
        self._room = room
        self._recording = recording
        self._chosen = ""
        self._next_look_s = time.monotonic()
        self._look: BackgroundCall[_Look] | None = None
        if self._delivers():
            self._look = BackgroundCall(lambda: _Look(room.microphones.names(), BY_ITSELF_S), _close)

    def choose(self, name: str) -> None:
        """Open this one next."""
        self._chosen = name

    def step(self) -> bool:
        """Whether sound comes now; it belongs to the take. Returns within READ_TIMEOUT_S, whatever hangs."""
        if self._look is not None:
            if not self._look.wait(READ_TIMEOUT_S):
                return False
            self._use(self._look.result())
        if self._chosen or time.monotonic() >= self._next_look_s:
            self._look_around()
            return False
        return self._sounds()

    def end(self) -> None:
        """Nobody waits any more: a microphone that is being opened is closed again."""
        if self._look is not None:
            self._look.forget()

    def _look_around(self) -> None:
        room, chosen = self._room, self._chosen
        lost, self._chosen = room.microphone, ""
        self._look = BackgroundCall(lambda: _look(room.microphones, lost, chosen), _close)

    def _use(self, look: _Look) -> None:
        self._look = None
        self._next_look_s = time.monotonic() + look.rest_s
        self.names = look.names
        if look.refused:
            self._room.face.tell(MicrophoneRefused(look.refused))
        if look.microphone is not None:
            self._room.microphone = look.microphone
            self._recording.use(look.microphone)

    def _sounds(self) -> bool:
        try:
            return self._recording.sounds_again()
        except MicrophoneLost:
            time.sleep(READ_TIMEOUT_S)
            return False

    def _delivers(self) -> bool:
        """Whether blocks still come, be it zeros."""
        try:
            return self._room.microphone.read(2 * READ_TIMEOUT_S) is not None
        except MicrophoneLost:
            return False


def _look(microphones: Microphones, lost: Microphone, chosen: str) -> _Look:
    lost.close()  # before the look: while a stream is open PortAudio sees nothing new
    names = microphones.names()
    try:
        return _Look(names, FIRST_BLOCK_S, microphones.open(chosen))
    except NoMicrophone as error:  # the person knows, unless it is the one that they have just chosen
        return _Look(names, RETRY_S, refused=error if chosen else None)


def _close(look: _Look) -> None:
    if look.microphone is not None:
        look.microphone.close()
