"""The judge: a small network that reads a question, a key point and an answer, and says how likely the point was made.

Its weights come with the package, in 4 bits; scripts/judge/ makes them, out of all-mpnet-base-v2 (Apache 2.0) and
tests/labelled/learn. They are read by a process of its own (see `reading`), which begins when it is first needed and
ends with this one.
"""

import json
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

from voice_interviewer.child_process import start_module

__all__ = ["JudgeError", "Judgement", "begin", "judged", "read_ahead"]


_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(4 * 2**20)}
"""For glibc, which otherwise keeps what long answers took: after one of three minutes 30 to 70 MB that nobody needs."""


class JudgeError(Exception):
    """The judge does not answer: it was killed, or cannot be started."""


@dataclass(frozen=True)
class Judgement:
    """How likely an answer makes a point, and how likely it says its opposite, 0 to 1.

    `said_at` are first and last word of what says most of the point. `clearest_at` are the few words that say most of
    it, and `stands_out`, 0 to 1, tells by how much more than any others. `against_at` are the few that say most of its
    opposite.
    """

    said: float
    against: float
    said_at: tuple[int, int]
    against_at: tuple[int, int]
    clearest_at: tuple[int, int]
    stands_out: float


class _Judge:
    """The process, and whose turn it is."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Have it load in the background; harmless when it runs."""
        with self._turn:
            self._running()

    def ask(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        """Raises JudgeError."""
        with self._turn:
            for _ in range(2):  # once more, for it may have been killed for want of memory
                if (found := self._answer(asked)) is not None:
                    return found
        raise JudgeError

    def _answer(self, asked: dict[str, Any]) -> list[dict[str, Any]] | None:
        try:
            child = self._running()
        except OSError:
            return None
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps(asked).encode() + b"\n")
            child.stdin.flush()
            found: list[dict[str, Any]] = json.loads(child.stdout.readline())
        except (OSError, ValueError):
            _end(child)
            return None
        except BaseException:  # a Ctrl-C: the answer that is still to come must not be taken for another's
            _end(child)
            raise
        return found

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = start_module(
                "voice_interviewer.coverage.judge.reading",
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                below_normal=True,
                more_env=_MEMORY,
            )
        return self._child


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()


_THE_JUDGE = _Judge()


def begin() -> None:
    """Have the judge load in the background, for somebody who will soon need it."""
    with suppress(OSError):  # whoever needs it is told
        _THE_JUDGE.begin()


def judged(question: str, points: Sequence[str], words: Sequence[str]) -> tuple[Judgement, ...]:
    """One for each point, in order. There must be words. Raises JudgeError."""
    return tuple(
        Judgement(
            one["said"],
            one["against"],
            tuple(one["said_at"]),
            tuple(one["against_at"]),
            tuple(one["clearest_at"]),
            one["stands_out"],
        )
        for one in _THE_JUDGE.ask(_asked(question, points, words, is_over=True))
    )


def read_ahead(question: str, points: Sequence[str], words: Sequence[str]) -> None:
    """Have it read what can be read of an answer that goes on; `judged` is the sooner done."""
    with suppress(JudgeError):  # whoever needs it is told
        _THE_JUDGE.ask(_asked(question, points, words, is_over=False))


def _asked(question: str, points: Sequence[str], words: Sequence[str], *, is_over: bool) -> dict[str, Any]:
    return {"question": question, "points": list(points), "words": list(words), "is_over": is_over}
