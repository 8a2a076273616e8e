"""The window in a real browser on the virtual laptop: an interview by clicks, from the first page to the review."""

import http.client
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.e2e.hearing_back import beginning_of, likeness_throughout, recognise, word_error_rate
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import small_bank
from tests.e2e.terminal import COMMAND, PATIENCE_S, own_home, run
from tests.e2e.test_interview import ALIKE
from tests.pages import spoken_session
from voice_interviewer.clip import read_clip
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session
from voice_interviewer.session.marks import read_marks

pytestmark = pytest.mark.e2e

QUESTIONS = ("Why would you like to work here?", "How do you deal with a patient who is unhappy?")


@contextmanager
def window(laptop: Laptop, folder: Path) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
    """The program with its window, and the page that leads in."""
    command = [COMMAND, "app", "--no-open", "--audio-dir", str(folder / "audio")]
    with subprocess.Popen(
        command, env=own_home(laptop.env, folder), cwd=folder, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        try:
            yield way_in(program.stdout.readline()), program
        finally:
            program.kill()


def way_in(line: str) -> Path:
    """The page that the program's one line names."""
    found = re.search(r"file://(\S+\.html)", line)
    assert found, line
    return Path(found[1])


def come_in(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.wait_for("return location.pathname === '/' && location.search === ''")


def click_button(browser: Browser, text: str) -> None:
    """The button or link with these words, once it is there."""
    script = (
        "return [...document.querySelectorAll('button, a')]"
        ".find((each) => each.textContent.trim() === $[0] && each.offsetParent && !each.disabled)"
    )
    browser.wait_for(script, text, timeout_s=PATIENCE_S).click()


def wait_for_phase(browser: Browser, phase: str, question: str = "") -> None:
    script = (
        "return document.getElementById('main')?.dataset.phase === $[0]"
        " && (!$[1] || document.getElementById('question').textContent === $[1])"
    )
    browser.wait_for(script, phase, question, timeout_s=PATIENCE_S)


def besiege(address: str) -> None:
    """Others on this computer try their luck, and none gets in."""
    host, _, port = address.removeprefix("http://").partition(":")
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(socket.create_connection((host, int(port))))
        for headers in ({}, {"host": "evil.example"}, {"origin": "http://evil.example"}, {"cookie": "a=b"}):
            for method, path in (
                ("GET", "/events"),
                ("POST", "/interview/command"),
                ("POST", "/quit"),
                ("GET", "/"),
            ):
                connection = stack.enter_context(closing(http.client.HTTPConnection(host, int(port))))
                connection.request(method, path, b"x" * 100_000, headers)
                assert connection.getresponse().status == 403


def started_again(laptop: Laptop, folder: Path) -> str:
    """What a second start says: the way in to the window of the first."""
    done = run(
        ["app", "--no-open", "--audio-dir", str(folder / "audio")], own_home(laptop.env, folder), folder
    )
    assert done.returncode == 0
    assert "It was open already." in done.stdout
    return way_in(done.stdout).read_text()


def test_an_interview_by_clicks(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    small_bank(tmp_path / "bank", QUESTIONS)
    answers = [beginning_of(name, tmp_path) for name in ("why-this-role", "unhappy-patient")]

    with (
        window(laptop, tmp_path) as (page, program),
        Browser(width=1280) as browser,
        laptop.record_speaker(tmp_path / "asked.wav"),
    ):
        come_in(browser, page)
        address = browser.ask("return location.origin")
        assert not page.exists()  # it led in, and does so only once
        browser.click("a[href='/banks/small']")
        click_button(browser, "Practise now")
        browser.click("#sound > summary")
        click_button(browser, "Try the microphone")
        sentence = laptop.say(answers[0].path)
        browser.wait_for(
            "return document.getElementById('heard').textContent.startsWith('Good')", timeout_s=PATIENCE_S
        )
        sentence.kill()
        click_button(browser, "Begin")

        wait_for_phase(browser, "listening", QUESTIONS[0])
        speaking = laptop.say(answers[0].path)
        browser.wait_for("return document.getElementById('elapsed').textContent >= '0:02'")
        browser.driver.refresh()
        wait_for_phase(browser, "listening", QUESTIONS[0])
        browser.wait_for("return document.getElementById('elapsed').textContent >= '0:03'")
        besiege(address)
        assert address in started_again(laptop, tmp_path)
        assert speaking.wait() == 0
        click_button(browser, "Done")

        wait_for_phase(browser, "listening", QUESTIONS[1])
        # A second page shows the same, and what is done on one is seen on the other.
        first = browser.driver.current_window_handle
        browser.driver.switch_to.new_window("tab")
        browser.driver.get(f"{address}/interview")
        wait_for_phase(browser, "listening", QUESTIONS[1])
        assert laptop.say(answers[1].path).wait() == 0
        browser.press("ENTER")
        wait_for_phase(browser, "ended")
        browser.driver.switch_to.window(first)
        wait_for_phase(browser, "ended")

        click_button(browser, "Listen back and compare")
        browser.wait_for("return document.querySelectorAll('section.take .w').length > 5")
        browser.click("#q1t1 .w", 3)
        browser.wait_for("return document.querySelector('#q1t1 audio').currentTime > 0.5")
        assert browser.errors() == []
        click_button(browser, "Quit")
        browser.wait_for("return document.querySelector('h1').textContent === 'Voice Interviewer has ended'")
        assert program.wait(PATIENCE_S) == 0

    session = find_session(tmp_path / "audio")
    assert session.record.state == "finished"
    assert [(each.question_number, each.number, each.ending) for each in session.record.takes] == [
        (1, 1, "done"),
        (2, 1, "done"),
    ]
    for take, answer in zip(session.record.takes, answers, strict=True):
        likeness, _ = likeness_throughout(read_clip(answer.path), read_clip(session.recording(take)))
        assert likeness > ALIKE
        heard = read_transcripts(session, take.question_number)[1]
        assert word_error_rate(answer.text, heard.text) <= 0.2
    asked = [session.question(take.question_number).question for take in session.record.takes]
    assert sorted(asked) == sorted(QUESTIONS)
    assert word_error_rate(" ".join(asked), recognise(tmp_path / "asked.wav")) <= 0.6


def test_a_point_is_marked_by_a_click(laptop: Laptop, tmp_path: Path) -> None:
    session = spoken_session(tmp_path / "audio")
    with window(laptop, tmp_path) as (page, _), Browser() as browser:
        come_in(browser, page)
        browser.driver.get(f"{browser.ask('return location.origin')}/sessions/{session.name}/")
        second = "return document.querySelector('#q1 li[data-point=\"2\"]')"
        for words, mark in (
            ("I did say that", "said"),
            ("I didn't", "not-said"),
            ("Take my word back", None),
        ):
            script = f"{second.removeprefix('return ')}"
            button = (
                f"return [...{script}.querySelectorAll('button')].find((each) => each.textContent === $[0])"
            )
            browser.wait_for(button, words).click()
            browser.wait_for(f"{second}.dataset.mark == $[0]", mark)
            kept = read_marks(session, 1).get(1, {})
            assert kept == ({"Names the complaints procedure.": mark} if mark else {})
        assert browser.errors() == []
