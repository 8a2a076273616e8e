"""Tables as text: CSV, TSV and Anki's exports, with and without a line that names the columns."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Kind, Page, Row, unmarked
from voice_interviewer.bank.importing.cards import HIDES, has_gap, without_gaps
from voice_interviewer.bank.importing.plain import read_plain
from voice_interviewer.bank.importing.records import Column, column
from voice_interviewer.errors import BankError

MOST_COLUMNS = 60
_DELIMITERS = ",;\t|"
_MOST_CELL_CHARACTERS = 1_000_000
_SAMPLE_ROWS = 50
_ANKI = re.compile(
    r"#\s?(?P<name>separator|html|columns|if matches|notetype|deck|tags|(?:guid|notetype|deck|tags) column)"
    r"\s?:(?P<value>.*)",
    re.IGNORECASE,
)
_ANKI_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_ANKI_HEAD_LINES = 40
_OF_A_FILE = frozenset({"notetype", "deck", "tags"})
""" "#tags:" may also begin a note of somebody's own; alone it makes no table."""

_ABOUT_A_CARD = frozenset({"tags", "deck"})
"""Of Anki's own columns those that say what a question is about."""

_CLOZE = re.compile(r"\{\{c\d{1,3}::(.{0,2000}?)(?:::[^{}]{0,300})?\}\}", re.DOTALL)
_LATEX = re.compile(
    r"\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\]|\[latex\](.{1,1000}?)\[/latex\]|\[(\${1,2})\](.{1,1000}?)\[/\4\]",
    re.DOTALL,
)
_SOUND = re.compile(r"\[(?:sound|anki:play):[^\[\]\n]{1,300}\]")


@dataclass(frozen=True)
class _Head:
    """What the lines above a table say of it."""

    line_count: int = 0
    delimiter: str = ""
    names: tuple[str, ...] = ()
    columns: tuple[tuple[int, str], ...] = ()
    """Anki's own columns, as (position from 0, name)."""
    left_out: tuple[Block, ...] = ()
    is_anki: bool = False
    is_html: bool = True
    """False if "<" is meant as it stands."""


def read_csv(text: str, source: str) -> Page:
    """Raises BankError if it cannot be read as a table, or has absurdly many columns."""
    lines = text.split("\n")
    head = _head(lines)
    body = "\n".join(lines[head.line_count :])
    delimiter = head.delimiter or _delimiter(body)
    rows = _rows(body, delimiter, source, head)
    if any(len(row.texts) > MOST_COLUMNS for row in rows):
        raise BankError(
            f"{source} has more than {MOST_COLUMNS} columns; leave in those that a bank has a place for."
        )
    if not head.line_count and delimiter == "\t" and _has_broken_cells(rows):
        rows = _joined(rows)
    if not head.line_count and _is_prose(rows):
        return read_plain(text)
    left_out = list(head.left_out)
    if head.is_anki:
        for row in rows:
            if (line := lines[row.line - 1]).startswith("#"):
                left_out.append(Block(row.line, line, Kind.LEFT_OUT, reason="is a comment"))
        rows = [row for row in rows if not lines[row.line - 1].startswith("#")]
        told = [row for row in rows if has_gap(lines[row.line - 1]) and not _asks_anywhere(row)]
        told_on = {row.line for row in told}
        left_out += [
            Block(
                row.line,
                " ".join(filter(None, row.texts)),
                Kind.LEFT_OUT,
                reason=HIDES,
            )
            for row in told
        ]
        rows, of_anki = _of_cards(head, [row for row in rows if row.line not in told_on])
        left_out += of_anki
    table = [Block(rows[0].line, kind=Kind.TABLE, rows=tuple(rows))] if rows else []
    return Page((*left_out, *table))


def is_table(text: str, *, is_markdown: bool) -> bool:
    """True for text that begins as Anki's exports do, or has a question before a tab or bar in most of its lines, which
    may be anything in Markdown."""
    if _head(text.split("\n", _ANKI_HEAD_LINES)[:_ANKI_HEAD_LINES]).is_anki:
        return True
    if is_markdown:
        return False
    if "\t" in text and _is_deck(text):
        return True
    lines = [line for line in text.split("\n", _SAMPLE_ROWS)[:_SAMPLE_ROWS] if line.strip()]
    for delimiter in "\t|;":
        fronts = [
            line.split(delimiter)[0] for line in lines if delimiter in line and not line.startswith(delimiter)
        ]
        is_even = len({line.count(delimiter) for line in lines}) == 1
        asked = sum(_asks(front.strip('" ')) for front in fronts)
        if (
            is_even
            and len(fronts) == len(lines)
            and asked * 2 >= len(lines)
            and asked >= (1 if delimiter != ";" else 2)
        ):
            return True
        if is_even and len(lines) > 1 and len(fronts) == len(lines) and column(fronts[0]):
            return True
    return False


def _asks_anywhere(row: Row) -> bool:
    return any(words.question(text, is_marked=True) for text in row.texts)


def _is_deck(text: str) -> bool:
    """True for cards with tabs between their sides, of which some go on in the next line."""
    try:
        rows = _rows(text, "\t", "", _Head())
    except BankError:
        return False
    asked = sum(words.question(row.texts[0], is_marked=True) is not None for row in rows)
    is_even = len({len(row.texts) for row in rows}) == 1 and len(rows[0].texts) > 1
    return (is_even and 2 * asked >= len(rows)) or _has_broken_cells(rows)


def _has_broken_cells(rows: Sequence[Row]) -> bool:
    """True if some lines have no tab and all others, which are more, ask something before theirs."""
    whole = [row for row in rows if len(row.texts) > 1]
    return (
        len(rows) > len(whole) > len(rows) - len(whole)
        and len(rows[0].texts) > 1
        and len({len(row.texts) for row in whole}) == 1
        and all(words.question(row.texts[0], is_marked=True) for row in whole)
        and any(
            letter.isalpha() for row in whole for letter in row.texts[1]
        )  # no pages, and no marks to give
    )


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Each line without a tab that asks nothing at the end of the card above it."""
    made: list[Row] = []
    for row in rows:
        if len(row.texts) > 1:
            made.append(row)
        elif words.asks(row.texts[0]):
            made.append(replace(row, texts=(*row.texts, *[""] * (len(rows[0].texts) - 1))))
        else:
            *sides, last = made[-1].texts
            made[-1] = replace(made[-1], texts=(*sides, f"{last}\n{row.texts[0]}".strip()))
    return made


def _asks(front: str) -> bool:
    return words.asks(front) or words.question(front) is not None


def _head(lines: Sequence[str]) -> _Head:
    """Excel's "sep=;", or Anki's lines such as "#separator:tab", among which comments may stand."""
    if found := re.fullmatch(r"\s*sep=(.)\s*", lines[0]):
        return _Head(1, found[1])
    facts: dict[str, str] = {}
    left_out, count = [], 0
    for line in lines[:_ANKI_HEAD_LINES]:
        bare = line.strip()
        if bare and not bare.startswith("#"):
            break
        count += 1
        found = _ANKI.fullmatch(bare)
        if found:
            name = found["name"].casefold()
            facts[name] = found["value"].strip()
        if found and name in _OF_A_FILE | {"if matches"}:
            left_out.append(Block(count, bare, Kind.LEFT_OUT, reason="is a setting of the file"))
        elif bare and not found:
            left_out.append(Block(count, bare, Kind.LEFT_OUT, reason="is a comment"))
    if not facts.keys() - _OF_A_FILE:
        return _Head()
    named = facts.get("separator", "")
    delimiter = _ANKI_SEPARATORS.get(named.casefold(), named[:1])
    names = next(csv.reader([facts.get("columns", "")], delimiter=delimiter or "\t"), [])
    columns = tuple(
        (int(value) - 1, name.removesuffix("column").strip())
        for name, value in facts.items()
        if name.endswith("column") and value.isdecimal() and 0 < int(value) <= MOST_COLUMNS
    )
    is_html = facts.get("html", "").casefold() != "false"
    return _Head(count, delimiter, tuple(names), columns, tuple(left_out), is_anki=True, is_html=is_html)


def _of_cards(head: _Head, rows: Sequence[Row]) -> tuple[list[Row], list[Block]]:
    """The rows of an Anki table below a header of our own, and the names of the columns that only Anki needs."""
    own = dict(head.columns)
    names = _names(head, max((len(row.texts) for row in rows), default=0))
    kept = [index for index in range(len(names)) if own.get(index, "tags") in _ABOUT_A_CARD]
    reason = "is a column that only Anki needs, and left out with all its cells"
    left_out = [
        Block(head.line_count, name, Kind.LEFT_OUT, reason=reason)
        for index, name in enumerate(names)
        if index not in kept
    ]
    made = [Row(head.line_count, tuple(names[index] for index in kept))]
    for row in rows:
        texts = (*row.texts, *[""] * (len(names) - len(row.texts)))
        cells = (_as_list(texts[index]) if own.get(index) == "tags" else texts[index] for index in kept)
        made.append(replace(row, texts=tuple(cells)))
    return (made if rows else []), left_out


def _names(head: _Head, width: int) -> list[str]:
    """What the columns are called. If none is known as the question, whatever the language, the first two that are not
    Anki's own are front and back."""
    own = dict(head.columns)
    names = [own.get(index, head.names[index] if index < len(head.names) else "") for index in range(width)]
    if any(column(name, is_typed=True) is Column.QUESTION for name in names):
        return names
    free = [index for index in range(width) if index not in own]
    for index, name in zip(free, ("front", "back"), strict=False):
        names[index] = name
    return [name or "note" for name in names]


def _as_list(text: str) -> str:
    """Anki puts spaces between tags."""
    return f"[{', '.join(text.split())}]" if text else ""


def _delimiter(text: str) -> str:
    """The one that makes most known columns of the first lines, else the one that all lines have alike."""
    lines = [line for line in text.split("\n", _SAMPLE_ROWS)[:_SAMPLE_ROWS] if line.strip()]

    def merit(delimiter: str) -> tuple[int, int, int]:
        known = max(
            (
                sum(column(name.strip('" ')) is not None for name in line.split(delimiter, MOST_COLUMNS))
                for line in lines[:5]
            ),
            default=0,
        )
        counts = [line.count(delimiter) for line in lines]
        return (known, sum(count == counts[0] > 0 for count in counts), _DELIMITERS[::-1].index(delimiter))

    return max(_DELIMITERS, key=merit)


def _rows(text: str, delimiter: str, source: str, head: _Head) -> list[Row]:
    """Every row that has text, with the line it begins on."""
    csv.field_size_limit(_MOST_CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows, line = [], 1 + head.line_count
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(_cell(cell, is_html=head.is_html) for cell in cells)))
            line = reader.line_num + 1 + head.line_count
    except csv.Error as error:
        raise BankError(
            f"{source}, line {line}: is not a table ({error}); export it again as CSV."
        ) from error
    return rows


def _cell(text: str, *, is_html: bool) -> str:
    """Its words, without what Anki hides and plays."""
    text = _SOUND.sub("", _CLOZE.sub(r"\1", without_gaps(text)))
    text = _LATEX.sub(lambda found: next(filter(None, (found[1], found[2], found[3], found[5])), ""), text)
    return unmarked(text if is_html else text.replace("&", "&amp;").replace("<", "&lt;"))


def _is_prose(rows: Sequence[Row]) -> bool:
    """True for plain lines that were called a table: no header, and as many commas as each sentence has."""
    if not rows or any(column(text) for row in rows[:5] for text in row.texts):
        return False
    return len({len(row.texts) for row in rows}) > 1 and not any(
        "\n" in text for row in rows for text in row.texts
    )
