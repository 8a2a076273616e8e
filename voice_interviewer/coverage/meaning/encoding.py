"""The process that the sentence encoder runs in: `python -m voice_interviewer.coverage.meaning.encoding`.

It reads one JSON line with a list of texts from its standard input, and writes their vectors as float32, DIMENSIONS
numbers for each; then the next. It ends when its input does: it cannot outlive its parent. A process of its own, for
CTranslate2 and the weights take 90 MB, and the interview's process is to stay small.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
MOST_PIECES = 64
"""Word pieces of a text that are read: two sentences. The encoder was tuned on at most 40."""
_NICENESS = 5
"""As Whisper's: recording and the voice come first."""
BATCH_TEXTS = 32
"""Texts encoded at once, of about one length, so that little is padded."""


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the interview, which then ends this
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints does not belong among the answers
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_serve, args=(requests, answers), daemon=True).start()
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)  # at once, while it is still loading too


def _serve(requests: "SimpleQueue[bytes]", answers: BinaryIO) -> None:
    try:
        encoder, tokenizer = _open()
        while True:
            answers.write(_encoded(json.loads(requests.get()), encoder, tokenizer).tobytes())
    finally:
        os._exit(1)  # whoever waits for an answer is to know


def _open() -> tuple[Any, Any]:
    from ctranslate2 import Encoder
    from tokenizers import Tokenizer

    folder = Path(__file__).parent
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_PIECES)
    return Encoder(str(folder), compute_type="int8", intra_threads=min(2, os.cpu_count() or 1)), tokenizer


def _encoded(texts: Sequence[str], encoder: Any, tokenizer: Any) -> NDArray[np.float32]:
    """One vector for each text: the mean of its pieces' vectors, of length 1."""
    pieces = [each.ids for each in tokenizer.encode_batch(list(texts))]
    found = np.zeros((len(pieces), DIMENSIONS), np.float32)
    by_length = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
    for begin in range(0, len(by_length), BATCH_TEXTS):
        chosen = by_length[begin : begin + BATCH_TEXTS]
        hidden = np.array(encoder.forward_batch([pieces[at] for at in chosen]).last_hidden_state)
        for row, at in enumerate(chosen):
            mean = hidden[row, : len(pieces[at])].mean(0)
            found[at] = mean / np.linalg.norm(mean)
    return found


if __name__ == "__main__":
    main()
