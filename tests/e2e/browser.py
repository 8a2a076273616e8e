"""Debian's Chromium without a window, and a person in front of it: looks, clicks, presses keys, reads the console.

    with Browser(width=360, dark=True) as browser:
        browser.open(page)
        browser.click("#q1t1 .play")
        assert browser.errors() == []

Everything that the page asks the network for is noted, and nothing is answered: there is none behind it.
"""

import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

import pytest

CLONE = Path(__file__).parents[2]
BRING_BROWSERS = "make packages-to-test-all-browsers"
"""Firefox and WebKit, which `make test` alone does not bring."""
AXE = CLONE / "node_modules" / "axe-core" / "axe.min.js"

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # as root it cannot start otherwise; it opens nothing but our own pages
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--hide-scrollbars",
    "about:blank",
)


class Browser:
    """One window. At the end of the `with` Chromium and its profile are gone."""

    def __init__(
        self, width: int = 1440, height: int = 900, *, dark: bool = False, scripts: bool = True
    ) -> None:
        from selenium.webdriver import Chrome, ChromeOptions, ChromeService

        chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
        if not chromium or not driver:
            missing("Debian's chromium and chromium-driver are not installed")
        self._profile = tempfile.TemporaryDirectory(prefix="chromium-")
        options = ChromeOptions()
        options.binary_location = chromium
        for flag in (*FLAGS, f"--user-data-dir={self._profile.name}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = Chrome(options=options, service=ChromeService(driver))
        self._errors: list[str] = []
        self._requests: list[str] = []
        self.resize(width, height)
        self.theme(dark=dark)
        if not scripts:
            self._tell("Emulation.setScriptExecutionDisabled", value=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.driver.quit()
        self._profile.cleanup()

    def crash(self) -> None:
        """Every process of it dies in the midst of what it does; then only leaving the `with` works."""
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self._profile.name.encode() in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)

    def open(self, page: Path) -> None:
        """Open a file by double-click, as it were; returns once it is there."""
        self.driver.get(page.as_uri())

    def resize(self, width: int, height: int = 900) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._tell("Emulation.setDeviceMetricsOverride", **size)

    def theme(self, *, dark: bool, calm: bool = False) -> None:
        """What the person chose in their system's settings."""
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if calm else "no-preference"},
        ]
        self._tell("Emulation.setEmulatedMedia", features=features)

    def ask(self, script: str, *arguments: object) -> Any:
        """What a piece of JavaScript returns; a promise is waited for. `arguments` are `$[0]`, `$[1]` …"""
        return self.driver.execute_script(f"const $ = arguments; {script}", *arguments)

    def wait_for(self, script: str, *arguments: object, timeout_s: float = 10.0) -> Any:
        """Ask until the answer is true; returns it."""
        return wait_until(lambda: self.ask(script, *arguments), timeout_s, script)

    def click(self, selector: str, number: int = 0) -> None:
        """With the mouse, where the person sees it; `number` counts from 0 where several fit."""
        element = self.driver.find_elements("css selector", selector)[number]
        self.ask("$[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def focus(self, selector: str) -> None:
        self.ask("document.querySelector($[0]).focus()", selector)

    def press(self, *keys: str) -> None:
        """Keys go to what has the focus. Named as in `selenium.webdriver.common.keys.Keys`, or one character."""
        from selenium.webdriver import ActionChains, Keys

        for key in keys:
            ActionChains(self.driver).send_keys(getattr(Keys, key, key)).perform()

    def errors(self) -> list[str]:
        """What the console complained of since the page was opened."""
        self._errors += [
            entry["message"]
            for entry in self.driver.get_log("browser")  # type: ignore[no-untyped-call]
            if entry["level"] in ("SEVERE", "WARNING")
        ]
        return self._errors

    def requests(self) -> list[str]:
        """The address of everything that was fetched, by any page."""
        for entry in self.driver.get_log("performance"):  # type: ignore[no-untyped-call]
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self._requests.append(message["params"]["request"]["url"])
        return self._requests

    def screenshot(self, path: Path, *, whole_page: bool = False, is_transparent: bool = False) -> None:
        """A PNG, or a WebP if the path says so; `is_transparent` where the page has no ground of its own."""
        ground = {"color": {"r": 0, "g": 0, "b": 0, "a": 0}} if is_transparent else {}
        self._tell("Emulation.setDefaultBackgroundColorOverride", **ground)
        form = {"format": "webp", "quality": 85} if path.suffix == ".webp" else {"format": "png"}
        shot = self._tell("Page.captureScreenshot", captureBeyondViewport=whole_page, **form)
        path.write_bytes(base64.b64decode(shot["data"]))

    def print_pdf(self) -> bytes:
        return base64.b64decode(self._tell("Page.printToPDF", preferCSSPageSize=True)["data"])

    def faults_of_access(self) -> list[str]:
        """What axe-core, asked for WCAG 2.2 AA and its best practices, finds wrong with the page as it is now."""
        self.driver.execute_script(_axe())
        found = self.driver.execute_async_script(
            "axe.run(document, {resultTypes: ['violations']}).then(arguments[arguments.length - 1])"
        )
        return [
            f"{fault['id']}: {fault['help']}: {fault['nodes'][0]['html'][:200]}"
            for fault in found["violations"]
        ]

    def _tell(self, command: str, **parameters: object) -> Any:
        return self.driver.execute_cdp_cmd(command, parameters)


def wait_until(happens: Callable[[], Any], timeout_s: float, what: str) -> Any:
    deadline_s = time.monotonic() + timeout_s
    while not (found := happens()):
        assert time.monotonic() < deadline_s, f"waited in vain for: {what}"
        time.sleep(0.05)
    return found


def missing(what: str) -> NoReturn:
    """Without it the test is skipped and says so; where everything is tested, that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@lru_cache(maxsize=1)
def _axe() -> str:
    """axe-core, which `npm` brings when it is not there yet."""
    if not AXE.is_file():
        npm = shutil.which("npm")
        if npm is None:
            missing("axe-core is not there, nor npm, which would bring it")
        command = [npm, "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "axe-core@4"]
        done = subprocess.run([str(part) for part in command], cwd=CLONE, capture_output=True, text=True)
        if done.returncode != 0:
            missing(f"axe-core cannot be installed: {done.stderr.strip()[-300:]}")
    return AXE.read_text(encoding="utf-8")
