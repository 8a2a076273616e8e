"""A table, CSV or TSV: one question a row, columns by name, tolerant of spelling."""

import csv
import io
import re
from collections.abc import Sequence
from difflib import get_close_matches

from voice_interviewer.bank import KeyPoint
from voice_interviewer.bank.importing.draft import (
    DEFAULT_SUGGESTED_S,
    Draft,
    Found,
    Leftover,
    refuse_too_many,
)
from voice_interviewer.bank.importing.words import unquoted
from voice_interviewer.errors import BankError

_NAMES = {
    "question": "question questions questiontext interviewquestion prompt q",
    "id": "id key slug name",
    "category": "category topic type theme section area group subject competency",
    "intent": "intent purpose why whytheyask whytheyaskthis reason whatthewant whattheyrelookingfor lookingfor aim",
    "advice": "advice guidance tip tips hint hints howtoanswer notes note",
    "example": "example exampleanswer sample sampleanswer sampleresponse modelanswer answer answers response a",
    "suggested_s": "suggesteds suggestedseconds seconds secs time timeseconds timelimit duration length",
    "points": "points keypoints talkingpoints bulletpoints mustmention pointstocover",
    "follow_ups": "followup followups followupquestion followupquestions probes",
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names.split()}
MOST_COLUMNS = 60
_DELIMITERS = ",;\t|"
_MOST_CELL_CHARACTERS = 1_000_000


def read_table(text: str, source: str) -> Found:
    """Rows without question, guidance and example are left out in silence only if they are empty.

    Raises BankError if no column can be recognised as the questions', or the example answers'.
    """
    first, _, rest = text.partition("\n")
    skipped = 0
    if found := re.fullmatch(r"\s*sep=(.)\s*", first):  # Excel's own way to name the delimiter
        text, skipped = rest, 1
    delimiter = found[1] if found else _delimiter(first)
    rows = _rows(text, delimiter, source, skipped)
    header = rows[0][1] if rows else []
    if len(header) > MOST_COLUMNS:
        raise BankError(
            f"{source} has more than {MOST_COLUMNS} columns; leave in those that a bank has a place for."
        )
    columns = [_column(name) for name in header]
    if not {"question", "example"} & set(columns):
        raise BankError(
            f"{source} has no column called question; its first line must name the columns, as in "
            '"question,category,advice,example".'
        )
    leftovers = _unknown_columns(header, columns)
    drafts = []
    for line, cells in rows[1:]:
        draft = _draft(line, columns, cells, leftovers)
        if draft:
            drafts.append(draft)
        refuse_too_many(len(drafts))
    return Found("", tuple(drafts), (), tuple(leftovers))


def _delimiter(header: str) -> str:
    """The one that makes most known columns of the first line."""

    def known_count(delimiter: str) -> int:
        return sum(_column(name) is not None for name in header.split(delimiter, MOST_COLUMNS)[:MOST_COLUMNS])

    return max(_DELIMITERS, key=known_count)


def _rows(text: str, delimiter: str, source: str, skipped: int) -> list[tuple[int, list[str]]]:
    """Every row that has text, with the line it begins on."""
    csv.field_size_limit(_MOST_CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows, line = [], 1 + skipped
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise BankError(
            f"{source}, line {line}: is not a table ({error}); export it again as CSV."
        ) from error
    return rows


def _column(name: str) -> str | None:
    """The field that a column's name means, mistakes in typing allowed for."""
    plain = re.sub(r"[^a-z]", "", name.casefold())
    if plain in _COLUMN_OF:
        return _COLUMN_OF[plain]
    close = get_close_matches(plain[:40], _COLUMN_OF, n=1, cutoff=0.8) if len(plain) > 3 else []
    return _COLUMN_OF[close[0]] if close else None


def _unknown_columns(header: Sequence[str], columns: Sequence[str | None]) -> list[Leftover]:
    return [
        Leftover(1, name, "is a column that a bank has no place for, and left out with all its cells")
        for name, column in zip(header, columns, strict=True)
        if column is None and name
    ]


def _draft(
    line: int, columns: Sequence[str | None], cells: Sequence[str], leftovers: list[Leftover]
) -> Draft | None:
    texts: dict[str, str] = {}
    for index, cell in enumerate(cells):
        column = columns[index] if index < len(columns) else None
        if column and cell:
            texts[column] = f"{texts[column]}\n{cell}" if column in texts else cell
        elif cell and index >= len(columns):
            leftovers.append(Leftover(line, cell, "is beyond the columns"))
    if not any(texts.get(name) for name in ("question", "intent", "advice", "example")):
        leftovers.extend(Leftover(line, cell, "has no question") for cell in texts.values())
        return None
    return Draft(
        line=line,
        question=unquoted(" ".join(texts.get("question", "").split())),
        id=texts.get("id", ""),
        category=texts.get("category", ""),
        intent=texts.get("intent", ""),
        advice=texts.get("advice", ""),
        example=unquoted(texts.get("example", "")),
        suggested_s=_seconds(texts.get("suggested_s", ""), line, leftovers),
        points=_points(texts, line, leftovers),
    )


def _seconds(text: str, line: int, leftovers: list[Leftover]) -> float:
    """ "90", "90 s" or "1:30"."""
    if not text:
        return DEFAULT_SUGGESTED_S
    if found := re.fullmatch(r"(\d{1,3}):(\d\d)", text):
        seconds = int(found[1]) * 60.0 + int(found[2])
    elif found := re.fullmatch(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:s|sec|secs|seconds)?", text.casefold()):
        seconds = float(found[1].replace(",", "."))
    else:
        seconds = 0.0
    if 5 <= seconds <= 3600:
        return seconds
    leftovers.append(Leftover(line, text, "is not a number of seconds from 5 to 3600"))
    return DEFAULT_SUGGESTED_S


def _points(texts: dict[str, str], line: int, leftovers: list[Leftover]) -> tuple[KeyPoint, ...]:
    """The cell's lines, or its parts between semicolons or bars; follow-ups belong to them in order."""
    points, follow_ups = (_parts(texts.get(name, "")) for name in ("points", "follow_ups"))
    leftovers.extend(
        Leftover(line, text, "has no key point to follow up") for text in follow_ups[len(points) :]
    )
    follow_ups += [""] * (len(points) - len(follow_ups))
    return tuple(
        KeyPoint.model_construct(text=text, follow_up=follow_up)
        for text, follow_up in zip(points, follow_ups, strict=False)
    )


def _parts(cell: str) -> list[str]:
    parts = [re.sub(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", "", part).strip() for part in re.split(r"[\n;|]", cell)]
    return [part for part in parts if part]
