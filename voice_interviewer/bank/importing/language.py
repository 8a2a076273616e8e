"""Which language a guide is written in, and the locale that a bank gets for it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

DEFAULT_LOCALE = "en-GB"

_LOCALES = {
    "ar": ("ar", "Arabic"), "bg": ("bg-BG", "Bulgarian"), "ca": ("ca-ES", "Catalan"), "cs": ("cs-CZ", "Czech"),
    "cy": ("cy-GB", "Welsh"), "da": ("da-DK", "Danish"), "de": ("de-DE", "German"), "el": ("el-GR", "Greek"),
    "en": (DEFAULT_LOCALE, "English"), "es": ("es-ES", "Spanish"), "et": ("et-EE", "Estonian"),
    "fa": ("fa-IR", "Persian"),
    "fi": ("fi-FI", "Finnish"), "fr": ("fr-FR", "French"), "ga": ("ga-IE", "Irish"), "he": ("he-IL", "Hebrew"),
    "hi": ("hi-IN", "Hindi"), "hr": ("hr-HR", "Croatian"), "hu": ("hu-HU", "Hungarian"), "hy": ("hy-AM", "Armenian"),
    "id": ("id-ID", "Indonesian"), "it": ("it-IT", "Italian"), "ja": ("ja-JP", "Japanese"), "ko": ("ko-KR", "Korean"),
    "lt": ("lt-LT", "Lithuanian"), "lv": ("lv-LV", "Latvian"), "ms": ("ms-MY", "Malay"), "nb": ("nb-NO", "Norwegian"),
    "nl": ("nl-NL", "Dutch"), "no": ("nb-NO", "Norwegian"), "pl": ("pl-PL", "Polish"), "pt": ("pt-PT", "Portuguese"),
    "ro": ("ro-RO", "Romanian"), "ru": ("ru-RU", "Russian"), "sk": ("sk-SK", "Slovak"), "sl": ("sl-SI", "Slovenian"),
    "sr": ("sr-RS", "Serbian"), "sv": ("sv-SE", "Swedish"), "sw": ("sw-KE", "Swahili"), "th": ("th-TH", "Thai"),
    "tr": ("tr-TR", "Turkish"), "uk": ("uk-UA", "Ukrainian"), "ur": ("ur-PK", "Urdu"), "vi": ("vi-VN", "Vietnamese"),
    "zh": ("zh-CN", "Chinese"),
}  # fmt: skip
"""For a language without a region: its locale, and what it is called."""

_SURE = 0.9
_LETTERS_TO_TELL = 15
"""Fewer Latin letters than this are taken as English unless they have letters that English has not."""

_MOST_CHARACTERS = 20_000
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?:[-_.@].*)?")


@dataclass(frozen=True)
class Language:
    """The locale that a bank gets, what its language is called, and where that is known from."""

    locale: str = DEFAULT_LOCALE
    name: str = "English"
    source: str = "taken as"
    """ "as the file says", "recognised", or "taken as" where nothing tells."""


def language_of(declared: str, texts: Sequence[str]) -> Language:
    """What the file says, else what its words look like, else English."""
    if found := _declared(declared):
        return found
    text = " ".join(texts)[:_MOST_CHARACTERS]
    letters = [letter for letter in text if letter.isalpha()]
    foreign = [letter for letter in letters if not letter.isascii()]
    if len(letters) < _LETTERS_TO_TELL and not foreign:
        return Language()
    code, share = _recogniser().classify(text)
    if share < _SURE or code not in _LOCALES or (code == "en" and _is_other_script(letters)):
        return Language()
    return Language(*_LOCALES[code], source="recognised")


def _declared(tag: str) -> Language | None:
    found = _TAG.fullmatch(tag.strip())
    if not found:
        return None
    code, _, region = found.groups()
    locale, name = _LOCALES.get(code.casefold(), (code.casefold(), code.casefold()))
    if region:
        locale = f"{locale.partition('-')[0]}-{region.upper()}"
    return Language(locale, name, "as the file says")


def _is_other_script(letters: Sequence[str]) -> bool:
    other = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters[:1_000])
    return other * 2 > len(letters[:1_000])


@cache
def _recogniser() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    recogniser = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    recogniser.set_languages([code for code in recogniser.nb_classes if code in _LOCALES])
    return recogniser
