"""Plain text, as it is pasted from a page: paragraphs, perhaps broken into short lines."""

import re
from dataclasses import replace

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Kind, Page, flat, unmarked
from voice_interviewer.bank.importing.labels import bullet_end, label, number_end, star_part

_UNDERLINE = re.compile(r"[=\-_*~#+.—–]{3,}")
_ENDS = tuple(".!?:…”\"'’)") + tuple(words.MARKS) + tuple("。！：")
_WRAPPED_FROM = 50
"""Characters: a shorter line that ends without a full stop is a heading or an item, not a broken paragraph."""
WRAPPED_TO = 130
"""Where lines are longer than any screen of text, each is a paragraph."""
_SHORTEST_FULL = 0.75
_LEADS_ON = frozenset(
    ("and", "or", "but", "so", "then", "when", "where", "how", "what", "why", "which", "who", "that")
) | {"to", "a", "an", "the", "your", "our", "their", "if", "because", "while", "please"}
"""Behind these words a sentence is not at its end."""
_MID_SENTENCE = re.compile(
    r"(?:do|does|did|are|is|was|were|have|has|can|could|would|will|should) (?!(?:you|your|we|our|there)\b)|"
    r"(?:makes?|motivates|attracted|brought|interests|drew)\b",
    re.IGNORECASE,
)
"""Without the person right behind it such a verb asks nothing: "could have done better for your team"."""
_HEADING_WORDS = 9
_LABELLED = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,20}(?: [\w'’-]{1,20}){0,2}:\s")


def read_plain(text: str) -> Page:
    """Lines broken by an editor or a mail programme are joined to paragraphs again."""
    return Page(tuple(plain_blocks(text.split("\n"), 1)))


def plain_blocks(rows: list[str], first_line: int) -> list[Block]:
    """The blocks of some lines, the first of which is `first_line` of the file."""
    rows = [flat(re.sub(r"^\s*(?:>\s*)+", "", row)) for row in rows]
    width = max(len(row) for row in rows)
    blocks: list[Block] = []
    number, is_apart = 0, False
    while number < len(rows):
        start = number
        while number + 1 < len(rows) and goes_on(rows[number], rows[number + 1], width):
            number += 1
        number += 1
        text = " ".join(rows[start:number])
        if _UNDERLINE.fullmatch(rows[start]):
            is_apart = is_apart or not start or not rows[start - 1]  # else it underlines what is above it
        elif rows[start]:
            blocks.append(replace(_block(text, rows, start, number, first_line), is_apart=is_apart))
            is_apart = False
    return [block for block in blocks if block.text]


def goes_on(above: str, below: str, width: int = _WRAPPED_FROM) -> bool:
    """True if a line was broken off for want of room, and the one below belongs to the same paragraph.

    `width` is that of the longest line: where the next word would have had room, the line ends on purpose.
    """
    if not above or not below or above.endswith(_ENDS):
        return False
    if bullet_end(below) or number_end(below) or _UNDERLINE.fullmatch(below) or words.asks(above):
        return False
    if (
        _LABELLED.match(below)
        or star_part(below)
        or (label(below) and (below[0].isupper() or not below[0].isascii()))
    ):
        return False
    if begins_anew(above, below) or _asks_one_more(above, below):
        return False
    has_no_room = len(above) + 1 + len(below.split()[0]) > _SHORTEST_FULL * width
    return below[0].islower() or (len(above) >= _WRAPPED_FROM and width <= WRAPPED_TO and has_no_room)


def _asks_one_more(above: str, below: str) -> bool:
    """True if both lines are whole questions, which only lack their marks or their capital letters."""
    is_whole = not above.endswith((",", ";", "-")) and above.split()[-1].lower() not in _LEADS_ON
    unmarked_lines = (above, below.rstrip("? "))
    return (
        is_whole
        and not _MID_SENTENCE.match(below)
        and all(words.is_plainly_asked(each) or words.lacks_its_mark(each) for each in unmarked_lines)
    )


def begins_anew(above: str, below: str) -> bool:
    """True if what stands below an unfinished line is guidance, an advert, or the same once more."""
    is_guidance = below[0].isupper() and words.guidance(below) is not None
    return not above.endswith(_ENDS) and (is_guidance or words.begins_with_call(below) or below == above)


def _block(text: str, rows: list[str], start: int, end: int, first_line: int) -> Block:
    """`start` is the index of its first row, `end` that of the row after its last."""
    above = rows[start - 1] if start else ""
    below = rows[end] if end < len(rows) else ""
    line, words_of = first_line + start, unmarked(text)
    if found := bullet_end(text):
        return Block(line, unmarked(text[found:]), Kind.ITEM)
    if (
        _UNDERLINE.fullmatch(below)
        and not _UNDERLINE.fullmatch(above)
        and len(text.split()) <= 2 * _HEADING_WORDS
    ):
        return Block(line, words_of, Kind.HEADING, 1 if below[0] == "=" else 2)
    stands_out = text.isupper() and not below.isupper() and not number_end(text)
    if not above and _looks_like_heading(text) and (stands_out or not _looks_like_heading(below)):
        return Block(line, words_of, Kind.HEADING)
    if above.endswith(_ENDS) and _looks_like_heading(text) and words.is_section(text):
        return Block(line, words_of, Kind.HEADING)
    return Block(line, words_of, adjoins=bool(above))


def _looks_like_heading(text: str) -> bool:
    """Short, with words in it, and not a sentence."""
    short = len(text.split()) <= _HEADING_WORDS and not text.rstrip(")").endswith((*_ENDS, ",", ";"))
    return short and any(character.isalpha() for character in text)
