"""Speak every text of the built-in banks that has no sound yet: python -m scripts.voice.render FOLDER [VOICE …].

FOLDER keeps the sounds as the model made them, so that it can be stopped and started again; `scripts.voice.pack` makes
of them what is shipped. Only whoever changes a text or a voice needs to run this:

    .venv/bin/pip install --editable '.[natural]'
    .venv/bin/python -m scripts.voice.render sounds

It is the voice that reads any text in an interview (`voice_interviewer.devices.natural`), but a word that the lexicon
does not have is refused here: a guess would be heard by everybody. Give it a line in `phonemes.RESPELT`.
"""

import argparse
import hashlib
import sys
from pathlib import Path

import soundfile

from scripts.voice.texts import all_texts
from voice_interviewer.devices.natural.kokoro import RATE_HZ, Kokoro, british_lexicon
from voice_interviewer.devices.recorded import RECORDED


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=list(RECORDED), metavar="VOICE")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    lexicon = british_lexicon()
    for name in options.names:
        phonemes = {text: lexicon.phonemes(text) for text in all_texts(name)}
        paths = {text: raw_path(options.folder, name, said) for text, said in phonemes.items()}
        left = {text: path for text, path in paths.items() if not path.exists()}
        kokoro = Kokoro(options.threads) if left else None
        for count, (text, path) in enumerate(left.items(), 1):
            assert kokoro is not None
            (sound,) = kokoro.say(phonemes[text], name)
            unfinished = path.with_suffix(".part")
            soundfile.write(unfinished, sound, RATE_HZ, "FLOAT", format="WAV")
            unfinished.rename(path)
            print(f"{name} {count}/{len(left)}: {text}", flush=True)
    return 0


def raw_path(folder: Path, voice: str, phonemes: str) -> Path:
    """Where the model's sound of these phonemes is kept."""
    return folder / f"{voice}-{hashlib.sha256(phonemes.encode()).hexdigest()[:20]}.wav"


if __name__ == "__main__":
    sys.exit(main())
