"""A bank of one's own, read by Emma: what comes out of the speaker is what the bank says, made once and then kept."""

from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.e2e.hearing_back import recognise, spoken_error_rate
from tests.e2e.laptop import RATE_HZ, Laptop
from tests.e2e.small_interview import practice, small_bank
from tests.e2e.terminal import ENTER, PATIENCE_S, Terminal
from tests.e2e.test_laptop import found
from tests.e2e.test_window import click_button, come_in, window
from tests.patience import until
from voice_interviewer.clip import Samples, read_clip
from voice_interviewer.devices.natural import parts
from voice_interviewer.devices.natural.kept import kept_path, read_kept
from voice_interviewer.devices.natural.voice import decoded

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not parts.is_installed(), reason="the extra natural is not installed"),
]

QUESTIONS = ("Would you start at £25,000 a year?", "Could you work 9–5, e.g. on Mondays? 🙂")


def kept_sounds(folder: Path) -> list[Path]:
    return list((folder / "home" / "cache" / "voice-interviewer" / "voices").glob("*.sound"))


def emmas(question: str, folder: Path) -> Samples:
    """What Emma said for a question, as it was kept."""
    content = read_kept(kept_path(kept_sounds(folder)[0].parent, "emma", question))
    assert content, f"“{question}” was not kept"
    return decoded(content).resampled(RATE_HZ).samples


def is_making(terminal: Terminal) -> bool:
    """Whether the process runs that makes Emma's sounds."""
    commands = (Path(f"/proc/{number}/cmdline") for number in terminal.processes())
    return any(b"natural.process" in command.read_bytes() for command in commands if command.exists())


def test_emma_asks_an_own_bank_and_the_second_interview_makes_nothing(laptop: Laptop, tmp_path: Path) -> None:
    was_making = []
    for number in (1, 2):
        with (
            laptop.record_speaker(tmp_path / f"asked-{number}.wav"),
            practice(laptop, tmp_path, questions=QUESTIONS) as terminal,
        ):
            if number == 1:
                terminal.skip_microphone_check()
            for _ in QUESTIONS:
                terminal.wait_for("Listening")
                until(lambda: len(kept_sounds(tmp_path)) == len(QUESTIONS))
                was_making.append(is_making(terminal))
                terminal.press(ENTER)
                terminal.wait_for("Kept")
            assert terminal.wait() == 0
        heard = recognise(tmp_path / f"asked-{number}.wav")
        assert spoken_error_rate(" ".join(QUESTIONS), heard) <= 0.15, heard
    assert was_making == [True, True, False, False]
    asked = [read_clip(tmp_path / f"asked-{number}.wav").samples for number in (1, 2)]
    # Who asks the first question of the first interview hangs on how quick the machine is.
    assert found(emmas(QUESTIONS[1], tmp_path), asked[0])[1] > 0.8
    for question in QUESTIONS:
        assert found(emmas(question, tmp_path), asked[1])[1] > 0.8


def test_the_window_prepares_the_voice_of_an_own_bank(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    small_bank(tmp_path / "bank", QUESTIONS)
    with window(laptop, tmp_path) as (page, _), Browser(width=1280) as browser:
        come_in(browser, page)
        browser.driver.get(f"{browser.ask('return location.origin')}/banks/small")
        click_button(browser, "Prepare the voice")
        told = "return document.getElementById('voice-told').textContent"
        browser.wait_for(f"{told} === 'The voice is ready.'", timeout_s=PATIENCE_S)
        assert browser.faults_of_access() == []
        assert len(kept_sounds(tmp_path)) == len(QUESTIONS)
        browser.driver.refresh()
        browser.wait_for("return document.querySelector('h1')?.textContent === 'Small'")
        assert browser.ask("return document.getElementById('voice')") is None
