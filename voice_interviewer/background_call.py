"""A call on a thread of its own: what a frozen sound system answers late, or never, must hold up nobody."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class BackgroundCall(Generic[Result]):
    """A call under way. Whoever does not wait for its end any more forgets it, and what it brings is given back."""

    def __init__(
        self, call: Callable[[], Result], give_back: Callable[[Result], object] = lambda _: None
    ) -> None:
        self._outcome: Future[Result] = Future()
        self._give_back = give_back
        # A daemon: the program may end though the call never does.
        Thread(target=self._run, args=(call,), daemon=True, name="background call").start()

    def wait(self, timeout_s: float) -> bool:
        """Whether it is done, within this time."""
        return bool(wait([self._outcome], timeout_s).done)

    def result(self) -> Result:
        """What the call has returned, or raises what it raised; waits for it."""
        return self._outcome.result()

    def forget(self) -> None:
        """Have what it brought, or is yet to bring, given back. Harmless if it failed."""
        self._outcome.add_done_callback(self._return)

    def when_done(self, then: Callable[[], object]) -> None:
        """Call `then` when it has ended, whatever came of it; at once if it has."""
        self._outcome.add_done_callback(lambda _: then())

    def _run(self, call: Callable[[], Result]) -> None:
        try:
            self._outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001  whatever it is belongs to whoever asks for the result
            self._outcome.set_exception(error)

    def _return(self, outcome: Future[Result]) -> None:
        if outcome.exception() is None:
            self._give_back(outcome.result())
