"""Everything that can break in an interview is broken: the person is told, what was said is kept, and it goes on."""

import os
import re
import shutil
import signal
import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.e2e.hearing_back import SAMPLES, word_error_rate
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import (
    QUESTIONS,
    audio_dir,
    only_session,
    practice,
    skip_to_answer,
    skip_to_question,
    takes,
)
from tests.e2e.terminal import CTRL_C, ENTER, Terminal, own_home, run
from voice_interviewer.clip import read_clip, rms_dbfs
from voice_interviewer.session.answers import read_transcripts

pytestmark = pytest.mark.e2e

ANSWER = SAMPLES / "unhappy-patient.flac"
NOTICED_S = 1.5 + 1.5
"""The promise, and as much again for a machine that has other things to do."""
REMARKED_S = 2.0 + 1.5
SEEN_S = 0.3 + 0.7
"""A key's effect is on the screen, on a machine that has other things to do."""
PATIENCE_S = 15.0

Act = Callable[[Laptop], None]


def speak(laptop: Laptop, seconds: float, answer: Path = ANSWER) -> None:
    """The beginning of an answer."""
    speaking = laptop.say(answer)
    time.sleep(seconds)
    speaking.kill()


def kill(laptop: Laptop) -> None:
    laptop.kill_server()


def start(laptop: Laptop) -> None:
    laptop.start_server()


def suspend(laptop: Laptop) -> None:
    laptop.suspend_microphone(True)


def resume(laptop: Laptop) -> None:
    laptop.suspend_microphone(False)


def freeze(laptop: Laptop) -> None:
    laptop.freeze()


def thaw(laptop: Laptop) -> None:
    laptop.thaw()


def mute(laptop: Laptop) -> None:
    laptop.mute_microphone(True)


def unmute(laptop: Laptop) -> None:
    laptop.mute_microphone(False)


def remove(laptop: Laptop) -> None:
    laptop.remove_microphone()


def put_back(laptop: Laptop) -> None:
    laptop.return_microphone()


SILENT = "has gone silent; plug it in again"
ZEROS = "delivers complete silence: it is muted, or was unplugged"


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        ([(kill, start), (suspend, resume), (freeze, thaw)], SILENT),
        ([(mute, unmute), (remove, put_back)], ZEROS),
    ],
    ids=["silent", "zeros"],
)
def test_a_lost_microphone_is_told_and_the_same_take_goes_on(
    faults: list[tuple[Act, Act]], told: str, own_laptop: Laptop, tmp_path: Path
) -> None:
    with practice(own_laptop, tmp_path) as terminal:
        terminal.skip_microphone_check()
        for question, (fault, mend) in zip(QUESTIONS, faults, strict=False):
            skip_to_question(terminal, question)
            speak(own_laptop, 1.5)
            fault(own_laptop)
            terminal.wait_for(told, NOTICED_S)
            terminal.wait_for("What you said until then is kept.")
            mend(own_laptop)
            terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
            speak(own_laptop, 1.5)
            terminal.press(ENTER)
            terminal.wait_for("Kept")
        terminal.press("q")
        assert terminal.wait() == 0
        assert terminal.settings_after == terminal.settings_before
        assert terminal.wait_until_alone() == []
    assert takes(tmp_path) == [(number, 1, "done") for number in range(1, len(faults) + 1)]
    session = only_session(tmp_path)
    for take in session.record.takes:
        recorded = read_clip(session.recording(take))
        half = len(recorded.samples) // 2
        assert recorded.duration_s > 2.5
        for part in (recorded.samples[:half], recorded.samples[half:]):
            assert rms_dbfs(part) > -40, "what was said before and what was said after are both there"


def test_another_microphone_is_chosen_by_its_number(own_laptop: Laptop, tmp_path: Path) -> None:
    """And the next question goes on with it, and it is opened again when it is lost itself."""
    own_laptop.add_headset()
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        speak(own_laptop, 1.5)
        own_laptop.suspend_microphone(True)
        terminal.wait_for("Or choose another by its number:", PATIENCE_S)
        terminal.wait_for("headset.")
        (number,) = re.findall(r"(\d): headset\.", terminal.text)
        terminal.press(number)
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        speak(own_laptop, 1.5)
        terminal.press(ENTER)
        skip_to_question(terminal, "Why you?")
        speak(own_laptop, 1.5)
        own_laptop.kill_server()
        terminal.wait_for("headset has gone silent", NOTICED_S)
        own_laptop.start_server()
        own_laptop.suspend_microphone(True)
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        terminal.press("q")
        assert terminal.wait() == 0
    assert takes(tmp_path) == [(1, 1, "done"), (2, 1, "left")]
    session = only_session(tmp_path)
    recorded = read_clip(session.recording(session.record.takes[0]))
    half = len(recorded.samples) // 2
    assert min(rms_dbfs(recorded.samples[:half]), rms_dbfs(recorded.samples[half:])) > -40


@pytest.mark.parametrize(
    ("key", "code", "ending"),
    [("q", 0, "left"), (CTRL_C, 130, "interrupted"), (None, 143, "interrupted")],
    ids=["q", "Ctrl-C", "SIGTERM"],
)
def test_a_frozen_sound_server_hangs_nobody(
    key: str | None, code: int, ending: str, own_laptop: Laptop, tmp_path: Path
) -> None:
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        speak(own_laptop, 1.0)
        own_laptop.freeze()
        terminal.wait_for("What you said until then is kept.", NOTICED_S)
        if key != "q":
            time.sleep(2.0)  # by then it looks for the microphone, and nobody answers
        if key is None:
            terminal.command.terminate()
        else:
            terminal.press(key)
        terminal.wait_for("Kept", SEEN_S)
        assert terminal.wait(PATIENCE_S) == code
        assert terminal.settings_after == terminal.settings_before
        assert terminal.wait_until_alone() == []
    assert takes(tmp_path) == [(1, 1, ending)]


def test_a_frozen_sound_server_keeps_no_key_waiting_while_a_question_is_asked(
    own_laptop: Laptop, tmp_path: Path
) -> None:
    """Not while the microphone is being opened again, nor while the speaker is."""
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        own_laptop.freeze()
        terminal.wait_for("What you said until then is kept.", NOTICED_S)
        for question in QUESTIONS[1:]:
            terminal.press("s")
            terminal.wait_for(question, SEEN_S)
            terminal.wait_for("What you said until then is kept.", NOTICED_S)
            time.sleep(2.0)
        own_laptop.thaw()
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        terminal.press(ENTER)
        assert terminal.wait() == 0
    assert takes(tmp_path) == [(1, 1, "left"), (2, 1, "left"), (3, 1, "done")]


LONG = "And what would you say to somebody who has doubts about all of this and about all of that?"


@pytest.mark.parametrize("fault", [kill, freeze])
def test_sound_that_breaks_while_the_question_is_read(fault: Act, own_laptop: Laptop, tmp_path: Path) -> None:
    """The question is shown, the loss of both is told, and the interview goes on when they are back."""
    with practice(own_laptop, tmp_path, questions=(LONG, "Why now?")) as terminal:
        terminal.skip_microphone_check()
        terminal.wait_for("about all of that?")
        time.sleep(1.0)
        fault(own_laptop)
        # Which of the two is missed first is chance; without a microphone nobody can answer, so that is told always.
        terminal.wait_for("What you said until then is kept.", 2 * NOTICED_S + 0.5)
        (start if fault is kill else thaw)(own_laptop)
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        terminal.press("s")
        terminal.wait_for("Why now?")
        terminal.press(ENTER)
        terminal.wait_for("Listening")
        terminal.press(ENTER)
        assert terminal.wait() == 0
    assert [(number, ending) for number, _, ending in takes(tmp_path)] == [(1, "left"), (2, "done")]


def test_the_microphone_breaks_while_the_question_is_asked_again(own_laptop: Laptop, tmp_path: Path) -> None:
    with practice(own_laptop, tmp_path, questions=(LONG,)) as terminal:
        terminal.skip_microphone_check()
        terminal.press(ENTER)
        terminal.wait_for("Listening")
        terminal.press("a")
        terminal.wait_for("once more")
        time.sleep(0.5)
        own_laptop.suspend_microphone(True)
        terminal.wait_for("What you said until then is kept.", NOTICED_S)
        own_laptop.suspend_microphone(False)
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        terminal.press(ENTER)
        assert terminal.wait() == 0
    assert takes(tmp_path) == [(1, 1, "done")]


@pytest.fixture
def answers(tmp_path: Path) -> dict[str, Path]:
    """The same answer, far too loud and far too quiet."""
    clip = read_clip(ANSWER)
    paths = {}
    for name, gain_db in {"loud": 26.0, "quiet": -38.0}.items():
        paths[name] = tmp_path / f"{name}.wav"
        samples = np.clip(clip.samples * 10 ** (gain_db / 20), -1.0, 1.0)
        soundfile.write(paths[name], samples, clip.rate_hz, subtype="FLOAT")
    return paths


def test_a_bad_level_is_remarked_on_and_changes_nothing(
    own_laptop: Laptop, answers: dict[str, Path], tmp_path: Path
) -> None:
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        speaking = own_laptop.say(answers["loud"])
        terminal.wait_for("You are too loud for the microphone", REMARKED_S)
        speaking.kill()
        terminal.press(ENTER)

        skip_to_question(terminal, "Why you?")
        speaking = own_laptop.say(answers["quiet"])
        terminal.wait_for("You are very quiet", PATIENCE_S)  # when a phrase of 1.5 s has been said
        speaking.kill()
        terminal.press("q")
        assert terminal.wait() == 0
    assert takes(tmp_path) == [(1, 1, "done"), (2, 1, "left")]


def test_who_muted_for_a_moment_is_told_when_the_microphone_goes_later(
    own_laptop: Laptop, tmp_path: Path
) -> None:
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        speak(own_laptop, 1.5)
        own_laptop.mute_microphone(True)
        terminal.wait_for(ZEROS, NOTICED_S)
        own_laptop.mute_microphone(False)
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        speak(own_laptop, 1.5)
        time.sleep(3.0)  # to think, while the microphone hisses
        own_laptop.remove_microphone()
        terminal.wait_for(ZEROS, NOTICED_S)
        own_laptop.return_microphone()
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        terminal.press("q")
        assert terminal.wait() == 0


def test_a_microphone_that_goes_while_the_question_is_read_is_found_again(
    own_laptop: Laptop, tmp_path: Path
) -> None:
    """The sound server moves the stream to the speaker's own monitor, where it stays until it is opened anew."""
    with practice(own_laptop, tmp_path, questions=(LONG,)) as terminal:
        terminal.skip_microphone_check()
        terminal.wait_for("about all of that?")
        time.sleep(1.0)
        own_laptop.remove_microphone()
        terminal.press(ENTER)
        terminal.wait_for("complete silence", NOTICED_S)
        own_laptop.return_microphone()
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        speak(own_laptop, 3.0)
        terminal.press(ENTER)
        assert terminal.wait() == 0
    session = only_session(tmp_path)
    assert rms_dbfs(read_clip(session.recording(session.record.takes[0])).samples) > -40


def test_a_muted_microphone_is_found_out_before_the_first_interview(
    own_laptop: Laptop, tmp_path: Path
) -> None:
    own_laptop.mute_microphone(True)
    with practice(own_laptop, tmp_path) as terminal:
        shown = terminal.wait_for("Linux: unmute it in the sound settings.", PATIENCE_S)
        assert "Your microphone is muted" in shown
        assert "macOS: System Settings, Privacy & Security, Microphone." in shown
        assert "Windows: Settings, Privacy & security, Microphone." in shown
        skip_to_question(terminal, "Why here?")
        terminal.wait_for("Your microphone is muted, or this program may not use it", REMARKED_S)
        own_laptop.mute_microphone(False)
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        terminal.press("q")
        assert terminal.wait() == 0


def whispers(terminal: Terminal) -> list[int]:
    """The processes that Whisper runs in."""
    found = []
    for process_id in terminal.processes():
        try:
            command = Path(f"/proc/{process_id}/cmdline").read_bytes()
        except OSError:
            continue
        if b"whisper_process" in command:
            found.append(process_id)
    return found


def test_a_transcriber_that_is_killed_is_started_again(own_laptop: Laptop, tmp_path: Path) -> None:
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        speaking = own_laptop.say(ANSWER)
        time.sleep(2.0)
        (whisper,) = whispers(terminal)
        os.kill(whisper, signal.SIGKILL)
        time.sleep(4.0)
        speaking.kill()
        terminal.press(ENTER)
        terminal.wait_for("Why you?")
        terminal.press("q")
        assert terminal.wait() == 0
        assert terminal.wait_until_alone() == []
    heard = read_transcripts(only_session(tmp_path), 1)[1]
    assert len(heard.words) > 5
    said = ANSWER.with_suffix(".txt").read_text("utf-8").split()[: len(heard.words) - 1]
    assert word_error_rate(" ".join(said), " ".join(word.text for word in heard.words[:-1])) <= 0.3


def kill_whispers(terminal: Terminal) -> int:
    """Kill it whenever it is started, until nobody starts it any more; returns how often that was."""
    killed: set[int] = set()
    last_s = time.monotonic()
    while time.monotonic() - last_s < 1.5:
        for process_id in set(whispers(terminal)) - killed:
            os.kill(process_id, signal.SIGKILL)
            killed.add(process_id)
            last_s = time.monotonic()
        time.sleep(0.02)
    return len(killed)


def test_a_transcriber_that_dies_time_after_time_stops_nothing(own_laptop: Laptop, tmp_path: Path) -> None:
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        speak(own_laptop, 4.0)
        terminal.press(ENTER)
        assert kill_whispers(terminal) in (2, 3), "as it was, once more, and no more"
        terminal.wait_for("Listening")
        speak(own_laptop, 3.0)
        terminal.press("q")
        terminal.wait_for("the recording is kept, run voice-interviewer transcribe to write it down")
        assert terminal.wait() == 0
    session = only_session(tmp_path)
    assert takes(tmp_path) == [(1, 1, "done"), (2, 1, "left")]
    assert read_transcripts(session, 1) == {}
    assert read_transcripts(session, 2)[1].words

    env = own_home(own_laptop.env, tmp_path)
    assert "transcribe 1" in run(["sessions", *audio_dir(tmp_path)], env, tmp_path).stdout
    done = run(["transcribe", *audio_dir(tmp_path)], env, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert read_transcripts(session, 1)[1].words


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, mounted as the folder of all recordings; a file leaves it room for about five seconds."""
    disk = tmp_path / "audio"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting a small disk needs root")
    try:
        (disk / "holiday.jpg").write_bytes(bytes(2 * 1024 * 1024 - 450_000))
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_told_keeps_what_fitted_and_waits(
    own_laptop: Laptop, small_disk: Path, tmp_path: Path
) -> None:
    with practice(own_laptop, tmp_path) as terminal:
        terminal.skip_microphone_check()
        terminal.wait_for("MB left, and this interview may need")
        skip_to_question(terminal, "Why here?")
        speaking = own_laptop.say(ANSWER)
        terminal.wait_for("(No space left on device)", PATIENCE_S)
        terminal.wait_for("What was recorded before that is kept.")
        terminal.wait_for("The interview waits.")
        speaking.kill()
        terminal.press(ENTER)  # and there still is no room
        terminal.wait_for("(No space left on device)", PATIENCE_S)
        (small_disk / "holiday.jpg").unlink()
        terminal.press(ENTER)
        terminal.wait_for("Listening")
        second_at_s = time.monotonic()
        speak(own_laptop, 3.0, SAMPLES / "team-conflict.flac")
        terminal.press(ENTER)
        terminal.wait_for("Kept")
        second_s = time.monotonic() - second_at_s
        terminal.press("q")
        assert terminal.wait() == 0
        assert "Traceback" not in terminal.text
        assert "Exception ignored" not in terminal.text
    assert takes(tmp_path) == [(1, 1, "interrupted"), (1, 2, "done")]
    session = only_session(tmp_path)
    first, second = session.record.takes
    for take in (first, second):
        with wave.open(str(session.recording(take))) as file:
            assert file.getnframes() / file.getframerate() == pytest.approx(take.duration_s, abs=0.1)
    assert 3.0 < first.duration_s < 8.0
    assert second.duration_s == pytest.approx(second_s, abs=1.0)
    heard = read_transcripts(session, 1)
    assert heard[2].duration_s == pytest.approx(second.duration_s, abs=0.1), (
        "nothing of the first take is in it"
    )


def test_a_folder_that_is_removed_is_told_at_once(own_laptop: Laptop, tmp_path: Path) -> None:
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        speak(own_laptop, 1.0)
        shutil.rmtree(only_session(tmp_path).folder)
        terminal.wait_for("(No such file or directory)", NOTICED_S)
        terminal.wait_for("The interview waits.")
        terminal.press(ENTER)
        terminal.wait_for("The interview waits.")
        terminal.press("q")
        assert terminal.wait(PATIENCE_S) == 4
        assert "Traceback" not in terminal.text
        assert terminal.settings_after == terminal.settings_before
        assert terminal.wait_until_alone() == []


def test_after_the_tone_a_microphone_is_found_again_too(own_laptop: Laptop, tmp_path: Path) -> None:
    """Hands-free: the sound server dies in a silence, and comes back."""
    command = ("--hands-free", "--silence", "6")
    with practice(own_laptop, tmp_path, *command, questions=("Why here?",)) as terminal:
        terminal.wait_for("Listening")
        speak(own_laptop, 2.0)
        time.sleep(4.7)
        own_laptop.kill_server()
        terminal.wait_for("What you said until then is kept.", NOTICED_S)
        own_laptop.start_server()
        terminal.wait_for("The microphone is back: go on.", PATIENCE_S)
        terminal.wait_for("Kept", PATIENCE_S)
        assert terminal.wait() == 0
    assert takes(tmp_path) == [(1, 1, "silence")]
    assert len(only_session(tmp_path).record.takes[0].masked) >= 1
