"""Chooses among this computer’s voices. Pure, and quick to import: the process that speaks needs it too."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from voice_interviewer.errors import VoiceError
from voice_interviewer.steps import Step


@dataclass(frozen=True)
class VoiceName:
    """A voice as the system knows it. `locale` is like "en-GB"; some engines add to it ("en-GB-scotland")."""

    id: str
    name: str
    locale: str


def tidy_locale(locale: str) -> str:
    """A locale written in one way, en-GB: engines also write en_GB and en-gb."""
    language, *rest = locale.strip().replace("_", "-").split("-")
    region = [part.upper() if len(part) == 2 else part for part in rest]
    return "-".join([language.lower(), *region])


def choose_voice(voices: Sequence[VoiceName], wanted: str, locale: str) -> VoiceName:
    """The voice that fits best.

    Args:
        voices: All there are.
        wanted: An id or a name, or a part of one that fits only one voice; case does not matter. If empty, the first
            voice of the locale is taken, or else the first of the same language.
        locale: Such as "en-GB".

    Raises:
        VoiceError: No voice fits, or several do. It names them, or those with similar names.
    """
    return _by_name(voices, wanted) if wanted else _by_locale(voices, tidy_locale(locale))


def second_voice(voices: Sequence[VoiceName], first: VoiceName) -> VoiceName | None:
    """Another voice of the first one's language, from the same country if there is one; None if there is no other."""
    others = [voice for voice in voices if voice.id != first.id and _places(voice)[0] == _places(first)[0]]
    return max(others, key=lambda voice: _places(voice)[:2] == _places(first)[:2], default=None)


def _places(voice: VoiceName) -> list[str]:
    return voice.locale.casefold().split("-")


def _by_name(voices: Sequence[VoiceName], wanted: str) -> VoiceName:
    folded = wanted.casefold()
    for voice in voices:
        if folded in (voice.id.casefold(), voice.name.casefold()):
            return voice
    partial = [voice for voice in voices if folded in voice.name.casefold() or folded in voice.id.casefold()]
    if len(partial) == 1:
        return partial[0]
    if partial:
        names = ", ".join(voice.name for voice in partial[:4])
        raise VoiceError(
            f"“{wanted}” fits {len(partial)} voices ({names}{' …' if len(partial) > 4 else ''}); give more of the name."
        )
    raise VoiceError(f"There is no voice “{wanted}”{_close_ones(voices, folded)}; {Step.LIST_VOICES}.")


def _close_ones(voices: Sequence[VoiceName], folded: str) -> str:
    names = {voice.name.casefold(): voice.name for voice in voices}
    close = [names[name] for name in get_close_matches(folded, names, n=3, cutoff=0.5)]
    return f" (close: {', '.join(close)})" if close else ""


def _by_locale(voices: Sequence[VoiceName], locale: str) -> VoiceName:
    language = locale.split("-")[0]
    same_language = [voice for voice in voices if voice.locale.split("-")[0] == language]
    for voice in same_language:
        if voice.locale == locale:
            return voice
    if same_language:
        return same_language[0]
    raise VoiceError(f"This computer has no voice for {locale}; {Step.CHOOSE_VOICE}.")
