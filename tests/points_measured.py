"""How well proposed points are those that a person lists: the guides of tests/guides, each with a person's points.

python -m tests.points_measured             each set of tests/guides
python -m tests.points_measured FOLDER -v   the guides of a folder, each NAME with its NAME.points.md, and what differs
"""

import argparse
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from voice_interviewer.bank.importing import import_bank
from voice_interviewer.bank.proposing import propose
from voice_interviewer.bank.stems import stems

GUIDES = Path(__file__).parent / "guides"
SETS = {
    "first": ("careers-site.md", "tips-list.md", "panel-guide.txt", "chatty-blog.txt"),
    "second": ("college-handbook.txt", "recruiter-letter.md"),
    "third": ("union-leaflet.txt", "bootcamp.md"),
    "usual": ("agency-sheet.txt", "ward-blog.md"),
    "fourth": (
        "chef-de-partie.md",
        "data-analyst.md",
        "housing-officer.md",
        "nursery-practitioner.md",
        "ward-clerk.md",
        "warehouse-operative.txt",
    ),
    "held back": ("payroll-clerk.txt", "site-manager.md"),
    "unseen": tuple(
        f"unseen/{name}"
        for name in (
            "apprentice-electrician.txt",
            "charity-fundraiser.md",
            "housing-officer.md",
            "it-service-desk.md",
            "nursery-practitioner.md",
            "sous-chef.md",
            "teaching-assistant.md",
            "warehouse-shift-lead.txt",
        )
    ),
    "odd": tuple(
        f"odd/{name}"
        for name in (
            "bus-driver.txt",
            "civil-servant.md",
            "estate-agent.txt",
            "florist.md",
            "lab-technician.md",
            "library-assistant.md",
            "museum-guide.md",
            "paramedic.md",
        )
    ),
}
"""The guides, by when they were written; docs/benchmarks.md tells what rules found in the next ones."""

MATCH = 0.5
"""Two points are one if they share at least half of their content: twice the shared words over the words of both."""

_TELLING = set(stems("say explain mention describe show talk tell give name doesn't"))
"""Words that say that something is told; a person writes "says why" where another writes "why"."""


@dataclass(frozen=True)
class Counts:
    """Points that a person listed, that were proposed, and that are in both; `missed` and `extra` in words."""

    listed: int
    proposed: int
    both: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.listed + self.proposed)


def measured(guides: Iterable[Path]) -> Counts:
    """All these guides together."""
    each = [_of_guide(path) for path in guides]
    return Counts(
        sum(one.listed for one in each),
        sum(one.proposed for one in each),
        sum(one.both for one in each),
        tuple(text for one in each for text in one.missed),
        tuple(text for one in each for text in one.extra),
    )


def guides_in(folder: Path) -> list[Path]:
    """The guides of a folder, each with NAME.points.md beside it."""
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.endswith(".points.md") and path.with_suffix(".points.md").exists()
    )


def listed(path: Path) -> list[list[str]]:
    """For each question of a guide, the points of a person."""
    text = path.with_suffix(".points.md").read_text(encoding="utf-8")
    return [
        [line[2:] for line in part.splitlines() if line.startswith("- ")]
        for part in re.split(r"^## \d+$", text, flags=re.MULTILINE)[1:]
    ]


def _of_guide(path: Path) -> Counts:
    """A guide as a whole: the import may cut it into other questions than the person did."""
    bank = import_bank(path.read_bytes(), path.name).bank
    wanted = list(chain(*listed(path)))
    proposals = [point.text for question in bank.questions for point in propose(question)]
    pairs = _pairs(wanted, proposals)
    missed = [f"{path.stem}: {text}" for i, text in enumerate(wanted) if i not in pairs]
    extra = [f"{path.stem}: {text}" for i, text in enumerate(proposals) if i not in pairs.values()]
    return Counts(len(wanted), len(proposals), len(pairs), tuple(missed), tuple(extra))


def _pairs(wanted: list[str], proposals: list[str]) -> dict[int, int]:
    """Each point with at most one other, the most alike first."""
    ranked = sorted(
        ((-_alike(one, other), i, j) for i, one in enumerate(wanted) for j, other in enumerate(proposals))
    )
    pairs: dict[int, int] = {}
    for unlike, i, j in ranked:
        if -unlike >= MATCH and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _alike(one: str, other: str) -> float:
    first, second = set(stems(one)) - _TELLING, set(stems(other)) - _TELLING
    if not first and not second:  # "says what they did" has no other words
        first, second = set(one.casefold().rstrip(".").split()), set(other.casefold().rstrip(".").split())
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _told(what: str, counts: Counts, *, in_words: bool) -> None:
    print(
        f"{what:30} listed {counts.listed:4}  proposed {counts.proposed:4}  both {counts.both:4}  F1 {counts.f1:.2f}"
    )
    if in_words:
        for line in (
            *(f"missed {text}" for text in counts.missed),
            *(f"extra  {text}" for text in counts.extra),
        ):
            print(f"    {line}")


def main() -> None:
    """Prints how well points are proposed for the guides of a folder, or for each set of tests/guides."""
    parser = argparse.ArgumentParser(
        description="how well points are proposed for guides with a person's points"
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="a folder of guides (default: each set of tests/guides)"
    )
    parser.add_argument(
        "-v", dest="in_words", action="store_true", help="also tell what was missed and is too much"
    )
    chosen = parser.parse_args()
    if chosen.folder:
        guides = guides_in(chosen.folder)
        for path in guides:
            _told(path.name, measured([path]), in_words=chosen.in_words)
        _told("all", measured(guides), in_words=False)
        return
    for name, names in SETS.items():
        _told(name, measured([GUIDES / each for each in names]), in_words=chosen.in_words)


if __name__ == "__main__":
    main()
