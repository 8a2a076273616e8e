"""Firefox without a window, and a person in front of it, through its own WebDriver BiDi port: no geckodriver is needed,
which Debian does not have.

    with Firefox(laptop.env) as browser:
        browser.open(page.as_uri())
        browser.click("return document.querySelector('#q1t1 .play')")
        assert browser.errors() == []

See https://www.w3.org/TR/webdriver-bidi/. Nothing may be played before the person has clicked, as in anybody's Firefox.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from tests.e2e.browser import BRING_BROWSERS, missing, wait_until
from tests.patience import PATIENCE_S

_LONGEST_S = 3 * PATIENCE_S
"""For one answer: the first comes when Firefox has started, which takes a minute on a busy machine."""
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_PREFERENCES = """\
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""


class Firefox:
    """One page. At the end of the `with` Firefox and its profile are gone."""

    def __init__(self, env: Mapping[str, str]) -> None:
        """`env`: the environment of the laptop whose loudspeaker it plays through."""
        self._env = env
        self._errors: list[str] = []
        self._numbers = count(1)

    def __enter__(self) -> Self:
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        if not program:
            missing(f"Firefox is not there: {BRING_BROWSERS}")
        from websocket import create_connection

        with ExitStack() as stack:
            home = Path(
                stack.enter_context(TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True))
            )
            (home / "user.js").write_text(_PREFERENCES)
            (home / "log").touch()
            command = [program, "--headless", "--remote-debugging-port", "0", "--profile", str(home)]
            with (home / "log").open("wb") as log:
                shown = subprocess.Popen(
                    command,
                    env={**self._env, "HOME": str(home)},
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            stack.callback(shown.wait)
            stack.callback(shown.kill)
            found = wait_until(
                lambda: _LISTENING.search((home / "log").read_text(errors="replace")), PATIENCE_S, "Firefox"
            )
            # With an Origin, as this library sends one, Firefox refuses.
            self._socket = create_connection(f"{found[1]}/session", timeout=_LONGEST_S, suppress_origin=True)
            stack.callback(self._socket.close)
            self._tell("session.new", capabilities={})
            self._tell("session.subscribe", events=["log.entryAdded"])
            self._page = self._tell("browsingContext.getTree")["contexts"][0]["context"]
            stack.callback(self._tell, "browser.close")
            self._on_exit = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._on_exit.close()

    def open(self, address: str) -> None:
        """Returns once the page is there."""
        self._tell("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def reload(self) -> None:
        self._tell("browsingContext.reload", context=self._page, wait="complete")

    def ask(self, script: str, *arguments: object) -> Any:
        """What a piece of JavaScript returns. `arguments` are `$[0]`, `$[1]` …"""
        found = self._evaluated(f"JSON.stringify({_called(script, arguments)})")
        return json.loads(found.get("value", "null"))

    def wait_for(self, script: str, *arguments: object) -> Any:
        """Ask until the answer is true; returns it."""
        return wait_until(lambda: self.ask(script, *arguments), PATIENCE_S, script)

    def click(self, script: str, *arguments: object) -> None:
        """With the mouse, in the middle of the element that the script returns, once its whole page is there."""
        found = f"document.readyState === 'complete' ? {_called(script, arguments)} : null"

        def element() -> Any:
            return self._evaluated(found).get("sharedId")

        place = {"type": "element", "element": {"sharedId": wait_until(element, PATIENCE_S, script)}}
        self._evaluated(
            f"{_called(script, arguments)}.scrollIntoView({{block: 'center', behavior: 'instant'}})"
        )
        mouse = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": place},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        actions = [{"type": "pointer", "id": "mouse", "actions": mouse}]
        self._tell("input.performActions", context=self._page, actions=actions)

    def errors(self) -> list[str]:
        """What the console complained of, on any page so far."""
        self.ask("")  # so that all that was said before has come in
        return self._errors

    def _evaluated(self, expression: str) -> dict[str, Any]:
        # Never awaited: a page that is left takes its promises with it, and nobody would answer.
        answer = self._tell(
            "script.evaluate", expression=expression, target={"context": self._page}, awaitPromise=False
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        found: dict[str, Any] = answer["result"]
        return found

    def _tell(self, method: str, **parameters: object) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            entry = answer.get("params", {})
            if answer.get("method") == "log.entryAdded" and entry["level"] == "error":
                self._errors.append(entry["text"])
        assert answer["type"] == "success", f"{method}: {answer.get('message')}"
        return answer["result"]


def _called(script: str, arguments: tuple[object, ...]) -> str:
    return f"(($) => {{ {script} }})({json.dumps(arguments)})"
