"""Finds a window that is already open, and lets the person's browser in, by small files that only they can read.

Each folder of recordings has one window at most. The program that holds the lock has it open; beside the lock lie the
port and the secret from which keys are made. The system releases the lock when that program ends, however it ends.
"""

import hashlib
import html
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from voice_interviewer.disk import cannot_write, replace_text
from voice_interviewer.errors import DiskError
from voice_interviewer.steps import Step
from voice_interviewer.web.entrance import Entrance, new_key
from voice_interviewer.web.guard import ENTER

STARTING_S = 10.0
"""How long to wait for a program that is starting: it needs a tenth of a second from taking the lock to its port."""
_LOOK_S = 0.1
_WAY_IN = ".window-"


class _Door(BaseModel):
    """What the file of the door holds."""

    model_config = ConfigDict(frozen=True)

    port: int
    secret: str


@dataclass(frozen=True)
class Place:
    """Where the files of the window for one folder of recordings lie."""

    audio_dir: Path

    @property
    def folder(self) -> Path:
        """The person's own folder for the state of this program."""
        import platformdirs

        return Path(platformdirs.user_state_path("voice-interviewer", appauthor=False))

    @property
    def _name(self) -> str:
        return f"window-{hashlib.sha256(str(self.audio_dir.absolute()).encode()).hexdigest()[:16]}"

    @property
    def door(self) -> Path:
        """The file with the port and the secret of the window that is open."""
        return self.folder / f"{self._name}.json"

    @property
    def lock(self) -> Path:
        """The file that the open window's program keeps locked."""
        return self.folder / f"{self._name}.lock"


@contextmanager
def only_one(place: Place) -> Iterator[bool]:
    """Whether this program may open the window; if so, no other may while the `with` lasts. Raises DiskError."""
    from filelock import FileLock, Timeout

    try:
        place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.folder.chmod(0o700)
        lock = FileLock(place.lock, timeout=0, mode=0o600)
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise DiskError(cannot_write(place.folder, error, None)) from error
    try:
        place.door.unlink(missing_ok=True)  # left by a program that died
        clear_ways_in(place)
        yield True
    finally:
        place.door.unlink(missing_ok=True)
        clear_ways_in(place)
        lock.release()


def put_door(place: Place, entrance: Entrance) -> None:
    """Let programs that start later find this one. Raises DiskError."""
    replace_text(place.door, _Door(port=entrance.port, secret=entrance.secret).model_dump_json(), None)


def find_door(place: Place) -> Entrance | None:
    """The door of the running program; None if it shows none within STARTING_S."""
    until_s = time.monotonic() + STARTING_S
    while time.monotonic() < until_s:
        with suppress(OSError, ValidationError):
            door = _Door.model_validate_json(place.door.read_bytes())
            return Entrance(door.port, door.secret)
        time.sleep(_LOOK_S)
    return None


def way_in(place: Place, entrance: Entrance) -> Path:
    """Write a page that leads in once, and return its path. Raises DiskError.

    Only this person can read it; a key on a command line could be seen by everybody on this computer. It lies among the
    recordings where possible, for a sandboxed browser (Snap, Flatpak) cannot read `.local`.
    """
    key = new_key(entrance.secret)
    address = f"{entrance.origin}{ENTER}?key={key}"
    page = (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0;url={html.escape(address)}"><title>Voice Interviewer</title></head>'
        f'<body><p><a href="{html.escape(address)}">Open Voice Interviewer</a></p></body></html>\n'
    )
    for parent in (place.audio_dir, place.folder):
        with suppress(OSError, DiskError):
            parent.mkdir(parents=True, exist_ok=True)
            folder = parent / _name_of_way_in(key)
            folder.mkdir(mode=0o700)
            replace_text(folder / "open.html", page)
            return (folder / "open.html").absolute()
    raise DiskError(f"Neither {place.audio_dir} nor {place.folder} can be written to; {Step.OTHER_FOLDER}.")


def clear_way_in(place: Place, key: str) -> None:
    """Remove the page that led in with this key. Others stay: who clicks the icon twice opens two at once."""
    for parent in (place.audio_dir, place.folder):
        shutil.rmtree(parent / _name_of_way_in(key), ignore_errors=True)


def clear_ways_in(place: Place) -> None:
    """Remove all pages that lead in."""
    for parent in (place.audio_dir, place.folder):
        for folder in parent.glob(f"{_WAY_IN}*"):
            shutil.rmtree(folder, ignore_errors=True)


def _name_of_way_in(key: str) -> str:
    return f"{_WAY_IN}{hashlib.sha256(key.encode()).hexdigest()[:16]}"
