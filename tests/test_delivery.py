"""How an answer was said, from its words and its sound."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.delivery import Delivery, deliver
from voice_interviewer.delivery.pauses import Pause, Span
from voice_interviewer.delivery.sound import Sound
from voice_interviewer.transcript import Transcript, Word


def transcript(words: tuple[Word, ...], duration_s: float = 60.0) -> Transcript:
    return Transcript(words, duration_s, "tiny.en", "en")


def sound(*speech: tuple[float, float], duration_s: float = 60.0) -> Sound:
    return Sound(duration_s, tuple(Span(*each) for each in speech), -25.0, 2.0, 0.001)


def words_in(start_s: float, end_s: float, count: int) -> tuple[Word, ...]:
    """So many words, one after the other, from start to end, no two alike."""
    step_s = (end_s - start_s) / count
    return tuple(
        Word(
            f"word{chr(97 + number // 26)}{chr(97 + number % 26)}",
            start_s + number * step_s,
            start_s + (number + 1) * step_s,
            0.9,
        )
        for number in range(count)
    )


def answer() -> Delivery:
    """A minute of recording: two seconds of thought, 20 words in 10 s, 3 s of silence, 30 words in 15 s, then an
    "um" on its own, 0.3 s before five last words."""
    words = (
        *words_in(2.0, 12.0, 20),
        *words_in(15.0, 30.0, 30),
        Word("Um,", 31.2, 31.2, 0.2),
        *words_in(31.7, 34.2, 5),
    )
    speech = sound((2.0, 12.0), (15.0, 30.0), (30.8, 31.2), (31.5, 34.0))
    return deliver(transcript(words), speech, 90.0)


def test_length_and_time_to_the_first_word() -> None:
    delivery = answer()
    assert (delivery.length_s, delivery.suggested_s) == (60.0, 90.0)
    assert (delivery.first_word_s, delivery.last_word_s) == (2.0, 34.0)


def test_speech_rate_counts_pauses_and_articulation_rate_does_not() -> None:
    delivery = answer()
    assert delivery.word_count == 55
    assert delivery.speech_rate_wpm == pytest.approx(60 * 55 / 32)
    assert delivery.articulation_rate_wpm == pytest.approx(60 * 55 / (32 - 3 - 0.8 - 0.3))


def test_pauses_from_half_a_second_are_told_with_their_place_and_share() -> None:
    delivery = answer()
    assert delivery.pauses == (Pause(12.0, 15.0), Pause(30.0, 30.8))
    assert delivery.longest_pause == Pause(12.0, 15.0)
    assert delivery.pause_share == pytest.approx(3.8 / 32)


def test_fillers_are_counted_a_minute_and_told_where_they_sound() -> None:
    delivery = answer()
    (um,) = delivery.fillers
    assert (um.text, um.start_s, um.end_s) == ("Um,", 30.8, 31.2)
    assert delivery.fillers_per_minute == pytest.approx(60 / 32)


def test_an_um_is_the_first_thing_said() -> None:
    words = (Word("Um,", 0.0, 2.2, 0.2), Word("yes.", 2.2, 2.6, 0.9))
    delivery = deliver(transcript(words), sound((0.8, 1.2), (2.2, 2.8)), 60.0)
    assert delivery.first_word_s == 0.8


def test_a_cough_before_and_a_chair_after_the_answer_are_not_the_answer() -> None:
    words = words_in(5.0, 15.0, 20)
    coughing = deliver(transcript(words), sound((1.0, 1.4), (5.0, 15.0), (20.0, 20.5)), 60.0)
    quiet = deliver(transcript(words), sound((5.0, 15.0)), 60.0)
    assert coughing == quiet


def test_a_word_that_whisper_stretched_over_a_cough_does_not_begin_there() -> None:
    words = (Word("So", 1.0, 5.2, 0.9), *words_in(5.2, 15.0, 20), Word("end.", 14.5, 20.0, 0.9))
    delivery = deliver(transcript(words), sound((1.0, 1.4), (5.0, 15.0), (20.0, 20.5)), 60.0)
    assert (delivery.first_word_s, delivery.last_word_s) == (5.0, 15.0)


def test_the_rate_over_time_shows_where_somebody_hurries() -> None:
    words = (*words_in(0.0, 15.0, 30), *words_in(15.0, 30.0, 60))
    delivery = deliver(transcript(words), sound((0.0, 30.0)), 60.0)
    starts, rates = zip(*delivery.rate_over_time, strict=True)
    assert starts == (0.0, 15.0)
    assert rates == pytest.approx((120, 240), abs=5)


def test_every_word_is_in_the_rate_over_time() -> None:
    delivery = answer()
    (first_s, _), (second_s, _) = delivery.rate_over_time
    total = sum(rate * (second_s - first_s) / 60 for _, rate in delivery.rate_over_time)
    assert total == pytest.approx(delivery.word_count)


def test_the_words_stumbles_and_the_sound_s_measures_are_passed_on() -> None:
    text = "I, I think we went, we were going"
    words = tuple(Word(word, number, number + 0.5, 0.9) for number, word in enumerate(text.split()))
    delivery = deliver(transcript(words), sound((0.0, 8.0)), 60.0)
    assert [span.text for span in delivery.repeats] == ["I, I"]
    assert [span.text for span in delivery.restarts] == ["we went, we"]
    assert [span.text for span in delivery.hedges] == ["I think"]
    assert (delivery.level_dbfs, delivery.level_spread_db, delivery.clipped_share) == (-25.0, 2.0, 0.001)


@pytest.mark.parametrize(("words", "speech"), [((), ()), ((), ((1.0, 3.0),)), (words_in(1.0, 3.0, 4), ())])
def test_what_cannot_be_told_is_not_told(
    words: tuple[Word, ...], speech: tuple[tuple[float, float], ...]
) -> None:
    delivery = deliver(transcript(words), sound(*speech), 90.0)
    assert delivery.first_word_s is None
    assert delivery.speech_rate_wpm is None
    assert delivery.articulation_rate_wpm is None
    assert delivery.fillers_per_minute is None
    assert (delivery.pauses, delivery.longest_pause, delivery.pause_share) == ((), None, 0.0)
    assert delivery.rate_over_time == ()
    assert delivery.length_s == 60.0


PHRASES = st.lists(
    st.tuples(st.integers(500, 20_000), st.integers(1, 40), st.integers(200, 5_000)), min_size=2, max_size=8
)


def spoken(phrases: list[tuple[int, int, int]]) -> Delivery:
    """Of (milliseconds of speech, words in them, milliseconds of silence after them)."""
    words: list[Word] = []
    speech, now_ms = [], 1_000
    for length_ms, count, silence_ms in phrases:
        start_s, end_s = now_ms / 1000, (now_ms + length_ms) / 1000
        words += words_in(start_s, end_s, count)
        speech.append((start_s, end_s))
        now_ms += length_ms + silence_ms
    return deliver(transcript(tuple(words)), sound(*speech, duration_s=now_ms / 1000), 90.0)


@given(PHRASES, st.integers(0, 6), st.integers(500, 5_000))
def test_more_silence_changes_pauses_and_no_articulation_rate(
    phrases: list[tuple[int, int, int]], place: int, more_ms: int
) -> None:
    place %= len(phrases) - 1
    length_ms, count, silence_ms = phrases[place]
    before = spoken(phrases)
    after = spoken([*phrases[:place], (length_ms, count, silence_ms + more_ms), *phrases[place + 1 :]])
    assert after.articulation_rate_wpm == pytest.approx(before.articulation_rate_wpm)
    assert after.word_count == before.word_count
    assert (after.speech_rate_wpm or 0) < (before.speech_rate_wpm or 0)
    was_counted = silence_ms >= 500
    assert len(after.pauses) == len(before.pauses) + (not was_counted)
    more_s = (more_ms if was_counted else more_ms + silence_ms) / 1000
    assert _total_s(after) == pytest.approx(_total_s(before) + more_s)


def _total_s(delivery: Delivery) -> float:
    return sum(pause.duration_s for pause in delivery.pauses)


@given(st.floats(-60.0, 0.0))
def test_loudness_changes_the_level_and_nothing_else(level_dbfs: float) -> None:
    words, heard = words_in(1.0, 9.0, 20), sound((1.0, 4.0), (5.0, 9.0))
    loud, other = (
        deliver(transcript(words), replace(heard, level_dbfs=level), 90.0) for level in (-20.0, level_dbfs)
    )
    assert replace(other, level_dbfs=-20.0) == loud
