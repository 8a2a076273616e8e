"""`--follow-ups`: what an answer left out is asked about at once, and the answer to that is compared on that point."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.e2e.hearing_back import SAMPLES, beginning_of, recognise, word_error_rate
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import ENTER, Terminal, own_home, run
from tests.fake_devices import sound
from voice_interviewer.bank import parse_bank
from voice_interviewer.session import create_session
from voice_interviewer.session.finding import find_session
from voice_interviewer.session.record import FollowUp, Manner

pytestmark = pytest.mark.e2e

PROBE = "Which newspaper do you read on the train in the morning?"
ROOF = "What would you do if it rained through the roof of the surgery?"
BANK = f"""
schema = 1
title = "Follow-ups"
[[questions]]
id = "why"
category = "motivation"
question = "Why here?"
suggested_s = 30
[[questions.points]]
text = "Likes helping people."
follow_up = "Whom did you help?"
[[questions.points]]
text = "Reads a newspaper on the train."
follow_up = "{PROBE}"
[[questions.points]]
text = "Keeps bees behind the chapel."
[[questions]]
id = "rain"
category = "calm"
question = "{ROOF}"
"""


def practice(laptop: Laptop, folder: Path, *arguments: str) -> Terminal:
    (folder / "bank.toml").write_text(BANK)
    command = [
        "practice",
        str(folder / "bank.toml"),
        "--question",
        "why",
        "--question",
        "rain",
        "--follow-ups",
    ]
    command += ["--audio-dir", str(folder / "audio"), *arguments]
    return Terminal(command, own_home(laptop.env, folder), folder)


def test_what_was_left_out_is_asked_about_and_compared_on_that_point(laptop: Laptop, tmp_path: Path) -> None:
    with (
        laptop.record_speaker(tmp_path / "speaker.wav"),
        practice(laptop, tmp_path) as terminal,
    ):
        terminal.skip_microphone_check()
        terminal.wait_for("Listening")
        laptop.say(SAMPLES / "why-this-role.flac").wait()
        terminal.press(ENTER)
        terminal.wait_for("A follow-up")
        shown = terminal.wait_for(PROBE)
        assert "Whom did you help?" not in shown, "that point was covered"
        terminal.wait_for("Listening")
        laptop.say(beginning_of("busy-day", tmp_path).path).wait()
        terminal.press(ENTER)
        terminal.wait_for("Question 2 of 2")
        terminal.press("q")
        assert terminal.wait() == 0
    heard = recognise(tmp_path / "speaker.wav")
    assert word_error_rate(f"Why here? {PROBE}", heard) < 0.3, heard
    session = find_session(tmp_path / "audio")
    main, follow_up = session.record.takes
    assert (main.question_number, main.follow_up) == (1, None)
    assert (follow_up.question_number, follow_up.number) == (1, 2)
    assert follow_up.follow_up is not None
    assert follow_up.follow_up.point_number == 2
    assert follow_up.file == "01_why_take2_follow-up.wav"
    _assert_shown(laptop, tmp_path)


def killed_in_a_follow_up(folder: Path) -> None:
    """What kill -9 leaves behind while the follow-up to the first question is answered."""
    bank = parse_bank(BANK, "follow-ups")
    held = Manner(follow_ups=True)
    session = create_session(folder, "follow-ups", bank, bank.questions, datetime.now(UTC), manner=held)
    main = session.begin_take(1, 16_000)
    main.write(sound(2.0))
    session.end_take(main, "done")
    session.begin_take(1, 16_000, FollowUp(point_number=2)).write(sound(1.0))


def test_one_that_was_killed_is_asked_again_first(laptop: Laptop, tmp_path: Path) -> None:
    killed_in_a_follow_up(tmp_path / "audio")
    command = ["practice", "--resume", "--audio-dir", str(tmp_path / "audio")]
    with Terminal(command, own_home(laptop.env, tmp_path), tmp_path) as terminal:
        shown = terminal.wait_for(PROBE)
        assert "with follow-up questions" in shown
        assert "Question 2 of 2" not in shown
        terminal.wait_for("Listening")
        terminal.press(ENTER)
        terminal.wait_for("Question 2 of 2")
        terminal.press("q")
        assert terminal.wait() == 0
    takes = find_session(tmp_path / "audio").record.takes
    assert [(take.question_number, take.ending) for take in takes[:3]] == [
        (1, "done"),
        (1, "interrupted"),
        (1, "done"),
    ]
    assert takes[2].follow_up == FollowUp(point_number=2)


def _assert_shown(laptop: Laptop, folder: Path) -> None:
    """In the terminal, as JSON, in Markdown and on the page: the follow-up beside the answer that it followed."""
    env, audio_dir = own_home(laptop.env, folder), ["--audio-dir", str(folder / "audio")]
    told = " ".join(run(["show", *audio_dir], env, folder).stdout.split())
    assert f"Follow-up: {PROBE}" in told
    asked_about = told.split(f"Follow-up: {PROBE}")[1]
    assert "Reads a newspaper on the train." in asked_about
    assert "✓ Reads a newspaper on the train." not in asked_about
    takes = json.loads(run(["show", "--json", *audio_dir], env, folder).stdout)["questions"][0]["takes"]
    assert [len(take["coverage"]["points"]) for take in takes] == [3, 1]
    (markdown,) = folder.glob("audio/*/01_why.md")
    assert f"## Follow-up: {PROBE}" in markdown.read_text()
    (page,) = folder.glob("audio/*/review.html")
    assert page.read_text().count(PROBE) >= 2
    progress = json.loads(run(["sessions", "--json", *audio_dir], env, folder).stdout)
    assert progress["sessions"][0]["takes"] >= 2


def test_hands_free_a_covered_answer_is_not_followed_up(laptop: Laptop, tmp_path: Path) -> None:
    bank = BANK.replace("Reads a newspaper on the train.", "Has always liked helping people.")
    (tmp_path / "covered.toml").write_text(bank)
    command = ["practice", str(tmp_path / "covered.toml"), "--question", "why", "--follow-ups"]
    command += [
        "--microphone",
        f"file:{SAMPLES / 'why-this-role.flac'}",
        "--audio-dir",
        str(tmp_path / "audio"),
    ]
    done = run(command, own_home(laptop.env, tmp_path), tmp_path)
    assert (done.returncode, "A follow-up" in done.stdout) == (0, False), done.stdout + done.stderr
    assert len(find_session(tmp_path / "audio").record.takes) == 1
