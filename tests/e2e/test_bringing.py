"""A guide that somebody saved, and the advert of a job, become interviews: in the window and in the terminal."""

import re
from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.e2e.hearing_back import beginning_of
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import audio_dir, only_session
from tests.e2e.terminal import PATIENCE_S, own_home, run
from tests.e2e.test_window import click_button, come_in, wait_for_phase, window
from voice_interviewer.bank import load_bank

pytestmark = pytest.mark.e2e

QUESTION = "How do you deal with an unhappy patient?"
GUIDE = f"""Front desk interview

{QUESTION}

Advice: You need to explain that you listen without interrupting, apologise for the delay, and offer another time.

some stray words
"""
ADVERT = """Job title: Ward Clerk
Employer: Millbrook Hospitals

Main duties
- Order stationery and supplies

Essential
- Understanding of patient confidentiality
"""


def bring(browser: Browser, address: str, link: str, text: str) -> None:
    """From the first page to what was read."""
    browser.driver.get(f"{address}/")
    click_button(browser, link)
    browser.wait_for("return document.querySelector('[name=text]')", timeout_s=PATIENCE_S).send_keys(text)
    click_button(browser, "See what it becomes")
    browser.wait_for("return document.getElementById('read-title')", timeout_s=PATIENCE_S)


def test_a_guide_is_pasted_and_an_answer_compared_by_its_proposed_points(
    laptop: Laptop, tmp_path: Path
) -> None:
    (tmp_path / "bank").mkdir()
    answer = beginning_of("unhappy-patient", tmp_path)
    with window(laptop, tmp_path) as (page, _), Browser(width=1280) as browser:
        come_in(browser, page)
        bring(browser, browser.ask("return location.origin"), "Bring a guide or questions", GUIDE)
        click_button(browser, "Drop")
        browser.click(".point:nth-child(2) [data-do=change]")
        field = ".point:nth-child(2) [name=text]"
        browser.ask("document.querySelector($[0]).value = ''", field)
        browser.driver.find_element("css selector", field).send_keys("I say that I am sorry.")
        assert browser.ask("return document.getElementById('looked').textContent") == "2 of 3 looked at"
        click_button(browser, "Save and practise")
        browser.wait_for("return location.pathname === '/ready'", timeout_s=PATIENCE_S)
        click_button(browser, "Begin")
        wait_for_phase(browser, "listening", QUESTION)
        assert laptop.say(answer.path).wait() == 0
        click_button(browser, "Done")
        wait_for_phase(browser, "ended")
        click_button(browser, "Listen back and compare")
        points = "return [...document.querySelectorAll('#q1 li[data-point]')].map((each) => each.textContent)"
        told = browser.wait_for(points, timeout_s=PATIENCE_S)
        assert browser.errors() == []
    assert len(told) == 2
    assert "I say that I am sorry." in told[0]
    (question,) = load_bank(tmp_path / "bank" / "front-desk-interview.toml").questions
    assert [point.proposed for point in question.points] == [False, True]


def test_an_advert_is_pasted_and_its_interview_held(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    answer = beginning_of("why-this-role", tmp_path)
    with window(laptop, tmp_path) as (page, _), Browser(width=1280) as browser:
        come_in(browser, page)
        bring(browser, browser.ask("return location.origin"), "Paste the advert of a job", ADVERT)
        told = browser.ask("return document.getElementById('read').innerText")
        assert "No question serves this." in told
        click_button(browser, "Save and practise")
        browser.wait_for("return location.pathname === '/ready'", timeout_s=PATIENCE_S)
        browser.ask("document.querySelector('[name=questions]').value = 1")
        click_button(browser, "Begin")
        wait_for_phase(browser, "listening")
        assert laptop.say(answer.path).wait() == 0
        click_button(browser, "Done")
        wait_for_phase(browser, "ended")
        assert browser.errors() == []
    session = only_session(tmp_path)
    assert session.record.title == "Ward Clerk – Millbrook Hospitals"
    assert session.record.state == "finished"


@pytest.mark.parametrize(("made_by", "text"), [("import", GUIDE), ("tailor", ADVERT)])
def test_both_in_the_terminal(laptop: Laptop, tmp_path: Path, made_by: str, text: str) -> None:
    env = own_home(laptop.env, tmp_path)
    (tmp_path / "brought.txt").write_text(text, encoding="utf-8")
    made = run(["bank", made_by, "brought.txt", "-o", "mine"], env, tmp_path)
    assert made.returncode == 0, made.stderr
    answer = beginning_of("unhappy-patient", tmp_path)
    asked = ["--questions", "1", "--hands-free", "--no-open", "--microphone", f"file:{answer.path}"]
    held = run(["practice", "mine", *asked, *audio_dir(tmp_path)], env, tmp_path, timeout_s=4 * PATIENCE_S)
    assert held.returncode == 0, held.stderr
    session = only_session(tmp_path)
    assert session.record.state == "finished"
    points = load_bank(tmp_path / "bank" / "mine.toml").questions
    compared = session.document(1, ".md").read_text("utf-8")
    asked_points = next(
        each.points for each in points if each.question == session.record.questions[0].question
    )
    for point in asked_points:
        assert re.sub(r"\W+", " ", point.text) in re.sub(r"\W+", " ", compared)
