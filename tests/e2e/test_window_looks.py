"""Every page of the window, and every state of an interview, in Chromium: in light and dark, on a phone and on a desk,
with nothing that axe-core finds, nothing that sticks out, and no target too small for a finger. The devices are
stand-ins, so this needs no sound system. A picture of each state is left in the test's folder."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.fake_devices import BANK
from tests.pages import spoken_session
from tests.patience import PATIENCE_S
from tests.test_window_ready import Desk
from tests.test_window_server import Program
from tests.window import alone
from tests.window_stage import SlowReview, SlowStage, put_on
from voice_interviewer.errors import DiskError, NoMicrophone
from voice_interviewer.rehearsal import device_checks
from voice_interviewer.rehearsal.settings import change_setting
from voice_interviewer.session import OpenTake
from voice_interviewer.session.finding import find_session

REACTION_S = 0.5
"""A click that comes at once was meant for what stood there before, and the page drops it."""

pytestmark = pytest.mark.e2e

PHONE_HEIGHT = 800
LOOKS = [(360, False), (360, True), (1440, False), (1440, True)]
"""Width in pixels, and whether it is dark."""

GUIDE = """Front desk interview

What makes you tick?
Advice: You need to explain that you gather information, ask questions, and analyse details.

What would you change here?

some stray words
"""
ADVERT = """Job title: Ward Clerk
Employer: Millbrook Hospitals

Main duties
- Order stationery and supplies

Essential
- Understanding of patient confidentiality
- Experience of dealing with the public
"""
SMALL = """
return [...document.querySelectorAll("main button, main .button, main input, main select, nav a, nav button, summary")]
  .filter((each) => each.offsetParent && !each.matches("[type=radio], [type=checkbox]"))
  .filter((each) => each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML.slice(0, 100))
"""


class Looked:
    """A window with stand-in devices, and a browser in it."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        (folder / "bank").mkdir()
        (folder / "bank" / "small.toml").write_text(BANK)
        self.folder = folder
        self.browser = browser
        self.session = spoken_session(folder / "audio")
        self.program = Program(folder)
        browser.open(self.program.page)
        browser.wait_for("return location.pathname === '/' && location.search === ''", timeout_s=PATIENCE_S)

    def go(self, path: str) -> None:
        self.browser.driver.get(self.program.address + path)

    def click(self, text: str) -> None:
        """The button or link with these words, once it is there."""
        script = (
            "return [...document.querySelectorAll('button, a')]"
            ".find((each) => each.textContent.trim() === $[0] && each.offsetParent && !each.disabled)"
        )
        self.browser.wait_for(script, text, timeout_s=PATIENCE_S).click()

    def begin(self, **wishes: bool) -> None:
        self.go("/ready?bank=small&question=q1")
        for name in wishes:
            self.browser.ask("document.querySelector(`[name=${$[0]}][value=yes]`).click()", name)
        self.click("Begin")

    def phase(self, phase: str) -> None:
        self.browser.wait_for(
            "return document.getElementById('main')?.dataset.phase === $[0]", phase, timeout_s=PATIENCE_S
        )
        time.sleep(REACTION_S)

    def looks_well(self, name: str) -> None:
        """In each of LOOKS; a picture of each is kept."""
        browser = self.browser
        for width, is_dark in LOOKS:
            where = f"{name}-{width}-{'dark' if is_dark else 'light'}"
            browser.resize(width)
            browser.theme(dark=is_dark, calm=True)
            assert browser.ask("return document.documentElement.scrollWidth <= innerWidth"), where
            if width == LOOKS[0][0]:
                browser.ask("document.documentElement.style.fontSize = '200%'")
                assert browser.ask("return document.documentElement.scrollWidth <= innerWidth"), (
                    f"{where}, 200 %"
                )
                browser.ask("document.documentElement.style.fontSize = ''")
            assert browser.faults_of_access() == [], where
            browser.screenshot(self.folder / f"{where}.png", whole_page=True)
            if width == LOOKS[0][0] and name != "review" and name != "history":  # of which test_page sees to
                assert browser.ask(SMALL) == [], where

    def ends(self) -> None:
        # axe-core sets styles of its own, which the page's policy refuses, and looks for stylesheets while a page goes.
        ours = [
            each for each in self.browser.errors() if "preload assets" not in each and "/nowhere" not in each
        ]
        assert [each for each in ours if not each.startswith("security")] == []
        self.click("Quit")
        self.browser.wait_for(
            "return document.querySelector('h1').textContent === 'Voice Interviewer has ended'"
        )
        self.looks_well("quit")
        self.program.thread.join(PATIENCE_S)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> SlowStage:
    return SlowStage()


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: SlowStage) -> SlowReview:
    alone(monkeypatch, tmp_path)
    review = SlowReview()
    put_on(stage, monkeypatch, review)
    change_setting("small-talk", "false")  # a test that looks at it chooses it
    return review


@pytest.fixture
def looked(tmp_path: Path, review: SlowReview) -> Iterator[Looked]:
    with Browser() as browser:
        looked = Looked(tmp_path, browser)
        yield looked
        if looked.program.thread.is_alive():
            looked.program.quit(looked.program.come_in(Program(tmp_path).page))


def test_every_page(looked: Looked) -> None:
    pages = {
        "home": "/",
        "guide": "/banks/small",
        "banks": "/banks",
        "bring-guide": "/new-bank/guide",
        "bring-advert": "/new-bank/advert",
        "settings": "/settings",
        "nowhere": "/nowhere",
        "history": "/history",
        "review": f"/sessions/{looked.session.name}/",
        "ready": "/ready?bank=general",
        "ready-one": "/ready?bank=small&question=q1",
    }
    for name, path in pages.items():
        looked.go(path)
        looked.looks_well(name)
        looked.browser.resize(320)
        assert looked.browser.ask("return document.documentElement.scrollWidth <= innerWidth"), name
    looked.go("/")
    looked.ends()


TYPED = """
const field = document.querySelector(`[name=${$[0]}]`), before = field.value;
field.value = $[1];
field.dispatchEvent(new Event('change', { bubbles: true }));
return before;
"""
"""Puts a text into a field, and returns what was there."""


def test_getting_ready_fits_a_phone_and_tells_how_it_will_be_held(
    looked: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk()
    monkeypatch.setattr(device_checks, "open_to_try", desk.open_to_try)
    browser = looked.browser
    browser.resize(360, PHONE_HEIGHT)
    looked.go("/ready?bank=small")
    heard = "return document.getElementById('heard').textContent.startsWith($[0])"
    browser.wait_for(heard, "It is listening", timeout_s=PATIENCE_S)
    assert not browser.ask("return document.getElementById('sound').open")
    end_of_begin = "return document.getElementById('begin').getBoundingClientRect().bottom + scrollY"
    assert (end := browser.ask(end_of_begin)) < PHONE_HEIGHT
    plan = "return document.getElementById('plan').textContent"
    assert browser.ask(plan).startswith(
        "At most 5 questions from Test bank, in at most 10 minutes. You click"
    )
    # What is wrong is told, and what mends it is not folded away; but nobody who clicks *Begin* just then misses it.
    heard_well, desk.hears = desk.hears, desk.hears * 0
    browser.wait_for(heard, "Your microphone is muted", timeout_s=PATIENCE_S)
    assert browser.ask("return document.getElementById('sound').open")
    assert browser.ask(end_of_begin) == end
    desk.hears = heard_well
    browser.click("#choices > summary")
    for choice in (
        "[name=one_way][value=yes]",
        "[name=hands_free][value=yes]",
        "[name=feedback_each][value=yes]",
    ):
        browser.click(choice)
    for told in (
        "30 seconds to prepare",
        "at most 90 seconds",
        "after 6 seconds of silence",
        "after each answer",
    ):
        assert told in browser.ask(plan)
    for name, told in (
        ("questions", "At most … questions from Test bank"),
        ("minutes", "in at most … minutes."),
        ("prepare_s", ": … seconds to prepare"),
        ("limit_s", "one take of at most … seconds."),
    ):
        before = browser.ask(TYPED, name, "")
        assert told in browser.ask(plan)
        browser.ask(TYPED, name, before)
    # A slip in a field that is folded away, or no longer asked for, must not stop Begin without a word.
    browser.ask("document.querySelector('[name=prepare_s]').value = ''")
    browser.click("[name=one_way][value='']")
    browser.ask("document.querySelector('[name=questions]').value = '0'")
    browser.click("#choices > summary")
    looked.click("Begin")
    browser.wait_for("return document.getElementById('choices').open")
    assert browser.ask("return document.activeElement.name") == "questions"
    browser.ask("document.activeElement.value = '1'")
    looked.click("Begin")
    looked.phase("listening")


def test_from_the_page_of_an_interview_that_is_going_on_one_comes_back_to_it(looked: Looked) -> None:
    looked.go("/ready?bank=small")
    looked.click("Begin")
    looked.phase("listening")
    looked.click("Done")
    looked.browser.wait_for(QUESTION, "Question number 2?", timeout_s=PATIENCE_S)
    session = find_session(looked.folder / "audio")
    looked.go(f"/sessions/{session.name}/")
    assert "The interview is still going on." in looked.browser.ask("return document.body.innerText")
    offered = looked.browser.ask(
        "return [...document.querySelectorAll('#doing button, #doing nav a, .more *')].map((each) => each.textContent)"
    )
    assert offered == ["Back to the interview"]
    looked.looks_well("review")
    looked.click("Back to the interview")
    looked.phase("listening")


def test_a_click_on_begin_ends_what_is_being_tried(looked: Looked, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    monkeypatch.setattr(device_checks, "open_to_try", desk.open_to_try)
    monkeypatch.setattr(device_checks, "LISTENING_S", PATIENCE_S)
    looked.go("/ready?bank=small&question=q1")
    heard = "return document.getElementById('heard').textContent.startsWith($[0])"
    looked.browser.wait_for(heard, "It is listening", timeout_s=PATIENCE_S)
    looked.browser.click("#sound > summary")
    looked.click("Try the microphone")
    looked.browser.wait_for(heard, "Listening: say a sentence", timeout_s=PATIENCE_S)
    looked.click("Begin")
    looked.phase("listening")
    assert desk.open_count == 0


SKIP_AS_THE_TURN_BEGINS = """
const main = document.getElementById('main');
new MutationObserver((_, watcher) => {
  if (main.dataset.phase !== 'listening') return;
  watcher.disconnect();
  setTimeout(() => document.querySelector('[data-command=skip]').click(), $[0]);
}).observe(main, { attributeFilter: ['data-phase'] });
"""
"""Clicks *Skip* so many milliseconds after “Your turn” has appeared."""
QUESTION = "return document.getElementById('question').textContent === $[0]"


@pytest.mark.parametrize("after_ms", [0, 150])
def test_a_click_on_skip_as_the_turn_begins_skips(looked: Looked, stage: SlowStage, after_ms: int) -> None:
    stage.question_ends.clear()
    looked.go("/ready?bank=small")
    looked.click("Begin")
    looked.phase("asking")
    looked.browser.ask(SKIP_AS_THE_TURN_BEGINS, after_ms)
    stage.question_ends.set()
    looked.browser.wait_for(QUESTION, "Question number 2?", timeout_s=PATIENCE_S)


def test_a_button_that_is_held_down_as_the_turn_begins_stays_in_its_place(
    looked: Looked, stage: SlowStage
) -> None:
    from selenium.webdriver import ActionChains

    browser = looked.browser
    stage.question_ends.clear()
    looked.go("/ready?bank=small")
    looked.click("Begin")
    looked.phase("asking")
    skip = browser.driver.find_element("css selector", "[data-command=skip]")
    place = skip.rect
    ActionChains(browser.driver).click_and_hold(skip).perform()
    stage.question_ends.set()
    looked.phase("listening")
    assert skip.rect == place
    ActionChains(browser.driver).move_to_element(skip).release().perform()
    browser.wait_for(QUESTION, "Question number 2?", timeout_s=PATIENCE_S)


VOICES = """
const texts = (options) => [...options].map((each) => each.text);
return [...document.querySelectorAll('#voice > *')]
  .map((each) => each.matches('optgroup') ? [each.label, ...texts(each.children)] : each.text);
"""


@pytest.mark.parametrize("address", ["/settings", "/ready?bank=small"])
def test_voices_that_few_want_are_folded_away(looked: Looked, address: str) -> None:
    change_setting("voice", "Anna")
    looked.go(address)
    looked.browser.wait_for("return document.querySelector('#voice optgroup')", timeout_s=PATIENCE_S)
    assert looked.browser.ask(VOICES) == [
        *("the default", "Emma", "George"),
        ["This computer's own", "Daniel, British English", "English (America)"],
        ["This computer's own, in other languages", "Anna, German (Germany)", "Norwegian Bokmål", "Odd"],
    ]
    assert looked.browser.ask("return document.getElementById('voice').value") == "Anna"


def test_the_button_below_the_exercise_names_the_question_that_it_asks(looked: Looked) -> None:
    asked = looked.session.record.questions[0].id
    looked.go(f"/sessions/{looked.session.name}/")
    script = "return document.querySelector('.exercise .button')"
    looked.browser.wait_for(script, timeout_s=PATIENCE_S)
    assert looked.browser.ask(f"{script}.textContent") == "Answer question 1 again"
    assert looked.browser.ask(f"{script}.getAttribute('href')") == f"/ready?bank=small&question={asked}"


def test_a_browser_with_many_tabs_still_loads_another(looked: Looked) -> None:
    browser = looked.browser
    browser.driver.set_page_load_timeout(PATIENCE_S)
    for _ in range(8):
        browser.driver.switch_to.new_window("tab")
        looked.go("/settings")
    first, *_, last = browser.driver.window_handles
    browser.driver.switch_to.window(last)
    looked.go("/ready?bank=small&question=q1")
    looked.click("Begin")
    looked.phase("listening")
    browser.driver.switch_to.window(first)
    looked.go("/interview")
    looked.phase("listening")


def test_every_state_of_an_interview(
    looked: Looked, stage: SlowStage, review: SlowReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.question_ends.clear()
    review.ends.clear()
    looked.begin(feedback_each=True)
    looked.phase("asking")
    looked.looks_well("asking")
    stage.question_ends.set()
    looked.phase("listening")
    looked.browser.wait_for(
        "return document.getElementById('elapsed').textContent !== '0:00'", timeout_s=PATIENCE_S
    )
    looked.looks_well("listening")
    stage.is_silent = True
    looked.browser.wait_for("return document.getElementById('pausing').textContent", timeout_s=PATIENCE_S)
    looked.looks_well("pausing")
    stage.is_silent, stage.reopens, stage.lost_at_s = False, False, 0.0
    looked.phase("gone")
    looked.browser.wait_for("return !document.getElementById('microphones').hidden", timeout_s=PATIENCE_S)
    looked.looks_well("microphone-lost")
    looked.click("second")
    looked.phase("listening")
    looked.click("Done")
    looked.phase("writing")
    looked.looks_well("writing-down")
    review.ends.set()
    looked.phase("choosing")
    looked.browser.wait_for(
        "return document.getElementById('compared').children.length", timeout_s=PATIENCE_S
    )
    looked.looks_well("choosing")
    looked.click("Another take")
    looked.phase("listening")
    with monkeypatch.context() as context:
        context.setattr(OpenTake, "write", _full)
        looked.phase("disk-full")
        looked.looks_well("disk-full")
    looked.click("Finish")
    looked.phase("ended")
    looked.looks_well("done")
    looked.click("Go to the first page")
    looked.browser.wait_for("return location.pathname === '/'", timeout_s=PATIENCE_S)
    looked.ends()


def test_states_of_a_one_way_interview(looked: Looked, stage: SlowStage) -> None:
    looked.go("/ready?bank=small&question=q1")
    looked.browser.ask("document.querySelector('[name=one_way][value=yes]').click()")
    looked.looks_well("ready-one-way")
    for name, seconds in (("prepare_s", "600"), ("limit_s", "15")):
        looked.browser.ask("document.querySelector(`[name=${$[0]}]`).value = $[1]", name, seconds)
    looked.click("Begin")
    looked.phase("preparing")
    looked.looks_well("preparing")
    looked.click("Begin at once")
    looked.phase("listening")
    words = "return [...document.querySelectorAll('#actions button')].map((each) => each.textContent)"
    assert looked.browser.ask(words) == ["Done", "Skip", "Finish"]
    near = "return document.querySelector('.countdown.near')?.textContent"
    assert "left" in looked.browser.wait_for(near, timeout_s=PATIENCE_S)
    looked.browser.screenshot(looked.folder / "limit-near.png")
    looked.phase("ended")


def test_what_is_read_of_a_guide_and_an_advert(looked: Looked) -> None:
    for kind, text in (("guide", GUIDE), ("advert", ADVERT)):
        looked.go(f"/new-bank/{kind}")
        looked.browser.ask("document.querySelector('[name=text]').value = $[0]", text)
        looked.click("See what it becomes")
        looked.browser.wait_for("return document.getElementById('read-title')", timeout_s=PATIENCE_S)
        looked.looks_well(f"{kind}-read")
    looked.go("/new-bank/guide")
    looked.click("See what it becomes")
    told = "return document.querySelector('label:has([aria-invalid=true]) + .fault')?.textContent"
    assert looked.browser.wait_for(told, timeout_s=PATIENCE_S) == "Paste a guide, or choose a file."
    looked.looks_well("guide-refused")


def test_states_of_a_hands_free_interview(
    looked: Looked, stage: SlowStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked.begin(hands_free=True)
    looked.phase("listening")
    looked.looks_well("hands-free")
    stage.is_silent = True
    looked.phase("ended")
    monkeypatch.setattr("voice_interviewer.rehearsal.rehearsing.open_microphone", _none)
    looked.begin()
    looked.phase("failed")
    looked.looks_well("failed")


def _full(*_: object) -> None:
    raise DiskError("The disk is full.")


def _none(_: str) -> None:
    raise NoMicrophone("There is no microphone: plug one in.")
