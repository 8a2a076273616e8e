"""What the screen shows, as text."""

import io

import pytest
from rich.console import Console

from tests.stage import small_bank
from voice_interviewer.bank import Question
from voice_interviewer.cli.screen import LiveScreen, PlainScreen, meter_lines
from voice_interviewer.interview.recording import Meter


def meter(
    elapsed_s: float = 12, level_dbfs: float = -23, peak_dbfs: float = -12, pausing_s: float = 0
) -> Meter:
    return Meter(elapsed_s, 90, level_dbfs, peak_dbfs, pausing_s)


def console(width: int = 80) -> Console:
    return Console(file=io.StringIO(), width=width, force_terminal=False, highlight=False)


def printed(on: Console) -> str:
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


def test_time_level_and_peak_on_one_line() -> None:
    line, calm = meter_lines(meter(), 80, keys=True).plain.split("\n")
    assert line == "● 0:12 / 1:30  ━━━━━━━━━━━━━━━━━━━━─────┃──────  -23 dBFS"
    assert calm == ""


def test_a_pause_is_counted_calmly() -> None:
    _, calm = meter_lines(meter(pausing_s=3.2), 80, keys=True).plain.split("\n")
    assert calm == "pausing 3 s, press Enter when you are done"
    _, calm = meter_lines(meter(pausing_s=3.2), 80, keys=False).plain.split("\n")
    assert calm == "pausing 3 s, take your time"


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for level in (-96.0, -30.0, 0.0):
        lines = meter_lines(meter(3599, level, 0, 99), width, keys=True).plain.split("\n")
        assert len(lines) == 2
        assert max(map(len, lines)) <= width


def test_in_a_narrow_window_nothing_is_cut_off() -> None:
    _, calm = meter_lines(meter(pausing_s=12.2), 40, keys=True).plain.split("\n")
    assert calm == "pausing 12 s, Enter when done"
    on = console(40)
    category = "a category of many words"
    LiveScreen(on, keys=True).question(12, 30, Question(id="q", category=category, question="Why?"))
    assert f"Question 12 of 30 · {category} · about 1:30" in " ".join(printed(on).split())


def test_a_plain_screen_has_sentences_only() -> None:
    on = console()
    screen = PlainScreen(on, keys=True)
    screen.question(1, 3, small_bank().questions[0])
    screen.listening()
    screen.meter(meter())
    assert printed(on).splitlines() == [
        "Question 1 of 3, c1, about 0:30: Question number 1?",
        "Listening. Press Enter when you are done, ? for all keys.",
    ]


def test_a_bank_cannot_colour_the_screen() -> None:
    hostile = Question(id="q", category="[red]", question="[bold]Why?[/bold] \x1b[31m")
    for kind in (PlainScreen, LiveScreen):
        on = console()
        kind(on, keys=False).question(1, 1, hostile)
        assert "[bold]Why?[/bold]" in printed(on)
        assert "[red]" in printed(on)
        assert "\x1b" not in printed(on)
