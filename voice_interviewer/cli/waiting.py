"""How far something long has come: a bar on a terminal, a sentence now and then where nothing may be redrawn."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from voice_interviewer.cli.console import line, out

SENTENCE_S = 10.0
"""Often enough to know that it goes on, seldom enough to do something else meanwhile."""

Tell = Callable[[float], None]


@contextmanager
def waiting(what: str, done: str, *, plain: bool) -> Iterator[Tell]:
    """Show how far it is; give the share, 0 to 1, to what this yields, a few times a second.

    `what` is going on ("Writing down the answers"), `done` tells what has become of a part ("written down").
    """
    if plain or not out.is_terminal:
        line(f"{what} …")
        yield _Sentences(done).tell
        return
    from rich.progress import BarColumn, Progress, TextColumn

    # No more than fits into 40 columns.
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, console=out, transient=True) as progress:
        bar = progress.add_task(what, total=1.0)
        yield lambda share: progress.update(bar, completed=share)


@contextmanager
def waiting_if_needed(what: str, done: str, *, plain: bool) -> Iterator[Tell]:
    """The same, from the first share that is told on: not a word where nobody has to wait."""
    with ExitStack() as stack:
        begun: list[Tell] = []

        def tell(share: float) -> None:
            if not begun:
                begun.append(stack.enter_context(waiting(what, done, plain=plain)))
            begun[0](share)

        yield tell


class _Sentences:
    """For screen readers, logs and pipes."""

    def __init__(self, done: str) -> None:
        self._done = done
        self._said_s = time.monotonic()

    def tell(self, share: float) -> None:
        if time.monotonic() - self._said_s >= SENTENCE_S:
            self._said_s = time.monotonic()
            line(f"{share:.0%} of it is {self._done}.")
