"""How an answer was said, from its words and its sound."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.delivery import Delivery, deliver
from voice_interviewer.pauses import Pause, Span
from voice_interviewer.sound import Sound
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
    st.tuples(st.floats(0.5, 20.0), st.integers(1, 40), st.floats(0.2, 5.0)), min_size=2, max_size=8
)


def spoken(phrases: list[tuple[float, int, float]]) -> Delivery:
    """Of (seconds of speech, words in them, seconds of silence after them)."""
    words: list[Word] = []
    speech, now_s = [], 1.0
    for length_s, count, silence_s in phrases:
        words += words_in(now_s, now_s + length_s, count)
        speech.append((now_s, now_s + length_s))
        now_s += length_s + silence_s
    return deliver(transcript(tuple(words), now_s), sound(*speech, duration_s=now_s), 90.0)


@given(PHRASES, st.integers(0, 6), st.floats(0.5, 5.0))
def test_more_silence_changes_pauses_and_no_articulation_rate(
    phrases: list[tuple[float, int, float]], place: int, more_s: float
) -> None:
    place %= len(phrases) - 1
    before = spoken(phrases)
    length_s, count, silence_s = phrases[place]
    after = spoken([*phrases[:place], (length_s, count, silence_s + more_s), *phrases[place + 1 :]])
    assert after.articulation_rate_wpm == pytest.approx(before.articulation_rate_wpm)
    assert after.word_count == before.word_count
    assert after.speech_rate_wpm is not None
    assert before.speech_rate_wpm is not None
    assert after.speech_rate_wpm < before.speech_rate_wpm
    silences = [each.duration_s for each in after.pauses]
    assert sum(silences) >= sum(each.duration_s for each in before.pauses) + more_s - 1e-6
    assert (
        len(silences) - len(before.pauses) == (1 if silence_s < 0.5 - 1e-6 else 0) or silence_s < 0.5 + 1e-6
    )


@given(PHRASES, st.floats(-40.0, 0.0))
def test_loudness_changes_the_level_and_nothing_else(
    phrases: list[tuple[float, int, float]], level_dbfs: float
) -> None:
    length_s = sum(phrase[0] for phrase in phrases)
    words = words_in(1.0, 1.0 + length_s, 20)
    heard = sound((1.0, 1.0 + length_s))
    loud, quiet = (
        deliver(transcript(words), replace(heard, level_dbfs=level), 90.0) for level in (-20.0, level_dbfs)
    )
    assert replace(quiet, level_dbfs=-20.0) == loud
