"""Who may come in: whoever can read this person's files can make a key, which opens once, for a cookie.

A key is part of an address and is good for one visit within KEY_LASTS_S. The cookie given for it is void when the
program ends. The secret from which keys are made lies in a file that nobody else can read (`running`), and is never
sent.
"""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

KEY_LASTS_S = 600.0
"""Even a slow browser on a busy machine opens much sooner."""


def new_key(secret: str) -> str:
    """A key for one visit: when it expires, a random number, and a proof that its maker knew the secret."""
    until_and_nonce = f"{int(time.time() + KEY_LASTS_S)}.{secrets.token_urlsafe(16)}"
    return f"{until_and_nonce}.{_proof(secret, until_and_nonce)}"


@dataclass
class Entrance:
    """The door of one running program. Used from several threads."""

    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _used: set[str] = field(default_factory=set, init=False)
    _cookies: set[str] = field(default_factory=set, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    @property
    def host(self) -> str:
        """The only Host that a request may name: any other is a name that somebody has pointed at this computer."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """What browsers name as the origin of our own pages."""
        return f"http://{self.host}"

    @property
    def cookie_name(self) -> str:
        """Has the port in it, for browsers send a cookie to every port of this computer, and so to other programs."""
        return f"voice-interviewer-{self.port}"

    def exchange(self, key: str) -> str | None:
        """A new cookie for a key that is valid, recent and unused; None for any other."""
        until_and_nonce, _, proof = key.rpartition(".")
        if not hmac.compare_digest(proof.encode(), _proof(self.secret, until_and_nonce).encode()):
            return None
        if float(until_and_nonce.partition(".")[0]) < time.time():
            return None
        with self._lock:
            if key in self._used:
                return None
            self._used.add(key)
            cookie = secrets.token_urlsafe(32)
            self._cookies.add(_fingerprint(cookie))
        return cookie

    def knows(self, cookie: str) -> bool:
        """Whether this program gave out that cookie."""
        return _fingerprint(cookie) in self._cookies


def _proof(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def _fingerprint(cookie: str) -> str:
    """What is kept of a cookie, so that the time a look-up takes gives nothing of the cookie away."""
    return hashlib.sha256(cookie.encode()).hexdigest()
