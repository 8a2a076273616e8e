"""Before any address is looked at: is this the person's own browser, on one of our own pages?

Every request goes through here, whether for the stream of events, a recording or a stylesheet. What is refused never
reaches a page. This is how other programs were broken into: by a name pointed at this computer (DNS rebinding,
CVE-2024-28224), and by one address that had been left unguarded (CVE-2026-39987).
"""

import asyncio
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voice_interviewer.web.entrance import Entrance

ENTER = "/enter"
"""The one address without a cookie: it takes a key."""
IMPORT = "/new-bank/read-guide"
TAILOR = "/new-bank/read-advert"
NEW_BANK = "/new-bank/make"
CHANGE, LOOK_AT_POINTS = "change", "look-at-points"
"""End the addresses that take a changed bank, and all its points."""
MOST_BYTES = 64_000
"""Enough for any command, even the corrected transcript of an hour."""
MOST_IMPORTED_BYTES = 7_000_000
"""A file of 5 MB in base64; no bank in a form is larger."""
BODY_TIMEOUT_S = 10.0

_ENTERING = ("cross-site", "same-site", "same-origin", "none")
_OWN = ("same-origin", "none")
"""What browsers say of a request (Fetch metadata) that comes from our own pages or from the person themselves."""

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""On every answer, unless the answer has its own."""

NO_COOKIE = "This window belongs to whoever started it. Start Voice Interviewer again to open it."


@dataclass(frozen=True)
class Refusal:
    """What a refused request is told."""

    status: int
    sentence: str


@dataclass(frozen=True)
class Visit:
    """The parts of a request that the guard looks at."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    """Pairs of name and value; names in lower case."""

    def all(self, name: str) -> list[str]:
        """Every value of a header, by its name in lower case."""
        return [value for each, value in self.headers if each == name]

    def one(self, name: str) -> str:
        """The only value of a header; empty if there is none, or more than one."""
        found = self.all(name)
        return found[0] if len(found) == 1 else ""

    @property
    def most_bytes(self) -> int:
        """How large its body may be."""
        is_bank = self.path in (IMPORT, TAILOR, NEW_BANK) or re.fullmatch(
            rf"/banks/[^/]+/({CHANGE}|{LOOK_AT_POINTS})", self.path
        )
        return MOST_IMPORTED_BYTES if is_bank else MOST_BYTES


def refusal(visit: Visit, entrance: Entrance) -> Refusal | None:
    """Why a request is refused, or None."""
    if visit.one("host") != entrance.host:
        return Refusal(403, "This is not the address of the window.")
    if not visit.path.startswith("/") or "\0" in visit.path:
        return Refusal(400, "There is no such address.")
    if visit.method not in ("GET", "HEAD", "POST"):
        return Refusal(405, "Only GET, HEAD and POST are allowed.")
    origins, comes_from = visit.all("origin"), visit.all("sec-fetch-site")
    if origins not in ([], [entrance.origin]) or (visit.method == "POST" and not origins):
        return Refusal(403, "This request comes from another page.")
    may_come_from = _ENTERING if visit.path == ENTER else _OWN
    if any(each not in may_come_from for each in comes_from):
        return Refusal(403, "This request comes from another page.")
    if not (visit.path == ENTER and visit.method == "GET") and not _is_known(visit, entrance):
        return Refusal(403, NO_COOKIE)
    return _wrong_body(visit) if visit.method == "POST" else None


def _is_known(visit: Visit, entrance: Entrance) -> bool:
    """Whether a cookie of ours came along. Browsers send those of other programs on this computer too, some in a form
    at which Python's own reader of cookies gives up."""
    pairs = (each.strip().partition("=") for each in visit.one("cookie").split(";"))
    return any(name == entrance.cookie_name and entrance.knows(value) for name, _, value in pairs)


def _wrong_body(visit: Visit) -> Refusal | None:
    """Why a body is refused, or None. It must be JSON, for any page anywhere may post a form or plain text here."""
    kind, _, rest = visit.one("content-type").partition(";")
    if kind.strip().lower() != "application/json" or rest.strip().lower() not in ("", "charset=utf-8"):
        return Refusal(415, "Commands must be JSON.")
    length = visit.one("content-length")
    if length and (not length.isdecimal() or int(length) > visit.most_bytes):
        return Refusal(413, "This request is too large.")
    return None


class Guard:
    """Stands before an application, and lets through only what `refusal` does not refuse."""

    def __init__(self, app: ASGIApp, entrance: Entrance, on_visit: Callable[[], object]) -> None:
        """`on_visit` is called for every request that is let in."""
        self.app = app
        self._entrance = entrance
        self._on_visit = on_visit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _with_headers(send, scope["path"]))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        visit = _visit(scope)
        refused = refusal(visit, self._entrance)
        body = b""
        if refused is None and visit.method == "POST":
            read = await _read(receive, visit.most_bytes)
            body, refused = (b"", read) if isinstance(read, Refusal) else (read, None)
        if refused:
            answer = PlainTextResponse(refused.sentence, refused.status, {"connection": "close"})
            await answer(scope, receive, send)
            return
        self._on_visit()
        await self.app(scope, _given(body, receive), send)


def _visit(scope: Scope) -> Visit:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    texts = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers)
    return Visit(scope["method"], scope["path"], texts)


async def _read(receive: Receive, most_bytes: int) -> bytes | Refusal:
    """The whole body, or why it is refused. Counts the bytes itself, whatever the header says."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return Refusal(400, "This request broke off.")
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > most_bytes:
                    return Refusal(413, "This request is too large.")
    except TimeoutError:
        return Refusal(408, "This request took too long.")
    return bytes(body)


def _given(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read once more, then whatever else comes: that the browser has gone."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _with_headers(send: Send, path: str) -> Send:
    added: dict[str, Any] = dict(HEADERS)
    if path.startswith("/static/"):
        added["cache-control"] = "no-cache"

    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", []))
            names = {name.lower() for name, _ in own}
            new = [
                (name.encode(), text.encode()) for name, text in added.items() if name.encode() not in names
            ]
            message = {**message, "headers": own + new}
        await send(message)

    return send_with
