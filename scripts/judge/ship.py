"""Put a trained judge into the package: python -m scripts.judge.ship CHECKPOINT...

Of several, such as those of one training at different times, the mean of their weights is taken.
Word pieces that English does not use are left out, and the weights are kept in 8 bits. What that costs is printed: the
greatest and the mean difference of a chance between the 8-bit judge and the trained one, on a fifth of the answers to
choose on.
"""

import argparse
import hashlib
import json
import re
import tempfile
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from scripts.judge.network import Judge
from scripts.judge.rows import batch_of
from scripts.judge.samples import of_answer
from scripts.judge.train import judged, source
from tests.labelled.sets import read_set
from voice_interviewer.coverage.judge.reading import open_judge, tell

TARGET = Path(__file__).parents[2] / "voice_interviewer" / "coverage" / "judge"
ENGLISH = re.compile(r"(##)?[a-z0-9]+|[!-~£€]|\[[A-Z]+\]")
"""Words and endings in plain letters, marks, and the network's own signs."""


def kept_pieces(tokenizer: dict) -> list[tuple[str, int]]:  # type: ignore[type-arg]
    vocabulary = sorted(tokenizer["model"]["vocab"].items(), key=lambda each: each[1])
    return [(piece, at) for piece, at in vocabulary if ENGLISH.fullmatch(piece)]


def write_tokenizer(plain: dict, kept: list[tuple[str, int]]) -> None:  # type: ignore[type-arg]
    places = {piece: new for new, (piece, _) in enumerate(kept)}
    plain["model"]["vocab"] = places
    for special in plain["added_tokens"]:
        special["id"] = places[special["content"]]
    for special in plain["post_processor"].get("special_tokens", {}).values():
        special["ids"] = [places[token] for token in special["tokens"]]
    plain["truncation"] = plain["padding"] = None
    (TARGET / "tokenizer.json").write_text(
        json.dumps(plain, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )


def write_network(judge: Judge, folder: Path) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    tokenizer = Tokenizer.from_file(str(TARGET / "tokenizer.json"))
    batch = batch_of(tokenizer, [of_answer(one) for one in read_set("choose")[:1]])
    pieces = {0: "rows", 1: "pieces"}
    torch.onnx.export(
        judge,
        (batch.pieces, batch.parts, batch.places, batch.points),
        str(folder / "whole.onnx"),
        input_names=["pieces", "parts", "places", "points"],
        output_names=["verdicts", "evidence"],
        dynamic_axes=dict.fromkeys(("pieces", "parts", "places"), pieces) | {"points": {0: "points"}},
        opset_version=17,
        dynamo=False,
    )
    nodes = onnx.load(folder / "whole.onnx").graph.node
    quantize_dynamic(
        folder / "whole.onnx",
        TARGET / "judge.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # processors without VNNI overflow otherwise
        nodes_to_exclude=[
            node.name for node in nodes if "narrow" in node.name
        ],  # half of the error, for 16 MB
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("checkpoints", type=Path, nargs="+")
    given = options.parse_args()
    plain = json.loads((source() / "tokenizer.json").read_text(encoding="utf-8"))
    kept = kept_pieces(plain)
    each = [torch.load(path) for path in given.checkpoints]
    stored = {name: torch.stack([one[name] for one in each]).mean(0) for name in each[0]}
    stored["words.weight"] = stored["words.weight"][[at for _, at in kept]]
    judge = Judge(len(kept))
    judge.load_state_dict(stored)
    judge.eval()
    write_tokenizer(plain, kept)
    with tempfile.TemporaryDirectory() as folder:
        write_network(judge, Path(folder))
    network, tokenizer = open_judge(TARGET)
    differences = []
    answers = read_set("choose")[::5]
    for answer, trained in zip(answers, judged(judge, tokenizer, answers), strict=True):
        points = [point.text for point in answer.question.points]
        chances, _ = tell(network, tokenizer, answer.question.question, points, answer.text.split())
        differences += [abs(one - two) for one, two in zip(chances[:, 0], trained[:, 1], strict=True)]
    print(
        f"8 bits: a chance differs by {np.mean(differences):.3f} on average, at most {max(differences):.3f}"
    )
    for name in ("judge.onnx", "tokenizer.json"):
        content = (TARGET / name).read_bytes()
        print(name, len(content), "bytes, SHA-256", hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main()
