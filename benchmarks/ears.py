"""How soon after an answer its transcript is there, and what it costs, against decoding the whole file afterwards.

The real program on the virtual laptop, in real time: a person says sample answers of 30 to 190 s and presses Enter when
the sound ends, in the middle of a sentence. The transcript is there when its file is. After each, in turn,
faster-whisper decodes that very recording as a whole (the same weights, int8, beam 1, word times, as many threads),
while the interview listens to silence. In a second, hands-free interview the clock starts when the end is decided.

Each of MODELS that is here takes 22 minutes; with `python -m benchmarks.ears --quick`, one answer of 60 s, it takes 4.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._processes import cpu_s, parent_of, peak_mb, whisper_among
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import ENTER, Terminal, own_home
from voice_interviewer.clip import Clip, WavWriter, read_clip
from voice_interviewer.devices.weights import find_weights, list_weights

QUESTIONS = (
    "why-this-role",
    "unhappy-patient",
    "busy-day",
    "team-conflict",
    "confidentiality",
    "root-causes",
    "health-records",
    "urgent-tasks",
    "data-accuracy",
    "system-failure",
    "daily-tasks",
)
MODELS = ("tiny.en", "base")
LENGTHS_S = (30, 60, 120, 180)
COMPARED_S = (60, 120, 180)
ENDS_S = (0, 5, 10)
"""COMPARED_S are said with so many seconds more: the wait depends on how long ago the last piece was cut, so one end
alone would tell nothing of the length. What is said last is the same whatever the length."""
SAMPLES = Path(__file__).parents[1] / "audio" / "demo"
PATIENCE_S = 60.0
POLL_S = 0.01
LOADING_S = 3.0
"""The person thinks for so long before the first answer: loading, once per interview, is not its cost."""
AFTER_ENTER_TARGET_S, AFTER_END_TARGET_S, SOONER_TARGET, LENGTH_TARGET, CPU_TARGET = 1.0, 0.3, 6.0, 1.3, 1.6
INTERVIEW_TARGET_MB, WHISPER_TARGET_MB = 150, 450


@dataclass(frozen=True)
class Measured:
    """One answer: seconds to wait for its transcript, and seconds of processor, each ours and whole-file."""

    length_s: int
    """One of LENGTHS_S; the answer may be up to ENDS_S longer."""
    said_s: int
    wait_s: float
    cpu_s: float
    whole_wait_s: float
    whole_cpu_s: float


def main(arguments: tuple[str, ...] = ()) -> None:
    wanted = ((60, 60),) if "--quick" in arguments else _wanted()
    here = {each.name for each in list_weights()}
    for model in MODELS:
        if model in here:
            print(f"{model}:")
            _measure(model, wanted)


def _measure(model: str, wanted: tuple[tuple[int, int], ...]) -> None:
    whole = _whisper(model)
    with Laptop() as laptop, tempfile.TemporaryDirectory() as folder:
        answers = {
            said_s: _answer(*each, Path(folder)) for each in {*wanted, (120, 120)} for said_s in each[1:]
        }
        measured = _with_keys(
            laptop,
            model,
            Path(folder, "keys"),
            [(length_s, said_s, answers[said_s]) for length_s, said_s in wanted],
            whole,
        )
        _print_all(measured)
        after_end_s = _hands_free(laptop, model, Path(folder, "hands-free"), answers[120])
    print(
        f"hands-free, 120 s answer: {after_end_s:.2f} s after the end is decided (target {AFTER_END_TARGET_S:g} s)"
    )


def _wanted() -> tuple[tuple[int, int], ...]:
    """Of each answer one of LENGTHS_S, and how long it is said, in seconds."""
    return tuple(
        (length_s, length_s + more_s)
        for length_s in LENGTHS_S
        for more_s in (ENDS_S if length_s in COMPARED_S else (0,))
    )


def _answer(length_s: int, said_s: int, folder: Path) -> Path:
    """The last so many seconds of the sample answers, one after the other and cut off at the same places for each of
    LENGTHS_S."""
    clips = [read_clip(path) for path in sorted(SAMPLES.glob("*.flac"))] * 2
    end_s = max(LENGTHS_S) + said_s - length_s
    rate_hz = clips[0].rate_hz
    samples = np.concatenate([clip.samples for clip in clips])[(end_s - said_s) * rate_hz : end_s * rate_hz]
    with WavWriter(folder / f"{said_s}.wav", rate_hz) as file:
        file.write(Clip(samples, rate_hz).samples)
    return file.path


def _with_keys(
    laptop: Laptop, model: str, folder: Path, answers: list[tuple[int, int, Path]], whole: Any
) -> list[Measured]:
    """Each answer with its length, one of LENGTHS_S, and how long it is said, in seconds."""
    measured = []
    with _practice(
        laptop, model, folder, ["--question", *_between("--question", QUESTIONS[: len(answers) + 1])]
    ) as terminal:
        terminal.skip_microphone_check()
        for number, (length_s, said_s, answer) in enumerate(answers, 1):
            terminal.wait_for("Listening")
            whisper = whisper_among(terminal.processes())
            if number == 1:
                time.sleep(LOADING_S)
            before_s = cpu_s(whisper)
            laptop.say(answer).wait()
            entered_s = time.time()
            terminal.press(ENTER)
            wait_s = _when_written(folder, number) - entered_s
            ours_s = cpu_s(whisper) - before_s
            each = Measured(length_s, said_s, wait_s, ours_s, *_whole_file(whole, folder, number))
            _print(each)
            measured.append(each)
        print(
            f"memory at most: interview {peak_mb(parent_of(whisper)):.0f} MB (target: under {INTERVIEW_TARGET_MB}), "
            f"Whisper {peak_mb(whisper):.0f} MB (target: under {WHISPER_TARGET_MB})",
            flush=True,
        )
    return measured


def _whole_file(whole: Any, folder: Path, number: int) -> tuple[float, float]:
    """Decode the recording of a question's answer: seconds by the clock, and of processor."""
    started_s, cpu_before_s = time.perf_counter(), time.process_time()
    segments, _ = whole.transcribe(
        str(next(folder.glob(f"audio/*/{number:02}_*.wav"))), beam_size=1, word_timestamps=True
    )
    list(segments)
    return time.perf_counter() - started_s, time.process_time() - cpu_before_s


def _between(option: str, names: tuple[str, ...]) -> list[str]:
    return [argument for name in names for argument in (name, option)][:-1]


def _hands_free(laptop: Laptop, model: str, folder: Path, answer: Path) -> float:
    """Seconds from the decision that the answer has ended until its transcript is there."""
    with _practice(
        laptop, model, folder, ["--hands-free", "--question", *_between("--question", QUESTIONS[:2])]
    ) as terminal:
        terminal.wait_for("Listening")
        laptop.say(answer)
        # Watched from the answer's beginning: the record is written again when the next question is asked.
        deadline_s = time.monotonic() + read_clip(answer).duration_s + PATIENCE_S
        while not (ended_s := _when_ended(folder)) and time.monotonic() < deadline_s:
            time.sleep(POLL_S)
        return _when_written(folder, 1) - ended_s


def _practice(laptop: Laptop, model: str, folder: Path, arguments: list[str]) -> Terminal:
    folder.mkdir()
    return Terminal(
        ["practice", "--audio-dir", str(folder / "audio"), "--model", model, *arguments],
        own_home(laptop.env, folder),
        folder,
    )


def _when_ended(folder: Path) -> float:
    """When the first take was noted as ended, as `time.time` counts; 0 if it was not yet."""
    for record in folder.glob("audio/*/session.json"):
        takes = json.loads(record.read_bytes())["takes"]
        if takes and takes[0]["ending"] == "silence":
            return record.stat().st_mtime
    return 0.0


def _when_written(folder: Path, number: int) -> float:
    """When the transcript of a question was there, as `time.time` counts."""
    deadline_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline_s:
        for path in folder.glob(f"audio/*/{number:02}_*.json"):
            return path.stat().st_mtime
        time.sleep(POLL_S)
    raise TimeoutError(f"the transcript of question {number} did not come")


def _whisper(model: str) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from voice_interviewer.devices.whisper_process import _load

    weights = find_weights(model)
    return _load(weights.folder, "", weights.parts)._model


def _print(each: Measured) -> None:
    print(
        f"{each.said_s} s answer: transcript {each.wait_s:.2f} s after Enter, "
        f"whole file {each.whole_wait_s:.2f} s: {each.whole_wait_s / each.wait_s:.1f} times sooner; "
        f"processor {each.cpu_s:.1f} s against {each.whole_cpu_s:.1f} s: {each.cpu_s / each.whole_cpu_s:.2f}",
        flush=True,
    )


def _print_all(measured: list[Measured]) -> None:
    waits_s = {
        length_s: waits_s
        for length_s in COMPARED_S
        if (waits_s := [each.wait_s for each in measured if each.length_s == length_s])
    }
    for length_s, each_s in waits_s.items():
        whole_s = [each.whole_wait_s for each in measured if each.length_s == length_s]
        print(
            f"{length_s} s answers: transcript median {statistics.median(each_s):.2f} s after Enter, "
            f"worst of {len(each_s)} {max(each_s):.2f} s; "
            f"{statistics.mean(whole_s) / statistics.mean(each_s):.1f} times sooner than the whole file, on average"
        )
    if len(waits_s) == len(COMPARED_S):
        short_s, *_, long_s = (statistics.mean(waits_s[length_s]) for length_s in COMPARED_S)
        print(
            f"{COMPARED_S[-1]} s against {COMPARED_S[0]} s: {long_s / short_s:.2f} times the wait, on average "
            f"(target: at most {LENGTH_TARGET:g})"
        )
    ratio = sum(each.cpu_s for each in measured) / sum(each.whole_cpu_s for each in measured)
    print(f"processor time of all against whole-file: {ratio:.2f} (target: at most {CPU_TARGET:g})")
    print(
        f"targets for 120 s: {AFTER_ENTER_TARGET_S:g} s after Enter, "
        f"{SOONER_TARGET:g} times sooner than the whole file",
        flush=True,
    )


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
