"""Whisper's weights as the commands meet them: found, offered for download, fetched."""

from voice_interviewer.cli.console import err
from voice_interviewer.cli.waiting import waiting
from voice_interviewer.devices.weights import (
    DEFAULT_MODEL,
    KNOWN,
    Weights,
    fetch_weights,
    find_weights,
    known_name,
)
from voice_interviewer.errors import ModelError

_RECORDED_ANYWAY = "Until then the interview is recorded, and `voice-interviewer transcribe` makes up for it."


def weights_or_none(wanted: str, language: str, *, may_ask: bool, plain: bool) -> Weights | None:
    """The weights to use. Where they are missing, a person at a terminal is offered the download; without them, or if
    they do not understand the language, the interview is recorded all the same. Raises ModelError for a model that
    nobody knows."""
    name = wanted or DEFAULT_MODEL
    try:
        weights = find_weights(wanted)
        check_language(weights.name, language)
        return weights
    except WrongLanguage as error:
        err.print(f"{error} {_RECORDED_ANYWAY}")
        return None
    except ModelError as error:
        if name not in KNOWN:  # a folder that is no whole model
            raise
        if may_ask and _wants_download(name):
            return fetch(name, plain=plain)
        err.print(f"{error} {_RECORDED_ANYWAY}")
        return None


def language_of(locale: str, wanted: str) -> str:
    """The language to listen for: the one that was asked for, or else that of the bank's locale."""
    return wanted.casefold() or locale.partition("-")[0].casefold()


def check_language(model: str, language: str) -> None:
    """Raises WrongLanguage if the model is one for English alone, and the answers are not English. Of a folder only
    Whisper itself can tell."""
    if model in KNOWN and model.endswith(".en") and language != "en":
        other = model.removesuffix(".en").removeprefix("distil-")
        raise WrongLanguage(
            f"The model {model} understands English only, and the language here is {language}: choose --model {other}, "
            "or --language en if you answer in English."
        )


class WrongLanguage(ModelError):
    """A model for English, and answers in another language."""


def fetch(name: str, *, plain: bool) -> Weights:
    """Download weights, and show how far it is. Raises NotFound for a name that nobody knows, ModelError, DiskError."""
    name = known_name(name)
    size = megabytes(KNOWN[name].size_bytes)
    with waiting(f"Downloading {name}, {size}", "here", plain=plain) as tell:
        return fetch_weights(name, lambda done, total: tell(done / total))


def megabytes(size_bytes: int) -> str:
    """A size as people read it."""
    return f"{size_bytes / 1_000_000:,.0f} MB"


def _wants_download(name: str) -> bool:
    import typer

    size = megabytes(KNOWN[name].size_bytes)
    return typer.confirm(f"Whisper's weights {name} are not on this machine. Download them now ({size})?")
