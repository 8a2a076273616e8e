"""Samples as rows of word pieces, for the network."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from scripts.judge.samples import Sample
from voice_interviewer.coverage.judge.rows import PADDING, POINTS_A_ROW, row_of


@dataclass(frozen=True)
class Batch:
    pieces: Tensor
    parts: Tensor
    places: Tensor
    points: Tensor
    verdicts: Tensor
    """Rows x points: 0 not said, 1 said, 2 opposite."""
    weights: Tensor
    evidence: Tensor
    """Rows x points x pieces x (said, opposite)."""
    evidence_weights: Tensor


def batch_of(tokenizer: Tokenizer, samples: Sequence[Sample]) -> Batch:
    rows = [row_of(tokenizer, one.question, [each.text for each in one.points], one.words) for one in samples]
    longest = max(len(row.pieces) for row in rows)
    count = min(POINTS_A_ROW, max(len(one.points) for one in samples))
    pieces = torch.zeros(len(rows), longest, dtype=torch.long)
    parts = torch.full((len(rows), longest), PADDING)
    places = torch.zeros(len(rows), longest, dtype=torch.long)
    verdicts = torch.zeros(len(rows), count, dtype=torch.long)
    weights = torch.zeros(len(rows), count)
    evidence = torch.zeros(len(rows), count, longest, 2)
    evidence_weights = torch.zeros(len(rows), count, longest)
    for at, (sample, row) in enumerate(zip(samples, rows, strict=True)):
        pieces[at, : len(row.pieces)] = torch.tensor(row.pieces)
        parts[at, : len(row.parts)] = torch.tensor(row.parts)
        places[at, : len(row.places)] = torch.tensor(row.places)
        words = torch.full((longest,), PADDING)
        words[: len(row.words)] = torch.tensor(row.words)
        for number, point in enumerate(sample.points[:count]):
            verdicts[at, number] = point.verdict % 3
            weights[at, number] = point.weight
            # What is unmarked in an answer that makes the point may say it too.
            evidence_weights[at, number] = (words >= 0) * point.weight * (1.0 if point.place is None else 0.3)
            if point.place is None:
                if point.verdict != 0:
                    evidence_weights[at, number] = 0
                continue
            marked = (words >= point.place[0]) & (words <= point.place[1])
            evidence[at, number, marked, 0 if point.verdict == 1 else 1] = 1
            evidence_weights[at, number, marked] = point.weight
    points = torch.arange(1, count + 1)
    return Batch(pieces, parts, places, points, verdicts, weights, evidence, evidence_weights)
