"""From a saved guide to a bank with points, as somebody at a terminal does it."""

import sys
from pathlib import Path

import pytest
import typer

from tests.points_measured import GUIDES
from voice_interviewer.bank import load_bank
from voice_interviewer.cli import run

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bank of an imported guide, in the current folder, with a comment of its owner."""
    monkeypatch.chdir(tmp_path)
    assert run(["bank", "import", str(GUIDES / "careers-site.md"), "-o", "hotel"]) == 0
    path = tmp_path / "bank" / "hotel.toml"
    path.write_text("# mine\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(typer, "prompt", lambda text, default="": answers.pop(0) if answers else default)


def test_an_imported_guide_has_points_that_are_marked_as_proposed(guide: Path, capsys: Printed) -> None:
    points = [point for question in load_bank(guide).questions for point in question.points]
    assert points
    assert all(point.proposed and point.follow_up for point in points)
    assert run(["bank", "show", "hotel"]) == 0
    assert "Listens without interrupting. (proposed)" in capsys.readouterr().out


def test_all_can_be_kept_at_once_and_the_rest_of_the_file_stays(guide: Path, capsys: Printed) -> None:
    before = guide.read_text(encoding="utf-8")
    assert run(["bank", "points", "hotel", "--keep-all"]) == 0
    after = guide.read_text(encoding="utf-8")
    assert after.startswith("# mine\n")
    assert "proposed" not in after
    assert after.split() == before.replace("proposed = true", "").split()
    assert "0 still proposed" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_bank_that_a_text_editor_saved_otherwise_is_written_as_utf_8(guide: Path, encoding: str) -> None:
    before = load_bank(guide)
    guide.write_bytes(guide.read_text(encoding="utf-8").replace("# mine", "# mine – naïve").encode(encoding))
    assert run(["bank", "points", "hotel", "--keep-all"]) == 0
    assert guide.read_text(encoding="utf-8").startswith("# mine – naïve\n")
    assert [each.question for each in load_bank(guide).questions] == [
        each.question for each in before.questions
    ]


def test_points_are_kept_changed_dropped_one_by_one_until_one_stops(
    guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch, ["k", "c", "Say sorry.", "How?", "d", "q"])
    assert run(["bank", "points", "hotel"]) == 0
    first, second, *_ = load_bank(guide).questions
    assert [(point.text, point.proposed) for point in first.points] == [
        ("Listens without interrupting.", False),
        ("Say sorry.", False),
    ]
    assert first.points[1].follow_up == "How?"
    assert all(point.proposed for point in second.points)


def test_a_question_without_points_gets_some_and_check_says_so_before(guide: Path, capsys: Printed) -> None:
    text = guide.read_text(encoding="utf-8").partition("[[questions.points]]")[0]
    guide.write_text(text, encoding="utf-8")
    assert run(["bank", "check", "hotel"]) == 0
    assert "could have these points:" in " ".join(capsys.readouterr().out.split())
    assert run(["bank", "points", "hotel"]) == 0
    assert [point.text for point in load_bank(guide).questions[0].points][:1] == [
        "Listens without interrupting."
    ]
    capsys.readouterr()
    assert run(["bank", "check", "hotel"]) == 0
    assert "3 points proposed and not looked at" in " ".join(capsys.readouterr().out.split())


def test_a_built_in_bank_is_left_alone(guide: Path, capsys: Printed) -> None:
    assert run(["bank", "points", "general"]) == 1
    assert "came with the program" in capsys.readouterr().err


def test_what_was_noted_among_the_points_or_behind_them_stays(guide: Path) -> None:
    before = guide.read_text(encoding="utf-8")
    first, second, third = before.split("[[questions]]", 2)
    noted = second.replace("proposed = true", "proposed = true # not sure", 1).replace(
        "[[questions.points]]", "# hm\n[[questions.points]]"
    )
    guide.write_text(
        f"{first}[[questions]]{noted}\n# asked at St Mary's, 3 May\n\n[[questions]]{third}", encoding="utf-8"
    )
    bank = load_bank(guide)
    assert run(["bank", "points", "hotel", "--keep-all"]) == 0
    after = guide.read_text(encoding="utf-8")
    for note in ("# mine", "# not sure", "# hm", "# asked at St Mary's, 3 May"):
        assert note in after
    assert [question.id for question in load_bank(guide).questions] == [
        question.id for question in bank.questions
    ]


def test_who_stops_while_changing_a_point_keeps_what_was_decided(
    guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch, [])
    answers = iter(["k", "c"])

    def prompt(_: str, default: str = "") -> str:
        try:
            return next(answers)
        except StopIteration:
            raise typer.Abort from None

    monkeypatch.setattr(typer, "prompt", prompt)
    assert run(["bank", "points", "hotel"]) == 0
    first, *_ = load_bank(guide).questions
    assert [point.proposed for point in first.points[:2]] == [False, True]


def test_the_text_of_a_point_does_not_command_the_terminal(
    guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide.write_text(
        guide.read_text(encoding="utf-8").replace("Listens without", "Listens \\u001b]0;x\\u0007 without"),
        encoding="utf-8",
    )
    shown: list[str] = []

    def prompt(asked: str, default: str = "") -> str:
        shown.append(default)
        return {"Keep, change, drop, quit (k, c, d, q)": "q" if len(shown) > 1 else "c"}.get(asked, default)

    at_a_terminal(monkeypatch, [])
    monkeypatch.setattr(typer, "prompt", prompt)
    assert run(["bank", "points", "hotel"]) == 0
    assert not any("\x1b" in text for text in shown)
    assert "\x1b]0;x\x07" in load_bank(guide).questions[0].points[0].text
