"""`python -m scripts.icons`: draws the window's SVG icon in the forms that Windows and macOS want, in Chromium.

Run once whenever the SVG has changed; what it writes is committed, for a person's computer has nothing that draws SVG.
"""

import struct
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.browser import Browser
from voice_interviewer.web.icon import DRAWN, PICTURE

ICO_SIZES = (16, 24, 32, 48, 256)
ICNS_SIZES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512}
"""Apple's names of the sizes that hold a PNG."""


def main() -> int:
    pictures = drawn(sorted({*ICO_SIZES, *ICNS_SIZES.values()}))
    (DRAWN / "icon.ico").write_bytes(ico([(size, pictures[size]) for size in ICO_SIZES]))
    (DRAWN / "icon.icns").write_bytes(icns([(name, pictures[size]) for name, size in ICNS_SIZES.items()]))
    return 0


def drawn(sizes: list[int]) -> dict[int, bytes]:
    """The SVG as a PNG of each size, transparent around it."""
    found = {}
    with TemporaryDirectory() as folder, Browser() as browser:
        page = Path(folder) / "icon.html"
        svg = PICTURE.read_text(encoding="utf-8").replace(
            "<svg ", '<svg style="display: block; width: 100vw" ', 1
        )
        page.write_text(f"<!doctype html><style>body {{ margin: 0 }}</style>{svg}", encoding="utf-8")
        browser.open(page)
        for size in sizes:
            browser.resize(size, size)
            picture = Path(folder) / f"{size}.png"
            browser.screenshot(picture, is_transparent=True)
            found[size] = picture.read_bytes()
    return found


def ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """A Windows icon of PNGs: a list of them, then they themselves. A size of 256 is written as 0."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(header) + 16 * len(pictures)
    entries = b""
    for size, picture in pictures:
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return header + entries + b"".join(picture for _, picture in pictures)


def icns(pictures: list[tuple[bytes, bytes]]) -> bytes:
    """A macOS icon of PNGs: each with its name and its length before it."""
    parts = b"".join(struct.pack(">4sI", name, 8 + len(picture)) + picture for name, picture in pictures)
    return struct.pack(">4sI", b"icns", 8 + len(parts)) + parts


if __name__ == "__main__":
    sys.exit(main())
