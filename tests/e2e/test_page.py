"""The review page in a real browser, from the file system: it plays, follows, jumps, and nothing strange runs in it."""

import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.judging import judged_by_words
from tests.pages import BANK, QUESTION, SAID, Asked, Said, speech_of, spoken_session
from voice_interviewer import coverage
from voice_interviewer.bank import KeyPoint, Tip
from voice_interviewer.delivery.slips import placed
from voice_interviewer.review.report.writing import write_index, write_page, write_single_page
from voice_interviewer.session import Session
from voice_interviewer.transcript import Word

pytestmark = pytest.mark.e2e

TOLERANCE_S = 1.0
"""The sound goes on until the browser is asked: 0.05 s later, and 0.43 s on a busy machine."""
FIRST_AFTER_PAUSE = 9
"""The number of "Then" in SAID."""
HEARD_AFTERWARDS = Said("I would name the complaints procedure.", probes=2)
MANY_WORDS = " word word word word word word word end." * 12

CLOCK = "return document.querySelector('#q1t1 audio').currentTime"
NOW = "[...document.querySelectorAll('#q1t1 .w')].findIndex((word) => word.classList.contains('now'))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Two questions; the second has two takes, the last of which takes a paragraph more, and a follow-up."""
    second = QUESTION.model_copy(update={"id": "second", "question": "And then?"})
    longer = Said(SAID + MANY_WORDS, unsure=frozenset({"rang"}))
    asked = (Asked(), Asked(second, (Said("I rang them."), longer, HEARD_AFTERWARDS)))
    audio_dir = tmp_path_factory.mktemp("audio")
    spoken_session(audio_dir, name="earlier")
    return spoken_session(audio_dir, asked)


@pytest.fixture(scope="module")
def page(session: Session) -> Path:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(coverage, "judged", judged_by_words)
        return write_page(session)


@pytest.fixture
def opened(browser: Browser, page: Path) -> Iterator[Browser]:
    """In a window of usual size. Whatever a test does, the console has nothing to complain of."""
    browser.resize(1440)
    browser.theme(dark=False)
    browser.open(page)
    yield browser
    assert browser.errors() == []


def is_playing(browser: Browser) -> bool:
    before: float = browser.ask(CLOCK)
    time.sleep(0.3)
    now: float = browser.ask(CLOCK)
    return now > before


def moment_s(browser: Browser) -> float:
    """Where the first take stands, once it has got there."""
    browser.wait_for("return !document.querySelector('#q1t1 audio').seeking")
    moment: float = browser.ask(CLOCK)
    return moment


def assert_plays_from(browser: Browser, word: Word) -> None:
    assert word.start_s - 0.01 <= moment_s(browser) <= word.start_s + TOLERANCE_S
    assert is_playing(browser)


def has_focus(browser: Browser, selector: str) -> bool:
    return bool(browser.ask("return document.activeElement.matches($[0])", selector))


def test_it_plays_and_stops(opened: Browser) -> None:
    opened.click("#q1t1 .play")
    opened.wait_for("return document.querySelector('#q1t1 audio').currentTime > 0.3")
    assert opened.ask("return document.querySelector('#q1t1 .play').ariaLabel") == "Pause"
    opened.click("#q1t1 .play")
    assert not is_playing(opened)
    opened.click("#q1t1 .on")
    assert moment_s(opened) > 5
    opened.click("#q1t1 .back")
    assert moment_s(opened) < 2


def test_only_one_take_plays(opened: Browser) -> None:
    opened.click("#q1t1 .play")
    opened.click("#q2t2 .play")
    opened.wait_for("return document.querySelector('#q1t1 audio').paused")
    assert not opened.ask("return document.querySelector('#q2t2 audio').paused")


@pytest.mark.parametrize("number", [2, 8, FIRST_AFTER_PAUSE, 20, 29])
def test_a_click_on_a_word_plays_from_it(opened: Browser, number: int) -> None:
    opened.click("#q1t1 .w", number)
    assert_plays_from(opened, Said().words[number])


def test_the_lit_word_follows_the_clock(opened: Browser) -> None:
    words = Said().words
    opened.click("#q1t1 .play")
    right = 0
    for _ in range(20):
        time.sleep(0.3)
        clock_s, lit = opened.ask(f"return [document.querySelector('#q1t1 audio').currentTime, {NOW}]")
        right += _is_said(words, lit, clock_s)
    assert right >= 19
    opened.click("#q1t1 .play")


def _is_said(words: tuple[Word, ...], lit: int, clock_s: float) -> bool:
    """Within a frame of the screen or two; up to 0.3 s after its end a word may stay lit."""
    begun = placed(words, speech_of(words))
    rights = []
    for moment_s in (clock_s - 0.03, clock_s, clock_s + 0.03):
        number = max((number for number, word in enumerate(begun) if word.start_s <= moment_s), default=-1)
        rights.append(number if number >= 0 and moment_s < begun[number].end_s + 0.3 else -1)
    return lit in rights


def test_speed_is_chosen_for_all_takes(opened: Browser) -> None:
    opened.ask(
        "const speed = document.querySelector('#q1t1 .speed'); speed.value = '1.5';"
        "speed.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    rates = opened.ask("return [...document.querySelectorAll('audio')].map((audio) => audio.playbackRate)")
    assert rates == [1.5] * 4
    opened.click("#q1t1 .play")
    opened.wait_for("return document.querySelector('#q1t1 audio').currentTime > 0.3")
    assert opened.ask("return document.querySelector('#q1t1 audio').playbackRate") == 1.5


def test_the_keyboard_does_it_all(opened: Browser) -> None:
    words = Said().words
    opened.focus("#q1t1 .seek")
    opened.press("ARROW_RIGHT", "ARROW_RIGHT")
    assert moment_s(opened) == pytest.approx(10, abs=0.1)
    opened.press("ARROW_LEFT")
    assert moment_s(opened) == pytest.approx(5, abs=0.1)
    assert opened.ask(
        "return document.querySelector('#q1t1 .seek').getAttribute('aria-valuetext')"
    ).startswith("0:05 of 0:")
    opened.press("SPACE")
    assert is_playing(opened)
    opened.press("SPACE")
    assert not is_playing(opened)

    opened.focus("#q1t1 .speed")
    opened.press("TAB")
    assert has_focus(opened, "#q1t1 .w[role=button]")  # one word, not thirty, stands in the way
    opened.press(*["ARROW_RIGHT"] * 4, "ARROW_LEFT", "ENTER")
    assert_plays_from(opened, words[3])
    opened.press("END", "ENTER")
    assert_plays_from(opened, words[-1])
    opened.press("TAB")
    assert not has_focus(opened, ".w")


def test_the_example_is_folded_until_it_is_asked_for(opened: Browser) -> None:
    is_shown = (
        "return document.querySelector('#q1 .example p').checkVisibility({contentVisibilityAuto: true})"
    )
    assert not opened.ask(is_shown)
    opened.focus("#q1 .example summary")
    opened.press("ENTER")
    assert opened.ask(is_shown)


def test_a_point_leads_to_where_it_was_said(opened: Browser) -> None:
    opened.click("#q1 .covered .moment")
    lit = opened.ask(
        "return [...document.querySelectorAll('.lit')].map((word) => word.textContent).join(' ')"
    )
    assert "listen first" in lit
    assert has_focus(opened, ".lit")
    assert moment_s(opened) < 2
    assert is_playing(opened)
    assert opened.ask("return document.getElementById('status').textContent").startswith("Playing from 0:0")


def test_a_point_that_is_opened_lights_up_here_and_in_the_example(opened: Browser) -> None:
    opened.click("#q1 .example summary")
    opened.click("#q1 .covered .mirror summary")
    texts = "return [...document.querySelectorAll($[0])].map((each) => each.textContent).join(' ')"
    opened.wait_for("return document.querySelector('.w.lit')")
    assert "listen first" in opened.ask(texts, "#q1t1 .w.lit")
    assert opened.ask(texts, "#q1 .says.lit") == "I listen to the whole story."
    opened.click("#q1 .covered .mirror summary")
    opened.wait_for("return !document.querySelector('.lit')")


def test_what_was_heard_in_a_follow_up_plays_there(opened: Browser) -> None:
    opened.click("#q2 .missed .moment")
    opened.wait_for("return !document.querySelector('#q2t3 audio').paused")
    assert has_focus(opened, "#q2t3 .lit")


def test_what_to_do_next_leads_to_its_question(opened: Browser) -> None:
    opened.click(".exercise a")
    assert opened.ask("return location.hash") == "#q1"
    opened.ask("getSelection().selectAllChildren(document.querySelector('.exercise code'))")
    command = opened.ask("return getSelection().toString()")
    assert command == "voice-interviewer practice small --question unhappy-patient"


def test_on_a_phone_the_points_come_right_after_the_words(opened: Browser) -> None:
    opened.resize(360)
    tops = opened.ask(
        "return ['.transcript', '.points', '.remarks', '.facts'].map("
        "(each) => document.querySelector(`#q1 ${each}`).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)
    ends = opened.ask(
        "return [...document.querySelectorAll('#q1t1 .controls > *')]"
        ".map((each) => each.getBoundingClientRect().bottom)"
    )
    assert max(ends) - min(ends) < 20  # on one line


def test_beside_the_words_the_points_push_nothing_down(opened: Browser) -> None:
    gap = opened.ask(
        "const box = (each) => document.querySelector(`#q1 ${each}`).getBoundingClientRect();"
        "return [box('.told').top - box('.take').bottom, box('.points').top - box('.take').top]"
    )
    assert gap[0] < 40
    assert gap[1] < 10


def test_a_time_never_stands_alone_on_its_line(opened: Browser) -> None:
    for width in range(320, 480, 20):
        opened.resize(width)
        alone = opened.ask(
            "const bottom = (each) => each.getBoundingClientRect().bottom;"
            "const last = (text) => { const range = document.createRange();"
            " range.setStart(text, text.length - 1); range.setEnd(text, text.length); return bottom(range); };"
            "const isAlone = (link) => bottom(link.querySelector('.at'))"
            " > last(link.previousElementSibling.firstChild) + 12;"
            "return [...document.querySelectorAll('.remarks .moment')].filter(isAlone).length"
        )
        assert alone == 0


def test_a_link_on_top_leads_to_its_take(opened: Browser) -> None:
    opened.click(".overview .moment")
    key = opened.ask("return document.activeElement.closest('.take').id")
    opened.wait_for("return !document.querySelector($[0]).paused", f"#{key} audio")
    opened.wait_for(
        "const box = document.activeElement.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight"
    )


def test_a_link_into_an_earlier_take_unfolds_it(opened: Browser) -> None:
    opened.ask("document.querySelector('#q2 .earlier .moment').click()")
    assert opened.ask("return document.querySelector('#q2 .earlier').open")
    opened.wait_for("return !document.querySelector('#q2t1 audio').paused")


def test_marks_can_be_switched_off(opened: Browser) -> None:
    line = "return getComputedStyle(document.querySelector('#q1t1 .w.filler')).textDecorationLine"
    assert opened.ask(line) == "underline"
    opened.click("#show-fillers")
    assert opened.ask(line) == "none"
    assert opened.ask("return document.querySelector('#q1t1 .transcript .pause').checkVisibility()")
    opened.click("#show-pauses")
    assert not opened.ask("return document.querySelector('#q1t1 .transcript .pause').checkVisibility()")


def test_a_recording_that_is_gone_is_told(opened: Browser, session: Session) -> None:
    recording = session.recording(session.record.takes[0])
    away = recording.rename(recording.with_suffix(".away"))
    try:
        opened.click("#q1t1 .play")
        opened.wait_for("return !document.querySelector('#q1t1 .fault').hidden")
    finally:
        away.rename(recording)
    opened.errors().clear()  # the console may complain of this one


def test_nothing_but_the_page_and_its_recordings_is_fetched(opened: Browser, session: Session) -> None:
    opened.click("#q1t1 .play")
    opened.wait_for("return document.querySelector('#q1t1 audio').currentTime > 0.1")
    home = session.folder.as_uri()
    ours = [address for address in opened.requests() if not address.startswith(("chrome:", "about:"))]
    assert f"{home}/01_unhappy-patient_take1.wav" in ours
    assert [address for address in ours if not address.startswith((home, "blob:", "data:"))] == []


@pytest.mark.parametrize(("width", "dark"), list(product([360, 1440], [False, True])))
def test_everybody_can_use_it(opened: Browser, width: int, dark: bool) -> None:
    opened.resize(width)
    opened.theme(dark=dark)
    opened.ask("for (const fold of document.querySelectorAll('details')) fold.open = true")
    opened.click("#q1t1 .w", 3)
    opened.click("#q1 .covered .moment")
    assert opened.faults_of_access() == []
    assert opened.ask("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "dark"), list(product([360, 1440], [False, True])))
def test_everybody_can_use_the_page_over_all(
    browser: Browser, session: Session, width: int, dark: bool
) -> None:
    browser.resize(width)
    browser.theme(dark=dark)
    browser.open(write_index(session.folder.parent))
    assert browser.faults_of_access() == []
    ends = browser.ask(
        "return [...document.querySelectorAll('th, td')].map((each) => each.getBoundingClientRect().right)"
    )
    assert max(ends) <= width, "nothing is cut off"
    browser.click("tbody a")
    assert browser.ask("return document.querySelector('h1').textContent") == "Small"


def test_it_is_read_and_played_without_scripts(page: Path) -> None:
    with Browser(scripts=False) as browser:
        browser.open(page)
        element = browser.driver.find_element("css selector", "#q1t1 audio")
        assert element.is_displayed()
        assert not browser.driver.find_element("css selector", "#q1t1 .controls").is_displayed()
        assert browser.driver.find_element("css selector", "#q1t1 .transcript").text.startswith(
            "Um, I listen"
        )
        browser.driver.find_element("css selector", "#q1 .example summary").click()
        assert browser.driver.find_element("css selector", "#q1 .example p").is_displayed()


def test_one_file_plays_wherever_it_lies(browser: Browser, session: Session, tmp_path: Path) -> None:
    sent = tmp_path / "sent.html"
    sent.write_bytes(write_single_page(session).read_bytes())
    browser.theme(dark=False)
    browser.open(sent)
    browser.click("#q1t1 .w", 20)
    assert_plays_from(browser, Said().words[20])
    assert browser.errors() == []


HOSTILE = (
    "<script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 2">',
    "</script><script>window.ran = 3</script>",
    "</style><svg onload='window.ran = 4'>",
    "javascript:window.ran=5",
    "{{ 7 * 7 }}{% for x in y %}",
    "<a href='javascript:window.ran=6'>x</a>",
    "' onmouseover='window.ran = 7",
    "🦊 👩\u200d⚕️ שלום",
)


def test_hostile_text_stays_text(browser: Browser, tmp_path: Path) -> None:
    text = " ".join(HOSTILE)
    point = KeyPoint(text=text, follow_up=text)
    question = QUESTION.model_copy(
        update={
            "question": text,
            "intent": text,
            "advice": text,
            "example": text,
            "points": (point, replace_text(point)),
        }
    )
    bank = BANK.model_copy(update={"title": text[:300], "tips": (Tip(title=text[:300], text=text),)})
    asked = (Asked(question, (Said(text), Said(f"{text} {SAID}", unsure=frozenset(text.split())))),)
    name = "a'b\"<img src=x onerror=window.ran=8>".replace("/", "")
    session = spoken_session(tmp_path, asked, bank, name=name)
    for page in (write_page(session), write_single_page(session), write_index(tmp_path)):
        browser.open(page)
        browser.ask("for (const fold of document.querySelectorAll('details')) fold.open = true")
        for element in browser.driver.find_elements("css selector", "a, .w")[:40]:
            browser.ask("$[0].click(); $[0].dispatchEvent(new Event('mouseover', {bubbles: true}))", element)
        assert browser.ask("return window.ran") is None
        assert (
            browser.ask("return [...document.querySelectorAll('img, iframe, script, svg[onload]')].length")
            == 1
        )
        shown = browser.ask("return document.body.innerText")
        assert all(each in shown for each in HOSTILE[:3])
        assert browser.errors() == []


def replace_text(point: KeyPoint) -> KeyPoint:
    """A point that is missed, with its follow-up question."""
    return point.model_copy(update={"text": "Names the procedure."})


def test_an_hour_does_not_break_it(browser: Browser, tmp_path: Path) -> None:
    hour = Said(" ".join(f"w{number}." for number in range(8_900)), rate_hz=8_000)
    page = write_page(spoken_session(tmp_path, (Asked(takes=(hour,)),)))
    browser.theme(dark=False, calm=True)
    browser.open(page)
    browser.click("#q1t1 .w", 8_000)
    assert_plays_from(browser, hour.words[8_000])
    clock_s, lit = browser.ask(f"return [document.querySelector('#q1t1 audio').currentTime, {NOW}]")
    assert _is_said(hour.words, lit, clock_s)
    assert browser.errors() == []
