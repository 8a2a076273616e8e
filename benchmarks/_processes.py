"""What a process has cost so far, as Linux counts it."""

import os
from contextlib import suppress
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from types import TracebackType
from typing import Self

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_LOOK_S = 0.1
_WHISPER = b"voice_interviewer.devices.whisper_process"


def cpu_s(pid: int) -> float:
    """Processor time of all its threads, in steps of 0.01 s."""
    fields = Path("/proc", str(pid), "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_S


def peak_mb(pid: int) -> float:
    """The most memory that it ever had."""
    lines = Path("/proc", str(pid), "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


def whisper_among(pids: list[int]) -> int:
    """Whisper's process. Raises StopIteration if it is not running."""
    return next(pid for pid in pids if _WHISPER in Path("/proc", str(pid), "cmdline").read_bytes())


def parent_of(pid: int) -> int:
    """Who started it."""
    return int(Path("/proc", str(pid), "stat").read_text().rsplit(")", 1)[1].split()[1])


def children_of(pid: int) -> list[int]:
    """Those that run now."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if parent_of(int(folder.name)) == pid:
                found.append(int(folder.name))
        except OSError:  # gone meanwhile
            continue
    return found


class Watch:
    """What a program and all that it starts cost, while the `with` lasts or until the program has ended.

    Looked at ten times a second: of each process the last tenth, and one that lives no longer, may be missing.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._cpu_s: dict[int, float] = {}
        self._peak_mb: dict[int, float] = {}
        self._over = Flag()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    @property
    def cpu_s(self) -> float:
        """Processor time of all of them together."""
        return sum(self._cpu_s.values())

    @property
    def peak_mb(self) -> float:
        """The most memory that each of them ever had, added up."""
        return sum(self._peak_mb.values())

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_S):
            self._look()

    def _look(self) -> None:
        family = [self._pid]
        for pid in family:
            with suppress(OSError, StopIteration):  # it ended, or is ending
                family += children_of(pid)
                self._cpu_s[pid] = cpu_s(pid)
                self._peak_mb[pid] = peak_mb(pid)
