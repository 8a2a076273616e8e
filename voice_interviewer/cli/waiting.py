"""The progress of something long: a bar on a terminal, or a sentence now and then where nothing may be redrawn."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from voice_interviewer.cli.console import line, out

SENTENCE_S = 10.0
"""The time between two sentences: often enough to show that it goes on, seldom enough not to disturb."""

Tell = Callable[[float], None]
"""Takes the share done, 0 to 1."""


@contextmanager
def waiting(what: str, done: str, *, plain: bool) -> Iterator[Tell]:
    """Show progress; call what this yields with the share done, a few times a second.

    Args:
        what: What is going on, such as "Writing down the answers".
        done: What has been done to the share that is done, such as "written down".
        plain: Print sentences only, and redraw nothing.
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
    """As `waiting`, but show nothing until the first share is told, so that nothing is shown if nobody has to wait."""
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
