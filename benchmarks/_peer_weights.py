"""The weights that CTranslate2 has, written as openai-whisper and whisper.cpp read them: the very same numbers, but for
`q8_0`, which is whisper.cpp's own kind of int8.

`python -m benchmarks._peer_weights FORMAT FOLDER FILE`: FOLDER holds CTranslate2's model.bin and tokenizer.json, FORMAT
is one of FORMATS. Float16 or float32 weights of any Whisper without languages, such as tiny.en.
"""

import json
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_DTYPES = ("<f4", "i1", "<i2", "<i4", "<f2")
"""By the number that model.bin has for them."""

_PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "conv1": ("conv1",),
        "conv2": ("conv2",),
        "embeddings": ("token_embedding",),
        "self_attention/layer_norm": ("attn_ln",),
        "self_attention/linear_0": ("attn.query", "attn.key", "attn.value"),
        "self_attention/linear_1": ("attn.out",),
        "attention/layer_norm": ("cross_attn_ln",),
        "attention/linear_0": ("cross_attn.query",),
        "attention/linear_1": ("cross_attn.key", "cross_attn.value"),
        "attention/linear_2": ("cross_attn.out",),
        "ffn/layer_norm": ("mlp_ln",),
        "ffn/linear_0": ("mlp.0",),
        "ffn/linear_1": ("mlp.2",),
    }
)
"""CTranslate2's name of a layer, and Whisper's: of all those that CTranslate2 has joined into one, in their order."""

_LAST_NORM = MappingProxyType({"encoder": "ln_post", "decoder": "ln"})
_KINDS = MappingProxyType({"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"})

_GGML_MAGIC = 0x67676D6C
_F32, _F16, _Q8_0 = 0, 1, 8
"""ggml's numbers for what an array holds."""
_MOSTLY_F16, _MOSTLY_Q8_0 = 1, 2007
"""And for what a file holds: 2 is the version of ggml's quantisation, 7 is q8_0."""
_Q8_0_BLOCK = 32
_SAMPLE_RATE_HZ, _SPECTRUM_LENGTH = 16_000, 400
_TEXT_TOKENS = 50_256
"""GPT-2's; whisper.cpp knows by itself those that follow, from the end of the text to the time stamps."""


@dataclass(frozen=True)
class Dimensions:
    """Those of a Whisper, with openai-whisper's names, in the order in which ggml has them, which has n_mels last."""

    n_vocab: int
    n_audio_ctx: int
    n_audio_state: int
    n_audio_head: int
    n_audio_layer: int
    n_text_ctx: int
    n_text_state: int
    n_text_head: int
    n_text_layer: int
    n_mels: int


def read_variables(path: Path) -> dict[str, Array]:
    """All arrays of CTranslate2's model.bin, by its names for them; settings are arrays without dimensions."""
    with path.open("rb") as file:
        _read(file, "I")  # the format's version
        _read_name(file)  # the model's kind
        _read(file, "I")  # and that kind's version
        return {_read_name(file): _read_array(file) for _ in range(_read(file, "I"))}


def _read(file: BinaryIO, code: str) -> int:
    value: int = struct.unpack(f"<{code}", file.read(struct.calcsize(f"<{code}")))[0]
    return value


def _read_name(file: BinaryIO) -> str:
    return file.read(_read(file, "H")).rstrip(b"\0").decode()


def _read_array(file: BinaryIO) -> Array:
    shape = [_read(file, "I") for _ in range(_read(file, "B"))]
    dtype = _DTYPES[_read(file, "B")]
    return np.frombuffer(file.read(_read(file, "I")), dtype).reshape(shape)


def whisper_arrays(variables: Mapping[str, Array]) -> dict[str, Array]:
    """The weights by openai-whisper's names."""
    return {
        whisper_name: part
        for name, array in variables.items()
        if array.ndim
        for whisper_name, part in _renamed(name, array)
    }


def _renamed(name: str, array: Array) -> Iterator[tuple[str, Array]]:
    half, *layer, kind = name.split("/")
    if kind == "encodings":
        yield f"{half}.positional_embedding", array
    elif layer == ["layer_norm"]:
        yield f"{half}.{_LAST_NORM[half]}.{_KINDS[kind]}", array
    else:
        block = f"blocks.{layer.pop(0).removeprefix('layer_')}." if layer[0].startswith("layer_") else ""
        names = _PARTS["/".join(layer)]
        for part_name, part in zip(names, np.split(array, len(names)), strict=True):
            # Whisper's keys have no bias; CTranslate2 has zeros for it, to join them with the others.
            if not (part_name.endswith(".key") and kind == "bias"):
                yield f"{half}.{block}{part_name}.{_KINDS[kind]}", part


def dimensions(variables: Mapping[str, Array]) -> Dimensions:
    """What the arrays' shapes tell."""
    audio, text = (variables[f"{half}/position_encodings/encodings"].shape for half in ("encoder", "decoder"))
    return Dimensions(
        n_vocab=len(variables["decoder/embeddings/weight"]),
        n_audio_ctx=audio[0],
        n_audio_state=audio[1],
        n_audio_head=int(variables["encoder/num_heads"]),
        n_audio_layer=_layer_count(variables, "encoder"),
        n_text_ctx=text[0],
        n_text_state=text[1],
        n_text_head=int(variables["decoder/num_heads"]),
        n_text_layer=_layer_count(variables, "decoder"),
        n_mels=variables["encoder/conv1/weight"].shape[1],
    )


def _layer_count(variables: Mapping[str, Array], half: str) -> int:
    return sum(name.startswith(half) and name.endswith("ffn/linear_0/weight") for name in variables)


def write_pt(folder: Path, file: Path) -> None:
    """For openai-whisper, whose torch this needs."""
    import torch

    variables = read_variables(folder / "model.bin")
    state = {name: torch.from_numpy(array.copy()) for name, array in whisper_arrays(variables).items()}
    torch.save({"dims": asdict(dimensions(variables)), "model_state_dict": state}, file)


def write_f16(folder: Path, file: Path) -> None:
    """For whisper.cpp, as its own files are: matrices in float16."""
    _write_ggml(folder, file, _MOSTLY_F16)


def write_q8_0(folder: Path, file: Path) -> None:
    """For whisper.cpp, as its `quantize` writes it: matrices in 8 bits, in blocks that have a scale each."""
    _write_ggml(folder, file, _MOSTLY_Q8_0)


def _write_ggml(folder: Path, path: Path, holds: int) -> None:
    variables = read_variables(folder / "model.bin")
    size = dimensions(variables)
    with path.open("wb") as file:
        file.write(struct.pack("<12i", _GGML_MAGIC, *asdict(size).values(), holds))
        filters = _mel_filters(size.n_mels)
        file.write(struct.pack("<2i", *filters.shape) + filters.astype("<f4").tobytes())
        tokens = _tokens(folder / "tokenizer.json")
        file.write(struct.pack("<i", len(tokens)))
        file.writelines(struct.pack("<i", len(token)) + token for token in tokens)
        for name, array in whisper_arrays(variables).items():
            _write_array(file, name, array, holds)


def _mel_filters(mel_count: int) -> Array:
    """faster-whisper's own, (mel_count, 201): all Whispers listen through the same ones."""
    from faster_whisper.feature_extractor import FeatureExtractor

    filters: Array = FeatureExtractor.get_mel_filters(_SAMPLE_RATE_HZ, _SPECTRUM_LENGTH, n_mels=mel_count)
    return filters


def _tokens(tokenizer: Path) -> list[bytes]:
    """GPT-2's, in order, as the bytes that they stand for."""
    vocabulary = json.loads(tokenizer.read_bytes())["model"]["vocab"]
    byte_of = _gpt2_alphabet()
    texts = sorted(vocabulary, key=vocabulary.__getitem__)[:_TEXT_TOKENS]
    return [bytes(byte_of[character] for character in text) for text in texts]


def _gpt2_alphabet() -> dict[str, int]:
    """GPT-2 writes a byte as its own Latin-1 character if that can be seen, and the others as those from U+0100 on."""
    seen = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    unseen = sorted(set(range(0x100)) - set(seen))
    return {chr(byte): byte for byte in seen} | {
        chr(0x100 + place): byte for place, byte in enumerate(unseen)
    }


def _write_array(file: BinaryIO, name: str, array: Array, holds: int) -> None:
    if name.endswith(("conv1.bias", "conv2.bias")):
        array = array.reshape(-1, 1)
    kind = _kind(name, array, holds)
    file.write(struct.pack("<3i", array.ndim, len(name), kind))
    file.write(struct.pack(f"<{array.ndim}i", *reversed(array.shape)) + name.encode())
    file.write(_q8_0(array) if kind == _Q8_0 else array.astype("<f4" if kind == _F32 else "<f2").tobytes())


def _kind(name: str, array: Array, holds: int) -> int:
    """whisper.cpp adds up only float32, and convolves only float16."""
    if array.ndim < 2 or name.endswith((".bias", "positional_embedding")):
        return _F32
    return _Q8_0 if array.ndim == 2 and holds == _MOSTLY_Q8_0 else _F16


def _q8_0(array: Array) -> bytes:
    blocks = array.astype(np.float32).reshape(-1, _Q8_0_BLOCK)
    scales = np.abs(blocks).max(axis=1, keepdims=True) / 127
    packed = np.empty(len(blocks), [("scale", "<f2"), ("levels", "i1", _Q8_0_BLOCK)])
    packed["scale"] = scales[:, 0]
    packed["levels"] = np.rint(blocks / np.where(scales > 0, scales, 1))
    return packed.tobytes()


FORMATS: Mapping[str, Callable[[Path, Path], None]] = MappingProxyType(
    {"pt": write_pt, "f16": write_f16, "q8_0": write_q8_0}
)

if __name__ == "__main__":
    FORMATS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
