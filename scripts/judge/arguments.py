"""What others have labelled: short arguments on questions of the day, and which key points each one makes.

ArgKP (Bar-Haim et al., ACL 2020; Community Data License Agreement - Sharing 1.0): 24,000 pairs of an argument and a key
point. Nothing of it is kept here; a copy of the folder `kpm_data` of its shared task (IBM/KPA_2021_shared_task) does.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scripts.judge.samples import Asked, Sample

JOINED = 0.5
"""The share of samples in which somebody makes two arguments, one after the other."""


def arguments(folder: Path) -> list[Sample]:
    """Each argument with the key points that it was held against."""
    return [sample for part in ("train", "dev") for sample in _of_part(folder, part)]


def _of_part(folder: Path, part: str) -> list[Sample]:
    texts = {row["arg_id"]: row for row in _rows(folder / f"arguments_{part}.csv")}
    points = {row["key_point_id"]: row["key_point"] for row in _rows(folder / f"key_points_{part}.csv")}
    held: dict[str, list[Asked]] = defaultdict(list)
    for row in _rows(folder / f"labels_{part}.csv"):
        held[row["arg_id"]].append(Asked(points[row["key_point_id"]], int(row["label"]), 1.0))
    return [
        Sample(texts[name]["topic"], tuple(asked), tuple(texts[name]["argument"].split()))
        for name, asked in held.items()
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def argued(known: Sequence[Sample], chance: random.Random) -> Sample:
    """One argument, or two on one side of one question; some of their points, drawn."""
    at = chance.randrange(len(known))
    first = known[at]
    points = {one.text: one for one in first.points}
    words = first.words
    if chance.random() < JOINED:
        second = known[(at + chance.randint(1, 8)) % len(known)]
        others = {one.text: one for one in second.points}
        both = points.keys() & others.keys()
        if second.question == first.question and both:
            words = (*first.words, *second.words)
            points = {
                text: replace(points[text], verdict=max(points[text].verdict, others[text].verdict))
                for text in sorted(both)
            }
    asked = list(points.values())
    chance.shuffle(asked)
    said = [one for one in asked if one.verdict]
    rest = [one for one in asked if not one.verdict]
    kept = said[:3] + rest[: 6 - len(said[:3])]
    chance.shuffle(kept)
    return Sample(first.question, tuple(kept), words)
