"""The second look in the real program: killed in its middle, and with a person who corrects the answer meanwhile."""

import os
import signal
from pathlib import Path

import pytest

from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import audio_dir, only_session, practice
from tests.e2e.terminal import Terminal, own_home, run
from voice_interviewer.clip import WavWriter, read_clip
from voice_interviewer.places import builtin_folder
from voice_interviewer.rehearsal.sessions import correction_of, keep_words
from voice_interviewer.session.answers import read_originals, read_second_looks, read_transcripts

pytestmark = pytest.mark.e2e

AGAIN = "Hearing your answers again"
LEISURE_S = 400.0
"""A second look comes after everything else that a busy machine does."""


def until_it_is_heard_again(laptop: Laptop, folder: Path) -> Terminal:
    """An interview of one answer, which is over; the answer is being heard again when this returns."""
    clip = read_clip(builtin_folder("demo") / "why-this-role.flac")
    with WavWriter(folder / "answer.wav", clip.rate_hz) as file:
        file.write(clip.samples[: 9 * clip.rate_hz])
    microphone = ["--microphone", f"file:{file.path}", "--speaker", "none"]
    terminal = practice(laptop, folder, "--second-look", "--no-open", *microphone, questions=("Why here?",))
    terminal.wait_for(AGAIN, LEISURE_S)
    return terminal


def test_killed_in_its_middle_it_leaves_the_first_words_and_is_taken_another_time(
    laptop: Laptop, tmp_path: Path
) -> None:
    with until_it_is_heard_again(laptop, tmp_path) as terminal:
        os.kill(terminal.command.pid, signal.SIGKILL)
        assert terminal.wait_until_alone() == [], "Whisper ends with the program"
    session = only_session(tmp_path)
    first = read_originals(session, 1)[1]
    assert first.words
    assert read_second_looks(session, 1) == {1: "to-come"}
    env = own_home(laptop.env, tmp_path)
    assert "to be heard again: 1" in run(["sessions", *audio_dir(tmp_path)], env, tmp_path).stdout
    assert run(["transcribe", *audio_dir(tmp_path)], env, tmp_path, LEISURE_S).returncode == 0
    assert read_second_looks(session, 1) == {1: "done"}
    assert read_originals(session, 1)[1].words
    assert "heard again" not in run(["sessions", *audio_dir(tmp_path)], env, tmp_path).stdout


def test_a_correction_made_meanwhile_stays_beside_the_better_words(laptop: Laptop, tmp_path: Path) -> None:
    mine = "These are my own words."
    with until_it_is_heard_again(laptop, tmp_path) as terminal:
        session = only_session(tmp_path)
        first = read_originals(session, 1)[1]
        assert keep_words(correction_of(session, "1", 1), mine)
        terminal.wait_for("were heard again", LEISURE_S)
        assert terminal.wait() == 0
    assert read_second_looks(session, 1) == {1: "done"}
    assert read_transcripts(session, 1)[1].text == mine
    assert read_originals(session, 1)[1].words
    assert read_originals(session, 1)[1] != first
    assert mine in session.document(1, ".md").read_text(encoding="utf-8")
