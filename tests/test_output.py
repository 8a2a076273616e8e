"""Output that cannot be written: a full disk, a reader that has gone."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history import BAKES, held_session

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
