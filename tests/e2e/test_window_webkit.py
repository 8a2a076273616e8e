"""The window in WebKit, the engine of Safari: an interview by clicks with stand-in devices; a word is clicked."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import BRING_BROWSERS, missing, wait_until
from tests.fake_devices import BANK
from tests.pages import spoken_session
from tests.patience import PATIENCE_S
from tests.test_window_server import Program
from tests.window import alone
from tests.window_stage import SlowStage, put_on
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e

MINI_BROWSERS = "lib/*/webkit2gtk-4.1/MiniBrowser"


@contextmanager
def webkit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Debian's WebKit on a screen of its own, that nobody sees."""
    from selenium.webdriver import WebKitGTK, WebKitGTKOptions
    from selenium.webdriver.webkitgtk.service import Service

    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    program = next(Path("/usr").glob(MINI_BROWSERS), None)
    if not driver or not screen or not program:
        missing(f"WebKit is not there: {BRING_BROWSERS}")
    command = [screen, "-displayfd", "1", "-screen", "0", "1280x1000x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as shown:
        try:
            assert shown.stdout is not None
            monkeypatch.setenv("DISPLAY", f":{shown.stdout.readline().strip()}")
            options = WebKitGTKOptions()
            options.binary_location = str(program)
            options.add_argument("--automation")
            browser = WebKitGTK(options=options, service=Service(driver))
            try:
                yield browser
            finally:
                browser.quit()
        finally:
            shown.terminate()


def test_an_interview_and_a_clicked_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch, tmp_path)
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "small.toml").write_text(BANK)
    session = spoken_session(tmp_path / "audio")
    put_on(SlowStage(), monkeypatch)
    with webkit(monkeypatch) as browser:
        program = Program(tmp_path)

        def wait_for(script: str) -> Any:
            return wait_until(lambda: browser.execute_script(f"return {script}"), PATIENCE_S, script)

        def click(text: str) -> None:
            wait_for(
                "[...document.querySelectorAll('button, a')]"
                f".find((each) => each.textContent.trim() === '{text}' && each.offsetParent && !each.disabled)"
            ).click()

        browser.get(program.page.as_uri())
        wait_for("location.pathname === '/' && location.search === ''")
        browser.get(f"{program.address}/ready?bank=small&question=q1")
        click("Begin")
        wait_for("document.getElementById('elapsed')?.textContent >= '0:01'")
        click("Done")
        click("Listen back and compare")
        wait_for("document.querySelector('section.take audio')")
        browser.get(f"{program.address}/sessions/{session.name}/")
        wait_for("document.querySelectorAll('#q1t1 .w').length > 5")
        browser.find_elements("css selector", "#q1t1 .w")[3].click()
        wait_for("document.querySelector('#q1t1 audio').currentTime > 1.5")
        click("Quit")
        wait_for("document.querySelector('h1').textContent === 'Voice Interviewer has ended'")
        program.thread.join(PATIENCE_S)
    held = find_session(
        tmp_path / "audio",
        next(p.name for p in (tmp_path / "audio").iterdir() if p.is_dir() and p.name != session.name),
    )
    assert [take.ending for take in held.record.takes] == ["done"]
