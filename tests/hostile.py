"""What others on this computer, or other pages in the person's browser, could send to a window: one attack each.

Each attack is a whole request as bytes, so that nothing between it and the window mends it. Each names what it is, and
which answers refuse it; no answer at all, a connection that is closed, refuses too.
"""

import inspect
import json
import random
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from starlette.routing import Route

from tests.window import routes_of
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.web.answers import Post
from voice_interviewer.web.entrance import Entrance
from voice_interviewer.web.window import Window

TIMEOUT_S = 60.0
CLOSED = 0
"""Stands for a status where the connection was closed instead."""

NAMES = (
    "..", ".", "../../secret.toml", "..\\..\\secret.toml", "/etc/passwd", "C:\\Windows\\win.ini", "\\\\evil\\share\\x",
    "file:///etc/passwd", "con", "CON.wav", "nul", "aux.toml", "prn", "com1", "LPT9.json", "small.toml", "small.",
    "small ", "small/", "./small", "small\0", "small%00", "%2e%2e%2f", "session.json", ".compared.json", "review.html",
    "~", "$HOME", "`id`", "a" * 5_000, "ｓｍａｌｌ", "SMALL", "\u202egpj", "\ufeffsmall", "small::$DATA", "*", "",
)  # fmt: skip
"""Traversals, device names of Windows, and names that are only nearly those of something."""

QUERIES = ("bank", "question", "resume", "take", "key", "name", "file", "kind")
OTHER_METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X")


@dataclass(frozen=True)
class Asked:
    """A request that is not sent yet."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def with_header(self, name: str, *values: str) -> "Asked":
        """The same with these values of a header instead of its own."""
        kept = tuple(each for each in self.headers if each[0] != name)
        return replace(self, headers=(*kept, *((name, value) for value in values)))

    def to_bytes(self) -> bytes:
        """As it goes through the wire."""
        lines = [
            f"{self.method} {self.target} HTTP/1.1",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        if not any(name in ("content-length", "transfer-encoding") for name, _ in self.headers):
            lines.append(f"content-length: {len(self.body)}")
        return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + self.body


@dataclass(frozen=True)
class Attack:
    """A request, what is wrong with it, and the answers by which it counts as refused."""

    what: str
    asked: Asked
    refused_by: frozenset[int]


@dataclass(frozen=True)
class Target:
    """A window under attack: where it is, what it is known to have, and a cookie for attacks that come further."""

    port: int
    cookie: str
    old_cookies: tuple[str, ...] = ()
    """Of other windows, and of earlier programs."""
    used_key: str = ""
    known: dict[str, str] = field(default_factory=dict)
    """What to put in the places of addresses."""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def routes(self) -> list[Route]:
        """Every address, from the application itself."""
        return routes_of(Window(Studio(Path("nowhere"), Path("nowhere")), Entrance(self.port)))

    def right(self, method: str, target: str, posted: object = None) -> Asked:
        """A request as one of the window's own pages makes it."""
        asked = Asked(method, target, (("host", self.host), ("connection", "close"), ("cookie", self.cookie)))
        if method == "POST":
            body = json.dumps(posted or {}).encode()
            asked = replace(asked, body=body).with_header("origin", self.origin)
            asked = asked.with_header("content-type", "application/json")
        return asked

    def addresses(self) -> Iterator[tuple[Route, Asked]]:
        """A right request to every method of every address."""
        for route in self.routes():
            for method in sorted(route.methods or ()):
                yield route, self.right(method, filled(route, self.known))


def filled(route: Route, known: dict[str, str]) -> str:
    """The address of a route with things that are there in its places."""
    path = route.path
    for name in route.param_convertors:
        value = known[f"{route.path.split('/')[1]}.{name}"]
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


def form_of(route: Route) -> type[Post] | None:
    """What may be posted to a route; None if nothing may."""
    found = inspect.getclosurevars(route.endpoint).nonlocals.get("form")
    assert "POST" not in (route.methods or ()) or found, f"what {route.path} takes is not known"
    return found


def by_outsiders(target: Target) -> Iterator[Attack]:
    """Every address, asked by who may not come in; each with one thing wrong."""
    no = frozenset({403})
    for route, asked in target.addresses():
        for what, attack in _outsiders(target, asked):
            if route.path == "/enter" and what in ("no cookie", "an old cookie", "from another site"):
                continue  # it takes a key, from wherever the person's browser opens it
            yield Attack(f"{what}: {asked.method} {route.path}", attack, no)
        if asked.method == "POST":
            yield Attack(f"no origin: {route.path}", asked.with_header("origin"), no)
            for kind in (
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "",
            ):
                wrong = asked.with_header("content-type", *([kind] if kind else []))
                yield Attack(f"{kind or 'no type'}: {route.path}", wrong, frozenset({415}))
            huge = asked.with_header("content-length", str(100_000_000))
            yield Attack(f"100 MB announced: {route.path}", replace(huge, body=b""), frozenset({413}))
        for method in OTHER_METHODS:
            yield Attack(f"{method} {route.path}", replace(asked, method=method), frozenset({400, 405}))
    key = replace(target.right("GET", f"/enter?key={target.used_key}"))
    yield Attack("a used key", key.with_header("cookie"), no)


def _outsiders(target: Target, asked: Asked) -> Iterator[tuple[str, Asked]]:
    port = target.port
    for host in (
        f"evil.example:{port}",
        f"localhost:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"{target.host}.evil.example",
        "",
    ):
        yield "another host", asked.with_header("host", host)
    for origin in (
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        f"http://localhost:{port}",
        f"{target.origin}/",
    ):
        yield "another origin", asked.with_header("origin", origin)
    yield "two origins", asked.with_header("origin", target.origin, "http://evil.example")
    for site in ("cross-site", "same-site"):
        yield "from another site", asked.with_header("sec-fetch-site", site)
    yield "no cookie", asked.with_header("cookie")
    for cookie in target.old_cookies:
        yield "an old cookie", asked.with_header("cookie", cookie)


def by_names(target: Target) -> Iterator[Attack]:
    """Every place in every address, every query, and every text in every form, filled with a name of NAMES."""
    told = frozenset({303, 400, 404, 405, 409, 415, 422, 431})
    for route, asked in target.addresses():
        if route.path in ("/enter", "/events", "/quit"):
            continue  # they take no name but the key, and what they do is no secret to who is in
        for name in NAMES:
            for place in route.param_convertors:
                known = {**target.known, f"{route.path.split('/')[1]}.{place}": name}
                if name in ("", "."):
                    continue  # another address
                yield Attack(
                    f"{name[:30]!r} as {place} of {route.path}",
                    replace(asked, target=filled(route, known)),
                    told,
                )
            if asked.method == "GET" and "query_params" in inspect.getsource(route.endpoint):
                for query in QUERIES:
                    address = f"{asked.target}?{query}={quote(name, safe='')}"
                    yield Attack(
                        f"{name[:30]!r} as {query} of {route.path}",
                        replace(asked, target=address),
                        told | {200},
                    )
            elif form := form_of(route):
                for each in form.model_fields:
                    posted = {each: name, "more": name}
                    attack = target.right("POST", asked.target, posted)
                    yield Attack(f"{name[:30]!r} as {each} in {route.path}", attack, told)


def answer_to(target: Target, request: bytes, *, shortly: bool = False) -> tuple[int, bytes]:
    """Status and all of the answer; CLOSED if there is none. `shortly`: nothing more will follow the request."""
    received = bytearray()
    with socket.create_connection(("127.0.0.1", target.port), timeout=TIMEOUT_S) as connection:
        with suppress(ConnectionError):
            connection.sendall(request)
            if shortly:
                connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while piece := connection.recv(65_536):
                received += piece
    first = bytes(received[:12]).split()
    return (int(first[1]) if len(first) == 2 and first[1].isdigit() else CLOSED), bytes(received)


def fuzzed(target: Target, chance: random.Random) -> Attack:
    """A request with one thing wrong that refuses it, and often more that may."""
    route, asked = chance.choice(list(target.addresses()))
    wrongs = [
        attack
        for what, attack in _outsiders(target, asked)
        if route.path != "/enter" or "host" in what or "origin" in what
    ]
    attack = chance.choice(wrongs)
    for _ in range(chance.randrange(4)):
        attack = _twisted(attack, chance)
    return Attack(f"fuzzed {route.path}", attack, frozenset({CLOSED, *range(400, 500)}))


def _twisted(asked: Asked, chance: random.Random) -> Asked:
    noise = "".join(
        chr(chance.choice((0, 9, 32, 37, 46, 47, 92, 127, 233, 0x202E, 65)))
        for _ in range(chance.randrange(40))
    )
    body = chance.randbytes(chance.choice((0, 1, 100, 70_000)))
    match chance.randrange(7):
        case 0:
            return replace(asked, target=asked.target + quote(noise))
        case 1:
            return replace(asked, target="/" + quote(chance.choice(NAMES)) + quote(noise, safe="/"))
        case 2:
            return replace(asked, method=chance.choice(("GET", "HEAD", "POST", *OTHER_METHODS)))
        case 3:
            return replace(asked, body=body)
        case 4:
            return asked.with_header(
                "content-type", chance.choice(("application/json", "text/plain", "", "x"))
            )
        case 5:
            return asked.with_header(f"x-{chance.randrange(99)}", "x" * chance.choice((1, 1_000, 100_000)))
        case _:
            return asked.with_header("content-length", chance.choice(("-1", "x", "99999999999", "0", "1, 2")))
