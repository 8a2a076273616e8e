"""Output that cannot be written: a full disk, a reader that has gone."""

import io
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history import BAKES, held_session
from voice_interviewer.cli.signals import ending_on_signals

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
COMMANDS = (
    "--help",
    "--version",
    "practice --help",
    "sessions",
    "sessions --json",
    "show",
    "show --json",
    "show --plain",
    "progress",
    "progress --json",
    "transcribe",
    "review --no-open",
    "review --all --no-open",
    "export --to {folder}",
    "models list",
    "models",
    "bank",
    "bank list",
    "bank list --json",
    "bank show general",
    "bank show general --json",
    "bank check general",
    "check",
    "check --json",
    "delete --yes 2026",
)

needs_dev_full = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="only Linux has a disk that is full"
)


def command(folder: Path, text: str) -> list[str]:
    words = text.format(folder=folder).split()
    named = words[0] in {"sessions", "show", "progress", "transcribe", "review", "export", "check", "delete"}
    where = ["--audio-dir", str(folder / "audio")] if named else []
    return [sys.executable, "-m", "voice_interviewer", *words, *where]


@needs_dev_full
@pytest.mark.parametrize("text", COMMANDS)
def test_on_a_full_disk_every_command_says_so_in_one_line(tmp_path: Path, text: str) -> None:
    held_session(tmp_path / "audio", WHEN, [(1, BAKES)])
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command(tmp_path, text), stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 4
    assert done.stderr.startswith("voice-interviewer: The output cannot be written (No space left on device)")
    assert len(done.stderr.splitlines()) == 1


@needs_dev_full
def test_where_nothing_at_all_can_be_written_the_exit_code_is_left(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command(tmp_path, "--version"), stdout=full, stderr=full)
    assert done.returncode == 4


@pytest.mark.parametrize("text", ["--help", "--version", "sessions", "show --json", "bank show general"])
def test_a_reader_that_has_gone_is_met_with_silence(tmp_path: Path, text: str) -> None:
    held_session(tmp_path / "audio", WHEN, [(1, BAKES)])
    with subprocess.Popen(
        command(tmp_path, text), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == ""
    assert program.returncode == 1


CLOSED = ("<&-", "<&- >&- 2>&-")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams")
@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize(
    "text",
    ["sessions", "review --no-open", "bank import {folder}/page.md", "bank points page", "delete 2026"],
)
def test_a_program_without_streams_does_what_it_can(tmp_path: Path, text: str, closed: str) -> None:
    """As a scheduler starts one; nothing of a file may land where a stream should be."""
    held_session(tmp_path / "audio", WHEN, [(1, BAKES)])
    (tmp_path / "page.md").write_text("# Why us?\n\nYou should say what you like. Name one thing.\n")
    if "points" in text:
        subprocess.run(command(tmp_path, "bank import {folder}/page.md"), cwd=tmp_path, check=True)
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *command(tmp_path, text)]
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1
    assert done.returncode == (130 if text.startswith("delete") else 0), done.stderr
    assert (tmp_path / "audio" / "2026-05-04_09-00-00_farm" / "session.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
@pytest.mark.parametrize(
    ("text", "code", "told_lines"),
    [("--help", 0, 0), ("check", 1, 0), ("practice torn.toml", 1, 1), ("practise", 2, 1)],
)
def test_where_one_stream_is_closed_the_other_and_the_exit_code_are_as_ever(
    tmp_path: Path, text: str, code: int, told_lines: int, closed: str
) -> None:
    (tmp_path / "torn.toml").write_text('schema = 1\ntitle = "Torn')
    (tmp_path / "audio").write_text("a file, so that no check is passed")
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *command(tmp_path, text)]
    done = subprocess.run(
        shell, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    assert len(done.stderr.splitlines()) == (0 if closed == "2>&-" else told_lines)
    assert bool(done.stdout) == (closed != ">&-" and not told_lines)


OPENING = """\
import os, sys
from voice_interviewer.__main__ import main

sys.argv[1:] = ["--version"]
try:
    main()
finally:
    os._exit(os.open(os.devnull, os.O_RDONLY) < 3)
"""
"""The command, and then 1 if a file that is opened gets the number of a stream, where libraries print."""


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams")
def test_no_file_is_opened_where_a_closed_stream_was(tmp_path: Path) -> None:
    shell = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", OPENING]
    assert subprocess.run(shell, cwd=tmp_path, check=False).returncode == 0


def closed_stream() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize(
    "stderr", [None, io.StringIO(), closed_stream()], ids=["none", "no descriptor", "closed"]
)
def test_a_signal_ends_the_program_whatever_its_stderr_is(
    monkeypatch: pytest.MonkeyPatch, stderr: io.StringIO | None
) -> None:
    monkeypatch.setattr(sys, "stderr", stderr)
    with pytest.raises(SystemExit) as end, ending_on_signals():
        signal.raise_signal(signal.SIGTERM)
    assert end.value.code == 128 + signal.SIGTERM


@needs_dev_full
def test_all_that_is_exported_is_there_though_nobody_can_be_told(tmp_path: Path) -> None:
    held_session(tmp_path / "audio", WHEN, [(1, BAKES)])
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command(tmp_path, "export --to {folder}"), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 4
    assert {path.suffix for path in tmp_path.glob("2026*")} == {".md", ".csv"}
