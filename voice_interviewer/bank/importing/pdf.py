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
    """Page numbers, and lines at the top or foot of most pages, say nothing; their lines stay, empty."""
    edges = Counter(
        line.strip() for text in pages for line in {*text.split("\n")[:1], *text.split("\n")[-1:]}
    )
    repeated = {line for line, count in edges.items() if count > 2 and count * 2 > len(pages)}
    kept = []
    for text in pages:
        lines = text.split("\n")
        for index in {0, len(lines) - 1}:
            bare = lines[index].strip()
            if _PAGE_NUMBER.fullmatch(bare) or bare in repeated:
                lines[index] = ""
        kept.append("\n".join(lines))
    return kept
