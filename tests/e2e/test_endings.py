"""However an interview ends, what was said is kept, and the terminal and the machine are as they were."""

import os
import signal
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.hearing_back import Spoken, beginning_of, word_error_rate
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import CTRL_C, ENTER, Terminal, own_home, run
from voice_interviewer.clip import read_clip
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e

SPOKEN_S = 3.0
BEGINNING = "First of all, I let them"
"""What the sample answer says in the first two of them. The last word, cut in two, may be heard as anything."""


@pytest.fixture
def answer(tmp_path: Path) -> Spoken:
    return beginning_of("unhappy-patient", tmp_path)


def in_the_middle_of_an_answer(
    end: Callable[[Terminal], None], laptop: Laptop, answer: Spoken, folder: Path
) -> tuple[Terminal, float]:
    """Let a person speak for SPOKEN_S, and then end it. Returns what is left and how long it listened."""
    command = ["practice", "--question", "unhappy-patient", "--audio-dir", str(folder / "audio")]
    with Terminal(command, own_home(laptop.env, folder), folder) as terminal:
        terminal.skip_microphone_check()
        terminal.wait_for("start to finish?")
        terminal.press(ENTER)
        terminal.wait_for("Listening")
        began_s = time.monotonic()
        speaking = laptop.say(answer.path)
        time.sleep(SPOKEN_S)
        end(terminal)
        listened_s = time.monotonic() - began_s
        terminal.wait()
        speaking.kill()
        assert terminal.wait_until_alone() == []
    return terminal, listened_s


def assert_kept(folder: Path, laptop: Laptop, listened_s: float) -> Session:
    """The recording is there, for everybody who reads WAV, and every command works on the session."""
    audio, env = ["--audio-dir", str(folder / "audio")], own_home(laptop.env, folder)
    session = find_session(folder / "audio")
    (take,) = session.record.takes
    recording = session.recording(take)
    assert read_clip(recording).duration_s == pytest.approx(listened_s, abs=1.0)
    with wave.open(str(recording)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(listened_s, abs=1.0)

    for command in (["sessions"], ["show"], ["transcribe"], ["show"]):
        done = run([*command, *audio], env, folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert session.name in done.stdout.replace("\n", "")
    heard = read_transcripts(session, 1)[1]
    beginning = " ".join(heard.text.split()[: len(BEGINNING.split())])
    assert word_error_rate(BEGINNING, beginning) <= 0.2
    assert heard.words[0].text in done.stdout
    return session


def ctrl_c(terminal: Terminal) -> None:
    terminal.press(CTRL_C)


def sigterm(terminal: Terminal) -> None:
    terminal.command.terminate()


def sighup(terminal: Terminal) -> None:
    terminal.command.send_signal(signal.SIGHUP)


@pytest.mark.parametrize(("end", "code"), [(ctrl_c, 130), (sigterm, 143), (sighup, 129)])
def test_told_to_stop(
    end: Callable[[Terminal], None], code: int, laptop: Laptop, answer: Spoken, tmp_path: Path
) -> None:
    terminal, listened_s = in_the_middle_of_an_answer(end, laptop, answer, tmp_path)
    assert terminal.command.returncode == code
    assert terminal.settings_after == terminal.settings_before
    assert terminal.cursor_is_shown()
    assert "Traceback" not in terminal.text
    assert "voice-interviewer transcribe" in terminal.text
    session = assert_kept(tmp_path, laptop, listened_s)
    assert session.record.state == "stopped"
    assert session.record.takes[0].ending == "interrupted"
    assert session.record.takes[0].duration_s == pytest.approx(listened_s, abs=1.0)


def test_the_window_is_closed(laptop: Laptop, answer: Spoken, tmp_path: Path) -> None:
    terminal, listened_s = in_the_middle_of_an_answer(Terminal.close_window, laptop, answer, tmp_path)
    session = assert_kept(tmp_path, laptop, listened_s)
    assert session.record.state == "stopped"
    assert session.record.takes[0].ending == "interrupted"
    assert terminal.command.returncode == 129


def test_killed(laptop: Laptop, answer: Spoken, tmp_path: Path) -> None:
    def kill(terminal: Terminal) -> None:
        os.kill(terminal.command.pid, signal.SIGKILL)

    _, listened_s = in_the_middle_of_an_answer(kill, laptop, answer, tmp_path)
    assert_kept(tmp_path, laptop, listened_s)


def test_ctrl_c_while_the_question_is_read(laptop: Laptop, tmp_path: Path) -> None:
    audio, env = ["--audio-dir", str(tmp_path / "audio")], own_home(laptop.env, tmp_path)
    with Terminal(["practice", "--question", "salary", *audio], env, tmp_path) as terminal:
        terminal.skip_microphone_check()
        terminal.wait_for("What salary are you hoping for?")
        terminal.press(CTRL_C)
        assert terminal.wait() == 130
        assert terminal.settings() == terminal.settings_before
        assert "Traceback" not in terminal.text
        assert terminal.wait_until_alone() == []
    for command in ("sessions", "show", "transcribe"):
        assert run([command, *audio], env, tmp_path).returncode == 0


@pytest.mark.parametrize("pause_s", [0.0, 0.2])
def test_ctrl_c_twice(pause_s: float, laptop: Laptop, answer: Spoken, tmp_path: Path) -> None:
    """The second comes while everything is being saved, and disturbs nothing."""

    def twice(terminal: Terminal) -> None:
        terminal.press(CTRL_C)
        time.sleep(pause_s)
        terminal.press(CTRL_C)

    terminal, listened_s = in_the_middle_of_an_answer(twice, laptop, answer, tmp_path)
    assert terminal.command.returncode == 130
    assert terminal.settings_after == terminal.settings_before
    assert terminal.cursor_is_shown()
    assert "Traceback" not in terminal.text
    assert "Exception ignored" not in terminal.text
    session = assert_kept(tmp_path, laptop, listened_s)
    assert session.record.state == "stopped"
    assert session.record.takes[0].ending == "interrupted"


CRASH = """
import voice_interviewer.interview.recording as recording
due = recording.due

def crash(rules, *, elapsed_s, **more):
    if elapsed_s > 2.6:
        raise RuntimeError("nobody has thought of this")
    return due(rules, elapsed_s=elapsed_s, **more)

recording.due = crash
"""


def test_a_crash_leaves_the_terminal_whole_and_what_was_said(
    laptop: Laptop, answer: Spoken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(CRASH)
    monkeypatch.setitem(laptop.env, "PYTHONPATH", str(tmp_path))
    terminal, _ = in_the_middle_of_an_answer(lambda _: None, laptop, answer, tmp_path)
    monkeypatch.delitem(laptop.env, "PYTHONPATH")
    assert terminal.command.returncode == 1
    assert terminal.settings_after == terminal.settings_before
    assert terminal.cursor_is_shown()
    assert "nobody has thought of this" in terminal.text
    assert "voice-interviewer transcribe" in terminal.text
    session = assert_kept(tmp_path, laptop, 2.6)
    assert session.record.takes[0].ending == "interrupted"
