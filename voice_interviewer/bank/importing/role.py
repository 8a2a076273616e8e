"""The job that a guide's title names: "Top 10 barista interview questions" is about a barista."""

import re

_AFTER = re.compile(
    r"\b(?:for|as|als|pour|para|per|come|como|voor)\s+(?:an?\s+|the\s+|your\s+|our\s+|een\s+|un[ae]?\s+|"
    r"einen?\s+|eine\s+)*"
    r"(?P<role>[^:,.;|–—(?!]{3,80}?)(?:\s+(?:roles?|positions?|jobs?|posts?|candidates?|applicants?|vacanc(?:y|"
    r"ies)))?"
    r"(?=\s*(?:$|[:,.;|–—(?!]|\b(?:with|and answers|in \d|interviews?)\b))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?P<role>[^:.;|–—(?!]{3,100}?)\s+(?:job\s+)?interviews?\b(?:\s*$|\s*[:,.;|–—(?!]|\s+(?:questions?|guide|"
    r"prep|tips|q&a|and|with|:))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?:interview|mock interview|interview (?:guide|questions|prep(?:aration)?))\s*[:–—|-]\s*(?P<role>[^:,.;|"
    r"–—(?!]{3,60})$",
    re.IGNORECASE,
)
_NO_ROLE_LIST = """
    a all an and answer answers any are ask asked at behavioral behavioural best better by common
    commonly competency complete difficult each essential everything example examples exit fifty first
    for free frequent frequently full general get good great group guide guides hardest how hr i ideal
    important in interview interviews is it job jobs key know lists list model mock more most must my
    need next now of on online our own panel personal phone popular practice practise prep preparation
    prepare preparing questions question real sample second should situational some star strong
    structured success successful super-day telephone ten that the their these this tips to top tough
    tricky ultimate useful video want what when with work you your zoom people remote ace acing nail
    pass passing answering tell strengths typical technical screening final round
    monday tuesday wednesday thursday friday saturday sunday today tomorrow
"""
_NO_ROLE = frozenset(_NO_ROLE_LIST.split())
_ON_AN_INTERVIEW = re.compile(
    r"interview|questions|gespräch|fragen|entretien|entrevista|colloquio|sollicitatie|rozmow", re.IGNORECASE
)
_MOST_WORDS = 7


def role_in(title: str) -> str:
    """The role, as the title writes it; "" where it names none plainly."""
    if not _ON_AN_INTERVIEW.search(title):
        return ""
    for pattern in (_NAMED, _AFTER, _BEFORE):
        for found in pattern.finditer(title):
            if role := _trimmed(found["role"]):
                return role
    return ""


def _trimmed(text: str) -> str:
    """Without the words around a role that every title has; "" if another such word is left inside."""
    names = text.replace("’", "'").split()
    starts = [index for index, name in enumerate(names) if _is_common(name)]
    while names and _is_common(names[-1]):
        names.pop()
    cut = [index for index in starts if index < len(names)]
    names = names[cut[-1] + 1 :] if cut else names
    role = " ".join(names).strip(" \"'“”-*&")
    return role if 0 < len(names) <= _MOST_WORDS and any(letter.isalpha() for letter in role) else ""


def _is_common(name: str) -> bool:
    bare = name.strip("\"'“”().,+&*#").casefold()
    return not bare or bare in _NO_ROLE or bare[0].isdigit()
