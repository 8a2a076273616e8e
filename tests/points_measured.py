"""How well proposed points are those that a person lists: the guides of tests/guides, each with a person's points."""

import re
from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.bank.importing import import_bank
from voice_interviewer.bank.proposing import propose
from voice_interviewer.bank.stems import stems

GUIDES = Path(__file__).parent / "guides"
SEEN = ("careers-site.md", "tips-list.md", "panel-guide.txt", "chatty-blog.txt")
"""The guides that the rules were first made on."""

SECOND = ("college-handbook.txt", "recruiter-letter.md")
"""Written when those rules were done, which found 18 of their 68 points (F1 0.39); then the rules were made again."""

THIRD = ("union-leaflet.txt", "bootcamp.md")
"""Written when the second rules were done, which found 39 of their 67 points (F1 0.68); then came the third."""

BLIND = ("agency-sheet.txt", "ward-blog.md")
"""Written when the third rules were done, which have not been changed since."""

MATCH = 0.5
"""Two points are one if they share at least half of their content: twice the shared words over the words of both."""

_TELLING = set(stems("say explain mention describe show talk tell give name"))
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


def measured(names: tuple[str, ...]) -> Counts:
    """All guides of these names together."""
    each = [_of_guide(name) for name in names]
    return Counts(
        sum(one.listed for one in each),
        sum(one.proposed for one in each),
        sum(one.both for one in each),
        tuple(text for one in each for text in one.missed),
        tuple(text for one in each for text in one.extra),
    )


def listed(name: str) -> list[list[str]]:
    """For each question of a guide, the points of a person."""
    text = (GUIDES / name).with_suffix(".points.md").read_text(encoding="utf-8")
    return [
        [line[2:] for line in part.splitlines() if line.startswith("- ")]
        for part in re.split(r"^## \d+$", text, flags=re.MULTILINE)[1:]
    ]


def _of_guide(name: str) -> Counts:
    bank = import_bank((GUIDES / name).read_bytes(), name).bank
    by_person = listed(name)
    assert len(by_person) == len(bank.questions)
    both, missed, extra = 0, [], []
    for number, (question, wanted) in enumerate(zip(bank.questions, by_person, strict=True), 1):
        proposals = [point.text for point in propose(question)]
        pairs = _pairs(wanted, proposals)
        both += len(pairs)
        missed += [f"{name} {number}: {text}" for index, text in enumerate(wanted) if index not in pairs]
        extra += [
            f"{name} {number}: {text}" for index, text in enumerate(proposals) if index not in pairs.values()
        ]
    count = sum(len(points) for points in by_person)
    return Counts(count, both + len(extra), both, tuple(missed), tuple(extra))


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
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
