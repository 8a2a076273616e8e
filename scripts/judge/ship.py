"""Put a trained judge into the package: python -m scripts.judge.ship BASE ALONE.pt CHECKPOINT...

Of several checkpoints, such as those of one training at different times, the mean of their weights is taken. Word
pieces that English does not use are left out, and the weights are kept in 4 bits. What that costs is printed: the
greatest and the mean difference of a chance between the 4-bit judge and the trained one, on a fifth of the answers to
choose on.
"""

import argparse
import hashlib
import json
import random
import re
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from torch import Tensor, nn

from scripts.judge.alone import tokenizer_of
from scripts.judge.few_bits import BLOCK, WIDE_BLOCK, Products, gptq, grid_of
from scripts.judge.network import FIRST_PLACE, WIDTH, Judge, begun
from scripts.judge.rows import Batch, batch_of
from scripts.judge.samples import of_answer, sayings, talk
from scripts.judge.train import Reader, judged
from tests.labelled.sets import read_set
from voice_interviewer.coverage.judge.reading import Network, tell
from voice_interviewer.coverage.judge.rows import ANSWER_PIECES

TARGET = Path(__file__).parents[2] / "voice_interviewer" / "coverage" / "judge"
ENGLISH = re.compile(r"(##)?[a-z0-9]+|[!-~£€‘’“”–—…]")
"""Words and endings in plain letters, and marks."""
RARE_FROM = 20_000
"""The number of a word piece: the more of them, the rarer."""
CALIBRATED_ON = 120
"""Answers."""


def kept_pieces(tokenizer: Tokenizer) -> list[tuple[str, int]]:
    """Those of English, without the rare ones that nothing was learned of: such words are read in shorter pieces."""
    learned = read_set("learn")
    texts = {one.text for one in learned} | {one.question.question for one in learned} | set(talk())
    texts |= {point.text for one in learned for point in one.question.points}
    texts |= {text for point, said, missed in sayings() for text in (point, *said, *missed)}
    known = {at for each in tokenizer.encode_batch(sorted(texts)) for at in each.ids}
    known |= set(tokenizer.get_added_tokens_decoder())  # the network's own signs
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda each: each[1])
    return [
        (piece, at)
        for piece, at in vocabulary
        if at in known or (at < RARE_FROM and ENGLISH.fullmatch(piece))
    ]


def write_tokenizer(plain: dict, kept: list[tuple[str, int]]) -> None:  # type: ignore[type-arg]
    places = {piece: new for new, (piece, _) in enumerate(kept)}
    plain["model"]["vocab"] = places
    for special in plain["added_tokens"]:
        special["id"] = places[special["content"]]
    plain["truncation"] = plain["padding"] = plain["post_processor"] = (
        None  # texts are put together by `rows`
    )
    (TARGET / "tokenizer.json").write_text(
        json.dumps(plain, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )


class Half(nn.Module):  # type: ignore[misc]
    """A small table in 16 bits."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        self.table = table.half()

    def forward(self, places: Tensor) -> Tensor:
        return self.table[places].float()


class Packed(nn.Module):  # type: ignore[misc]
    """The words' table, two numbers of 4 bits in each byte: the first half of a row in the lower ones."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        counts, scale, zero = grid_of(table.reshape(-1, BLOCK))
        counts = counts.reshape(table.shape).to(torch.uint8)
        self.packed = counts[:, : WIDTH // 2] | (counts[:, WIDTH // 2 :] << 4)
        self.scale = scale.reshape(len(table), -1).half()
        self.zero = zero.reshape(len(table), -1).to(torch.uint8)

    def forward(self, pieces: Tensor) -> Tensor:
        packed = self.packed[pieces].int()
        high = torch.div(packed, 16, rounding_mode="floor")
        counts = torch.cat([packed - 16 * high, high], -1).float().unflatten(-1, (WIDTH // BLOCK, BLOCK))
        scale, zero = self.scale[pieces].float()[..., None], self.zero[pieces].float()[..., None]
        return ((counts - zero) * scale).flatten(-2)


def in_few_bits(judge: Judge, reader: Reader, rows: list[Batch]) -> None:
    """Round its matrices in place, layer after layer."""
    above = [*judge.likes, *judge.asks, *judge.tells, judge.thought]
    for part in [*judge.layers, above]:
        matrices = [one for one in (part if part is above else part.modules()) if isinstance(one, nn.Linear)]
        gathered = Products(matrices)
        for batch in rows:
            judge(reader.read(batch).float(), batch.parts, batch.places, batch.points)
        for matrix, products in gathered.end().items():
            matrix.weight.data = gptq(matrix.weight.data, products, WIDE_BLOCK)


def write(
    path: Path,
    network: nn.Module,
    block: int,
    given: tuple[Tensor, ...],
    names: dict[str, dict[int, str]],
    told: list[str],
) -> None:
    """Export a network with its large matrices in 4 bits."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            network,
            given,
            str(plain),
            input_names=list(names),
            output_names=told,
            dynamic_axes=names,
            opset_version=17,
            dynamo=False,
        )
        model = onnx.load(plain)
    graph = model.graph
    weights = {one.name: one for one in graph.initializer}
    for node in list(graph.node):
        if node.op_type != "MatMul" or node.input[1] not in weights:
            continue
        weight = numpy_helper.to_array(weights[node.input[1]])
        if weight.size < WIDTH * BLOCK or weight.shape[0] % block:
            continue
        _replace(graph, node, torch.tensor(weight.T.copy()), weights.pop(node.input[1]), block)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, path)


def _replace(
    graph: onnx.GraphProto, node: onnx.NodeProto, weight: Tensor, stored: onnx.TensorProto, block: int
) -> None:
    """A matrix by its 4-bit form; `weight` is outputs x inputs."""
    outputs, inputs = weight.shape
    counts, scale, zero = (one.numpy() for one in grid_of(weight.reshape(-1, block)))
    name, at = stored.name, list(graph.node).index(node)
    packed = counts.reshape(outputs, inputs // block, block).astype(np.uint8)
    zeros = zero.reshape(outputs, inputs // block).astype(np.uint8)
    if zeros.shape[1] % 2:
        zeros = np.pad(zeros, ((0, 0), (0, 1)))
    graph.initializer.remove(stored)
    graph.initializer.extend(
        [
            numpy_helper.from_array(packed[..., ::2] | (packed[..., 1::2] << 4), f"{name}.packed"),
            numpy_helper.from_array(scale.reshape(-1).astype(np.float16), f"{name}.half"),
            numpy_helper.from_array((zeros[:, ::2] | (zeros[:, 1::2] << 4)).reshape(-1), f"{name}.zeros"),
        ]
    )
    graph.node.remove(node)
    graph.node.insert(
        at, helper.make_node("Cast", [f"{name}.half"], [f"{name}.scales"], to=TensorProto.FLOAT)
    )
    graph.node.insert(
        at + 1,
        helper.make_node(
            "MatMulNBits",
            [node.input[0], f"{name}.packed", f"{name}.scales", f"{name}.zeros"],
            list(node.output),
            node.name,
            domain="com.microsoft",
            K=inputs,
            N=outputs,
            bits=4,
            block_size=block,
            accuracy_level=4,  # what comes in is rounded to 8 bits
        ),
    )


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("base", type=Path)
    options.add_argument("alone", type=Path, help="what scripts.judge.alone made")
    options.add_argument("checkpoints", type=Path, nargs="+")
    given = options.parse_args()
    whole = tokenizer_of(given.base)
    alone, judge = begun(given.base, whole.get_vocab_size())
    alone.load_state_dict(torch.load(given.alone)["alone"])
    each = [torch.load(path) for path in given.checkpoints]
    judge.load_state_dict({name: torch.stack([one[name] for one in each]).mean(0) for name in each[0]})
    judge.eval()
    reader = Reader(alone)
    answers = read_set("choose")[::5]
    trained = judged(judge, reader, whole, answers)
    learned = random.Random(0).sample(read_set("learn"), CALIBRATED_ON)
    judge.eval()
    with torch.no_grad():
        in_few_bits(judge, reader, [batch_of(whole, [of_answer(one)]) for one in learned])

    kept = kept_pieces(whole)
    alone.words = Packed(alone.words.weight.data[[at for _, at in kept]])
    alone.places = Half(alone.places.weight.data[: ANSWER_PIECES + 2 + FIRST_PLACE])
    write_tokenizer(json.loads(whole.to_str()), kept)
    tokenizer = Tokenizer.from_file(str(TARGET / "tokenizer.json"))
    batch = batch_of(tokenizer, [of_answer(answers[0])])
    pieces = {0: "rows", 1: "pieces"}
    write(TARGET / "alone.onnx", alone, BLOCK, (batch.pieces,), {"texts": pieces}, ["single"])
    single = torch.zeros(*batch.pieces.shape, WIDTH)
    write(
        TARGET / "together.onnx",
        judge,
        WIDE_BLOCK,
        (single, batch.parts, batch.places, batch.points),
        dict.fromkeys(("single", "parts", "places"), pieces) | {"points": {0: "points"}},
        ["verdicts", "evidence"],
    )
    network = Network(TARGET)
    differences = []
    for answer, before in zip(answers, trained, strict=True):
        points = [point.text for point in answer.question.points]
        chances, _ = tell(network, answer.question.question, points, answer.text.split())
        differences += [abs(one - two) for one, two in zip(chances[:, 0], before[:, 1], strict=True)]
    print(
        f"4 bits: a chance differs by {np.mean(differences):.3f} on average, at most {max(differences):.3f}"
    )
    for name in ("alone.onnx", "together.onnx", "tokenizer.json"):
        content = (TARGET / name).read_bytes()
        print(name, len(content), "bytes, SHA-256", hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main()
