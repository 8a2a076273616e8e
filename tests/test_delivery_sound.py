"""What is measured from a recording: where somebody speaks, how loud, and whether it is clipped."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.memory import memory_of
from voice_interviewer.clip import Samples, WavWriter
from voice_interviewer.delivery.pauses import Pause, Span
from voice_interviewer.delivery.sound import Sound, SoundMeasuring, measure_file
from voice_interviewer.listening.hearing import FRAME_LENGTH, FRAME_S, Heard

RATE_HZ = 16_000
VOICE, ROOM = 0.1, 0.0003
"""Amplitudes: -20 dBFS of speech in a quiet room."""


def recorded(*parts: tuple[float, float]) -> Samples:
    """(amplitude, seconds) each: noise so loud, one after the other."""
    rng = np.random.default_rng(1)
    lengths = [round(length_s * RATE_HZ) for _, length_s in parts]
    loud = np.concatenate([np.full(n, part[0]) for n, part in zip(lengths, parts, strict=True)])
    whole = np.pad(loud, (0, -len(loud) % FRAME_LENGTH), constant_values=ROOM)
    samples: Samples = (whole * rng.normal(0, 1, len(whole))).astype(np.float32)
    return samples


def likely(samples: Samples, above: float = 0.05) -> NDArray[np.float32]:
    """What Silero says of it: late by two frames where speech begins, and by four where it ends."""
    loud = np.abs(samples).reshape(-1, FRAME_LENGTH).max(axis=1) > above
    late = [loud[max(0, number - 2)] and loud[number] for number in range(len(loud))]
    held = [any(late[max(0, number - 4) : number + 1]) for number in range(len(loud))]
    return np.where(held, 0.9, 0.05).astype(np.float32)


def measured(samples: Samples, speech: NDArray[np.float32], lengths: tuple[int, ...] = ()) -> Sound:
    """Fed in blocks of so many frames, and the rest."""
    measuring, start = SoundMeasuring(RATE_HZ), 0
    for length in (*lengths, len(speech)):
        block = samples[start * FRAME_LENGTH : (start + length) * FRAME_LENGTH]
        measuring.feed(block, Heard(block, speech[start : start + length]))
        start += length
    return measuring.finish()


def sound_of(*parts: tuple[float, float]) -> Sound:
    samples = recorded(*parts)
    return measured(samples, likely(samples))


def assert_spans(found: tuple[Span, ...], *wanted: tuple[float, float], within_s: float = 0.01) -> None:
    edges = [edge for span in found for edge in (span.start_s, span.end_s)]
    assert edges == pytest.approx([edge for span in wanted for edge in span], abs=within_s)


def test_edges_are_found_between_silero_s_frames() -> None:
    sound = sound_of((ROOM, 1.23), (VOICE, 2.0), (ROOM, 0.75), (VOICE, 1.1), (ROOM, 2.0))
    assert_spans(sound.speech, (1.23, 3.23), (3.98, 5.08))
    assert_spans(sound.pauses, (3.23, 3.98))
    assert sound.pauses[0].duration_s == pytest.approx(0.75, abs=0.02)
    assert sound.first_speech_s == sound.speech[0].start_s
    assert sound.last_speech_s == sound.speech[-1].end_s


def test_edges_are_found_in_noise_20_db_below_the_voice() -> None:
    sound = sound_of((0.01, 1.23), (VOICE, 2.0), (0.01, 0.75), (VOICE, 1.1), (0.01, 2.0))
    assert_spans(sound.speech, (1.23, 3.23), (3.98, 5.08))


def test_an_echo_is_no_voice() -> None:
    """A second whose loudness falls by 60 dB after the last word."""
    echo = [(0.05 * 10 ** (-3 * number / 50), 0.02) for number in range(50)]
    samples = recorded((ROOM, 1.0), (VOICE, 2.0), *echo, (ROOM, 1.0))
    sound = measured(samples, likely(samples, above=0.03))
    assert_spans(sound.speech, (1.0, 3.317), within_s=0.02)  # where it is 25 dB below the voice


@pytest.mark.parametrize("brief_s", [0.05, 0.19])
def test_a_silence_below_a_fifth_of_a_second_belongs_to_the_speech(brief_s: float) -> None:
    samples = recorded((ROOM, 0.64), (VOICE, 1.6), (ROOM, brief_s), (VOICE, 1.6), (ROOM, 0.64))
    speech = likely(samples)
    speech[int(2.24 / FRAME_S) : int((2.24 + brief_s) / FRAME_S)] = 0.0
    assert measured(samples, speech).pauses == ()


def test_a_click_in_a_pause_does_not_break_it_and_an_um_does() -> None:
    clicking = recorded((VOICE, 1.0), (ROOM, 1.0), (VOICE, 0.03), (ROOM, 1.0), (VOICE, 1.0))
    speech = likely(clicking)
    speech[int(2.0 / FRAME_S) : int(2.0 / FRAME_S) + 3] = 0.9
    click = measured(clicking, speech)
    um = sound_of((VOICE, 1.0), (ROOM, 1.0), (VOICE, 0.3), (ROOM, 1.0), (VOICE, 1.0))
    assert_spans(click.pauses, (1.0, 3.03))
    assert_spans(um.pauses, (1.0, 2.0), (2.3, 3.3))


def test_a_loud_noise_that_is_no_speech_moves_no_edge() -> None:
    samples = recorded((VOICE, 1.0), (ROOM, 0.6), (0.5, 0.3), (ROOM, 0.6), (VOICE, 1.0), (ROOM, 0.5))
    speech = likely(samples)
    speech[int(1.3 / FRAME_S) : int(2.4 / FRAME_S)] = 0.1
    assert_spans(measured(samples, speech).pauses, (1.0, 2.5))


def test_who_is_cut_off_while_speaking_speaks_to_the_end() -> None:
    samples = recorded((ROOM, 0.5), (VOICE, 1.516))  # 63 whole frames, the last filled up by the ear
    measuring = SoundMeasuring(RATE_HZ)
    measuring.feed(samples[:-400], Heard(samples, likely(samples)))
    sound = measuring.finish()
    assert_spans(sound.speech, (0.5, sound.duration_s))
    assert sound.last_speech_s == sound.duration_s == pytest.approx(2.016 - 0.025, abs=0.001)


@pytest.mark.parametrize("parts", [[], [(ROOM, 3.0)], [(0.0, 3.0)]])
def test_without_speech_there_is_nothing_to_tell(parts: list[tuple[float, float]]) -> None:
    sound = sound_of(*parts) if parts else SoundMeasuring(RATE_HZ).finish()
    assert (sound.speech, sound.pauses, sound.first_speech_s, sound.last_speech_s) == ((), (), None, None)
    assert (sound.level_dbfs, sound.level_spread_db, sound.clipped_share) == (-96.0, 0.0, 0.0)


def test_the_level_is_that_of_the_speech_however_long_the_pauses_are() -> None:
    short = sound_of((ROOM, 0.5), (VOICE, 4.0), (ROOM, 0.5), (VOICE, 4.0))
    long = sound_of((ROOM, 9.0), (VOICE, 4.0), (ROOM, 9.0), (VOICE, 4.0), (ROOM, 9.0))
    assert short.level_dbfs == pytest.approx(-20.0, abs=0.3)
    assert long.level_dbfs == pytest.approx(short.level_dbfs, abs=0.2)


def test_a_voice_that_fades_is_less_steady() -> None:
    steady = sound_of((VOICE, 12.0))
    fading = sound_of((VOICE, 6.0), (VOICE / 4, 6.0))  # 12 dB down: 6 dB either side of the mean
    assert steady.level_spread_db == pytest.approx(0.0, abs=0.1)
    assert fading.level_spread_db == pytest.approx(6.0, abs=0.3)


def test_clipping_is_counted_at_the_device_s_rate_whatever_the_ear_hears() -> None:
    samples = np.full(48_000, 0.5, np.float32)
    samples[1_000:1_480] = -1.0
    measuring = SoundMeasuring(48_000)
    measuring.feed(samples, Heard(np.zeros(0, np.float32), np.zeros(0, np.float32)))
    sound = measuring.finish()
    assert sound.clipped_share == pytest.approx(0.01)
    assert sound.duration_s == 1.0


PARTS = st.lists(
    st.tuples(st.sampled_from([0.0, ROOM, 0.01, 0.03, VOICE, 0.4]), st.floats(0.02, 2.0)),
    min_size=1,
    max_size=12,
)


@given(PARTS, st.lists(st.integers(0, 60), max_size=12))
@settings(max_examples=50)
def test_the_same_is_measured_however_it_is_split(
    parts: list[tuple[float, float]], lengths: list[int]
) -> None:
    samples = recorded(*parts)
    speech = likely(samples)
    assert measured(samples, speech, tuple(lengths)) == measured(samples, speech)


@given(PARTS, st.integers(-8, -1))
@settings(max_examples=50)
def test_loudness_changes_nothing_but_the_level(parts: list[tuple[float, float]], halvings: int) -> None:
    samples = recorded(*parts)
    speech = likely(samples)
    loud, quiet = measured(samples, speech), measured(samples * np.float32(2.0**halvings), speech)
    assert quiet.speech == loud.speech
    assert quiet.level_spread_db == loud.level_spread_db
    if loud.speech and loud.level_dbfs > -40:
        assert quiet.level_dbfs - loud.level_dbfs == pytest.approx(6.02 * halvings, abs=0.02)


@given(PARTS, st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_speech_and_pauses_follow_one_another_whatever_is_heard(
    parts: list[tuple[float, float]], random: "np.random.Generator"
) -> None:
    samples = recorded(*parts)
    speech = np.array([random.random() for _ in range(len(samples) // FRAME_LENGTH)], np.float32)
    sound = measured(samples, speech)
    assert all(0 <= span.start_s < span.end_s <= sound.duration_s for span in sound.speech)
    assert all(pause.duration_s >= 0.199 for pause in sound.pauses)
    assert list(sound.pauses) == [Pause(one.end_s, two.start_s) for one, two in pairwise(sound.speech)]


def test_what_is_held_does_not_grow_while_nobody_speaks() -> None:
    samples = recorded((ROOM, 1.0))

    def measure() -> SoundMeasuring:
        measuring = SoundMeasuring(RATE_HZ)
        for _ in range(120):
            measuring.feed(samples.copy(), Heard(samples.copy(), likely(samples)))
        return measuring

    assert memory_of(measure).held_bytes < 2 * samples.nbytes  # two of 120 seconds


class Scripted:
    """A detector that knows by the loudness."""

    frame_length = FRAME_LENGTH

    def reset(self) -> None:
        self.heard = np.zeros(0, np.float32)

    def probabilities(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        self.heard = np.concatenate([self.heard, frames.reshape(-1)])
        return likely(self.heard)[-len(frames) :]


def test_a_file_is_measured_as_what_was_heard_live(tmp_path: Path) -> None:
    samples = recorded((ROOM, 1.0), (VOICE, 3.0), (ROOM, 2.0), (VOICE, 2.0), (ROOM, 1.3))[
        : -FRAME_LENGTH // 2
    ]
    with WavWriter(tmp_path / "take.wav", RATE_HZ) as file:
        file.write(samples)
    sound = measure_file(tmp_path / "take.wav", Scripted())
    assert_spans(sound.pauses, (4.0, 6.0))
    assert sound.duration_s == pytest.approx(len(samples) / RATE_HZ, abs=0.001)


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "take.wav", RATE_HZ):
        pass
    assert measure_file(tmp_path / "take.wav", Scripted()).duration_s == 0.0
