"""Which of Whisper's weights an interview uses."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from voice_interviewer.devices.protocols import Care, Recogniser
from voice_interviewer.devices.weights import (
    AUTO,
    DEFAULT_MODEL,
    KNOWN,
    Weights,
    find_weights,
    list_weights,
)
from voice_interviewer.errors import WrongLanguage
from voice_interviewer.rehearsal.pace import Measured, Pace, read_measured


class Reason(Enum):
    """Why a model is used in an interview."""

    WANTED = "wanted"
    """The person named it."""
    KEEPS_UP = "keeps-up"
    """It is the best that is here and keeps up with speech."""
    ALONE = "alone"
    """No other that understands the language is here."""
    NOT_MEASURED = "not-measured"
    """It is the smallest, until it is known which keep up."""
    BUSY = "busy"
    """It is the smallest: other programs kept the processor busy as it was measured."""
    TOO_SLOW = "too-slow"
    """It is the smallest: none keeps up."""


@dataclass(frozen=True)
class Choice:
    """The model that an interview uses, and why."""

    model: str
    """Its name or folder. It need not be here."""
    reason: Reason
    pace: Pace | None = None
    """How quickly it writes down here, if that is known."""
    too_slow: Pace | None = None
    """The best that is here, if it is better and does not keep up."""
    worth_fetching: Pace | None = None
    """A better one that could be fetched, and that would keep up by what was measured."""


def language_of(locale: str, wanted: str) -> str:
    """The code of the language to listen for, such as "en": the one `wanted`, or else that of the bank's locale."""
    return wanted.casefold() or locale.partition("-")[0].casefold()


def is_auto(wanted: str) -> bool:
    """Whether the person leaves the model to this program."""
    return wanted in ("", AUTO)


def weights_for(wanted: str, language: str) -> Weights:
    """The weights that an interview uses, by name or folder, or as `choice_for` has it. Does not use the network.

    Raises:
        WrongLanguage: The model is for English only, and `language` is another.
        NotFound: There is no model of that name.
        ModelError: The weights are not on this machine. See `can_be_fetched`.
    """
    weights = find_weights(choice_for(wanted, language).model)
    check_language(weights.name, language)
    return weights


BUILT_IN = "en"
"""The language of the built-in banks."""


def choice_for(wanted: str, language: str) -> Choice:
    """The model that an interview in this language uses if `wanted` is the name or folder that the person chose, if
    any. Quick: the first question waits for it."""
    return choose(wanted, language, list_weights(), read_measured())


def choose(wanted: str, language: str, here: Sequence[Weights], measured: Measured | None) -> Choice:
    """As `choice_for`, of the weights that are `here` and what was `measured` on this machine, if anything was."""
    paces = {each.name: measured.pace(each) for each in here} if measured else {}
    if not is_auto(wanted):
        return Choice(wanted, Reason.WANTED, paces.get(wanted))
    fitting = [each for each in here if understands(each.name, language)]
    broken = {name for name, pace in paces.items() if pace and pace.took_s is None}
    if not (usable := [each for each in fitting if each.name not in broken]):
        return Choice(fitting[0].name if fitting else DEFAULT_MODEL, Reason.ALONE)
    smallest = min(usable, key=lambda each: (each.name != DEFAULT_MODEL, each.size_bytes)).name
    best = max((each.name for each in usable), key=rank)
    if measured is None:
        return Choice(smallest, Reason.ALONE if len(usable) == 1 else Reason.NOT_MEASURED)
    if measured.was_busy:
        return Choice(smallest, Reason.ALONE if len(usable) == 1 else Reason.BUSY, paces[smallest])
    known = {each.name: pace for each in usable if (pace := paces[each.name])}
    keeping_up = [name for name, pace in known.items() if pace.keeps_up]
    chosen = max(keeping_up, key=rank, default=smallest)
    too_slow = known.get(best) if rank(best) > rank(chosen) else None
    worth_fetching = None
    if chosen == best and keeping_up:
        worth_fetching = _worth_fetching(language, known[best], {each.name for each in here})
    reason = Reason.KEEPS_UP if keeping_up else Reason.TOO_SLOW
    if len(usable) == 1:
        reason = Reason.ALONE
    return Choice(chosen, reason, known.get(chosen), too_slow, worth_fetching)


_WORTH_FETCHING = ("small.en", "distil-small.en", "small")
"""Better than what is installed with the program, and not too large to be fetched."""

_WORK: Mapping[str, float] = MappingProxyType({"tiny": 1.0, "base": 2.5, "distil-small": 5.0, "small": 8.0})
"""Processor time for the same speech, as a multiple of tiny's, int8. Base: five sample answers and ten by other voices.
The others, whose weights no package brings: networks of their sizes with random weights took 2.0 and about 3 times as
long as base for 10 s of speech and 35 tokens, three beams."""


def reckoned(name: str, size_bytes: int, known: Pace) -> Pace:
    """How long other weights would take at the least, by what smaller ones took; where their work is not known, as the
    size of their files has it."""
    works = [_WORK.get(each.removesuffix(".en")) for each in (name, known.model)]
    factor = works[0] / works[1] if works[0] and works[1] else size_bytes / known.size_bytes
    took_s = None if known.took_s is None else round(known.took_s * factor, 2)
    return Pace(model=name, size_bytes=size_bytes, took_s=took_s, was_measured=False)


def _worth_fetching(language: str, best: Pace, here: Set[str]) -> Pace | None:
    """The best model that could be fetched and would keep up, if it is better than the best that is here."""
    others = [each for each in _WORTH_FETCHING if understands(each, language) and each not in here]
    better = [each for each in others if rank(each) > rank(best.model)]
    found = [reckoned(each, KNOWN[each].size_bytes, best) for each in better]
    return max((each for each in found if each.keeps_up), key=lambda each: rank(each.model), default=None)


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
    fitting = [each.name for each in list_weights() if understands(each.name, language)]
    return max(fitting, key=rank, default=DEFAULT_MODEL)


def unhurried(wanted: str, language: str) -> str:
    """The model to use where nobody waits: the one that is wanted, or else the best that is here."""
    return best_model(language) if is_auto(wanted) else wanted


def understands(name: str, language: str) -> bool:
    """Whether the model of this name is made for a language."""
    return language == "en" or not name.endswith(".en")


def can_be_fetched(wanted: str) -> bool:
    """Whether weights of this name are published, so that they can be downloaded."""
    return is_auto(wanted) or wanted in KNOWN


def check_language(model: str, language: str) -> None:
    """See whether a model understands the language of the answers; a model in a folder always passes.

    Raises:
        WrongLanguage: The model is for English only, and `language` is another.
    """
    if model in KNOWN and not understands(model, language):
        raise WrongLanguage(model, language)


def open_recogniser(model: str, language: str, care: Care = "at-once") -> Recogniser:
    """Whoever writes down speech, not started yet: the one place to choose a second kind of recogniser.

    Raises NotFound for a model that nobody knows, ModelError, WrongLanguage.
    """
    from voice_interviewer.devices.whisper import Whisper

    recogniser = Whisper(model, language, care)
    check_language(recogniser.model, language)
    return recogniser
