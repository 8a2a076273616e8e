"""The text of a point: in the third person, as the points of all banks are, whoever the advice speaks to."""

import re

from voice_interviewer.bank.proposing.advice import Kind, Part
from voice_interviewer.bank.proposing.verbs import (
    ALSO_ADJECTIVES,
    LINKING,
    VERBS,
    base_form,
    base_of_past,
    third,
)

_THEIRS = {
    "yourself": "themselves",
    "yourselves": "themselves",
    "yours": "theirs",
    "your": "their",
    "you're": "they're",
    "you've": "they've",
    "you'd": "they'd",
    "you'll": "they'll",
}
_MINE = {"my": "their", "me": "them", "myself": "themselves", "mine": "theirs"}
_YOU = re.compile(r"\byou(?:r|rs|rself|rselves|'re|'ve|'d|'ll)?\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\s*(?:$|[,.;:)]|(?:and|or|to|in|on|at|for|with|from|by|about|of|as|if|when|well|most|more|best)\b)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:he or she|she or he|he|she)(?P<short>'[a-z]+)?(?:\s+(?P<verb>[a-z]+))?\b", re.IGNORECASE
)
_OWN = re.compile(r"\bI(?P<short>'m|'ve|'d|'ll)?\b")
_SHORT = {"'m": "'re"}


def said(part: Part) -> str:
    """The point as one reads it beside an answer: "Checks the label", "Says how they decide"."""
    text = _of_them(part.text, is_anybody=part.kind is not Kind.STORY)
    if part.kind is Kind.QUESTION:
        return f"Says {text}"
    if part.kind is Kind.CLAIM:
        return f"Says that {text}"
    if part.kind in {Kind.DONE, Kind.STORY}:
        return _without_subject(text)
    if part.kind in {Kind.DO, Kind.TELL}:
        return _does(text)
    return f"Mentions {text[:1].lower() + text[1:] if not re.match('[A-Z]{2}|I', text) else text}"


def _does(text: str) -> str:
    if no := re.match(r"(?:do not|don't)\s+", text):
        return f"Doesn't {text[no.end() :]}"
    if no := re.match(r"never\s+", text):
        return f"Never {_does(text[no.end() :])}"
    word, space, rest = text.partition(" ")
    bare, mark = (word[:-1], word[-1]) if word[-1:] in ",;" else (word, "")
    verb = base_form(bare) or bare
    rest = re.sub(
        r"^((?:[\w'-]+ ){0,6}?)(and|or|then) ([a-z]+)\b",
        lambda found: found[1] + f"{found[2]} {_also(found[3], verb)}",
        rest,
    )
    return f"{third(verb)}{mark}{space}{rest}"


def _also(word: str, first: str) -> str:
    """A second verb beside the `first`: "listens and nods"; what may be a noun stays, and "calm" in "stays polite and
    calm"."""
    is_state = first in LINKING and word in ALSO_ADJECTIVES
    return third(word) if word in VERBS and not is_state else word


def _without_subject(text: str) -> str:
    """ "They told somebody" gives "Told somebody"; "they'd ring her" gives "Rings her"."""
    found = re.match(
        r"they('\w+)?\s+(?:(?:would|will|do)\s+)?((?:\w+ly|also|always|just|then)\s+)?", text, re.IGNORECASE
    )
    if not found:
        return text
    rest = text[found.end() :]
    adverb = found[2] or ""
    if found[1] == "'re" or rest.startswith("are "):
        return f"is {adverb}{rest.removeprefix('are ')}"
    if found[1] == "'ve" or rest.startswith("have "):
        return f"has {adverb}{rest.removeprefix('have ')}"
    word = rest.split(" ", 1)[0]
    if base_form(word) == word and base_of_past(word) != word:
        return adverb + _does(rest)
    return adverb + rest


def _of_them(text: str, *, is_anybody: bool) -> str:
    """Who answers is "they", whether the text calls them you, he, she or I."""
    text = _YOU.sub(lambda found: _they(found, text), text)
    if is_anybody:  # in a story, "he" is somebody else
        text = re.sub(r"\bhis\b", "their", _ONE.sub(_plural, text))
    text = _OWN.sub(lambda found: "they" + _SHORT.get(found["short"] or "", found["short"] or ""), text)
    text = re.sub(r"\b(?:my|me|myself|mine)\b", lambda found: _MINE[found.group().casefold()], text)
    return re.sub(
        r"\bthey (?:was|am)\b", lambda f: "they were" if f.group().endswith("was") else "they are", text
    )


def _they(found: re.Match[str], text: str) -> str:
    word = found.group().casefold()
    if word != "you":
        return _THEIRS[word]
    is_first = not text[: found.start()].strip()
    return "them" if not is_first and _OBJECT.match(text[found.end() :]) else "they"


def _plural(found: re.Match[str]) -> str:
    short = {"'s": "'re"}.get(found["short"] or "", found["short"] or "")
    verb = found["verb"] or ""
    plain = {"is": "are", "was": "were", "has": "have", "does": "do"}.get(verb)
    if not plain:
        plain = base_form(verb) if verb.endswith("s") and base_form(verb) else verb
    return f"they{short}" + (f" {plain}" if plain else "")
