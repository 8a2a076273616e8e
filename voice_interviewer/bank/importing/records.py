"""What the columns of a table and the keys of a record are called, and the questions that their texts make."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from enum import Enum
from functools import cache, lru_cache

from voice_interviewer.bank import KeyPoint
from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Cell, Kind, Row
from voice_interviewer.bank.importing.draft import DEFAULT_SUGGESTED_S, Advice, Draft, Leftover, advice_of
from voice_interviewer.bank.importing.labels import (
    Field,
    bullet_end,
    label,
    names_of,
    own_words,
    story_names,
    tip_name,
    without_number,
)


class Column(Enum):
    """What a bank has a place for."""

    QUESTION = "question"
    ID = "id"
    CATEGORY = "category"
    INTENT = "intent"
    ADVICE = "advice"
    EXAMPLE = "example"
    SECONDS = "seconds"
    POINTS = "points"
    FOLLOW_UPS = "follow-ups"
    NUMBER = "number"
    """A running number, which says nothing that the order does not."""


_NAMES = {
    Column.QUESTION: "question questions questiontext interviewquestion prompt q thequestion "
    "front frontside fronttext cardfront vorderseite recto anverso fronte frente voorkant przód 表面 正面 앞면",
    Column.ID: "id key slug name",
    Column.CATEGORY: "category categories topic topics type theme section area group subject competency competencies "
    "tag tags deck deckname skill kategorie thema kategoria catégorie categoría categoria categorie",
    Column.INTENT: "intent purpose why whytheyask whytheyaskthis reason whattheywant whattheyrelookingfor lookingfor "
    "aim rationale whyask goal",
    Column.ADVICE: "advice guidance tip tips hint hints howtoanswer notes note strategy approach",
    Column.EXAMPLE: "example exampleanswer sample sampleanswer sampleresponse modelanswer answer answers response a "
    "back backside backtext cardback rückseite verso reverso retro achterkant tył 裏面 背面 뒷면 "
    "examples suggestedanswer idealanswer stronganswer goodanswer acceptedanswer bestanswer myanswer "
    "solution reply output completion",
    Column.SECONDS: "suggesteds suggestedseconds seconds secs time timeseconds timelimit duration length",
    Column.POINTS: "points keypoints talkingpoints bulletpoints mustmention pointstocover keywords",
    Column.FOLLOW_UPS: "followup followups followupquestion followupquestions probes probe",
}
_NUMBERS = frozenset(
    {"nr", "no", "num", "number", "index", "n", "№", "#", "rank", "order", "position", "sn", "sno"}
)
_FIELDS = {
    Field.QUESTION: Column.QUESTION,
    Field.INTENT: Column.INTENT,
    Field.ADVICE: Column.ADVICE,
    Field.EXAMPLE: Column.EXAMPLE,
    Field.POINTS: Column.POINTS,
    Field.FOLLOW_UP: Column.FOLLOW_UPS,
}
_PERHAPS_THE_QUESTION = ("text", "title", "name", "body", "content", "label", "heading")
"""Keys that hold a question where no other does, if their text asks."""

_PERSONS = frozenset(
    ["interviewer", "recruiter", "hiringmanager", "panel", "candidate", "applicant", "interviewee"]
)
"""Who speaks in a dialogue; as a column, whose interview it was."""

_MOST_CHARACTERS = 40


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())


@cache
def _known() -> dict[str, Column]:
    known = {_letters(name): column for field, column in _FIELDS.items() for name in names_of(field)}
    return known | {name: column for column, names in _NAMES.items() for name in names.split()}


@cache
def _english() -> tuple[str, ...]:
    return tuple(name for names in _NAMES.values() for name in names.split())


@lru_cache(4_096)
def column(name: str, *, is_typed: bool = False) -> Column | None:
    """The place that a name means; mistakes in typing are allowed for in what a person typed, the head of a table."""
    if len(name) > 3 * _MOST_CHARACTERS:
        return None
    letters = _letters(name)
    if name.strip().casefold().rstrip(".:") in _NUMBERS:
        return Column.NUMBER
    if letters in _known():
        return _known()[letters]
    is_near = is_typed and 3 < len(letters) < _MOST_CHARACTERS and letters.isascii()
    if is_near and (close := get_close_matches(letters, _english(), n=1, cutoff=0.8)):
        return _known()[close[0]]
    if letters in _PERSONS:
        return None
    found = label(f"{name.strip().rstrip(':?')}:")
    return _FIELDS[found[0]] if found and not found[1] else None


def question_at(names: Sequence[str], texts: Sequence[str]) -> int | None:
    """Which of the texts is the question, by its name, else by asking."""
    columns = [column(name) for name in names]
    for index, known in enumerate(columns):
        if known is Column.QUESTION and texts[index]:
            return index
    for wanted in _PERHAPS_THE_QUESTION:
        for index, name in enumerate(names):
            if name.strip().casefold() == wanted and words.question(texts[index], is_marked=True):
                return index
    return None


MOST_POINTS = 20
_LONGEST_CATEGORY = 60
_HEADER_ROWS = 6
"""Sheets may have a title and an empty line above the names of their columns."""

_TEXT_COLUMNS = (Column.QUESTION, Column.INTENT, Column.ADVICE, Column.EXAMPLE)


def records(rows: Sequence[Row]) -> list[Block] | None:
    """A record for each row under a header, or with a question; other rows as text. None if it is no such table."""
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        columns = [column(text, is_typed=True) for text in row.texts]
        if _is_header(row, columns):
            above = [_as_text(each) for each in rows[:index]]
            return [*above, *_below_header(row, columns, rows[index + 1 :])]
    asking = _asking_column(rows)
    if asking is None:
        return None
    if _is_unknown_header(rows, asking):
        columns = [column(text, is_typed=True) for text in rows[0].texts]
        columns = [Column.QUESTION if index == asking else each for index, each in enumerate(columns)]
        return _below_header(rows[0], columns, rows[1:])
    return _without_header(rows, asking)


_MOST_HEADER_WORDS = 6


def _is_unknown_header(rows: Sequence[Row], asking: int) -> bool:
    """True for a few words over the questions and each other column: "They might say", "We hope for"."""
    head = rows[0].texts
    is_short = all(text and len(text.split()) <= _MOST_HEADER_WORDS and not words.asks(text) for text in head)
    is_short = is_short and not any(text.endswith(".") and " " in text for text in head)
    asked = sum(len(row.texts) > asking and _asks(row.texts[asking]) for row in rows[1:])
    return (
        len(head) > max(1, asking)
        and is_short
        and not _asks(head[asking])
        and len(rows) > 2
        and 3 * asked > 2 * (len(rows) - 1)
    )


def _below_header(header: Row, columns: Sequence[Column | None], rows: Sequence[Row]) -> list[Block]:
    parts = story_names(header.texts)
    columns = [
        Column.EXAMPLE if name in parts else known for name, known in zip(header.texts, columns, strict=True)
    ]
    meant = _by_content(columns, rows)
    told = [
        index
        for index, known in enumerate(meant)
        if known is None and header.texts[index] and _tells(index, rows)
    ]
    meant = [Column.ADVICE if index in told else known for index, known in enumerate(meant)]
    told += [index for index, name in enumerate(header.texts) if name in parts]
    named = [replace(row, texts=_named(row.texts, told, header.texts)) for row in rows]
    tips = [
        tip_name(f"{name}:") if known is Column.ADVICE else ""
        for name, known in zip(header.texts, meant, strict=True)
    ]
    return [*_unknown_columns(header, meant), *_under(meant, named, tips)]


_FEWEST_WORDS = 3


def _tells(index: int, rows: Sequence[Row]) -> bool:
    """True for a column with sentences in it, or pieces of such: "Score 4" over "Names both risks"."""
    cells = [row.texts[index] for row in rows if len(row.texts) > index and row.texts[index]]
    return bool(cells) and sum(len(text.split()) >= _FEWEST_WORDS for text in cells) * 2 > len(cells)


def _named(texts: tuple[str, ...], told: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
    """The cells, of some columns with the names of these."""
    return tuple(
        f"{names[index]}: {text}" if index in told and text else text for index, text in enumerate(texts)
    )


def _by_content(columns: Sequence[Column | None], rows: Sequence[Row]) -> list[Column | None]:
    """What a column with an unknown name is, if most of its cells are written alike; and advice is an example where
    somebody speaks in it."""
    meant = list(columns)
    for index, known in enumerate(columns):
        if known not in {None, Column.ADVICE}:
            continue
        cells = [row.texts[index] for row in rows if len(row.texts) > index and row.texts[index]]
        stories = sum(words.is_own_story(text) for text in cells)
        guidance = [words.guidance(words.sentences(text)[0]) for text in cells]
        if 2 * stories > len(cells) and Column.EXAMPLE not in meant:
            meant[index] = Column.EXAMPLE
        elif (
            known is None
            and (kind := max(_FIELDS, key=guidance.count))
            and 2 * guidance.count(kind) > len(cells)
        ):
            meant[index] = _FIELDS[kind]
    return meant


def _is_header(row: Row, columns: Sequence[Column | None]) -> bool:
    known = {each for each in columns if each not in {None, Column.NUMBER}}
    asks = any(
        words.is_plainly_asked(text) for text, each in zip(row.texts, columns, strict=True) if each is None
    )
    return bool(known & {Column.QUESTION, Column.EXAMPLE}) and not asks


def _asking_column(rows: Sequence[Row]) -> int | None:
    """The one in which at least half of the rows ask something."""
    width = max((len(row.texts) for row in rows), default=0)
    counts = [
        sum(len(row.texts) > index and _asks(row.texts[index]) for row in rows) for index in range(width)
    ]
    best = max(range(width), key=lambda index: (counts[index], -index), default=None)
    return best if best is not None and counts[best] * 2 >= len(rows) else None


def _asks(text: str) -> bool:
    return words.question(text, is_marked=True) is not None


def _under(columns: Sequence[Column | None], rows: Sequence[Row], tips: Sequence[str]) -> list[Block]:
    """`tips` has what a column calls the hints in it, or ""."""
    made = []
    heads = _heads_of_parts(columns, rows)
    for row in rows:
        if row in heads:
            made.append(replace(_as_text(row), level=2))
            continue
        cells = [
            Cell(tip or known.value, text, row.line)
            for known, text, tip in zip(columns, row.texts, tips, strict=False)
            if text and known and known is not Column.NUMBER
        ]
        beyond = [text for text in row.texts[len(columns) :] if text]
        made += [Block(row.line, text, Kind.LEFT_OUT, reason="is beyond the columns") for text in beyond]
        if cells:
            made.append(Block(row.line, kind=Kind.RECORD, cells=tuple(cells)))
        if not cells:  # a row with texts only where no place is for them
            unplaced = [
                text for text, known in zip(row.texts, columns, strict=False) if text and known is None
            ]
            made += [Block(row.line, text, Kind.LEFT_OUT, reason="has no question") for text in unplaced]
    return made


def _heads_of_parts(columns: Sequence[Column | None], rows: Sequence[Row]) -> list[Row]:
    """Rows that head a part of the table: a name where the others ask, and no number where they have one."""
    numbers = [index for index, known in enumerate(columns) if known is Column.NUMBER]
    asked = [index for index, known in enumerate(columns) if known is Column.QUESTION]
    if not (numbers and asked):
        return []
    return [
        row
        for row in rows
        if [index for index, text in enumerate(row.texts) if text] == asked[:1]
        and not _asks(row.texts[asked[0]])
    ]


def _without_header(rows: Sequence[Row], asking: int) -> list[Block]:
    """The question, and what follows it as the example: the front and the back of a card."""
    made = []
    for row in rows:
        texts = list(row.texts)
        others = [text for index, text in enumerate(texts) if index != asking and text and not text.isdigit()]
        if len(texts) > asking and texts[asking]:
            cells = [Cell("question", texts[asking], row.line)]
            back = next((text for text in texts[asking + 1 :] if text and not text.isdigit()), "")
            if back:
                cells.append(Cell("example", back, row.line))
                others.remove(back)
            made.append(Block(row.line, kind=Kind.RECORD, cells=tuple(cells)))
        made += [
            Block(row.line, text, Kind.LEFT_OUT, reason="stands in a column without a name")
            for text in others
        ]
    return made


def _as_text(row: Row) -> Block:
    return Block(row.line, " ".join(text for text in row.texts if text), Kind.HEADING)


def _unknown_columns(header: Row, columns: Sequence[Column | None]) -> list[Block]:
    reason = "is a column that a bank has no place for, and left out with all its cells"
    return [
        Block(header.line, name, Kind.LEFT_OUT, reason=reason)
        for name, known in zip(header.texts, columns, strict=True)
        if known in {None, Column.NUMBER} and name
    ]


def draft_of(block: Block, category: str) -> tuple[Draft | None, list[Leftover]]:
    """The question that a record holds, and what of it a bank has no place for."""
    texts: dict[Column, list[Cell]] = {}
    leftovers = []
    asked = question_at([cell.name for cell in block.cells], [cell.text for cell in block.cells])
    parts = story_names(cell.name for cell in block.cells)
    for index, cell in enumerate(block.cells):
        if cell.name in parts:
            part = f"{cell.name[:1].upper()}{cell.name[1:]}: {cell.text}"
            texts.setdefault(Column.EXAMPLE, []).append(replace(cell, text=part))
            continue
        known = Column.QUESTION if index == asked else column(cell.name)
        if known is Column.QUESTION and index != asked and asked is not None:
            known = None
        if known is None and cell.text:
            reason = "is under a key that a bank has no place for"
            leftovers.append(Leftover(cell.line, f"{cell.name}: {cell.text}", reason))
        elif known and cell.text:
            texts.setdefault(known, []).append(cell)
    if not any(texts.get(name) for name in _TEXT_COLUMNS):
        left = (cell for name, cells in texts.items() if name is not Column.NUMBER for cell in cells)
        return None, [*leftovers, *(Leftover(cell.line, cell.text, "has no question") for cell in left)]

    def joined(name: Column) -> str:
        return "\n".join(cell.text for cell in texts.get(name, ()))

    points, unplaced = _points(texts)
    names = _categories(texts.get(Column.CATEGORY, ()))
    too_long = [cell for cell in names if len(cell.text) > _LONGEST_CATEGORY]
    names = [cell for cell in names if len(cell.text) <= _LONGEST_CATEGORY]
    leftovers += [Leftover(cell.line, cell.text, "is too long for a category") for cell in too_long]
    leftovers += [
        Leftover(cell.line, cell.text, "is a further category; a question has one") for cell in names[1:]
    ]
    return (
        Draft(
            line=block.line,
            question=words.unquoted(without_number(" ".join(joined(Column.QUESTION).split()))),
            id=" ".join(cell.text for cell in texts.get(Column.ID, ()) if not cell.text.isdigit()),
            category=names[0].text if names else category,
            intent=joined(Column.INTENT),
            advice=advice_of(
                [Advice(cell.text, tip_name(f"{cell.name}:")) for cell in texts.get(Column.ADVICE, ())]
            ),
            example=words.unquoted(_without_its_name(joined(Column.EXAMPLE))),
            suggested_s=_seconds(texts.get(Column.SECONDS, ()), leftovers),
            points=points,
        ),
        [*leftovers, *unplaced],
    )


def _without_its_name(example: str) -> str:
    """Without the word "Answer" on a line of its own at its beginning, as where the answer was folded away."""
    first, _, rest = example.partition("\n")
    return rest if rest and label(first) == (Field.EXAMPLE, "") and not own_words(first) else example


def _categories(cells: Sequence[Cell]) -> list[Cell]:
    """Each name: "['Teamwork', 'Stress']" is a list of two."""
    names = []
    for cell in cells:
        if re.fullmatch(r"\s*[\[({].*[\])}]\s*", cell.text, re.DOTALL):
            names += [replace(cell, text=text) for text in _listed(cell.text)]
        else:
            names.append(replace(cell, text=" ".join(cell.text.split())))
    return [name for name in names if name.text]


def _listed(text: str) -> list[str]:
    try:
        value = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        value = text.strip()[1:-1].split(",")
    parts = [str(part) for part in value] if isinstance(value, list | tuple | set) else [str(value)]
    return [" ".join(part.split()).strip("\"'“”‘’ ") for part in parts]


def _seconds(cells: Sequence[Cell], leftovers: list[Leftover]) -> float:
    """ "90", "90 s", "1:30" or "2 min"; the first that can be read."""
    for cell in cells:
        text = cell.text.casefold()
        if found := re.fullmatch(r"(\d{1,3}):(\d\d)", text):
            seconds = int(found[1]) * 60.0 + int(found[2])
        elif found := re.fullmatch(
            r"(\d{1,4}(?:[.,]\d{1,3})?)\s*(s|sec|secs|seconds?|m|min|mins|minutes?)?", text
        ):
            seconds = float(found[1].replace(",", ".")) * (60 if (found[2] or "").startswith("m") else 1)
        else:
            seconds = 0.0
        if 5 <= seconds <= 3600:
            return seconds
        leftovers.append(Leftover(cell.line, cell.text, "is not a number of seconds from 5 to 3600"))
    return DEFAULT_SUGGESTED_S


def _points(texts: dict[Column, list[Cell]]) -> tuple[tuple[KeyPoint, ...], list[Leftover]]:
    """The cells' lines, or their parts between semicolons or bars; follow-ups belong to them in order."""
    points = [part for cell in texts.get(Column.POINTS, ()) for part in _parts(cell)]
    follow_ups = [part for cell in texts.get(Column.FOLLOW_UPS, ()) for part in _parts(cell)]
    kept = points[:MOST_POINTS]
    unplaced = [
        Leftover(cell.line, cell.text, "has no key point to follow up") for cell in follow_ups[len(kept) :]
    ]
    unplaced += [
        Leftover(cell.line, cell.text, f"is beyond the {MOST_POINTS} points of a question")
        for cell in points[MOST_POINTS:]
    ]
    asked = [cell.text for cell in follow_ups[: len(kept)]] + [""] * max(0, len(kept) - len(follow_ups))
    return (
        tuple(
            KeyPoint.model_construct(text=cell.text, follow_up=ask)
            for cell, ask in zip(kept, asked, strict=True)
        ),
        unplaced,
    )


def _parts(cell: Cell) -> list[Cell]:
    parts = (part.strip() for part in re.split(r"[\n;|]", cell.text))
    bare = (without_number(part[bullet_end(part) :]).strip() for part in parts)
    return [replace(cell, text=part) for part in bare if part]
