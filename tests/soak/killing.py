"""Interviews that are killed in the middle of something, and everything that must be true afterwards."""

import json
import random
import signal
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tests.e2e.hearing_back import SAMPLES
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import audio_dir, practice
from tests.e2e.terminal import ENTER, Terminal, own_home, run
from voice_interviewer.clip import read_clip
from voice_interviewer.devices.file_microphone import FileMicrophone
from voice_interviewer.session import Session
from voice_interviewer.session.answers import untranscribed
from voice_interviewer.session.finding import find_session, session_folders
from voice_interviewer.session.record import RECORD_NAME

QUESTIONS = ("Why here?", "Why you?")
MOST_LOST_S = 1.0
FILE_RATE_HZ = 16_000


@dataclass(frozen=True)
class Killed:
    """What was going on when it was killed, and how much of the running take is not on disk (None: no such take)."""

    phase: str
    lost_s: float | None


@contextmanager
def talk(laptop: Laptop, folder: Path) -> Iterator[None]:
    """Somebody talks in the room all the time: ten minutes of sample answers."""
    path = folder / "talk.wav"
    soundfile.write(path, np.tile(said(), 5), FILE_RATE_HZ)
    speaking = laptop.say(path)
    try:
        yield
    finally:
        speaking.kill()


def said() -> Any:
    """All sample answers, one after the other: about two minutes."""
    clips = [read_clip(path).resampled(FILE_RATE_HZ).samples for path in sorted(SAMPLES.glob("*.flac"))]
    return np.concatenate(clips)


def kill_one(laptop: Laptop, folder: Path, chance: random.Random, *, by_file: bool) -> Killed:
    """Begin an interview, kill it at a random moment, look at what is left, and go on with it until its end.

    With the real microphone the loss is measured against the clock. With a sound file as the microphone nothing is in
    real time, so that a kill meets a write far more often; there every sample is compared.
    """
    folder.mkdir()
    killed_at, text = _live_and_die(laptop, folder, chance, by_file=by_file)
    env = own_home(laptop.env, folder)
    if not session_folders(folder / "audio"):
        return Killed("before the session", None)
    session = find_session(folder / "audio")
    record = json.loads((session.folder / RECORD_NAME).read_text())
    lost_s = look_at(session, killed_at, by_file=by_file)
    if by_file:
        for take in session.record.takes:
            _assert_spoken_by(folder / "answer.wav", session.recording(take))
    for command in ("sessions", "show"):
        done = run([command, *audio_dir(folder)], env, folder)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert session.name in done.stdout.replace("\n", "")
    before = {path: path.read_bytes() for path in _finished_recordings(session)}
    if record["state"] == "running":
        _go_on(laptop, folder, session, offered=chance.random() < 0.5)
    _look_at_the_end(session, before, env, folder)
    return Killed(_phase(record, text), lost_s)


def _live_and_die(
    laptop: Laptop, folder: Path, chance: random.Random, *, by_file: bool
) -> tuple[datetime, str]:
    answer = folder / "answer.wav"
    if by_file:
        soundfile.write(answer, said(), FILE_RATE_HZ, subtype="PCM_16")
    how = ["--microphone", f"file:{answer}", "--speaker", "none"] if by_file else []
    with practice(laptop, folder, *how, questions=QUESTIONS) as terminal:
        kill_at_s = time.monotonic() + chance.uniform(0.6, 4.5 if by_file else 9.0)
        _attend(terminal, kill_at_s, talk_s=chance.uniform(0.3, 2.5))
        terminal.command.kill()
        killed_at = datetime.now().astimezone()
        terminal.command.wait()
        assert terminal.wait_until_alone() == [], "it left a process behind"
        assert terminal.command.returncode in (0, -signal.SIGKILL), terminal.text[-1000:]
        return killed_at, terminal.text


def _attend(terminal: Terminal, until_s: float, talk_s: float) -> None:
    """Be the person: skip the microphone check, answer for so long, press Enter; until then, or until its end."""
    answered, listening_since_s, skipped = 0, 0.0, False
    while time.monotonic() < until_s and terminal.command.poll() is None:
        shown = terminal.raw
        if not skipped and b"Any key skips" in shown:
            terminal.press(" ")
            skipped = True
        if shown.count(b"Listening.") > answered:
            listening_since_s = listening_since_s or time.monotonic()
            if time.monotonic() - listening_since_s > talk_s:
                terminal.press(ENTER)
                answered, listening_since_s = answered + 1, 0.0
        time.sleep(0.005)


def _finished_recordings(session: Session) -> list[Path]:
    return [session.recording(take) for take in session.record.takes if take.ending != "running"]


def look_at(session: Session, killed_at: datetime, *, by_file: bool) -> float | None:
    """Every finished take is whole; returns how much of the running one is missing."""
    lost_s = None
    for take in session.record.takes:
        path = session.recording(take)
        if take.ending == "running":
            written = _written(path)
            rate_hz = int.from_bytes(written[24:28], "little") or FILE_RATE_HZ
            lost_s = (killed_at - take.started_at).total_seconds() - len(written[44:]) / 2 / rate_hz
            assert by_file or lost_s <= MOST_LOST_S, f"{lost_s:.2f} s of {path.name} are lost"
        else:
            assert _length_s(path) == round(take.duration_s, 6), f"{path.name} is not whole"
    return None if by_file else lost_s


def _written(path: Path) -> bytes:
    """Nothing, if it was killed when the record knew of the take and its file was not made yet."""
    return path.read_bytes() if path.exists() else b""


def _length_s(path: Path) -> float:
    if not path.exists():
        return 0.0
    with wave.open(str(path)) as file:
        frames = file.readframes(file.getnframes())
        return float(round(len(frames) / 2 / file.getframerate(), 6))


def _go_on(laptop: Laptop, folder: Path, session: Session, *, offered: bool) -> None:
    """The next start finds it, says so, and goes on at the next question; or `--resume` does."""
    following = session.next_question()
    if following is None:
        return
    arguments = [] if offered else ["--resume"]
    with practice(laptop, folder, *arguments, questions=QUESTIONS) as terminal:
        if offered:
            told = terminal.wait_for("was cut short. It holds")
            assert session.name in told.replace(" ", "")
            terminal.wait_for(f"Continue it with question {following} now? [y/N]")
            terminal.press(f"y{ENTER}")
        terminal.wait_for(f"Question {following} of {len(QUESTIONS)}")
        _attend(terminal, time.monotonic() + 60, talk_s=0.3)
        assert terminal.wait() == 0, terminal.text[-1000:]
        assert terminal.wait_until_alone() == []


def _look_at_the_end(session: Session, before: dict[Path, bytes], env: dict[str, str], folder: Path) -> None:
    now = find_session(session.folder.parent)
    assert now.name == session.name, "nothing else was begun"
    for path, content in before.items():
        assert path.read_bytes() == content, f"{path.name} was changed"
    if (
        now.record.state == "running"
    ):  # killed after the last answer: told at the next start, nothing to go on with
        assert now.next_question() is None
    else:
        assert now.record.state == "finished"
        assert all(_length_s(now.recording(take)) == round(take.duration_s, 6) for take in now.record.takes)
        assert {take.ending for take in now.record.takes} <= {"done", "silence", "limit", "interrupted"}
        assert {take.question_number for take in now.record.takes if take.ending != "interrupted"} == {1, 2}
    if untranscribed(now):
        done = run(["transcribe", *audio_dir(folder)], env, folder)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert untranscribed(now) == ()


def _assert_spoken_by(answer: Path, recording: Path) -> None:
    """Every sample of it is the one that the sound file had there."""
    samples = np.frombuffer(_written(recording)[44:], "<i2")
    microphone = FileMicrophone(answer)
    microphone.open()
    microphone.cue("")
    spoken = [np.zeros(0, np.float32)]
    while sum(map(len, spoken)) < len(samples):
        block = microphone.read(0.0)
        assert block is not None
        spoken.append(block)
    wanted = np.rint(np.concatenate(spoken)[: len(samples)] * 32768).astype("<i2")
    assert np.array_equal(samples, wanted), f"{recording.name} is not what was said"


def _phase(record: dict[str, Any], text: str) -> str:
    if record["state"] == "finished":
        return "transcribing" if "Compare:" not in text else "after its end"
    if any(take["ending"] == "running" for take in record["takes"]):
        return "recording"
    return "between questions" if record["takes"] else "before the first answer"
