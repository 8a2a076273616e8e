"""A whole interview touches no network, whatever the libraries in it would like to do."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.hearing_back import beginning_of
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import COMMAND, PATIENCE_S, own_home
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e


def test_an_interview_opens_no_network_socket(laptop: Laptop, tmp_path: Path) -> None:
    """With microphone and speaker in real time, for at least 15 s: a library that reports home does so after a few."""
    if not shutil.which("strace"):
        pytest.skip("strace is missing: sudo apt install strace")
    answer, calls = beginning_of("unhappy-patient", tmp_path), tmp_path / "calls"
    # --seccomp-bpf: nothing but the calls that are looked for is slowed down.
    trace = ["strace", "--follow-forks", "--seccomp-bpf", "--trace=socket,execve", f"--output={calls}"]
    options = ["--question=salary", "--hands-free", f"--audio-dir={tmp_path / 'audio'}"]
    with subprocess.Popen(
        [*trace, COMMAND, "practice", *options],
        env=own_home(laptop.env, tmp_path),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert any("Listening" in line for line in running.stdout)
        assert laptop.say(answer.path).wait() == 0
        printed, _ = running.communicate(timeout=PATIENCE_S)
    assert running.returncode == 0, printed

    # All of it was there: the voice's child, Whisper's child, PortAudio's way to the sound server.
    seen = calls.read_text()
    assert len(re.findall(r"execve\(.* = 0$", seen, re.MULTILINE)) >= 3
    assert "AF_UNIX" in seen
    assert read_transcripts(find_session(tmp_path / "audio"), 1)[1].words
    assert re.findall(r".*AF_INET.*", seen) == []
    assert files_of_others(tmp_path / "home") == []


def files_of_others(home: Path) -> list[str]:
    """What was left in the person's home, apart from the sound server's own and the settings that `own_home` makes; a
    device id does not belong there."""
    left = [
        path.relative_to(home) for path in home.rglob("*") if path.is_file() and "pulse" not in path.parts
    ]
    return [str(path) for path in left if path != Path("config", "voice-interviewer", "settings.toml")]
