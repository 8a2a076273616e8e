"""Where nobody speaks to the microphone nothing is written, and a person in the same rooms is not put words into."""

from collections.abc import Iterator
from contextlib import closing

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

PERSON_S = 12


def transcriber(model: str, care: Care, *, twice: bool) -> Transcriber:
    if model not in {weights.name for weights in list_weights()}:
        pytest.skip(f"the weights of {model} are not here")
    return Transcriber(Whisper(model, "en", care), ("EMIS", "triage"), twice=twice)


@pytest.fixture(scope="module")
def first_look() -> Iterator[Transcriber]:
    with closing(transcriber("tiny.en", "at-once", twice=False)) as look:
        yield look


@pytest.fixture(scope="module")
def second_look() -> Iterator[Transcriber]:
    with closing(transcriber("base", "carefully", twice=True)) as look:
        yield look


def nothing_is_written(room: Room, look: Transcriber) -> None:
    heard = spoken_live(Clip(recorded(room), RATE_HZ), look)
    assert heard.text == ""
    assert room not in FULL_ROOMS or heard.not_understood, "that somebody spoke is told"


@pytest.mark.parametrize("room", SILENT_ROOMS, ids=lambda room: room.__name__)
def test_a_room_without_a_person_has_no_words(room: Room, first_look: Transcriber) -> None:
    nothing_is_written(room, first_look)


@pytest.mark.parametrize("room", FULL_ROOMS[::3], ids=lambda room: room.__name__)
def test_nor_when_it_is_heard_again(room: Room, second_look: Transcriber) -> None:
    """The others are not even given to Whisper: no model hears anything there."""
    nothing_is_written(room, second_look)


def answer() -> tuple[Samples, str]:
    path = SPOKEN / "rms-honest.ogg"
    return read_clip(path).resampled(RATE_HZ).samples, path.with_suffix(".txt").read_text("utf-8")


def test_a_person_before_many_others_is_written_down(first_look: Transcriber) -> None:
    samples, said = answer()
    others = np.resize(at(-20, voices(6, np.random.default_rng(7))), len(samples))
    loud = np.sqrt(np.mean(samples.astype(np.float64) ** 2))
    mixed = (samples + others * loud / 10 ** (12 / 20) / 0.1).astype(np.float32)
    assert word_error_rate(said, spoken_live(Clip(mixed, RATE_HZ), first_look).text) <= 0.3


@pytest.mark.parametrize("look", ["first_look", "second_look"])
def test_what_a_television_says_in_the_persons_pause_is_not_the_persons(
    look: str, request: pytest.FixtureRequest
) -> None:
    samples = answer()[0][: PERSON_S * RATE_HZ]
    whole = np.concatenate([samples, np.zeros(7 * RATE_HZ, np.float32), samples])
    loud = np.sqrt(np.mean(samples.astype(np.float64) ** 2))
    television = np.resize(talker(4), len(whole))
    mixed = (whole + at(0, television) * loud / 10 ** (18 / 20)).astype(np.float32)
    heard = spoken_live(Clip(mixed, RATE_HZ), request.getfixturevalue(look))
    middles_s = np.array([(word.start_s + word.end_s) / 2 for word in heard.words])
    assert not ((middles_s > PERSON_S + 0.7) & (middles_s < PERSON_S + 6.3)).any()
    assert min((middles_s < PERSON_S).sum(), (middles_s > PERSON_S + 7).sum()) > 15
