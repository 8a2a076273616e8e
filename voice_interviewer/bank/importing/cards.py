"""The signs by which apps for notes mark cards in Markdown, as the labels and comments that every reader knows.

Obsidian and RemNote write `question::answer`, or a line with `?` between the two; Logseq puts `#card` behind the
question and `id:: …` below it; gaps are `{{c1::words}}` or `{{cloze words}}`. Each line stays where it is in the file.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.labels import label

_FEWEST = 2
"""One may be chance in text that nothing else marks as Markdown."""

HIDES = "hides words, and asks nothing"
"""Why a note is left out that no interviewer can ask."""

_LEAD = r"(?P<lead>\s*(?:>\s?)*(?:(?:[-*+]|\d{1,3}[.)]|#{1,6})\s+)?)"
_CARD = re.compile(
    rf"{_LEAD}(?P<asked>\S.{{2,400}}?)(?P<sign>\s*(?::{{2,3}}|>{{2,3}})\s*|(?<=[?.!])==(?=\S))(?P<told>.*)"
)
_BETWEEN = re.compile(r"\s*(?:>\s?)*\?{1,2}\s*")
_PROPERTY = re.compile(r"(?P<lead>\s*(?:[-*+]\s)?)(?P<name>[a-zA-Z][a-zA-Z0-9_-]{0,40})::\s+(?P<value>\S.*)")
_TAG = r"#(?:\[\[[^\[\]]{1,100}\]\]|[^\W\d][\w/-]{0,80})"
_TAGS_BEHIND = re.compile(rf"(?<!\s)(?:\s++{_TAG}){{1,20}}\s*+$")
_TAGS_ALONE = re.compile(rf"\s*+{_TAG}(?:\s++{_TAG}){{0,20}}\s*+")
_OF_CARDS = re.compile(r"#(?:card|flashcards?)\b(?!-)")
_HEADING = re.compile(r"^ {0,3}#{1,6} ", re.MULTILINE)
_BLOCK_ID = re.compile(r"\s\^[a-zA-Z0-9-]{4,40}\s*$")
_TO_DO = re.compile(r"^(\s*[-*+]\s+)(?:TODO|DOING|DONE|LATER)\s+(?=\S)")
_ORG = re.compile(r"(\s*+(?:[-*+]\s++)?)#\+(?:BEGIN|END)_\w+\s*", re.IGNORECASE)
_GAP = re.compile(r"\{\{(?:c?\d{1,3}::|cloze )(?P<said>[^{}]{0,2000}?)(?:::[^{}]{0,300})?\}\}")
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,300})(?<=\S)==(?![=\w])")
_CODE = re.compile(r"\s*(?:>\s?)*(?:[-*+]\s+)?(?:```|~~~)")


def has_signs(text: str) -> bool:
    """True if most questions are parted from their answers as on such cards."""
    rows = without_gaps(text).split("\n")
    parted = asked = 0
    for row, below in zip_longest(rows, rows[1:], fillvalue=""):
        if (row.strip() and _BETWEEN.fullmatch(below)) or _parted(row):
            parted += 1
        elif not _BETWEEN.fullmatch(row):
            asked += words.asks(row)
    return parted >= _FEWEST and parted > asked


def with_labels(text: str) -> str:
    """The same with "Question:" and "Answer:", and with what only the app needs as comments."""
    rows = text.split("\n")
    codes = list(_codes(rows))
    rows = list(_rows(rows, codes, has_headings=_HEADING.search(text) is not None))
    last = -1
    for at, row in enumerate(rows):
        if not codes[at] and _BETWEEN.fullmatch(row) and at - 1 > last and rows[at - 1].strip():
            first = at - 1
            while first - 1 > last and rows[first - 1].strip() and not _begins(rows[first]):
                first -= 1
            rows[first] = _asked(rows[first])
            rows[at] = row.replace("??", "?").replace("?", "Answer:")
            last = at
    return "\n".join(rows)


def _codes(rows: list[str]) -> Iterator[bool]:
    """Which lines are code, its fences with it."""
    is_code = False
    for row in rows:
        is_fence = _CODE.match(row) is not None
        is_code ^= is_fence
        yield is_code or is_fence


def _begins(row: str) -> bool:
    lead = re.match(_LEAD, row)
    return lead is not None and bool(lead[0].strip())


def _asked(row: str) -> str:
    lead = re.match(_LEAD, row)
    end = lead.end() if lead else 0
    return f"{row[:end]}Question: {row[end:]}"


def _rows(rows: list[str], codes: list[bool], *, has_headings: bool) -> Iterator[str]:
    is_at_top = True
    for row, is_code in zip(rows, codes, strict=True):
        if is_code or not row.strip():
            yield row
            continue
        found = _PROPERTY.fullmatch(row)
        if found and found["name"] == "title" and is_at_top:
            yield f"# {found['value']}"
        elif found and label(f"{found['name']}:"):
            yield f"{found['lead']}{found['name']}: {found['value']}"
        elif found and found["name"][0].islower():
            yield f"{found['lead']}{_comment(row.strip())}"
        elif found_org := _ORG.fullmatch(row):
            yield found_org[1].rstrip("\n")
        elif _TAGS_ALONE.fullmatch(row) and _is_tags(row.split(), has_headings=has_headings):
            yield _comment(row.strip())
        else:
            yield _row(row)
        is_at_top = is_at_top and found is not None


def _is_tags(tags: list[str], *, has_headings: bool) -> bool:
    """False for a heading without its space."""
    is_small = all(tag[1:2] == "[" or tag[1:2].islower() for tag in tags)
    is_plain = len(tags) > 1 or "/" in tags[0] or bool(_OF_CARDS.match(tags[0]))
    return is_small and (is_plain or has_headings)


def _comment(text: str) -> str:
    return f"<!-- {text} -->" if "--" not in text else text


def _row(row: str) -> str:
    row = _BLOCK_ID.sub("", row)
    is_gapped = has_gap(row)
    row = _HIGHLIGHT.sub(r"\1", without_gaps(row))
    tags = _TAGS_BEHIND.search(row)
    if tags and _OF_CARDS.search(tags[0]):
        row = _TO_DO.sub(r"\1", row[: tags.start()])
        is_asked = "#card" in tags[0].split() and "::" not in row
        if is_gapped and is_asked and words.question(row.strip("-*+ \t"), is_marked=True) is None:
            return _comment(row.strip("-*+ \t"))  # it hides a word, and asks nothing
        others = [tag for tag in tags[0].split() if not _OF_CARDS.match(tag)]
        row = (_asked(row) if is_asked else row) + (f" {_comment(' '.join(others))}" if others else "")
    if found := _parted(row):
        told, asked = found["told"].strip(), f"{found['lead']}Question: {found['asked'].strip()}"
        if words.is_advert(told):  # "Read more"
            return f"{asked} {_comment(told)}"
        return f"{asked}<br>Answer: {told}" if told else asked
    return row


def _parted(row: str) -> re.Match[str] | None:
    """A card on one line; "Explain std::move" and "Explain :: in C++" are none."""
    found = _CARD.fullmatch(row) if "::" in row or ">>" in row or "==" in row else None
    if not found or found["asked"].count("`") % 2 or words.is_advert(row):
        return None
    asked, told = found["asked"].strip().strip("*_ "), found["told"].strip()
    if asked.endswith((".", "!")) or words.asks(asked):
        return found if words.question(asked, is_marked=True) else None
    if not found["sign"][:1].isspace() or told[:1].islower() or words.asks(told):
        return None  # a name, or its sentence goes on
    is_asked = (
        words.question(asked, is_marked=True) if "::" in found["sign"] else words.is_plainly_asked(asked)
    )
    return found if is_asked else None


def has_gap(text: str) -> bool:
    """True if words are hidden on one side of a card."""
    return _GAP.search(text) is not None


def without_gaps(text: str) -> str:
    """The words that are hidden on one side of a card stand where the gap is."""
    for _ in range(3):  # gaps in gaps
        text = _GAP.sub(lambda found: found["said"], text)
    return text
