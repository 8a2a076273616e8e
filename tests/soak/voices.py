"""Made-up answers in made-up rooms: speech with a pause for thought in it, and everything that is no speech.

Levels are RMS in dBFS, those of speech without its pauses. A signal-to-noise ratio is the difference of two of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.e2e.hearing_back import SAMPLES
from voice_interviewer.clip import Samples, read_clip
from voice_interviewer.devices.voice import Pyttsx3Voice

RATE_HZ = 16_000
SPEECH_DBFS = -26.0
"""As loud as a person before a laptop is."""
ROOM_DBFS = -75.0
"""A quiet room; no recording is without any noise."""
PART_S = 5.0
_CROWD = 40
_FRAME_LENGTH = 320

SENTENCES = (
    "I always let them finish first, then I say back what I have understood, and I tell them what happens next.",
    "We had two people off sick that morning, so I asked who could wait, and I rang everybody whose visit moved.",
)
SPEAKERS = (
    "unhappy-patient",
    "busy-day",
    "English (Great Britain)",
    "English (America)",
)
"""Two sample answers, and two voices of espeak's."""


@dataclass(frozen=True)
class Answer:
    """What a microphone would hear at RATE_HZ, and when the last word ends."""

    samples: Samples
    end_s: float


def answer(speaker: str, pause_s: float, after_s: float, level_dbfs: float = SPEECH_DBFS) -> Answer:
    """A second of nothing, a few words, a pause for thought, a few words more, and `after_s` of nothing."""
    first, second = spoken(speaker)
    gain = np.float32(10 ** (level_dbfs / 20))
    parts = (silence(1.0), first * gain, silence(pause_s), second * gain)
    said = np.concatenate(parts)
    return Answer(np.concatenate([said, silence(after_s)]), len(said) / RATE_HZ)


@cache
def spoken(speaker: str) -> tuple[Samples, Samples]:
    """Two stretches of speech of 0 dBFS, each from its first sound to its last."""
    if speaker in SPEAKERS[:2]:
        clip = read_clip(SAMPLES / f"{speaker}.flac").resampled(RATE_HZ)
        parts = [clip.samples[round(from_s * RATE_HZ) :][: round(PART_S * RATE_HZ)] for from_s in (0.0, 11.0)]
    else:
        voice = Pyttsx3Voice(wanted=speaker)
        parts = [voice.synthesise(text).resampled(RATE_HZ).samples for text in SENTENCES]
    first, second = (_trimmed(part / np.float32(_level(part))) for part in parts)
    return first, second


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def noise(kind: str, length: int, level_dbfs: float, seed: int) -> Samples:
    """Noise of this kind and level: white, pink, babble or hum."""
    random = np.random.default_rng(seed)
    make = {"white": _white, "pink": _pink, "babble": _babble, "hum": _hum}[kind]
    made = make(length, random)
    rms = float(np.sqrt(np.mean(np.square(made))))
    return np.asarray(made / rms * 10 ** (level_dbfs / 20), np.float32)


def breaths(length: int, seed: int, level_dbfs: float = -48.0) -> Samples:
    """Breathing in and out, close to the microphone: soft, swelling rushes, one every two seconds."""
    random = np.random.default_rng(seed)
    rush = _shaped(random.standard_normal(length), lambda hz: 1 / (1 + ((hz - 900) / 700) ** 2))
    time_s = np.arange(length) / RATE_HZ
    swell = np.clip(np.sin(2 * np.pi * time_s / 2.0), 0, None) ** 2
    breath = rush * swell
    loudest = float(np.sqrt(np.mean(np.square(breath[swell > 0.5]))))
    return np.asarray(breath / loudest * 10 ** (level_dbfs / 20), np.float32)


def clicks(length: int, seed: int, peak_dbfs: float = -20.0) -> Samples:
    """Somebody types: six keys a second, each a burst of a hundredth of a second."""
    random = np.random.default_rng(seed)
    typed = np.zeros(length + RATE_HZ, np.float32)
    for start in np.cumsum(random.exponential(1 / 6, length // RATE_HZ * 6 + 1)):
        at = round(start * RATE_HZ)
        if at < length:
            burst = random.standard_normal(400) * np.exp(-np.arange(400) / 60)
            typed[at : at + 400] += (burst / np.abs(burst).max() * 10 ** (peak_dbfs / 20)).astype(np.float32)
    return typed[:length]


def _white(length: int, random: np.random.Generator) -> NDArray[np.float64]:
    return np.asarray(random.standard_normal(length))


def _pink(length: int, random: np.random.Generator) -> NDArray[np.float64]:
    return _shaped(random.standard_normal(length), lambda hz: 1 / np.sqrt(np.maximum(hz, 20)))


def _hum(length: int, random: np.random.Generator) -> NDArray[np.float64]:
    """The mains, with its harmonics, as a bad cable brings it in."""
    time_s = np.arange(length) / RATE_HZ
    tones = (np.sin(2 * np.pi * 50 * n * time_s + random.uniform(0, 6)) / n for n in range(1, 8))
    return np.asarray(np.sum(list(tones), axis=0))


def _babble(length: int, random: np.random.Generator) -> NDArray[np.float64]:
    """A canteen: many people, high voices and low ones, who all talk at once, each somewhere in a sample answer.

    Of a dozen with the same voice single words stand out, which are speech: there, from 10 dB downwards, silence was
    not always noticed. Nobody is cut off for that.
    """
    talk = _talk()
    crowd = np.zeros(length)
    for person in range(_CROWD):
        voice = talk[person % len(talk)]
        pitched = np.interp(np.arange(0, len(voice), random.uniform(0.8, 1.25)), np.arange(len(voice)), voice)
        crowd += np.roll(np.resize(pitched, length), random.integers(length)) * random.uniform(0.5, 1.0)
    return crowd


@cache
def _talk() -> tuple[Samples, ...]:
    return tuple(read_clip(path).resampled(RATE_HZ).samples for path in sorted(SAMPLES.glob("*.flac")))


def _shaped(
    samples: NDArray[np.float64], gain: Callable[[NDArray[Any]], NDArray[Any]]
) -> NDArray[np.float64]:
    spectrum = np.fft.rfft(samples)
    hz = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    shaped: NDArray[np.float64] = np.fft.irfft(spectrum * gain(hz), len(samples))
    return shaped


def _level(samples: Samples) -> float:
    """RMS of the frames that are within 30 dB of the loudest."""
    levels = _frame_levels(samples)
    return float(np.sqrt(np.mean(np.square(levels[levels > levels.max() * 10 ** (-30 / 20)]))))


def _trimmed(samples: Samples) -> Samples:
    """From the first to the last frame that is within 35 dB of the speech's level."""
    loud = np.flatnonzero(_frame_levels(samples) > 10 ** (-35 / 20))
    return samples[loud[0] * _FRAME_LENGTH : (loud[-1] + 1) * _FRAME_LENGTH]


def _frame_levels(samples: Samples) -> NDArray[np.float64]:
    frames = samples[: len(samples) // _FRAME_LENGTH * _FRAME_LENGTH].reshape(-1, _FRAME_LENGTH)
    levels: NDArray[np.float64] = np.sqrt(np.mean(np.square(frames, dtype=np.float64), axis=1))
    return levels
