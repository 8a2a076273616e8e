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
_LIKELY, _NO_ENGLISH = 0.5, 0.02
"""Between Indonesian and Malay nothing is ever sure, nor is it of a few words; but that they are no English may be."""

_LETTERS_TO_TELL = 15
"""Fewer Latin letters than this are taken as English unless they have letters that English has not."""

_LETTERS_TO_CONTRADICT = 60
"""Themes of web pages say that a page is English, whatever is written on it; a few names and terms are not enough to
tell."""

_MOST_CHARACTERS = 20_000
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?:[-_.@].*)?")
_OF_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
"""Codes that say "unknown" or "several"."""


@dataclass(frozen=True)
class Language:
    """The locale that a bank gets, what its language is called, and where that is known from."""

    locale: str = DEFAULT_LOCALE
    name: str = "English"
    source: str = "taken as"
    """ "as the file says", "recognised", or "taken as" where nothing tells."""


def language_of(declared: str, texts: Sequence[str]) -> Language:
    """What the file says, unless it is plainly English and the file says something else, or the other way round; else
    what its words look like, else English."""
    text = " ".join(filter(None, texts))[:_MOST_CHARACTERS]
    letters = [letter for letter in text if letter.isalpha()]
    found = _declared(declared)
    if found and len(letters) < _LETTERS_TO_CONTRADICT:
        return found
    recognised = _recognised(text, letters)
    if not (found and recognised):
        return found or recognised or Language()
    codes = {found.locale[:2], recognised.locale[:2]}
    is_contradicted = len(codes) == 2 and "en" in codes and codes <= _LOCALES.keys()
    return recognised if is_contradicted else found


def _recognised(text: str, letters: Sequence[str]) -> Language | None:
    if len(letters) < _LETTERS_TO_TELL and all(letter.isascii() for letter in letters):
        return None
    shares = dict(_recogniser().rank(text))
    code = max(shares, key=shares.__getitem__)
    is_told = shares[code] >= _SURE or (shares[code] >= _LIKELY and shares["en"] < _NO_ENGLISH)
    if not is_told or (code == "en" and _is_other_script(letters)):
        return None
    return Language(*_LOCALES[code], source="recognised")


def code_of(text: str) -> str:
    """The language that a text looks most like, however unlikely: "cs" of a Czech one."""
    shares = dict(_recogniser().rank(text[:_MOST_CHARACTERS]))
    return str(max(shares, key=shares.__getitem__))


def _declared(tag: str) -> Language | None:
    found = _TAG.fullmatch(tag.strip())
    if not found or found[1].casefold() in _OF_NO_LANGUAGE:
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
