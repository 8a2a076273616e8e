"""The process that Whisper runs in: `python -m voice_interviewer.devices.whisper_process CARE FOLDER SHA256 PART …`.

CARE is one of `protocols.Care`. The parts are those of `model.bin`, which lie beside FOLDER's other files or elsewhere;
SHA256 may be empty.

It reads requests from its standard input, one JSON line `{"sample_count", "prompt", "language"}` each,
followed by that many float32 samples at 16 kHz, and writes one JSON line each: at first `{}` when it is
ready, then `{"words": [[text, start_s, end_s, probability], …]}`; or `{"model_error": …}`, and ends. It
ends when its input does, whatever it is doing: it cannot outlive its parent. A process of its own, because
Whisper in the interview's would hold up the microphone's callback, and crashed the interpreter at exit
when it ran on a thread there.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

import numpy as np

from voice_interviewer.clip import Samples
from voice_interviewer.devices.noise_removal import without_steady_noise
from voice_interviewer.devices.whole_words import TimedWord, whole_words
from voice_interviewer.steps import Step

_NICENESS = 5
"""Recording and the voice come first: Linux gives them three times as much of a contested core. At 10 it would be nine
times, and an interview that only waits for its transcript would wait behind everything else that runs."""

_BEAMS = 3
"""Where somebody waits. Over 15 tuning answers in noise of 20, 20 and 10 dB, one beam heard 57 of 72 repeats, three 62
and five 64; WER 7.1, 6.8 and 6.4. Five would be up to a third more work than three."""

_CAREFUL_BEAMS = 5
_NICENESS_AT_LEISURE = 19
"""Where nobody waits, everything else comes first."""

_WINDOW_S = 30.0
_SILENCE_AFTER_S = 5.0
"""Whisper's encoder costs the same for a word as for its whole window of 30 s, unless it is shown less of the silence
that fills the window up. With 5 s of it the work is a third less, and nothing is lost: over 15 tuning answers clean, at
20 and at 10 dB, WER 7.9 (8.1 with the whole window), 217 fillers of 252 (219), and fewer terms invented."""

_BLOCK_BYTES = 1 << 20

_LEFTOVER_S = 0.8  # a piece ends 0.5 s after its last word, and Whisper's times are no better than 0.2 s


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the interview, which then ends this
    if hasattr(os, "nice"):
        os.nice(_NICENESS_AT_LEISURE if sys.argv[1] == "at-leisure" else _NICENESS)
    os.environ["HF_HUB_OFFLINE"] = "1"
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints does not belong among the answers
    requests: SimpleQueue[tuple[dict[str, Any], Samples]] = SimpleQueue()
    Thread(target=_serve, args=(sys.argv[1:], requests, answers), daemon=True).start()
    while (request := _read_request(sys.stdin.buffer)) is not None:
        requests.put(request)
    os._exit(0)  # at once, in the middle of a decode too


def _read_request(stream: BinaryIO) -> tuple[dict[str, Any], Samples] | None:
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    request: dict[str, Any] = json.loads(line)
    length = request["sample_count"] * 4
    sound = stream.read(length)
    return (request, np.frombuffer(sound, "<f4").astype(np.float32)) if len(sound) == length else None


def _serve(
    arguments: list[str], requests: "SimpleQueue[tuple[dict[str, Any], Samples]]", answers: BinaryIO
) -> None:
    status = 1
    try:
        decoder = _load(Path(arguments[1]), arguments[2], tuple(map(Path, arguments[3:])))
        decoder.beams = _BEAMS if arguments[0] == "at-once" else _CAREFUL_BEAMS
        _answer(answers, {})
        while True:
            request, samples = requests.get()
            _answer(answers, decoder.decode(request, samples))
    except _UnusableError as error:
        with contextlib.suppress(BrokenPipeError):
            _answer(answers, {"model_error": str(error)})
    except BrokenPipeError:
        status = 0  # nobody is listening any more
    except BaseException:
        sys.excepthook(*sys.exc_info())  # the parent shows the last line
        raise
    finally:
        sys.stderr.flush()
        os._exit(status)


def _answer(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")


class _UnusableError(Exception):
    """These weights cannot be used, and trying again will not help."""


class _LeftoverError(Exception):
    """All words are there; only a tail without any is left."""


class _Decoder:
    """faster-whisper with the settings that were measured best for spontaneous speech."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.beams = _BEAMS
        self._encode = model.encode

    def decode(self, request: dict[str, Any], samples: Samples) -> dict[str, Any]:
        language = request["language"]
        if language not in self._model.supported_languages:
            english_only = self._model.supported_languages == ["en"]
            remedy = "name a model without .en" if english_only else "give a language code such as en or fr"
            raise _UnusableError(f"does not understand the language {language!r}; {remedy}")
        segments, _ = self._model.transcribe(
            without_steady_noise(samples),
            language=language,
            beam_size=self.beams,
            temperature=0.0,  # no second tries at random: a piece gone wrong is decoded without a prompt
            word_timestamps=True,
            condition_on_previous_text=False,
            initial_prompt=request["prompt"] or None,
            max_new_tokens=_token_limit(len(samples)),
        )
        return {"words": whole_words(self._words(segments, len(samples) / 16_000), language)}

    def _words(self, segments: Iterable[Any], duration_s: float) -> list[TimedWord]:
        """faster-whisper begins another window of 30 s after the last word, for half a second of nothing;
        this was a quarter of all its work. Segments are lazy, so that it can be stopped just there."""
        words: list[TimedWord] = []

        def encode(features: Any) -> Any:
            if words and duration_s - words[-1][2] < _LEFTOVER_S:
                raise _LeftoverError
            return self._encode(features[..., : _frame_count(duration_s, features.shape[-1])])

        self._model.encode = encode
        with contextlib.suppress(_LeftoverError):
            for segment in segments:
                words += [(word.word, word.start, word.end, word.probability) for word in segment.words or ()]
        return words


def _frame_count(duration_s: float, whole_window: int) -> int:
    """How many of a window's frames the encoder is shown."""
    return min(whole_window, round(whole_window * (duration_s + _SILENCE_AFTER_S) / _WINDOW_S))


def _token_limit(sample_count: int) -> int:
    """Nobody speaks 8 tokens a second: a loop ends there. At most what the longest prompt leaves of 448."""
    return min(210, 20 + 8 * sample_count // 16_000)


def _load(folder: Path, sha256: str, parts: tuple[Path, ...]) -> _Decoder:
    if not (folder / "tokenizer.json").is_file():  # faster-whisper would look for it on the network
        raise _UnusableError("has no tokenizer.json; give its folder that file, or choose another model")
    if sha256 and _sha256(parts) != sha256:
        raise _UnusableError(f"is damaged (model.bin is not the published file); {Step.REINSTALL_MODEL}")
    from faster_whisper import WhisperModel

    files = None if parts == (folder / "model.bin",) else _in_memory(folder, parts)
    try:
        return _Decoder(
            WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=thread_count(), files=files
            )
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise _UnusableError(f"cannot be loaded ({error}); choose another model or fetch it again") from error


def thread_count() -> int:
    """Half of the cores that this process may use, 1 to 8: the decoder's steps are too small to share. Of two
    cores tiny.en took 0.79 s for a piece of 14 s with both; with one 0.33 s, and the other is left to the interview."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(max(1, cores // 2), 8)


def _sha256(parts: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        with part.open("rb") as opened:
            while block := opened.read(_BLOCK_BYTES):
                digest.update(block)
    return digest.hexdigest()


def _in_memory(folder: Path, parts: Iterable[Path]) -> dict[str, bytes]:
    """The files of a model that comes in parts. They are joined in memory: on disk they would be there twice."""
    joined = io.BytesIO()
    for part in parts:
        with part.open("rb") as opened:
            shutil.copyfileobj(opened, joined, _BLOCK_BYTES)
    others = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".json", ".txt")}
    return {**others, "model.bin": joined.getvalue()}


if __name__ == "__main__":
    main()
