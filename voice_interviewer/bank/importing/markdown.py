"""Markdown: headings, lists, tables and emphasis are read; the marks themselves go."""

import re

from voice_interviewer.bank.importing.line import Kind, Line, flat

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_UNDERLINE = re.compile(r"(=+|-+)")
_RULE = re.compile(r"([-*_])(\s*\1){2,}")
_ITEM = re.compile(r"[-*+]\s+(?:\[[ xX]\]\s+)?")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = (  # the innermost only, so that no text is searched twice
    re.compile(r"(?<![\w\\*])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s\\])\1(?![\w*])"),
    re.compile(r"(?<![\w\\_])(_{1,3})(?=[^\s_])([^_]+)(?<=[^\s\\])\1(?![\w_])"),
)
_ALL_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_]+)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"[|:\-\s]+")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_FRONT_MATTER_LINES = 50


def read_markdown(text: str) -> list[Line]:
    """Paragraphs are joined as CommonMark has it: until an empty line, a heading, an item or a line break."""
    rows = [re.sub(r"^\s*(>\s?)+", "", row) for row in text.split("\n")]
    lines: list[Line] = []
    index = _after_front_matter(rows)
    while index < len(rows):
        start, row = index, rows[index].strip()
        index += 1
        if row.startswith("|"):
            lines.extend(_table_lines(start + 1, row))
        elif found := _HEADING.fullmatch(row):
            lines.append(Line(start + 1, inline(found[2]), Kind.HEADING, len(found[1])))
        elif row and not _RULE.fullmatch(row) and not _FENCE.match(row):
            while index < len(rows) and _goes_on(rows[index - 1], rows[index].strip()):
                index += 1
            text = flat(" ".join(part.strip() for part in rows[start:index]))
            level = _underline_level(rows[index].strip()) if index < len(rows) else 0
            index += 1 if level else 0
            lines.append(
                Line(start + 1, inline(text), Kind.HEADING, level) if level else _line(start + 1, text)
            )
    return [line for line in lines if line.text]


def _after_front_matter(rows: list[str]) -> int:
    """The index after a block of settings between two lines of ---, as site generators put first."""
    if rows[0].strip() != "---":
        return 0
    ends = (index for index, row in enumerate(rows[1:_FRONT_MATTER_LINES], 1) if row.strip() == "---")
    return next(ends, -1) + 1


def _underline_level(below: str) -> int:
    """1 or 2 if the row makes a heading of the paragraph above it, else 0."""
    if len(below) < 2 or not _UNDERLINE.fullmatch(below):
        return 0
    return 1 if below[0] == "=" else 2


def _goes_on(above: str, below: str) -> bool:
    if (
        not below
        or below.startswith("|")
        or above.endswith(("  ", "\\"))
        or _ALL_BOLD.fullmatch(above.strip())
    ):
        return False
    starts_anew = (_HEADING.fullmatch, _ITEM.match, _NUMBERED.match, _RULE.fullmatch, _FENCE.match)
    return not (any(begins(below) for begins in starts_anew) or _UNDERLINE.fullmatch(below))


def _table_lines(number: int, row: str) -> list[Line]:
    """Each cell is a line of its own, as in a table of HTML."""
    cells = [] if _TABLE_RULE.fullmatch(row) else _BETWEEN_CELLS.split(row)
    return [_line(number, flat(cell.replace("\\|", "|"))) for cell in cells]


def _line(number: int, text: str) -> Line:
    text = _IMAGE.sub(r"\1", text.removesuffix("\\"))
    item = _ITEM.match(text)
    body = text[item.end() :] if item else text
    if _LINK.fullmatch(body):
        return Line(number, inline(body), Kind.LEFT_OUT)
    if item:
        return Line(number, inline(body), Kind.ITEM)
    if _ALL_BOLD.fullmatch(body):
        return Line(number, inline(body), Kind.HEADING, 7)
    return Line(number, inline(body))


def inline(text: str) -> str:
    """The words without links, emphasis, code marks and escapes."""
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text.replace("<br>", " ")))
    for pattern in _EMPHASIS * 2:  # bold around italic is as deep as people go
        text = pattern.sub(r"\2", text)
    return flat(_ESCAPE.sub(r"\1", text.replace("`", "")))
