"""Waiting for sound devices, but never for ever: a frozen sound server does not answer."""

import atexit
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.errors import DeviceError
from voice_interviewer.steps import Step

Result = TypeVar("Result")

TIMEOUT_S = 5.0
"""How long to wait. Opening takes up to 0.1 s here; a Bluetooth headset changing its profile takes a second or two."""

# PortAudio allows one call at a time.
_turn = threading.Lock()
_hung = threading.Event()

_NO_ANSWER = f"The sound system does not answer; restart it, or the computer, then {Step.CHECK}."


def bounded(call: Callable[[], Result], too_late: Callable[[Result], object] = lambda _: None) -> Result:
    """Make a PortAudio call on a thread of its own, once earlier calls have ended, and return what it returns.

    Args:
        call: The call. It may go on after this function has given up on it; until it ends, further calls fail at once.
        too_late: Given the call's result if that comes after this function has given up.

    Raises:
        DeviceError: It took longer than TIMEOUT_S, or an earlier call still hangs.
    """
    if _hung.is_set():
        raise DeviceError(_NO_ANSWER)
    given_up = threading.Event()

    def run() -> Result:
        with _in_turn():
            if given_up.is_set():  # its turn came too late
                raise DeviceError(_NO_ANSWER)
            return call()

    under_way = BackgroundCall(run, too_late)
    if under_way.wait(TIMEOUT_S):
        return under_way.result()
    given_up.set()
    _hung.set()
    under_way.when_done(_hung.clear)
    under_way.forget()
    _leave_portaudio_at_exit()  # again: an import that hangs may have registered it only now
    raise DeviceError(_NO_ANSWER)


def eventually(call: Callable[[], None], timeout_s: float) -> None:
    """Make a PortAudio call once earlier calls have ended, however long that takes; wait no longer than `timeout_s`."""

    def run() -> None:
        with _in_turn():
            call()
            _hung.clear()

    BackgroundCall(run).wait(timeout_s)


@contextmanager
def _in_turn() -> Iterator[None]:
    """Alone with PortAudio, and without its end at exit.

    sounddevice ends PortAudio when the program exits. If a call hangs at that moment, the program would wait for the
    frozen server for ever, so this is left out while a call is under way.
    """
    with _turn:
        _leave_portaudio_at_exit()
        try:
            yield
        finally:
            _leave_portaudio_at_exit()  # an import may have registered it; it must not be there twice
            if (end := _sounddevice_end()) is not None:
                atexit.register(end)


def _leave_portaudio_at_exit() -> None:
    if (end := _sounddevice_end()) is not None:
        atexit.unregister(end)


def _sounddevice_end() -> Callable[[], None] | None:
    return getattr(sys.modules.get("sounddevice"), "_exit_handler", None)


class Stall:
    """Tells whether a stream's callbacks have stopped, from looks that may be far apart.

    The time between two looks counts as at most 0.5 s. After Ctrl-Z and `fg`, or a closed lid, the first look comes
    before the first block, and the device must not be taken for lost.
    """

    PATIENCE_S = 1.0
    """While Whisper was busy in another process, the longest gap between callbacks was 0.37 s."""
    FIRST_PATIENCE_S = 3.0
    """For the first callback: a Bluetooth headset may need a second or two to start."""
    LONGEST_STEP_S = 0.5

    def __init__(self) -> None:
        self._patience_s = self.FIRST_PATIENCE_S
        self._silent_s = 0.0
        self._looked_at_s = time.monotonic()

    def look(self, alive: bool) -> bool:
        """Whether there has been no callback for too long. `alive` tells whether there was one since the last look."""
        now_s = time.monotonic()
        step_s = min(now_s - self._looked_at_s, self.LONGEST_STEP_S)
        self._looked_at_s = now_s
        if alive:
            self._patience_s = self.PATIENCE_S
            self._silent_s = 0.0
        else:
            self._silent_s += step_s
        return self._silent_s >= self._patience_s
