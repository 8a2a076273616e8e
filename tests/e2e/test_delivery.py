"""The real voice, the real Silero and the real Whisper: answers of which it is known when every phrase begins and ends,
against what is measured of them."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from voice_interviewer.clip import Clip, Samples, WavWriter, read_clip
from voice_interviewer.delivery import Delivery, deliver
from voice_interviewer.delivery.pauses import Span
from voice_interviewer.delivery.sound import Sound, SoundMeasuring, measure_file
from voice_interviewer.devices.silero import Silero
from voice_interviewer.devices.voice import Pyttsx3Voice
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.listening.hearing import Hearing
from voice_interviewer.listening.transcribing import Transcriber, transcribe_file
from voice_interviewer.places import builtin_folder
from voice_interviewer.transcript import Transcript

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the voices are espeak-ng's"),
]

VOICES = (("English (Great Britain)", 150), ("English (America)", 190))
PHRASES = (
    "I worked at the front desk of a busy practice for three years",
    "So I asked my colleague to take the calls while I spoke to everyone who was waiting",
    "My manager thanked us both at the end of the day",
    "I learned that people mind the silence more than anything else",
    "Since then we have kept a simple list on the wall",
    "That is why I always explain what happens next",
    "Um",
    "Uh",
)
SPEECH_RMS = 10 ** (-23 / 20)
ROOM_RMS = 10 ** (-70 / 20)
NOISE_RMS = SPEECH_RMS / 10  # 20 dB below the voice
TOLERANCE_S = 0.15


@dataclass(frozen=True)
class Answer:
    """A spoken answer and what is known of it."""

    clip: Clip
    phrases: tuple[Span, ...]
    texts: tuple[str, ...]

    @property
    def pauses(self) -> list[Span]:
        return [Span(one.end_s, following.start_s) for one, following in pairwise(self.phrases)]

    @property
    def fillers(self) -> list[Span]:
        said = zip(self.phrases, self.texts, strict=True)
        return [phrase for phrase, text in said if text in ("Um", "Uh")]

    @property
    def speech_rate_wpm(self) -> float:
        words = sum(len(text.split()) for text in self.texts if text not in ("Um", "Uh"))
        return 60 * words / (self.phrases[-1].end_s - self.phrases[0].start_s)


def trimmed(clip: Clip) -> Samples:
    """Without the voice's own silence at both ends, as loud as a person at a laptop."""
    loud = np.flatnonzero(np.abs(clip.samples) > 0.02 * np.abs(clip.samples).max())
    speech = clip.samples[loud[0] : loud[-1] + 1]
    return np.asarray(speech / np.sqrt(np.mean(speech**2)) * SPEECH_RMS, np.float32)


@pytest.fixture(scope="module")
def spoken() -> list[list[Clip]]:
    """Every phrase by every voice."""
    voices = [Pyttsx3Voice(wanted=name, rate_wpm=rate_wpm) for name, rate_wpm in VOICES]
    return [[voice.synthesise(f"{phrase}.") for phrase in PHRASES] for voice in voices]


def answer(clips: list[Clip], seed: int, noise_rms: float = ROOM_RMS, more_s: float = 0.0) -> Answer:
    """Phrases in some order, fillers on their own among them, with silences of 0.3 to 5 s (and `more_s`) between."""
    rng = np.random.default_rng(seed)
    order = [*rng.permutation(6)]
    for filler in (6, 7):
        order.insert(int(rng.integers(1, len(order))), filler)
    rate_hz, parts, phrases, length = clips[0].rate_hz, [], [], 0
    for number, silence_s in zip(order, np.exp(rng.uniform(np.log(0.3), np.log(5.0), 8)), strict=True):
        speech = trimmed(clips[number])
        silence = np.zeros(round((silence_s + more_s * (number < 6)) * rate_hz), np.float32)
        start, length = length + len(silence), length + len(silence) + len(speech)
        phrases.append(Span(start / rate_hz, length / rate_hz))
        parts += [silence, speech]
    whole = np.concatenate([*parts, np.zeros(rate_hz, np.float32)])
    noisy = (whole + rng.normal(0, noise_rms, len(whole))).astype(np.float32)
    return Answer(Clip(noisy, rate_hz), tuple(phrases), tuple(PHRASES[number] for number in order))


def saved(clip: Clip, folder: Path) -> Path:
    with WavWriter(folder / "answer.wav", clip.rate_hz) as file:
        file.write(clip.samples)
    return file.path


def measured_live(clip: Clip) -> Sound:
    """Of a clip that arrives in blocks of 50 ms."""
    hearing, measuring = Hearing(clip.rate_hz, Silero()), SoundMeasuring(clip.rate_hz)
    block = clip.rate_hz // 20
    for start in range(0, len(clip.samples), block):
        samples = clip.samples[start : start + block]
        measuring.feed(samples, hearing.feed(samples))
    measuring.feed(clip.samples[:0], hearing.finish())
    return measuring.finish()


def matched(wanted: list[Span], found: list[Span]) -> int:
    """How many of those wanted were found, both ends within TOLERANCE_S."""
    return sum(
        any(
            abs(one.start_s - other.start_s) <= TOLERANCE_S and abs(one.end_s - other.end_s) <= TOLERANCE_S
            for other in found
        )
        for one in wanted
    )


def long_ones(pauses: list[Span], at_least_s: float = 0.5) -> list[Span]:
    return [pause for pause in pauses if pause.duration_s >= at_least_s]


@pytest.mark.parametrize("noise_rms", [ROOM_RMS, NOISE_RMS], ids=["quiet", "noise"])
@pytest.mark.parametrize("gain", [1.0, 0.1], ids=["near", "far"])
def test_pauses_are_found_where_they_are(spoken: list[list[Clip]], noise_rms: float, gain: float) -> None:
    true_count = recalled = found_count = confirmed = 0
    for voice, seed in ((voice, seed) for voice in (0, 1) for seed in (1, 2, 3)):
        said = answer(spoken[voice], seed, noise_rms)
        sound = measured_live(Clip(said.clip.samples * np.float32(gain), said.clip.rate_hz))
        found: list[Span] = list(sound.pauses)
        true_count += len(long_ones(said.pauses))
        recalled += matched(long_ones(said.pauses, 0.5), long_ones(found, 0.48))
        found_count += len(long_ones(found))
        confirmed += matched(long_ones(found), long_ones(said.pauses, 0.48))
        assert sound.first_speech_s == pytest.approx(said.phrases[0].start_s, abs=0.2)
        assert sound.last_speech_s == pytest.approx(said.phrases[-1].end_s, abs=0.2)
    assert true_count > 25
    assert recalled >= 0.95 * true_count
    assert confirmed >= 0.95 * found_count


def test_loudness_changes_nothing_but_the_level(spoken: list[list[Clip]]) -> None:
    said = answer(spoken[0], 4)
    near = measured_live(said.clip)
    far = measured_live(Clip(said.clip.samples / np.float32(4), said.clip.rate_hz))
    assert far.level_dbfs == pytest.approx(near.level_dbfs - 12.04, abs=0.1)
    assert far.level_spread_db == pytest.approx(near.level_spread_db, abs=0.2)
    edges = [[edge for span in sound.speech for edge in (span.start_s, span.end_s)] for sound in (near, far)]
    assert edges[0] == pytest.approx(edges[1], abs=0.05)


def test_more_silence_leaves_the_time_of_speech_alone(spoken: list[list[Clip]]) -> None:
    short, long = (measured_live(answer(spoken[1], 5, more_s=more_s).clip) for more_s in (0.0, 1.5))
    speech_s = [sum(span.duration_s for span in sound.speech) for sound in (short, long)]
    assert speech_s[0] == pytest.approx(speech_s[1], rel=0.01)
    assert long.duration_s == pytest.approx(short.duration_s + 6 * 1.5, abs=0.01)


@pytest.mark.parametrize(
    "kind", ["constant", "great constant", "drift", "slow drift", "50 Hz", "60 Hz", "clipped"]
)
def test_pauses_are_the_same_whatever_the_wiring_adds(kind: str) -> None:
    clip = read_clip(builtin_folder("demo") / "why-this-role.flac")
    times_s = np.arange(len(clip.samples)) / clip.rate_hz

    def hum(hz: float) -> NDArray[np.float64]:
        parts = [0.05 / n * np.sin(2 * np.pi * hz * n * times_s + n) for n in (1, 2, 3, 5)]
        return np.asarray(np.sum(parts, axis=0))

    added = {
        "constant": clip.samples + 0.05,
        "great constant": 0.5 * clip.samples + 0.5,
        "drift": clip.samples + 0.2 * np.sin(2 * np.pi * times_s),
        "slow drift": clip.samples + 0.3 * np.sin(2 * np.pi * 0.1 * times_s),
        "50 Hz": clip.samples + hum(49.95),
        "60 Hz": clip.samples + hum(60.0),
        "clipped": 4 * clip.samples,
    }[kind]
    spoilt = Clip(np.clip(added, -1.0, 1.0).astype(np.float32), clip.rate_hz)
    clean, heard = measured_live(clip), measured_live(spoilt)
    pauses = [[pause for pause in sound.pauses if pause.duration_s >= 0.5] for sound in (clean, heard)]
    assert len(pauses[0]) == 2
    edges = [[edge for pause in each for edge in (pause.start_s, pause.end_s)] for each in pauses]
    assert edges[1] == pytest.approx(edges[0], abs=0.1)
    louder_db = {"great constant": -6.0, "clipped": 11.2}.get(kind, 0.0)
    assert heard.level_dbfs - clean.level_dbfs == pytest.approx(louder_db, abs=0.5)


def test_live_and_from_the_file_it_is_the_same(spoken: list[list[Clip]], tmp_path: Path) -> None:
    path = saved(answer(spoken[0], 6).clip, tmp_path)
    assert measure_file(path, Silero()) == measured_live(read_clip(path))


@pytest.fixture(scope="module")
def transcriber() -> Iterator[Transcriber]:
    whisper = Whisper()
    whisper.start()
    transcriber = Transcriber(whisper, ())
    yield transcriber
    transcriber.close()


def delivered(path: Path, transcriber: Transcriber) -> tuple[Transcript, Delivery]:
    transcript = transcribe_file(path, transcriber, Silero())
    return transcript, deliver(transcript, measure_file(path, Silero()), 90.0)


@pytest.mark.parametrize("voice", [0, 1], ids=[name for name, _ in VOICES])
def test_words_and_sound_together_tell_the_truth(
    spoken: list[list[Clip]], voice: int, transcriber: Transcriber, tmp_path: Path
) -> None:
    said = answer(spoken[voice], 7)
    transcript, delivery = delivered(saved(said.clip, tmp_path), transcriber)
    assert delivery.speech_rate_wpm == pytest.approx(said.speech_rate_wpm, rel=0.03)
    assert delivery.first_word_s == pytest.approx(said.phrases[0].start_s, abs=0.2)
    assert [filler.text for filler in delivery.fillers] == [
        word.text for word in transcript.words if is_filler(word)
    ]
    places = [Span(filler.start_s, filler.end_s) for filler in delivery.fillers]
    assert 1 <= len(places) == matched(places, said.fillers)


@pytest.mark.parametrize("name", ["busy-day", "unhappy-patient", "why-this-role"])
def test_a_sample_answer_s_pace_pause_and_repeat_are_told(name: str, transcriber: Transcriber) -> None:
    """Their pause for thought lasts 2 s."""
    path = builtin_folder("demo") / f"{name}.flac"
    text = path.with_suffix(".txt").read_text("utf-8").replace("…", " ")
    words = [word for word in text.split() if word.strip(".,").casefold() not in ("um", "uh")]
    clip = read_clip(path)
    first_s, last_s = np.flatnonzero(np.abs(clip.samples) > 0.005)[[0, -1]] / clip.rate_hz
    _, delivery = delivered(path, transcriber)
    assert (delivery.first_word_s, delivery.last_word_s) == pytest.approx((first_s, last_s), abs=0.1)
    assert delivery.speech_rate_wpm == pytest.approx(60 * len(words) / (last_s - first_s), rel=0.03)
    assert delivery.longest_pause is not None
    assert delivery.longest_pause.duration_s == pytest.approx(2.0, abs=0.05)
    assert len(delivery.repeats) == 1
    assert 2 <= len(delivery.fillers) <= 3
