"""That a story's parts are found where they were told, with their seconds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.labelled.sets import WORD_S, heard
from voice_interviewer.coverage.passages import sentences
from voice_interviewer.coverage.story import Story, story_of
from voice_interviewer.transcript import Transcript, Word

SITUATION = "Last year there was a leak above our waiting room and forty people had come in."
TASK = "My job was to get them somewhere dry before the clinic began."
ACTION = "So I rang the library next door and asked for their hall. Then I walked everybody across."
RESULT = "In the end nobody complained and the clinic finished on time."


def told(*parts: str) -> Story:
    story = story_of(heard(" ".join(parts)))
    assert story is not None
    return story


def test_every_part_lies_where_it_was_told() -> None:
    story = told(SITUATION, TASK, ACTION, RESULT)
    found = [
        span.text if span else None for span in (story.situation, story.task, story.action, story.result)
    ]
    assert found == [SITUATION, TASK, ACTION, RESULT]
    assert story.result_sentence == RESULT


def test_parts_have_their_seconds() -> None:
    story = told(SITUATION, TASK, ACTION, RESULT)
    words = len(ACTION.split())
    assert story.action is not None
    assert story.action.end_s - story.action.start_s == pytest.approx((words - 0.25) * WORD_S)
    assert story.action.start_s == pytest.approx(len(f"{SITUATION} {TASK}".split()) * WORD_S)


def test_a_story_may_stop_before_its_result() -> None:
    story = told(SITUATION, TASK, ACTION)
    assert story.result is None
    assert story.result_sentence is None


def test_a_habit_is_no_story() -> None:
    assert story_of(heard("I always ring them back. I keep a list and I never rush. I like order.")) is None
    assert story_of(heard("")) is None


def words_of(text: str, pause_after: int = -1) -> list[Word]:
    """Even words, with a pause of 1.5 s after one of them."""
    late = [1.5 if pause_after >= 0 and at > pause_after else 0 for at in range(len(text.split()))]
    return [
        Word(word, at * 0.4 + late[at], at * 0.4 + late[at] + 0.3, 0.9)
        for at, word in enumerate(text.split())
    ]


def test_a_long_pause_ends_a_sentence_without_a_full_stop() -> None:
    assert sentences(words_of("I rang the ward they came", pause_after=3)) == ((0, 3), (4, 5))


def test_an_abbreviation_ends_no_sentence() -> None:
    assert sentences(words_of("I asked Dr. Shah about it. She came.")) == ((0, 5), (6, 7))
    assert sentences(words_of("We are at No. 5. Ask there.")) == ((0, 4), (5, 6))


def test_a_sentence_ends_with_no() -> None:
    assert sentences(words_of("I would not do that, no. I ask first.")) == ((0, 5), (6, 8))


@given(st.lists(st.sampled_from([*SITUATION.split(), *ACTION.split(), *RESULT.split(), "..."]), max_size=80))
def test_parts_keep_their_order_within_the_transcript(words: list[str]) -> None:
    story = story_of(heard(" ".join(words)))
    if story is None:
        return
    spans = [span for span in (story.situation, story.task, story.action, story.result) if span]
    assert spans
    assert all(one.last_word < other.first_word for one, other in pairwise(spans))
    assert spans[-1].last_word < len(words)


def test_no_words_have_no_sentences() -> None:
    assert sentences(Transcript((), 3, "tiny.en", "en").words) == ()
