"""A person's words take the times of those that Whisper heard."""

from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.review.correcting import corrected
from voice_interviewer.transcript import Transcript, Word


def heard(text: str) -> Transcript:
    """One word a second, half a second long, from 1 s on."""
    words = tuple(Word(word, i + 1.0, i + 1.5, 0.3) for i, word in enumerate(text.split()))
    return Transcript(words, duration_s=len(words) + 2.0, model="tiny.en", language="en")


def times(transcript: Transcript) -> list[tuple[str, float, float]]:
    return [(word.text, word.start_s, word.end_s) for word in transcript.words]


def test_words_that_were_left_keep_their_times() -> None:
    assert times(corrected(heard("I used emus daily."), "I used EMIS, daily")) == [
        ("I", 1.0, 1.5),
        ("used", 2.0, 2.5),
        ("EMIS,", 3.0, 3.5),
        ("daily", 4.0, 4.5),
    ]


def test_words_in_place_of_others_share_their_time() -> None:
    correction = corrected(heard("we met Miss One there"), "we met SystmOne there")
    assert times(correction)[2] == ("SystmOne", 3.0, 4.5)
    correction = corrected(heard("the clinicalstairs are"), "the clinic upstairs are")
    assert times(correction)[1:3] == [("clinic", 2.0, 2.214), ("upstairs", 2.214, 2.5)]


def test_words_put_in_between_have_the_time_between() -> None:
    correction = corrected(heard("I say so"), "I, um, say so too")
    assert times(correction)[1] == ("um,", 1.5, 2.0)
    assert times(correction)[-1] == ("too", 3.5, 5.0)


def test_every_word_of_a_correction_is_certain() -> None:
    correction = corrected(heard("I used emus"), "I used EMIS")
    assert all(word.is_certain and word.probability == 1.0 and not word.prompted for word in correction.words)
    assert (correction.model, correction.duration_s) == ("tiny.en", 5.0)


def test_an_answer_that_was_not_heard_at_all_can_be_written() -> None:
    assert corrected(heard(""), "So I did").text == "So I did"


TEXTS = st.lists(st.sampled_from(["I", "um,", "keep", "records.", "on", "the", "system"]), max_size=20).map(
    " ".join
)


@given(TEXTS, TEXTS)
def test_times_never_run_backwards_and_stay_within_the_recording(before: str, after: str) -> None:
    original = heard(before)
    correction = corrected(original, after)
    assert correction.text == after
    starts = [word.start_s for word in correction.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start_s <= word.end_s <= original.duration_s for word in correction.words)
