"""The window in Firefox on the virtual laptop: an interview by clicks, from the way in to the review; and the review
page as a file."""

from pathlib import Path

import pytest

from tests.e2e.firefox import Firefox
from tests.e2e.hearing_back import beginning_of, likeness_throughout, word_error_rate
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import small_bank
from tests.e2e.terminal import PATIENCE_S
from tests.e2e.test_interview import ALIKE
from tests.e2e.test_window import window
from tests.pages import Said, spoken_session
from voice_interviewer.clip import read_clip
from voice_interviewer.review.report.writing import write_page
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e

QUESTION = "Why would you like to work here?"
BUTTON = (
    "return [...document.querySelectorAll('button, a')]"
    ".find((each) => each.textContent.trim() === $[0] && each.offsetParent && !each.disabled)"
)
CLOCK = "return document.querySelector('#q1t1 audio').currentTime"
TOLERANCE_S = 1.0
"""The sound goes on until the browser is asked."""


def wait_for_phase(browser: Firefox, phase: str) -> None:
    browser.wait_for("return document.getElementById('main')?.dataset.phase === $[0]", phase)


def test_an_interview_by_clicks(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    small_bank(tmp_path / "bank", (QUESTION,))
    answer = beginning_of("why-this-role", tmp_path)
    with window(laptop, tmp_path) as (page, program), Firefox(laptop.env) as browser:
        browser.open(page.as_uri())
        browser.wait_for("return location.pathname === '/' && location.search === ''")
        browser.click("return document.querySelector('a[href=\"/banks/small\"]')")
        browser.wait_for("return location.pathname === '/banks/small'")  # "Practise now" is on both pages
        browser.click(BUTTON, "Practise now")
        browser.click(BUTTON, "Begin")
        wait_for_phase(browser, "listening")
        assert browser.ask("return document.getElementById('question').textContent") == QUESTION
        speaking = laptop.say(answer.path)
        browser.wait_for("return document.getElementById('elapsed').textContent >= '0:02'")
        browser.wait_for("return Number(document.getElementById('level').style.transform.slice(7, -1)) > 0.3")
        browser.reload()
        wait_for_phase(browser, "listening")
        assert speaking.wait() == 0
        browser.click(BUTTON, "Done")
        wait_for_phase(browser, "ended")
        browser.click(BUTTON, "Listen back and compare")
        browser.wait_for("return document.querySelectorAll('section.take .w').length > 5")
        browser.click("return document.querySelectorAll('#q1t1 .w')[3]")
        browser.wait_for(f"{CLOCK} > 0.5")
        assert browser.errors() == []
        browser.click(BUTTON, "Quit")
        browser.wait_for("return document.querySelector('h1').textContent === 'Voice Interviewer has ended'")
        assert program.wait(PATIENCE_S) == 0

    session = find_session(tmp_path / "audio")
    (take,) = session.record.takes
    assert take.ending == "done"
    assert likeness_throughout(read_clip(answer.path), read_clip(session.recording(take)))[0] > ALIKE
    assert word_error_rate(answer.text, read_transcripts(session, 1)[1].text) <= 0.2


def test_the_review_page_plays_and_a_clicked_word_seeks(laptop: Laptop, tmp_path: Path) -> None:
    page = write_page(spoken_session(tmp_path / "audio"))
    with Firefox(laptop.env) as browser, laptop.record_speaker(tmp_path / "heard.wav"):
        browser.open(page.as_uri())
        browser.click("return document.querySelector('#q1t1 .play')")
        browser.wait_for(f"{CLOCK} > 0.3")
        browser.click("return document.querySelector('#q1t1 .play')")
        browser.wait_for("return document.querySelector('#q1t1 audio').paused")
        for number in (20, 2):
            browser.click(f"return document.querySelectorAll('#q1t1 .w')[{number}]")
            browser.wait_for("return !document.querySelector('#q1t1 audio').seeking")
            start_s = Said().words[number].start_s
            assert start_s - 0.01 <= browser.ask(CLOCK) <= start_s + TOLERANCE_S
            browser.wait_for(f"{CLOCK} > {start_s + 0.2}")
        assert browser.errors() == []
    assert abs(read_clip(tmp_path / "heard.wav").samples).max() > 0.1
