"""Banks in the window, by a person in a browser: written, copied, changed, and imported from a guide."""

from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import PATIENCE_S
from tests.e2e.test_window import click_button, come_in, window
from voice_interviewer.bank import load_bank
from voice_interviewer.places import builtin_folder

pytestmark = pytest.mark.e2e

BUILT_IN = "patient-services-coordinator"
GUIDE = "What makes you tick?\n\nWhy they ask: they want to know.\n\nWhat would you change here?\n\nsome stray words\n"


def wait_for_title(browser: Browser, title: str) -> None:
    script = "return document.querySelector('h1')?.textContent === $[0]"
    browser.wait_for(script, title, timeout_s=PATIENCE_S)


def fill(browser: Browser, selector: str, text: str) -> None:
    field = browser.driver.find_element("css selector", selector)
    field.clear()
    field.send_keys(text)


def test_banks_are_written_copied_changed_and_imported(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    with window(laptop, tmp_path) as (page, _), Browser(width=1280) as browser:
        come_in(browser, page)
        address = browser.ask("return location.origin")

        browser.driver.get(f"{address}/banks")
        click_button(browser, "Write a bank of your own")
        wait_for_title(browser, "A new bank")
        fill(browser, "[data-field=title]", "Night shift")
        fill(browser, "[data-list=questions] [data-field=question]", "Why nights?")
        fill(browser, "[data-field=suggested_s]", "soon")
        browser.click("[data-template=point]")
        browser.press(*"I sleep by day.")
        click_button(browser, "Save")
        told = "return document.querySelector('[data-field=suggested_s]').nextElementSibling?.textContent"
        assert "from 5 to 3600" in browser.wait_for(told, timeout_s=PATIENCE_S)
        assert browser.ask("return document.activeElement.dataset.field") == "suggested_s"
        assert browser.faults_of_access() == []
        fill(browser, "[data-field=suggested_s]", "45")
        click_button(browser, "Save")
        wait_for_title(browser, "Night shift")
        bank = load_bank(tmp_path / "bank" / "night-shift.toml")
        (question,) = bank.questions
        assert (question.question, question.suggested_s) == ("Why nights?", 45)
        assert [point.text for point in question.points] == ["I sleep by day."]

        browser.driver.get(f"{address}/banks/{BUILT_IN}")
        click_button(browser, "Copy…")
        fill(browser, "#copying [name=title]", "My clinic")
        click_button(browser, "Make the copy")
        original = load_bank(builtin_folder("bank") / f"{BUILT_IN}.toml")
        browser.wait_for("return document.getElementById('edit')", timeout_s=PATIENCE_S)
        fill(browser, "[data-field=role]", "Clinic clerk")
        click_button(browser, "Save")
        browser.wait_for("return location.pathname === '/banks/my-clinic'", timeout_s=PATIENCE_S)
        changed = load_bank(tmp_path / "bank" / "my-clinic.toml")
        assert changed == original.model_copy(update={"title": "My clinic", "role": "Clinic clerk"})

        browser.driver.get(f"{address}/banks")
        click_button(browser, "Bring a guide or questions")
        fill(browser, "[name=text]", GUIDE)
        click_button(browser, "See what it becomes")
        left = "return document.getElementById('left-title')?.parentElement.textContent"
        assert "some stray words" in browser.wait_for(left, timeout_s=PATIENCE_S)
        assert browser.faults_of_access() == []
        fill(browser, "#save [name=title]", "My clinic")  # which there is already
        click_button(browser, "Save and read")
        told = "return document.querySelector('#save .fault')?.textContent"
        assert "already" in browser.wait_for(told, timeout_s=PATIENCE_S)
        fill(browser, "#save [name=title]", "Guide")
        click_button(browser, "Save and read")
        browser.wait_for("return location.pathname === '/banks/guide'", timeout_s=PATIENCE_S)
        assert (tmp_path / "bank" / "guide.toml").is_file()
