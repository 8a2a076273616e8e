"""Something asked of the sound system on a thread of its own: a frozen one answers late, and keys must stay alive."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Errand(Generic[Result]):
    """A call under way. Whoever does not wait for its end any more forgets it, and what it brings is given back."""

    def __init__(self, call: Callable[[], Result], give_back: Callable[[Result], object]) -> None:
        self._outcome: Future[Result] = Future()
        self._give_back = give_back
        # A daemon: the program may end though the sound system never answers.
        Thread(target=self._run, args=(call,), daemon=True, name="errand").start()

    def wait(self, timeout_s: float) -> bool:
        """Whether it is done, within this time."""
        return bool(wait([self._outcome], timeout_s).done)

    def result(self) -> Result:
        """What the call has returned, or raises what it raised."""
        return self._outcome.result()

    def forget(self) -> None:
        """Have what it brought, or is yet to bring, given back. Harmless if it failed."""
        self._outcome.add_done_callback(self._return)

    def _run(self, call: Callable[[], Result]) -> None:
        try:
            self._outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001  whatever it is belongs to whoever asks for the result
            self._outcome.set_exception(error)

    def _return(self, outcome: Future[Result]) -> None:
        if outcome.exception() is None:
            self._give_back(outcome.result())
