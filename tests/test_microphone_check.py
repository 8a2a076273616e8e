"""The verdict on three seconds of a microphone."""

import numpy as np
import pytest

from voice_interviewer.cli.microphone_check import verdict
from voice_interviewer.clip import Clip
from voice_interviewer.interview.input_watch import Fault

RATE_HZ = 16_000


def heard(voice: float, room: float) -> Clip:
    """Two seconds of room, one of voice, as noise of these amplitudes."""
    random = np.random.default_rng(3)
    parts = [random.normal(0, room, 2 * RATE_HZ), random.normal(0, voice, RATE_HZ)]
    return Clip(np.clip(np.concatenate(parts), -1, 1).astype(np.float32), RATE_HZ)


@pytest.mark.parametrize(
    ("voice", "room", "ok", "said"),
    [
        (0.05, 0.001, True, "Good: your voice -26 dBFS, the room -60 dBFS."),
        (0.002, 0.0002, False, Fault.QUIET.value),
        (0.9, 0.001, False, Fault.CLIPPING.value),
        (0.05, 0.03, True, "hardly better than the room"),
        (0.0, 0.0, False, Fault.ZEROS.value),
    ],
)
def test_verdict(voice: float, room: float, ok: bool, said: str) -> None:
    will_do, sentence = verdict(heard(voice, room))
    assert will_do is ok
    assert said in sentence
