"""What the columns of a table and the keys of a record are called, tolerant of spelling and language."""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import Enum
from functools import cache, lru_cache

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.labels import Field, label, names_of


class Column(Enum):
    """What a bank has a place for."""

    QUESTION = "question"
    ID = "id"
    CATEGORY = "category"
    INTENT = "intent"
    ADVICE = "advice"
    EXAMPLE = "example"
    SECONDS = "seconds"
    POINTS = "points"
    FOLLOW_UPS = "follow-ups"
    NUMBER = "number"
    """A running number, which says nothing that the order does not."""


_NAMES = {
    Column.QUESTION: "question questions questiontext interviewquestion prompt q front thequestion",
    Column.ID: "id key slug name",
    Column.CATEGORY: "category categories topic topics type theme section area group subject competency competencies "
    "tag tags skill kategorie thema kategoria catégorie categoría categoria categorie",
    Column.INTENT: "intent purpose why whytheyask whytheyaskthis reason whattheywant whattheyrelookingfor lookingfor "
    "aim rationale whyask goal",
    Column.ADVICE: "advice guidance tip tips hint hints howtoanswer notes note strategy approach",
    Column.EXAMPLE: "example exampleanswer sample sampleanswer sampleresponse modelanswer answer answers response a "
    "back examples suggestedanswer idealanswer stronganswer goodanswer acceptedanswer bestanswer myanswer "
    "solution reply output completion",
    Column.SECONDS: "suggesteds suggestedseconds seconds secs time timeseconds timelimit duration length",
    Column.POINTS: "points keypoints talkingpoints bulletpoints mustmention pointstocover keywords",
    Column.FOLLOW_UPS: "followup followups followupquestion followupquestions probes probe",
}
_NUMBERS = frozenset(
    {"nr", "no", "num", "number", "index", "n", "№", "#", "rank", "order", "position", "sn", "sno"}
)
_FIELDS = {
    Field.QUESTION: Column.QUESTION,
    Field.INTENT: Column.INTENT,
    Field.ADVICE: Column.ADVICE,
    Field.EXAMPLE: Column.EXAMPLE,
    Field.POINTS: Column.POINTS,
    Field.FOLLOW_UP: Column.FOLLOW_UPS,
}
_PERHAPS_THE_QUESTION = ("text", "title", "name", "body", "content", "label", "heading")
"""Keys that hold a question where no other does, if their text asks."""

_PERSONS = frozenset(
    ["interviewer", "recruiter", "hiringmanager", "panel", "candidate", "applicant", "interviewee"]
)
"""Who speaks in a dialogue; as a column, whose interview it was."""

_MOST_CHARACTERS = 40


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())


@cache
def _known() -> dict[str, Column]:
    known = {_letters(name): column for field, column in _FIELDS.items() for name in names_of(field)}
    return known | {name: column for column, names in _NAMES.items() for name in names.split()}


@cache
def _english() -> tuple[str, ...]:
    return tuple(name for names in _NAMES.values() for name in names.split())


@lru_cache(4_096)
def column(name: str, *, is_typed: bool = False) -> Column | None:
    """The place that a name means; mistakes in typing are allowed for in what a person typed, the head of a table."""
    if len(name) > 3 * _MOST_CHARACTERS:
        return None
    letters = _letters(name)
    if name.strip().casefold().rstrip(".:") in _NUMBERS:
        return Column.NUMBER
    if letters in _known():
        return _known()[letters]
    is_near = is_typed and 3 < len(letters) < _MOST_CHARACTERS and letters.isascii()
    if is_near and (close := get_close_matches(letters, _english(), n=1, cutoff=0.8)):
        return _known()[close[0]]
    if letters in _PERSONS:
        return None
    found = label(f"{name.strip().rstrip(':?')}:")
    return _FIELDS[found[0]] if found and not found[1] else None


def question_at(names: Sequence[str], texts: Sequence[str]) -> int | None:
    """Which of the texts is the question, by its name, else by asking."""
    columns = [column(name) for name in names]
    for index, known in enumerate(columns):
        if known is Column.QUESTION and texts[index]:
            return index
    for wanted in _PERHAPS_THE_QUESTION:
        for index, name in enumerate(names):
            if name.strip().casefold() == wanted and words.question(texts[index], is_marked=True):
                return index
    return None
