"""A one-way interview on the virtual laptop: cut at the limit, no second take, and taken up again as it was."""

import signal
from pathlib import Path

import pytest

from tests.e2e.hearing_back import SAMPLES
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import audio_dir, only_session, practice, takes
from tests.e2e.terminal import ENTER, Terminal, own_home, run
from voice_interviewer.clip import read_clip

pytestmark = pytest.mark.e2e

LIMIT_S = 15.0
ONLY_ONCE = "each question is asked once, and answered once"


def test_an_answer_is_cut_off_and_the_rest_is_answered_another_time(laptop: Laptop, tmp_path: Path) -> None:
    one_way = ["--style", "one-way", "--prepare", "2", "--limit", f"{LIMIT_S:g}"]
    with practice(laptop, tmp_path, *one_way, questions=("Why here?", "Why you?")) as terminal:
        terminal.skip_microphone_check()
        terminal.wait_for("one-way: 2 s to prepare, then one take of at most 0:15")
        terminal.wait_for("Why here?")
        terminal.wait_for("2 seconds to prepare")
        terminal.press("a")
        terminal.wait_for(ONLY_ONCE)
        terminal.wait_for("Listening")
        speaking = laptop.say(SAMPLES / "unhappy-patient.flac")
        terminal.wait_for("10 seconds are left")
        terminal.wait_for("Kept: 0:15.")
        terminal.wait_for("Why you?")
        terminal.press(ENTER)  # the reading is cut short
        terminal.wait_for("seconds to prepare")
        terminal.command.send_signal(signal.SIGKILL)
        terminal.command.wait()
        speaking.kill()
        assert terminal.wait_until_alone() == []

    env = own_home(laptop.env, tmp_path)
    with Terminal(["practice", "--resume", *audio_dir(tmp_path)], env, tmp_path) as terminal:
        terminal.wait_for("one-way: 2 s to prepare")
        terminal.wait_for("Why you?")
        terminal.press(ENTER)
        terminal.wait_for("seconds to prepare")
        terminal.press(ENTER)
        terminal.wait_for("Listening")
        terminal.press("r")
        terminal.wait_for(ONLY_ONCE)
        terminal.press(ENTER)
        assert terminal.wait() == 0

    assert takes(tmp_path) == [(1, 1, "limit"), (2, 1, "done")]
    session = only_session(tmp_path)
    cut = session.record.takes[0]
    assert read_clip(session.recording(cut)).duration_s == pytest.approx(LIMIT_S, abs=0.001)
    shown = run(["show", "--plain", *audio_dir(tmp_path)], env, tmp_path).stdout
    markdown = session.document(1, ".md").read_text("utf-8")
    page = (session.folder / "review.html").read_text("utf-8")
    for told in (shown, markdown, page):
        assert "cut off at the limit" in " ".join(told.split())
