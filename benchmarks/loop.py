"""How long a person waits: from the command to the first question's sound, and from Enter to the next question's.

On the virtual laptop, with keys, a person speaking, Whisper transcribing behind it: with the recorded voice, with small
talk, with the computer's own voice, with an own bank that `natural` has read ahead, and with a larger model, in turn.
Sound is what a recorder at the speaker hears: the first sample above -50 dBFS after the command, or after Enter. It
takes a quarter of an hour.
"""

import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from benchmarks.startup import EMPTY_PROGRAM, compile_package, run_s
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import ENTER, Terminal, own_home, run
from voice_interviewer.clip import Clip, read_clip
from voice_interviewer.devices.weights import list_weights
from voice_interviewer.rehearsal.voices import can_be_natural

RUN_COUNT = 5
ANSWER_S = 8.0
SOUND = 10 ** (-50 / 20)
FIRST_TARGET_S, NEXT_TARGET_S, RATIO_TARGET = 1.5, 0.4, 5.0
QUESTIONS = ("why-this-role", "unhappy-patient", "busy-day")
SAMPLE = Path(__file__).parents[1] / "audio" / "demo" / "confidentiality.flac"

RECORDED = "recorded voice, tiny.en"
OWN = "own bank, read ahead by natural, tiny.en"
OWN_BANK = """\
schema = 1
title = "Own"
locale = "en-GB"

[[questions]]
id = "greenhouse"
category = "garden"
question = "How do you keep a greenhouse tidy in a wet spring?"
example = "I air it every morning and sweep it every night."
points = [{ text = "Airs it each day." }]

[[questions]]
id = "repotting"
category = "garden"
question = "When did you last repot something larger than yourself?"
example = "Last May, a fig, and I asked my brother to help."
points = [{ text = "Asked somebody to help." }]

[[questions]]
id = "beginners"
category = "garden"
question = "Which plant would you never sell to a beginner, and why not?"
example = "A maidenhair fern, for it forgives nothing."
points = [{ text = "Names a plant." }]
"""
PREPARING_S = 300.0


def main() -> None:
    """RUN_COUNT interviews of three questions each way; medians and the worst."""
    compile_package()
    ways = _ways()
    first_s: dict[str, list[float]] = defaultdict(list)
    next_s: dict[str, list[float]] = defaultdict(list)
    empty_s: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(RUN_COUNT):
            empty_s += [run_s(EMPTY_PROGRAM) for _ in range(3)]
            for way, arguments in ways.items():
                # A home for each way: what was read ahead is kept there.
                home, audio = Path(folder, way), Path(folder, way, f"audio-{number}")
                with Laptop() as laptop:
                    first, others = _interview(laptop, home, audio, arguments)
                first_s[way].append(first)
                next_s[way] += others
    for way in ways:
        print_times(f"{way}: command to the first question's sound", first_s[way], FIRST_TARGET_S)
        print_times(f"{way}: Enter to the next question's sound", next_s[way], NEXT_TARGET_S)
    ratio = statistics.median(first_s[RECORDED]) / statistics.median(empty_s)
    print(
        f"  the first is {ratio:.1f} times python -c 'import typer, rich' (target: at most {RATIO_TARGET:g})"
    )


def _ways() -> dict[str, list[str]]:
    """How interviews are held, and the arguments for it; what needs something that is not here is left out."""
    asked = [argument for name in QUESTIONS for argument in ("--question", name)]
    tiny = ["--model", "tiny.en"]
    ways = {
        RECORDED: [*asked, *tiny],
        "the same with small talk": [*asked, *tiny, "--small-talk"],
        "the computer's own voice, tiny.en": [*asked, *tiny, "--voice", "English (Great Britain)"],
    }
    if can_be_natural("en-GB"):
        ways[OWN] = ["own.toml", *tiny]
    if "base" in {each.name for each in list_weights()}:
        ways["recorded voice, base"] = [*asked, "--model", "base"]
    return ways


def _interview(laptop: Laptop, home: Path, audio: Path, arguments: list[str]) -> tuple[float, list[float]]:
    """Seconds until the first question sounds, and after each Enter until the next one does."""
    # Not the first interview in this folder: the microphone was checked before.
    (audio / "earlier").mkdir(parents=True)
    (audio / "earlier" / "session.json").write_text("{}")
    env = own_home(laptop.env, home)
    if "own.toml" in arguments:
        (home / "own.toml").write_text(OWN_BANK)
        run(["bank", "prepare", "own.toml"], env, home, PREPARING_S).check_returncode()
    presses_s: list[float] = []
    with laptop.record_speaker(home / "speaker.wav") as recording_s:
        started_s = time.monotonic()
        with Terminal(["practice", "--audio-dir", str(audio), *arguments], env, home) as terminal:
            for _ in QUESTIONS:
                terminal.wait_for("Listening")
                speaker = laptop.say(SAMPLE)
                time.sleep(ANSWER_S)
                presses_s.append(time.monotonic())
                terminal.press(ENTER)
                speaker.terminate()
            terminal.wait()
    heard = read_clip(home / "speaker.wav")
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
