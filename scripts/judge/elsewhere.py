"""What others have labelled. Nothing of it is kept here; a copy of each does.

- Arguments: short ones on questions of the day, and which key points each one makes. ArgKP (Bar-Haim et al., ACL 2020;
  Community Data License Agreement - Sharing 1.0): 24,000 pairs. The folder `kpm_data` of IBM/KPA_2021_shared_task.
- Stories: people's own from their weblogs, a question on each, and which of the answers follows from it. Cosmos QA
  (Huang et al., EMNLP 2019; CC BY 4.0). The file `data/valid.csv`, 2,985 questions, of wilburOne/cosmosqa.
- Summaries: of news, and which of the facts each one tells. REALSumm (Bhandari et al., EMNLP 2020; CC BY 4.0): 2,500.
  The folder `human_annotations` of neulab/REALSumm.
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


def stories(path: Path) -> list[Sample]:
    """Each story with its question and up to four answers, of which one at most follows from it."""
    return [
        Sample(
            row["question"],
            tuple(
                Asked(row[f"answer{at}"], int(int(row["label"]) == at), 1.0)
                for at in range(4)
                if not row[f"answer{at}"].lower().startswith("none of the above")
            ),
            tuple(row["context"].split()),
        )
        for row in _rows(path)
    ]


def summaries(folder: Path) -> list[Sample]:
    """Each summary with its facts; where the three who judged it differ a label counts less."""
    found: dict[tuple[str, str], tuple[str, dict[str, list[bool]]]] = {}
    for path in sorted(folder.glob("SCUs_and_annotations/SCU_rating_*/*.csv")):
        for row in _rows(path):
            _, facts = found.setdefault(
                (path.name, row["Input.qIdList"]), (row["Input.summary_text"], defaultdict(list))
            )
            for at in range(1, 17):
                if row[f"Input.statement_{at}"] != "BLANK":
                    facts[row[f"Input.statement_{at}"]].append(row[f"Answer.S{at}Answer"] == "p")
    return [
        Sample(
            "",
            tuple(
                Asked(fact, int(2 * sum(told) > len(told)), 1.0 if len(set(told)) == 1 else 0.3)
                for fact, told in facts.items()
            ),
            tuple(text.split()),
        )
        for text, facts in found.values()
    ]


def some_of(sample: Sample, chance: random.Random) -> Sample:
    """Six of its points at most, drawn."""
    points = list(sample.points)
    chance.shuffle(points)
    return replace(sample, points=tuple(points[:6]))


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
