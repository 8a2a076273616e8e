"""What all addresses of the window work on. Sessions, takes and banks are found by comparing names with those that
exist: nothing from a request ever becomes part of a path."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

from voice_interviewer.bank import Bank, load_bank
from voice_interviewer.bank.library import Shelved, shelf
from voice_interviewer.errors import BankError, NotFound
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.finding import session_folders
from voice_interviewer.web.aloud import Aloud
from voice_interviewer.web.entrance import Entrance
from voice_interviewer.web.live import Live
from voice_interviewer.web.trying import Trying
from voice_interviewer.web.working import Working


@dataclass
class Window:
    """The state that all addresses share. `on_quit` ends the program."""

    studio: Studio
    entrance: Entrance
    on_quit: Callable[[], object] = lambda: None
    on_enter: Callable[[str], object] = lambda _: None
    """Called with its key when a browser has come in."""
    working: Working = field(default_factory=Working)
    aloud: Aloud = field(default_factory=Aloud)
    closing: bool = False
    """Set when the program ends, so that streams of events end too."""
    streams: list[object] = field(default_factory=list)
    """The streams of events that are open, the latest last."""
    seen_s: float = field(default_factory=time.monotonic)
    """When a page was last heard of, by `time.monotonic`."""
    sound: Lock = field(default_factory=Lock)
    """Held while devices are looked for, and while their use begins: PortAudio forgets them all for a moment as it
    looks."""

    def __post_init__(self) -> None:
        self.live = Live(self.studio)
        self.trying = Trying(lambda: not self.live.is_running, self.sound)

    def seen(self) -> None:
        """Note that a page has been heard of just now."""
        self.seen_s = time.monotonic()

    @property
    def is_in_use(self) -> bool:
        """Whether anything is running, or a page has its stream of events open."""
        return self.live.is_running or self.trying.is_busy or self.working.is_busy or bool(self.streams)

    def shelved(self, name: str) -> Shelved:
        """The bank of that name, unread. Raises NotFound."""
        return named({_in_address(each.name): each for each in shelf(self.studio.here)}, name, "bank")

    def bank(self, name: str) -> Bank:
        """The bank of that name, read. Raises NotFound, BankError."""
        return load_bank(self.shelved(name).path)

    def own(self, name: str) -> Shelved:
        """A bank of the person's own, of that name, unread. Raises NotFound, BankError for one that is built in."""
        shelved = self.shelved(name)
        if shelved.built_in:
            raise BankError(f"The bank {shelved.name} is built in, and stays as it is; change a copy of it.")
        return shelved

    def folder(self, name: str) -> Path:
        """The folder of the session of that name. Raises NotFound."""
        folders = {_in_address(each.name): each for each in session_folders(self.studio.audio_dir)}
        return named(folders, name, "interview")

    def session(self, name: str) -> Session:
        """The session of that name. Raises NotFound, SessionError."""
        return open_session(self.folder(name))


def _in_address(name: str) -> str:
    """A name on disk as it comes back from an address: what is no text is marked."""
    return os.fsencode(name).decode(errors="replace")


Thing = TypeVar("Thing")


def named(things: dict[str, Thing], name: str, kind: str) -> Thing:
    """The thing of that name; `kind` is what to call it if there is none. Raises NotFound."""
    if name not in things:
        raise NotFound(f"There is no such {kind} any more.")
    return things[name]
