"""What a process has cost so far, as Linux counts it."""

import os
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
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
