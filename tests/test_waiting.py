"""What a person sees while something takes long."""

import io

import pytest
from rich.console import Console

from voice_interviewer.cli import console, waiting


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    shown = io.StringIO()
    screen = Console(file=shown, width=80, force_terminal=True, highlight=False)
    for module in (console, waiting):
        monkeypatch.setattr(module, "out", screen)
    return shown


class Clock:
    now_s = 0.0

    def monotonic(self) -> float:
        return self.now_s


def test_where_nothing_may_be_redrawn_there_are_sentences(
    terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(waiting, "time", clock)
    with waiting.waiting("Writing down the answers", "written down", plain=True) as tell:
        for now_s, share in ((0.1, 0.0), (9.9, 0.4), (10.1, 0.5), (10.2, 0.5), (20.3, 0.754)):
            clock.now_s = now_s
            tell(share)
    assert terminal.getvalue().splitlines() == [
        "Writing down the answers …",
        "50% of it is written down.",
        "75% of it is written down.",
    ]


def test_a_log_has_sentences_too(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Console(file=terminal, width=80, force_terminal=False)
    for module in (console, waiting):
        monkeypatch.setattr(module, "out", log)
    with waiting.waiting("Reading", "read", plain=False):
        pass
    assert terminal.getvalue() == "Reading …\n"


def test_on_a_terminal_there_is_a_bar_and_it_goes(terminal: io.StringIO) -> None:
    with waiting.waiting("Writing down the answers", "written down", plain=False) as tell:
        tell(0.5)
    shown = terminal.getvalue()
    assert "50 %" in shown
    assert shown.endswith("\x1b[1A\x1b[2K"), "the line is taken away"
