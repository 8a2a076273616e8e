"""Sounds that are kept between interviews: one file for each text and voice, for their owner alone.

They can be made again, so they lie among the system's caches. A file is its content's hash and its content: one that
was damaged, or cut off by a full disk, is not taken for a sound. Quick to import.
"""

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from voice_interviewer import __version__
from voice_interviewer.devices.natural.parts import SHA256

MOST_BYTES = 300_000_000
"""Some two thousand questions; beyond that the sounds go that were not heard for the longest time."""
_HASH_LENGTH = 32
_ABANDONED_S = 3600.0


def kept_folder() -> Path:
    """Where the sounds lie; it need not exist."""
    import platformdirs

    return platformdirs.user_cache_path("voice-interviewer", appauthor=False) / "voices"


def kept_path(folder: Path, recording: str, text: str) -> Path:
    """Where the sound of a text by one of the recorded voices is kept; another for each version of what makes it."""
    made_by = (__version__, SHA256["model"], SHA256["data/gb_gold.json"], SHA256[recording])
    name = hashlib.sha256("\0".join((*made_by, text)).encode("utf-8", "surrogatepass")).hexdigest()
    return folder / f"{recording}-{name[:40]}.sound"


def read_kept(path: Path) -> bytes | None:
    """The content that was kept there; None if there is none, or it is damaged."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    content = whole[_HASH_LENGTH:]
    if hashlib.sha256(content).digest() != whole[:_HASH_LENGTH]:
        return None
    with suppress(OSError):
        os.utime(path)  # heard last now
    return content


def keep(path: Path, content: bytes) -> None:
    """Keep the content, whole or not at all. Raises OSError, as where the disk is full."""
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def tidy(folder: Path, most_bytes: int = MOST_BYTES) -> None:
    """Remove what a killed program left half written, and the sounds beyond `most_bytes`."""
    with suppress(OSError):
        files = sorted(
            ((each.stat(), each) for each in folder.iterdir() if each.is_file()),
            key=lambda found: -found[0].st_mtime,
        )
        total = 0
        for stat, path in files:
            total += stat.st_size
            is_abandoned = path.suffix == ".part" and time.time() - stat.st_mtime > _ABANDONED_S
            if is_abandoned or total > most_bytes:
                path.unlink(missing_ok=True)
