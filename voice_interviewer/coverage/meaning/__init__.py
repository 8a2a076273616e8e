"""What a text means, as a vector: a small sentence encoder that comes with the package.

The weights are those of all-MiniLM-L6-v2 (Apache 2.0), tuned further by scripts/train_meaning.py on what people say in
interviews, in 8 bits and without the word pieces that English does not use. They are read by a process of its own (see
`encoding`), which begins when it is first needed and ends with this one.
"""

import json
import os
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.coverage.meaning.encoding import DIMENSIONS

__all__ = ["EncoderError", "Vectors", "begin", "kept_vectors", "vectors"]

Vectors = NDArray[np.float32]
"""Texts x 384, each of length 1, so that a product is a cosine."""

KEPT_TEXTS = 600
"""The texts whose vectors stay in memory, 1 MB: a question with its example has some 60, an answer of 3 min 200."""

_PACKAGE_PARENT = Path(__file__).parents[3]


class EncoderError(Exception):
    """The encoder does not answer: it was killed, or cannot be started."""


class _Encoder:
    """The process, and whose turn it is."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Have it load in the background; harmless when it runs."""
        with self._turn:
            self._running()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Raises EncoderError."""
        with self._turn:
            for _ in range(2):  # once more, for it may have been killed for want of memory
                if (found := self._ask(texts)) is not None:
                    return found
        raise EncoderError

    def _ask(self, texts: Sequence[str]) -> Vectors | None:
        wanted = len(texts) * DIMENSIONS * 4
        try:
            child = self._running()
        except OSError:
            return None
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps(list(texts)).encode() + b"\n")
            child.stdin.flush()
            answer = child.stdout.read(wanted)
        except OSError:
            answer = b""
        if len(answer) == wanted:
            return np.frombuffer(answer, np.float32).reshape(-1, DIMENSIONS)
        child.kill()
        child.wait()
        return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            python_path = os.pathsep.join(
                filter(None, [str(_PACKAGE_PARENT), os.environ.get("PYTHONPATH", "")])
            )
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "voice_interviewer.coverage.meaning.encoding"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": python_path},
                creationflags=_without_a_window(),
            )
        return self._child


def _without_a_window() -> int:
    """Windows would open a console for it."""
    if sys.platform != "win32":
        return 0
    return subprocess.CREATE_NO_WINDOW


class _Kept:
    """The vectors of the texts that were needed last."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()

    def known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._turn:
            return {text: self._vectors[text] for text in texts if text in self._vectors}

    def keep(self, found: Mapping[str, Vectors]) -> None:
        with self._turn:
            for text, vector in found.items():
                self._vectors[text] = vector
                self._vectors.move_to_end(text)
            while len(self._vectors) > KEPT_TEXTS:
                self._vectors.popitem(last=False)


_THE_ENCODER = _Encoder()
_THE_KEPT = _Kept()


def begin() -> None:
    """Have the encoder load in the background, for somebody who will soon need it."""
    with suppress(OSError):  # whoever needs it is told
        _THE_ENCODER.begin()


def vectors(texts: Sequence[str]) -> Vectors:
    """One vector for each text. Raises EncoderError."""
    found = _found(texts)
    return np.array([found[text] for text in texts], np.float32).reshape(-1, DIMENSIONS)


def kept_vectors(texts: Sequence[str]) -> Vectors:
    """The same for texts that come again: a question's points, its example, and what has been said so far."""
    found = _found(texts)
    _THE_KEPT.keep(found)
    return np.array([found[text] for text in texts], np.float32).reshape(-1, DIMENSIONS)


def _found(texts: Sequence[str]) -> dict[str, Vectors]:
    """By text; only those that are not kept are encoded."""
    known = _THE_KEPT.known(texts)
    if missing := [text for text in dict.fromkeys(texts) if text not in known]:
        encoded = _THE_ENCODER.encode(missing)
        known |= {text: vector.copy() for text, vector in zip(missing, encoded, strict=True)}
    return known
