"""The `bank` commands as a user meets them: what is printed, what is written, which exit code."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.test_bank import SMALL
from tests.test_importing import GOLDEN
from voice_interviewer.bank import load_bank, remarks
from voice_interviewer.bank.files import save_new
from voice_interviewer.cli import run
from voice_interviewer.cli.console import out
from voice_interviewer.errors import BankError

HOSTILE = """
schema = 1
title = "[red]\\u001b[31mRED :warning: [/nonsense]"
[[tips]]
title = "\\u202Etxt"
text = "\\u0000\\r\\u009b2J"
[[questions]]
id = "a"
category = "[bold]\\u001b[2J"
question = "What? [link=file:///x]y[/link] <script>"
advice = "\\u0007"
[[questions.points]]
text = "[blink]\\u001b"
"""


BUILT_IN = [
    "care-worker",
    "customer-service-adviser",
    "general",
    "healthcare-assistant",
    "patient-services-coordinator",
    "receptionist-administrator",
    "retail-assistant",
    "software-developer",
    "teaching-assistant",
    "warehouse-operative",
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice folder with one bank, as the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(out, "width", 80)
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "own.toml").write_text(SMALL, encoding="utf-8")
    return tmp_path


Printed = pytest.CaptureFixture[str]


def test_the_list_has_own_banks_first_then_the_built_in_ones(here: Path, capsys: Printed) -> None:
    (here / "bank" / "broken.toml").write_text("schema = ", encoding="utf-8")
    assert run(["bank", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == [
        "broken  (your own)",
        "  cannot be used; see: voice-interviewer bank check broken",
        "own  (your own)",
        "  Barista",
        "  2 questions, about 1 minute, 1 still to be written",
    ]
    assert "patient-services-coordinator" in lines
    assert any(line.startswith("  30 questions, about ") for line in lines)


def test_the_list_as_json(here: Path, capsys: Printed) -> None:
    assert run(["bank", "list", "--json"]) == 0
    [own, *others] = json.loads(capsys.readouterr().out)["banks"]
    assert own == {
        "name": "own",
        "path": str(here / "bank" / "own.toml"),
        "built_in": False,
        "title": "Barista",
        "questions": 2,
        "unwritten": 1,
        "categories": ["pressure", "craft"],
        "minutes": 1,
    }
    assert [other["name"] for other in others] == BUILT_IN


def test_a_bank_is_shown_for_reading_up(here: Path, capsys: Printed) -> None:
    assert here
    assert run(["bank", "show", "own"]) == 0
    assert (
        capsys.readouterr().out
        == """\
Barista
  Tip: The café
    Go and drink a coffee there.

1. How do you keep calm on a busy morning?
   busy-morning, pressure, 60 s
   Key points
     • I take one order at a time.
       Where do you begin?

2. (still to be written)
   latte-art, craft, 90 s

"""
    )


def test_one_question_is_shown_and_fits_a_narrow_terminal(
    here: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here
    monkeypatch.setattr(out, "width", 40)
    assert run(["bank", "show", "patient-services-coordinator", "root-causes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines) <= 40
    assert "   root-causes, problem-solving, 90 s" in lines
    assert "   Example answer" in lines
    assert "team-conflict" not in "".join(lines)


def test_a_bank_as_json_has_everything(here: Path, capsys: Printed) -> None:
    assert here
    assert run(["bank", "show", "own", "busy-morning", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["schema"], shown["title"]) == (1, "Barista")
    [question] = shown["questions"]
    assert question["points"][0]["follow_up"] == "Where do you begin?"


@pytest.mark.parametrize(
    "arguments", [["show", "hostile"], ["list"], ["check", "hostile"], ["show", "hostile", "--json"]]
)
def test_a_hostile_bank_shows_as_what_it_is(here: Path, capsys: Printed, arguments: list[str]) -> None:
    (here / "bank" / "hostile.toml").write_text(HOSTILE, encoding="utf-8")
    assert run(["bank", *arguments]) == 0
    printed = capsys.readouterr().out
    assert not set(printed) & set("\x1b\x00\x07\r\x9b\u202e")
    if arguments[0] == "list":
        assert "[red]�[31mRED :warning: [/nonsense]" in printed
    if arguments == ["show", "hostile"]:
        assert "1. What? [link=file:///x]y[/link] <script>" in printed


def test_check_tells_all_faults_of_all_files_and_ends_with_1(here: Path, capsys: Printed) -> None:
    (here / "one.toml").write_text("schema = 1\nquestions = []", encoding="utf-8")
    (here / "two.toml").write_text("a = words", encoding="utf-8")
    assert run(["bank", "check", "one.toml", "own", "two.toml", "missing.toml"]) == 1
    printed = capsys.readouterr()
    assert printed.err.splitlines() == [
        "one.toml, title: is missing; add a line title = ….",
        "one.toml, questions: is empty; begin each question with a line [[questions]].",
        (
            "two.toml, line 1, column 5: what follows = is neither text in quotes, a number nor a list “a = words”; "
            "mend it there and check again."
        ),
        "There is no file missing.toml; `voice-interviewer bank list` shows the banks there are.",
    ]
    assert printed.out.startswith(
        "own: 2 questions, no faults, 2 remarks.\n  Remark: question 2 (latte-art) is still"
    )


@pytest.mark.trained_judge
@pytest.mark.parametrize(
    "names",
    [["general"], pytest.param([name for name in BUILT_IN if name != "general"], marks=pytest.mark.soak)],
    ids=["one", "the others"],
)
def test_the_built_in_banks_pass_without_remark(here: Path, capsys: Printed, names: list[str]) -> None:
    """Each example is found to say each of its points."""
    assert here
    counts = {"general": 12, "patient-services-coordinator": 30}
    assert run(["bank", "check", *names]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: {counts.get(name, 15)} questions, no faults, no remarks." for name in names
    ]


def test_an_example_that_leaves_out_its_own_point_is_remarked_on(here: Path, capsys: Printed) -> None:
    entry = """
[[questions]]
id = "calm"
category = "calm"
question = "How do you stay calm?"
example = "I breathe slowly and I count to ten."
[[questions.points]]
text = "Breathes slowly."
[[questions.points]]
text = "Telephones the fire brigade."
"""
    (here / "calm.toml").write_text(f'schema = 1\ntitle = "Calm"\n{entry}', encoding="utf-8")
    assert run(["bank", "check", "calm.toml"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "has an example that was not found to say “Telephones the fire brigade.”." in told
    assert "Breathes" not in told


def test_a_new_bank_is_valid_and_says_what_is_still_to_be_written(here: Path, capsys: Printed) -> None:
    assert run(["bank", "new", "my-job"]) == 0
    path = here / "bank" / "my-job.toml"
    assert str(path) in capsys.readouterr().out.replace("\n", "")
    bank = load_bank(path)
    assert bank.title == "My job"
    assert [remark for remark in remarks(bank) if "still to be written" in remark]
    assert path.read_text(encoding="utf-8").count("#") > 10


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("own", "own.toml is there already; choose another name"),
        ("My Job", '"my-job" would do'),
        ("../../evil", '"evil" would do'),
        ("con", '"con-question" would do'),
        ("漢字", "letters a to z, digits and hyphens only."),
        (".toml", "letters a to z, digits and hyphens only."),
    ],
)
def test_a_name_that_will_not_do_is_told_and_nothing_is_written(
    here: Path, capsys: Printed, name: str, sentence: str
) -> None:
    before = sorted(here.rglob("*"))
    assert run(["bank", "new", name]) == 1
    assert sentence in capsys.readouterr().err.replace("\n", "")
    assert sorted(here.rglob("*")) == before
    assert (here / "bank" / "own.toml").read_text(encoding="utf-8") == SMALL


def test_an_import_says_what_it_made_and_what_it_left_out(here: Path, capsys: Printed) -> None:
    assert run(["bank", "import", str(GOLDEN / "questions-lost.txt"), "-o", "lost"]) == 0
    printed = capsys.readouterr().out
    assert "lost.toml: 4 questions." in " ".join(printed.split())
    assert 'Still without a text (question = ""): 3.' in printed
    assert (
        "Not in the bank, 3 pieces:\n  line 1: “Skip to main content” left out as navigation or advertising."
        in printed
    )
    assert [question.question for question in load_bank(here / "bank" / "lost.toml").questions].count("") == 3
    assert sorted(path.name for path in (here / "bank").iterdir()) == ["lost.toml", "own.toml"]


def test_an_import_tells_its_language_and_what_a_lost_question_may_have_been(
    here: Path, capsys: Printed
) -> None:
    assert run(["bank", "import", str(GOLDEN / "case-foreign-language.txt"), "-o", "german"]) == 0
    assert "Language: German (de-DE), recognised." in capsys.readouterr().out
    assert load_bank(here / "bank" / "german.toml").locale == "de-DE"
    assert run(["bank", "import", str(GOLDEN / "case-lost-headings.txt"), "-o", "lost"]) == 0
    written = (here / "bank" / "lost.toml").read_text(encoding="utf-8")
    assert '# proposed: Tell me how you treat people who arrive tired and late.\nquestion = ""' in written


def test_an_import_tells_scripts_the_same(here: Path, capsys: Printed) -> None:
    assert run(["bank", "import", str(GOLDEN / "case-lost-headings.txt"), "-o", "lost", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["bank"], told["counted"]) == (1, "lost", "line")
    assert (told["role"], told["locale"]) == ("Hotel Night Receptionist", "en-GB")
    bank = load_bank(Path(told["path"]))
    assert [each["intent"] for each in told["questions"]] == [each.intent for each in bank.questions]
    assert told["questions"][1]["line"] == 6
    assert told["questions"][1]["proposed"] == "Tell me how you treat people who arrive tired and late."
    assert [tip["text"] for tip in told["tips"]] == [tip.text for tip in bank.tips]
    assert [left["line"] for left in told["left_out"]] == [2, 3, 4, 10]
    assert told["notes"] == []


def test_an_import_is_called_as_its_file_and_never_overwrites(here: Path, capsys: Printed) -> None:
    page = here / "My Page.txt"
    page.write_text("Why us?\n", encoding="utf-8")
    assert run(["bank", "import", str(page)]) == 0
    made = (here / "bank" / "my-page.toml").read_text(encoding="utf-8")
    page.write_text("Why not?\n", encoding="utf-8")
    assert run(["bank", "import", str(page)]) == 1
    assert "is there already; choose another name" in capsys.readouterr().err
    assert (here / "bank" / "my-page.toml").read_text(encoding="utf-8") == made


@pytest.mark.parametrize(
    ("name", "content", "sentence", "code"),
    [
        ("missing.txt", None, "There is no file missing.txt", 2),
        ("bank", None, "bank is not a file", 1),
        ("bank/own.toml", None, "is a bank already; copy it into ./bank/", 1),
        ("empty.txt", b"", "has no questions that could be recognised", 1),
        ("guide.pdf", b"%PDF-1.4", "is a PDF; open it, select all", 1),
        ("guide.json", b"{", "line 1: is not JSON", 1),
        ("menu.html", b"<nav>Why? <a href='/'>Home</a></nav>", "has no questions", 1),
    ],
)
def test_an_import_that_fails_is_told_and_leaves_nothing(
    here: Path, capsys: Printed, name: str, content: bytes | None, sentence: str, code: int
) -> None:
    if content is not None:
        (here / name).write_bytes(content)
    assert run(["bank", "import", name, "-o", "x"]) == code
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told
    assert not (here / "bank" / "x.toml").exists()


def test_many_leftovers_are_told_by_their_lines(here: Path, capsys: Printed) -> None:
    rows = [f"Some words that say nothing, number {number}." for number in range(150)]
    (here / "page.txt").write_text("\n\n".join([*rows, "Why?"]), encoding="utf-8")
    assert run(["bank", "import", "page.txt"]) == 0
    assert "Not in the bank, 150 pieces:" in (printed := capsys.readouterr().out)
    assert "and more on lines 201, 203, 205" in printed


def test_of_two_that_write_the_same_bank_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bank" / "x.toml"
    results: list[str] = []

    def write(text: str) -> None:
        try:
            save_new(path, text)
            results.append(text)
        except BankError:
            results.append("told")

    threads = [threading.Thread(target=write, args=(f"{number}" * 10_000,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count("told") == 7
    assert path.read_text(encoding="utf-8") in results
    assert [child.name for child in path.parent.iterdir()] == ["x.toml"]


def import_in_a_terminal(page: Path, typed: bytes) -> bytes:
    terminal, inside = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "voice_interviewer", "bank", "import", str(page)],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    )
    os.close(inside)
    os.write(terminal, typed)
    printed = b""
    try:
        while block := os.read(terminal, 4096):
            printed += block
    except OSError:
        pass  # how Linux says that the other side has closed
    os.close(terminal)
    assert child.wait() == 0
    return printed


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
def test_in_a_terminal_a_proposed_question_is_taken_changed_or_left_open(here: Path) -> None:
    page = here / "page.txt"
    page.write_text(
        "\n".join(f"Employers ask how you cook dish {number}.\nExample: I do." for number in range(3))
    )
    printed = import_in_a_terminal(page, b"\nWhy soup?\n-\n")
    assert b"[Tell me how you cook dish 0.]" in b" ".join(printed.split())
    assert [question.question for question in load_bank(here / "bank" / "page.toml").questions] == [
        "Tell me how you cook dish 0.",
        "Why soup?",
        "",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
def test_in_a_terminal_missing_questions_are_asked_for(here: Path) -> None:
    page = here / "page.txt"
    page.write_text("The interviewer wants to know X.\nExample: I do.\n\nEmployers ask this.\nExample: No.\n")
    printed = import_in_a_terminal(page, b"Why us?\n\n")
    assert b"The interviewer wants to know X." in printed
    assert b'Still without a text (question = ""): 1.' in printed
    assert [question.question for question in load_bank(here / "bank" / "page.toml").questions] == [
        "Why us?",
        "",
    ]
