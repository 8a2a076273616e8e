"""Fillers, repeats, restarts and hedges: what is one, and what only looks like one."""

import pytest

from voice_interviewer.delivery.pauses import Span
from voice_interviewer.delivery.slips import hedges, placed, repeats, restarts
from voice_interviewer.language.fillers import WordSpan, fillers, spoken_words
from voice_interviewer.transcript import Word


def heard(text: str) -> tuple[Word, ...]:
    """One word every half second, each 0.4 s long."""
    return tuple(Word(word, number / 2, number / 2 + 0.4, 0.9) for number, word in enumerate(text.split()))


def texts(spans: tuple[WordSpan, ...]) -> list[str]:
    return [span.text for span in spans]


def test_fillers_are_told_with_their_time() -> None:
    found = fillers(heard("Um, I uh... waited. Hmm, er yes"))
    assert texts(found) == ["Um,", "uh...", "Hmm,", "er"]
    assert found[1] == WordSpan("uh...", 1.0, 1.4)


@pytest.mark.parametrize(
    "text", ["uh-huh", "mum", "her", "hum", "ham", "like", "a", "oh", "I", "err-", "M", "—"]
)
def test_other_words_are_no_fillers(text: str) -> None:
    assert fillers(heard(text.replace("err-", "erred"))) == ()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I, I said", ["I, I"]),
        ("I um I said", ["I I"]),
        ("I- I said", ["I- I"]),
        ("the the the patient", ["the the the"]),
        ("Then, then we", ["Then, then"]),
        ("with a, with a fixed time", ["with a, with a"]),
        ("It was, it was a good day", ["It was, it was"]),
        ("so I went to, um, I went to the desk", ["I went to, I went to"]),
        ("I... I said", ["I... I"]),
        ("that, that was late", ["that, that"]),
        ("I, I did the, the rota", ["I, I", "the, the"]),
    ],
)
def test_repeats(said: str, found: list[str]) -> None:
    assert texts(repeats(heard(said))) == found


@pytest.mark.parametrize(
    "said",
    [
        "I said that that was fine",
        "they had had enough",
        "a very, very busy day",
        "I did it. It worked",
        "Did I call? I did. I did",
        "my number is two two four",
        "on and on and on and on",
        "step by step by step",
        "what I do, I do with care",
        "when I can, I can help",
        "I log in in the morning",
        "I worked. I listened. I asked.",
        "— — and",
    ],
)
def test_good_english_is_no_repeat(said: str) -> None:
    assert repeats(heard(said)) == ()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("we went, we were going home", ["we went, we"]),
        ("I was, I took the call", ["I was, I"]),
        ("I was um I took the call", ["I was I"]),
        ("in the, in my last job", ["in the, in"]),
        ("I ask, I asked her", ["I ask, I"]),
        ("I would have to, I called", []),
        ("made an appoint- a booking", ["appoint- a"]),
        ("and I'm, and then I left", ["and I'm, and"]),
    ],
)
def test_restarts(said: str, found: list[str]) -> None:
    assert texts(restarts(heard(said))) == found


@pytest.mark.parametrize(
    "said",
    [
        "I listened, I asked, I wrote it down",
        "I stayed calm, I stayed polite",
        "in the morning, in the evening",
        "as busy as I was, I listened",
        "part- and full-time staff",
        "I called them. I was late",
        "I was. I am",
        "I, I was late",
        "I- I was late",
        "the nurse, the doctor and the manager",
    ],
)
def test_good_style_is_no_restart(said: str) -> None:
    assert restarts(heard(said)) == ()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I think it went well, I guess.", ["I think", "I guess."]),
        ("it was sort of, um, busy", ["sort of,"]),
        ("I was kind um of late", ["kind of"]),
        ("Maybe we should probably ask", ["Maybe", "probably"]),
        ("a diary or something.", ["or something."]),
        ("a diary or something like that", ["or something"]),
    ],
)
def test_hedges(said: str, found: list[str]) -> None:
    assert texts(hedges(heard(said))) == found


@pytest.mark.parametrize(
    "said",
    [
        "that kind of patient",
        "what sort of call it is",
        "I think about the patient first",
        "when I think it is urgent",
        "if the phone rings or something goes wrong",
        "how I think",
    ],
)
def test_the_same_words_can_mean_what_they_say(said: str) -> None:
    assert hedges(heard(said)) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *[("um,", 0), ("—", 0), ("follow-up", 1), ("I'd", 1), ("GP's", 1), ("25", 1), ("1st", 1), ("30s", 1)],
        *[
            ("100", 2),
            ("150", 4),
            ("2019", 2),
            ("£300.", 3),
            ("50%", 2),
            ("9:30", 2),
            ("2,000", 2),
            ("8am", 2),
        ],
        *[("07700", 5), ("0", 1)],
    ],
)
def test_words_are_counted_as_they_are_spoken(text: str, count: int) -> None:
    assert spoken_words(Word(text, 0, 1, 1)) == count


SPEECH = (Span(1.0, 3.0), Span(4.0, 4.4), Span(6.0, 9.0))


def word(text: str, start_s: float, end_s: float) -> Word:
    return Word(text, start_s, end_s, 0.9)


def test_a_filler_between_two_pauses_is_found_where_it_sounds() -> None:
    words = (word("late.", 2.6, 4.1), word("Um,", 5.4, 6.0), word("then", 4.9, 6.4))
    before, um, after = placed(words, SPEECH)
    assert (um.start_s, um.end_s) == (4.0, 4.4)
    assert (before, after) == (words[0], words[2])


def test_a_filler_before_the_first_word_and_one_after_the_last() -> None:
    speech = (Span(0.5, 0.9), Span(2.0, 4.0), Span(5.0, 5.3))
    words = (word("Um,", 0.0, 1.9), word("yes", 2.0, 2.3), word("sure.", 3.5, 4.2), word("uh", 4.2, 4.2))
    found = placed(words, speech)
    assert [(each.start_s, each.end_s) for each in (found[0], found[-1])] == [(0.5, 0.9), (5.0, 5.3)]


def test_two_fillers_take_two_places_and_a_click_is_none() -> None:
    speech = (Span(0.0, 1.0), Span(2.0, 2.4), Span(3.0, 3.13), Span(4.0, 4.5), Span(6.0, 8.0))
    words = (word("late.", 0.5, 1.0), word("Um,", 5.0, 5.2), word("uh,", 5.2, 5.2), word("so", 6.0, 6.2))
    assert [each.start_s for each in placed(words, speech)[1:3]] == [2.0, 4.0]


def test_a_filler_without_a_pause_around_it_stays_and_can_be_heard() -> None:
    words = (word("I", 6.2, 6.4), word("um", 7.0, 7.0), word("went", 7.2, 7.5))
    assert placed(words, SPEECH)[1] == word("um", 6.6, 7.0)


def test_speech_that_was_not_understood_is_no_filler() -> None:
    speech = (Span(0.0, 1.0), Span(2.0, 5.0), Span(6.0, 7.0))
    words = (word("yes.", 0.5, 1.0), word("Um,", 5.5, 5.9), word("so", 6.0, 6.2))
    assert placed(words, speech)[1].start_s == 5.5


@pytest.mark.parametrize(
    ("text", "count"), [("9" * 5_000, 0), ("no " * 20_000, 0), ("1 " * 20_000, 0), ("the " * 20_000, 1)]
)
def test_no_answer_however_odd_is_too_much(text: str, count: int) -> None:
    """A key that stuck, in a correction."""
    words = heard(text)
    assert len(repeats(words)) == count
    assert sum(map(spoken_words, words)) > 0
