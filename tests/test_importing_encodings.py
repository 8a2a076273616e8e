"""Text of Windows without Unicode: the same bytes are other letters in Prague than in Paris, and the words tell."""

import csv
import io
from pathlib import Path

import pytest

from tests.encoded_texts import CENTRAL, FURTHER, WESTERN
from voice_interviewer.bank import load_bank
from voice_interviewer.bank.importing import bank_toml, import_bank
from voice_interviewer.bank.importing.decode import decode

TEXTS = [
    pytest.param(text, encoding, id=f"{language} {number}")
    for encoding, languages in (("cp1250", CENTRAL), ("cp1252", WESTERN))
    for language, texts in languages.items()
    for number, text in enumerate(texts, 1)
]
SHORT = [pytest.param(text, encoding, id=text) for encoding, texts in FURTHER.items() for text in texts]
LANGUAGES = [
    pytest.param(texts, encoding, id=f"{language} {encoding}")
    for encoding, languages in (("cp1250", CENTRAL), ("iso8859_2", CENTRAL), ("cp1252", WESTERN))
    for language, texts in languages.items()
]


@pytest.mark.parametrize(("text", "encoding"), TEXTS + SHORT)
def test_two_sentences_are_read_in_the_letters_of_their_language(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "page.txt", "") == (text, 0)


@pytest.mark.parametrize(("text", "encoding"), TEXTS)
def test_a_page_without_its_encoding_is_read_by_its_words_and_not_by_its_tags(
    text: str, encoding: str
) -> None:
    page = f'<html><body><div class="content main-article wrapper"><p class="lead">{text}</p></div></body></html>'
    assert text in decode(page.encode(encoding), "page.html", "")[0]


@pytest.mark.parametrize(("texts", "encoding"), LANGUAGES)
def test_a_guide_is_imported_in_the_letters_of_its_language(texts: tuple[str, ...], encoding: str) -> None:
    table = io.StringIO()
    asked = [text for text in texts if "?" in text[:-1]]
    rows = [(text[: text.index("?") + 1], text[text.index("?") + 1 :].strip()) for text in asked]
    csv.writer(table).writerows([("question", "advice"), *rows])
    made = import_bank(table.getvalue().encode(encoding), "guide.csv").bank
    assert [(each.question, each.advice) for each in made.questions] == [
        (" ".join(question.split()), advice) for question, advice in rows
    ]


@pytest.mark.parametrize(("texts", "encoding"), LANGUAGES)
def test_a_bank_of_its_own_is_read_so_too(texts: tuple[str, ...], encoding: str, tmp_path: Path) -> None:
    bank = import_bank("\n\n".join(f"## {text}" for text in texts[:3]).encode(), "guide.md").bank
    path = tmp_path / "own.toml"
    path.write_bytes(bank_toml(bank).encode(encoding))
    assert load_bank(path) == bank


def test_a_page_is_read_as_utf_8_whatever_it_declares_although_a_byte_of_it_is_not() -> None:
    page = '<html><meta charset="iso-8859-1"><h2>What’s a “good” day?</h2><p>Example: I’m calm – always.</p></html>'
    (question,) = import_bank(page.encode() + b"\x96", "page.html").bank.questions
    assert (question.question, question.example) == ("What’s a “good” day?", "I’m calm – always.")
