"""End of answer, over everything that people and rooms sound like: nobody is cut off, and silence is noticed."""

from dataclasses import dataclass

import numpy as np
import pytest

from tests.soak.voices import (
    RATE_HZ,
    ROOM_DBFS,
    SPEAKERS,
    SPEECH_DBFS,
    Answer,
    answer,
    breaths,
    clicks,
    noise,
)
from voice_interviewer.clip import Clip, Samples
from voice_interviewer.devices.file_microphone import BLOCK_S
from voice_interviewer.devices.silero import Silero
from voice_interviewer.interview.turn import Due, Rules, due
from voice_interviewer.listening.endpoint import Endpoint
from voice_interviewer.listening.hearing import Hearing

RULES = Rules(hands_free=True)
AFTER_S = RULES.silence_s + 3.0
NEAR_S = 1.0
NEAR_SHARE = 0.95
QUIET_DB = -30.0
"""So much below a usual voice."""
MICROPHONE_HZ = 44_100
PAUSES_S = (1.0, 2.0, 3.0, 4.0, 5.0)
BACKGROUNDS = (
    "clean",
    *(f"{kind} {snr_db}" for kind in ("white", "pink", "babble", "hum") for snr_db in (20, 10, 5)),
    "quiet voice",
    "breathing",
    "clicks",
)


@dataclass(frozen=True)
class Case:
    """One answer in one room."""

    background: str
    speaker: str
    pause_s: float
    seed: int

    def sound(self) -> Answer:
        quiet_db = QUIET_DB if self.background == "quiet voice" else 0.0
        said = answer(self.speaker, self.pause_s, AFTER_S, SPEECH_DBFS + quiet_db)
        length = len(said.samples)
        room = noise("white", length, ROOM_DBFS, self.seed)
        kind, _, snr_db = self.background.partition(" ")
        if kind in ("white", "pink", "babble", "hum"):
            room += noise(kind, length, SPEECH_DBFS - float(snr_db), self.seed)
        elif kind == "breathing":
            room += _while_silent(breaths(length, self.seed), said.samples)
        elif kind == "clicks":
            room += clicks(length, self.seed)
        return Answer(np.clip(said.samples + room, -1, 1).astype(np.float32), said.end_s)


def _while_silent(sound: Samples, speech: Samples) -> Samples:
    """Nobody breathes in while speaking."""
    spoken = np.convolve(np.abs(speech), np.ones(1600), "same") > 0
    return np.where(spoken, np.float32(0), sound)


CASES = [
    Case(background, speaker, PAUSES_S[(number + shift) % len(PAUSES_S)], seed=number * 10 + shift)
    for number, background in enumerate(BACKGROUNDS)
    for shift, speaker in enumerate(SPEAKERS)
]


Ends = dict[Case, float | None]
"""For every case, how long after the last word it was ended; None: it never was."""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(3, id="a third", marks=pytest.mark.e2e),
        pytest.param(1, id="all", marks=pytest.mark.soak),
    ],
)
def ends_s(request: pytest.FixtureRequest) -> Ends:
    detector = Silero()
    return {case: _ended_after_s(case, detector) for case in CASES[:: request.param]}


def _ended_after_s(case: Case, detector: Silero) -> float | None:
    said = case.sound()
    hearing, endpoint = Hearing(MICROPHONE_HZ, detector), Endpoint()
    samples = Clip(said.samples, RATE_HZ).resampled(MICROPHONE_HZ).samples
    block = round(BLOCK_S * MICROPHONE_HZ)
    for start in range(0, len(samples), block):
        endpoint.feed(hearing.feed(samples[start : start + block]).speech)
        elapsed_s = (start + block) / MICROPHONE_HZ
        if Due.END_SILENCE in due(
            RULES,
            elapsed_s=elapsed_s,
            suggested_s=60,
            has_begun=endpoint.has_begun,
            silence_s=endpoint.silence_s,
        ):
            return elapsed_s - said.end_s
    return None


def test_no_answer_is_cut_before_its_end(ends_s: Ends) -> None:
    """Neither in its pause for thought, nor at its end: the silence is as long as was promised, less half a second."""
    cut = {
        case: end_s for case, end_s in ends_s.items() if end_s is not None and end_s < RULES.silence_s - 0.5
    }
    assert cut == {}


def test_silence_ends_an_answer_within_a_second_of_its_time(ends_s: Ends) -> None:
    near = [end_s is not None and abs(end_s - RULES.silence_s) <= NEAR_S for end_s in ends_s.values()]
    far = {case: end_s for (case, end_s), is_near in zip(ends_s.items(), near, strict=True) if not is_near}
    assert np.mean(near) >= NEAR_SHARE, far
