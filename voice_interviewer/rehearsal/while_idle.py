"""Work that gives way at once to whatever is more important, such as an interview that begins."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal
from threading import Thread

from voice_interviewer.session.holding import is_any_held

_POLL_S = 0.1
"""An interview that begins waits for the processor no longer than this."""


@contextmanager
def giving_way(audio_dir: Path, may_go_on: Callable[[], bool], stop: Callable[[], object]) -> Iterator[None]:
    """While the `with` lasts, `stop` is called from another thread once an interview begins in this folder of sessions,
    or `may_go_on`, which is asked ten times a second, says no; and before it begins, if that is so already."""
    ended = Signal()

    def is_over() -> bool:
        return not may_go_on() or is_any_held(audio_dir)

    def watch() -> None:
        while not ended.wait(_POLL_S):
            if is_over():
                stop()
                return

    if is_over():
        stop()
    watcher = Thread(target=watch, name="giving-way", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
