"""Word documents and PDFs become the bank that their text says, in time; so do long pages and tables."""

import io
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from voice_interviewer.bank.importing import import_bank
from voice_interviewer.errors import BankError


def word(write: Callable[[Any], object]) -> bytes:
    from docx import Document

    document = Document()
    write(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF as simple as they come: a font of every reader, a line of text each."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    numbers = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 50 800 Td {shown} ET".encode("latin-1")
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        numbers.append(len(parts) + 1)
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(parts)
        )
    kids = " ".join(f"{number} 0 R" for number in numbers)
    parts[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(numbers)} >>".encode()
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(parts) + 1, len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return content + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start)


def write_guide(document: Any) -> None:
    document.add_heading("Interview questions for a verger", 0)
    document.add_heading("Motivation", 1)
    document.add_heading("1.1 Why this church?", 2)
    document.add_paragraph("The panel wants to know whether you have been inside.")
    answer = document.add_paragraph()
    answer.add_run("Example answer: ").bold = True
    answer.add_run("I came for the organ and I stayed for the people.")
    document.add_heading("Key points", 3)
    document.add_paragraph("I have been to a service.", style="List Bullet")
    document.add_paragraph("I name one person.", style="List Bullet")
    table = document.add_table(rows=3, cols=3)
    rows = [
        ("Question", "Sample answer", "Mark"),
        ("Who rings the bells?", "I do, on weekdays.", "3"),
        ("What do you lock last?", "The vestry.", "4"),
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.sections[0].footer.paragraphs[0].text = "Parish office, 2026"


def test_a_question_in_bold_and_its_paragraph_are_two_things() -> None:
    def write(document: Any) -> None:
        for asked, told in (
            ("Why us?", "Say what you like."),
            ("Why now", "? Name the day."),
            ("Keep calm.", "Or try."),
        ):
            paragraph = document.add_paragraph()
            paragraph.add_run(asked).bold = True
            paragraph.add_run(f" {told}" if told[0] != "?" else told)

    first, second = import_bank(word(write), "guide.docx").bank.questions
    assert (first.question, first.advice) == ("Why us?", "Say what you like.")
    assert (second.question, second.advice) == ("Why now?", "Name the day.\nKeep calm. Or try.")


def test_a_word_document_is_read_with_its_headings_lists_and_tables() -> None:
    made = import_bank(word(write_guide), "guide.docx")
    assert (made.bank.title, made.bank.role) == ("Interview questions for a verger", "verger")
    first, second, third = made.bank.questions
    assert (first.question, first.category) == ("Why this church?", "motivation")
    assert first.intent == "The panel wants to know whether you have been inside."
    assert first.example == "I came for the organ and I stayed for the people."
    assert [point.text for point in first.points] == ["I have been to a service.", "I name one person."]
    assert (second.question, second.example) == ("Who rings the bells?", "I do, on weekdays.")
    assert third.question == "What do you lock last?"
    assert made.counted == "paragraph"
    assert [left.text for left in made.leftovers] == ["Mark", "Parish office, 2026"]


def test_a_pdf_is_read_with_its_broken_lines() -> None:
    pages = [
        [
            "Signal box interview",
            "",
            "1. What do you do when two trains are expected at the same time and",
            "only one of them can be let in?",
            "Sample answer: I ask which one has people waiting on the platform, and",
            "I write down what I did.",
            "1",
        ],
        ["2. Why nights?", "Because I read well at night.", "2"],
    ]
    made = import_bank(pdf(pages), "guide.pdf")
    first, second = made.bank.questions
    assert first.question.startswith(
        "What do you do when two trains are expected at the same time and only one"
    )
    assert first.example == (
        "I ask which one has people waiting on the platform, and I write down what I did."
    )
    assert (second.question, second.example) == ("Why nights?", "Because I read well at night.")
    assert made.leftovers == ()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (pdf([[]]), "scan.pdf", "has no text in it, only pictures"),
        (pdf([["Why?"]])[:200], "cut.pdf", "could not be read, though it is a PDF"),
        (word(write_guide)[:3_000], "cut.docx", "packed document"),
        (word(lambda document: document.add_paragraph("Nothing.")), "empty.docx", "has no questions"),
    ],
)
def test_a_document_that_gives_nothing_is_told(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(BankError) as caught:
        import_bank(content, name)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_broken_document_ends_in_a_traceback() -> None:
    for whole, name in ((pdf([["Why?", "I do."]]), "page.pdf"), (word(write_guide), "page.docx")):
        for at in range(4, len(whole), len(whole) // 60):
            with suppress(BankError):
                import_bank(whole[:at] + b"\x00\xff" + whole[at + 2 :], name)


def test_control_characters_in_a_table_of_a_page_do_no_harm() -> None:
    rows = "<tr><td>Why?</td>\x0b&#1;<td>I do.</td>&#2;</tr>" * 2
    made = import_bank(
        f"<table><tr><th>Question</th><th>Answer</th></tr>{rows}</table>".encode(), "page.html"
    )
    assert made.bank.questions[0].example == "I do."


def lost_page(count: int) -> str:
    """A page of entries that has lost its headings, with four tips below."""
    whom = [
        "The interviewer wants to know",
        "Employers ask this to see",
        "This question shows",
        "Hiring managers check",
    ]
    how = ["You should explain", "In your answer, describe", "You need to mention", "Talk about"]
    lines = ["Your guide to the Bus Driver interview: questions, answers and tips", "Browse all guides"]
    for number in range(count):
        lines += [
            f"{whom[number % 4]} how you deal with stop {number}. {how[number % 4]} how you reach stop {number}.",
            f"Example: I reach stop {number} on time. Last week I waited there for a man with a crate of hens.",
        ]
        if number == 9:
            lines.append("Keep practising with more questions")
    for number in range(4):
        lines += [
            f"Depot {number} has a board with its news. Read what it says.",
            f"Tip: Note the date of board {number}.",
        ]
    return "\n".join(lines)


def test_a_long_page_without_headings_has_every_entry_in_under_a_second() -> None:
    import_bank(b"Why us?\nYou should say why you came here and not to the others.\n", "warm.txt")
    start_s = time.perf_counter()
    made = import_bank(lost_page(30).encode(), "guide.txt")
    assert time.perf_counter() - start_s < 1.0
    assert (len(made.bank.questions), len(made.bank.tips), made.bank.role) == (30, 4, "Bus Driver")
    for number, (question, proposal) in enumerate(zip(made.bank.questions, made.proposals, strict=True)):
        assert question.question == ""
        assert question.intent.endswith(f"how you deal with stop {number}.")
        assert question.advice.endswith(f"how you reach stop {number}.")
        assert question.example.startswith(f"I reach stop {number} on time. Last week")
        assert proposal == f"Tell me how you deal with stop {number}."
    assert [tip.text for tip in made.bank.tips] == [
        f"Depot {number} has a board with its news. Read what it says.\nNote the date of board {number}."
        for number in range(4)
    ]
    assert [left.text for left in made.leftovers] == [
        "Browse all guides",
        "Keep practising with more questions",
    ]


def test_a_table_of_1500_rows_takes_under_three_seconds() -> None:
    rows = [f"What do you do on day {number}?,I **do** it &amp; rest.,day" for number in range(1_500)]
    start_s = time.perf_counter()
    made = import_bank("\n".join(["question,answer,category", *rows]).encode(), "days.csv")
    assert time.perf_counter() - start_s < 3.0
    assert len(made.bank.questions) == 1_500
    assert made.bank.questions[7].example == "I do it & rest."


GERMAN = "<h2>Warum möchten Sie bei uns arbeiten?</h2><p>Beispiel: Ich habe lange am Empfang gearbeitet.</p>"
ICELANDIC = (
    "<h2>Hvers vegna viltu vinna hjá okkur í þessari fallegu bókabúð en ekki annars staðar við höfnina?</h2>"
)


@pytest.mark.parametrize(
    ("text", "name", "locale", "source"),
    [
        ("Pourquoi voulez-vous travailler dans notre librairie ?\n", "a.txt", "fr-FR", "recognised"),
        ('<html lang="pt-BR"><h1>Why?</h1></html>', "a.html", "pt-BR", "as the file says"),
        ('<html lang="en"><h1>Why?</h1></html>', "a.html", "en-GB", "as the file says"),
        ("Waarom wilt u bij ons in de winkel werken?\n", "a.txt", "nl-NL", "recognised"),
        ('<html><body lang="de-AT"><h1>Why?</h1></body></html>', "a.html", "de-AT", "as the file says"),
        ('<meta property="og:locale" content="nl_NL"><h1>Why?</h1>', "a.html", "nl-NL", "as the file says"),
        ('<html lang="und"><h1>Waarom wilt u bij ons werken?</h1></html>', "a.html", "nl-NL", "recognised"),
        (f'<html lang="en-US">{GERMAN}</html>', "a.html", "de-DE", "recognised"),
        (f'<html lang="de-CH">{GERMAN}</html>', "a.html", "de-CH", "as the file says"),
        (f'<html lang="is">{ICELANDIC}</html>', "a.html", "is", "as the file says"),
        (
            "Mengapa Anda ingin bekerja dengan kami?\n\nContoh: Saya bekerja empat tahun di hotel.\n",
            "a.txt",
            "id-ID",
            "recognised",
        ),
        ("Warum?\n\nWer sind Sie?\n", "a.txt", "de-DE", "recognised"),
        ("Who is José Muñoz?\n\nWhat is Zürich?\n", "a.txt", "en-GB", "taken as"),
        ("Why?\n", "a.txt", "en-GB", "taken as"),
        ("为什么你想在这里工作？\n", "a.txt", "zh-CN", "recognised"),
    ],
)
def test_the_language_becomes_the_locale(text: str, name: str, locale: str, source: str) -> None:
    made = import_bank(text.encode(), name)
    assert (made.bank.locale, made.language.source) == (locale, source)
