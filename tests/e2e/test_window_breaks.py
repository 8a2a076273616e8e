"""Whatever becomes of the pages, the browser or the program in the middle of an answer: what was said is kept."""

import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.e2e.hearing_back import beginning_of, likeness_throughout, sample_answer
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import small_bank
from tests.e2e.terminal import PATIENCE_S, own_home, run
from tests.e2e.test_interview import ALIKE
from tests.e2e.test_window import click_button, come_in, wait_for_phase, way_in, window
from voice_interviewer.clip import read_clip
from voice_interviewer.session import open_session
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e

QUESTIONS = ("Why would you like to work here?", "How do you deal with a patient who is unhappy?")
MOST_LOST_S = 1.0
REACTION_S = 0.5
"""Nobody clicks sooner after something has changed; the page takes such a click for one meant for what was there."""


def opened_again(laptop: Laptop, folder: Path) -> Path:
    """The page that a second start shows: it leads into the window of the first."""
    done = run(
        ["app", "--no-open", "--audio-dir", str(folder / "audio")], own_home(laptop.env, folder), folder
    )
    assert "It was open already." in done.stdout
    return way_in(done.stdout)


def begin(browser: Browser, page: Path) -> None:
    come_in(browser, page)
    browser.click("a[href='/banks/small']")
    click_button(browser, "Practise now")
    click_button(browser, "Begin")


def wait_until_it_has_run(browser: Browser, clock: str) -> None:
    browser.wait_for(
        "return document.getElementById('elapsed').textContent >= $[0]", clock, timeout_s=PATIENCE_S
    )


def test_pages_and_browsers_come_and_go(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    small_bank(tmp_path / "bank", QUESTIONS)
    answer = sample_answer("busy-day")
    with window(laptop, tmp_path) as (page, _):
        with Browser() as browser:
            begin(browser, page)
            wait_for_phase(browser, "listening", QUESTIONS[0])
            speaking = laptop.say(answer.path)
            wait_until_it_has_run(browser, "0:02")
            address, first = browser.ask("return location.origin"), browser.driver.current_window_handle
            browser.driver.switch_to.new_window("tab")
            second = browser.driver.current_window_handle
            browser.driver.switch_to.window(first)
            browser.driver.close()
            time.sleep(1.0)  # now no page shows it
            browser.driver.switch_to.window(second)
            browser.driver.get(address)
            click_button(browser, "Back to the interview")
            wait_for_phase(browser, "listening", QUESTIONS[0])
            wait_until_it_has_run(browser, "0:04")
            browser.crash()
        with Browser() as browser:
            browser.open(opened_again(laptop, tmp_path))
            wait_for_phase(browser, "listening", QUESTIONS[0])
            other = browser.driver.current_window_handle
            browser.driver.switch_to.new_window("tab")
            browser.driver.get(f"{address}/interview")
            wait_for_phase(browser, "listening", QUESTIONS[0])
            assert speaking.wait() == 0
            click_button(browser, "Done")
            for handle in (other, browser.driver.current_window_handle):
                browser.driver.switch_to.window(handle)
                wait_for_phase(browser, "listening", QUESTIONS[1])
            # And an end on one page is the end on both.
            time.sleep(REACTION_S)
            browser.press("q")
            for handle in browser.driver.window_handles:
                browser.driver.switch_to.window(handle)
                wait_for_phase(browser, "ended")
            assert browser.errors() == []

    session = find_session(tmp_path / "audio")
    assert [(each.question_number, each.number, each.ending) for each in session.record.takes] == [
        (1, 1, "done"),
        (2, 1, "left"),
    ]
    recorded = read_clip(session.recording(session.record.takes[0]))
    likeness, shift_s = likeness_throughout(answer.clip, recorded)
    assert likeness > ALIKE
    assert shift_s < 0.01


def test_a_killed_program_is_gone_on_with(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    small_bank(tmp_path / "bank", QUESTIONS)
    answers = [beginning_of(name, tmp_path) for name in ("why-this-role", "unhappy-patient")]
    with Browser() as browser:
        with window(laptop, tmp_path) as (page, program):
            begin(browser, page)
            wait_for_phase(browser, "listening", QUESTIONS[0])
            assert laptop.say(answers[0].path).wait() == 0
            program.kill()
            killed_at = datetime.now().astimezone()
            browser.wait_for(
                "return document.getElementById('who').textContent.includes('stopped listening')",
                timeout_s=PATIENCE_S,
            )
            assert "start it again" in browser.ask("return document.getElementById('problem').textContent")
        with window(laptop, tmp_path) as (page, program):
            come_in(browser, page)
            click_button(browser, "Go on")
            click_button(browser, "Begin")
            wait_for_phase(browser, "listening", QUESTIONS[0])
            assert laptop.say(answers[1].path).wait() == 0
            click_button(browser, "Done")
            wait_for_phase(browser, "listening", QUESTIONS[1])
            time.sleep(REACTION_S)
            click_button(browser, "Done")
            wait_for_phase(browser, "ended")
            click_button(browser, "Listen back and compare")
            browser.wait_for("return document.querySelectorAll('section.take .w').length > 5")

    session = open_session(find_session(tmp_path / "audio").folder)
    takes = session.record.takes
    assert session.record.state == "finished"
    assert [(each.question_number, each.number, each.ending) for each in takes] == [
        (1, 1, "interrupted"),
        (1, 2, "done"),
        (2, 1, "done"),
    ]
    lived_s = (killed_at - takes[0].started_at).total_seconds()
    assert lived_s - takes[0].duration_s <= MOST_LOST_S
    for take, answer in zip(takes[:2], answers, strict=True):
        assert likeness_throughout(answer.clip, read_clip(session.recording(take)))[0] > ALIKE
