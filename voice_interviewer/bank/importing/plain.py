"""Plain text, as it is pasted from a page: paragraphs, perhaps broken into short lines."""

import re

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.line import Kind, Line, flat

_BULLET = re.compile(r"[-*•●▪·‣◦–]\s+")
_NUMBER = re.compile(r"\(?(?:Q(?:uestion)?\s*)?\d{1,3}\s?[.):]\s", re.IGNORECASE)
_UNDERLINE = re.compile(r"[=\-_*~]{3,}")
_SENTENCE_END = tuple(".!?:…”\"'’)")
_WRAPPED_FROM = 50
"""Characters: a shorter line that ends without a full stop is a heading or an item, not a broken paragraph."""
_HEADING_WORDS = 9


def read_plain(text: str) -> list[Line]:
    """Lines broken by an editor or a mail programme are joined to paragraphs again."""
    rows = text.split("\n")
    lines: list[Line] = []
    number = 0
    while number < len(rows):
        start, parts = number, [flat(rows[number])]
        while number + 1 < len(rows) and _goes_on(parts[-1], flat(rows[number + 1])):
            number += 1
            parts.append(flat(rows[number]))
        number += 1
        if parts[0] and not _UNDERLINE.fullmatch(parts[0]):
            lines.append(_line(start, " ".join(parts), rows, number))
    return lines


def _goes_on(above: str, below: str) -> bool:
    if not above or not below or above.endswith(_SENTENCE_END):
        return False
    if _BULLET.match(below) or _NUMBER.match(below) or _UNDERLINE.fullmatch(below):
        return False
    if below[0].isupper() and (words.label(below) or words.guidance(below)):
        return False
    return len(above) >= _WRAPPED_FROM or below[0].islower()


def _line(start: int, text: str, rows: list[str], end: int) -> Line:
    """`start` is the index of its first row, `end` that of the row after its last."""
    above = flat(rows[start - 1]) if start else ""
    below = flat(rows[end]) if end < len(rows) else ""
    if found := _BULLET.match(text):
        return Line(start + 1, text[found.end() :], Kind.ITEM)
    if _UNDERLINE.fullmatch(below):
        return Line(start + 1, text, Kind.HEADING, 1 if below[0] == "=" else 2)
    if not above and _looks_like_heading(text) and (not below or not _looks_like_heading(below)):
        return Line(start + 1, text, Kind.HEADING)
    if above.endswith(_SENTENCE_END) and _looks_like_heading(text) and words.is_section(text):
        return Line(start + 1, text, Kind.HEADING)
    return Line(start + 1, text, adjoins=bool(above))


def _looks_like_heading(text: str) -> bool:
    """Short, with words in it, and not a sentence."""
    short = len(text.split()) <= _HEADING_WORDS and not text.rstrip(")").endswith((*_SENTENCE_END, ",", ";"))
    return short and any(character.isalpha() for character in text)
