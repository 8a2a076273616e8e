"""A call on a thread of its own: a frozen sound system, which answers late or never, must not hold up the program."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class BackgroundCall(Generic[Result]):
    """A call under way. Once nobody waits for it any more, `forget` it, and its result is given back."""

    def __init__(
        self, call: Callable[[], Result], give_back: Callable[[Result], object] = lambda _: None
    ) -> None:
        """Start `call` at once. `give_back` is given its result, to close or stop it, if the call is forgotten."""
        self._outcome: Future[Result] = Future()
        self._give_back = give_back
        # A daemon, so that the program can end even if the call never does.
        Thread(target=self._run, args=(call,), daemon=True, name="background call").start()

    def wait(self, timeout_s: float) -> bool:
        """Whether the call has ended; waits for it no longer than this."""
        return bool(wait([self._outcome], timeout_s).done)

    def result(self) -> Result:
        """Wait for the call, and return what it returned or raise what it raised."""
        return self._outcome.result()

    def forget(self) -> None:
        """Have the result given back, now or as soon as there is one. Harmless if the call failed."""
        self._outcome.add_done_callback(self._return)

    def when_done(self, then: Callable[[], object]) -> None:
        """Call `then` when the call has ended, whether it failed or not; at once if it already has."""
        self._outcome.add_done_callback(lambda _: then())

    def _run(self, call: Callable[[], Result]) -> None:
        try:
            self._outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001  any error belongs to the caller of result()
            self._outcome.set_exception(error)

    def _return(self, outcome: Future[Result]) -> None:
        if outcome.exception() is None:
            self._give_back(outcome.result())
