"""Nobody but the person gets into the window: whatever is refused reaches no page, and changes nothing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.window import ORIGIN, PORT, Visitor, alone
from voice_interviewer.web.entrance import Entrance, new_key
from voice_interviewer.web.guard import IMPORT, MOST_BYTES, MOST_IMPORTED_BYTES, Visit, refusal

JSON = {"content-type": "application/json"}

WRONG = {
    "another host": {"host": f"evil.example:{PORT}"},
    "its other name": {"host": f"localhost:{PORT}"},
    "no port": {"host": "127.0.0.1"},
    "another port": {"host": "127.0.0.1:1"},
    "a host that begins like it": {"host": f"127.0.0.1:{PORT}.evil.example"},
    "another origin": {"origin": "http://evil.example"},
    "another port's origin": {"origin": "http://127.0.0.1:1"},
    "its other name's origin": {"origin": f"http://localhost:{PORT}"},
    "no origin at all": {"origin": "null"},
    "from another site": {"sec-fetch-site": "cross-site"},
    "from another port": {"sec-fetch-site": "same-site"},
    "no cookie": {"cookie": ""},
    "another cookie": {"cookie": f"voice-interviewer-{PORT}=abc"},
    "another port's cookie": {"cookie": "voice-interviewer-1=abc"},
    "a broken cookie": {"cookie": f'voice-interviewer-{PORT}="\x01\\"; ='},
}


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    alone(monkeypatch, tmp_path)
    return Visitor(tmp_path).come_in()


@pytest.mark.parametrize("headers", WRONG.values(), ids=WRONG)
def test_every_address_is_closed_to_others(visitor: Visitor, headers: dict[str, str]) -> None:
    before = visitor.state()
    if "cookie" in headers:
        visitor.client.cookies.clear()
    for method, address in visitor.addresses():
        if address == "/enter" and set(headers) & {"cookie", "sec-fetch-site"}:
            continue  # it takes a key, from wherever the person's browser opens it
        right = {"origin": ORIGIN, **JSON} if method == "POST" else {}
        answer = visitor.client.request(method, address, headers={**right, **headers}, content=b"{}")
        assert answer.status_code == 403, (method, address)
        assert "set-cookie" not in answer.headers
    assert visitor.state() == before
    assert not visitor.quits


def test_a_command_needs_an_origin_and_json(visitor: Visitor) -> None:
    before = visitor.state()
    forms = (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/json;x=y",
    )
    for method, address in visitor.addresses():
        if method != "POST":
            continue
        assert visitor.client.post(address, content=b"{}", headers=JSON).status_code == 403
        for form in forms:
            answer = visitor.client.post(
                address, content=b"{}", headers={"origin": ORIGIN, "content-type": form}
            )
            assert answer.status_code == 415, (address, form)
    assert visitor.state() == before
    assert not visitor.quits


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(visitor: Visitor, method: str) -> None:
    for _, address in visitor.addresses():
        answer = visitor.client.request(method, address, headers={"origin": ORIGIN})
        assert answer.status_code == 405
        assert "access-control-allow-origin" not in answer.headers


def test_no_command_is_read(visitor: Visitor) -> None:
    """What changes something cannot be had by a link."""
    for method, address in visitor.addresses():
        if method == "POST":
            assert visitor.get(address).status_code in (404, 405)


def test_bodies_are_bounded(visitor: Visitor) -> None:
    def post(address: str, length: int, *, told: bool) -> int:
        body = b"x" * length
        content = body if told else iter([body[:1000], body[1000:]])
        headers = {"origin": ORIGIN, **JSON}
        return int(visitor.client.post(address, content=content, headers=headers).status_code)

    for told in (True, False):
        assert post("/here", MOST_BYTES + 1, told=told) == 413
        assert post("/here", MOST_BYTES, told=told) == 422
        assert post(IMPORT, MOST_IMPORTED_BYTES + 1, told=told) == 413
        assert post(IMPORT, MOST_BYTES + 1, told=told) == 422
    length = {"origin": ORIGIN, **JSON, "content-length": "-1"}
    assert visitor.client.post("/here", content=b"", headers=length).status_code == 413


def test_a_key_opens_once(visitor: Visitor) -> None:
    visitor.client.cookies.clear()
    key = new_key(visitor.window.entrance.secret)
    first = visitor.get("/enter", params={"key": key})
    assert visitor.get("/enter", params={"key": key}).status_code == 200  # by Back, with the cookie
    visitor.client.cookies.clear()
    second = visitor.get("/enter", params={"key": key})
    assert (first.status_code, second.status_code) == (200, 403)
    assert "set-cookie" not in second.headers
    cookie = first.headers["set-cookie"]
    assert cookie.startswith(f"voice-interviewer-{PORT}=")
    assert "HttpOnly" in cookie
    assert re.search("SameSite=strict", cookie, re.IGNORECASE)
    assert key not in first.text  # the address it leads on to has none


@pytest.mark.parametrize(
    "change",
    [lambda key: "", lambda key: key[:-1], lambda key: "9" + key, lambda key: "..", lambda key: key + "é"],
)
def test_other_keys_open_nothing(visitor: Visitor, change: Callable[[str], str]) -> None:
    visitor.client.cookies.clear()
    key = change(new_key(visitor.window.entrance.secret))
    assert visitor.get("/enter", params={"key": key}).status_code == 403
    assert visitor.get("/enter", params={"key": new_key("another secret")}).status_code == 403
    assert visitor.get("/").status_code == 403


def test_an_old_key_opens_nothing(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.client.cookies.clear()
    key = new_key(visitor.window.entrance.secret)
    monkeypatch.setattr("voice_interviewer.web.entrance.time.time", lambda: 4e9)
    assert visitor.get("/enter", params={"key": key}).status_code == 403


def test_a_cookie_is_void_with_the_next_start(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "next").mkdir()
    started_again = Visitor(tmp_path / "next")
    key = new_key(visitor.window.entrance.secret)
    started_again.client.cookies = visitor.client.cookies
    assert visitor.get("/").status_code == 200
    assert started_again.get("/").status_code == 403
    assert started_again.get("/enter", params={"key": key}).status_code == 403


TRAVERSALS = [
    "..",
    ".",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "....//",
    "C:%5CWindows",
    "con",
    "nul.wav",
    "aux",
    "%00",
    "session.json",
    ".compared.json",
    "review.html",
    "..%5c..%5cx",
    "%ff",
    "~",
    "/etc/passwd",
]


@pytest.mark.parametrize("name", TRAVERSALS)
def test_names_are_never_paths(visitor: Visitor, name: str) -> None:
    secret = visitor.folder / "secret.toml"
    secret.write_text("secret = 1")
    session = visitor.session.name
    before = visitor.state()
    for address in (
        f"/banks/{name}",
        f"/banks/{name}/file",
        f"/ready?bank={name}",
        f"/ready?bank=small&question={name}",
        f"/ready?resume={name}",
        f"/sessions/{name}/",
        f"/sessions/{session}/{name}",
        f"/sessions/{name}/words?take=q1t1",
        f"/sessions/{session}/words?take={name}",
        f"/sessions/{session}/export/{name}",
        f"/sessions/{name}/export/md",
        f"/static/{name}",
        "/banks/..%2fsecret/file",
    ):
        answer = visitor.get(address)
        assert answer.status_code in (303, 400, 404) or answer.url.path in ("/banks", "/", "/history"), (
            address
        )
        assert "secret = 1" not in answer.text
    for address, posted in (
        (f"/sessions/{name}/delete", {"name": name}),
        (f"/sessions/{session}/delete", {"name": name}),
        (f"/sessions/{session}/correct", {"take": name, "text": "x"}),
        (f"/sessions/{name}/correct", {"take": "q1t1", "text": "x"}),
        (f"/banks/{name}/check", {}),
        ("/interview/begin", {"bank": name}),
        ("/interview/begin", {"bank": "../secret"}),
        ("/interview/begin", {"resume": f"../{name}"}),
    ):
        assert visitor.post(address, posted).status_code in (400, 404, 405, 422), address
    assert visitor.state() == before
    assert not visitor.window.live.is_running


def test_every_answer_has_its_headers(visitor: Visitor) -> None:
    for method, address in visitor.addresses():
        if method != "GET" or address == "/events":
            continue
        headers = visitor.get(address).headers
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert re.match("default-src '(self|none)'", policy)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == ("no-cache" if address.startswith("/static/") else "no-store")
        assert headers.get("content-type") or headers["content-length"] == "0"
        assert "server" not in headers


def test_a_websocket_is_closed(visitor: Visitor) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), visitor.client.websocket_connect("/events"):
        pass


HOSTS = st.sampled_from([f"127.0.0.1:{PORT}", "127.0.0.1", "localhost", "evil.example", ""]) | st.text(
    max_size=30
)
ORIGINS = st.sampled_from([ORIGIN, "null", "http://evil.example", f"{ORIGIN}/", ORIGIN.upper()])
SITES = st.sampled_from(["same-origin", "none", "same-site", "cross-site", "x"])
KINDS = st.sampled_from(
    ["application/json", "text/plain", "application/json; charset=utf-8", "multipart/form-data"]
)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "X"])
PATHS = st.sampled_from(
    ["/", "/enter", "/enter/", "/events", "/quit", "/sessions/x/", "enter", ""]
) | st.text(max_size=20)


@given(
    METHODS,
    PATHS,
    st.lists(HOSTS, max_size=2),
    st.lists(ORIGINS, max_size=2),
    st.lists(SITES, max_size=1),
    st.lists(KINDS, max_size=1),
    st.booleans(),
)
def test_whatever_is_let_in_is_ours(
    method: str,
    path: str,
    hosts: list[str],
    origins: list[str],
    sites: list[str],
    kinds: list[str],
    is_known: bool,
) -> None:
    entrance = Entrance(PORT)
    cookie = entrance.exchange(new_key(entrance.secret)) if is_known else "stranger"
    named = {"host": hosts, "origin": origins, "sec-fetch-site": sites, "content-type": kinds}
    headers = [(name, value) for name, values in named.items() for value in values]
    headers.append(("cookie", f"{entrance.cookie_name}={cookie}"))
    if refusal(Visit(method, path, tuple(headers)), entrance):
        return
    assert hosts == [f"127.0.0.1:{PORT}"]
    assert method in ("GET", "HEAD", "POST")
    assert origins in ([ORIGIN], []) if method != "POST" else origins == [ORIGIN]
    assert is_known or (method, path) == ("GET", "/enter")
    assert not {"cross-site", "same-site", "x"} & set(sites) or path == "/enter"
    assert method != "POST" or (kinds and kinds[0].startswith("application/json"))


@pytest.mark.parametrize(
    "other", ['prefs={"theme":"dark"}', "name=John Smith", "version=1", "flag", "x=caf\xe9", "="]
)
def test_the_cookies_of_other_programs_lock_nobody_out(visitor: Visitor, other: str) -> None:
    """A browser sends them to every port."""
    own = (
        f"{visitor.window.entrance.cookie_name}={visitor.client.cookies[visitor.window.entrance.cookie_name]}"
    )
    visitor.client.cookies.clear()
    for cookie in (f"{other}; {own}", f"{own}; {other}", f"{own};{other};"):
        assert visitor.get("/", headers={"cookie": cookie.encode("latin-1")}).status_code == 200


def test_the_points_of_a_large_bank_may_be_as_large_as_the_bank() -> None:
    for address in ("/banks/small/change", "/banks/small/look-at-points"):
        assert Visit("POST", address, ()).most_bytes == MOST_IMPORTED_BYTES
    assert Visit("POST", "/banks/small/remove", ()).most_bytes == MOST_BYTES
