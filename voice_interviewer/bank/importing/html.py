"""A saved HTML page: its blocks of text, without scripts, menus and the page's foot."""

import re
from html import escape
from html.parser import HTMLParser

from voice_interviewer.bank.importing.line import Kind, Line, flat

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(_HEADINGS) | {
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "main",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "br",
    "hr",
    "pre",
    "figure",
    "figcaption",
    "summary",
    "details",
    "body",
    "html",
    "address",
    "fieldset",
    "center",
}
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "canvas",
        "head",
        "select",
        "textarea",
    ]
)
_LEFT_OUT = frozenset(["nav", "footer", "aside", "button", "menu", "dialog"])
_FRESH_START = frozenset({"body", "main", "article"})
_BOLD = frozenset({"b", "strong"})
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def read_html(text: str) -> list[Line]:
    """Blocks in the order of the page; a block's line number is that of its first word."""
    closed, rest = _closed(_without_comments(text))
    reader = _Reader()
    reader.feed(closed)
    reader.feed(escape(rest))
    reader.close()
    reader.end_block()
    return reader.lines


def _without_comments(text: str) -> str:
    """Comments go, their line ends stay.

    Over comments that never end html.parser takes quadratic time (CPython gh-135462).
    """
    parts, start = [], 0
    while (opening := text.find("<!--", start)) >= 0 and (end := text.find("-->", opening + 4)) >= 0:
        parts += [text[start:opening], "\n" * text.count("\n", opening, end)]
        start = end + 3
    return "".join(parts) + text[start:].replace("<!--", "")


def _closed(text: str) -> tuple[str, str]:
    """The page up to its last tag's end, without sections such as <![CDATA[, and the text behind that.

    What is left open at the end of a file cut short takes html.parser quadratic time too.
    """
    end = text.rfind(">") + 1
    sections = re.compile(r"<!\[[^>]*>")
    return sections.sub(lambda found: "\n" * found.group().count("\n"), text[:end]), text[end:]


class _Reader(HTMLParser):
    """Collects text until a block begins or ends; unclosed elements do no harm."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._first_line = 0
        self._heading = ""
        self._is_item = False
        self._plain_length = self._bold_length = self._link_length = 0
        self._depth = dict.fromkeys(("unseen", "left out", "bold", "link"), 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BLOCKS or tag in _LEFT_OUT:
            self.end_block()
        if tag in _FRESH_START:  # whatever was left unclosed before
            self._depth = dict.fromkeys(self._depth, 0)
        if tag in _VOID or (self._depth["unseen"] and tag not in _UNSEEN):
            return
        self._enter(tag, +1)
        if tag in _BLOCKS:
            self._heading = tag if tag in _HEADINGS else ""
            self._is_item = tag == "li" or (self._is_item and tag in {"p", "div"})

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag in _BLOCKS or tag in _LEFT_OUT:
            self.end_block()
            self._heading = ""
            self._is_item = self._is_item and tag not in {"li", "ul", "ol"}
        self._enter(tag, -1)

    def _enter(self, tag: str, step: int) -> None:
        names = [("unseen", _UNSEEN), ("left out", _LEFT_OUT), ("bold", _BOLD), ("link", {"a"})]
        for name, tags in names:
            if tag in tags:
                self._depth[name] = max(0, self._depth[name] + step)

    def handle_data(self, data: str) -> None:
        if self._depth["unseen"] or not data:
            return
        length = len("".join(data.split()))
        if length and not self._plain_length:
            blank = data[: len(data) - len(data.lstrip())]
            self._first_line = self.getpos()[0] + blank.count("\n")
        self._parts.append(data)
        self._plain_length += length
        self._bold_length += length if self._depth["bold"] else 0
        self._link_length += length if self._depth["link"] else 0

    def end_block(self) -> None:
        """The text so far is one line."""
        text = flat("".join(self._parts))
        if text:
            self.lines.append(self._line(text))
        self._parts = []
        self._plain_length = self._bold_length = self._link_length = 0

    def _line(self, text: str) -> Line:
        level = _HEADINGS.get(self._heading, 0)
        if self._depth["left out"] or (self._link_length == self._plain_length and not level):
            return Line(self._first_line, text, Kind.LEFT_OUT)
        if level:
            return Line(self._first_line, text, Kind.HEADING, level)
        if self._is_item:
            return Line(self._first_line, text, Kind.ITEM)
        if self._bold_length == self._plain_length:
            return Line(self._first_line, text, Kind.HEADING, 7)
        return Line(self._first_line, text)
