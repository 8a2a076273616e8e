"""A bank is read whole, or every one of its faults is told with place and remedy."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from voice_interviewer.bank import (
    MOST_BYTES,
    Bank,
    BankFaults,
    QuestionId,
    Term,
    load_bank,
    parse_bank,
    remarks,
    spoken,
)
from voice_interviewer.errors import BankError, NotFound

ROOT = Path(__file__).parent.parent
SMALL = """
schema = 1
title = "Barista"
vocabulary = ["crema", { term = "V60", spoken = "vee sixty" }]

[[tips]]
title = "The café"
text = "Go and drink a coffee there."

[[questions]]
id = "busy-morning"
category = "pressure"
question = "How do you keep calm on a busy morning?"
suggested_s = 60

[[questions.points]]
text = "I take one order at a time."
follow_up = "Where do you begin?"

[[questions]]
id = "latte-art"
category = "craft"
question = ""
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(BankFaults) as caught:
        parse_bank(text, "own.toml")
    assert str(caught.value) == "\n".join(str(fault) for fault in caught.value.faults)
    return [str(fault) for fault in caught.value.faults]


def test_a_bank_is_read_whole() -> None:
    bank = parse_bank(SMALL, "own.toml")
    assert (bank.title, bank.locale, bank.role) == ("Barista", "en-GB", "")
    assert bank.vocabulary == (Term(term="crema"), Term(term="V60", spoken="vee sixty"))
    assert bank.tips[0].text == "Go and drink a coffee there."
    first, second = bank.questions
    assert (first.id, first.suggested_s, first.points[0].follow_up) == (
        "busy-morning",
        60,
        "Where do you begin?",
    )
    assert (second.question, second.suggested_s, second.points) == ("", 90, ())


def test_the_example_in_the_format_description_is_a_bank_without_remarks() -> None:
    readme = (ROOT / "bank" / "README.md").read_text(encoding="utf-8")
    example = readme.split("```toml\n")[1].split("```")[0]
    assert remarks(parse_bank(example, "README")) == ()


def test_all_faults_are_told_at_once_each_with_place_and_remedy() -> None:
    text = """
schema = 2
titel = "Barista"
vocabulary = ["crema", 3, { term = "" }]
[[questions]]
id = "Busy Morning"
category = "pressure"
question = 5
suggested_s = "60"
[[questions]]
id = "con"
category = " "
stage = "middle"
question = "Why?"
points = "none"
[[questions]]
id = "calm"
category = "pressure"
question = "How?"
suggested_s = 4
[[questions.points]]
text = ""
folow_up = "?"
[[questions]]
id = "calm"
category = "pressure"
question = "Where?"
"""
    assert faults_of(text) == [
        "own.toml, schema: is not a version that this program reads; write schema = 1, or install a newer version.",
        "own.toml, title: is missing; add a line title = ….",
        "own.toml, term 2: is not a table; see the example in bank/README.md.",
        "own.toml, term 3, term: is empty; write something, or take the whole entry out.",
        (
            "own.toml, question 1 (Busy Morning), id: has more than a to z, 0 to 9 and single hyphens; "
            "write it like unhappy-patient."
        ),
        'own.toml, question 1 (Busy Morning), question: is not text; put it between quotes, as in "like this".',
        "own.toml, question 1 (Busy Morning), suggested_s: is not a number; write digits only, without quotes.",
        "own.toml, question 2 (con), id: is a name that Windows keeps for itself; give it another.",
        "own.toml, question 2 (con), category: is empty; write something, or take the whole entry out.",
        (
            "own.toml, question 2 (con), stage: is none of an interview's stages; "
            'write "opening", "knowledge", "experience", "hard-cases" or "closing".'
        ),
        "own.toml, question 2 (con), points: is not a list; begin each entry with [[questions.points]].",
        "own.toml, question 3 (calm), suggested_s: is out of range; give seconds from 5 to 3600.",
        "own.toml, question 3 (calm), point 1, text: is empty; write something, or take the whole entry out.",
        (
            "own.toml, question 3 (calm), point 1, folow_up: is not a key that a bank has here; "
            'did you mean "follow_up".'
        ),
        'own.toml, titel: is not a key that a bank has here; did you mean "title".',
        "own.toml, question 4 (calm), id: is that of question 3 too; give it another.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'schema = 1\ntitle = "A\n',
            "own.toml, line 2, column 11: a closing quote is missing at the end of the line",
        ),
        ('title = "A"\ntitle = "B"\n', "own.toml, line 2, column 12: the same key stands twice in one table"),
        (
            'title = "He said "no" to me"\n',
            "own.toml, line 1, column 19: something follows after the closing quote",
        ),
        ("title = “A”\n", 'write straight quotes (") around the text'),
        ("just some words", "line 1, column 6: this line is not of the form key = value “just some words”"),
        ("a = " + "[" * 50_000, "own.toml: is nested too deeply to be a bank"),
        ("a = " + "1" * 5_000, "own.toml: a number is absurdly long"),
        ("a." * 30 + "a = 1", "own.toml: has a key of 24 parts or more; write keys without dots"),
        ("[" + "'a' . " * 30 + "a]", "own.toml: has a key of 24 parts or more"),
        ("\x00", "own.toml, line 1, column 1: this line is not of the form key = value “�”"),
        (
            "schema = 1\ntitle = 'A'\nquestions = []",
            "own.toml, questions: is empty; begin each question with",
        ),
        (
            "schema = 1\ntitle = 'A'\nquestions = 3",
            "own.toml, questions: is not a list; begin each entry with",
        ),
        ("schema = 1\ntitle = 'A'\nquestions = [3]", "own.toml, question 1: is not a table"),
        (SMALL.replace("Barista", "\\u001b[31mred" * 50), "own.toml, title: is too long (at most 300)"),
        (SMALL.replace("How do", "How do " * 400), "busy-morning), question: is too long (at most 2,000)"),
        (SMALL.replace('title = "Barista"', 'title = "B"\n"\\u001b[2J" = 1'), "own.toml, �[2J: is not a key"),
        ("#" * (MOST_BYTES + 1), "own.toml: is larger than 5 MB; split it into several banks."),
    ],
)
def test_a_fault_names_place_and_remedy(text: str, expected: str) -> None:
    [fault] = faults_of(text)
    assert expected in fault
    assert "\x1b" not in fault
    assert "\n" not in fault


@pytest.mark.parametrize("quotes", ['"', "'", '"""', "'''"])
def test_a_text_may_have_as_many_dots_as_it_likes(quotes: str) -> None:
    dots = "1. " * 30 + "a.b." * 30
    bank = parse_bank(
        f"# {dots}\n" + SMALL.replace('title = "Barista"', f"title = {quotes}{dots}{quotes}"), "own.toml"
    )
    assert bank.title == dots.strip()


def test_a_hundred_thousand_faults_are_cut_short() -> None:
    keys = "\n".join(f"k{number} = 1" for number in range(3_000))
    faults = faults_of(keys)
    assert len(faults) == 101
    assert "more faults follow; mend these first" in faults[-1]


@pytest.mark.parametrize("name", ["a", "root-causes", "q2-b", "com", "console", "com10"])
def test_these_are_question_ids(name: str) -> None:
    assert TypeAdapter(QuestionId).validate_python(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "a_b",
        "a b",
        "-a",
        "a-",
        "a--b",
        "é",
        "a/b",
        "..",
        "con",
        "nul",
        "com1",
        "lpt9",
        "a" * 61,
        "a\n",
    ],
)
def test_these_are_not_as_they_become_file_names(name: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(QuestionId).validate_python(name)


def test_files_that_cannot_be_banks_are_told(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    with pytest.raises(NotFound, match=r"no file .*own\.toml; `voice-interviewer bank list`"):
        load_bank(path)
    with pytest.raises(BankError, match="is not a file; give the path"):
        load_bank(tmp_path)
    path.write_bytes(b'schema = 1\ntitle = "caf\x81"\n')
    with pytest.raises(BankFaults, match=r"own\.toml, line 2: is not UTF-8 text; save it again as UTF-8"):
        load_bank(path)
    path.write_bytes(b"%PDF-1.7 \xe9")
    with pytest.raises(BankError, match="is a PDF"):
        load_bank(path)
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(BankFaults, match="larger than 5 MB"):
        load_bank(path)


def test_windows_editors_marks_and_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_bank(path) == parse_bank(SMALL, "own.toml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_bank_may_be_saved_in_any_usual_encoding(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = SMALL.replace("busy morning?", "“busy” morning – naïve?")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path = tmp_path / "own.toml"
    path.write_bytes((mark + text).replace("\n", line_end).encode(encoding))
    assert load_bank(path) == parse_bank(text, "own.toml")


def test_remarks_are_no_faults() -> None:
    long = SMALL.replace("How do you", "How " + "very " * 60 + "do you")
    assert remarks(parse_bank(long, "own.toml")) == (
        "question 1 (busy-morning) has 69 words; over 60 are hard to follow by ear.",
        "question 2 (latte-art) is still to be written; an interview leaves it out.",
        "question 2 (latte-art) has no points; feedback cannot say what an answer covered.",
    )


def test_terms_are_spoken_as_people_say_them() -> None:
    terms = (
        Term(term="EMIS Web", spoken="Emmis on the Web"),
        Term(term="EMIS", spoken="Emmis"),
        Term(term="IT", spoken="I T"),
        Term(term="C++", spoken="C plus plus"),
        Term(term="appointment"),
    )
    assert (
        spoken("EMIS Web, EMIS and IT: it is (EMIS).", terms)
        == "Emmis on the Web, Emmis and I T: it is (Emmis)."
    )
    assert spoken("BIT, EMISX, C++!", terms) == "BIT, EMISX, C plus plus!"
    assert spoken("a\x00b\x1b[31m", ()) == "a b [31m"


def test_the_schema_for_editors_is_that_of_the_models() -> None:
    stored = json.loads((ROOT / "bank" / "schema.json").read_text(encoding="utf-8"))
    assert stored == Bank.model_json_schema(by_alias=True), (
        "make it again: python -m benchmarks.bank --schema"
    )
