"""Waiting for sound devices, but never without an end: a frozen sound server answers nobody."""

import atexit
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from voice_interviewer.errors import DeviceError

Result = TypeVar("Result")

TIMEOUT_S = 5.0
"""Opening takes up to 0.1 s here; a Bluetooth headset that changes its profile takes one or two seconds."""

# PortAudio allows one call at a time.
_gate = threading.Lock()
_given_up = threading.Event()

_STUCK = "The sound system does not answer; restart it, or the computer, then try `voice-interviewer check`."


def bounded(
    call: Callable[[], Result], timeout_s: float = TIMEOUT_S, too_late: Callable[[Result], None] | None = None
) -> Result:
    """Run a PortAudio call on a thread of its own, after the one before it, and raise DeviceError if it takes longer.

    What the call returns when nobody waits any more goes to `too_late`. While it hangs, every further call fails at
    once, as it would hang too.
    """
    if not _gate.acquire(timeout=0.0 if _given_up.is_set() else timeout_s):
        raise DeviceError(_STUCK)
    outcome: Future[Result] = Future()
    first = (
        threading.Lock()
    )  # who takes it decides: the call (it came in time), or the one who waits (too late)

    def run() -> None:
        try:
            result = call()
        except BaseException as error:  # noqa: BLE001  whatever it is belongs to the caller
            if first.acquire(blocking=False):
                outcome.set_exception(error)
        else:
            if first.acquire(blocking=False):
                outcome.set_result(result)
            elif too_late:
                too_late(result)
        finally:
            _given_up.clear()
            _gate.release()

    threading.Thread(target=run, daemon=True, name="portaudio").start()
    return _await(outcome, first, timeout_s)


def _await(outcome: Future[Result], first: threading.Lock, timeout_s: float) -> Result:
    try:
        return outcome.result(timeout_s)
    except TimeoutError:
        if not first.acquire(blocking=False):
            return outcome.result()
        _given_up.set()
        _exit_without_portaudio()
        raise DeviceError(_STUCK) from None


def _exit_without_portaudio() -> None:
    """sounddevice ends PortAudio when the program ends, which would wait for the frozen server for ever."""
    if exit_step := getattr(sys.modules.get("sounddevice"), "_exit_handler", None):
        atexit.unregister(exit_step)


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
