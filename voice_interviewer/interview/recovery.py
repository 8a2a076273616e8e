"""When something breaks in the middle of an answer: the person is told, and decides what to do.

A lost microphone is looked for in the background, so that keys keep working.
"""

import time
from contextlib import suppress
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
"""Hands-free, where there may be nobody to press a key, the interview ends after this long without a microphone."""

_ENDINGS = frozenset({Command.DONE, Command.AGAIN, Command.SKIP, Command.BACK, Command.FINISH})
RETRY_S = 1.0
"""How often to look: a microphone that is plugged in again is found within about this time."""
FIRST_BLOCK_S = 3.5
"""How long to wait for sound from a newly opened microphone: a Bluetooth headset may need 3 s for its first block."""
BY_ITSELF_S = 2.0
"""How long a microphone that delivers zeros has to recover by itself. Reopening it sooner could cost a syllable."""


def await_microphone(
    room: Room, recording: Recording, lost: MicrophoneLost, *, hands_free: bool
) -> tuple[Command, ...]:
    """Wait until a microphone delivers sound again: the same one, plugged in again, or another that the person chose.

    Args:
        room: Its microphone is replaced if another is opened.
        recording: The take that waits.
        lost: What happened to the microphone.
        hands_free: There may be nobody who can press a key.

    Returns:
        Nothing once sound arrives, or the commands by which the person ends the take instead.

    Raises:
        MicrophoneLost: `lost` again: hands-free, no microphone came back within PATIENCE_S.
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
            if search.names not in ((), offered):
                offered = search.names
                room.face.tell(MicrophonesOffered(offered))
    finally:
        search.end()
    room.face.tell(MicrophoneBack())
    return ()


def await_disk(room: Room, full: DiskError) -> Move:
    """Wait until the person decides: to record the answer again once there is room, to skip it, or to finish."""
    room.face.tell(DiskFull(full))
    moves = {Command.DONE: Move.LISTEN, Command.SKIP: Move.NEXT, Command.FINISH: Move.QUIT}
    while True:
        with suppress(MicrophoneLost):  # the next take sees it
            room.microphone.discard()
        for command in room.face.commands():
            if isinstance(command, Command) and (move := moves.get(command)):
                return move
        time.sleep(READ_TIMEOUT_S)


@dataclass(frozen=True)
class _Look:
    """What one look for microphones found, and how long to wait before the next look."""

    names: tuple[str, ...]
    rest_s: float
    microphone: Microphone | None = None
    """The one that was opened, if any."""
    refused: NoMicrophone | None = None
    """Why the microphone that the person chose could not be opened."""


class Search:
    """The search for a microphone, until `step` returns True. A newly opened microphone is put into the room."""

    names: tuple[str, ...] = ()
    """The microphones that were there at the last look."""

    def __init__(self, room: Room, recording: Recording) -> None:
        self._room = room
        self._recording = recording
        self._chosen = ""
        self._next_look_s = time.monotonic()
        self._look: BackgroundCall[_Look] | None = None
        if self._delivers():
            self._look = BackgroundCall(lambda: _Look(room.microphones.names(), BY_ITSELF_S), _close)

    def choose(self, name: str) -> None:
        """Open this microphone at the next step."""
        self._chosen = name

    def step(self) -> bool:
        """Whether sound arrives again; it goes into the take. Returns about READ_TIMEOUT_S later, whatever hangs."""
        if self._look is not None:
            if not self._look.wait(READ_TIMEOUT_S):
                return False
            self._use(self._look.result())
        if self._chosen or time.monotonic() >= self._next_look_s:
            self._look_around()
            return False
        return self._sounds()

    def end(self) -> None:
        """Give up: a microphone that is still being opened will be closed again."""
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
        """Whether blocks still arrive, even if only zeros."""
        try:
            return self._room.microphone.read(2 * READ_TIMEOUT_S) is not None
        except MicrophoneLost:
            return False


def _look(microphones: Microphones, lost: Microphone, chosen: str) -> _Look:
    lost.close()  # first: while a stream is open, PortAudio does not see new devices
    names = microphones.names()
    try:
        return _Look(names, FIRST_BLOCK_S, microphones.open(chosen))
    except NoMicrophone as error:  # the person has been told already, unless they have just chosen this one
        return _Look(names, RETRY_S, refused=error if chosen else None)


def _close(look: _Look) -> None:
    if look.microphone is not None:
        look.microphone.close()
