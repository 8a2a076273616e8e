"""How long a person waits: from the command to the first question's sound, and from Enter to the next question's.

On the virtual laptop, with keys, a person speaking, Whisper transcribing behind it. Sound is what a recorder at the
speaker hears: the first sample above -50 dBFS after the command, or after Enter.
"""

import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.startup import EMPTY_PROGRAM, compile_package, run_s
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import ENTER, Terminal, own_home
from voice_interviewer.clip import Clip, read_clip

RUN_COUNT = 5
ANSWER_S = 8.0
SOUND = 10 ** (-50 / 20)
FIRST_TARGET_S, NEXT_TARGET_S, RATIO_TARGET = 1.5, 0.4, 5.0
QUESTIONS = ("why-this-role", "unhappy-patient", "busy-day")
SAMPLE = Path(__file__).parents[1] / "audio" / "demo" / "confidentiality.flac"


def main() -> None:
    """RUN_COUNT interviews of three questions; medians and the worst."""
    compile_package()
    first_s: list[float] = []
    next_s: list[float] = []
    empty_s: list[float] = []
    for _ in range(RUN_COUNT):
        empty_s += [run_s(EMPTY_PROGRAM) for _ in range(3)]
        with Laptop() as laptop, tempfile.TemporaryDirectory() as folder:
            first, others = _interview(laptop, Path(folder))
        first_s.append(first)
        next_s += others
    print_times("command to the first question's sound", first_s, FIRST_TARGET_S)
    print_times("Enter to the next question's sound", next_s, NEXT_TARGET_S)
    ratio = statistics.median(first_s) / statistics.median(empty_s)
    print(
        f"  the first is {ratio:.1f} times python -c 'import typer, rich' (target: at most {RATIO_TARGET:g})"
    )


def _interview(laptop: Laptop, folder: Path) -> tuple[float, list[float]]:
    """Seconds until the first question sounds, and after each Enter until the next one does."""
    arguments = ["practice", "--audio-dir", str(folder / "audio")]
    for name in QUESTIONS:
        arguments += ["--question", name]
    # Not the first interview in this folder: the microphone was checked before.
    (folder / "audio" / "earlier").mkdir(parents=True)
    (folder / "audio" / "earlier" / "session.json").write_text("{}")
    presses_s: list[float] = []
    with laptop.record_speaker(folder / "speaker.wav") as recording_s:
        started_s = time.monotonic()
        with Terminal(arguments, own_home(laptop.env, folder), folder) as terminal:
            for _ in QUESTIONS:
                terminal.wait_for("Listening")
                speaker = laptop.say(SAMPLE)
                time.sleep(ANSWER_S)
                presses_s.append(time.monotonic())
                terminal.press(ENTER)
                speaker.terminate()
            terminal.wait()
    heard = read_clip(folder / "speaker.wav")
    first, *rest = (sound_after(heard, moment_s - recording_s) for moment_s in (started_s, *presses_s[:-1]))
    return first, rest


def sound_after(heard: Clip, moment_s: float) -> float:
    """Seconds from a moment of the recording until something sounds."""
    loud = np.flatnonzero(np.abs(heard.samples[round(moment_s * heard.rate_hz) :]) > SOUND)
    return float(loud[0]) / heard.rate_hz


def print_times(what: str, times_s: list[float], target_s: float) -> None:
    median_s, worst_s = statistics.median(times_s), max(times_s)
    print(
        f"{what}: median {median_s:.2f} s, worst of {len(times_s)} {worst_s:.2f} s (target: under {target_s:g} s)"
    )


if __name__ == "__main__":
    main()
