"""Whisper, in a child process: this side only writes sound into a pipe and reads words out of another."""

import contextlib
import json
import subprocess
import tempfile
from threading import Lock, Timer
from typing import Any, BinaryIO

import numpy as np

from voice_interviewer.child_process import start_module
from voice_interviewer.clip import Samples
from voice_interviewer.devices.protocols import HEARING_RATE_HZ, Care
from voice_interviewer.devices.weights import Weights, find_weights
from voice_interviewer.errors import ModelError, RecogniserError
from voice_interviewer.steps import Step
from voice_interviewer.transcript import Word

_PATIENCE_S = 60.0  # loading on a slow disk included
_PATIENCE_PER_SECOND = 20.0  # large-v3 on two old cores takes about 5 s for a second of speech


class Whisper:
    """A Recogniser. Its process is started by `start`, or by the first `recognise`, and again by the next
    `recognise` if it died. May be used from several threads; they take turns."""

    def __init__(self, model: str = "", language: str = "en", care: Care = "at-once") -> None:
        """`model` is a name or a folder, empty for the default. Raises ModelError if there are no such weights."""
        self._weights = find_weights(model)
        self._care = care
        self.model = self._weights.name
        self.language = language
        self._turn = Lock()  # one request at a time
        self._child: _Child | None = None
        self._children = Lock()  # held for a moment only: `close` must not wait for a decode
        self._closed = False

    def start(self) -> None:
        """Begin to load, in the background. Harmless when started."""
        self._running_child()

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        """See `Recogniser.recognise`."""
        with self._turn:
            child = self._running_child()
            patience = Timer(_PATIENCE_S + _PATIENCE_PER_SECOND * len(samples) / HEARING_RATE_HZ, child.kill)
            patience.daemon = True
            patience.start()
            try:
                answer = child.ask(samples, prompt, self.language)
            except _GoneError as error:
                child.end()
                raise self._why_gone(child) from error
            finally:
                patience.cancel()
                patience.join()
        return tuple(_word(*fields, prompted=bool(prompt)) for fields in answer["words"])

    def close(self) -> None:
        """End the process, in the middle of a decode too. May be called twice."""
        with self._children:
            self._closed = True
            child = self._child
        if child is not None:
            child.end()
            with self._turn:  # a `recognise` under way ends at once, now that its child has
                child.release()

    def _running_child(self) -> "_Child":
        with self._children:
            if self._closed:
                raise RecogniserError(f"Whisper was closed; {Step.WRITE_DOWN_LATER} to go on.")
            if self._child is None or self._child.is_dead():
                try:
                    self._child = _Child(self._weights, self._care)
                except OSError as error:
                    raise RecogniserError(
                        f"Whisper could not be started ({error}); the recording is kept, {Step.WRITE_DOWN}."
                    ) from error
            return self._child

    def _why_gone(self, child: "_Child") -> ModelError | RecogniserError:
        if child.model_error:
            return ModelError(f"The model {self.model} {child.model_error}")
        return RecogniserError(
            f"Whisper ({self.model}) stopped ({child.last_words()}); "
            f"the recording is kept, {Step.WRITE_DOWN}."
        )


class _GoneError(Exception):
    """The child answers no more."""


class _Child:
    """One process of `recognising`, and its pipes."""

    def __init__(self, weights: Weights, care: Care) -> None:
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - not a pipe, which could fill up
        self._popen = start_module(
            "voice_interviewer.devices.whisper_process",
            care,
            str(weights.folder),
            weights.sha256,
            *map(str, weights.parts),
            below_normal=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
        )
        self._is_ready = False
        self.model_error = ""

    def ask(self, samples: Samples, prompt: str, language: str) -> dict[str, Any]:
        """Raises _GoneError if the child ends before it has answered."""
        if not self._is_ready:
            self._read_answer()
            self._is_ready = True
        request = {"sample_count": len(samples), "prompt": prompt, "language": language}
        try:
            requests = _pipe(self._popen.stdin)
            requests.write(json.dumps(request).encode() + b"\n")
            requests.write(np.ascontiguousarray(samples, "<f4").data)
            requests.flush()
        except OSError as error:
            raise _GoneError from error
        return self._read_answer()

    def _read_answer(self) -> dict[str, Any]:
        line = _pipe(self._popen.stdout).readline()
        if not line.endswith(b"\n"):
            raise _GoneError
        answer: dict[str, Any] = json.loads(line)
        if "model_error" in answer:
            self.model_error = answer["model_error"]
            raise _GoneError
        return answer

    def is_dead(self) -> bool:
        return self._popen.poll() is not None

    def kill(self) -> None:
        self._popen.kill()

    def end(self) -> None:
        """Kill it (it holds nothing that could be lost) and wait until it is gone, which takes
        milliseconds."""
        self._popen.kill()
        self._popen.wait()

    def release(self) -> None:
        """Close its pipes, when nobody uses them any more."""
        with contextlib.suppress(OSError):  # what it had no time to read
            _pipe(self._popen.stdin).close()
        _pipe(self._popen.stdout).close()
        self._stderr.close()

    def last_words(self) -> str:
        """The last line that it wrote to its standard error, or how it ended."""
        self._stderr.seek(0)
        lines = self._stderr.read().decode(errors="replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        return said[-1] if said else f"exit status {self._popen.returncode}"


def _pipe(stream: Any) -> BinaryIO:
    pipe: BinaryIO = stream
    return pipe


def _word(text: str, start_s: float, end_s: float, probability: float, *, prompted: bool) -> Word:
    return Word(text.strip(), float(start_s), float(end_s), float(probability), prompted)
