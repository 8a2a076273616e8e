"""Markdown: headings, lists and emphasis are read; the marks themselves go."""

import re

from voice_interviewer.importing.line import Kind, Line, flat

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_UNDERLINE = re.compile(r"(=+|-+)")
_RULE = re.compile(r"([-*_])(\s*\1){2,}")
_ITEM = re.compile(r"[-*+]\s+(?:\[[ xX]\]\s+)?")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK_ALONE = re.compile(r"\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = re.compile(r"(?<![\w\\])(\*\*\*|\*\*|__|\*|_)(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)")
_ALL_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_]+)\1")
_TABLE_RULE = re.compile(r"[|:\-\s]+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FENCE = re.compile(r"(`{3,}|~{3,})")


def read_markdown(text: str) -> list[Line]:
    """Paragraphs are joined as CommonMark has it: until an empty line, a heading, an item or a line break."""
    rows = [re.sub(r"^(\s*>)+\s?", "", row) for row in text.split("\n")]
    lines: list[Line] = []
    number = _after_front_matter(rows)
    while number < len(rows):
        start, row = number, rows[number].strip()
        number += 1
        if not row or _RULE.fullmatch(row) or _FENCE.match(row):
            continue
        if found := _HEADING.fullmatch(row):
            lines.append(Line(start + 1, inline(found[2]), Kind.HEADING, len(found[1])))
            continue
        if row.startswith("|"):
            cells = [] if _TABLE_RULE.fullmatch(row) else re.split(r"(?<!\\)\|", row)
            lines.extend(_line(start + 1, flat(cell)) for cell in cells)
            continue
        parts = [rows[start]]
        while number < len(rows) and _goes_on(parts[-1], rows[number].strip()):
            parts.append(rows[number])
            number += 1
        below = rows[number].strip() if number < len(rows) else ""
        if len(below) > 1 and _UNDERLINE.fullmatch(below):
            number += 1
            lines.append(Line(start + 1, inline(" ".join(parts)), Kind.HEADING, 1 if below[0] == "=" else 2))
        else:
            lines.append(_line(start + 1, flat(" ".join(part.strip() for part in parts))))
    return [line for line in lines if line.text]


def _after_front_matter(rows: list[str]) -> int:
    """The index after a block of settings between two lines of ---, as site generators put first."""
    if rows[0].strip() == "---" and "---" in (row.strip() for row in rows[1:50]):
        return next(index for index in range(1, 50) if rows[index].strip() == "---") + 1
    return 0


def _goes_on(above: str, below: str) -> bool:
    if not below or above.endswith(("  ", "\\")) or _ALL_BOLD.fullmatch(above.strip()):
        return False
    if below.startswith("|"):
        return False
    starts_anew = (_HEADING.fullmatch, _ITEM.match, _NUMBERED.match, _RULE.fullmatch, _FENCE.match)
    return not (any(begins(below) for begins in starts_anew) or _UNDERLINE.fullmatch(below))


def _line(number: int, text: str) -> Line:
    text = _IMAGE.sub(r"\1", text.removesuffix("\\"))
    item = _ITEM.match(text)
    body = text[item.end() :] if item else text
    if _IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK_ALONE.fullmatch(body):
        return Line(number, inline(body), Kind.LEFT_OUT)
    if item:
        return Line(number, inline(body), Kind.ITEM)
    if _ALL_BOLD.fullmatch(body):
        return Line(number, inline(body), Kind.HEADING, 7)
    return Line(number, inline(body))


def inline(text: str) -> str:
    """The words without links, emphasis, code marks and escapes."""
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text.replace("<br>", " ")))
    for _ in range(3):  # bold around italic around code is as deep as people go
        text = _EMPHASIS.sub(r"\2", text)
    return flat(_ESCAPE.sub(r"\1", text.replace("`", "")))
