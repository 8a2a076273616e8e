"""How much memory a piece of work takes."""

import gc
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

TIMES = 3
"""Threads and objects that tests before left behind are counted as well, now and then: the least is the work's own."""


@dataclass(frozen=True)
class Memory:
    held_bytes: int
    """While the result is held, and everything that it holds."""
    most_bytes: int
    """At any moment of the work."""


def memory_of(work: Callable[[], object]) -> Memory:
    measured = [_once(work) for _ in range(TIMES)]
    return Memory(min(one.held_bytes for one in measured), min(one.most_bytes for one in measured))


def _once(work: Callable[[], object]) -> Memory:
    gc.collect()
    tracemalloc.start()
    try:
        result = work()
        held_bytes, most_bytes = tracemalloc.get_traced_memory()
        del result
    finally:
        tracemalloc.stop()
    return Memory(held_bytes, most_bytes)
