"""Narrow terminals: nothing is cut, and no word is broken that fits into a line."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.history import BAKES, MILKS, held_session
from tests.test_cli import called
from voice_interviewer.cli import console

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
WIDTHS = (30, 40, 50, 60, 72, 80, 120)


@pytest.fixture
def audio_dir(tmp_path: Path) -> Path:
    for week in range(4):
        held_session(
            tmp_path,
            WHEN + timedelta(weeks=week),
            [(1, BAKES), (2, f"{BAKES} {MILKS}"), (1, MILKS)],
            bank="patient-services-coordinator",
            rate_wpm=110 + 10 * week,
        )
    return tmp_path


def lines_of(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int, *arguments: str
) -> list[str]:
    monkeypatch.setattr(console.out, "_width", width)
    _, out, _ = called(capsys, *arguments)
    return [line.rstrip() for line in out.splitlines()]


@pytest.mark.parametrize("width", WIDTHS)
def test_progress_shows_every_question_whole_in_a_few_lines(
    audio_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    lines = lines_of(capsys, monkeypatch, width, "progress", "--audio-dir", str(audio_dir))
    assert max(map(cell_len, lines)) <= width
    assert not any("…" in line for line in lines)
    at = next(at for at, line in enumerate(lines) if line.startswith("morning"))
    shown = "\n".join(lines[at : at + 6])
    for part in ("8 attempts", "50 % → 50 %", "evening"):
        assert part in shown
    assert "8 attempts" in "\n".join(lines[at : at + 2])
    for title in ("Points", "Pace", "Fillers", "Pauses", "Length"):
        assert any(line.split()[:1] == [title] for line in lines), "overall, each has a line of its own"


@pytest.mark.parametrize("width", [12, 16, 20, 24, 29])
def test_progress_is_whole_where_no_table_fits(
    audio_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """As on a phone, or beside an editor."""
    lines = lines_of(capsys, monkeypatch, width, "progress", "--audio-dir", str(audio_dir))
    assert max(map(cell_len, lines)) <= width
    assert not any("…" in line for line in lines)
    assert any("morning" in line for line in lines)
    for title in ("Points", "Pace", "Fillers", "Pauses", "Length"):
        assert sum(line.split()[:1] == [title] for line in lines) >= 1, title


@pytest.mark.parametrize("width", WIDTHS)
def test_sessions_shows_what_belongs_together(
    audio_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    lines = lines_of(capsys, monkeypatch, width, "sessions", "--audio-dir", str(audio_dir))
    assert max(map(cell_len, lines)) <= width
    shown = "\n".join(lines)
    assert shown.count("2 of 2") == 4
    assert shown.count("3 recordings are missing") == 4
    if width >= 50:
        assert shown.count("_patient-services-coordinator") == 4


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "command", [("models", "list"), ("check",), ("bank", "list"), ("show",)], ids="-".join
)
def test_nothing_is_cut(
    audio_dir: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setenv("VOICE_INTERVIEWER_AUDIO_DIR", str(audio_dir))
    lines = lines_of(capsys, monkeypatch, width, *command)
    assert max(map(cell_len, lines)) <= width
    shown = "\n".join(lines)
    wholes = {
        "models": ("distil-large-v3.5", "1,515 MB", "can be fetched"),
        "check": ("Microphone", "Speaker", "Model", "Disk"),
        "bank": ("patient-services-coordinator", "30 questions"),
        "show": ("What do you do in the morning?",),
    }
    for whole in wholes[command[0]]:
        assert whole in shown
