"""Where nobody speaks to the microphone nothing is written, and a person in the same rooms is not put words into."""

from collections.abc import Iterator
from typing import get_args

import numpy as np
import pytest

from tests.e2e.rooms import FULL_ROOMS, RATE_HZ, SILENT_ROOMS, Room, at, recorded, talker, voices
from tests.e2e.test_ears import SPOKEN, spoken_live, word_error_rate
from voice_interviewer.clip import Clip, Samples, read_clip
from voice_interviewer.devices.protocols import Care
from voice_interviewer.devices.weights import list_weights
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.listening.transcribing import Transcriber

pytestmark = pytest.mark.e2e

LOOKS: tuple[Care, ...] = get_args(Care)[:2]


@pytest.fixture(scope="module", params=[("tiny.en", LOOKS[0]), ("base", LOOKS[1])], ids=["first", "second"])
def look(request: pytest.FixtureRequest) -> Iterator[Transcriber]:
    """The first look, and the second one with the better model, where that is here."""
    model, care = request.param
    if model not in {weights.name for weights in list_weights()}:
        pytest.skip(f"the weights of {model} are not here")
    transcriber = Transcriber(Whisper(model, "en", care), ("EMIS", "triage"))
    yield transcriber
    transcriber.close()


@pytest.mark.parametrize("room", SILENT_ROOMS, ids=lambda room: room.__name__)
def test_a_room_without_a_person_has_no_words(room: Room, look: Transcriber) -> None:
    heard = spoken_live(Clip(recorded(room), RATE_HZ), look)
    assert heard.text == ""
    assert room not in FULL_ROOMS or heard.not_understood, "that somebody spoke is told"


def answer() -> tuple[Samples, str]:
    path = SPOKEN / "rms-honest.ogg"
    return read_clip(path).resampled(RATE_HZ).samples, path.with_suffix(".txt").read_text("utf-8")


def test_a_person_before_many_others_is_written_down(look: Transcriber) -> None:
    samples, said = answer()
    others = np.resize(at(-20, voices(6, np.random.default_rng(7))), len(samples))
    loud = np.sqrt(np.mean(samples.astype(np.float64) ** 2))
    mixed = (samples + others * loud / 10 ** (12 / 20) / 0.1).astype(np.float32)
    assert word_error_rate(said, spoken_live(Clip(mixed, RATE_HZ), look).text) <= 0.3


def test_what_a_television_says_in_the_persons_pause_is_not_the_persons(look: Transcriber) -> None:
    samples, said = answer()
    whole = np.concatenate([samples, np.zeros(7 * RATE_HZ, np.float32), samples])
    loud = np.sqrt(np.mean(samples.astype(np.float64) ** 2))
    television = np.resize(talker(4), len(whole))
    mixed = (whole + at(0, television) * loud / 10 ** (18 / 20)).astype(np.float32)
    heard = spoken_live(Clip(mixed, RATE_HZ), look)
    pause_s = (len(samples) / RATE_HZ + 0.7, len(samples) / RATE_HZ + 6.3)
    assert [
        word.text for word in heard.words if pause_s[0] < (word.start_s + word.end_s) / 2 < pause_s[1]
    ] == []
    assert word_error_rate(f"{said} {said}", heard.text) <= 0.2
