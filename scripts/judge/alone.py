"""Round what reads texts alone to 4 bits: python -m scripts.judge.alone BASE ALONE.pt

BASE is a folder with all-mpnet-base-v2. Layer after layer, on some answers and points of tests/labelled/learn, each
hearing what the rounded ones below it say.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from scripts.judge.few_bits import BLOCK, Products, gptq, plain
from scripts.judge.network import Layer, begun
from tests.labelled.sets import read_set

ANSWERS, POINTS = 120, 1500
MATRICES = ("query", "key", "value", "out", "wide", "narrow")


def tokenizer_of(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def some_texts(tokenizer: Tokenizer) -> list[Tensor]:
    """As batches of texts of one length."""
    chance = random.Random(0)
    answers = read_set("learn")
    texts = [one.text for one in chance.sample(answers, ANSWERS)]
    points = sorted({point.text for one in answers for point in one.question.points})
    texts += chance.sample(points, POINTS)
    by_length = defaultdict(list)
    for ids in (one.ids[:320] for one in tokenizer.encode_batch(texts)):
        by_length[len(ids)].append(ids)
    return [torch.tensor(each) for each in by_length.values()]


def rounded_layer(layer: Layer, given: Sequence[tuple[Tensor, Tensor]]) -> list[tuple[Tensor, Tensor]]:
    """Round its matrices in place; what comes out of it."""
    matrices = [getattr(layer, name) for name in MATRICES]
    gathered = Products(matrices)
    for here, bias in given:
        layer(here, bias)
    for matrix, products in gathered.end().items():
        matrix.weight.data = gptq(matrix.weight.data, products, BLOCK)
    return [(layer(here, bias), bias) for here, bias in given]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("base", type=Path)
    options.add_argument("out", type=Path)
    given = options.parse_args()
    tokenizer = tokenizer_of(given.base)
    texts = some_texts(tokenizer)
    alone, _ = begun(given.base, tokenizer.get_vocab_size())
    with torch.no_grad():
        before = [alone(one) for one in texts]
        alone.words.weight.data = plain(alone.words.weight.data)
        states = [alone.begun(one) for one in texts]
        for layer in alone.layers:
            states = rounded_layer(layer, states)
    lost = torch.cat([(one - two[0]).flatten(0, 1) for one, two in zip(before, states, strict=True)])
    kept = torch.cat([one.flatten(0, 1) for one in before])
    spread = kept - kept.mean(0)
    print(f"{len(kept)} pieces; rounding changes {(lost.norm() / spread.norm()).item():.3f} of what differs")
    torch.save({"alone": alone.state_dict(), "middle": kept.mean(0)}, given.out)


if __name__ == "__main__":
    main()
