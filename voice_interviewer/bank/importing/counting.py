"""How a page counts its headings, learned from all of them: "§1", "Step 2:", "IV.", "1-3.", "2 of 5 –", "B3".

One heading tells nothing: "24/7 support" and "Section 21" begin with what they are about. Several that count on from
one do, and then each gets the number that every page understands.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.labels import Field, label, number_end
from voice_interviewer.readable import NUMBER_WORDS

_NUMERALS = NUMBER_WORDS[1:]
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_COUNT = re.compile(
    rf"""(?P<lead>[^\W\d_]{{2,12}}\.?\s|[\#№§]\s?|[A-Z]\.?(?=\d))?     # Step 2   No. 2   §2   B2
    (?P<opening>[(\[]?)
    (?P<parents>(?:(?:\d{{1,3}}|[A-Z]|[IVX]{{2,5}})\s?[.,-]\s?|\d{{1,3}}(?=[a-z]\b)){{0,5}})
    (?P<last>\d{{1,3}}|[IVX]{{1,5}}|[A-Za-z]|{"|".join(_NUMERALS)})
    (?P<total>\s?/\s?\d{{1,3}}|\s(?:of|von|de|sur|di|van)\s\d{{1,3}})?
    (?P<end>\s?[.:)\]|–—-]{{0,3}})(?:\s{{1,3}}|(?<=[.:)\]]))(?=[^\W\d_]|["“'‘«„¿¡(\[])""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_WORD = frozenset({"", "#", "№", "§", "no.", "nr.", "q", "q.", "question"})
"""What before a number says no more than that it is one; any other word has to count questions."""


@dataclass(frozen=True)
class _Way:
    """One way to count, below the same parents."""

    lead: str
    opening: str
    series: str
    """What the first is called: "1", "a", "A", "I" or "one"."""
    total: str
    end: str


@dataclass(frozen=True)
class _Count:
    """One heading's number, read in one way."""

    way: _Way
    parents: str
    value: int
    end: int
    """Where the heading's own words begin."""

    @property
    def number(self) -> str:
        """As every page understands it."""
        return "".join(f"{each}." for each in (*re.findall(r"\d+", self.parents), self.value)) + " "


def counted_alike(headings: Sequence[str]) -> list[str]:
    """The headings of a page; where it counts them in a way of its own, each as "3. …" instead."""
    asks = any((found := label(text)) and found[0] is Field.QUESTION for text in headings)
    counts = [list(_counts(text, asks)) for text in headings]
    runs: dict[tuple[_Way, str], list[int]] = defaultdict(list)
    for each in counts:
        for count in each:
            runs[count.way, count.parents].append(count.value)
    ways = {
        way
        for (way, _), values in runs.items()
        if len(values) > 1 and values == list(range(1, len(values) + 1))
    }
    own = {
        way
        for way in ways
        if not _is_understood(way, headings, counts) and _counts_well(way, headings, counts)
    }
    made = []
    for text, each in zip(headings, counts, strict=True):
        own_count = next((count for count in each if count.way in own), None)
        made.append(own_count.number + text[own_count.end :] if own_count else text)
    return made


def _counts(text: str, asks: bool) -> Iterator[_Count]:
    found = _COUNT.match(text[:80])
    if not found or (label(text) and (asks or text[:1] != "A")):  # "A1." answers "Q1."
        return
    lead, last, end = (found["lead"] or "").strip().casefold(), found["last"], found["end"].strip()
    is_plain = not (lead or found["total"] or found["parents"] or end)  # "5 years from now"
    if is_plain or (last.casefold() in _NUMERALS and not lead):
        return
    for series, value in _values(last):
        way = _Way(lead, found["opening"], series, (found["total"] or "").strip(), end)
        yield _Count(way, found["parents"], value, found.end())


def _values(last: str) -> Iterator[tuple[str, int]]:
    if last.isdecimal():
        yield "1", int(last)
    if last in _ROMAN:
        yield "I", _ROMAN.index(last) + 1
    if len(last) == 1 and last.isascii() and last.isalpha():
        yield ("a", ord(last) - ord("a") + 1) if last.islower() else ("A", ord(last) - ord("A") + 1)
    if last.casefold() in _NUMERALS:
        yield "one", _NUMERALS.index(last.casefold()) + 1


def _is_understood(way: _Way, headings: Sequence[str], counts: Sequence[Sequence[_Count]]) -> bool:
    """True if nothing is left of these numbers where all pages' numbers are taken away."""
    return all(
        number_end(text) == count.end
        for text, each in zip(headings, counts, strict=True)
        for count in each
        if count.way == way
    )


def _counts_well(way: _Way, headings: Sequence[str], counts: Sequence[Sequence[_Count]]) -> bool:
    """False for "Mistake 1: …", whose word matters."""
    if way.lead in _NO_WORD or len(way.lead.rstrip(".")) == 1:
        return True
    rests = [
        text[count.end :]
        for text, each in zip(headings, counts, strict=True)
        for count in each
        if count.way == way
    ]
    return 2 * sum(words.question(rest, is_marked=True) is not None for rest in rests) > len(rests)
