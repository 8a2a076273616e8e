"""How long `voice-interviewer --help` takes, against an empty program that imports typer and rich."""

import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path

import voice_interviewer
from tests.e2e.terminal import COMMAND

RUN_COUNT = 15
EMPTY_PROGRAM = [sys.executable, "-c", "import typer, rich"]
"""What any command with these libraries needs at least."""
TARGET_RATIO = 3.0


def main() -> None:
    """Both in turn, RUN_COUNT times; the ratio of the medians."""
    compile_package()
    times_s: dict[str, list[float]] = {"base": [], "help": []}
    for _ in range(RUN_COUNT):
        times_s["base"].append(run_s(EMPTY_PROGRAM))
        times_s["help"].append(run_s([COMMAND, "--help"]))
    base_s, help_s = (statistics.median(times_s[name]) for name in ("base", "help"))
    print(f"python -c 'import typer, rich': {base_s:.3f} s; voice-interviewer --help: {help_s:.3f} s")
    print(f"  ratio {help_s / base_s:.2f} (target: at most {TARGET_RATIO:g})")


def compile_package() -> None:
    """Have Python's bytecode of the package in its place, as pip leaves it.

    Where PYTHONDONTWRITEBYTECODE is set, as on many build machines, each run would compile every module anew.
    """
    compileall.compile_dir(Path(voice_interviewer.__file__).parent, quiet=1)


def run_s(command: list[str]) -> float:
    """How long a command takes, in seconds."""
    start_s = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start_s


if __name__ == "__main__":
    main()
