"""Dropouts are a loss within a second, unless this microphone has a noise gate; and a gate nags nobody."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.fake_devices import QUIET, RATE_HZ, Press, Stage, hold, new_session, sound
from voice_interviewer.clip import Samples
from voice_interviewer.errors import MUTED
from voice_interviewer.interview.dropouts import Dropouts
from voice_interviewer.interview.protocol import MicrophoneBack, MicrophoneGone
from voice_interviewer.interview.turn import Rules

BLOCK_S = 0.03
SPEECH, HISS, SILENCE = (np.full(480, level, np.float32) for level in (0.3, 0.0003, 0.0))


def lost_after_s(zeros: Dropouts, block: Samples, seconds: float) -> float | None:
    """Feed so much of it; returns after how much of it it was taken for a loss, if it was."""
    for number in range(1, round(seconds / BLOCK_S) + 1):
        zeros.feed(block, BLOCK_S, speaking=block is SPEECH)
        if zeros.are_loss:
            return number * BLOCK_S
    return None


def spoken() -> Dropouts:
    """Somebody has said something."""
    zeros = Dropouts()
    assert lost_after_s(zeros, SPEECH, 3.0) is None
    return zeros


@pytest.mark.parametrize("begin", [Dropouts, spoken])
def test_zeros_are_a_loss_after_a_second_and_not_before(begin: Callable[[], Dropouts]) -> None:
    zeros = begin()
    assert lost_after_s(zeros, SILENCE, 0.9) is None
    assert lost_after_s(zeros, SILENCE, 0.2) is not None


def test_a_noise_gate_is_learned_within_a_few_phrases() -> None:
    """Pauses as people make them, none of which is told; and a loss is told even so."""
    zeros, told = spoken(), 0
    for pause_s in (0.5, 1.4, 0.3, 3.0, 6.0, 0.7, 12.0, 2.0):
        told += lost_after_s(zeros, SILENCE, pause_s) is not None
        lost_after_s(zeros, SPEECH, 2.5)
    assert told == 0
    assert lost_after_s(zeros, SILENCE, 60.0) == pytest.approx(16.0, abs=0.05)


def test_a_gate_that_has_only_long_pauses_is_told_of_a_few() -> None:
    zeros, told = spoken(), 0
    for _ in range(20):
        told += lost_after_s(zeros, SILENCE, 10.0) is not None
        lost_after_s(zeros, SPEECH, 2.5)
    assert told == 4


def test_who_muted_for_a_moment_is_told_of_a_later_loss_as_ever() -> None:
    zeros = spoken()
    assert lost_after_s(zeros, SILENCE, 2.0) is not None
    lost_after_s(zeros, SPEECH, 3.0)
    # Even before the microphone has hissed again, it is no more than twice the time.
    assert lost_after_s(zeros, SILENCE, 3.0) == pytest.approx(2.0, abs=0.05)
    lost_after_s(zeros, SPEECH, 3.0)
    lost_after_s(zeros, HISS, 2.1)
    lost_after_s(zeros, SPEECH, 3.0)
    assert lost_after_s(zeros, SILENCE, 3.0) == pytest.approx(1.0, abs=0.05)


def test_a_radio_headset_that_drops_blocks_has_no_gate() -> None:
    zeros = spoken()
    for _ in range(10):
        lost_after_s(zeros, SILENCE, 0.15)
        lost_after_s(zeros, SPEECH, 1.0)
    assert lost_after_s(zeros, SILENCE, 3.0) == pytest.approx(1.0, abs=0.05)


def test_the_end_of_one_take_and_the_beginning_of_the_next_are_no_pause() -> None:
    zeros = spoken()
    lost_after_s(zeros, SILENCE, 0.9)
    zeros.begin()
    assert lost_after_s(zeros, SILENCE, 0.9) is None


def gated(*parts_s: float) -> Samples:
    """Speech, zeros, speech, …: what a gated microphone makes of an answer."""
    pieces = [sound(length_s, 0.5 * (number % 2 == 0)) for number, length_s in enumerate(parts_s)]
    return np.concatenate(pieces)


def test_an_interview_through_a_noise_gate_is_told_nothing(tmp_path: Path) -> None:
    answer = gated(2.0, 0.6, 1.0, 1.5, 2.0, 3.0, 1.5, 5.0, 2.0)
    stage = Stage(answer=answer, presses=[Press("enter", 18.5)] * 3)
    session = new_session(tmp_path)
    hold(stage, session)
    assert not stage.told(MicrophoneGone)
    assert [take.ending for take in session.record.takes] == ["done"] * 3
    assert session.record.takes[2].duration_s == pytest.approx(18.5, abs=0.1), "pauses are kept"


def test_hands_free_an_answer_through_a_noise_gate_ends_by_its_silence(tmp_path: Path) -> None:
    class Gated(Stage):
        def read(self, timeout_s: float) -> Samples | None:
            block = super().read(timeout_s)
            return block if block is None or np.abs(block).max() > QUIET else np.zeros_like(block)

    stage = Gated(answer=gated(2.0, 0.6, 1.0, 0.8, 2.0, 0.5, 2.0))
    session = new_session(tmp_path, 1)
    hold(stage, session, Rules(hands_free=True))
    assert [take.ending for take in session.record.takes] == ["silence"]
    assert not stage.told(MicrophoneGone)


def test_zeros_from_the_start_are_told_with_the_remedies_and_looked_into(tmp_path: Path) -> None:
    answer = np.concatenate([sound(4.0, 0.0), sound(2.0)])
    stage, session = Stage(answer=answer, presses=[Press("enter", 5.5)]), new_session(tmp_path, 1)
    hold(stage, session)
    (gone,) = stage.told(MicrophoneGone)
    assert str(gone.error) == MUTED
    assert stage.told(MicrophoneBack)
    assert session.record.takes[0].duration_s < 1.0 + 2.0 + 4.0 / RATE_HZ
