"""The judge as a network: one reading of a question, some of its points and an answer, one verdict for each point.

The encoder is BERT's, begun from all-MiniLM-L6-v2. All points stand in one row with the answer, which is read once for
all of them. Points do not see each other: a point's verdict hangs on itself, the question and the answer. Beside the
verdicts every word piece of the answer is told how much it says a point, or its opposite: quotes come from that.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name that everybody knows it by

from voice_interviewer.coverage.judge.rows import ANSWER, PADDING, QUESTION

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
SHARED = 3
"""The lowest layers, read once for both. What is read alone stays as it was: it knows words and likeness. With
one layer shared the judge learned more slowly (0.69 of the pairs of `choose` after 1,700 steps) and was no better."""
NEAR = 15
"""Word pieces that are looked at together as evidence: a clause."""
EVIDENCE = 192
"""How many numbers a point and a word piece are held against each other in."""


class Layer(nn.Module):  # type: ignore[misc]  # torch is not there to be checked
    def __init__(self, dropped: float = 0.0) -> None:
        super().__init__()
        self.dropped = nn.Dropout(dropped)
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first_norm, self.second_norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, here: Tensor, away: Tensor) -> Tensor:
        rows, pieces, _ = here.shape
        query, key, value = (
            part(here).view(rows, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=away)
        seen = seen.transpose(1, 2).reshape(rows, pieces, WIDTH)
        here = self.first_norm(here + self.dropped(self.out(seen)))
        return self.second_norm(here + self.dropped(self.narrow(F.gelu(self.wide(here)))))


class Judge(nn.Module):  # type: ignore[misc]  # torch is not there to be checked
    """Below, every part is read alone, as the encoder was trained before. Above that it is read on alone, which tells
    which clause is like which point, and a second time together, which tells what it says of it."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.alone = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.roles = nn.Embedding(3, WIDTH)
        self.together = nn.ModuleList(Layer(0.1) for _ in range(LAYERS - SHARED))
        self.likes = nn.ModuleList(nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(2))
        self.sharp = nn.Parameter(torch.tensor([20.0, 10.0]))
        self.lean = nn.Parameter(torch.tensor([-8.0, -7.0]))
        self.asks = nn.ModuleList(nn.Linear(WIDTH, EVIDENCE) for _ in range(2))
        self.tells = nn.ModuleList(nn.Linear(WIDTH, EVIDENCE) for _ in range(2))
        self.even = nn.LayerNorm(5 * WIDTH)
        self.thought = nn.Linear(5 * WIDTH + 6, WIDTH)
        self.dropout = nn.Dropout(0.1)
        self.verdict = nn.Linear(WIDTH, 3)

    def forward(self, pieces: Tensor, parts: Tensor, places: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
        """Rows x pieces, three times, and the numbers of the points from 1 on.

        `parts` tells where a piece belongs: PADDING, QUESTION, ANSWER, or the number of its point; `places` counts
        within a part. Gives verdicts (rows x points x not said, said, opposite) and evidence (rows x points x pieces x
        said, opposite), both in logits.
        """
        of_point = parts[:, None, :] == points[None, :, None]
        of_answer = parts == ANSWER
        is_point = (parts > QUESTION) & (parts < ANSWER)
        other = parts[:, :, None] != parts[:, None, :]
        apart = is_point[:, :, None] & is_point[:, None, :] & other
        nothing = parts[:, None, :] == PADDING
        alone = torch.where(other, -1e4, 0.0)[:, None]
        together = torch.where(apart | nothing, -1e4, 0.0)[:, None]
        single = self.norm(self.words(pieces) + self.places(places))
        for layer in self.alone[:SHARED]:
            single = layer(single, alone)
        here = single + self.roles(is_point.long() + 2 * of_answer.long())
        for layer in self.alone[SHARED:]:
            single = layer(single, alone)
        for layer in self.together:
            here = layer(here, together)
        share = of_point.float() / of_point.sum(-1, keepdim=True).clamp(min=1)
        asked_alone, told_alone = share @ single, _near(single, of_answer)
        cosine = F.normalize(self.likes[0](asked_alone), dim=-1) @ F.normalize(
            self.likes[1](told_alone), dim=-1
        ).transpose(1, 2)
        asked, told = share @ here, _near(here, of_answer)
        outside = torch.where(of_answer, 0.0, -1e4)[:, None]
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
        whole = torch.cat([whole, *found[1:4], *found[5:]], -1)
        return self.verdict(F.gelu(self.thought(self.dropout(whole)))), torch.stack(evidence, -1)


def _near(here: Tensor, of_answer: Tensor) -> Tensor:
    """Each piece of the answer with those around it, as one."""
    inside = of_answer.float()[:, None]
    count = F.avg_pool1d(inside, NEAR, 1, NEAR // 2).clamp(min=1 / NEAR)
    return (F.avg_pool1d(here.transpose(1, 2) * inside, NEAR, 1, NEAR // 2) / count).transpose(1, 2)


def begun(folder: Path, vocabulary: int) -> Judge:
    """With the encoder's weights of all-MiniLM-L6-v2."""
    stored = load_file(folder / "model.safetensors")
    judge = Judge(vocabulary)
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
    }
    pairs = {"norm": "embeddings.LayerNorm"}
    stacks = [("alone", at, at) for at in range(LAYERS)]
    stacks += [("together", at - SHARED, at) for at in range(SHARED, LAYERS)]
    for stack, depth, stored_depth in stacks:
        of, to = f"encoder.layer.{stored_depth}", f"{stack}.{depth}"
        pairs |= {
            f"{to}.query": f"{of}.attention.self.query",
            f"{to}.key": f"{of}.attention.self.key",
            f"{to}.value": f"{of}.attention.self.value",
            f"{to}.out": f"{of}.attention.output.dense",
            f"{to}.first_norm": f"{of}.attention.output.LayerNorm",
            f"{to}.wide": f"{of}.intermediate.dense",
            f"{to}.narrow": f"{of}.output.dense",
            f"{to}.second_norm": f"{of}.output.LayerNorm",
        }
    names |= {
        f"{mine}.{end}": f"{theirs}.{end}" for mine, theirs in pairs.items() for end in ("weight", "bias")
    }
    weights = judge.state_dict()
    for mine, theirs in names.items():
        assert weights[mine].shape == stored[theirs].shape, mine
        weights[mine] = stored[theirs]
    weights["places.weight"] = weights["places.weight"] + stored["embeddings.token_type_embeddings.weight"][0]
    weights["roles.weight"] = torch.zeros(3, WIDTH)
    # Points and clauses begin by being held against each other as they are, alone.
    for name in ("likes.0", "likes.1"):
        weights[f"{name}.weight"] = torch.eye(WIDTH)
    for head in range(2):
        weights[f"asks.{head}.weight"] = torch.zeros(EVIDENCE, WIDTH)
        weights[f"asks.{head}.bias"] = torch.zeros(EVIDENCE)
    judge.load_state_dict(weights)
    for part in (judge.words, judge.places, judge.norm, *judge.alone):
        part.requires_grad_(False)
    return judge
