"""Waiting for sound devices, but never without an end: a frozen sound server answers nobody."""

import atexit
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.errors import DeviceError

Result = TypeVar("Result")

TIMEOUT_S = 5.0
"""Opening takes up to 0.1 s here; a Bluetooth headset that changes its profile takes one or two seconds."""

# PortAudio allows one call at a time.
_turn = threading.Lock()
_hung = threading.Event()

_NO_ANSWER = (
    "The sound system does not answer; restart it, or the computer, then try `voice-interviewer check`."
)


def bounded(call: Callable[[], Result], too_late: Callable[[Result], object] = lambda _: None) -> Result:
    """Make a PortAudio call on a thread of its own, in its turn; raises DeviceError if it takes over TIMEOUT_S.

    What the call returns when nobody waits any more goes to `too_late`. While it hangs, further ones fail at once.
    """
    if _hung.is_set():
        raise DeviceError(_NO_ANSWER)
    given_up = threading.Event()

    def run() -> Result:
        with _in_turn():
            if given_up.is_set():  # it had to wait for its turn too long
                raise DeviceError(_NO_ANSWER)
            return call()

    under_way = BackgroundCall(run, too_late)
    if under_way.wait(TIMEOUT_S):
        return under_way.result()
    given_up.set()
    _hung.set()
    under_way.when_done(_hung.clear)
    under_way.forget()
    _leave_portaudio_at_exit()  # an import that hangs has only now something to be left
    raise DeviceError(_NO_ANSWER)


def eventually(call: Callable[[], None], timeout_s: float) -> None:
    """Make a PortAudio call in its turn, however long that takes, but wait for it no longer than this."""

    def run() -> None:
        with _in_turn():
            call()
            _hung.clear()

    BackgroundCall(run).wait(timeout_s)


@contextmanager
def _in_turn() -> Iterator[None]:
    """Alone with PortAudio. sounddevice ends it when the program ends: a call that hangs just then would have the
    program wait for the frozen server for ever, so while one is under way that is left out."""
    with _turn:
        _leave_portaudio_at_exit()
        try:
            yield
        finally:
            _leave_portaudio_at_exit()  # an import has registered it meanwhile, and once is enough
            if (end := _sounddevice_end()) is not None:
                atexit.register(end)


def _leave_portaudio_at_exit() -> None:
    if (end := _sounddevice_end()) is not None:
        atexit.unregister(end)


def _sounddevice_end() -> Callable[[], None] | None:
    return getattr(sys.modules.get("sounddevice"), "_exit_handler", None)


class Stall:
    """Tells whether a stream's callbacks have stopped coming, from looks that may be far apart.

    Time between two looks counts for at most 0.5 s: after Ctrl-Z and `fg`, or a closed lid, the first look comes
    before the first block, and the device is not lost for that.
    """

    PATIENCE_S = 1.0
    """With Whisper busy in another process the longest gap between callbacks was 0.37 s."""
    FIRST_PATIENCE_S = 3.0
    """A Bluetooth headset may need one or two seconds until it delivers at all."""
    LONGEST_STEP_S = 0.5

    def __init__(self) -> None:
        self._patience_s = self.FIRST_PATIENCE_S
        self._silent_s = 0.0
        self._looked_at_s = time.monotonic()

    def look(self, alive: bool) -> bool:
        """`alive`: something came since the last look. True if nothing has come for too long."""
        now_s = time.monotonic()
        step_s = min(now_s - self._looked_at_s, self.LONGEST_STEP_S)
        self._looked_at_s = now_s
        if alive:
            self._patience_s = self.PATIENCE_S
            self._silent_s = 0.0
        else:
            self._silent_s += step_s
        return self._silent_s >= self._patience_s
