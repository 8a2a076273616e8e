"""Tables as text: CSV, TSV and Anki's exports, with and without a line that names the columns."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Kind, Page, Row, unmarked
from voice_interviewer.bank.importing.plain import read_plain
from voice_interviewer.bank.importing.records import column
from voice_interviewer.errors import BankError

MOST_COLUMNS = 60
_DELIMITERS = ",;\t|"
_MOST_CELL_CHARACTERS = 1_000_000
_SAMPLE_ROWS = 50
_ANKI = re.compile(r"#\s?([a-z][a-z ]{0,30}):(.*)", re.IGNORECASE)
_ANKI_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}


@dataclass(frozen=True)
class _Head:
    """What the lines above a table say of it."""

    line_count: int = 0
    delimiter: str = ""
    names: tuple[str, ...] = ()
    columns: tuple[tuple[int, str], ...] = ()
    """Anki's own columns, as (position from 0, name)."""
    left_out: tuple[Block, ...] = ()


def read_csv(text: str, source: str) -> Page:
    """Raises BankError if it cannot be read as a table, or has absurdly many columns."""
    head = _head(text)
    body = text.split("\n", head.line_count)[-1] if head.line_count else text
    delimiter = head.delimiter or _delimiter(body)
    rows = _rows(body, delimiter, source, head.line_count)
    if any(len(row.texts) > MOST_COLUMNS for row in rows):
        raise BankError(
            f"{source} has more than {MOST_COLUMNS} columns; leave in those that a bank has a place for."
        )
    if not head.line_count and _is_prose(rows):
        return read_plain(text)
    for index, name in head.columns:
        rows = [_as_list(row, index) for row in rows] if name == "tags" else rows
    if head.columns or head.names:
        rows = [Row(head.line_count or 1, _named(head, rows)), *rows]
    return Page(
        (*head.left_out, Block(rows[0].line, kind=Kind.TABLE, rows=tuple(rows))) if rows else head.left_out
    )


def is_table(text: str) -> bool:
    """True for text that begins as Anki's exports do, or has a question before a tab or bar in most of its lines."""
    lines = [line for line in text.split("\n", _SAMPLE_ROWS)[:_SAMPLE_ROWS] if line.strip()]
    if lines and (
        re.match(r"#(?:separator|html|columns|tags column|deck column|notetype):", lines[0], re.IGNORECASE)
    ):
        return True
    for delimiter in "\t|;":
        fronts = [
            line.split(delimiter)[0] for line in lines if delimiter in line and not line.startswith(delimiter)
        ]
        is_even = len({line.count(delimiter) for line in lines}) == 1
        asked = sum(words.asks(front) for front in fronts)
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


def _head(text: str) -> _Head:
    """Excel's "sep=;", or Anki's lines such as "#separator:tab"."""
    lines = text.split("\n", 30)[:30]
    if found := re.fullmatch(r"\s*sep=(.)\s*", lines[0]):
        return _Head(1, found[1])
    facts, left_out, count = {}, [], 0
    for count, line in enumerate(lines):
        found = _ANKI.fullmatch(line.strip())
        if not found:
            break
        name, value = found[1].strip().casefold(), found[2].strip("\r\n ")
        facts[name] = value
        if name not in {"separator", "html", "columns"} and not name.endswith("column"):
            left_out.append(Block(count + 1, line.strip(), Kind.LEFT_OUT, reason="is a setting of the file"))
    if not facts:
        return _Head()
    named = facts.get("separator", "tab")
    delimiter = _ANKI_SEPARATORS.get(named.casefold(), named[:1] or "\t")
    names = tuple(facts["columns"].split(delimiter)) if "columns" in facts else ()
    columns = tuple(
        (int(value) - 1, name.removesuffix("column").strip())
        for name, value in facts.items()
        if name.endswith("column") and value.strip().isdigit() and 0 < int(value) <= MOST_COLUMNS
    )
    return _Head(count, delimiter, names, columns, tuple(left_out))


def _named(head: _Head, rows: Sequence[Row]) -> tuple[str, ...]:
    """The names of an Anki table's columns: the first two that are not Anki's own are front and back."""
    width = max((len(row.texts) for row in rows), default=0)
    own = dict(head.columns)
    free = iter(("front", "back", *(f"field {number}" for number in range(3, MOST_COLUMNS + 3))))
    if head.names:
        return tuple(head.names[:width]) + ("",) * (width - len(head.names))
    return tuple(own[index] if index in own else next(free) for index in range(width))


def _as_list(row: Row, index: int) -> Row:
    """Anki puts spaces between tags."""
    texts = (
        f"[{', '.join(text.split())}]" if at == index and text else text for at, text in enumerate(row.texts)
    )
    return replace(row, texts=tuple(texts))


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


def _rows(text: str, delimiter: str, source: str, skipped: int) -> list[Row]:
    """Every row that has text, with the line it begins on."""
    csv.field_size_limit(_MOST_CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows, line = [], 1 + skipped
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(unmarked(cell) for cell in cells)))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise BankError(
            f"{source}, line {line}: is not a table ({error}); export it again as CSV."
        ) from error
    return rows


def _is_prose(rows: Sequence[Row]) -> bool:
    """True for plain lines that were called a table: no header, and as many commas as each sentence has."""
    if not rows or any(column(text) for row in rows[:5] for text in row.texts):
        return False
    return len({len(row.texts) for row in rows}) > 1 and not any(
        "\n" in text for row in rows for text in row.texts
    )
