"""What holds on Windows and macOS as on Linux: a whole interview with a sound file in place of the microphone."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jiwer
import pytest

from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e

DEMO = Path(__file__).parents[2] / "audio" / "demo"
QUESTION = "why-this-role"

MOST_WORDS_WRONG = 0.2
"""Of an answer in a clear voice one word in twenty is wrong; noise is worse by far."""


def run(folder: Path, *arguments: str) -> str:
    """What the command prints without a terminal, once it has ended well."""
    done = subprocess.run(
        [sys.executable, "-m", "voice_interviewer", *arguments, "--audio-dir", str(folder / "audio")],
        cwd=folder,
        # A pipe has the code page of the machine on Windows; whoever reads it there asks for UTF-8.
        env=os.environ | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def words(text: str) -> str:
    """Only the words, so that neither commas nor noted pauses count."""
    return " ".join(re.findall(r"[a-z']+", re.sub(r"\[[^]]*\]", " ", text.lower())))


def test_an_interview_is_held_written_down_listed_and_exported(tmp_path: Path) -> None:
    hands_free = ("--hands-free", "--silence", "2", "--plain", "--no-open", "--speaker", "none")
    file = f"file:{DEMO / f'{QUESTION}.flac'}"
    run(tmp_path, "practice", "--question", QUESTION, "--microphone", file, *hands_free)

    session = find_session(tmp_path / "audio")
    assert session.record.state == "finished"
    assert [take.ending for take in session.record.takes] == ["silence"]
    assert (session.folder / "review.html").is_file()
    said = words((DEMO / f"{QUESTION}.txt").read_text(encoding="utf-8"))
    heard = words(" ".join(word.text for word in read_transcripts(session, 1)[1].words))
    assert jiwer.wer(said, heard) < MOST_WORDS_WRONG

    (listed,) = json.loads(run(tmp_path, "sessions", "--json"))["sessions"]
    assert listed["session"] == session.folder.name
    run(tmp_path, "export", "--to", str(tmp_path / "for-a-coach"))
    assert list((tmp_path / "for-a-coach").iterdir())
