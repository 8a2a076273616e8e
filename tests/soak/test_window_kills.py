"""kill -9 of the window's program or browser at random moments: a second at most is lost, and the interview goes on."""

import random
import statistics
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from tests.e2e.browser import Browser
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import small_bank
from tests.e2e.test_window import click_button, come_in, window
from tests.e2e.test_window_breaks import begin, opened_again
from tests.soak.killing import Killed, look_at, talk
from voice_interviewer.session.finding import find_session, session_folders

KILLS = 50
QUESTIONS = ("Why here?", "Why you?")
REACTION_S = 0.5
LONGEST_S = 90.0


def attend(browser: Browser, until_s: float, talk_s: float) -> str:
    """Be the person: answer each question for so long, then press Enter. Returns the last phase seen."""
    phase, step, since_s = "", -1, time.monotonic()
    while time.monotonic() < until_s:
        text = "return [document.getElementById('main').dataset.phase, document.getElementById('where')?.textContent]"
        seen, place = browser.ask(text)
        if (seen, place) != (phase, step):
            phase, step, since_s = seen, place, time.monotonic()
        if phase in ("ended", "failed"):
            break
        if phase == "listening" and time.monotonic() - since_s > talk_s + REACTION_S:
            browser.press("ENTER")
            since_s = time.monotonic()
        time.sleep(0.02)
    return str(phase)


def kill_one(laptop: Laptop, folder: Path, chance: random.Random) -> Killed:
    """Begin an interview, kill its program or its browser, and go on to the end."""
    (folder / "bank").mkdir(parents=True)
    small_bank(folder / "bank", QUESTIONS)
    killed = chance.choice(("program", "program", "browser"))
    with window(laptop, folder) as (page, program):
        with Browser() as browser:
            begin(browser, page)
            browser.wait_for("return location.pathname === '/interview' && document.getElementById('who')")
            phase = attend(
                browser, time.monotonic() + chance.uniform(0.0, 7.0), talk_s=chance.uniform(0.3, 2.0)
            )
            if killed == "browser":
                browser.crash()
            else:
                killed_at = datetime.now().astimezone()
                program.kill()
        if killed == "browser":
            with Browser() as browser:
                browser.open(opened_again(laptop, folder))
                browser.wait_for("return location.protocol === 'http:' && location.search === ''")
                if browser.ask("return location.pathname") == "/interview":
                    assert attend(browser, time.monotonic() + LONGEST_S, talk_s=0.3) == "ended"
    lost_s = None
    if killed == "program" and session_folders(folder / "audio"):
        session = find_session(folder / "audio")
        lost_s = look_at(session, killed_at, by_file=False)
        if session.record.state == "running" and session.next_question():
            with window(laptop, folder) as (page, _), Browser() as browser:
                come_in(browser, page)
                click_button(browser, "Go on")
                click_button(browser, "Begin")
                browser.wait_for(
                    "return location.pathname === '/interview' && document.getElementById('who')"
                )
                assert attend(browser, time.monotonic() + LONGEST_S, talk_s=0.3) == "ended"
            assert find_session(folder / "audio").record.state == "finished"
    assert len(session_folders(folder / "audio")) <= 1
    return Killed(f"{killed} {phase}", lost_s)


def kill_many(folder: Path, first_seed: int, count: int) -> str:
    """Returns the figures."""
    with Laptop() as laptop:
        killed = []
        for seed in range(first_seed, first_seed + count):
            with talk(laptop, folder):
                killed.append(kill_one(laptop, folder / f"kill-{seed}", random.Random(seed)))
    lost_s = [each.lost_s for each in killed if each.lost_s is not None] or [0.0]
    return (
        f"{count} kills from seed {first_seed}: {dict(Counter(each.phase for each in killed))}; of a running take "
        f"{statistics.median(lost_s):.2f} s were lost (median), {max(lost_s):.2f} s at worst of {len(lost_s)}"
    )


@pytest.mark.soak
@pytest.mark.usefixtures("system_packages")
def test_many_window_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = kill_many(tmp_path, random.SystemRandom().randrange(10**6), KILLS)
    with capsys.disabled():
        print(f"\n{figures}")
