"""Which terms of the bank count as said."""

import pytest

from voice_interviewer.language.terms import confirm, doubtful, places
from voice_interviewer.transcript import Word

TERMS = ("EMIS", "EMIS Web", "SystmOne", "smartcard", "GP", "IT", "GDPR", "reminder", "Caldicott")
CERTAIN, UNSURE = 0.9, 0.2


def said(text: str, probability: float = UNSURE) -> tuple[Word, ...]:
    """One word a second."""
    return tuple(Word(word, i, i + 0.5, probability) for i, word in enumerate(text.split()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I used EMIS, and EMIS Web.", ["EMIS", "EMIS Web"]),
        ("my smart card and two smartcards", ["smartcard", "smartcard"]),
        ("The G.P. and both GPs said it. It works.", ["GP", "GP"]),
        ("the IT team", ["IT"]),
        ("a miss, a gap, smart cars, systems", []),
        ("", []),
    ],
)
def test_terms_are_found_however_they_are_written(text: str, found: list[str]) -> None:
    assert [term for term, _, _ in places(said(text), TERMS)] == found


def test_the_place_of_a_term_of_two_words() -> None:
    assert list(places(said("I use EMIS Web daily"), TERMS)) == [("EMIS Web", 2, 4)]


def test_a_term_that_the_sound_bears_out_needs_no_second_decode() -> None:
    assert not doubtful(said("I asked the GP", CERTAIN), TERMS)
    assert not doubtful(said("no terms at all"), TERMS)
    assert doubtful(said("I asked the GP"), TERMS)


@pytest.mark.parametrize(
    ("prompted", "unprompted"),
    [
        ("I know SystmOne well", "I know System 1 well"),
        ("I know SystmOne well", "I know system one well"),
        ("the smartcard works", "the smart card works"),
        ("the Caldicott rules", "the Caldecott rules"),
        ("I know GDPR", "I know GDPR."),
    ],
)
def test_a_decode_without_a_prompt_confirms_a_term(prompted: str, unprompted: str) -> None:
    words = confirm(said(prompted), said(unprompted), TERMS)
    assert not doubtful(words, TERMS)
    assert [word.confirmed for word in words].count(True) == 1


@pytest.mark.parametrize(
    ("prompted", "unprompted"),
    [
        ("the EMIS were loose", "the emus were loose"),
        ("my smartcard is red", "my smart car is red"),
        ("I know EMIS well", "I know the time is well"),
        ("I saw the GP of it", "I saw the jeep of it"),
        ("the GP came and he saw nothing of it", "nothing of it was seen then by the GP"),
    ],
)
def test_another_word_or_one_elsewhere_does_not(prompted: str, unprompted: str) -> None:
    words = confirm(said(prompted), said(unprompted), TERMS)
    assert doubtful(words, TERMS)
    assert not any(word.confirmed for word in words)
