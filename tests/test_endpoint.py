"""When a person counts as having stopped."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.listening.endpoint import Endpoint

SPEECH, HELD, SILENCE = 0.9, 0.4, 0.1
SECOND = 31  # frames of 32 ms


def after(*runs: tuple[float, int]) -> Endpoint:
    endpoint = Endpoint()
    for probability, frames in runs:
        endpoint.feed(np.full(frames, probability, np.float32))
    return endpoint


def test_silence_before_the_first_word_counts_from_the_start() -> None:
    endpoint = after((SILENCE, SECOND))
    assert not endpoint.has_begun
    assert endpoint.silence_s == pytest.approx(1.0, abs=0.05)


def test_a_click_is_not_the_beginning_of_an_answer() -> None:
    endpoint = after((SILENCE, SECOND), (SPEECH, 3), (SILENCE, SECOND))
    assert not endpoint.has_begun
    assert endpoint.silence_s == pytest.approx(2.1, abs=0.05)


def test_the_answer_begins_with_the_fourth_frame_of_speech() -> None:
    assert after((SPEECH, 4)).has_begun


def test_speaking_and_silence_follow_the_person() -> None:
    speaking = after((SPEECH, SECOND))
    assert speaking.speaking
    assert speaking.silence_s == 0
    silent = after((SPEECH, SECOND), (SILENCE, 2 * SECOND))
    assert not silent.speaking
    assert silent.silence_s == pytest.approx(2.0, abs=0.05)


def test_a_voice_that_fades_is_still_heard() -> None:
    assert after((SPEECH, 4), (HELD, SECOND)).silence_s == 0


def test_a_murmur_alone_is_not_speech() -> None:
    assert not after((HELD, SECOND)).has_begun
    assert after((SPEECH, 4), (SILENCE, 1), (HELD, SECOND)).silence_s == pytest.approx(1.0, abs=0.05)


def test_one_short_word_after_a_long_pause_cancels_the_silence() -> None:
    """Nobody is cut off because they only said "um"."""
    assert after((SPEECH, SECOND), (SILENCE, 5 * SECOND), (SPEECH, 1)).silence_s == 0


PROBABILITIES = st.lists(st.sampled_from([0.0, 0.3, 0.36, 0.49, 0.5, 0.95]), max_size=60)


@given(PROBABILITIES, st.integers(0, 60))
def test_blocks_do_not_matter(probabilities: list[float], cut: int) -> None:
    speech = np.array(probabilities, np.float32)
    whole, split = Endpoint(), Endpoint()
    whole.feed(speech)
    split.feed(speech[:cut])
    split.feed(speech[cut:])
    assert seen(whole) == seen(split)


@given(PROBABILITIES)
def test_silence_only_grows_while_nothing_is_said(probabilities: list[float]) -> None:
    endpoint = Endpoint()
    endpoint.feed(np.array(probabilities, np.float32))
    before = endpoint.silence_s
    endpoint.feed(np.zeros(SECOND, np.float32))
    assert endpoint.silence_s - before == pytest.approx(SECOND * 0.032)
    assert not endpoint.speaking


def seen(endpoint: Endpoint) -> tuple[bool, bool, float]:
    return endpoint.has_begun, endpoint.speaking, endpoint.silence_s
