"""While the window is open and nobody wants anything of it, interviews are looked through that were not yet; it is
measured which models keep up here, once; and answers are heard again, as well as this computer can."""

from contextlib import suppress
from threading import Event as Signal
from threading import Thread

from voice_interviewer.errors import DiskError, SettingsError
from voice_interviewer.rehearsal.settings import read_settings
from voice_interviewer.web.window import Window

START_S = 5.0
"""The first page comes first."""
_POLL_S = 0.5


class LookingAgain:
    """Works from its beginning on, whenever nothing else is done, on a thread of its own."""

    def __init__(self, window: Window, *, second_look: bool = True, start_s: float = START_S) -> None:
        """It begins `start_s` from now at the earliest. Without `second_look` interviews are only looked through."""
        self._window = window
        self._second_look = second_look
        self._ended = Signal()
        self._thread = Thread(target=self._run, args=(start_s,), name="looking again", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop; returns when nothing is written any more."""
        self._ended.set()
        self._thread.join()

    def _is_idle(self) -> bool:
        window = self._window
        is_busy = window.live.is_running or window.working.is_busy or window.trying.is_busy
        return not (is_busy or self._ended.is_set())

    def _run(self, start_s: float) -> None:
        self._ended.wait(start_s)
        may_be_some = True
        while not self._ended.is_set():
            if not self._is_idle():
                may_be_some = True  # an interview, perhaps
            elif may_be_some:
                may_be_some = self._take()
            self._ended.wait(_POLL_S)

    def _take(self) -> bool:
        """Returns whether it was stopped before the end."""
        studio = self._window.studio
        if not studio.look_through(self._is_idle):
            return True
        if not self._second_look:
            return False
        try:
            model = read_settings().model
        except SettingsError:
            return False
        if studio.is_to_be_measured():
            with suppress(DiskError):
                if studio.measuring(self._is_idle).measure() is None:
                    return True
        looks = studio.second_looks(model, self._is_idle)
        looks.take()
        return looks.was_stopped
