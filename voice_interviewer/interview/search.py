"""Looking for a microphone that delivers sound, beside whatever else the person does."""

import time
from dataclasses import dataclass

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.devices.protocols import Microphone
from voice_interviewer.errors import MicrophoneLost, NoMicrophone
from voice_interviewer.interview.protocol import MicrophoneRefused
from voice_interviewer.interview.recording import READ_TIMEOUT_S, Recording
from voice_interviewer.interview.room import Microphones, Room

RETRY_S = 1.0
"""A microphone that was plugged in again is found within about this time."""
FIRST_BLOCK_S = 3.5
"""One that was opened is left in peace for so long: a Bluetooth headset may take 3 s until its first block."""
BY_ITSELF_S = 2.0
"""So long one that delivers zeros may come back before it is opened anew, which could cost a syllable."""


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
