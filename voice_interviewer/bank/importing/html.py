"""A saved HTML page: its blocks of text, without scripts, menus and the page's foot."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import (
    ALL_BOLD,
    NAVIGATION,
    Block,
    Kind,
    Page,
    Row,
    flat,
    without_stray,
)
from voice_interviewer.bank.importing.json_lists import faq_blocks
from voice_interviewer.bank.importing.labels import is_part_alone, label, star_part
from voice_interviewer.bank.importing.plain import WRAPPED_TO, begins_anew, goes_on, plain_blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_LIST = """
    p div li ul ol dl dt dd section article main blockquote table tr td th thead tbody tfoot caption br hr pre figure
    figcaption summary details body html address fieldset legend center form header
"""
_BLOCKS = frozenset(_HEADINGS) | frozenset(_BLOCK_LIST.split())
_UNSEEN_LIST = (
    "script style noscript template svg iframe object canvas head select textarea audio video rt rp"
)
_UNSEEN = frozenset(_UNSEEN_LIST.split())
_LEFT_OUT = frozenset(["nav", "footer", "aside", "menu", "dialog", "x-left-out"])
_LEFT_OUT_ROLES = frozenset(["dialog", "alertdialog", "navigation", "contentinfo", "complementary", "search"])
_TOGGLES = frozenset({"button", "label"})
_BOLD = frozenset({"b", "strong"})
_BLOCKS_OF_A_LAYOUT = frozenset(
    ["table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "nav", "section", "article"]
)
LINE = "data-source-line"
"""The attribute in which the Markdown reader says on which line of the file an element begins."""

_CHECK_BOX = re.compile(r"^\[[ xX]\]\s+")
_SIGNS = re.compile(r"^#{1,7}\s+(?=\S)|^#{2,7}(?=\w)")
"""Of a heading, where Markdown sees none: in a list of things to do, in bold letters, in a table."""

_ATTRIBUTE = r"(?:[#.][a-zA-Z][\w-]*|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']+))"
_UNREAD = re.compile(
    rf"\s?\{{:\s?{_ATTRIBUTE}(?:\s{_ATTRIBUTE}){{0,9}}\s?\}}|\s\{{[#.][a-zA-Z][\w-]*(?:\s{_ATTRIBUTE}){{0,9}}\}}$|"
    r"\[\^[\w-]{1,30}\](?!:)|(?<=[.?!:])(?:\s?&(?:amp;)?nbsp;?)+|\s*[↑⬆🔝🔗¶]\ufe0f?$"
)
"""What other readers of Markdown know: attributes, the numbers of footnotes, spaces that were written twice over; and
the sign that leads back to the top."""

_LINKED = re.compile(
    r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]|(?<![\w\])])\[([^\[\]]{1,300})\]\[[\w -]{0,60}\]"
)
_MAY_BE_UNREAD = re.compile(r"[{\[&↑⬆🔝🔗¶]")
"""A link of a wiki, and one whose address stands nowhere."""
_ABOUT_A_SITE = re.compile(r"\s+[|–—·»]\s+[^|–—·»]{1,40}$")


def read_html(text: str, *, is_rendered: bool = False) -> Page:
    """Blocks in the order of the page; a block's line number is that of its first word.

    `is_rendered`: the page was made from Markdown, and says itself which lines its elements come from.
    """
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=True, remove_pis=True)
    try:
        root = html.document_fromstring(_without_declaration(text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing in it, or a comment alone
        return Page(())
    reader = _Reader(is_rendered)
    reader.read(root)
    title = root.find(".//head/title")
    faq = [block for script in root.iter("script") for block in _faq(script)]
    return Page(
        (*reader.blocks, *reader.comments, *faq),
        title=_ABOUT_A_SITE.sub("", flat(str(title.text or ""))) if title is not None else "",
        language=_language(root),
    )


def _language(root: "_Element") -> str:
    """What the page says that it is written in, for browsers, or else for those who share it."""
    said = (
        str(element.get(name) or "").strip()
        for element in (
            root,
            *root.iterfind(".//body"),
            *root.iterfind(".//main"),
            *root.iterfind(".//article"),
        )
        for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
    )
    shared = (
        str(meta.get("content") or "").strip()
        for meta in root.iter("meta")
        if str(meta.get("http-equiv") or meta.get("property") or meta.get("name") or "").casefold()
        in {"content-language", "og:locale", "language"}
    )
    return next(filter(None, (*said, *shared)), "")


def _without_declaration(text: str) -> str:
    """lxml refuses text that declares an encoding, and NULs end it."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", lambda found: "\n" * found[0].count("\n"), text).replace(
        "\0", "\ufffd"
    )


def _faq(script: "_Element") -> Iterator[Block]:
    if "ld+json" in str(script.get("type") or "") and script.text:
        try:
            yield from faq_blocks(json.loads(script.text), script.sourceline or 1)
        except (ValueError, RecursionError):
            return


class _Reader:
    """Collects text until a block begins or ends; wrong nesting does no harm."""

    def __init__(self, is_rendered: bool) -> None:
        self.blocks: list[Block] = []
        self.comments: list[Block] = []
        """Of the cells of tables."""
        self._is_rendered = is_rendered
        self._line = 1
        self._depth = dict.fromkeys(
            ("unseen", "left out", "bold", "link", "toggle", "item", "folded", "summary", "pre"), 0
        )
        self._lists: list[str] = []
        self._is_new_item = False
        self._level = 0
        self._reason = ""
        self._is_apart = False
        self._parts: list[str] = []
        self._lead: list[str] = []
        self._aside: list[tuple[str, str]] = []
        self._is_one_sentence = False
        self._length = self._bold = self._linked = self._first_line = 0

    def read(self, root: "_Element") -> None:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in walk:
            if event == "comment":
                self._line += str(element.text).count("\n")
                self._say(element.tail)
            elif element.tag == "x-left-out" and not element.get(LINE):  # in the middle of a sentence
                if event == "start":
                    self._aside.append((flat(element.text or ""), str(element.get("reason"))))
                    walk.skip_subtree()
                else:
                    self._say(element.tail)
            elif event == "start":
                if element.tag == "table" and not self._depth["unseen"] and (rows := self._rows(element)):
                    self._end_block()
                    is_folded = self._depth["folded"] > 0 and not self._depth["summary"]
                    self.blocks.append(
                        Block(rows[0].line, kind=Kind.TABLE, rows=tuple(rows), is_folded=is_folded)
                    )
                    walk.skip_subtree()
                    continue
                self._start(element)
            else:
                self._end(element)
                self._say(element.tail if element is not root else None)
        self._end_block()

    def _start(self, element: "_Element") -> None:
        tag = str(element.tag)
        if self._is_rendered and (own := element.get(LINE)):
            self._line = int(own)
        elif not self._is_rendered:
            self._line = max(self._line, element.sourceline or 0)
        self._is_one_sentence = tag == "br" and self._goes_on(element.tail)
        if self._is_one_sentence:
            self._say(" ")
        elif tag in _BLOCKS or tag in _LEFT_OUT or self._is_toggle(element):
            self._end_block()
        self._enter(element, +1)
        self._is_apart = self._is_apart or tag == "hr"
        if tag in {"ol", "ul"}:
            self._lists.append(tag)
        self._is_new_item = self._is_new_item or tag == "li"
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        if tag == "x-left-out":
            self._reason = str(element.get("reason") or "")
        self._say(element.text)

    def _end(self, element: "_Element") -> None:
        tag = str(element.tag)
        if (tag in _BLOCKS or tag in _LEFT_OUT or self._is_toggle(element)) and not (
            tag == "br" and self._is_one_sentence
        ):
            self._end_block()
        if tag in _HEADINGS:
            self._level = 0
        if tag == "x-left-out":
            self._reason = ""
        self._enter(element, -1)
        if tag in {"ol", "ul"} and self._lists:
            self._lists.pop()

    def _enter(self, element: "_Element", step: int) -> None:
        tag = str(element.tag)
        inside = {
            "unseen": tag in _UNSEEN,
            "left out": tag in _LEFT_OUT or element.get("role") in _LEFT_OUT_ROLES,
            "bold": tag in _BOLD,
            "link": tag == "a",
            "toggle": self._is_toggle(element),
            "item": tag == "li",
            "folded": tag in {"details", "dd"},
            "summary": tag in {"summary", "dt"},
            "pre": tag == "pre",
        }
        for name, is_inside in inside.items():
            self._depth[name] += step if is_inside else 0

    def _goes_on(self, below: str | None) -> bool:
        """True if a line was broken in the middle of a sentence."""
        return bool(below) and goes_on(flat("".join(self._parts)), flat(below or ""))

    def _is_toggle(self, element: "_Element") -> bool:
        """A button, or what is made to act as one: it shows and hides something."""
        if (
            element.tag in _TOGGLES
            or element.get("aria-expanded") is not None
            or element.get("role") == "button"
        ):
            return True
        return element.tag == "a" and bool(element.get("data-toggle") or element.get("data-bs-toggle"))

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._depth["unseen"]:
            self._line += text.count("\n")
            return
        length = len("".join(text.split()))
        if length and not self._length:
            blank = text[: len(text) - len(text.lstrip())]
            self._first_line = self._line + blank.count("\n")
        self._line += text.count("\n")
        self._parts.append(text)
        if self._depth["bold"] and self._bold == self._length:
            self._lead.append(text)
        self._length += length
        self._bold += length if self._depth["bold"] else 0
        self._linked += length if self._depth["link"] else 0

    def _end_block(self) -> None:
        """The text so far is a block, or several if its lines are."""
        text, number, lead = "".join(self._parts), self._first_line, self._words_of("".join(self._lead))
        is_all_bold, is_link = self._bold == self._length, self._linked == self._length
        self._parts, self._lead = [], []
        self._length = self._bold = self._linked = self._first_line = 0
        if text.strip():
            self._add_all(text, number, lead, is_all_bold, is_link)
        aside, self._aside = self._aside, []
        self.blocks += [
            Block(number or self._line, said, Kind.LEFT_OUT, reason=reason) for said, reason in aside if said
        ]

    def _add_all(self, text: str, number: int, lead: str, is_all_bold: bool, is_link: bool) -> None:
        if self._depth["pre"] and not self._is_rendered:
            self.blocks += plain_blocks(
                text.split("\n"), number - len(text[: len(text) - len(text.lstrip())].split("\n")) + 1
            )
            return
        begun = len(self.blocks)
        for line, part in self._parts_of(text.strip("\n \t\r\f"), number):
            words_of = _CHECK_BOX.sub("", self._words_of(part))
            if (
                words_of := _SIGNS.sub("", words_of)
                if self._is_rendered and not self._depth["pre"]
                else words_of
            ):
                self._add(line, words_of, lead, is_all_bold, is_link)
        self.blocks[begun + 1 :] = [replace(each, adjoins=True) for each in self.blocks[begun + 1 :]]

    def _add(self, line: int, text: str, lead: str, is_all_bold: bool, is_link: bool) -> None:
        """A block; or two, where a paragraph begins with a question in bold."""
        asked, told = words.led(text, lead) if lead and not is_all_bold else ("", "")
        is_all_bold = is_all_bold or asked == text
        if not told:
            self.blocks.append(self._block(line, text, is_all_bold, is_link))
            return
        block = self._block(line, asked, not self._is_new_item, is_link)
        self.blocks += [
            block,
            replace(block, text=told, kind=Kind.TEXT, level=0, is_apart=False, adjoins=True),
        ]

    def _words_of(self, text: str) -> str:
        if not self._is_rendered or self._depth["pre"]:
            return flat(text)
        said = _UNREAD.sub("", flat(text)) if _MAY_BE_UNREAD.search(text) else text
        return without_stray(flat(_LINKED.sub(lambda found: found[1] or found[2], said)))

    def _parts_of(self, text: str, number: int) -> Iterator[tuple[int, str]]:
        """In Markdown, and in text that is set as it was typed, line ends may mean something."""
        if self._depth["pre"]:
            yield from ((number + index, row) for index, row in enumerate(text.split("\n")))
        elif self._is_rendered:
            rows = [flat(row) for row in text.split("\n")]
            width = max(len(row) for row in rows)
            start = 0
            for index in range(1, len(rows) + 1):
                if index == len(rows) or not _is_broken(rows[index - 1], rows[index], width):
                    yield number + start, " ".join(rows[start:index])
                    start = index
        else:
            yield number, text

    def _block(self, line: int, text: str, is_all_bold: bool, is_link: bool) -> Block:
        is_new_item, self._is_new_item = self._is_new_item, False
        is_apart, self._is_apart = self._is_apart, False
        is_folded = self._depth["folded"] > 0 and not self._depth["summary"]
        depth = self._depth
        if self._is_rendered and depth["pre"]:
            return Block(line, text, Kind.CODE, is_folded=is_folded)
        if depth["left out"]:
            return Block(line, text, Kind.LEFT_OUT, reason=self._reason or NAVIGATION)
        if self._level and (depth["summary"] or (depth["toggle"] and words.question(text, is_marked=True))):
            return Block(line, text, Kind.SUMMARY, self._level)
        if self._level:
            return Block(line, text, Kind.HEADING, self._level, is_folded=is_folded)
        if depth["summary"]:
            return Block(line, text, Kind.SUMMARY)
        if depth["toggle"]:
            return Block(line, text, Kind.SUMMARY if words.question(text, is_marked=True) else Kind.LEFT_OUT)
        if is_link:
            return Block(line, text, Kind.LEFT_OUT)
        if depth["item"] and is_new_item:
            return Block(
                line,
                text,
                Kind.ITEM,
                len(self._lists),
                is_numbered=self._lists[-1:] == ["ol"],
                is_folded=is_folded,
            )
        if is_all_bold:
            return Block(line, text, Kind.HEADING, ALL_BOLD, is_apart=is_apart, is_folded=is_folded)
        return Block(line, text, is_apart=is_apart, is_folded=is_folded)

    def _rows(self, table: "_Element") -> list[Row]:
        """The rows of a table of facts; none for one that only lays the page out."""
        if any(
            child.tag in _BLOCKS_OF_A_LAYOUT
            for child in table.iterdescendants()
            if isinstance(child.tag, str)
        ):
            return []
        rows, comments = [], []
        for row in table.iter("tr"):
            cells = [cell for cell in row if cell.tag in {"td", "th"}]
            own = next(
                (each.get(LINE) for each in (row, *row.iterdescendants("td", "th")) if each.get(LINE)), None
            )
            line = int(own) if own else self._line if self._is_rendered else row.sourceline or self._line
            blocks = [_cell_blocks(cell, self._is_rendered) for cell in cells]
            comments += [replace(each, line=line) for cell in blocks for each in cell if _is_comment(each)]
            texts = tuple("\n".join(each.text for each in cell if not _is_comment(each)) for cell in blocks)
            if any(texts):
                rows.append(Row(line, texts))
        if len(rows) < 2 or max(len(row.texts) for row in rows) < 2:
            return []
        self.comments += comments
        return rows


def _is_broken(above: str, below: str, width: int) -> bool:
    """CommonMark joins all lines of a paragraph; people mean it unless a line is a question or begins with a label, or
    there are lines that are longer than any screen."""
    if goes_on(above, below):
        return True
    is_asked = words.asks(above) or (words.question(above, is_marked=True) and words.guidance(below))
    is_labelled = label(below) or star_part(below) or label(above) or is_part_alone(above)
    is_own = is_asked or is_labelled or words.question(below) or width > WRAPPED_TO
    return not (is_own or (above and below and begins_anew(above, below)))


def _cell_blocks(cell: "_Element", is_rendered: bool) -> list[Block]:
    reader = _Reader(is_rendered)
    for child in cell.iterdescendants("a"):  # a cell that is one link is no navigation
        child.tag = "span"
    cell.tag = "div"
    reader.read(cell)
    return [*reader.blocks, *reader.comments]


def _is_comment(block: Block) -> bool:
    return block.kind is Kind.LEFT_OUT and block.reason != NAVIGATION
