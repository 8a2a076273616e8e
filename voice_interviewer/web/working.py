"""Long work that goes on in the background: writing down answers, fetching a model, preparing a voice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Literal

from voice_interviewer.errors import VoiceInterviewerError
from voice_interviewer.web.words import told_of

Kind = Literal["writing", "fetching", "preparing"]


@dataclass(frozen=True)
class Work:
    """What is being done, and to what; when nothing is, how the last work ended."""

    now: Literal["", Kind] = ""
    name: str = ""
    """The name of the session, the model or the bank."""
    share: float = 0.0
    """How much is done, 0 to 1."""
    failed: str = ""
    """Why the last work failed; empty if it did not."""
    count: int = 0
    """How much work has ended, failed or not, since the program started."""


class Working:
    """Does one piece of work at a time, on a thread of its own. `work` may be read at any time."""

    def __init__(self) -> None:
        self.work = Work()
        self._lock = Lock()
        self._thread: Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._thread is not None and self._thread.is_alive()

    def begin(
        self,
        now: Kind,
        name: str,
        act: Callable[[Callable[[float], None]], object],
    ) -> bool:
        """Begin; False if something else is being done. `act` is given a function to tell the share done, 0 to 1."""
        with self._lock:
            if self.is_busy:
                return False
            self.work = Work(now, name, count=self.work.count)
            self._thread = Thread(target=self._run, args=(act,), name=now, daemon=True)
            self._thread.start()
            return True

    def _run(self, act: Callable[[Callable[[float], None]], object]) -> None:
        failed = "Something went wrong; try again."
        try:
            act(self._tell)
            failed = ""
        except VoiceInterviewerError as error:
            failed = told_of(error)
        finally:
            self.work = Work("", self.work.name, failed=failed, count=self.work.count + 1)

    def _tell(self, share: float) -> None:
        self.work = replace(self.work, share=round(share, 2))
