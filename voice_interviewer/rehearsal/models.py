"""Which of Whisper's weights an interview uses."""

from voice_interviewer.devices.protocols import Care, Recogniser
from voice_interviewer.devices.weights import DEFAULT_MODEL, KNOWN, Weights, find_weights, list_weights
from voice_interviewer.errors import WrongLanguage


def language_of(locale: str, wanted: str) -> str:
    """The code of the language to listen for, such as "en": the one `wanted`, or else that of the bank's locale."""
    return wanted.casefold() or locale.partition("-")[0].casefold()


def weights_for(wanted: str, language: str) -> Weights:
    """The weights to use, by name or folder; an empty name means the default. Does not use the network.

    Raises:
        WrongLanguage: The model is for English only, and `language` is another.
        NotFound: There is no model of that name.
        ModelError: The weights are not on this machine. See `can_be_fetched`.
    """
    weights = find_weights(wanted)
    check_language(weights.name, language)
    return weights


_SIZES = ("tiny", "base", "small", "medium", "large")


def rank(name: str) -> tuple[int, ...]:
    """How well a model hears, so that the better one sorts last: by its size, English alone above all languages; a
    distilled model comes after the one that it was made smaller from."""
    base = name.removeprefix("distil-")
    size = next((at for at, each in enumerate(_SIZES) if base.startswith(each)), -1)
    version = base.endswith(("v2", "v3", "v3.5", "turbo")) + base.endswith(("v3", "v3.5"))
    return size, base == name, name.endswith(".en"), version


def best_model(language: str) -> str:
    """The name of the best weights on this machine that understand a language; the default if there are none."""
    fitting = [each.name for each in list_weights() if language == "en" or not each.name.endswith(".en")]
    return max(fitting, key=rank, default=DEFAULT_MODEL)


def can_be_fetched(wanted: str) -> bool:
    """Whether weights of this name are published, so that they can be downloaded."""
    return (wanted or DEFAULT_MODEL) in KNOWN


def check_language(model: str, language: str) -> None:
    """See whether a model understands the language of the answers; a model in a folder always passes.

    Raises:
        WrongLanguage: The model is for English only, and `language` is another.
    """
    if model in KNOWN and model.endswith(".en") and language != "en":
        raise WrongLanguage(model, language)


def open_recogniser(model: str, language: str, care: Care = "at-once") -> Recogniser:
    """Whoever writes down speech, not started yet: the one place to choose a second kind of recogniser.

    Raises NotFound for a model that nobody knows, ModelError, WrongLanguage.
    """
    from voice_interviewer.devices.whisper import Whisper

    recogniser = Whisper(model, language, care)
    check_language(recogniser.model, language)
    return recogniser
