"""Others try every address of a window in every way, while somebody is in the middle of an answer: none gets in,
nothing changes, and the answer is recorded without a gap."""

import json
import random
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import numpy as np
import pytest

from tests.fake_devices import BANK, sound
from tests.hostile import Attack, Target, answer_to, by_names, by_outsiders, fuzzed
from tests.pages import spoken_session
from tests.test_window_server import Program
from tests.window import alone
from tests.window_stage import SlowStage, put_on, wait_until_recorded
from voice_interviewer.clip import read_clip
from voice_interviewer.session.finding import find_session
from voice_interviewer.web import server
from voice_interviewer.web.guard import IMPORT

SECRET = "secret = 1"
FUZZED_COUNT = 10_000


class Siege:
    """A window in which an interview is going on, and what there is to lose."""

    def __init__(self, folder: Path, stage: SlowStage) -> None:
        self.folder = folder
        self.stage = stage
        (folder / "bank").mkdir()
        (folder / "bank" / "small.toml").write_text(BANK)
        (folder / "secret.toml").write_text(SECRET)
        self.session = spoken_session(folder / "audio")
        earlier = Program(folder)
        old_cookie = earlier.come_in()
        earlier.quit(old_cookie)
        self.program = Program(folder)
        key = self.program.page.read_text().partition("key=")[2].partition('"')[0]
        self.cookie = self.program.come_in()
        name, _, _ = self.cookie.partition("=")
        self.target = Target(
            self.program.port,
            self.cookie,
            (
                f"{name}={old_cookie.partition('=')[2]}",
                old_cookie,
                f"{name}=",
                f"{self.cookie}x",
                f'{name}="\x01;',
            ),
            key,
            {
                "banks.name": "small",
                "sessions.name": self.session.name,
                "sessions.file": self.session.record.takes[0].file,
                "sessions.kind": "md",
                "sessions.question": "1",
                "banks.question": "q1",
                "static.file": "window.css",
            },
        )
        self._begin()
        self.before = self.state()

    def _begin(self) -> None:
        begun = self.target.right("POST", "/interview/begin", {"bank": "small", "question": "q1"})
        assert answer_to(self.target, begun.to_bytes())[0] == 200
        while self.shown()["phase"] != "listening":
            time.sleep(0.02)
        self.held = find_session(self.folder / "audio", str(self.shown()["session"]))
        (self.recording,) = self._recordings()
        wait_until_recorded(self.recording, 0.5)

    def _recordings(self) -> list[Path]:
        while not (found := list(self.held.folder.glob("*.wav*"))):
            time.sleep(0.02)
        return found

    def shown(self) -> dict[str, object]:
        """What a page is shown just now."""
        request = self.target.right("GET", "/events").to_bytes()
        with socket.create_connection(("127.0.0.1", self.target.port), timeout=60) as connection:
            connection.sendall(request)
            received = b""
            while b"event: shown\ndata: " not in received or b"\n\n" not in received.partition(b"data: ")[2]:
                received += connection.recv(65_536)
        text = received.partition(b"event: shown\ndata: ")[2].partition(b"\n\n")[0]
        shown: dict[str, object] = json.loads(text)["interview"]
        return shown

    def state(self) -> tuple[dict[str, object], dict[str, tuple[int, int]]]:
        """What is shown, and all files but the one that grows, and those that are made anew whenever they are read."""
        files = {
            str(path): (path.stat().st_mtime_ns, path.stat().st_size)
            for path in self.folder.rglob("*")
            if path.is_file()
            and path != self.recording
            and path.name != "review.html"
            and not (path.name.startswith(".") and path.suffix == ".json")
        }
        told = ("notices", "told_count")  # "that is about the suggested length": time goes on
        return {name: value for name, value in self.shown().items() if name not in told}, files

    def suffers(self, attacks: Iterable[Attack]) -> int:
        """Returns how many there were."""
        count = 0
        for count, attack in enumerate(attacks, 1):  # noqa: B007
            status, answer = answer_to(self.target, attack.asked.to_bytes())
            assert status in attack.refused_by, (attack.what, status, answer[:300])
            assert SECRET.encode() not in answer, attack.what
            assert b"root:x:0" not in answer, attack.what
            assert b"set-cookie" not in answer.lower(), attack.what
        return count

    def holds(self) -> None:
        """Nothing has changed; the answer is ended by the person, and is what they said, without a gap."""
        assert self.state() == self.before
        shown = self.before[0]
        wanted = {"interview": shown["interview"], "step": shown["step"], "command": "done"}
        done = self.target.right("POST", "/interview/command", wanted).to_bytes()
        assert answer_to(self.target, done)[0] == 200
        while self.shown()["phase"] != "ended":
            time.sleep(0.02)
        session = find_session(self.folder / "audio", self.held.name)
        (take,) = session.record.takes
        heard = read_clip(session.recording(take)).samples
        said = sound(len(heard) / self.stage.rate_hz)
        assert len(heard) > self.stage.rate_hz // 2
        np.testing.assert_allclose(heard, said[: len(heard)], atol=1e-3)
        self.program.quit(self.cookie)


@pytest.fixture
def siege(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Siege]:
    alone(monkeypatch, tmp_path)
    stage = SlowStage()
    put_on(stage, monkeypatch)
    siege = Siege(tmp_path, stage)
    yield siege
    if siege.program.thread.is_alive():
        siege.program.quit(siege.cookie)


def test_outsiders_reach_nothing(siege: Siege) -> None:
    assert siege.suffers(by_outsiders(siege.target)) > 1_000
    siege.holds()


def test_no_name_is_a_path(siege: Siege) -> None:
    """Tried by somebody who is in: a page that was led astray, or a bank that somebody sent."""
    assert siege.suffers(by_names(siege.target)) > 1_000
    siege.holds()


def test_a_flood_is_bounded(siege: Siege, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 MB that are sent piece by piece, and 500 connections, some of which dawdle over their headers."""
    target = siege.target
    for address in ("/here", IMPORT, "/interview/command"):
        asked = target.right("POST", address).with_header("transfer-encoding", "chunked")
        sent_bytes, status = _pour(target, asked.to_bytes().removesuffix(asked.body), 100_000_000)
        assert status in (413, 0)
        assert sent_bytes < 50_000_000, "it reads on, however much is sent"
    monkeypatch.setattr(server, "HEADERS_TIMEOUT_S", 0.5)
    with ExitStack() as crowd:
        for number in range(500):
            with suppress(ConnectionError):
                each = crowd.enter_context(socket.create_connection(("127.0.0.1", target.port), timeout=60))
                if number % 5 == 0:
                    each.sendall(b"GET /events HTTP/1.1\r\nHost: 127")
        time.sleep(1.0)  # those that say nothing are shown out
        assert answer_to(target, target.right("GET", "/").to_bytes())[0] == 200
    siege.holds()


def test_no_websocket(siege: Siege) -> None:
    asked = siege.target.right("GET", "/events").with_header("origin", "http://evil.example")
    for name, value in (
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "eA=="),
    ):
        asked = asked.with_header(name, value)
    assert answer_to(siege.target, asked.with_header("connection", "upgrade").to_bytes())[0] == 403
    siege.holds()


def test_a_few_fuzzed_requests(siege: Siege) -> None:
    chance = random.Random(1)
    siege.suffers(fuzzed(siege.target, chance) for _ in range(300))
    siege.holds()


@pytest.mark.soak
def test_many_fuzzed_requests(siege: Siege) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    start_s = time.monotonic()
    siege.suffers(fuzzed(siege.target, chance) for _ in range(FUZZED_COUNT))
    print(f"seed {seed}: {FUZZED_COUNT} requests in {time.monotonic() - start_s:.0f} s;", end=" ")
    print(f"the interview came for its sound at least every {siege.stage.longest_gap_s:.2f} s")
    siege.holds()


def _pour(target: Target, head: bytes, total_bytes: int) -> tuple[int, int]:
    """Send a body in chunks until the other end has had enough: bytes sent, and the status."""
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    sent_bytes, received = 0, b""
    with socket.create_connection(("127.0.0.1", target.port), timeout=60) as connection:
        with suppress(ConnectionError):
            connection.sendall(head)
            while sent_bytes < total_bytes:
                connection.sendall(piece)
                sent_bytes += 0x10000
        with suppress(ConnectionError):
            received = connection.recv(1_000)
    return sent_bytes, int(received[9:12] or b"0")
