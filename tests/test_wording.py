"""That words are the same word however they are spelt, said or heard."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.coverage.wording import NOT, NUMBER, content_stem, stem, tokens


def stems(text: str) -> list[str]:
    return [token.stem for token in tokens(text.split())]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organise", "organized"),
        ("colour", "color"),
        ("told", "tell"),
        ("rang", "ringing"),
        ("centre", "center"),
        ("interruptions", "interrupting"),
        ("apologised", "apologizing"),
        ("practising", "practice"),
    ],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_threads_do_not_mix_up_each_others_words() -> None:
    """An answer is compared for its follow-up while the same one is being saved, with its comparison."""
    words = [
        f"{start}{end}"
        for start in ("apologi", "organi", "listen", "consider", "notic")
        for end in ("sing", "ed", "ation")
    ]
    fresh = stem.__wrapped__  # without the cache, which would hide it
    alone = [fresh(word) for word in words]
    switched_s = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as executor:
            together = list(executor.map(lambda _: [fresh(word) for word in words], range(100)))
    finally:
        sys.setswitchinterval(switched_s)
    assert all(found == alone for found in together)


@pytest.mark.parametrize(
    "text", ["£25,000", "25,000", "25k", "twenty-five thousand", "Twenty five thousand."]
)
def test_a_number_has_one_value_however_it_is_said(text: str) -> None:
    (token,) = tokens(text.split())
    assert (token.stem, token.value) == (NUMBER, "25000")


def test_numbers_in_words_keep_to_their_sentence() -> None:
    said = "I had twelve. Two left, nine nine nine rang a hundred times"
    assert [token.value for token in tokens(said.split()) if token.value] == ["12", "2", "999", "100"]


def test_every_negation_is_one_word() -> None:
    assert stems("I don't") == ["i", "do", NOT]
    assert stems("I would never") == stems("I would not")
    assert stems("nobody asked") == [NOT, "ask"]


def test_contractions_are_the_words_they_say() -> None:
    assert stems("what's wrong") == stems("what is wrong")
    assert stems("I'd asked") == stems("I would asked")
    assert stems("the patient’s letter") == stems("the patient letter")


def test_fillers_and_repeats_are_left_out_and_places_kept() -> None:
    found = tokens(["So,", "um,", "I", "I", "rang", "the", "the", "nurse"])
    assert [token.stem for token in found] == ["so", "i", "ring", "the", "nurs"]
    assert [token.first_word for token in found] == [0, 2, 4, 5, 7]


def test_a_repeat_over_a_full_stop_is_none() -> None:
    assert stems("I rang. I rang again") == ["i", "ring", "i", "ring", "again"]


@pytest.mark.parametrize("text", ["ring IT", "ring I T"])
def test_the_department_is_not_the_pronoun(text: str) -> None:
    assert stems(text) != stems("ring it")
    assert stems(text) == stems("ring IT")


def test_spelt_letters_are_one_abbreviation() -> None:
    assert stems("the g d p r") == stems("the gdpr")


def test_hyphens_part_words() -> None:
    assert stems("follow-up") == stems("follow up")


def test_only_words_that_say_something_are_content() -> None:
    assert [content_stem(word) for word in ("the", "um", "never", "Patients,", "it's", "42")] == [
        *("", "", "", "patient", "", "")
    ]


@given(st.lists(st.text(max_size=12), max_size=30))
def test_tokens_point_at_the_words_they_came_from(words: list[str]) -> None:
    found = tokens(words)
    assert all(0 <= token.first_word <= token.last_word < len(words) for token in found)
    assert all(one.first_word <= other.first_word for one, other in pairwise(found))


@given(st.text(alphabet=st.characters(categories=["Ll"]), min_size=1, max_size=12))
def test_every_word_has_a_stem(word: str) -> None:
    assert stem(word).strip()
