"""One way to transcribe, in a process of its own: `python -m benchmarks._candidate WAY WEIGHTS`.

It reads paths of sound files from its standard input, a line each, and answers with what was said in each, a line of
JSON. All but `pieces` decode the whole file, greedily, at temperature 0, each window by itself, without word times.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from voice_interviewer.clip import Samples, read_clip
from voice_interviewer.devices.protocols import HEARING_RATE_HZ

THREAD_COUNT = 2
BANK = "patient-services-coordinator"

Transcribe = Callable[[Path], str]


def main(way: str, weights: Path) -> None:
    """Serve until the input ends."""
    _use_cores(THREAD_COUNT)
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # whatever a library prints does not belong among the answers
    transcribe = WAYS[way](weights)
    for line in sys.stdin:
        print(json.dumps(transcribe(Path(line.rstrip("\n")))), file=answers)


def _use_cores(count: int) -> None:
    """The program has a thread for each core that it may use: so it gets as many as the others, and so do its
    children."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def _pieces(_: Path) -> Transcribe:
    """The program itself, with the bank's terms; what it adds to a recogniser is part of the cost."""
    from voice_interviewer.bank.library import find_bank
    from voice_interviewer.devices.silero import Silero
    from voice_interviewer.devices.whisper import Whisper
    from voice_interviewer.listening.transcribing import Transcriber, transcribe_file

    terms = tuple(term.term for term in find_bank(BANK, Path.cwd())[1].vocabulary)
    transcriber, detector = Transcriber(Whisper(), terms), Silero()
    return lambda path: transcribe_file(path, transcriber, detector).text


def _faster_whisper(weights: Path) -> Transcribe:
    from faster_whisper import WhisperModel

    model = WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=THREAD_COUNT)

    def transcribe(path: Path) -> str:
        segments, _ = model.transcribe(
            _samples(path), language="en", beam_size=1, temperature=0.0, condition_on_previous_text=False
        )
        return " ".join(segment.text for segment in segments)

    return transcribe


def _openai_whisper(weights: Path) -> Transcribe:
    import torch
    import whisper

    torch.set_num_threads(THREAD_COUNT)
    model = whisper.load_model(str(weights), device="cpu")

    def transcribe(path: Path) -> str:
        text: str = model.transcribe(
            _samples(path), language="en", temperature=0.0, condition_on_previous_text=False, fp16=False
        )["text"]
        return text

    return transcribe


def _whisper_cpp(weights: Path) -> Transcribe:
    from pywhispercpp.model import Model

    model = Model(
        str(weights),
        redirect_whispercpp_logs_to=None,  # nowhere
        n_threads=THREAD_COUNT,
        language="en",
        temperature_inc=0.0,  # no second try at another temperature
        n_max_text_ctx=0,  # nothing of the window before
        print_progress=False,
    )
    return lambda path: " ".join(segment.text for segment in model.transcribe(_samples(path)))


def _samples(path: Path) -> Samples:
    return read_clip(path).resampled(HEARING_RATE_HZ).samples


WAYS: Mapping[str, Callable[[Path], Transcribe]] = MappingProxyType(
    {
        "pieces": _pieces,
        "faster-whisper": _faster_whisper,
        "openai-whisper": _openai_whisper,
        "whisper.cpp": _whisper_cpp,
    }
)

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
