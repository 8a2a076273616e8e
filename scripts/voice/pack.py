"""Make what is shipped of the rendered sounds: python -m scripts.voice.pack FOLDER [VOICE …].

FOLDER is that of `scripts.voice.render`. Each voice becomes one file of Ogg Opus, sound after sound, and an index of
what each says and where it lies. Texts that have no sound yet are left to the computer's own voice,
and a test names them, until `scripts.voice.render` has made their sounds.
"""

import argparse
import json
import sys
from pathlib import Path

import soundfile

from scripts.voice.render import raw_path
from scripts.voice.texts import all_texts, complete_banks
from voice_interviewer.devices.natural.kokoro import british_lexicon
from voice_interviewer.devices.natural.sounding import encoded_evenly, finished
from voice_interviewer.devices.recorded import FOLDER, RECORDED, recorded_texts


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=list(RECORDED), metavar="VOICE")
    options = parser.parse_args()
    lexicon = british_lexicon()
    for name in options.names:
        paths = {text: raw_path(options.folder, name, lexicon.phonemes(text)) for text in all_texts(name)}
        there = {text: path for text, path in paths.items() if path.exists()}
        print(f"{name}: {len(there)} of {len(paths)} texts, {pack(name, there) / 1e6:.2f} MB")
    banks = complete_banks(recorded_texts(next(iter(RECORDED))))
    (FOLDER / "banks.json").write_text(json.dumps(banks) + "\n", encoding="utf-8")
    return 0


def pack(name: str, paths: dict[str, Path]) -> int:
    """Write the file and the index of a voice; returns the file's size in bytes."""
    sounds: list[bytes] = []
    index: dict[str, tuple[int, int]] = {}
    at = 0
    for text, path in sorted(paths.items()):
        samples, rate_hz = soundfile.read(path, dtype="float32")
        content = encoded_evenly(finished([samples], rate_hz), rate_hz)
        index[text] = (at, len(content))
        sounds.append(content)
        at += len(content)
    (FOLDER / f"{name}.opus").write_bytes(b"".join(sounds))
    lines = ",\n".join(
        f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(place)}" for text, place in index.items()
    )
    (FOLDER / f"{name}.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    return at


if __name__ == "__main__":
    sys.exit(main())
