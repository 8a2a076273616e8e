"""The judge as a network: one reading of a question, some of its points and an answer, one verdict for each point.

It is begun from all-mpnet-base-v2. The lower eight of its layers read the question, each point and the answer alone;
they stay as they were, but for being kept in 4 bits. The upper four, which learn, read them together. Points do not see
each other: a point's verdict hangs on itself, the question and the answer. Beside the verdicts every word piece of the
answer is told how much it says a point, or its opposite: quotes come from that.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name that everybody knows it by

from voice_interviewer.coverage.judge.rows import ANSWER, PADDING, QUESTION

WIDTH, HEADS, INNER, POSITIONS = 768, 12, 3072, 514
ALONE, TOGETHER = 8, 4
"""Layers."""
FIRST_PLACE = 2
"""The number of a text's first place in MPNet's table."""
BUCKETS, FURTHEST = 32, 128
"""MPNet tells how far one piece stands from another in 32 steps, up to 128 pieces."""
EPSILON = 1e-5
NEAR = 15
"""Word pieces that are looked at together as evidence: a clause."""
EVIDENCE = 192
"""How many numbers a point and a word piece are held against each other in."""
AWAY = -1e4


class Layer(nn.Module):  # type: ignore[misc]  # torch is not there to be checked
    def __init__(self, dropped: float = 0.0) -> None:
        super().__init__()
        self.dropped = nn.Dropout(dropped)
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first_norm, self.second_norm = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, here: Tensor, bias: Tensor) -> Tensor:
        rows, pieces, _ = here.shape
        query, key, value = (
            part(here).view(rows, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        seen = seen.transpose(1, 2).reshape(rows, pieces, WIDTH)
        here = self.first_norm(here + self.dropped(self.out(seen)))
        return self.second_norm(here + self.dropped(self.narrow(F.gelu(self.wide(here)))))


def bucket(places: Tensor) -> Tensor:
    """In which of MPNet's steps each piece stands from each other one; `places` are rows x pieces."""
    back = places[:, :, None] - places[:, None, :]
    far, half = back.abs(), BUCKETS // 2
    exact = half // 2
    steps = torch.log(far.clamp(min=1) / exact) / math.log(FURTHEST / exact) * (half - exact)
    large = (exact + steps.to(torch.int64)).clamp(max=half - 1)
    return torch.where(far < exact, far, large) + half * (back < 0)


class Alone(nn.Module):  # type: ignore[misc]  # torch is not there to be checked
    """What reads every text by itself."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.far = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(ALONE))

    def forward(self, pieces: Tensor) -> Tensor:
        """Texts x pieces, PADDING after the end of each: texts x pieces x WIDTH."""
        here, bias = self.begun(pieces)
        for layer in self.layers:
            here = layer(here, bias)
        return here

    def begun(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """What goes into the first layer."""
        places = torch.arange(pieces.shape[1])[None]
        bias = self.far(bucket(places)).permute(0, 3, 1, 2)
        bias = bias + torch.where(pieces == PADDING, AWAY, 0.0)[:, None, None]
        here = self.norm(self.words(pieces.clamp(min=0)) + self.places(places + FIRST_PLACE))
        return here, bias


class Judge(nn.Module):  # type: ignore[misc]  # torch is not there to be checked
    """What reads them together. `middle` is what texts have in common when they are read alone: it tells nothing of
    which clause is like which point."""

    def __init__(self) -> None:
        super().__init__()
        self.far = nn.Embedding(BUCKETS, HEADS)
        self.across = nn.Parameter(torch.zeros(HEADS))
        self.roles = nn.Embedding(3, WIDTH)
        self.layers = nn.ModuleList(Layer(0.1) for _ in range(TOGETHER))
        self.middle = nn.Parameter(torch.zeros(WIDTH))
        self.likes = nn.ModuleList(nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(2))
        self.sharp = nn.Parameter(torch.tensor([10.0, 5.0]))
        self.lean = nn.Parameter(torch.tensor([-6.0, -6.0]))
        self.asks = nn.ModuleList(nn.Linear(WIDTH, EVIDENCE) for _ in range(2))
        self.tells = nn.ModuleList(nn.Linear(WIDTH, EVIDENCE) for _ in range(2))
        self.even = nn.LayerNorm(5 * WIDTH)
        self.thought, self.beside = nn.Linear(5 * WIDTH, WIDTH), nn.Linear(6, WIDTH, bias=False)
        self.dropout = nn.Dropout(0.1)
        self.verdict = nn.Linear(WIDTH, 3)

    def forward(self, single: Tensor, parts: Tensor, places: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
        """Rows x pieces x WIDTH as `Alone` read them, rows x pieces twice, and the numbers of the points from 1 on.

        `parts` tells where a piece belongs: PADDING, QUESTION, ANSWER, or the number of its point; `places` counts
        within a part. Gives verdicts (rows x points x not said, said, opposite) and evidence (rows x points x pieces x
        said, opposite), both in logits.
        """
        of_point = parts[:, None, :] == points[None, :, None]
        of_answer = parts == ANSWER
        is_point = (parts > QUESTION) & (parts < ANSWER)
        here = single + self.roles(is_point.to(torch.int64) + 2 * of_answer.to(torch.int64))
        bias = self.bias(parts, places, is_point)
        for layer in self.layers:
            here = layer(here, bias)
        share = of_point.to(single.dtype)
        share = share / share.sum(-1, keepdim=True).clamp(min=1)
        plain = single - self.middle
        asked_alone, told_alone = share @ plain, _near(plain, of_answer)
        cosine = F.normalize(self.likes[0](asked_alone), dim=-1) @ F.normalize(
            self.likes[1](told_alone), dim=-1
        ).transpose(1, 2)
        asked, told = share @ here, _near(here, of_answer)
        outside = torch.where(of_answer, 0.0, AWAY)[:, None]
        evidence, found = [], []
        for head in range(2):
            like = self.sharp[head] * cosine + self.lean[head]
            like = like + self.asks[head](asked) @ self.tells[head](told).transpose(1, 2)
            heard = like + outside
            weight = heard.softmax(-1)
            nearest = (weight * cosine).sum(-1, keepdim=True)
            found += [
                weight @ here,
                heard.amax(-1, keepdim=True) / 4,
                (weight * like).sum(-1, keepdim=True) / 4,
                nearest,
            ]
            evidence.append(like)
        said, against = found[0], found[4]
        whole = self.even(torch.cat([asked, said, asked * said, against, asked_alone], -1))
        how_near = torch.cat([*found[1:4], *found[5:]], -1)
        thought = self.thought(self.dropout(whole)) + self.beside(self.dropout(how_near))
        return self.verdict(F.gelu(thought)), torch.stack(evidence, -1)

    def bias(self, parts: Tensor, places: Tensor, is_point: Tensor) -> Tensor:
        """Rows x heads x pieces x pieces: how far pieces of one part stand from each other, and who sees whom."""
        other = parts[:, :, None] != parts[:, None, :]
        apart = is_point[:, :, None] & is_point[:, None, :] & other
        nothing = (parts == PADDING)[:, None, :]
        near = torch.where(other[..., None], self.across, self.far(bucket(places)))
        return (near + torch.where(apart | nothing, AWAY, 0.0)[..., None]).permute(0, 3, 1, 2)


def _near(here: Tensor, of_answer: Tensor) -> Tensor:
    """Each piece of the answer with those around it, as one."""
    inside = of_answer.to(here.dtype)[:, None]
    count = F.avg_pool1d(inside, NEAR, 1, NEAR // 2).clamp(min=1 / NEAR)
    return (F.avg_pool1d(here.transpose(1, 2) * inside, NEAR, 1, NEAR // 2) / count).transpose(1, 2)


def begun(folder: Path, vocabulary: int) -> tuple[Alone, Judge]:
    """With the weights of all-mpnet-base-v2, as they are."""
    stored = load_file(folder / "model.safetensors")
    alone, judge = Alone(vocabulary), Judge()
    far = stored["encoder.relative_attention_bias.weight"]
    below = alone.state_dict() | {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "places.weight": stored["embeddings.position_embeddings.weight"],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
        "far.weight": far,
    }
    above = judge.state_dict() | {
        "far.weight": far,
        "across": far[[BUCKETS // 2 - 1, BUCKETS - 1]].mean(0),
        "roles.weight": torch.zeros(3, WIDTH),
    }
    for depth in range(ALONE + TOGETHER):
        mine, at = (below, depth) if depth < ALONE else (above, depth - ALONE)
        of, to = f"encoder.layer.{depth}", f"layers.{at}"
        pairs = {
            f"{to}.query": f"{of}.attention.attn.q",
            f"{to}.key": f"{of}.attention.attn.k",
            f"{to}.value": f"{of}.attention.attn.v",
            f"{to}.out": f"{of}.attention.attn.o",
            f"{to}.first_norm": f"{of}.attention.LayerNorm",
            f"{to}.wide": f"{of}.intermediate.dense",
            f"{to}.narrow": f"{of}.output.dense",
            f"{to}.second_norm": f"{of}.output.LayerNorm",
        }
        for here, there in pairs.items():
            for end in ("weight", "bias"):
                assert mine[f"{here}.{end}"].shape == stored[f"{there}.{end}"].shape, there
                mine[f"{here}.{end}"] = stored[f"{there}.{end}"]
    # Points and clauses begin by being held against each other as they are, alone.
    for name in ("likes.0", "likes.1"):
        above[f"{name}.weight"] = torch.eye(WIDTH)
    for head in range(2):
        above[f"asks.{head}.weight"] = torch.zeros(EVIDENCE, WIDTH)
        above[f"asks.{head}.bias"] = torch.zeros(EVIDENCE)
    alone.load_state_dict(below)
    judge.load_state_dict(above)
    alone.requires_grad_(False)
    judge.far.requires_grad_(False)  # a gradient of it would cost the fast way to attend
    judge.across.requires_grad_(False)
    return alone.eval(), judge
