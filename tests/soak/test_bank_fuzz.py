"""Whatever comes in, a bank or a told fault comes out: never a traceback, a hang or a partly written file."""

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_importing import INPUTS
from voice_interviewer.bank import load_bank, parse_bank, remarks
from voice_interviewer.bank.choose import Wish, choose_interview
from voice_interviewer.bank.files import save_new
from voice_interviewer.bank.importing import Imported, bank_toml, import_bank
from voice_interviewer.errors import BankError
from voice_interviewer.places import builtin_folder
from voice_interviewer.readable import markdown, visible

MOST_S = 2.0
"""What counts as a hang; a mutated page takes a thousandth of it."""

MOST_FOR_LONG_S = 10.0
"""The inputs made to be slow take under 1 s on two cores, and minutes if anything searches them twice."""

SEEDS_BY_ENDING = {
    ending: [path.read_bytes() for path in INPUTS if path.suffix == ending]
    for ending in (".txt", ".html", ".md", ".csv", ".tsv", ".json", ".jsonl")
}
BANKS = [
    bank_toml(bank.model_copy(update={"questions": (question,)})).encode()
    for bank in (load_bank(path) for path in sorted(builtin_folder("bank").glob("*.toml")))
    for question in bank.questions
]
BITS = [
    b'"', b'"""', b"'", b"\\", b"\n", b"\r", b"\t", b"\x00", b"\x1b[2J", b"[[", b"]]", b"[", b"]", b"=", b"#",
    b"<", b">", b"</", b"<!--", b"<![CDATA[", b"<script>", b"&#x110000;", b"&#0;", b"&amp", b"*", b"**",
    b"_", b"`", b"|", b"{", b"}",
    b"- ", b"1. ", b"?", b"Example: ", b"Q: ", b"Tip:", b"The interviewer wants to ", b"\xff", b"\xfe\xff",
    b"\xe2\x80\x9c",
    b"\xed\xa0\x80", b",", b";", b"sep=", b"1e999", b"0x", b"1979-05-27", b"nan", b"schema", b"id = ", b"true",
]  # fmt: skip


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A real file, or a piece of one, with a few cuts, repeats, foreign bytes and swaps."""
    start = chance.randrange(max(1, len(seed))) if chance.random() < 0.3 else 0
    content = bytearray(seed[start : start + 12_000])
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(4):
            case 0:
                content[at:at] = chance.choice(BITS) * chance.choice([1, 1, 1, 2, 50])
            case 1:
                del content[at : at + chance.randrange(40)]
            case 2:
                content[at:at] = content[at : at + chance.randrange(80)] * chance.randrange(4)
            case _:
                content[at:at] = chance.randbytes(chance.randrange(6))
    return bytes(content)


def parse(content: bytes) -> None:
    bank = parse_bank(content.decode("utf-8", errors="replace"), "fuzz.toml")
    remarks(bank)
    shown = "".join(visible(question.question) + markdown(question.question) for question in bank.questions)
    assert "\x1b" not in shown


def import_as(ending: str) -> Callable[[bytes], None]:
    def make(content: bytes) -> None:
        imported = import_bank(content, f"fuzz{ending}")
        assert parse_bank(imported.toml(), "fuzz") == imported.bank
        assert_nothing_is_lost(content, imported, ending)

    return make


LABELS = """answer answers example sample model response question questions strong intent purpose points follow
    interviewer looking they what this that want asks advice tips beispiel respuesta ejemplo consejo exemple
    conseil réponse アドバイス star"""


def assert_nothing_is_lost(content: bytes, imported: Imported, ending: str) -> None:
    """Every long word of a text file that could be read is in the bank or told, but for labels and category words.

    A page of HTML has words in its tags, and a table in columns that are told by name alone.
    """
    if ending not in {".txt", ".md"} or b"<" in content or b"&" in content or imported.notes:
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    if (
        "](" in text
        or "\\" in text
        or re.search(r"^#?\w[\w ]*:|^---|\t|^\[|[|;*_`~\x00-\x08\x0b-\x1f]", text, re.MULTILINE)
    ):
        return  # addresses, settings, tables, escapes: words that are no text
    bank = imported.bank
    kept = [bank.title, bank.role, *(left.text for left in imported.leftovers)]
    for question in bank.questions:
        kept += [question.question, question.intent, question.advice, question.example, question.category]
        kept += [each for point in question.points for each in (point.text, point.follow_up)]
    kept += [each for tip in bank.tips for each in (tip.title, tip.text)]
    known = set(re.findall(r"\w{4,}", " ".join(kept).casefold())) | set(LABELS.split())
    lost = set(re.findall(r"\w{4,}", text.casefold())) - known
    assert not lost, (lost, text)


def survives(job: Callable[[bytes], None], content: bytes, most_s: float = MOST_S) -> None:
    """The job ends well or with a told fault, in time."""
    start_s = time.process_time()
    told = "nothing"
    try:
        job(content)
    except BankError as error:
        told = str(error)
    assert told
    assert not set(told) & set("\x1b\x00\r\x9b")
    assert time.process_time() - start_s < most_s, content[:300]


def fuzz(job: Callable[[bytes], None], seeds: list[bytes], count: int) -> None:
    chance = random.Random(0)
    for _ in range(count):
        survives(job, mutated(chance.choice(seeds), chance))


@pytest.mark.parametrize("ending", SEEDS_BY_ENDING)
def test_mutated_pages_in_short(ending: str) -> None:
    fuzz(import_as(ending), SEEDS_BY_ENDING[ending], 100)


def test_mutated_banks_in_short() -> None:
    fuzz(parse, BANKS, 60)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("ending", SEEDS_BY_ENDING)
def test_ten_thousand_mutated_pages(ending: str) -> None:
    fuzz(import_as(ending), SEEDS_BY_ENDING[ending], 10_000)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_mutated_banks() -> None:
    fuzz(parse, BANKS, 10_000)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(), st.sampled_from(sorted(SEEDS_BY_ENDING)))
def test_any_text_as_a_page(text: str, ending: str) -> None:
    survives(import_as(ending), text.encode("utf-8", errors="replace"))


@settings(max_examples=100)
@given(st.binary())
def test_any_bytes_as_a_bank(content: bytes) -> None:
    survives(parse, content)


LONG = 200_000
SLOW = {
    "open brackets": b"<" * LONG,
    "open comments": b"<!--" * (LONG // 4),
    "open tags": b"<a " * (LONG // 3),
    "unclosed attribute": b'<a href="' * (LONG // 9),
    "entities": b"&a" * (LONG // 2),
    "nested": b"<div>" * (LONG // 5),
    "end tags": b"</" * (LONG // 2),
    "stars": b"*" * LONG,
    "stars and words": b"*a " * (LONG // 3),
    "bold": b"**a " * (LONG // 4),
    "links": b"[" * LONG,
    "link tails": b"[a](" * (LONG // 4),
    "images": b"![" * (LONG // 2),
    "bars": b"|" * LONG,
    "quote marks": b"> " * (LONG // 2),
    "quotes": b'"' * LONG,
    "spaces": b"a" + b" " * LONG + b"b",
    "blank lines": b"\n" * LONG,
    "one long word": b"a" * LONG,
    "sentences": b"A. " * (LONG // 3),
    "questions": b"Why?\n" * (LONG // 5),
    "different questions": b"".join(b"Why %d?\n" % number for number in range(LONG // 10)),
    "labels": b"Example: I.\n" * (LONG // 12),
    "inline labels": b"A. Example: " * (LONG // 12),
    "guidance": b"The interviewer wants to know X.\n" * (LONG // 33),
    "underlines": b"a\n===\n" * (LONG // 6),
    "cells": b"question" + b"," * LONG,
    "rows": b"question,x\n" + b"Why?,a\n" * (LONG // 7),
    "column names": b"question" + b",anwser" * (LONG // 7),
    "brackets": b"a = " + b"[" * LONG,
    "tables": b"[a]\n" * (LONG // 4),
    "keys": b"".join(b"k%d = 1\n" % number for number in range(LONG // 10)),
    "dotted keys": b"a." * (LONG // 2) + b"a = 1",
    "quoted dotted keys": b'"a" . ' * (LONG // 6) + b"a = 1",
    "dotted keys in a table": b"b = {a = 1, " + b"a." * (LONG // 2) + b"a = 1}",
    "dotted keys after a string": b'b = "x"\n["x".' + b"a." * (LONG // 2) + b"a]",
    "quotes with dots": b'"a.' * (LONG // 3),
    "triple quotes": b'"""a.' * (LONG // 5),
    "backslashes": b'a = "' + b"\\" * LONG,
    "questions with faults": b"[[questions]]\nid = 1\n" * (LONG // 21),
    "equal questions": b'schema=1\ntitle="a"\n' + b'[[questions]]\nid="a"\ncategory="a"\nquestion=""\n' * (LONG // 47),
}  # fmt: skip


@pytest.mark.parametrize("ending", [".toml", *SEEDS_BY_ENDING])
@pytest.mark.parametrize("name", SLOW)
def test_nothing_is_slow(name: str, ending: str) -> None:
    survives(parse if ending == ".toml" else import_as(ending), SLOW[name], MOST_FOR_LONG_S)


@pytest.mark.parametrize("at", range(0, 400, 40))
def test_a_write_that_fails_leaves_nothing(at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills up, or the program is stopped, at any moment."""
    import os

    assert at >= 0
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        save_new(tmp_path / "x.toml", "a" * at)
    assert list(tmp_path.iterdir()) == []


def test_a_mutated_bank_that_parses_gives_an_interview() -> None:
    chance = random.Random(1)
    for _ in range(50):
        content = mutated(BANKS[0], chance).decode("utf-8", errors="replace")
        try:
            bank = parse_bank(content, "fuzz.toml")
            assert choose_interview(bank, Wish(), {}, 150).questions
        except BankError:
            continue
