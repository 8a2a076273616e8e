"""Which of Whisper's weights an interview uses."""

from voice_interviewer.devices.weights import DEFAULT_MODEL, KNOWN, Weights, find_weights
from voice_interviewer.errors import WrongLanguage


def language_of(locale: str, wanted: str) -> str:
    """The language to listen for: the one that was asked for, or else that of the bank's locale."""
    return wanted.casefold() or locale.partition("-")[0].casefold()


def weights_for(wanted: str, language: str) -> Weights:
    """The weights to use; no network is touched.

    Raises WrongLanguage, NotFound for a model that nobody knows, and ModelError: then they can be fetched if
    `can_be_fetched`.
    """
    weights = find_weights(wanted)
    check_language(weights.name, language)
    return weights


def can_be_fetched(wanted: str) -> bool:
    """Whether this is the name of published weights, and not a folder that is no whole model."""
    return (wanted or DEFAULT_MODEL) in KNOWN


def check_language(model: str, language: str) -> None:
    """Raises WrongLanguage if the model is one for English alone, and the answers are not English. Of a folder only
    Whisper itself can tell."""
    if model in KNOWN and model.endswith(".en") and language != "en":
        raise WrongLanguage(model, language)
