"""What all addresses of the window work on. Sessions, takes and banks are looked up by their names in what is there:
nothing that comes in is ever part of a path."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from voice_interviewer.bank import Bank, load_bank
from voice_interviewer.bank.library import Shelved, shelf
from voice_interviewer.errors import NotFound
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.finding import session_folders
from voice_interviewer.web.entrance import Entrance
from voice_interviewer.web.live import Live
from voice_interviewer.web.trying import Trying
from voice_interviewer.web.working import Working


@dataclass
class Window:
    """What the addresses work on. `on_quit` ends the program."""

    studio: Studio
    entrance: Entrance
    on_quit: Callable[[], object] = lambda: None
    on_enter: Callable[[], object] = lambda: None
    """Told when a browser has come in."""
    trying: Trying = field(default_factory=Trying)
    working: Working = field(default_factory=Working)
    closing: bool = False
    """Streams of events end then."""
    stream_count: int = 0
    seen_s: float = field(default_factory=time.monotonic)
    """When a page was last heard of."""

    def __post_init__(self) -> None:
        self.live = Live(self.studio)

    def seen(self) -> None:
        self.seen_s = time.monotonic()

    @property
    def is_in_use(self) -> bool:
        """Whether anything runs, or a page is known to be open."""
        return self.live.is_running or self.trying.is_busy or self.working.is_busy or self.stream_count > 0

    def shelved(self, name: str) -> Shelved:
        """Raises NotFound."""
        return named({each.name: each for each in shelf(self.studio.here)}, name, "bank")

    def bank(self, name: str) -> Bank:
        """Raises NotFound, BankError."""
        return load_bank(self.shelved(name).path)

    def folder(self, name: str) -> Path:
        """Raises NotFound."""
        return named({each.name: each for each in session_folders(self.studio.audio_dir)}, name, "interview")

    def session(self, name: str) -> Session:
        """Raises NotFound, SessionError."""
        return open_session(self.folder(name))


Thing = TypeVar("Thing")


def named(things: dict[str, Thing], name: str, kind: str) -> Thing:
    """The thing of that name. Raises NotFound."""
    if name not in things:
        raise NotFound(f"There is no such {kind} any more.")
    return things[name]
