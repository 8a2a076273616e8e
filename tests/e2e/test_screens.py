"""What an interview looks like: for a screen reader, without colours, in a narrow window."""

import re
import time
from pathlib import Path

import pytest

from tests.e2e.hearing_back import SAMPLES
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import audio_dir, only_session, practice, skip_to_answer
from tests.e2e.terminal import ENTER, Terminal, own_home

pytestmark = pytest.mark.e2e

ANSWER = SAMPLES / "unhappy-patient.flac"
REDRAWING = re.compile(rb"\x1b\[[0-9;?]*[A-HJKSTfhlsu]|\r(?![\r\n])")
"""Whatever moves the cursor, or takes away what is shown."""
COLOUR = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m")


def answer_in_haste(terminal: Terminal, laptop: Laptop) -> None:
    """The only question: its transcript is still being written when the answer ends."""
    skip_to_answer(terminal)
    speaking = laptop.say(ANSWER)
    time.sleep(4.0)
    terminal.press(ENTER)
    assert terminal.wait() == 0
    speaking.kill()


def test_a_screen_reader_has_sentences_only(laptop: Laptop, tmp_path: Path) -> None:
    with practice(laptop, tmp_path, "--plain", questions=("Why here?",)) as terminal:
        answer_in_haste(terminal, laptop)
        assert "Writing down the answers …" in terminal.text
        assert re.search(r"1\. Why here\? Take 1, 0:0\d, \d+ words\.", terminal.text)
        assert REDRAWING.findall(terminal.raw) == []
    only_session(tmp_path).document(1, ".json").unlink()
    command = ["transcribe", "--plain", *audio_dir(tmp_path)]
    with Terminal(command, own_home(laptop.env, tmp_path), tmp_path) as terminal:
        assert terminal.wait() == 0
        assert "Writing down 1 recording …" in terminal.text
        assert REDRAWING.findall(terminal.raw) == []


def test_without_colours_all_is_said_all_the_same(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(laptop.env, "NO_COLOR", "1")
    with practice(laptop, tmp_path, questions=("Why here?",)) as terminal:
        answer_in_haste(terminal, laptop)
        assert "dBFS" in terminal.text
        assert COLOUR.findall(terminal.raw) == []
