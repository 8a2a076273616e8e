"""This computer's processor: which one it is, and how busy other programs keep it."""

import os
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from voice_interviewer import __version__

if TYPE_CHECKING:
    import psutil

_RUN_WHISPER = ("ctranslate2", "faster-whisper")


@dataclass(frozen=True)
class Machine:
    """All that decides how quickly speech is written down here. If any of it changes, it has to be measured anew."""

    processor: str
    core_count: int
    """Cores that this program may use."""
    libraries: str
    """Those that run Whisper, and this program, each with its version."""


def this_machine() -> Machine:
    """The machine as it is now. Quick: it is asked before every interview."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _RUN_WHISPER)
    return Machine(_name(), core_count(), f"{libraries}, voice-interviewer {__version__}")


def core_count() -> int:
    """How many cores this program may use; fewer than there are, where the system keeps it to some of them."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _name() -> str:
    if sys.platform == "linux":  # where Python knows no more than "x86_64"
        with suppress(OSError), Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as facts:
            for line in facts:
                name, _, value = line.partition(":")
                if name.strip() == "model name":
                    return value.strip()
    return platform.processor() or platform.machine()


class _Times(NamedTuple):
    """Seconds of all cores together, since some moment in the past."""

    busy_s: float
    idle_s: float
    own_s: float


class OthersAtWork:
    """How busy other programs keep the cores that this one may use, over all spans of `with others:`."""

    def __init__(self) -> None:
        """Nothing has been watched yet."""
        self._others_s = 0.0
        self._all_s = 0.0
        self._before: _Times | None = None

    @property
    def share(self) -> float:
        """The share of the cores' time that other programs had, 0 to 1; 0 where the system does not tell."""
        return min(1.0, max(0.0, self._others_s / self._all_s)) if self._all_s else 0.0

    def __enter__(self) -> Self:
        self._before = _times()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        before, after = self._before, _times()
        if before is None or after is None:
            return
        busy_s = after.busy_s - before.busy_s
        self._others_s += busy_s - (after.own_s - before.own_s)
        self._all_s += busy_s + after.idle_s - before.idle_s


def _times() -> _Times | None:
    """None where the system does not tell."""
    import psutil

    try:
        cores = psutil.cpu_times(percpu=True)
        if hasattr(os, "sched_getaffinity"):
            cores = [cores[number] for number in os.sched_getaffinity(0) if number < len(cores)]
        own = psutil.Process()
        family = [own, *own.children(recursive=True)]
        own_s = sum(_used_s(each) for each in family)
    except (psutil.Error, OSError):
        return None
    idle_s = sum(core.idle + getattr(core, "iowait", 0.0) for core in cores)
    # On Linux the guests of a virtual machine are counted among the user's own time too.
    all_s = sum(sum(core) - getattr(core, "guest", 0.0) - getattr(core, "guest_nice", 0.0) for core in cores)
    return _Times(all_s - idle_s, idle_s, own_s)


def _used_s(process: "psutil.Process") -> float:
    import psutil

    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:  # it has ended meanwhile
        return 0.0
    return float(times.user + times.system)
