"""Word documents and PDFs: paragraphs, lists, tables and pages, in the order in which they stand."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Kind, Page, Row, flat, unmarked
from voice_interviewer.bank.importing.labels import bullet_end
from voice_interviewer.bank.importing.plain import goes_on, read_plain
from voice_interviewer.errors import BankError

MOST_UNPACKED_BYTES = 100_000_000
"""A Word document of 5 MB unpacks to a few times that; what is made to fill the memory, to thousands."""


def is_word(content: bytes) -> bool:
    """True for a packed file with the parts of a Word document."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        return "word/document.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def read_word(content: bytes, source: str) -> Page:
    """Blocks are counted by paragraph. Raises BankError if the document is broken."""
    broken = (
        f"{source} could not be read, though it is a Word document; open it, select all, "
        "copy it into a .txt file and import that."
    )
    try:
        if (
            sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
            > MOST_UNPACKED_BYTES
        ):
            raise BankError(f"{source} is too large when unpacked; import a part of it.")
        from docx import Document

        document = Document(io.BytesIO(content))
        reader = _Reader(document)
        blocks = (*reader.body(), *reader.edges())
        properties = document.core_properties
        return Page(blocks, title=flat(properties.title or ""), counted="paragraph")
    except BankError:
        raise
    except Exception as error:
        raise BankError(broken) from error


class _Reader:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._number = 0

    def body(self) -> Iterator[Block]:
        from docx.oxml.ns import qn

        yield from self._inside(self._document.element.body, qn)

    def _inside(self, parent: Any, qn: Any) -> Iterator[Block]:
        """Paragraphs and tables, also those inside content controls and boxes."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
                for box in child.iter(qn("w:txbxContent")):
                    if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
                        yield from self._inside(box, qn)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, qn)
            elif child.tag in {
                qn("w:sdt"),
                qn("w:sdtContent"),
                qn("w:ins"),
                qn("w:customXml"),
                qn("w:smartTag"),
            }:
                yield from self._inside(child, qn)

    def _table(self, table: Any, qn: Any) -> Iterator[Block]:
        rows = []
        for row in table.iterchildren(qn("w:tr")):
            self._number += 1
            cells = [each for each in row.iter(qn("w:tc")) if next(each.iterancestors(qn("w:tr"))) is row]
            texts = tuple(
                "\n".join(unmarked(_text(part)) for part in cell.iter(qn("w:p"))).strip() for cell in cells
            )
            if any(texts):
                rows.append(Row(self._number, texts))
        if len(rows) > 1 and max(len(row.texts) for row in rows) > 1:
            yield Block(rows[0].line, kind=Kind.TABLE, rows=tuple(rows))
        else:
            yield from (
                Block(row.line, part)
                for row in rows
                for text in row.texts
                for part in text.split("\n")
                if part
            )

    def _paragraph(self, element: Any) -> Iterator[Block]:
        from docx.text.paragraph import Paragraph

        self._number += 1
        paragraph = Paragraph(element, self._document)
        text = _text(element)
        if not text.strip():
            return
        style = str(paragraph.style.name or "") if paragraph.style is not None else ""
        level = (
            1 if style == "Title" else int(found[1]) if (found := re.search(r"Heading (\d)", style)) else 0
        )
        runs = [run for run in paragraph.runs if run.text.strip()]
        is_bold = bool(runs) and all(run.bold for run in runs)
        is_item = style.startswith("List") or (element.pPr is not None and element.pPr.numPr is not None)
        asked, told = ("", "") if is_bold or level else words.led(flat(text), _begun_in_bold(paragraph))
        if told:
            yield Block(self._number, asked, Kind.HEADING, 7)
            yield Block(self._number, unmarked(told), adjoins=True)
            return
        rows, start = text.split("\n"), 0
        for index in range(1, len(rows) + 1):  # a line end inside a paragraph is one that somebody typed
            if index == len(rows) or not goes_on(flat(rows[index - 1]), flat(rows[index])):
                yield from self._block(
                    " ".join(rows[start:index]), level, is_bold, is_item, "Number" in style
                )
                start = index

    def _block(
        self, text: str, level: int, is_bold: bool, is_item: bool, is_numbered: bool
    ) -> Iterator[Block]:
        bullet = bullet_end(flat(text))
        said = unmarked(flat(text)[bullet:])
        if said and level:
            yield Block(self._number, said, Kind.HEADING, level)
        elif said and (is_item or bullet):
            yield Block(self._number, said, Kind.ITEM, is_numbered=is_numbered)
        elif said and is_bold:
            yield Block(self._number, said, Kind.HEADING, 7)
        elif said:
            yield Block(self._number, said)

    def edges(self) -> Iterator[Block]:
        """What stands at the top and the foot of each page."""
        seen = set()
        for section in self._document.sections:
            for part in (section.header, section.footer):
                for paragraph in part.paragraphs if not part.is_linked_to_previous else ():
                    if (text := flat(paragraph.text)) and text not in seen:
                        seen.add(text)
                        yield Block(
                            self._number, text, Kind.LEFT_OUT, reason="stands at the edge of each page"
                        )


def _begun_in_bold(paragraph: Any) -> str:
    """The words in bold at the beginning of a paragraph."""
    bold = takewhile(lambda run: run.bold or not run.text.strip(), paragraph.runs)
    return flat("".join(run.text for run in bold))


def _text(element: Any) -> str:
    """The paragraph's own words, with line ends; what is in boxes inside is read apart."""
    parts = []
    for part in element.iter():
        if not isinstance(part.tag, str) or any(
            above.tag.endswith("}txbxContent") for above in _between(part, element)
        ):
            continue
        name = part.tag.rpartition("}")[2]
        if name == "t":
            parts.append(part.text or "")
        elif name in {"br", "cr"}:
            parts.append("\n")
        elif name in {"tab", "noBreakHyphen"} and part.getparent().tag.endswith("}r"):
            parts.append(" " if name == "tab" else "-")
    return "".join(parts)


def _between(part: Any, element: Any) -> Iterator[Any]:
    for above in part.iterancestors():
        if above is element:
            return
        yield above


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
