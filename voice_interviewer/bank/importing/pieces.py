"""The blocks of a page cut into what one decision can be about: each holds one thing, and none is a table any more.

A table becomes records, a story, a form's labels or lines; one that asks nothing is the text of an answer where it is
folded away or stands below a question. What these pieces are is decided in `decide`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import ALL_BOLD, Block, Kind, Page
from voice_interviewer.bank.importing.counting import counted_alike
from voice_interviewer.bank.importing.labels import (
    is_picture_alone,
    label,
    number_end,
    story_names,
    without_pictures,
)
from voice_interviewer.bank.importing.records import Column, records

_LETTER = re.compile(r"[A-Z][.)]\s+(?=\w{2})")
"""The letter of a section: "B. Passengers". Of a paragraph it may be the sign of an answer, or somebody's initial."""


def pieces(page: Page) -> list[Block]:
    """Tables as records, headings counted alike, paragraphs cut where a label stands in their middle."""
    return [block for block in _pieces(page.blocks) if block.text or block.kind is Kind.RECORD]


def _pieces(blocks: Sequence[Block]) -> Iterator[Block]:
    is_asked = False
    counts = Counter(_texts(block) for block in blocks if block.kind is Kind.TABLE)
    for block in _with_heads_alike(blocks):
        is_asked = is_asked or (
            block.kind in _ASKING and words.question(block.text, is_marked=True) is not None
        )
        if block.kind in _ASKING and is_picture_alone(block.text):
            yield replace(block, kind=Kind.LEFT_OUT, reason="is a picture alone")
        elif block.kind is Kind.TABLE:
            is_form = counts[_texts(block)] > 1  # "1 | 2 | 3" to be marked, below each question
            yield from _of_table(block, is_asked and not is_form)
        elif block.kind is Kind.HEADING:
            is_emphasis = block.level == ALL_BOLD and words.is_emphasis(block.text)
            yield replace(block, kind=Kind.TEXT, level=0) if is_emphasis else block
        elif block.kind in {Kind.TEXT, Kind.ITEM}:
            is_marked = block.kind is Kind.ITEM or number_end(block.text) > 0
            first, *rest = (part.strip() for part in words.apart(block.text, is_marked))
            yield replace(block, text=first)
            yield from (replace(block, text=part, kind=Kind.TEXT, adjoins=True) for part in rest)
        else:
            yield block


def _texts(table: Block) -> tuple[tuple[str, ...], ...]:
    return tuple(row.texts for row in table.rows)


_ASKING = frozenset({Kind.HEADING, Kind.SUMMARY, Kind.ITEM, Kind.TEXT})


def _of_table(table: Block, is_answer: bool) -> Iterator[Block]:
    """`is_answer`: a question stands above it, and so it belongs to an answer if it asks nothing itself."""
    if story := _story(table):
        yield from story
        return
    made = records(table.rows)
    asks = any(_asks(each) for each in made or ())
    if table.is_folded and not asks:
        yield from (replace(each, is_folded=True) for each in _rows_as_text(table))
    elif is_answer and not asks and not _has_question(table):
        named = _cells(table) if _is_form(table) else _under_labels(table)
        kind = Kind.TEXT if _is_guide(table) else Kind.CODE
        yield from named or (replace(each, kind=kind) for each in _rows_as_text(table))
    else:
        yield from (_cells(table) if made is None else made)


def _under_labels(table: Block) -> list[Block]:
    """What one row says under names that are all labels: "Why they ask | Sample answer"; empty if it is not that."""
    head, *rows = table.rows
    if len(rows) != 1 or len(rows[0].texts) > len(head.texts) or not all(map(_is_label, head.texts)):
        return []
    named = zip(head.texts, rows[0].texts, strict=False)
    return [
        Block(rows[0].line, f"{_as_label(name)} {' '.join(text.split())}") for name, text in named if text
    ]


def _has_question(table: Block) -> bool:
    return any(words.question(text) is not None for row in table.rows for text in row.texts)


def _asks(record: Block) -> bool:
    return any(cell.name == Column.QUESTION.value for cell in record.cells)


def _rows_as_text(table: Block) -> Iterator[Block]:
    """A table inside an answer: a line for each row."""
    for row in table.rows:
        yield Block(row.line, ", ".join(" ".join(text.split()) for text in row.texts if text), adjoins=True)


def _with_heads_alike(blocks: Sequence[Block]) -> list[Block]:
    """Headings without pictures and the letters of sections, and with numbers as all pages have them."""
    heads = [at for at, block in enumerate(blocks) if block.kind in {Kind.HEADING, Kind.SUMMARY}]
    texts = [without_pictures(blocks[at].text) for at in heads]
    if {"A", "B"} <= {text[:1] for text in texts if _LETTER.match(text)}:
        texts = [_LETTER.sub("", text) for text in texts]
    alike = dict(zip(heads, counted_alike(texts), strict=True))
    return [replace(block, text=alike[at]) if at in alike else block for at, block in enumerate(blocks)]


def _story(table: Block) -> list[Block]:
    """A story told in a table, a part in each row or in each column, as paragraphs; empty if the table is none."""
    rows = [row for row in table.rows if any(row.texts)]
    if any(len(row.texts) != 2 for row in rows):
        names = story_names(rows[0].texts)
        if not names or len(names) < len(rows[0].texts) or len(rows) != 2:
            return []
        return [
            Block(rows[1].line, f"{name}: {text}")
            for name, text in zip(*(row.texts for row in rows), strict=False)
        ]
    names = story_names(row.texts[0] for row in rows)
    if len(names) + 1 < len(rows):
        return []
    return (
        [
            Block(row.line, f"{row.texts[0].rstrip(':')}: {row.texts[1]}")
            if row.texts[0] in names
            else Block(row.line, " ".join(row.texts), Kind.LEFT_OUT, reason="is a label")
            for row in rows
        ]
        if names
        else []
    )


def _cells(table: Block) -> Iterator[Block]:
    """Each cell as a block; "Question | Why us?" as a label with its text, and no label without one."""
    is_form = any(len(row.texts) == 2 and all(row.texts) and _is_label(row.texts[0]) for row in table.rows)
    for row in table.rows:
        first, *rest = row.texts
        if is_form and first and len(rest) == 1 and not rest[0]:
            yield Block(row.line, first, Kind.LEFT_OUT, reason="has nothing beside it")
        elif is_form and len(rest) == 1 and rest[0] and label(_as_label(first)):
            yield Block(row.line, f"{_as_label(first)} {' '.join(rest[0].split())}")
        else:
            yield from (Block(row.line, text) for cell in row.texts for text in cell.split("\n"))


def _is_form(table: Block) -> bool:
    """True if most rows are a label and its text."""
    named = [row for row in table.rows if len(row.texts) == 2 and _is_label(row.texts[0])]
    return 2 * sum(not _is_label(row.texts[1]) for row in named) > len(table.rows)


def _is_guide(table: Block) -> bool:
    """True if at least every other row says what to do: "Be honest | Don't boast"."""
    return 2 * sum(any(map(words.guidance, row.texts)) for row in table.rows) >= len(table.rows)


def _is_label(text: str) -> bool:
    return label(_as_label(text)) is not None


def _as_label(text: str) -> str:
    return f"{' '.join(text.split()).rstrip(':')}:"
