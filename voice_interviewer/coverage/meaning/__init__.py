"""What a text means, as a vector: a small sentence encoder that comes with the package. Opened when first needed.

The weights are those of all-MiniLM-L6-v2 (Apache 2.0), tuned further by scripts/train_meaning.py on what people say in
interviews, in 8 bits and without the word pieces that English does not use.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Vectors", "kept_vectors", "vectors"]

Vectors = NDArray[np.float32]
"""Texts x 384, each of length 1, so that a product is a cosine."""

MOST_PIECES = 64
"""Word pieces of a text that are read: two sentences. The encoder was tuned on at most 40."""
BATCH_TEXTS = 32
"""Texts encoded at once, of about one length, so that little is padded."""


@lru_cache(maxsize=1)
def _encoder() -> tuple[Any, Any]:
    from ctranslate2 import Encoder
    from tokenizers import Tokenizer

    folder = files("voice_interviewer.coverage.meaning")
    tokenizer = Tokenizer.from_file(str(folder.joinpath("tokenizer.json")))
    tokenizer.enable_truncation(MOST_PIECES)
    return Encoder(str(folder), compute_type="int8", intra_threads=2), tokenizer


def vectors(texts: Sequence[str]) -> Vectors:
    """One vector for each text: the mean of its pieces' vectors."""
    encoder, tokenizer = _encoder()
    pieces = [each.ids for each in tokenizer.encode_batch(list(texts))]
    found = np.zeros((len(pieces), 384), np.float32)
    by_length = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
    for begin in range(0, len(by_length), BATCH_TEXTS):
        chosen = by_length[begin : begin + BATCH_TEXTS]
        hidden = np.array(encoder.forward_batch([pieces[at] for at in chosen]).last_hidden_state)
        for row, at in enumerate(chosen):
            mean = hidden[row, : len(pieces[at])].mean(0)
            found[at] = mean / np.linalg.norm(mean)
    return found


@lru_cache(maxsize=500)
def kept_vectors(texts: tuple[str, ...]) -> Vectors:
    """The same for texts that come again and again: a question's points, and its example."""
    return vectors(texts)
