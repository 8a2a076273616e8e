"""What a transcript costs and how true it is, against other programs with the same weights, tiny.en.

The program's own way, in pieces, with a prompt, three beams and word times; and faster-whisper (int8), openai-whisper
and whisper.cpp, which decode the file as a whole, greedily, without word times. Each is a process of its own, has
loaded its weights and heard an answer before, and may use two cores. They hear the sample answers in turn. Times are
from the path of a file to its text; a way's time for an answer is the median of ROUND_COUNT.

The weights on the machine are CTranslate2's; the others get them from `_peer_weights`. A peer that is not installed is
left out. openai-whisper brings torch: some gigabytes for graphics cards, unless a build for the processor alone was
installed before. whisper.cpp is as its Python package comes, built for any processor with AVX2; CTranslate2 and torch
use what more there is.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks._candidate import THREAD_COUNT
from benchmarks._processes import children_of, cpu_s, peak_mb
from benchmarks.accuracy import Score
from voice_interviewer.clip import sound_length_s
from voice_interviewer.devices.weights import find_weights

ROUND_COUNT = 3
SAMPLES = Path(__file__).parents[1] / "audio" / "demo"
INSTALL = ".venv/bin/python -m pip install --constraint constraints.txt --editable '.[peers]'"
WAITING = "OMP_WAIT_POLICY"
WAITING_PASSIVELY = "passive"
"""A thread that waits for another one sleeps. By default it spins, and then whisper.cpp took 4 to 7 times as long
where other programs wanted the two cores as well. What the environment says goes before this."""


@dataclass(frozen=True)
class Candidate:
    """One of `_candidate.WAYS`, with the package that does it, and the format of its weights: one of
    `_peer_weights.FORMATS`, or none for CTranslate2's."""

    name: str
    way: str
    package: str
    weights_format: str = ""


BASE = Candidate("faster-whisper int8, whole file", "faster-whisper", "faster-whisper")
CANDIDATES = (
    BASE,
    Candidate("ours, in pieces", "pieces", "voice-interviewer"),
    Candidate("openai-whisper", "openai-whisper", "openai-whisper", "pt"),
    Candidate("whisper.cpp f16", "whisper.cpp", "pywhispercpp", "f16"),
    Candidate("whisper.cpp q8_0", "whisper.cpp", "pywhispercpp", "q8_0"),
)


@dataclass(frozen=True)
class Heard:
    """One answer, once: what was written, in seconds by the clock and of all processors."""

    text: str
    time_s: float
    cpu_s: float


@dataclass(frozen=True)
class Total:
    """A candidate over all answers: seconds, the sum of the answers' medians; megabytes at most, of its processes
    together."""

    time_s: float
    cpu_s: float
    memory_mb: float
    score: Score


class Running:
    """A candidate's process, until the end of the `with`."""

    def __init__(self, candidate: Candidate, weights: Path) -> None:
        """Starts it; the first answer has to wait until it is loaded."""
        self.candidate = candidate
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "benchmarks._candidate", candidate.way, str(weights)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={WAITING: WAITING_PASSIVELY, **os.environ, "HF_HUB_OFFLINE": "1"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._popen.__exit__(kind, error, trace)  # closes its input, whereupon it ends

    def hear(self, path: Path) -> Heard:
        """Raises RuntimeError if the process has ended; what it said of that is on the screen."""
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        cpu_before_s, started_s = self._cpu_s(), time.perf_counter()
        print(path, file=self._popen.stdin, flush=True)
        answer = self._popen.stdout.readline()
        time_s = time.perf_counter() - started_s
        if not answer:
            raise RuntimeError(f"{self.candidate.name} ended before it had answered")
        return Heard(json.loads(answer), time_s, self._cpu_s() - cpu_before_s)

    def memory_mb(self) -> float:
        """So far, at most: its process's and its children's."""
        return sum(map(peak_mb, self._processes()))

    def _cpu_s(self) -> float:
        return sum(map(cpu_s, self._processes()))

    def _processes(self) -> list[int]:
        return [self._popen.pid, *children_of(self._popen.pid)]


def main() -> None:
    """All that are installed, each against BASE."""
    paths = sorted(SAMPLES.glob("*.flac"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        running = [
            stack.enter_context(Running(each, _weights(each, folder)))
            for each in CANDIDATES
            if _is_there(each)
        ]
        heard = _hear(running, paths)
        totals = {each.candidate: _total(each, heard[each.candidate], paths) for each in running}
    print(
        f"{len(paths)} answers, {sum(map(sound_length_s, paths)):.0f} s, {ROUND_COUNT} times in turn, "
        f"{THREAD_COUNT} threads, which wait: {os.environ.get(WAITING, WAITING_PASSIVELY)}"
    )
    for candidate, total in totals.items():
        _print(candidate, total, totals[BASE])


def _is_there(candidate: Candidate) -> bool:
    try:
        version(candidate.package)
    except PackageNotFoundError:
        print(f"{candidate.name}: skipped, {candidate.package} is not installed: {INSTALL}", flush=True)
        return False
    return True


def _weights(candidate: Candidate, folder: Path) -> Path:
    """Converted in a process of its own, so that nobody's memory has it in."""
    ours = find_weights("").folder
    if not candidate.weights_format:
        return ours
    file = folder / candidate.weights_format
    subprocess.run(
        [sys.executable, "-m", "benchmarks._peer_weights", candidate.weights_format, str(ours), str(file)],
        check=True,
    )
    return file


def _hear(running: list[Running], paths: list[Path]) -> dict[Candidate, dict[Path, list[Heard]]]:
    for each in running:
        each.hear(paths[0])  # to load, and to warm up
    heard: dict[Candidate, dict[Path, list[Heard]]] = {
        each.candidate: {path: [] for path in paths} for each in running
    }
    for _ in range(ROUND_COUNT):
        for path in paths:
            for each in running:
                heard[each.candidate][path].append(each.hear(path))
    return heard


def _total(running: Running, heard: dict[Path, list[Heard]], paths: list[Path]) -> Total:
    score = Score()
    for path in paths:
        said = path.with_suffix(".txt").read_text("utf-8")
        for each in heard[path]:
            score.add(said, each.text)
    return Total(
        sum(statistics.median(each.time_s for each in heard[path]) for path in paths),
        sum(statistics.median(each.cpu_s for each in heard[path]) for path in paths),
        running.memory_mb(),
        score,
    )


def _print(candidate: Candidate, total: Total, base: Total) -> None:
    print(
        f"{candidate.name} ({candidate.package} {version(candidate.package)}): "
        f"time {total.time_s / base.time_s:.2f} ({total.time_s:.1f} s), "
        f"processor {total.cpu_s / base.cpu_s:.2f} ({total.cpu_s:.1f} s), memory {total.memory_mb:.0f} MB, "
        f"WER {total.score.wer:.1f} % (without fillers {total.score.fluent_wer:.1f} %)"
    )


if __name__ == "__main__":
    main()
