"""What every page format is read into before anybody asks what the words mean."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What the page itself says of a line, by its mark-up."""

    TEXT = auto()
    HEADING = auto()
    ITEM = auto()
    """One of a list."""
    LEFT_OUT = auto()
    """Navigation: a menu, a link alone, a page's foot."""


@dataclass(frozen=True)
class Line:
    """One paragraph, heading or list item, with the number of the line it begins on in the file, from 1."""

    number: int
    text: str
    kind: Kind = Kind.TEXT
    level: int = 0
    """Of a heading: 1 is the page's own title, 7 a paragraph that is all bold, 0 if the page does not say."""
    adjoins: bool = False
    """True if no empty line is between it and the line above."""


def flat(text: str) -> str:
    """Every run of white space, no-break spaces too, becomes one space."""
    return re.sub(r"\s+", " ", text).strip()
