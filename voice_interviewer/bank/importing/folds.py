"""What sites built from Markdown fold away by signs of their own, as the `<details>` that every reader knows.

MkDocs indents below `??? note "Title"`, Obsidian quotes below `> [!question]- Title`, Docusaurus and VitePress fence
with `:::details Title`, MDX has `<Details title="…">`, and Hugo, Jekyll and GitBook have templates such as
`{{< details "Title" >}}`. Lines are put in; which line each came from is kept.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from voice_interviewer.bank.importing.words import asks

_MOST_DEPTH = 6
"""Of folds in folds; deeper ones stay as they are."""

_INDENTED = re.compile(
    r"(?P<margin> *)\?\?\?\+?(?:[ \t]+(?P<kind>[\w-]+(?:[ \t]+[\w-]+){0,5}))?(?:[ \t]+\"(?P<title>.*)\")?[ \t]*"
)
_QUOTED = re.compile(
    r"(?P<margin> {0,3}(?:> ?)*)>[ \t]?\[!(?P<kind>\w[\w-]{0,40})(?:\|[^\]]{0,60})?\](?P<fold>[-+]?)[ \t]*(?P<title>.*)"
)
_FENCED = re.compile(
    r"(?P<margin> *)(?P<sign>:{3,20})[ \t]{0,3}(?P<kind>details)(?P<title>(?:[ \t\[{].*)?)", re.IGNORECASE
)
FOLDING = r"details|expand|accordion(?:[-_]item)?|collaps(?:e|ible)|fold|toggle|spoiler|dropdown|tab|faq"
"""What themes of Hugo, Jekyll and GitBook call what they fold away, as an expression."""
_TEMPLATE = re.compile(
    rf"(?P<margin> *)\{{(?:\{{[<%]|%)-?[ \t]{{0,9}}(?P<kind>{FOLDING})[ \t]{{1,9}}(?P<title>\S.{{0,500}}?)[ \t]{{0,9}}"
    r"-?(?:[>%]\}|%)\}[ \t]*",
    re.IGNORECASE,
)
_TEMPLATE_END = re.compile(
    rf" *\{{(?:\{{[<%]|%)-?[ \t]{{0,9}}(?:/[ \t]{{0,9}}|end)(?P<kind>{FOLDING})[ \t]{{0,9}}-?(?:[>%]\}}|%)\}}[ \t]*",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:^|\b(?:title|summary|label|header|name)[ \t]{0,9}=[ \t]{0,9})(?P<sign>[\"'])(?P<title>.+?)(?P=sign)"
)
"""Among what a template is told: `"Why us?" "open"`, `title="Why us?" open=true`. Without quotation marks it is all."""

_LONGEST_FENCE = 21
_CLOSED = re.compile(r" *(?P<sign>:{3,})[ \t]*")
_ASKED = frozenset({"question", "faq", "help"})
"""What Obsidian calls a box with a question, folded or not."""

_CODE = re.compile(r"[ \t]*(?:```|~~~)")
_COMPONENT = re.compile(
    r"<[Dd]etails\b[^<>]{0,200}?\s(?:title|summary|label|header)=\{?(?P<sign>[\"'])"
    r"(?P<title>[^\"'<>]{1,500})(?P=sign)\}?[^<>]{0,200}>"
)

_SEEN = re.compile(r"</summary>\s*$", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S")
"""Markdown right below what is seen of a fold, which only an empty line would make a list."""


@dataclass(frozen=True)
class Line:
    """A line of Markdown, and on which line of the file it stands, from 0."""

    text: str
    number: int


def with_details(text: str) -> tuple[str, list[int]]:
    """The text with every fold as `<details>`, and for each of its lines the number of that in the file, from 0."""
    lines = [Line(row, number) for number, row in enumerate(text.split("\n"))]
    made = list(_unfolded(lines, _MOST_DEPTH))
    return "\n".join(line.text for line in made), [line.number for line in made]


def _unfolded(lines: Sequence[Line], depth: int) -> Iterator[Line]:
    at, is_code, unclosed = 0, False, _LONGEST_FENCE
    ended = _ended(lines)
    while at < len(lines):
        line = lines[at]
        is_code ^= _CODE.match(line.text) is not None
        body: list[Line] = []
        found: re.Match[str] | None = None
        end = at + 1
        if not is_code and depth:
            if (found := _INDENTED.fullmatch(line.text)) and (found["kind"] or found["title"]):
                body = _indented(_below(lines, at), len(found["margin"]))
                end += len(body)
            elif (found := _QUOTED.fullmatch(line.text)) and _is_folded(found):
                body = _quoted(_below(lines, at), len(found["margin"].replace(" ", "")))
                end += len(body)
            elif (found := _FENCED.fullmatch(line.text)) and len(found["sign"]) < unclosed:
                if closed := _closed(lines, at, len(found["sign"])):
                    body, end = list(lines[at + 1 : closed]), closed + 1
                else:  # none as long is closed further down either
                    unclosed = len(found["sign"])
                    found = None
            elif at in ended:
                found = _TEMPLATE.fullmatch(line.text)
                body, end = list(lines[at + 1 : ended[at]]), ended[at] + 1
            else:
                found = None
        if found:
            yield from _details(found, line.number, [_without(found, each) for each in body], depth)
        elif is_code:
            yield line
        else:
            yield Line(_COMPONENT.sub(r"<details><summary>\g<title></summary>", line.text), line.number)
            if _SEEN.search(line.text) and at + 1 < len(lines) and _LISTED.match(lines[at + 1].text):
                yield Line("", line.number)
        at = end


def _below(lines: Sequence[Line], at: int) -> Iterator[Line]:
    return (lines[each] for each in range(at + 1, len(lines)))


def _is_folded(found: re.Match[str]) -> bool:
    is_asked = found["kind"].casefold() in _ASKED or asks(found["title"])
    return bool(found["fold"]) or (is_asked and bool(found["title"].strip()))


def _indented(lines: Iterator[Line], margin: int) -> list[Line]:
    """The lines that are indented by four more, with the empty ones between them."""
    body = list(takewhile(lambda line: not line.text.strip() or _indent(line.text) >= margin + 4, lines))
    while body and not body[-1].text.strip():
        body.pop()
    return body


def _indent(row: str) -> int:
    expanded = row.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _quoted(lines: Iterator[Line], depth: int) -> list[Line]:
    """The lines of the same quotation, up to the next sign in it."""

    def goes_on(line: Line) -> bool:
        own = _QUOTED.fullmatch(line.text)
        is_next = own is not None and len(own["margin"].replace(" ", "")) == depth and _is_folded(own)
        return re.match(rf" {{0,3}}(?:> ?){{{depth + 1}}}", line.text) is not None and not is_next

    return list(takewhile(goes_on, lines))


def _closed(lines: Sequence[Line], opened_at: int, length: int) -> int | None:
    """Where a fence of at least so many colons closes; shorter ones inside open and close for themselves."""
    inside = 0
    for at in range(opened_at + 1, len(lines)):
        row = lines[at].text
        if (found := _CLOSED.fullmatch(row)) and len(found["sign"]) >= length:
            if not inside:
                return at
            inside -= 1
        elif (found := re.match(r" *(:{3,})[ \t]*\w", row)) and len(found[1]) == length:
            inside += 1
    return None


def _ended(lines: Sequence[Line]) -> dict[int, int]:
    """Where each template that folds begins, and where it ends."""
    opened: dict[str, list[int]] = defaultdict(list)
    ends = {}
    is_code = False
    for at, line in enumerate(lines):
        is_code ^= _CODE.match(line.text) is not None
        if is_code or "{" not in line.text:
            continue
        if found := _TEMPLATE.fullmatch(line.text):
            opened[found["kind"].casefold()].append(at)
        elif (found := _TEMPLATE_END.fullmatch(line.text)) and opened[found["kind"].casefold()]:
            ends[opened[found["kind"].casefold()].pop()] = at
    return ends


def _without(found: re.Match[str], line: Line) -> Line:
    """A line of the body without what marks it as one."""
    if found.re is _INDENTED:
        text = line.text.expandtabs(4)[len(found["margin"]) + 4 :]
    elif found.re is _QUOTED:
        depth = len(found["margin"].replace(" ", ""))
        text = re.sub(rf"^ {{0,3}}(?:> ?){{{depth + 1}}}", "", line.text)
    else:
        text = line.text.removeprefix(found["margin"])
    return Line(text, line.number)


def _details(found: re.Match[str], number: int, body: Sequence[Line], depth: int) -> Iterator[Line]:
    title = (found["title"] or "").strip()
    if found.re is _FENCED:  # "[Title]{.class}", "Title {open}"
        title = title.partition("{")[0].strip().removeprefix("[").removesuffix("]")
    if found.re is _TEMPLATE:
        quoted = _TITLE.search(title)
        title = quoted["title"] if quoted else title
    title = title.strip() or found["kind"].capitalize()
    rows: list[Line] = [
        Line(row, number) for row in ("", "<details><summary>", "", title, "", "</summary>", "")
    ]
    last = body[-1].number if body else number
    rows += [*_unfolded(body, depth - 1), Line("", last), Line("</details>", last), Line("", last)]
    yield from (Line(found["margin"] + row.text, row.number) for row in rows)
