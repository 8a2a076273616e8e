"""A written text as it is read aloud: numbers, money, times and signs in words, abbreviations in full. Pure.

What comes out has letters, apostrophes, hyphens and the marks at which a reader pauses. What has no sound, such as an
emoji, is left out. A text in another script than the Latin one cannot be read, and says so.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

Found = re.Match[str]

DASHES = "-–—‐‑‒−"
_DASH = f"[{DASHES}]"
_AMOUNT = r"\d+(?:,\d{3})*(?:\.\d+)?"

ABBREVIATIONS: Mapping[str, str] = {
    "e.g": "for example",
    "eg": "for example",
    "i.e": "that is",
    "ie": "that is",
    "etc": "et cetera",
    "vs": "versus",
    "approx": "approximately",
    "incl": "including",
    "dept": "department",
    "p.a": "per annum",
    "n/a": "not applicable",
    "w/o": "without",
    "w/": "with",
    "yrs": "years",
    "hrs": "hours",
    "mins": "minutes",
}
"""Read in full wherever they stand as a word; a full stop after one belongs to it, unless it ends the sentence."""
NEVER_LAST = frozenset({"e.g", "eg", "i.e", "ie", "vs", "approx", "incl"})
"""Abbreviations that more always follows."""

BEFORE_NAMES: Mapping[str, str] = {
    "Mr": "mister",
    "Mrs": "missis",
    "Ms": "mizz",
    "Dr": "doctor",
    "Prof": "professor",
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thur": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
}
"""Abbreviations with a capital: a full stop after one never ends a sentence."""

CURRENCIES: Mapping[str, tuple[str, str, str]] = {
    "£": ("pound", "pounds", "pence"),
    "€": ("euro", "euros", "cents"),
    "$": ("dollar", "dollars", "cents"),
    "¥": ("yen", "yen", ""),
    "₹": ("rupee", "rupees", "paise"),
}
_SIGN = f"[{''.join(map(re.escape, CURRENCIES))}]"
SCALES: Mapping[str, str] = {
    "k": "thousand",
    "thousand": "thousand",
    "m": "million",
    "mn": "million",
    "million": "million",
    "b": "billion",
    "bn": "billion",
    "billion": "billion",
}
_SCALE = r"(?:\s?(k|thousand|mn?|million|bn?|billion)\b)?"

UNITS: Mapping[str, tuple[str, str]] = {
    "%": ("per cent", "per cent"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°": ("degree", "degrees"),
    "k": ("thousand", "thousand"),
    "K": ("thousand", "thousand"),
    "x": ("times", "times"),
    "p": ("penny", "pence"),
    "g": ("gram", "grams"),
    "kg": ("kilogram", "kilograms"),
    "mg": ("milligram", "milligrams"),
    "mm": ("millimetre", "millimetres"),
    "cm": ("centimetre", "centimetres"),
    "km": ("kilometre", "kilometres"),
    "ml": ("millilitre", "millilitres"),
    "ms": ("millisecond", "milliseconds"),
    "sec": ("second", "seconds"),
    "secs": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "yr": ("year", "years"),
    "yrs": ("year", "years"),
    "mph": ("mile an hour", "miles an hour"),
    "MB": ("megabyte", "megabytes"),
    "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"),
}
"""What stands after a number, said of one and of several."""
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))

SIGNS: Mapping[str, str] = {
    "&": " and ",
    "@": " at ",
    "+": " plus ",
    "=": " equals ",
    "<": " less than ",
    ">": " more than ",
    "×": " times ",
    "÷": " divided by ",
    "±": " plus or minus ",
    "~": " about ",
    "≈": " about ",
    "≤": " at most ",
    "≥": " at least ",
    "%": " per cent ",
    "°": " degrees ",
    "²": " squared ",
    "³": " cubed ",
    "(": ", ",
    ")": ", ",
    "[": ", ",
    "]": ", ",
    "{": ", ",
    "}": ", ",
    "→": ", ",
    "•": ", ",
    "·": ", ",
    "|": ", ",
}
PAUSES = frozenset(";:,.!?—…")

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNITS_TO_19 = (
    *("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *(
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_GROUPS = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_LONGEST_NUMBER = 9
"""Digits; a longer number is a telephone's, or a reference, and read digit by digit."""
_ORDINALS: Mapping[str, str] = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_FRACTIONS: Mapping[str, str] = {
    "1/2": "a half",
    "1/3": "a third",
    "2/3": "two thirds",
    "1/4": "a quarter",
    "3/4": "three quarters",
}


class UnreadableError(ValueError):
    """Nothing in the text can be read aloud in English."""


def in_words(text: str) -> str:
    """The text as it is read. Raises UnreadableError if no word is left, or it has letters that are not Latin."""
    read = _plain(text)
    for pattern, word in _RULES:
        read = pattern.sub(word, read)
    read = "".join(_sign(each) for each in read)
    read = re.sub(r"\s*([,;:—])(?:\s*[,;:—])+", r"\1", read)  # one pause is enough
    read = re.sub(r"\s*[,;:—]+\s*(?=[.!?…])|(?<=[.!?…])\s*[,;:—]+", "", read)
    read = " ".join(re.sub(r"^[\s,;:.—]+|[\s,;:—]+$", "", read).split())
    read = re.sub(r" +(?=[;:,.!?…])", "", read)
    if not re.search(r"[^\W\d_]", read):
        raise UnreadableError(text)
    return _not_shouted(read)


def number(value: int) -> str:
    """A number in words, as the British say it."""
    if value < 20:
        return _UNITS_TO_19[value]
    if value < 100:
        tens = _TENS[value // 10 - 2]
        return f"{tens} {number(value % 10)}" if value % 10 else tens
    if value < 1000:
        rest = f" and {number(value % 100)}" if value % 100 else ""
        return f"{_UNITS_TO_19[value // 100]} hundred{rest}"
    size, name = next(group for group in _GROUPS if value >= group[0])
    rest_of = value % size
    link = " " if rest_of >= 100 or not rest_of else " and "
    return f"{number(value // size)} {name}{link}{number(rest_of) if rest_of else ''}".strip()


def ordinal(value: int) -> str:
    """A number that says which in a row: "twenty first"."""
    before, _, last = number(value).rpartition(" ")
    said = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{before} {said}".strip()


def _digits(figures: str) -> str:
    return " ".join("zero" if each == "0" else number(int(each)) for each in figures)


def _plain(text: str) -> str:
    """In composed Latin letters, ASCII digits and signs; pictures, marks of direction and the like become spaces."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    text = re.sub(r"[¼-¾⅐-⅞]", lambda found: f" {unicodedata.normalize('NFKC', found.group())} ", text)
    text = text.replace("⁄", "/")
    return "".join(map(_plain_letter, text))


def _plain_letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter.isascii() or letter in CURRENCIES or letter in SIGNS or letter in DASHES or letter in PAUSES:
        return letter
    if kind == "Nd":
        return str(unicodedata.digit(letter))
    if kind.startswith("L"):
        if "À" <= letter <= "ÿ":
            return letter
        base = unicodedata.normalize("NFKD", letter)[0]
        if base.isascii():
            return base
        name = unicodedata.name(letter, "")
        if not name.startswith("LATIN"):
            raise UnreadableError(letter)
        plain = re.search(r"LETTER ([A-Z])\b", name)
        return plain[1].lower() if plain else " "
    return "" if kind in ("Mn", "Me", "Cf") else " "


def _sign(letter: str) -> str:
    if letter.isalpha() or letter in PAUSES or letter in "' -":
        return letter
    return SIGNS.get(letter, " ")


def _not_shouted(text: str) -> str:
    """A text all in capitals is no row of abbreviations."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    if len(words) < 3 or not all(word.isupper() for word in words):
        return text
    return re.sub(r"\bi\b", "I", text.lower())


def _dotted(found: Found) -> str:
    """Letters with a full stop after each, as in U.K.: without, but the one that also ends the sentence stays."""
    known = ABBREVIATIONS.get(found[1].lower().rstrip("."))
    ends = "." if found[2] else ""
    return (known or found[1].replace(".", "").upper()) + ends


def _abbreviated(found: Found) -> str:
    if found[1].isupper():  # MS is no Ms
        return found[0]
    ends = found[1].lower() not in NEVER_LAST and found[2] and found[3] is not None
    return ABBREVIATIONS[found[1].lower()] + ("." if ends else "")


def _date(day: str, month: str, year: str, otherwise: str) -> str:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return otherwise
    return f"the {ordinal(int(day))} of {MONTHS[int(month) - 1]} {_year_or_number(year)}"


def _time(found: Found) -> str:
    hours, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "").upper()
    if minutes:
        said = f"{number(hours)} {'oh ' if minutes < 10 else ''}{number(minutes)}"
    elif half:
        said = number(hours)
    else:
        said = f"{number(hours)} o'clock" if hours <= 12 else f"{number(hours)} hundred"
    return f"{said} {half}".strip()


def _money(found: Found) -> str:
    one, several, small = CURRENCIES[found[1]]
    figures, scale = found[2].replace(",", ""), SCALES.get((found[3] or "").lower(), "")
    whole, _, part = figures.partition(".")
    if scale or len(part) not in (0, 2):
        return f"{_number(figures)} {scale} {several} ".replace("  ", " ")
    pounds = f"{number(int(whole))} {one if int(whole) == 1 else several}"
    if not int(part or 0):
        return f"{pounds} "
    rest = number(int(part))
    return f"{pounds} {rest} " if int(whole) else f"{rest} {small} "


def _money_between(found: Found) -> str:
    """£25–30k, and £25,000–£30,000: the sign and the scale are for both."""
    sign, low, low_scale, high, high_scale = found.groups()
    scale = SCALES.get((high_scale or "").lower(), "")
    first = SCALES.get((low_scale or "").lower(), scale if float(low.replace(",", "")) < 1000 else "")
    first = "" if first == scale else first
    said = f"{_number(low.replace(',', ''))} {first} to {_number(high.replace(',', ''))} {scale} {CURRENCIES[sign][1]} "
    return re.sub(" +", " ", said)


def _measured(found: Found) -> str:
    one, several = UNITS[found[2]]
    figures = found[1].replace(",", "")
    return f"{_number(figures)} {one if figures == '1' else several} "


def _decade(found: Found) -> str:
    said = _year_or_number(found[1])
    return f"{said[:-1]}ies" if said.endswith("y") else f"{said}s"


def _number(figures: str) -> str:
    """Figures without commas, perhaps with a point."""
    whole, *parts = figures.split(".")
    if len(parts) == 1:
        return f"{_whole(whole)} point {_digits(parts[0])}"
    return " point ".join(map(_whole, (whole, *parts)))


def _whole(figures: str) -> str:
    is_code = len(figures) > _LONGEST_NUMBER or (len(figures) > 1 and figures[0] == "0")
    return _digits(figures) if is_code else number(int(figures))


def _year_or_number(figures: str) -> str:
    """Four figures alone are read as a year is."""
    value = int(figures)
    if len(figures) != 4 or not (1100 <= value < 2000 or 2010 <= value < 2100):
        return _number(figures)
    hundreds, rest = divmod(value, 100)
    if not rest:
        return f"{number(hundreds)} hundred"
    return f"{number(hundreds)} {'oh ' if rest < 10 else ''}{number(rest)}"


def _figures(found: Found) -> str:
    figures = found[0]
    if "," in figures or "." in figures:
        return f" {_number(figures.replace(',', ''))} "
    return f" {_year_or_number(figures)} "


def _fraction(found: Found) -> str:
    part = _FRACTIONS[found[2]]
    return f"{number(int(found[1]))} and {part}" if found[1] else part


def _or(found: Found) -> str:
    """Words on both sides of a stroke: one or the other; not between abbreviations, or where "or" is said already."""
    left, right = found[1], found[2]
    if "or" in (left.lower(), right.lower()) or (left.isupper() and right.isupper()):
        return f"{left} {right}"
    return f"{left} or {right}"


_BREAK = r"(?=\s+[A-ZÀ-Ý\"“(]|\s*$)"
_WORDS_WITH_DOT = "|".join(map(re.escape, sorted(ABBREVIATIONS, key=len, reverse=True)))

_RULES: tuple[tuple[re.Pattern[str], str | Callable[[Found], str]], ...] = (
    (re.compile(r"(\w)\((\w{1,3})\)"), r"\1\2"),  # role(s)
    (re.compile(rf"(?<![\w.])((?:[A-Za-z]\.){{2,}})(?!\w)({_BREAK})?"), _dotted),
    (
        re.compile(rf"(?<![\w.])({_WORDS_WITH_DOT})(?!\w)(\.({_BREAK})?)?", re.IGNORECASE),
        _abbreviated,
    ),
    (
        re.compile(rf"\b({'|'.join(BEFORE_NAMES)})\b(?!['-])\.?"),
        lambda found: BEFORE_NAMES[found[1]],
    ),
    (re.compile(r"https?://|(?<=\w)/(?=\s|$)"), ""),
    (re.compile(r"(?<=[a-z])–(?=[A-Z])"), " to "),  # Monday–Friday
    (re.compile(r"(?<!\d)\+?0\d{2,}(?:\s\d{3,})+"), lambda found: _digits(re.sub(r"\D", "", found[0]))),
    (re.compile(r"\b[Nn]os?\.\s?(?=\d)|#(?=\d)"), "number "),
    (re.compile(r"(?<=[A-Z])#"), " sharp"),
    (re.compile(r"(?<=[a-z])\.(?=[a-z])|(?<=[A-Z])\.(?=[A-Z]{2})|(?<![\w.])\.(?=[A-Z]{2})"), " dot "),
    (re.compile(r"(?<=[a-z])([.!?])(?=[A-Z])"), r"\1 "),
    (re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b"), lambda found: _date(found[3], found[2], found[1], found[0])),
    (
        re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b"),
        lambda found: _date(found[1], found[2], found[3], found[0]),
    ),
    (
        re.compile(r"\b(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?([ap]\.?m\b\.?)", re.IGNORECASE),
        _time,
    ),
    (re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b()"), _time),
    (
        re.compile(
            rf"({_SIGN})\s?({_AMOUNT}){_SCALE}\s?(?:{_DASH}|to)\s?{_SIGN}?({_AMOUNT}){_SCALE}", re.IGNORECASE
        ),
        _money_between,
    ),
    (re.compile(rf"({_SIGN})\s?({_AMOUNT}){_SCALE}", re.IGNORECASE), _money),
    (re.compile(rf"(?<!\w)(?<!{_DASH})[-−](?=\d)"), "minus "),
    (re.compile(rf"(?<=[\d%])\s?{_DASH}\s?(?=\d)"), " to "),
    (re.compile(r"(?<![\d/])(?:(\d+)\s+)?(1/2|[12]/3|[13]/4)(?![\d/])"), _fraction),
    (re.compile(r"(?<=\d)/(?=\d)"), " "),
    (re.compile(r"\b(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE), lambda found: ordinal(int(found[1]))),
    (re.compile(r"\b(\d{4}|\d0)'?s\b"), _decade),
    (re.compile(rf"(?<![\w.])({_AMOUNT})\s?({_UNIT})(?!\w)"), _measured),
    (re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*"), _figures),
    (re.compile(r"([^\W\d_]+)\s?/\s?(?=([^\W\d_]+))"), lambda found: _or(found)[: -len(found[2])]),
    (re.compile(r"\s[-–—]+\s|[—–]+|--+"), "—"),
    (re.compile(rf"{_DASH}(?<!—)"), " "),
    (re.compile(r"\.{2,}"), "…"),
)
