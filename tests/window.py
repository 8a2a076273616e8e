"""A window without a server: its application, asked by a client that behaves as the person's own browser does."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.fake_devices import BANK
from tests.pages import spoken_session
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.web.app import guarded
from voice_interviewer.web.entrance import Entrance, new_key
from voice_interviewer.web.guard import Guard
from voice_interviewer.web.window import Window

PORT = 45_678
ORIGIN = f"http://127.0.0.1:{PORT}"


@dataclass
class Visitor:
    """The window of a folder that has a bank called small and one session, and a client that nobody has let in yet."""

    folder: Path
    quits: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "bank").mkdir()
        (self.folder / "bank" / "small.toml").write_text(BANK)
        self.session = spoken_session(self.folder / "audio")
        studio = Studio(self.folder / "audio", self.folder)
        self.window = Window(studio, Entrance(PORT), on_quit=lambda: self.quits.append("quit"))
        self.client = TestClient(guarded(self.window), base_url=ORIGIN, follow_redirects=False)

    def come_in(self) -> "Visitor":
        """With a key, as a browser does; from now on the client has the cookie."""
        answer = self.client.get("/enter", params={"key": new_key(self.window.entrance.secret)})
        assert answer.status_code == 200
        return self

    def get(self, address: str, **more: Any) -> Any:
        return self.client.get(address, **more)

    def post(self, address: str, posted: object = None, **headers: str) -> Any:
        """As a script of our own pages does."""
        return self.client.post(address, json=posted or {}, headers={"origin": ORIGIN, **headers})

    def addresses(self) -> list[tuple[str, str]]:
        """Every method and address there is, with things that are there in its places."""
        return [
            (method, self._filled(route))
            for route in routes_of(self.window)
            for method in sorted(route.methods or ())
        ]

    def _filled(self, route: Route) -> str:
        take = self.session.record.takes[0]
        name = self.session.name if route.path.startswith("/sessions") else "small"
        file = "page.css" if route.path.startswith("/static") else take.file
        question = "1" if route.path.startswith("/sessions") else "q2"
        filled = route.path
        for place, thing in (("name", name), ("file", file), ("kind", "md"), ("question", question)):
            filled = filled.replace(f"{{{place}}}", thing)
        assert "{" not in filled, "a place that nothing is put into"
        return filled

    def state(self) -> dict[str, tuple[int, int]]:
        """All files, as they are; but for what is only kept to be quick, or made anew from them."""
        made = {"review.html"}
        files = [
            path
            for path in self.folder.rglob("*")
            if path.is_file() and not path.name.startswith(".") and path.name not in made
        ]
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in files}


def routes_of(window: Window) -> list[Route]:
    """Every address that the application itself knows, so that none is forgotten."""
    guard = guarded(window)
    assert isinstance(guard, Guard)
    assert isinstance(guard.app, Starlette)
    routes = [route for route in guard.app.routes if isinstance(route, Route)]
    assert len(routes) == len(guard.app.routes), "there is a kind of route that no test looks at"
    return routes


def alone(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Settings and state of this test's own."""
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("HOME", str(folder))
