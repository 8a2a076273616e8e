"""How a written text is read aloud by the natural voices: numbers, money, times, signs, words that nobody knows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.devices.natural.guessing import Guess, by_spelling, of_espeak
from voice_interviewer.devices.natural.phonemes import Lexicon, portions
from voice_interviewer.devices.natural.reading import PAUSES, UnreadableError, in_words, number, ordinal
from voice_interviewer.devices.recorded import FOLDER

KNOWN = set(json.loads((FOLDER / "phonemes.json").read_text(encoding="utf-8")))
"""The phonemes that the model knows."""
SMALL = Lexicon(
    {
        **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ˈA"),
        "help": "hˈɛlp",
        "desk": "dˈɛsk",
        "IT": {"DEFAULT": "ɪt", "NOUN": None},
        "it": "ɪt",
        "organize": "ˈɔːɡənIz",
        "cafe": "kˈafA",
    }
)
GUESSING = Lexicon(SMALL.entries, Guess(SMALL.known, lambda _: ""))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("£25,000", "twenty five thousand pounds"),
        ("£25k–30k", "twenty five to thirty thousand pounds"),
        ("£25,000–£30,000", "twenty five thousand to thirty thousand pounds"),
        ("£1.2m", "one point two million pounds"),
        ("£12.50, £0.50, £1", "twelve pounds fifty, fifty pence, one pound"),
        ("$3 and €1", "three dollars and one euro"),
        ("9–5", "nine to five"),
        ("9-5, Mon–Fri", "nine to five, Monday to Friday"),
        ("9am, 9:30 p.m., 17:00", "nine AM, nine thirty PM, seventeen hundred"),
        ("e.g. this, i.e. that, etc. And so on", "for example this, that is that, et cetera. And so on"),
        ("Dr. Smith vs. Mr Jones", "doctor Smith versus mister Jones"),
        (
            "1999, 2005, 2024, the 1990s",
            "nineteen ninety nine, two thousand and five, twenty twenty four, the nineteen nineties",
        ),
        ("1st, 12th, 20th, 21st", "first, twelfth, twentieth, twenty first"),
        ("1,234,567", "one million two hundred and thirty four thousand five hundred and sixty seven"),
        ("3.5% of 2½ hours", "three point five per cent of two and a half hours"),
        ("5kg, 10 km, 1 min, -5°C", "five kilograms, ten kilometres, one minute, minus five degrees Celsius"),
        ("2024-05-12", "the twelfth of May twenty twenty four"),
        ("07700 900123", "zero seven seven zero zero nine zero zero one two three"),
        ("24/7 and/or his/her", "twenty four seven and or his or her"),
        ("role(s) (if any) matter", "roles, if any, matter"),
        ("COVID-19, B2B, C++, C#", "COVID nineteen, B two B, C plus plus, C sharp"),
        ("Node.js or www.example.com", "Node dot js or www dot example dot com"),
        ("in the U.K. and the U.S. today", "in the UK and the US today"),
        ("Why? 😀👩‍⚕️", "Why?"),
        ("1️⃣ Why?", "one Why?"),
        ("WHY DO I WANT IT?", "why do I want it?"),
        ("Why IT?", "Why IT?"),
        ("What now?Next", "What now? Next"),
        ("Well - so", "Well—so"),
        ("MS Office", "MS Office"),
        ("• one\u00a0• two", "one, two"),
    ],
)
def test_what_is_written_is_read_as_people_read_it(written: str, read: str) -> None:
    assert in_words(written) == read


@pytest.mark.parametrize("text", ["", "   ", "🙂", "?!", "--", "Привет", "為什麼"])
def test_what_has_no_word_to_read_is_told(text: str) -> None:
    with pytest.raises(UnreadableError):
        in_words(text)


@given(st.text(max_size=200))
def test_any_text_is_read_in_letters_and_pauses_or_refused(text: str) -> None:
    try:
        read = in_words(text)
    except UnreadableError:
        return
    assert all(each.isalpha() or each in PAUSES or each in " '-" for each in read)
    said = GUESSING.phonemes(text)
    assert set(said) <= KNOWN


@given(st.integers(0, 10**9 - 1))
def test_every_number_has_its_own_words(value: int) -> None:
    said = number(value)
    assert said.replace(" ", "").isalpha()
    assert in_words(f"{value:,}") == said
    assert ordinal(value) != said
    assert number(value + 1) != said


@given(st.lists(st.sampled_from(["a" * 30, "b,", "c.", "d" * 900, "e?"]), min_size=1, max_size=200))
def test_a_long_text_is_said_in_parts_and_nothing_is_lost(words: list[str]) -> None:
    whole = " ".join(words)
    parts = portions(whole)
    assert all(0 < len(each) <= 400 for each in parts)
    assert "".join(parts).replace(" ", "") == whole.replace(" ", "")


def test_a_long_text_is_parted_at_sentences_first() -> None:
    sentence = "a, " * 60 + "b."
    assert portions(" ".join([sentence] * 4)) == (f"{sentence} {sentence}", f"{sentence} {sentence}")


def test_words_are_found_in_other_spellings_and_abbreviations_are_spelt_out() -> None:
    said = {
        word: SMALL.phonemes(word)
        for word in ("organise", "café", "HELP", "NHS", "CVs", "IT", "it", "IT help")
    }
    assert said["organise"] == "ˈɔːɡənIz"
    assert said["café"] == "kˈafA"
    assert said["HELP"] == "hˈɛlp"
    assert said["NHS"] == "ˌAˌAˈA"
    assert said["CVs"] == "ˌAˈAz"
    assert (said["IT"], said["it"], said["IT help"]) == ("ˌAˈA", "ɪt", "ˌAˈA hˈɛlp")


def test_an_unknown_word_is_refused_for_what_is_shipped_and_guessed_for_a_persons_own() -> None:
    with pytest.raises(KeyError):
        SMALL.phonemes("helpdesk")
    assert GUESSING.phonemes("helpdesk") == "hˈɛlpdˌɛsk"
    assert GUESSING.phonemes("shipping") == by_spelling("shipping") == "ʃˈɪpɪŋ"
    asked: list[str] = []
    by_espeak = Lexicon(SMALL.entries, Guess(SMALL.known, lambda word: asked.append(word) or "tʃˈeɪndʒ"))  # type: ignore[func-returns-value]
    assert by_espeak.phonemes("changy help") == "ʧˈAnʤ hˈɛlp"
    assert asked == ["changy"]


@pytest.mark.parametrize(("ipa", "ours"), [("ɡɹˈeət", "ɡɹˈɛːt"), ("ɹˌəʊbˈɒt", "ɹˌQbˈɒt"), ("(en)", "ɛn")])
def test_espeaks_phonemes_are_written_as_the_model_knows_them(ipa: str, ours: str) -> None:
    assert of_espeak(ipa) == ours
