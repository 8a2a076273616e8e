"""What every format is read into before anybody asks what the words mean: one list of blocks."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What the file itself says of a block, by its mark-up."""

    TEXT = auto()
    HEADING = auto()
    ITEM = auto()
    """One of a list."""
    SUMMARY = auto()
    """What is seen of something folded away, or the term above its definition."""
    TABLE = auto()
    """All rows of a table, in `rows`."""
    CODE = auto()
    """A line of what is set as it was typed."""
    RECORD = auto()
    """Texts with names, in `cells`: a row under a header, an object of JSON."""
    LEFT_OUT = auto()
    """No part of the guide, for the reason in `reason`: a menu, a link alone, a page's foot, a comment."""


NAVIGATION = "left out as navigation or advertising"


@dataclass(frozen=True)
class Cell:
    """A text with the name of its column or key."""

    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Row:
    """One row of a table, and the line it begins on."""

    line: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list item, table or record, with the line it begins on in the file, from 1."""

    line: int
    text: str = ""
    kind: Kind = Kind.TEXT
    level: int = 0
    """Of a heading: 1 is the page's own title, 7 a paragraph that is all bold, 0 if the page does not say. Of an item:
    how deep its list is in others."""
    adjoins: bool = False
    """True if no empty line is between it and the block above."""
    is_numbered: bool = False
    """Of an item: the list has numbers."""
    is_folded: bool = False
    """True if it is what a summary folds away, or the definition of a term."""
    rows: tuple[Row, ...] = ()
    cells: tuple[Cell, ...] = ()
    reason: str = NAVIGATION


@dataclass(frozen=True)
class Page:
    """A whole file as blocks, and what it says of itself outside them."""

    blocks: tuple[Block, ...]
    title: str = ""
    role: str = ""
    category: str = ""
    language: str = ""
    """As the file has it, such as "de" or "pt-BR"."""
    counted: str = "line"
    """What `Block.line` counts: lines, or paragraphs where a file has no lines."""
    notes: tuple[str, ...] = ()


def flat(text: str) -> str:
    """Every run of white space, no-break spaces too, becomes one space."""
    return re.sub(r"[\s\u200b\ufeff\u2060]+", " ", text).strip()
