"""The verdict on three seconds of a microphone."""

import numpy as np
import pytest

from voice_interviewer.cli.checking import verdict_sentence
from voice_interviewer.clip import Clip
from voice_interviewer.rehearsal.device_checks import Verdict, judge

RATE_HZ = 16_000


def heard(voice: float, room: float) -> Clip:
    """Two seconds of room, one of voice, as noise of these amplitudes."""
    random = np.random.default_rng(3)
    parts = [random.normal(0, room, 2 * RATE_HZ), random.normal(0, voice, RATE_HZ)]
    return Clip(np.clip(np.concatenate(parts), -1, 1).astype(np.float32), RATE_HZ)


@pytest.mark.parametrize(
    ("voice", "room", "verdict", "said"),
    [
        (0.05, 0.001, Verdict.GOOD, "Good: your voice -26 dBFS, the room -60 dBFS."),
        (0.002, 0.0002, Verdict.QUIET, "You are very quiet: come closer"),
        (0.9, 0.001, Verdict.CLIPPING, "You are too loud for the microphone"),
        (0.05, 0.03, Verdict.NOISY, "hardly stands out from the room"),
        (0.0, 0.0, Verdict.ZEROS, "Your microphone is muted"),
    ],
)
def test_verdict(voice: float, room: float, verdict: Verdict, said: str) -> None:
    listened = judge(heard(voice, room))
    assert listened.verdict is verdict
    assert listened.will_do is (verdict in (Verdict.GOOD, Verdict.NOISY))
    assert said in verdict_sentence(listened)
