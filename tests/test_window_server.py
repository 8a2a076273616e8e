"""The window's server, with real sockets: on this computer alone, one for each folder, for as long as it is used."""

import http.client
import re
import socket
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fake_devices import BANK
from tests.window import alone
from voice_interviewer.errors import WindowError
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.web import server
from voice_interviewer.web.server import open_window

TIMEOUT_S = 60.0


class Program:
    """A window on a thread."""

    def __init__(self, folder: Path, *, idle_s: float = TIMEOUT_S) -> None:
        self.folder = folder
        self._told = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(idle_s,), daemon=True)
        self.thread.start()
        assert self._told.wait(TIMEOUT_S)

    def _run(self, idle_s: float) -> None:
        open_window(Studio(self.folder / "audio", self.folder), 0, self._tell, idle_s=idle_s)

    def _tell(self, address: str, page: Path, is_open_already: bool) -> None:
        self.address, self.page, self.was_open = address, page, is_open_already
        self.port = int(address.rpartition(":")[2])
        self._told.set()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str, str]:
        """Status, cookie and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        connection.request(
            method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
        )
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, (answer.getheader("set-cookie") or "").partition(";")[0], text

    def come_in(self, page: Path | None = None) -> str:
        """The cookie for the key in the page that leads in."""
        found = re.search(r'url=http://[^/]*(/enter\?key=[^"]*)', (page or self.page).read_text())
        assert found
        status, cookie, _ = self.ask("GET", found[1])
        assert status == 200
        return cookie

    def raw(self, text: str) -> bytes:
        """The answer to a request as it is sent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT_S) as connection:
            connection.sendall(text.encode())
            return b"".join(iter(lambda: connection.recv(65_536), b""))

    def quit(self, cookie: str) -> None:
        headers = {"cookie": cookie, "origin": self.address, "content_type": "application/json"}
        assert self.ask("POST", "/quit", "{}", **headers)[0] == 200
        self.thread.join(TIMEOUT_S)
        assert not self.thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    alone(monkeypatch, tmp_path)
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "small.toml").write_text(BANK)
    (tmp_path / "secret.toml").write_text("secret = 1")
    return tmp_path


@pytest.fixture
def program(folder: Path) -> Iterator[Program]:
    program = Program(folder)
    yield program
    if program.thread.is_alive():
        program.quit(program.come_in(Program(folder).page))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_this_person_can_read_the_way_in(program: Program) -> None:
    state = program.folder / "state" / "voice-interviewer"
    assert mode(program.page.parent) == 0o700
    assert mode(program.page) == 0o600
    assert mode(state) == 0o700
    assert {mode(path) for path in state.iterdir()} == {0o600}
    assert "key" not in program.address
    program.come_in()
    assert not program.page.exists()


def test_a_second_start_opens_the_window_of_the_first(program: Program) -> None:
    cookie = program.come_in()
    second = Program(program.folder)
    second.thread.join(TIMEOUT_S)
    assert (second.was_open, second.address) == (True, program.address)
    other_cookie = program.come_in(second.page)
    assert other_cookie != cookie
    for each in (cookie, other_cookie):
        assert program.ask("GET", "/", cookie=each)[0] == 200


def test_who_clicks_the_icon_twice_comes_in_twice(program: Program) -> None:
    """Both browsers' pages are there until each has been used: the first to come in must not take away the other's."""
    second = Program(program.folder)
    program.come_in()
    assert not program.page.exists()
    program.come_in(second.page)
    assert not second.page.parent.exists()


def test_what_a_dead_program_left_leads_nowhere_and_goes(program: Program) -> None:
    left = program.folder / "audio" / ".window-left"
    program.quit(program.come_in())
    left.mkdir()
    (left / "open.html").touch()
    after = Program(program.folder)
    assert not left.exists()
    after.quit(after.come_in())


def test_another_folder_has_a_window_of_its_own(program: Program, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Program(tmp_path / "other")
    assert other.port != program.port
    assert other.ask("GET", "/", cookie=program.come_in())[0] == 403
    other.quit(other.come_in())


def test_quit_leaves_nothing_behind(program: Program) -> None:
    program.quit(program.come_in())
    assert not list((program.folder / "audio").glob(".window-*"))
    assert not list((program.folder / "state").rglob("*.json"))
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", program.port))
    after = Program(program.folder)
    assert not after.was_open
    after.quit(after.come_in())


def test_it_ends_by_itself_when_no_page_is_open(folder: Path) -> None:
    program = Program(folder, idle_s=0.6)
    cookie = program.come_in()
    stream = http.client.HTTPConnection("127.0.0.1", program.port, timeout=TIMEOUT_S)
    stream.request("GET", "/events", headers={"cookie": cookie})
    assert stream.getresponse().status == 200
    time.sleep(1.5)
    assert program.thread.is_alive()  # a page shows what happens
    stream.close()
    program.thread.join(TIMEOUT_S)
    assert not program.thread.is_alive()


def test_a_port_that_is_taken(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(WindowError, match="cannot be used"):
            open_window(Studio(folder / "audio", folder), port, lambda *_: None)


@pytest.mark.parametrize(
    "first_lines",
    [
        "GET / HTTP/1.0",
        "GET / HTTP/1.1\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: {host}\r\nHost: {host}",
        "GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example",
        "GET http://{host}/ HTTP/1.1\r\nHost: {host}",
        "GET //evil.example/ HTTP/1.1\r\nHost: evil.example",
        "GET /banks/../secret/file HTTP/1.1\r\nHost: {host}",
        "GET /banks/..%2fsecret/file HTTP/1.1\r\nHost: {host}",
        "GET /sessions/../../secret.toml HTTP/1.1\r\nHost: {host}",
        "GET /static/..%2fapp.py HTTP/1.1\r\nHost: {host}",
        "GET /\x00 HTTP/1.1\r\nHost: {host}",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: {host}",
        "nonsense",
    ],
)
def test_strange_requests(program: Program, first_lines: str) -> None:
    cookie = program.come_in()
    text = first_lines.format(host=program.host)
    answer = program.raw(f"{text}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n")
    assert re.match(rb"HTTP/1.1 (400|403|404|405|431) ", answer)
    assert b"secret = 1" not in answer


def test_who_dawdles_is_shown_out(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEADERS_TIMEOUT_S", 0.5)
    cookie = program.come_in()
    crowd = [
        socket.create_connection(("127.0.0.1", program.port)) for _ in range(server.MOST_CONNECTIONS + 50)
    ]
    for each in crowd[:10]:
        each.sendall(b"GET / HTTP/1.1\r\nHost:")
    time.sleep(2)
    assert program.ask("GET", "/", cookie=cookie)[0] == 200
    for each in crowd:
        each.settimeout(TIMEOUT_S)
        with suppress(ConnectionResetError):
            assert each.recv(1000) == b""
        each.close()
