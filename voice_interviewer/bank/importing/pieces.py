"""The blocks of a page cut into what one decision can be about: each holds one thing, and none is a table any more.

A table becomes records, a story, a form's labels or lines; one that is folded away and asks nothing is the text of an
answer. What these pieces are is decided in `decide`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import ALL_BOLD, Block, Kind, Page
from voice_interviewer.bank.importing.counting import counted_alike
from voice_interviewer.bank.importing.labels import label, number_end, story_names, without_pictures
from voice_interviewer.bank.importing.records import Column, records

_LETTER = re.compile(r"[A-Z][.)]\s+(?=\w{2})")
"""The letter of a section: "B. Passengers". Of a paragraph it may be the sign of an answer, or somebody's initial."""


def pieces(page: Page) -> list[Block]:
    """Tables as records, headings counted alike, paragraphs cut where a label stands in their middle."""
    return [block for block in _pieces(page.blocks) if block.text or block.kind is Kind.RECORD]


def _pieces(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in _with_heads_alike(blocks):
        if block.kind is Kind.TABLE:
            made = _story(block) or records(block.rows)
            if block.is_folded and not any(_asks(each) for each in made or ()):
                yield from (replace(each, is_folded=True) for each in _rows_as_text(block))
            else:
                yield from (_cells(block) if made is None else made)
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
    is_form = any(
        len(row.texts) == 2 and all(row.texts) and label(_as_label(row.texts[0])) for row in table.rows
    )
    for row in table.rows:
        first, *rest = row.texts
        if is_form and first and len(rest) == 1 and not rest[0]:
            yield Block(row.line, first, Kind.LEFT_OUT, reason="has nothing beside it")
        elif is_form and len(rest) == 1 and rest[0] and label(_as_label(first)):
            yield Block(row.line, f"{_as_label(first)} {' '.join(rest[0].split())}")
        else:
            yield from (Block(row.line, text) for cell in row.texts for text in cell.split("\n"))


def _as_label(text: str) -> str:
    return f"{' '.join(text.split()).rstrip(':')}:"
