"""What every format is read into before anybody asks what the words mean: one list of blocks, and their text without
the marks of Markdown and HTML around it."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


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


ALL_BOLD = 7
"""The level of a paragraph that is all bold, below those of headings."""

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
    """Of a heading: 1 is the page's own title, ALL_BOLD a paragraph in bold, 0 if the page does not say. Of an item:
    how deep its list is in others."""
    adjoins: bool = False
    """True if no empty line is between it and the block above."""
    is_apart: bool = False
    """True if a line is drawn above it."""
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
    """Every run of white space, no-break spaces too, becomes one space; places where a word may be parted go."""
    return re.sub(r"[\s\u200b\ufeff\u2060]+", " ", text.replace("\u00ad", "")).strip()


TAGS_LIST = """
    a abbr address article aside b bdi bdo big blockquote body br button caption center cite code col
    colgroup dd del details dfn div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5
    h6 head header hr html i img input ins kbd label legend li link main mark menu meta nav ol option p
    pre q s samp section select small span strike strong sub summary sup svg table tbody td tfoot th
    thead time title tr tt u ul var wbr script style audio iframe picture rp rt ruby source svg track video
"""
TAGS = frozenset(TAGS_LIST.split())
"""The tags that pages have; anything else between angle brackets is somebody's <placeholder>."""

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_CLOSING = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*)")
_BREAKS_LIST = (
    "br p div li tr td th ul ol dl dt dd h1 h2 h3 h4 h5 h6 summary details blockquote section article"
)
_BREAKS = frozenset(_BREAKS_LIST.split())
_BESIDE = re.compile(r"</t[dh]>\s*<t[dh]\b[^<>]{0,300}>", re.IGNORECASE)
"""Between the cells of a row."""

_UNSEEN = re.compile(
    r"<!--.{0,1000}?-->|<(script|style)\b[^<>]{0,300}>.{0,1000}?</\1\s{0,9}>", re.DOTALL | re.IGNORECASE
)
_MARKED = re.compile(r"[*_`~\\<&#>]|\]\(")
_HEADING = re.compile(r"^\s*(?:(?:[-*+>]|(?:\d{1,3}|[a-zA-Z])[.)])\s+)*#{1,6}\s+(?:(.*\S)\s+#+\s*$)?")
_STRAY = re.compile(
    r"\*\*+|~~+|`+|(?<!\w)__(?=\w)(?!\w+__)|(?<![\w_])__(?=\s|$)|(?<=[\w?.!,])(?<!_)__(?=\s|$)(?<![a-z]__)"
)
_LINK = re.compile(r"(?:\[([^\[\]]{1,300})\]\([^()\s]{1,500}\))|(?<!\w)_(?=[^_\s])([^_]{1,300})_(?!\w)")
_MOST_CHARACTERS = 50_000
"""Nobody writes a longer line by hand, and marks are searched for in each."""


def is_tag(found: re.Match[str]) -> bool:
    return found[1].casefold() in TAGS


_NEVER_CLOSED_LIST = """
    area br col dd dt hr img input li link meta option p samp source tbody td tfoot th thead tr wbr script style
"""
_NEVER_CLOSED = frozenset(_NEVER_CLOSED_LIST.split())
"""Tags that pages leave open, and those whose contents nobody sees."""

_TALKED_OF = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)>")
_BEHIND_A_WORD = re.compile(r"[\s.,;:?!)\]\"'’”]|$")


def is_talked_of(tag: str, below: str, closed: "Collection[str]") -> bool:
    """True for a tag that is a word of a sentence, as in "What does <div> do?".

    Mark-up stands at the words that it marks, and is closed behind them. `below` is what follows the tag, and `closed`
    has the names of the tags that are closed there.
    """
    found = _TALKED_OF.fullmatch(tag)
    name = found[1].casefold() if found else ""
    if not name or name in _NEVER_CLOSED or name in closed:
        return False
    return _BEHIND_A_WORD.match(below) is not None


def has_tags(text: str) -> bool:
    """True if the text is written in HTML, if only partly."""
    return any(is_tag(found) for found in _TAG.finditer(text[:_MOST_CHARACTERS]))


def unmarked(text: str) -> str:
    """The text as it is read aloud: line by line, without emphasis, links, tags, entities and heading marks."""
    if not _MARKED.search(text):
        return "\n".join(line for part in text.split("\n") if (line := flat(part)))
    if "<" in text:
        text = _BESIDE.sub(", ", _UNSEEN.sub(" ", text))
        closed = {found[1].casefold() for found in _CLOSING.finditer(text)}
        text = _TAG.sub(lambda tag: _for_tag(tag, closed), text)
    lines = (_unmarked_line(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _for_tag(found: re.Match[str], closed: "Collection[str]") -> str:
    below = found.string[found.end() : found.end() + 1]
    if not is_tag(found) or is_talked_of(found[0], below, closed):
        return found[0]
    return "\n" if found[1].casefold() in _BREAKS else ""


def _unmarked_line(line: str) -> str:
    if found := _HEADING.match(line):
        line = found[1] or line[found.end() :]
    if len(line) > _MOST_CHARACTERS:
        return flat(without_stray(unescape(line)))
    # angle brackets that are left are words; Markdown would take them for tags
    tokens = _markdown().parseInline(line.strip().replace("<", "&lt;"))
    return flat(without_stray("".join(_words(tokens[0].children or []))))


def without_stray(text: str) -> str:
    """Without marks that open or close nothing, as in "** Why? **", and those that HTML around them hid."""
    return (
        _STRAY.sub("", _LINK.sub(lambda found: found[1] or found[2], text)) if _MARKED.search(text) else text
    )


def _words(tokens: "Iterable[Token]") -> "Iterable[str]":
    for token in tokens:
        if token.type == "image":
            yield "".join(_words(token.children or []))
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        else:
            yield token.content


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
