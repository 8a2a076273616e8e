"""How the recorded voices sound, and the computer's own beside them: every text of the banks that are recorded, and all
that an interviewer says besides.

Emma's and George's sounds are decoded as they are shipped; espeak says Emma's texts. Each sound is played through the
virtual laptop's speaker, by the program's own code, and recorded there. Of each: what Whisper writes down of that
recording, as a whole and without a prompt, against the text (word error rate, WER; figures and terms as they are
spoken). Of the sound itself: how loud it is (EBU R128), how much silence is around it and, as a second opinion, how
DNSMOS, a model of what people think of speech, rates every tenth from 1 to 5. DNSMOS and pyloudnorm, which measures
loudness by other code than the program's own, come with the extra `voice-quality`; what is not installed is left out
and named.

Four laptops play at once. It takes a quarter of an hour on two cores; `python -m benchmarks.voice --quick` does it with
every tenth text.
"""

import io
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile

from scripts.voice.texts import BANKS, all_texts
from tests.e2e.hearing_back import spoken_error_rate
from tests.e2e.laptop import Laptop
from voice_interviewer.bank import Term, load_bank
from voice_interviewer.clip import Clip, read_clip
from voice_interviewer.devices.natural.sounding import BEGINS_AT, LOUDNESS_LUFS, loudness_lufs
from voice_interviewer.devices.protocols import HEARING_RATE_HZ
from voice_interviewer.devices.recorded import FOLDER, RECORDED, recorded_texts
from voice_interviewer.devices.speaker import open_speaker
from voice_interviewer.devices.voice import Pyttsx3Voice
from voice_interviewer.devices.weights import list_weights
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.places import builtin_folder

MODELS = ("base", "tiny.en")
"""The first that is here listens."""
MEDIAN_TARGET, WORST_TARGET = 0.02, 0.12
LOUDNESS_WITHIN_LU = 1.0
LEAD_TARGET_S, TAIL_TARGET_S = 0.15, 0.3
SIZE_TARGET_MB = 5.0
WORST_SHOWN = 5
QUICK_STEP = 10
LAPTOPS = 4
TEXTS_A_LAPTOP = 12
INSTALL = ".venv/bin/python -m pip install --constraint constraints.txt --editable '.[voice-quality]'"
_FRAME_S = 0.005

Rate = Callable[[Clip], float]


@dataclass(frozen=True)
class Heard:
    """A text, and what was found of its sound."""

    text: str
    written: str
    wer: float
    loudness_lufs: float
    lead_s: float
    """The silence before it."""
    tail_s: float
    """The silence after it."""
    clip: Clip
    """As it was before it was played."""


def main(arguments: tuple[str, ...] = ()) -> None:
    step = QUICK_STEP if "--quick" in arguments else 1
    vocabulary = tuple(
        term for name in BANKS for term in load_bank(builtin_folder("bank") / f"{name}.toml").vocabulary
    )
    here = {each.name for each in list_weights()}
    model = next(name for name in MODELS if name in here)
    size_mb = sum(path.stat().st_size for path in FOLDER.glob("*.opus")) / 1e6
    print(f"all sounds: {size_mb:.2f} MB (target: under {SIZE_TARGET_MB:g} MB); Whisper {model} listens")
    loudness, mos = _pyloudnorm(), _dnsmos()
    spawn = multiprocessing.get_context("spawn")
    with (
        closing(Whisper(model)) as whisper,
        ProcessPoolExecutor(LAPTOPS, spawn, max_tasks_per_child=1) as laptops,
    ):
        for name, said in _voices(step):
            played = laptops.map(_played, [[clip for _, clip in some] for some in _some(said)])
            at_the_speaker = (clip for clips in played for clip in clips)
            heard = [
                _heard(text, clip, came_out, whisper, vocabulary)
                for (text, clip), came_out in zip(said, at_the_speaker, strict=True)
            ]
            _print(name, heard)
            if loudness:
                _print_loudness("loudness by pyloudnorm", [loudness(each.clip) for each in heard])
            if mos:
                rated = [mos(each.clip) for each in heard[:: QUICK_STEP // step]]  # some seconds each
                print(
                    f"  DNSMOS of {len(rated)}, overall: median {statistics.median(rated):.2f}, "
                    f"worst {min(rated):.2f}"
                )


def _voices(step: int) -> Iterator[tuple[str, list[tuple[str, Clip]]]]:
    """Each voice, and its texts with their sounds."""
    for recording, name in RECORDED.items():
        yield name, [(text, _recorded(recording, text)) for text in all_texts(recording)[::step]]
    espeak = Pyttsx3Voice("en-GB")
    yield "espeak", [(text, espeak.synthesise(text)) for text in all_texts(next(iter(RECORDED)))[::step]]


def _some(said: list[tuple[str, Clip]]) -> Iterator[list[tuple[str, Clip]]]:
    for start in range(0, len(said), TEXTS_A_LAPTOP):
        yield said[start : start + TEXTS_A_LAPTOP]


def _played(clips: list[Clip]) -> list[Clip]:
    """What comes out of a laptop's speaker for each sound; in a process of its own, whose sound system it is."""
    recordings = []
    with Laptop() as laptop, TemporaryDirectory() as folder:
        os.environ.update(laptop.env)
        speaker = open_speaker("")
        for clip in clips:
            path = Path(folder, "speaker.wav")
            with laptop.record_speaker(path):
                playback = speaker.play(clip)
                while not playback.finished():
                    time.sleep(0.05)
            recordings.append(read_clip(path))
    return recordings


def _recorded(recording: str, text: str) -> Clip:
    start, length = recorded_texts(recording)[text]
    with (FOLDER / f"{recording}.opus").open("rb") as file:
        file.seek(start)
        samples, rate_hz = soundfile.read(io.BytesIO(file.read(length)), dtype="float32")
    return Clip(samples, int(rate_hz))


def _heard(text: str, clip: Clip, came_out: Clip, whisper: Whisper, vocabulary: tuple[Term, ...]) -> Heard:
    found = whisper.recognise(came_out.resampled(HEARING_RATE_HZ).samples, "")
    written = " ".join(word.text for word in found)
    wer = spoken_error_rate(text, written, vocabulary)
    return Heard(text, written, wer, loudness_lufs(clip.samples, clip.rate_hz), *_edges_s(clip), clip)


def _edges_s(clip: Clip) -> tuple[float, float]:
    """The silence before and after the speech."""
    frame = round(_FRAME_S * clip.rate_hz)
    frames = clip.samples[: len(clip.samples) // frame * frame].reshape(-1, frame)
    loud = np.flatnonzero(np.sqrt(np.mean(frames**2, axis=1)) >= BEGINS_AT)
    return float(loud[0]) * _FRAME_S, clip.duration_s - float(loud[-1] + 1) * _FRAME_S


def _pyloudnorm() -> Rate | None:
    try:
        import pyloudnorm
    except ImportError:
        print(f"pyloudnorm is left out: {INSTALL}")
        return None

    def rate(clip: Clip) -> float:
        return float(pyloudnorm.Meter(clip.rate_hz).integrated_loudness(clip.samples))

    return rate


def _dnsmos() -> Rate | None:
    try:
        from speechmos import dnsmos
    except ImportError:
        print(f"DNSMOS is left out: {INSTALL}")
        return None

    def rate(clip: Clip) -> float:
        samples = np.clip(clip.resampled(HEARING_RATE_HZ).samples, -1.0, 1.0)
        return float(dnsmos.run(samples, HEARING_RATE_HZ)["ovrl_mos"])

    return rate


def _print(name: str, heard: list[Heard]) -> None:
    wers = [each.wer for each in heard]
    print(
        f"{name}, {len(heard)} texts: WER median {statistics.median(wers):.2f}, mean {statistics.mean(wers):.3f}, "
        f"worst {max(wers):.2f} (targets: median {MEDIAN_TARGET:g}, worst {WORST_TARGET:g}); "
        f"without a mistake {sum(not wer for wer in wers)}, above {WORST_TARGET:g} "
        f"{sum(wer > WORST_TARGET for wer in wers)}"
    )
    for each in sorted(heard, key=lambda each: -each.wer)[:WORST_SHOWN]:
        if each.wer:
            print(f"  {each.wer:.2f}: {each.text}\n     -> {each.written}")
    _print_loudness("loudness", [each.loudness_lufs for each in heard])
    for edge, values_s, target_s in (
        ("before", [each.lead_s for each in heard], LEAD_TARGET_S),
        ("after", [each.tail_s for each in heard], TAIL_TARGET_S),
    ):
        print(
            f"  silence {edge}: median {statistics.median(values_s):.3f} s, "
            f"{min(values_s):.3f} to {max(values_s):.3f} s (target: {target_s:g} s)"
        )
    sys.stdout.flush()


def _print_loudness(what: str, found_lufs: list[float]) -> None:
    within = sum(abs(each - LOUDNESS_LUFS) <= LOUDNESS_WITHIN_LU for each in found_lufs)
    print(
        f"  {what}: median {statistics.median(found_lufs):.1f} LUFS, {min(found_lufs):.1f} to {max(found_lufs):.1f}; "
        f"within {LOUDNESS_LUFS:g} ± {LOUDNESS_WITHIN_LU:g}: {within / len(found_lufs):.0%}"
    )


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
