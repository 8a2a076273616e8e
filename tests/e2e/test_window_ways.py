"""Other ways through an interview in the window: by the keyboard alone; hands-free, with a microphone that is lost."""

import time
from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.e2e.hearing_back import beginning_of, likeness_throughout, word_error_rate
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import small_bank
from tests.e2e.terminal import PATIENCE_S
from tests.e2e.test_interview import ALIKE
from tests.e2e.test_window import click_button, come_in, wait_for_phase, window
from voice_interviewer.clip import read_clip
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e

QUESTIONS = (
    "Why would you like to work here?",
    "How do you deal with a patient who is unhappy?",
    "What do you do when two colleagues quarrel?",
)
REACTION_S = 0.5
"""Nobody clicks sooner after something has changed; the page takes such a click for one meant for what was there."""
MOST_TABS = 150
"""More than any of these pages has to step through."""
FOCUSED = """
const each = document.activeElement, seen = getComputedStyle(each);
if (each === document.body) return null;
const outlined = seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) >= 1;
return [(each.labels?.[0] ?? each).textContent.trim(), outlined || seen.boxShadow !== "none"];
"""
"""What has the focus, by its words, and whether that can be seen."""


def tab_to(browser: Browser, text: str) -> None:
    """Step on until what has these words has the focus; every step of the way must be seen."""
    for _ in range(MOST_TABS):
        browser.press("TAB")
        found = browser.ask(FOCUSED)
        if found:
            name, is_seen = found
            assert is_seen, f"nothing shows that “{name}” has the focus"
            if name == text:
                return
    raise AssertionError(f"“{text}” cannot be reached")


def wait_for_page(browser: Browser, title: str) -> None:
    browser.wait_for("return document.querySelector('h1')?.textContent === $[0]", title)


def test_the_whole_way_by_keyboard(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    small_bank(tmp_path / "bank", QUESTIONS)
    answers = [beginning_of(name, tmp_path) for name in ("why-this-role", "unhappy-patient", "team-conflict")]

    with window(laptop, tmp_path) as (page, program), Browser(width=1280) as browser:
        come_in(browser, page)
        tab_to(browser, "Small")
        browser.press("ENTER")
        wait_for_page(browser, "Small")
        tab_to(browser, "Practise now")
        browser.press("ENTER")
        wait_for_page(browser, "Ready?")
        tab_to(browser, "Change how it is held")
        browser.press("ENTER")
        tab_to(browser, "Show my words as I speak, at each pause (reading oneself disturbs most people)")
        browser.press("SPACE")
        browser.wait_for("return document.getElementById('heard').textContent.startsWith('It is listening')")
        tab_to(browser, "Begin")
        browser.press("ENTER")

        for number, answer in enumerate(answers, 1):
            wait_for_phase(browser, "asking")
            browser.wait_for(
                "return document.getElementById('where').textContent.startsWith($[0])", f"Question {number} "
            )
            wait_for_phase(browser, "listening")
            if number == 1:
                browser.press("?")
                browser.wait_for("return document.getElementById('keys').open")
                browser.wait_for("return document.getElementById('elapsed').textContent >= '0:02'")
                browser.press("r")
                browser.wait_for("return document.getElementById('elapsed').textContent < '0:02'")
                wait_for_phase(browser, "listening")
            assert laptop.say(answer.path).wait() == 0
            words = browser.wait_for(
                "return document.getElementById('words').textContent", timeout_s=PATIENCE_S
            )
            assert word_error_rate(answer.text, words) <= 0.5  # those of a last pause may be to come
            browser.press("ENTER")
        wait_for_phase(browser, "ended")
        assert browser.ask(FOCUSED)[0] == "Listen back and compare"
        browser.press("ENTER")
        browser.wait_for("return document.querySelectorAll('section.take .w').length > 5")
        assert browser.errors() == []
        tab_to(browser, "Quit")
        browser.press("ENTER")
        wait_for_page(browser, "Voice Interviewer has ended")
        assert program.wait(PATIENCE_S) == 0

    session = find_session(tmp_path / "audio")
    assert session.record.state == "finished"
    takes = session.record.takes
    assert [(each.question_number, each.number, each.ending) for each in takes] == [
        (1, 1, "again"),
        (1, 2, "done"),
        (2, 1, "done"),
        (3, 1, "done"),
    ]
    for take, answer in zip(takes[1:], answers, strict=True):
        likeness, _ = likeness_throughout(read_clip(answer.path), read_clip(session.recording(take)))
        assert likeness > ALIKE
        heard = read_transcripts(session, take.question_number)[take.number]
        assert word_error_rate(answer.text, heard.text) <= 0.2


def test_hands_free_with_a_microphone_that_is_pulled(own_laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    small_bank(tmp_path / "bank", QUESTIONS[:2])
    own_laptop.add_headset()
    answers = [beginning_of(name, tmp_path) for name in ("why-this-role", "unhappy-patient")]

    with window(own_laptop, tmp_path) as (page, _), Browser(width=1280) as browser:
        come_in(browser, page)
        browser.click("a[href='/banks/small']")
        click_button(browser, "Practise now")
        wait_for_page(browser, "Ready?")
        browser.click("#choices > summary")
        browser.click("[name=hands_free][value=yes]")
        click_button(browser, "Begin")

        wait_for_phase(browser, "listening", QUESTIONS[0])
        assert own_laptop.say(answers[0].path).wait() == 0
        own_laptop.remove_microphone()
        wait_for_phase(browser, "gone")
        told = browser.ask("return document.getElementById('notices').textContent")
        assert "What you said until then is kept." in told
        browser.wait_for("return !document.getElementById('microphones').hidden", timeout_s=PATIENCE_S)
        time.sleep(REACTION_S)
        click_button(browser, "headset")
        wait_for_phase(browser, "listening", QUESTIONS[0])
        assert own_laptop.say(answers[1].path).wait() == 0
        browser.wait_for(
            "return /ends in \\d s/.test(document.getElementById('pausing').textContent)",
            timeout_s=PATIENCE_S,
        )

        wait_for_phase(browser, "listening", QUESTIONS[1])
        assert own_laptop.say(answers[1].path).wait() == 0
        wait_for_phase(browser, "ended")
        assert browser.errors() == []

    session = find_session(tmp_path / "audio")
    assert session.record.state == "finished"
    takes = session.record.takes
    assert [(each.question_number, each.number, each.ending) for each in takes] == [
        (1, 1, "silence"),
        (2, 1, "silence"),
    ]
    recorded = read_clip(session.recording(takes[0]))
    for answer in answers:
        assert likeness_throughout(answer.clip, recorded)[0] > ALIKE
    said = f"{answers[0].text} {answers[1].text}"
    assert word_error_rate(said, read_transcripts(session, 1)[1].text) <= 0.3
