"""Kokoro-82M: phonemes to sound, and texts to phonemes for it."""

import json
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.devices.natural import parts
from voice_interviewer.devices.natural.guessing import Guess
from voice_interviewer.devices.natural.phonemes import Lexicon, portions
from voice_interviewer.devices.recorded import FOLDER

RATE_HZ = 24_000
SEED = 7
VECTOR_LENGTH = 256


class Kokoro:
    """The model, and its voices. All that is someone else's is held against its hash first."""

    def __init__(self, threads: int) -> None:
        """Raises VoiceError if a part is missing, or not the one known."""
        model = parts.model()
        self._tokens: dict[str, int] = json.loads((FOLDER / "phonemes.json").read_text(encoding="utf-8"))
        self._vectors: dict[str, NDArray[np.float32]] = {}
        import onnxruntime

        onnxruntime.set_seed(SEED)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others need the cores too
        self._session = onnxruntime.InferenceSession(model, options)

    def say(self, phonemes: str, recording: str) -> list[NDArray[np.float32]]:
        """The sound as one of the recorded voices, in the parts that a long text is said in, each (n,) at RATE_HZ."""
        if recording not in self._vectors:
            vectors = np.frombuffer(parts.vectors(recording), np.float32).reshape(-1, VECTOR_LENGTH)
            self._vectors[recording] = vectors
        return [self._part(portion, self._vectors[recording]) for portion in portions(phonemes)]

    def _part(self, phonemes: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        tokens = [self._tokens[each] for each in phonemes if each in self._tokens]
        sound = self._session.run(
            None,
            {
                "tokens": [[0, *tokens, 0]],
                "style": vectors[len(tokens)][np.newaxis],
                "speed": np.array([1.0], np.float32),
            },
        )[0]
        return np.asarray(sound, np.float32).reshape(-1)


def british_lexicon() -> Lexicon:
    """Misaki's; it refuses words that it does not have. Raises VoiceError if it is missing, or not the one known."""
    silver, gold = map(json.loads, parts.lexicons())
    return Lexicon({**silver, **gold})


def guessing_lexicon() -> Lexicon:
    """The same for any word: as espeak says it where there is espeak, else by rules of spelling."""
    strict = british_lexicon()
    return Lexicon(strict.entries, Guess(strict.known, _espeak()))


def _espeak() -> Callable[[str], str]:
    from voice_interviewer.devices.espeak import EspeakPhonemes

    try:
        return EspeakPhonemes().of
    except (ImportError, OSError):
        return lambda _: ""
