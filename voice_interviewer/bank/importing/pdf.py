"""PDF: the text of its pages, read like a pasted page."""

import io
import re
from collections import Counter

from voice_interviewer.bank.importing.blocks import Page
from voice_interviewer.bank.importing.plain import read_plain
from voice_interviewer.errors import BankError

MOST_PAGES = 300
_MOST_CHARACTERS = 2_000_000
_PAGE_NUMBER = re.compile(
    r"(?:page |seite |p\. ?)?[-–—]?\s?\d{1,4}\s?[-–—]?(?:\s?(?:/|of|von)\s?\d{1,4})?", re.IGNORECASE
)


def read_pdf(content: bytes, source: str) -> Page:
    """Lines are counted in the text of the whole document. Raises BankError if there is none to be read."""
    pages = _pages(content, source)
    if not any(text.strip() for text in pages):
        raise BankError(
            f"{source} has no text in it, only pictures; copy its text into a .txt file and import that."
        )
    return read_plain("\n".join(_without_edges(pages)))


def _pages(content: bytes, source: str) -> list[str]:
    broken = f"{source} could not be read, though it is a PDF; open it, select all, copy it into a .txt file "
    broken += "and import that."
    try:
        import logging

        from pypdf import PdfReader

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it makes good is nobody's concern here
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BankError(f"{source} is locked with a password; save it without one.")
        if len(reader.pages) > MOST_PAGES:
            raise BankError(f"{source} has more than {MOST_PAGES} pages; import a part of it.")
        texts, length = [], 0
        for page in reader.pages:
            texts.append(page.extract_text().replace("\0", "\ufffd"))
            length += len(texts[-1])
            if length > _MOST_CHARACTERS:
                raise BankError(f"{source} has more text than a list of questions; import a part of it.")
    except BankError:
        raise
    except Exception as error:
        raise BankError(broken) from error
    return texts


def _without_edges(pages: list[str]) -> list[str]:
    """Page numbers go, and what is at the top or foot of most pages is there once; their lines stay, empty."""
    lines_of = [text.split("\n") for text in pages]
    edges = [_edges(lines) for lines in lines_of]
    seen: set[str] = set()
    counts = Counter(
        lines[index].strip() for lines, ends in zip(lines_of, edges, strict=True) for index in ends
    )
    for lines, ends in zip(lines_of, edges, strict=True):
        for index in ends:
            bare = lines[index].strip()
            is_repeated = bare in seen and counts[bare] > 2 and counts[bare] * 2 > len(pages)
            seen.add(bare)
            if is_repeated or _PAGE_NUMBER.fullmatch(bare):
                lines[index] = ""
    return ["\n".join(lines) for lines in lines_of]


def _edges(lines: list[str]) -> set[int]:
    """The first and the last line that have text."""
    written = [index for index, line in enumerate(lines) if line.strip()]
    return {written[0], written[-1]} if written else set()
