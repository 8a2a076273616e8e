"""Markdown: a well-kept reader makes HTML of it, in which each element says on which line it began."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from voice_interviewer.bank.importing.blocks import Block, Kind, Page, is_tag, is_talked_of, unmarked
from voice_interviewer.bank.importing.cards import with_labels
from voice_interviewer.bank.importing.folds import with_details
from voice_interviewer.bank.importing.html import LINE, read_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FRONT_MATTER_LINES = 60
_LONGEST_ROW = 5_000
_RAW = re.compile(r"<!--.*?(?:-->|\Z)|</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>|<", re.DOTALL)
_NOT_RAW = frozenset({"script", "style", "head", "html", "body", "title", "select", "svg", "meta", "link"})
_DEFINED = re.compile(r"^ {0,3}:[ \t]{1,3}(?=\S)", re.MULTILINE)
"""The sign before a definition, which only some readers know."""

_BY_TEMPLATE = re.compile(r"(\]\()\{(?:\{[^{}\n]{0,200}\}|%[^{}\n]{0,200}%)\}")
"""What puts the beginning of an address into a link: "[us]({{ site.url }}/us)"."""

_DEEP = re.compile(r"^( {0,3}(?:> ?){12})(?:> ?)+", re.MULTILINE)
"""Quoted more often than anybody reads; the reader would drop what is quoted twenty times."""

_SIGNS = re.compile(r"^#{1,6}(?=[^\s#!])", re.MULTILINE)
"""A heading without its space, as many write it; not "#!"."""


_LETTERED = re.compile(r"^( {0,20})[a-zA-Z][.)][ \t]{1,3}(?=#{1,6} )", re.MULTILINE)
"""The letter before a heading, of a list that Markdown knows with numbers alone."""

_ATTRIBUTES = re.compile(
    r"^( {0,3}#{1,6}[^\n{]{1,300}?)[ \t]*\{(?:[#.:][^{}\n]{0,100}|/\* ?#[^{}\n]{0,100})\}[ \t]*$",
    re.MULTILINE,
)
"""What a site calls a heading, for links to it: "## Why us? {#why-us}"."""

_UNDERLINED = re.compile(r"^( {0,3}\d{1,3})([.)] [^\n]{1,300}\n {0,3}={3,}[ \t]*$)", re.MULTILINE)
"""A title with a number, which without a backslash would be that of a list."""


def read_markdown(text: str) -> Page:
    """The page that its reader sees. What is in HTML inside is read as HTML."""
    from markdown_it import MarkdownIt

    facts, body = _front_matter(text)
    body = _BY_TEMPLATE.sub(r"\1/", with_labels(body))
    body = _DEEP.sub(r"\1", _DEFINED.sub("", body))
    body = "\n".join(_without_links(row) if len(row) > _LONGEST_ROW else row for row in body.split("\n"))
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")
    markdown.core.ruler.push("source_line", _note_lines)
    markdown.core.ruler.push("talked_of", _keep_what_is_talked_of)
    markdown.add_render_rule("html_block", _html_block)
    markdown.add_render_rule("html_inline", _html_inline)
    markdown.add_render_rule("image", _image)
    body = _LETTERED.sub(r"\1", body)
    body = _SIGNS.sub(lambda sign: sign[0] + " ", body)
    body = _UNDERLINED.sub(r"\1\\\2", _ATTRIBUTES.sub(r"\1", body))
    body, lines = with_details(body)
    page = read_html(f"<body>{markdown.render(body, {LINES: lines})}</body>", is_rendered=True)
    return _with_facts(page, facts)


def _without_links(row: str) -> str:
    """What opens a link and never closes it is searched for once for each; nobody writes so much in one line."""
    return row.replace("[", "\\[")


LINES = "lines"
"""The name under which the reader is told where each line stands in the file, from 0."""


def _line(token: "Token", env: Any) -> int:
    """On which line of the file it begins, from 1."""
    lines = env[LINES]
    at = (token.map or [0])[0]
    return int(lines[min(at, len(lines) - 1)]) + 1


def _note_lines(state: Any) -> None:
    for token in state.tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet(LINE, str(_line(token, state.env) + (1 if token.type == "fence" else 0)))


def _keep_what_is_talked_of(state: Any) -> None:
    for token in state.tokens:
        below = ""
        closed: set[str] = set()
        for child in reversed(token.children or []):
            tag = _RAW.fullmatch(child.content) if child.type == "html_inline" else None
            if tag and tag[1] and not is_tag(tag) and _is_component(child.content, closed):
                child.content = ""
            elif tag and is_talked_of(child.content, below, closed):
                child.type = "text"
            if tag and tag[1] and tag[0].startswith("</"):
                closed.add(tag[1].casefold())
            below = child.content or " "


def _is_component(tag: str, closed: set[str]) -> bool:
    """True for a tag that pages do not have, and that is no <placeholder> either: it has attributes or an end."""
    name = tag.strip("</> \n").partition(" ")[0].casefold()
    return tag.startswith("</") or tag.endswith("/>") or "=" in tag or name in closed


def _html_block(self: Any, tokens: "Sequence[Token]", index: int, options: Any, env: Any) -> str:  # noqa: ARG001
    token = tokens[index]
    line = _line(token, env)
    return f'<span {LINE}="{line}"></span>{_tame(token.content, line)}'


def _html_inline(self: Any, tokens: "Sequence[Token]", index: int, options: Any, env: Any) -> str:  # noqa: ARG001
    return _tame(tokens[index].content, 0)


def _image(self: Any, tokens: "Sequence[Token]", index: int, options: Any, env: Any) -> str:
    return _escaped(str(self.renderInlineAsText(tokens[index].children or [], options, env)))


def _tame(raw: str, line: int) -> str:
    """Tags that pages have; a <placeholder> is somebody's words, and a comment is told as left out."""

    def tame(found: re.Match[str]) -> str:
        if found[0].startswith("<!--"):
            at = line + raw.count("\n", 0, found.start())
            words = found[0].removeprefix("<!--").removesuffix("-->").strip()
            own = f' {LINE}="{at}"' if line else ""
            return f'<x-left-out reason="is a comment"{own}>{_escaped(words)}</x-left-out>' if words else ""
        if found[1] and is_tag(found) and found[1].casefold() not in _NOT_RAW:
            return found[0]
        is_read = found[1] and (is_tag(found) or _is_component(found[0], set()))
        return "" if is_read else _escaped(found[0])

    return _RAW.sub(tame, raw)


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _front_matter(text: str) -> tuple[list[tuple[int, str, str]], str]:
    """The settings between two lines of --- at the start, as (line, key, value), and the rest with its line numbers."""
    rows = text.split("\n")
    fence = rows[0].strip()
    if fence not in {"---", "+++"}:
        return [], text
    end = next(
        (index for index, row in enumerate(rows[1:_FRONT_MATTER_LINES], 1) if row.strip() in {fence, "..."}),
        0,
    )
    if not end or not all(re.match(r"\s*$|\s*[\w-]+\s*[:=]|\s*-\s|\s*#|\s+\S", row) for row in rows[1:end]):
        return [], text
    facts = []
    for index, row in enumerate(rows[1:end], 2):
        if row.strip():
            found = re.match(r"([\w-]+)\s*[:=]\s*(.*)", row)
            facts.append((index, found[1].casefold(), found[2]) if found else (index, "", row))
    return facts, "\n" * (end + 1) + "\n".join(rows[end + 1 :])


def _with_facts(page: Page, facts: list[tuple[int, str, str]]) -> Page:
    """Title, language, role and category are used; the other settings are told."""
    left_out = []
    has_title = any(block.kind is Kind.HEADING and block.level == 1 for block in page.blocks)
    for line, key, value in facts:
        words = unmarked(value.strip().strip("\"'"))
        match key:
            case "title" if words and not has_title:
                page = replace(page, title=words)
            case "lang" | "language" | "locale" if words:
                page = replace(page, language=words)
            case "role" | "job" if words:
                page = replace(page, role=words)
            case "category" | "categories" if words:
                page = replace(page, category=words)
            case _:
                shown = f"{key}: {value}" if key else value.strip()
                left_out.append(Block(line, shown, Kind.LEFT_OUT, reason="is a setting of the page"))
    return replace(page, blocks=(*left_out, *page.blocks))
