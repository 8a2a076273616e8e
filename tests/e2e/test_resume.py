"""Interviews that were cut short, that share a folder, or whose files somebody moved about."""

import json
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.hearing_back import SAMPLES
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import QUESTIONS, audio_dir, practice, skip_to_answer, skip_to_question
from tests.e2e.terminal import CTRL_C, ENTER, Terminal, own_home, run
from tests.fake_devices import new_session, sound
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.finding import find_session, session_folders
from voice_interviewer.session.holding import LOCK_NAME
from voice_interviewer.session.record import RECORD_NAME

pytestmark = pytest.mark.e2e

ANSWER = SAMPLES / "unhappy-patient.flac"


def facts(session: Session) -> list[tuple[int, int, str]]:
    record = open_session(session.folder).record
    return [(take.question_number, take.number, take.ending) for take in record.takes]


def kill_in_the_second_answer(laptop: Laptop, folder: Path) -> Session:
    with practice(laptop, folder) as terminal:
        skip_to_answer(terminal)
        speaking = laptop.say(ANSWER)
        time.sleep(1.5)
        terminal.press(ENTER)
        skip_to_question(terminal, "Why you?")
        time.sleep(1.5)
        terminal.command.send_signal(signal.SIGKILL)
        terminal.command.wait()
        speaking.kill()
        assert terminal.wait_until_alone() == []
    session = find_session(folder / "audio")
    assert facts(session) == [(1, 1, "done"), (2, 1, "running")]
    return session


def answer_the_rest(terminal: Terminal, first: int) -> None:
    for question in QUESTIONS[first - 1 :]:
        skip_to_question(terminal, question)
        terminal.press(ENTER)
    assert terminal.wait() == 0
    assert terminal.wait_until_alone() == []


def test_the_next_start_offers_what_was_killed_and_goes_on(laptop: Laptop, tmp_path: Path) -> None:
    session = kill_in_the_second_answer(laptop, tmp_path)
    with practice(laptop, tmp_path) as terminal:
        shown = terminal.wait_for("Continue it with question 2 now? [y/N]")
        assert f"{session.name} was cut short. It holds 2 of 3 answers" in shown
        terminal.press(f"y{ENTER}")
        answer_the_rest(terminal, 2)
    assert facts(session) == [(1, 1, "done"), (2, 1, "interrupted"), (2, 2, "done"), (3, 1, "done")]
    assert open_session(session.folder).record.state == "finished"
    assert len(session_folders(tmp_path / "audio")) == 1
    take = open_session(session.folder).record.takes[1]
    assert 0.5 < take.duration_s < 5


def test_what_was_declined_is_resumed_later_and_a_second_kill_is_found_too(
    laptop: Laptop, tmp_path: Path
) -> None:
    session = kill_in_the_second_answer(laptop, tmp_path)
    with practice(laptop, tmp_path) as terminal:
        terminal.wait_for("Continue it with question 2 now? [y/N]")
        terminal.press(ENTER)
        terminal.wait_for("practice --resume")
        terminal.wait_for("Question 1 of 3")
        terminal.press(CTRL_C)
        assert terminal.wait() == 130
    shutil.rmtree(find_session(tmp_path / "audio", "").folder)  # the new one, in which nothing was said
    with practice(laptop, tmp_path, "--resume") as terminal:
        skip_to_question(terminal, "Why you?")
        terminal.command.kill()
        terminal.command.wait()
    with practice(laptop, tmp_path) as terminal:
        terminal.wait_for("Continue it with question 2 now? [y/N]")
        terminal.press(f"y{ENTER}")
        answer_the_rest(terminal, 2)
    endings = ["done", "interrupted", "interrupted", "done", "done"]
    assert [ending for _, _, ending in facts(session)] == endings


def test_two_interviews_in_one_folder_do_not_meet(laptop: Laptop, tmp_path: Path) -> None:
    """The second start neither recovers nor offers the first, which is alive; and neither harms the other."""
    with practice(laptop, tmp_path) as first:
        skip_to_answer(first)
        (living,) = session_folders(tmp_path / "audio")
        with practice(laptop, tmp_path) as second:
            skip_to_question(second, "Why here?")
            assert "cut short" not in second.text
            assert open_session(living).record.state == "running"
            env = own_home(laptop.env, tmp_path)
            refused = run(["delete", living.name, "--yes", *audio_dir(tmp_path)], env, tmp_path)
            assert refused.returncode == 1
            assert "in use" in refused.stderr
            speaking = laptop.say(ANSWER)
            time.sleep(1.0)
            for terminal in (first, second):
                terminal.press(ENTER)
                terminal.wait_for("Why you?")
                terminal.wait_for("Listening")
            for terminal in (first, second):
                terminal.press("q")
                assert terminal.wait() == 0
            speaking.kill()
    folders = session_folders(tmp_path / "audio")
    assert len(folders) == 2
    for folder in folders:
        session = open_session(folder)
        assert facts(session) == [(1, 1, "done"), (2, 1, "left")]
        assert session.record.state == "stopped"
        assert not (folder / LOCK_NAME).exists()


def test_delete_asks_a_person(laptop: Laptop, tmp_path: Path) -> None:
    session = new_session(tmp_path / "audio")
    env, command = own_home(laptop.env, tmp_path), ["delete", session.name, *audio_dir(tmp_path)]
    for key, code in (("n", 1), ("y", 0)):
        assert session.folder.is_dir()
        with Terminal(command, env, tmp_path) as terminal:
            terminal.wait_for("for good? [y/N]")
            terminal.press(f"{key}{ENTER}")
            assert terminal.wait() == code
    assert not session.folder.exists()


def spoken_session(audio_dir: Path) -> Session:
    session = new_session(audio_dir)
    for number in (1, 2):
        take = session.begin_take(number, 16_000)
        take.write(sound(1.0))
        session.end_take(take, "done")
    session.end("finished")
    return session


def renamed(session: Session) -> None:
    session.folder.rename(session.folder.with_name("for the practice manager"))


def without_a_recording(session: Session) -> None:
    session.recording(session.record.takes[0]).unlink()


def without_its_record(session: Session) -> None:
    (session.folder / RECORD_NAME).unlink()


def of_a_newer_version(session: Session) -> None:
    path = session.folder / RECORD_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 99}))


def with_a_damaged_answer(session: Session) -> None:
    session.document(1, ".json").write_text("{")


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (renamed, "for the practice manager"),
        (without_a_recording, "1 recording is missing"),
        (without_its_record, "session.json"),
        (of_a_newer_version, "newer version"),
        (with_a_damaged_answer, "transcribe 2"),  # which then names the file
    ],
)
def test_whatever_became_of_one_session_the_rest_works(what: object, told: str, tmp_path: Path) -> None:
    broken, whole = spoken_session(tmp_path / "audio"), spoken_session(tmp_path / "audio")
    assert callable(what)
    what(broken)
    env = own_home({}, tmp_path)
    listed = run(["sessions", *audio_dir(tmp_path)], env, tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert whole.name in listed.stdout
    assert told in " ".join(listed.stdout.split())
    shown = run(["show", whole.name, *audio_dir(tmp_path)], env, tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Question number 1?" in shown.stdout
    started = run(["practice", "--resume", *audio_dir(tmp_path)], env, tmp_path)
    assert "Traceback" not in started.stderr
    assert started.returncode == 2, "there is nothing to go on with"


def test_a_recording_that_was_removed_is_told_as_that(tmp_path: Path) -> None:
    session = spoken_session(tmp_path / "audio")
    for take in session.record.takes:
        session.recording(take).unlink()
    env = own_home({}, tmp_path)
    played = run(["play", "--speaker", "none", *audio_dir(tmp_path)], env, tmp_path)
    assert played.returncode == 1
    told = "".join(played.stdout.split())
    assert "01_q1_take1.wavismissing" in told
    assert "Systemerror" not in told
    done = run(["transcribe", *audio_dir(tmp_path)], env, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "missing recordings: 01_q1_take1.wav, 02_q2_take1.wav." in " ".join(done.stdout.split())


def test_a_clock_that_was_set_back_does_no_harm(laptop: Laptop, tmp_path: Path) -> None:
    """An older session has the name of a later one."""
    later = spoken_session(tmp_path / "audio")
    later.folder.rename(later.folder.with_name("2999-01-01_00-00-00_small"))
    session = kill_in_the_second_answer_beside(laptop, tmp_path)
    with practice(laptop, tmp_path, "--resume") as terminal:
        answer_the_rest(terminal, 2)
    assert open_session(session).record.state == "finished"
    listed = run(["sessions", *audio_dir(tmp_path)], own_home(laptop.env, tmp_path), tmp_path).stdout
    assert "2999-01-01_00-00-00_small" in listed
    assert session.name in listed


def kill_in_the_second_answer_beside(laptop: Laptop, folder: Path) -> Path:
    """Beside a session of the year 2999. Returns the folder of the one that was killed."""
    with practice(laptop, folder) as terminal:
        for question in QUESTIONS[:2]:
            skip_to_question(terminal, question)
            time.sleep(0.5)
            if question != QUESTIONS[1]:
                terminal.press(ENTER)
        terminal.command.kill()
        terminal.command.wait()
    (path,) = (path for path in session_folders(folder / "audio") if not path.name.startswith("2999"))
    return path
