"""Rooms in which nobody speaks to the microphone, made anew each time: 12 s at 16 kHz each."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.clip import Samples, read_clip

RATE_HZ = 16_000
LENGTH = 12 * RATE_HZ
SPOKEN = Path(__file__).parents[1] / "spoken" / "kept"
TALKERS = (
    *("slt-handover", "rms-team", "joe-why", "espeak-email", "slt-complaint", "rms-honest"),
    *("joe-upset", "espeak-audit", "slt-change", "rms-morning", "joe-learning", "slt-phone"),
)

Sound = NDArray[np.floating[Any]]
Room = Callable[[np.random.Generator], Sound]


@cache
def talker(number: int) -> Sound:
    """One of TALKERS, said again and again."""
    clip = read_clip(SPOKEN / f"{TALKERS[number % len(TALKERS)]}.ogg").resampled(RATE_HZ)
    return np.resize(clip.samples.astype(np.float64), 2 * LENGTH)


def at(level_dbfs: float, sound: Sound) -> Sound:
    """The same sound, so loud."""
    as_loud: Sound = sound / np.sqrt(np.mean(sound**2)) * 10 ** (level_dbfs / 20)
    return as_loud


def coloured(rng: np.random.Generator, gain: Callable[[Sound], Sound]) -> Sound:
    """Noise with so much of each frequency in Hz."""
    spectrum = np.fft.rfft(rng.normal(0, 1, LENGTH))
    return at(0, np.fft.irfft(spectrum * gain(np.fft.rfftfreq(LENGTH, 1 / RATE_HZ)), LENGTH))


def behind_a_wall(sound: Sound, below_hz: float) -> Sound:
    """Only what is below this frequency, roughly."""
    spectrum = np.fft.rfft(sound) / np.sqrt(1 + (np.fft.rfftfreq(len(sound), 1 / RATE_HZ) / below_hz) ** 8)
    return np.fft.irfft(spectrum, len(sound))


def in_a_room(sound: Sound, rng: np.random.Generator, decay_s: float = 0.5) -> Sound:
    """With the echoes of walls that are further away than the ear is near."""
    count = round(decay_s * RATE_HZ)
    echoes = rng.normal(0, 1, count) * np.exp(-6.9 * np.arange(count) / count)
    echoes /= np.sqrt(np.sum(echoes**2))
    echoes[0] += 0.5
    size = len(sound) + count
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(echoes, size), size)[: len(sound)]


def now_and_then(rng: np.random.Generator, times: int, make: Callable[[], Sound]) -> Sound:
    """A short sound, so many times."""
    mixed = np.zeros(LENGTH)
    for start in rng.integers(0, LENGTH - RATE_HZ, times):
        short = make()
        mixed[start : start + len(short)] += short
    return mixed


def fading(count: int, fade_s: float) -> Sound:
    return np.exp(-np.arange(count) / (fade_s * RATE_HZ))


def times_s(count: int = LENGTH) -> Sound:
    return np.arange(count) / RATE_HZ


def buzz(pitch_hz: Sound, rng: np.random.Generator, breath: float, formants_hz: tuple[int, ...]) -> Sound:
    """A throat at this pitch, as a voice without words."""
    source = 2 * (np.cumsum(pitch_hz) / RATE_HZ % 1) - 1 + breath * rng.normal(0, 1, len(pitch_hz))
    hz = np.fft.rfftfreq(len(source), 1 / RATE_HZ)
    gain = sum((1 / (1 + ((hz - centre_hz) / 250) ** 2) for centre_hz in formants_hz), np.zeros(len(hz)))
    return np.fft.irfft(np.fft.rfft(source) * gain, len(source))


def hum_at_60_hz(_: np.random.Generator) -> Sound:
    return at(
        -30, sum((np.sin(2 * np.pi * 60 * n * times_s()) / n for n in (1, 2, 3, 4, 6)), np.zeros(LENGTH))
    )


def mouse_clicks(rng: np.random.Generator) -> Sound:
    clicks = now_and_then(rng, 40, lambda: rng.normal(0, 1, 150) * fading(150, 0.001))
    return at(-38, clicks + rng.normal(0, 0.003, LENGTH))


def rain(rng: np.random.Generator) -> Sound:
    def drop() -> Sound:
        tone: Sound = np.sin(2 * np.pi * rng.uniform(1500, 5000) * times_s(200))
        return tone * fading(200, 0.003)

    hiss = coloured(rng, lambda hz: np.exp(-(((hz - 3000) / 2500) ** 2)))
    return at(-30, now_and_then(rng, 3000, drop) + 0.5 * hiss)


def wind(rng: np.random.Generator) -> Sound:
    return at(-24, coloured(rng, lambda hz: 1 / (hz + 20)) * (1 + 0.8 * np.sin(2 * np.pi * 0.2 * times_s())))


def traffic(rng: np.random.Generator) -> Sound:
    passing = sum(
        (np.exp(-(((times_s() - when_s) / 1.5) ** 2)) for when_s in rng.uniform(0, 12, 5)), np.zeros(LENGTH)
    )
    return at(-30, coloured(rng, lambda hz: 1 / (hz + 200)) * (0.2 + passing))


def fan(rng: np.random.Generator) -> Sound:
    blades = 1 + 0.3 * np.sin(2 * np.pi * 14 * times_s())
    return at(-32, coloured(rng, lambda hz: 1 / (hz + 150)) * blades)


def doors(rng: np.random.Generator) -> Sound:
    def slam() -> Sound:
        wood: Sound = rng.normal(0, 1, 8000) + 3 * np.sin(2 * np.pi * 70 * times_s(8000))
        return wood * fading(8000, 0.08)

    return at(-28, in_a_room(now_and_then(rng, 5, slam), rng))


def steps(rng: np.random.Generator) -> Sound:
    def step() -> Sound:
        sole: Sound = rng.normal(0, 0.5, 1500) + 2 * np.sin(2 * np.pi * 90 * times_s(1500))
        return sole * fading(1500, 0.02)

    return at(-34, in_a_room(now_and_then(rng, 30, step), rng))


def dishes(rng: np.random.Generator) -> Sound:
    def clink() -> Sound:
        tones = (np.sin(2 * np.pi * rng.uniform(1500, 6000) * times_s(4000)) for _ in range(4))
        return sum(tones, np.zeros(4000)) * fading(4000, 0.05)

    return at(-30, now_and_then(rng, 40, clink))


def band(rng: np.random.Generator) -> Sound:
    """Drums and chords."""
    beat, mixed = times_s(RATE_HZ // 2), np.zeros(LENGTH)
    for number in range(24):
        chord_hz = ((262, 330, 392), (294, 349, 440), (247, 294, 392), (220, 262, 330))[number // 2 % 4]
        sound = sum((np.sin(2 * np.pi * hz * beat) for hz in chord_hz), np.zeros(len(beat))) * np.exp(
            -3 * beat
        )
        drum = rng.normal(0, 1, len(beat)) if number % 2 else 3 * np.sin(2 * np.pi * 70 * beat)
        mixed[number * len(beat) : (number + 1) * len(beat)] = sound + drum * np.exp(-20 * beat)
    return at(-22, mixed)


def strings(_: np.random.Generator) -> Sound:
    tune_hz = np.repeat([440.0, 494, 523, 587, 523, 494], LENGTH // 6)
    phase = 2 * np.pi * np.cumsum(tune_hz * (1 + 0.006 * np.sin(2 * np.pi * 5.5 * times_s()))) / RATE_HZ
    return at(-25, sum((np.sin(n * phase) / n for n in range(1, 9)), np.zeros(LENGTH)))


def crying_child(rng: np.random.Generator) -> Sound:
    mixed, start = np.zeros(LENGTH), RATE_HZ // 3
    while start < LENGTH - 2 * RATE_HZ:
        count = round(rng.uniform(0.7, 1.5) * RATE_HZ)
        arch = np.sin(np.pi * np.arange(count) / count)
        mixed[start : start + count] = buzz(430 * (1 + 0.35 * arch), rng, 0.15, (1100, 1900, 3300)) * arch
        start += count + round(rng.uniform(0.25, 0.7) * RATE_HZ)
    return at(-24, in_a_room(mixed, rng))


def laughter(rng: np.random.Generator) -> Sound:
    mixed = np.zeros(LENGTH)
    for start_s in (1, 4, 7, 9):
        for number in range(8):
            ha = buzz(np.full(1760, 220 * (1 - 0.04 * number)), rng, 0.6, (700, 1200, 2500)) * np.hanning(
                1760
            )
            start = round((start_s + 0.2 * number) * RATE_HZ)
            mixed[start : start + len(ha)] += ha
    return at(-28, mixed)


def barking(rng: np.random.Generator) -> Sound:
    def bark() -> Sound:
        arch = np.hanning(3000)
        return buzz(500 * (1 + 0.6 * arch), rng, 0.4, (900, 1800)) * arch

    return at(-26, in_a_room(now_and_then(rng, 22, bark), rng))


def ringing(_: np.random.Generator) -> Sound:
    tone = np.sin(2 * np.pi * 1300 * times_s()) + np.sin(2 * np.pi * 1050 * times_s())
    return at(-26, tone * (times_s() % 3 < 1.2))


def voices(count: int, rng: np.random.Generator, first: int = 0) -> Sound:
    """So many people, each as far away as the others."""
    said = (
        at(
            rng.uniform(-6, 0),
            in_a_room(np.roll(talker(first + number), int(rng.integers(LENGTH)))[:LENGTH], rng),
        )
        for number in range(count)
    )
    return sum(said, np.zeros(LENGTH))


def three_talking(rng: np.random.Generator) -> Sound:
    return at(-28, voices(3, rng))


def four_talking(rng: np.random.Generator) -> Sound:
    return at(-28, voices(4, rng, 5))


def six_talking_quietly(rng: np.random.Generator) -> Sound:
    return at(-45, voices(6, rng, 3))


def a_crowd(rng: np.random.Generator) -> Sound:
    return at(-26, voices(12, rng))


def a_cafe(rng: np.random.Generator) -> Sound:
    return at(-28, at(0, voices(9, rng)) + 0.5 * at(0, dishes(rng)) + 0.3 * at(0, band(rng)))


def neighbours(rng: np.random.Generator) -> Sound:
    return at(-40, behind_a_wall(voices(2, rng), 450))


FULL_ROOMS: tuple[Room, ...] = (three_talking, four_talking, six_talking_quietly, a_crowd)
SILENT_ROOMS: tuple[Room, ...] = (
    *(
        hum_at_60_hz,
        mouse_clicks,
        rain,
        wind,
        traffic,
        fan,
        doors,
        steps,
        dishes,
        band,
        strings,
        crying_child,
    ),
    *(laughter, barking, ringing, a_cafe, neighbours, *FULL_ROOMS),
)


def recorded(room: Room, seed: int = 7) -> Samples:
    """The room as a microphone hears it."""
    return np.clip(room(np.random.default_rng(seed)), -1, 1).astype(np.float32)
