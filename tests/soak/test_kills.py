"""kill -9 at random moments: every finished take is whole, a second at most is lost, and the interview goes on."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.laptop import Laptop
from tests.soak.killing import Killed, kill_one, talk

KILLS = 200
A_FEW = 6
WORKERS = 2
"""Two at a time: most of an interview is waiting, and 200 of them one after the other would take 40 minutes. They also
keep each other from having the computer for themselves."""
BY_FILE = 3
"""Every third has a sound file as its microphone."""


def kill_many(folder: Path, seeds: range) -> list[Killed]:
    folder.mkdir()
    with Laptop() as laptop:
        killed = []
        for seed in seeds:
            with talk(laptop, folder):
                chance = random.Random(seed)
                killed.append(kill_one(laptop, folder / f"kill-{seed}", chance, by_file=seed % BY_FILE == 0))
        return killed


def kill_in_parallel(folder: Path, first_seed: int, count: int) -> str:
    """Returns the figures."""
    ranges = [range(first_seed + worker, first_seed + count, WORKERS) for worker in range(WORKERS)]
    with ThreadPoolExecutor(WORKERS) as executor:
        futures = [
            executor.submit(kill_many, folder / f"worker-{number}", seeds)
            for number, seeds in enumerate(ranges)
        ]
        killed = [each for future in futures for each in future.result()]
    lost_s = sorted(each.lost_s for each in killed if each.lost_s is not None)
    phases = ", ".join(f"{count} {phase}" for phase, count in Counter(each.phase for each in killed).items())
    figures = f"{len(killed)} kills from seed {first_seed}: {phases}"
    if lost_s:
        middle_s = lost_s[len(lost_s) // 2]
        figures += (
            f"; lost of {len(lost_s)} running takes: {middle_s:.2f} s (median), {lost_s[-1]:.2f} s (most)"
        )
    return figures


@pytest.mark.e2e
@pytest.mark.usefixtures("system_packages")
def test_a_few_kills(tmp_path: Path) -> None:
    kill_in_parallel(tmp_path, 1, A_FEW)


@pytest.mark.soak
@pytest.mark.usefixtures("system_packages")
def test_many_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = kill_in_parallel(tmp_path, random.SystemRandom().randrange(10**6), KILLS)
    with capsys.disabled():
        print(f"\n{figures}")
