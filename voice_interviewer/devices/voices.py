"""Which of this computer’s voices is to speak. Pure and light, as the one-shot child process imports it too."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from voice_interviewer.errors import VoiceError


@dataclass(frozen=True)
class VoiceName:
    """A voice as the system knows it. `locale` is like "en-GB", with whatever the engine adds ("en-GB-scotland")."""

    id: str
    name: str
    locale: str


def tidy_locale(locale: str) -> str:
    """The engines write en_GB, en-gb and en-GB; this is always en-GB."""
    language, *rest = locale.strip().replace("_", "-").split("-")
    region = [part.upper() if len(part) == 2 else part for part in rest]
    return "-".join([language.lower(), *region])


def choose_voice(voices: Sequence[VoiceName], wanted: str, locale: str) -> VoiceName:
    """The voice that was asked for by id or name (case does not matter, a unique part will do), else the first of
    the locale, else the first of the same language.

    Raises VoiceError that names close ones, or the option to take.
    """
    return _by_name(voices, wanted) if wanted else _by_locale(voices, tidy_locale(locale))


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
    raise VoiceError(
        f"There is no voice “{wanted}”{_close_ones(voices, folded)}; `voice-interviewer check` lists them all."
    )


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
    raise VoiceError(
        f"This computer has no voice for {locale}; `voice-interviewer check` lists the voices, --voice chooses one."
    )
