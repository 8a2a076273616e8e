"""What a release ships, and on whose terms: read from the files themselves, decided without touching any.

Two things are said about a wheel or a source archive here: whether it holds what git has, no more and no less, and
which parts it has (code, weights, sounds, fonts, question banks, pages), each with its licence, for the bill of
materials (SBOM). A folder whose parts are under a licence of their own says so in a LICENSE-*.txt of its own.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

WEIGHTS = frozenset({".bin", ".gguf", ".npz", ".onnx", ".pt", ".safetensors"})
SOUNDS = frozenset({".aiff", ".flac", ".mp3", ".ogg", ".opus", ".wav"})
FONTS = frozenset({".otf", ".ttf", ".woff", ".woff2"})
PICTURES = frozenset({".gif", ".icns", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
CODE = frozenset({".css", ".html", ".js", ".py"})
TEXTS = frozenset({".json", ".md", ".toml", ".txt", ".typed"})
KINDS: Mapping[str, frozenset[str]] = {
    "weights": WEIGHTS,
    "sound": SOUNDS,
    "font": FONTS,
    "picture": PICTURES,
    "code": CODE,
    "text": TEXTS,
}
"""The list that contents are held against: a file of no kind named here is shipped by mistake."""

OWN_LICENCE = "MIT"
LICENCES: Mapping[str, str] = {
    "LICENSE-APACHE-2.0.txt": "Apache-2.0",
    "LICENSE-BSD-3-CLAUSE.txt": "BSD-3-Clause",
    "LICENSE-CC-BY-4.0.txt": "CC-BY-4.0",
    "LICENSE-CC0-1.0.txt": "CC0-1.0",
    "LICENSE-MIT.txt": "MIT",
    "LICENSE-OFL-1.1.txt": "OFL-1.1",
}
"""Names that a licence beside the parts it is for may have, and what it is called by SPDX."""


@dataclass(frozen=True)
class Part:
    """A file of the package."""

    path: str
    """Within the archive, with "/" between folders."""
    kind: str
    """A key of KINDS."""
    licence: str
    """By its SPDX name."""
    sha256: str
    notice: str = ""
    """What the folder says of where its parts come from; empty where they are our own."""


def kind_of(path: str) -> str:
    """The kind of a file by its name; an empty text if it is of none that is shipped."""
    suffix = PurePosixPath(path).suffix
    return next((kind for kind, suffixes in KINDS.items() if suffix in suffixes), "")


def differences(held: Iterable[str], expected: Iterable[str]) -> tuple[str, ...]:
    """In which files an archive differs from what it should hold, a sentence each."""
    have, want = set(held), set(expected)
    return (
        *(f"{path} is missing from it" for path in sorted(want - have)),
        *(f"{path} is in it, and git does not have it" for path in sorted(have - want)),
        *(f"{path} is of no kind that is shipped" for path in sorted(have) if not kind_of(path)),
    )


def in_wheel(tracked: Iterable[str], packages: Iterable[str], moved: Mapping[str, str]) -> tuple[str, ...]:
    """Where the files that git has lie in the wheel.

    Args:
        tracked: Their paths in the clone.
        packages: Folders that are taken as they are.
        moved: Folders that lie elsewhere in the wheel.
    """
    places = {name: name for name in packages} | dict(moved)
    return tuple(
        f"{place}{path.removeprefix(folder)}"
        for path in tracked
        for folder, place in places.items()
        if path.startswith(f"{folder}/")
    )


def in_archive(tracked: Iterable[str], included: Iterable[str]) -> tuple[str, ...]:
    """The files that git has of those folders and files that the source archive includes."""
    names = tuple(name.strip("/") for name in included)
    return tuple(
        path for path in tracked if any(path == name or path.startswith(f"{name}/") for name in names)
    )


def parts(contents: Mapping[str, bytes]) -> tuple[Part, ...]:
    """All parts of a package, by path, each with the licence of its folder or, without one, our own.

    Raises ValueError for a licence that LICENCES does not know, and for weights or fonts without any: we make none of
    these from nothing.
    """
    found = []
    for path, content in sorted(contents.items()):
        folder = PurePosixPath(path).parent
        beside = [PurePosixPath(each) for each in contents if PurePosixPath(each).parent == folder]
        licences = sorted(each.name for each in beside if each.name.startswith("LICENSE-"))
        kind = kind_of(path)
        if unknown := [name for name in licences if name not in LICENCES]:
            raise ValueError(f"{folder}/{unknown[0]}: no licence is known by this name")
        if kind in {"weights", "font"} and not licences:
            raise ValueError(f"{path} is shipped without a LICENSE-*.txt beside it")
        notice = contents.get(str(folder / "NOTICE.txt"), b"").decode() if licences else ""
        licence = " AND ".join(LICENCES[name] for name in licences) or OWN_LICENCE
        found.append(Part(path, kind, licence, hashlib.sha256(content).hexdigest(), notice))
    return tuple(found)
