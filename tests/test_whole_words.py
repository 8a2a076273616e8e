"""What Whisper splits within a word is one word again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.devices.whole_words import TimedWord, whole_words


def timed(*texts: str) -> list[TimedWord]:
    return [(text, float(at), at + 0.5, 0.9 - at / 100) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        ([" a", " follow", "-up", " letter"], [" a", " follow-up", " letter"]),
        ([" face", "-to", "-face,", " always"], [" face-to-face,", " always"]),
        ([" 12", ",000", " calls"], [" 12,000", " calls"]),
        ([" £5", ".50."], [" £5.50."]),
        ([" an", " appoint", "-", " a", " visit"], [" an", " appoint-", " a", " visit"]),
        ([" I", "-I", "-I", " keep"], [" I-", " I-", " I", " keep"]),
        ([" an", " app", "-appointment."], [" an", " app-", " appointment."]),
        ([" 10", "-10"], [" 10-10"]),
        (["So", " we"], ["So", " we"]),
        ([], []),
    ],
)
def test_words_are_whole(found: list[str], whole: list[str]) -> None:
    assert [text for text, *_ in whole_words(timed(*found), "en")] == whole


def test_a_whole_word_lasts_from_its_first_part_to_its_last_and_is_as_sure_as_the_most_doubtful() -> None:
    assert whole_words(timed(" face", "-to", "-face"), "en") == [(" face-to-face", 0.0, 2.5, 0.88)]


def test_languages_without_spaces_stay_as_they_are() -> None:
    found = timed("面", "接", "を")
    assert whole_words(found, "ja") == found


@given(st.lists(st.text("a -,.1", min_size=1, max_size=4)))
def test_no_letter_is_lost_and_time_goes_on(found: list[str]) -> None:
    whole = whole_words(timed(*found), "en")
    letters = [character for text, *_ in whole for character in text if character.isalnum()]
    assert letters == [character for text in found for character in text if character.isalnum()]
    assert [start_s for _, start_s, *_ in whole] == sorted(start_s for _, start_s, *_ in whole)
