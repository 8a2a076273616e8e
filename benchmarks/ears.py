"""How soon after an answer its transcript is there, and what it costs, against decoding the whole file afterwards.

The real program on the virtual laptop, in real time: a person says sample answers of 30 to 180 s and presses Enter when
the sound ends, in the middle of a sentence. The transcript is there when its file is. After each, in turn,
faster-whisper decodes that very recording as a whole (the same weights, int8, beam 1, word times, as many threads),
while the interview listens to silence. In a second, hands-free interview the clock starts when the end is decided.

`python -m benchmarks.ears --quick` has only the answer of 60 s.
"""

import json
import os
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
from voice_interviewer.devices.weights import find_weights

QUESTIONS = ("why-this-role", "unhappy-patient", "busy-day", "team-conflict", "confidentiality")
LENGTHS_S = (30, 60, 120, 180)
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
    wait_s: float
    whole_wait_s: float
    cpu_s: float
    whole_cpu_s: float


def main(arguments: tuple[str, ...] = ()) -> None:
    lengths_s = (60,) if "--quick" in arguments else LENGTHS_S
    whole = _whisper()
    with Laptop() as laptop, tempfile.TemporaryDirectory() as folder:
        answers = {length_s: _answer(length_s, Path(folder)) for length_s in {*lengths_s, 120}}
        measured = _with_keys(
            laptop, Path(folder, "keys"), {each: answers[each] for each in lengths_s}, whole
        )
        after_end_s = _hands_free(laptop, Path(folder, "hands-free"), answers[120])
    _print(measured, after_end_s)
    print("openai-whisper and whisper.cpp: skipped, for no package brings these weights in their formats")


def _answer(length_s: int, folder: Path) -> Path:
    """The sample answers one after the other, cut off after so many seconds."""
    clips = [read_clip(path) for path in sorted(SAMPLES.glob("*.flac"))] * 2
    samples = np.concatenate([clip.samples for clip in clips])[: length_s * clips[0].rate_hz]
    with WavWriter(folder / f"{length_s}.wav", clips[0].rate_hz) as file:
        file.write(Clip(samples, clips[0].rate_hz).samples)
    return file.path


def _with_keys(laptop: Laptop, folder: Path, answers: dict[int, Path], whole: Any) -> list[Measured]:
    measured = []
    with _practice(
        laptop, folder, ["--question", *_between("--question", QUESTIONS[: len(answers) + 1])]
    ) as terminal:
        terminal.skip_microphone_check()
        for number, (length_s, answer) in enumerate(answers.items(), 1):
            terminal.wait_for("Listening")
            whisper = whisper_among(terminal.processes())
            if number == 1:
                time.sleep(LOADING_S)
            before_s = cpu_s(whisper)
            laptop.say(answer).wait()
            entered_s = time.time()
            terminal.press(ENTER)
            written_s = _when_written(folder, number)
            ours_s = cpu_s(whisper) - before_s
            started_s, cpu_before_s = time.perf_counter(), time.process_time()
            segments, _ = whole.transcribe(
                str(next(folder.glob(f"audio/*/0{number}_*.wav"))), beam_size=1, word_timestamps=True
            )
            list(segments)
            measured.append(
                Measured(
                    length_s,
                    written_s - entered_s,
                    time.perf_counter() - started_s,
                    ours_s,
                    time.process_time() - cpu_before_s,
                )
            )
        print(
            f"memory at most: interview {peak_mb(parent_of(whisper)):.0f} MB (target: under {INTERVIEW_TARGET_MB}), "
            f"Whisper {peak_mb(whisper):.0f} MB (target: under {WHISPER_TARGET_MB})"
        )
    return measured


def _between(option: str, names: tuple[str, ...]) -> list[str]:
    return [argument for name in names for argument in (name, option)][:-1]


def _hands_free(laptop: Laptop, folder: Path, answer: Path) -> float:
    """Seconds from the decision that the answer has ended until its transcript is there."""
    with _practice(
        laptop, folder, ["--hands-free", "--question", *_between("--question", QUESTIONS[:2])]
    ) as terminal:
        terminal.wait_for("Listening")
        laptop.say(answer).wait()
        deadline_s = time.monotonic() + PATIENCE_S
        while not (ended_s := _when_ended(folder)) and time.monotonic() < deadline_s:
            time.sleep(POLL_S)
        return _when_written(folder, 1) - ended_s


def _practice(laptop: Laptop, folder: Path, arguments: list[str]) -> Terminal:
    folder.mkdir()
    return Terminal(
        ["practice", "--audio-dir", str(folder / "audio"), *arguments], own_home(laptop.env, folder), folder
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
        for path in folder.glob(f"audio/*/0{number}_*.json"):
            return path.stat().st_mtime
        time.sleep(POLL_S)
    raise TimeoutError(f"the transcript of question {number} did not come")


def _whisper() -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from faster_whisper import WhisperModel

    cores = len(os.sched_getaffinity(0))
    return WhisperModel(str(find_weights("").folder), device="cpu", compute_type="int8", cpu_threads=cores)


def _print(measured: list[Measured], after_end_s: float) -> None:
    for each in measured:
        print(
            f"{each.length_s} s answer: transcript {each.wait_s:.2f} s after Enter, "
            f"whole file {each.whole_wait_s:.2f} s: "
            f"{each.whole_wait_s / each.wait_s:.1f} times sooner; processor {each.cpu_s:.1f} s against "
            f"{each.whole_cpu_s:.1f} s: {each.cpu_s / each.whole_cpu_s:.2f}"
        )
    print(
        f"hands-free, 120 s answer: {after_end_s:.2f} s after the end is decided (target {AFTER_END_TARGET_S:g} s)"
    )
    by_length = {each.length_s: each for each in measured}
    if 120 in by_length and 180 in by_length:
        flat = by_length[180].wait_s / by_length[60].wait_s
        print(f"180 s against 60 s: {flat:.2f} times the wait (target: at most {LENGTH_TARGET:g})")
    ratio = sum(each.cpu_s for each in measured) / sum(each.whole_cpu_s for each in measured)
    print(f"processor time of all against whole-file: {ratio:.2f} (target: at most {CPU_TARGET:g})")
    print(
        f"targets for 120 s: {AFTER_ENTER_TARGET_S:g} s after Enter, {SOONER_TARGET:g} times sooner than the whole file"
    )


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
