"""From a job advert to an interview: what is read in each layout, what serves it, and that no line is lost."""

import json
import re
from pathlib import Path

import pytest

from voice_interviewer.bank import load_bank
from voice_interviewer.bank.importing import read_page
from voice_interviewer.bank.tailoring import Advert, read_adverts
from voice_interviewer.cli import run
from voice_interviewer.cli.console import out

ADVERTS = Path(__file__).parent / "adverts"
GOLDEN = sorted(path for path in ADVERTS.iterdir() if path.suffix != ".golden")
Printed = pytest.CaptureFixture[str]


def read(*paths: Path) -> Advert:
    return read_adverts([(path.name, read_page(path.read_bytes(), path.name)) for path in paths])


def as_text(advert: Advert) -> str:
    head = [f"title: {advert.title}", f"employer: {advert.employer}"]
    return (
        "\n".join([*head, *(f"{each.kind.value} {each.line}: {each.text}" for each in advert.wanted)]) + "\n"
    )


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_what_an_advert_asks_for_is_found_with_its_line(path: Path) -> None:
    assert as_text(read(path)) == path.with_suffix(".golden").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_every_word_of_an_advert_is_found_or_told_as_not_used(path: Path) -> None:
    advert = read(path)
    wanted, unused = [each.text for each in advert.wanted], [each.text for each in advert.unused]
    told = " ".join([advert.title, advert.employer, *wanted, *unused])
    text = re.sub(r"<title>.*?</title>|<[^>]*>", " ", path.read_text(encoding="utf-8"))
    words = set(re.findall(r"[a-z]{5,}", text.casefold()))
    framing = {"essential", "desirable", "values", "value"}
    assert words - set(re.findall(r"[a-z]{5,}", told.casefold())) <= framing


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(out, "width", 100)
    return tmp_path


def tailored(advert: Path, capsys: Printed) -> dict[str, object]:
    banks = ["--from", "patient-services-coordinator", "--from", "general"]
    assert run(["bank", "tailor", str(advert), *banks, "-o", "job", "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_an_advert_becomes_an_interview(here: Path, capsys: Printed) -> None:
    facts = tailored(ADVERTS / "ward-clerk.txt", capsys)
    assert (facts["title"], facts["employer"]) == ("Ward Clerk", "Millbrook Hospitals NHS Trust")
    rows = facts["requirements"]
    assert isinstance(rows, list)
    by_text = {row["text"]: row for row in rows}
    found = by_text["Understanding of patient confidentiality"]
    assert (found["question"], found["from"]) == ("confidentiality", "patient-services-coordinator")
    assert found["found_by"] == ["patient", "confidentiality"]
    assert found["line"] == 15
    assert by_text["Order stationery and supplies"]["question"] is None
    bank = load_bank(here / "bank" / "job.toml")
    assert bank.role == "Ward Clerk"
    assert {"EMIS", "SystmOne", "GCSE"} <= {term.term for term in bank.vocabulary}
    assert next(term.spoken for term in bank.vocabulary if term.term == "EMIS") == "Emmis"
    [first, *others] = bank.questions
    assert first.question == "Why would you like to work as a Ward Clerk with Millbrook Hospitals NHS Trust?"
    assert [point.text for point in first.points] == ["Kindness.", "Respect.", "Teamwork."]
    asked = {question.question: question for question in others}
    medical = asked["What is your understanding of medical terminology?"]
    assert [point.text for point in medical.points] == ["Knowledge of medical terminology."]
    assert "Tell me about a time when you had to prioritise your workload under pressure." in asked


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_each_requirement_has_a_question_that_has_it_as_a_point(
    path: Path, here: Path, capsys: Printed
) -> None:
    facts = tailored(path, capsys)
    questions = {question.id: question for question in load_bank(here / "bank" / "job.toml").questions}
    rows = facts["requirements"]
    assert isinstance(rows, list)
    for row in rows:
        assert row["kind"] == "duty" or row["question"] in questions
        if row["kind"] in ("essential", "desirable") and not row["from"]:
            points = [point.text.casefold() for point in questions[row["question"]].points]
            assert f"{row['text'].casefold()}." in points


def test_which_question_serves_what_is_said_in_the_terminal(here: Path, capsys: Printed) -> None:
    assert run(["bank", "tailor", str(ADVERTS / "bakery.md")]) == 0
    printed = capsys.readouterr().out
    assert "Job: Bakery Shop Assistant\nEmployer: Hartley's Bakers" in printed
    assert "A friendly manner with customers (line 11)" in printed
    assert "line 19: £12.10 an hour" in printed
    assert (here / "bank" / "bakery-shop-assistant.toml").exists()


def test_a_text_that_asks_for_nothing_is_refused(here: Path, capsys: Printed) -> None:
    (here / "poem.txt").write_text("The sea was calm.\nA gull sat on the wall.\n", encoding="utf-8")
    assert run(["bank", "tailor", "poem.txt"]) == 1
    assert "no requirements or duties" in " ".join(capsys.readouterr().err.split())
    assert not (here / "bank").exists()


def test_a_word_document_with_a_table_is_read_as_any_other(here: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading("Person Specification: Porter", 1)
    rows = [
        ("", "Essential", "Desirable"),
        ("Skills", "Ability to lift safely", "Knowledge of infection control"),
    ]
    table = document.add_table(rows=0, cols=3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(here / "porter.docx"))
    advert = read(here / "porter.docx")
    assert advert.title == "Porter"
    assert [(each.kind.value, each.text) for each in advert.wanted] == [
        ("essential", "Ability to lift safely"),
        ("desirable", "Knowledge of infection control"),
    ]


def test_an_advert_and_a_specification_are_read_as_one(here: Path) -> None:
    both = read(ADVERTS / "driver.txt", ADVERTS / "bakery.md")
    assert both.title == "Delivery Driver"
    assert {each.source for each in both.wanted} == {"driver.txt", "bakery.md"}
