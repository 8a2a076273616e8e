"""What is wrong with a bank, told so that a person can mend it: where, which field, what, and the remedy."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from voice_interviewer.errors import BankError, did_you_mean
from voice_interviewer.readable import visible

MOST_FAULTS = 100
"""More are counted, not told: nobody reads further, and a broken export can have a hundred thousand."""

_PART_NAMES = {"questions": "question", "points": "point", "tips": "tip", "vocabulary": "term"}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `where` names the file and the place in it; `field` may be empty."""

    where: str
    field: str
    wrong: str
    remedy: str
    path: tuple[str | int, ...] = ()
    """The same place as keys and numbers from 0, such as ("questions", 2, "category"); empty for a whole file."""

    def __str__(self) -> str:
        place = f"{self.where}, {self.field}" if self.field else self.where
        return " ".join(f"{place}: {self.wrong}; {self.remedy}.".splitlines())


class BankFaults(BankError):
    """All the faults of one bank; `str()` has one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(*self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def faults_of(
    errors: list[Any], raw: Mapping[str, Any], source: str, fields: Mapping[str, tuple[str, ...]]
) -> list[Fault]:
    """pydantic's errors in our words.

    `errors` is what ValidationError.errors() gives; `raw` the bank as TOML read it; `fields` the known keys
    of a bank ("") and of each of its parts ("questions", "points", "tips", "vocabulary").
    """
    return [_fault(error, raw, source, fields) for error in errors]


def limited(faults: list[Fault], source: str) -> list[Fault]:
    """The first MOST_FAULTS, and how many there are beyond them."""
    rest_count = len(faults) - MOST_FAULTS
    if rest_count <= 0:
        return faults
    return [*faults[:MOST_FAULTS], Fault(source, "", f"{rest_count} more faults follow", "mend these first")]


def _fault(error: Any, raw: Mapping[str, Any], source: str, fields: Mapping[str, tuple[str, ...]]) -> Fault:
    loc = [part for part in error["loc"] if not (isinstance(part, str) and part.startswith("function-"))]
    part = next((str(step) for step in reversed(loc[:-1]) if step in _PART_NAMES), "")
    field = str(loc[-1]) if loc and isinstance(loc[-1], str) else ""
    wrong, remedy = _told(error, field, fields.get(part, ()))
    return Fault(place_of(loc[:-1] if field else loc, raw, source), _short(field), wrong, remedy, tuple(loc))


def place_of(loc: Iterable[str | int], raw: Mapping[str, Any], source: str) -> str:
    """ "bank/own.toml, question 3 (root-causes), point 2" for ("questions", 2, "points", 1)."""
    names, here, kind = [source], raw, ""
    for step in loc:
        here = _step_into(here, step)
        if isinstance(step, int):
            names.append(f"{_PART_NAMES.get(kind, kind)} {step + 1}{_called(here)}")
        else:
            kind = str(step)
    return ", ".join(names)


def _step_into(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None


def _called(part: Any) -> str:
    name = part.get("id") if isinstance(part, Mapping) else None
    return f" ({_short(name)})" if isinstance(name, str) and name.strip() else ""


def _short(text: str) -> str:
    flat = " ".join(visible(text).split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _told(error: Any, field: str, known: tuple[str, ...]) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    limits, kind = error.get("ctx", {}), error["type"]
    match kind:
        case "missing":
            return "is missing", f"add a line {field} = …"
        case "extra_forbidden":
            hint = did_you_mean(field, known).strip(" .?")
            return "is not a key that a bank has here", _lower(hint)
        case "string_type":
            return "is not text", 'put it between quotes, as in "like this"'
        case "string_too_short":
            return "is empty", "write something, or take the whole entry out"
        case "string_too_long" | "too_long":
            return f"is too long (at most {limits['max_length']:,})", "shorten it"
        case "float_type" | "int_type":
            return "is not a number", "write digits only, without quotes"
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            return "is out of range", "give seconds from 5 to 3600"
        case "literal_error" if field == "stage":
            stages = str(limits["expected"]).removeprefix("'', ").replace("'", '"')
            return "is none of an interview's stages", f"write {stages}"
        case "literal_error":
            return "is not a version that this program reads", "write schema = 1, or install a newer version"
        case "tuple_type":
            return "is not a list", _list_remedy(field)
        case "model_type" | "model_attributes_type" | "dict_type":
            return "is not a table", "see the example in bank/README.md"
        case _:
            wrong, _, remedy = str(error["msg"]).removeprefix("Value error, ").partition("; ")
            return wrong, remedy or "see the example in bank/README.md"


# tomllib's words, for the slips people make, in the words of somebody who has not met TOML.
_SLIPS = {
    "Invalid value": "what follows = is neither text in quotes, a number nor a list",
    "Invalid statement": "this line is not of the form key = value",
    "Expected '=' after a key in a key/value pair": "this line is not of the form key = value",
    "Expected newline or end of document after a statement": "something follows after the closing quote",
    "Cannot overwrite a value": "the same key stands twice in one table",
    "Unterminated string": "a closing quote is missing",
    "Illegal character '\\n'": "a closing quote is missing at the end of the line",
}


def syntax_fault(message: str, text: str, source: str) -> Fault:
    """The fault in tomllib's "Invalid value (at line 3, column 7)"."""
    wrong, _, place = message.rpartition(" (at ")
    place = place.rstrip(")")
    if not wrong:  # what int() says of a number with thousands of digits
        wrong, place = "a number is absurdly long", ""
    line = _line_at(place, text)
    curly = any(quote in line for quote in "“”„")
    remedy = 'write straight quotes (") around the text' if curly else "mend it there and check again"
    seen = f" “{_short(line)}”" if line else ""
    return Fault(source, place, f"{_SLIPS.get(wrong, wrong)}{seen}", remedy)


def _line_at(place: str, text: str) -> str:
    found = re.match(r"line (\d+)", place)
    lines = text.split("\n", int(found.group(1))) if found else []
    return lines[int(found.group(1)) - 1] if found and len(lines) >= int(found.group(1)) else ""


def _list_remedy(field: str) -> str:
    tables = {"questions": "[[questions]]", "points": "[[questions.points]]", "tips": "[[tips]]"}
    return f"begin each entry with {tables[field]}" if field in tables else 'write it as ["one", "two"]'


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
