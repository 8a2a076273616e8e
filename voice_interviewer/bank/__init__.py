"""A question bank: what the interviewer asks, knows and reveals. See bank/README.md for the file format."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from voice_interviewer.bank.faults import BankFaults, Fault, faults_of, limited, place_of, syntax_fault
from voice_interviewer.disk import why_refused
from voice_interviewer.errors import BankError, NotFound
from voice_interviewer.steps import Step

__all__ = [
    "Bank",
    "BankFaults",
    "Fault",
    "KeyPoint",
    "Question",
    "Stage",
    "Term",
    "Tip",
    "bank_of_bytes",
    "load_bank",
    "parse_bank",
    "read_bank",
    "remarks",
    "spoken",
]

MOST_BYTES = 5_000_000
"""A bank of 2,000 full questions has about 4 MB; what is larger is some other file."""

_FIRST_QUESTION = "begin each question with a line [[questions]]"

LONG_QUESTION_WORDS = 60
"""About 24 s at 150 words a minute: nobody keeps the beginning of a longer question in mind."""

FOLLOW_UP_S = 45.0
"""A fair answer to a follow-up: one point, told in a few sentences."""

MOST_QUESTIONS = 5_000
"""Nobody practises more, and reading them takes seconds."""

# tomllib takes quadratic time over a.a.a.a…; strings and comments may have as many dots as they like.
_ENDLESS_KEY = re.compile(r"(?<![\w.-])(?:[\w-]++[ \t]*+\.[ \t]*+){24}")
_STRING_OR_COMMENT = re.compile(
    r"""\"{3}(?s:[^"\\]++|\\.|"(?!""))*+\"{3}|'{3}(?s:[^']++|'(?!''))*+'{3}|"""
    r"""\"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+\"|'[^'\n]*+'|\#[^\n]*+"""
)

# Windows refuses these as file names, with any ending; a question's id begins the names of its files.
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def _id_fit_for_files(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError("has more than a to z, 0 to 9 and single hyphens; write it like unhappy-patient")
    if _RESERVED.fullmatch(text):
        raise ValueError("is a name that Windows keeps for itself; give it another")
    return text


def _table_for_string(term: Any) -> Any:
    return {"term": term} if isinstance(term, str) else term


Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Stage = Literal["", "opening", "knowledge", "experience", "hard-cases", "closing"]
"""When in an interview a question is asked: about the person and why they are here, what they know, what they did,
difficult cases, pay and future. Empty where the bank does not say."""
QuestionId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60),
    AfterValidator(_id_fit_for_files),
    Field(json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class KeyPoint(_Part):
    """Something an answer covers or does not, and the question that probes it when it was missed."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    follow_up: Annotated[str, StringConstraints(max_length=2_000)] = ""
    proposed: Annotated[bool, Field(strict=True)] = False
    """True until a person has looked at a point that was made out of the question's guidance."""


Mark = Literal["said", "not-said"]
"""A person's own word on whether their answer makes a key point."""


class Tip(_Part):
    """Advice on preparing for the interview, about no question in particular."""

    title: Line
    text: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class Term(_Part):
    """A word that Whisper should expect, and how a voice says it where spelling misleads it."""

    term: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    spoken: Annotated[str, StringConstraints(max_length=200)] = ""


class Question(_Part):
    """One question. `question` is empty while it is still to be written; `suggested_s` is a fair answer."""

    id: QuestionId
    category: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    stage: Stage = ""
    question: Annotated[str, StringConstraints(max_length=2_000)]
    intent: Text = ""
    advice: Text = ""
    example: Text = ""
    suggested_s: Annotated[float, Field(strict=True, ge=5, le=3600)] = 90
    points: Annotated[tuple[KeyPoint, ...], Field(max_length=20)] = ()

    def probing(self, point: KeyPoint) -> "Question":
        """The follow-up to this question that probes one of its points, as a question of its own."""
        suggested_s = min(FOLLOW_UP_S, self.suggested_s)
        return self.model_copy(
            update={"question": point.follow_up, "points": (point,), "suggested_s": suggested_s}
        )


class Bank(_Part):
    """A whole bank, as its file has it."""

    schema_version: Literal[1] = Field(alias="schema")
    title: Line
    role: Annotated[str, StringConstraints(max_length=300)] = ""
    locale: Annotated[str, StringConstraints(min_length=2, max_length=35)] = "en-GB"
    vocabulary: tuple[
        Annotated[Term, BeforeValidator(_table_for_string, json_schema_input_type=str | Term)], ...
    ] = ()
    tips: tuple[Tip, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(json_schema_extra={"minItems": 1})]


_FIELDS = {
    "": tuple(field.alias or name for name, field in Bank.model_fields.items()),
    "questions": tuple(Question.model_fields),
    "points": tuple(KeyPoint.model_fields),
    "tips": tuple(Tip.model_fields),
    "vocabulary": tuple(Term.model_fields),
}


def parse_bank(text: str, source: str) -> Bank:
    """Read a bank from TOML. `source` is what faults call it, usually its path.

    Raises BankFaults with every fault that can be seen at once; a syntax error hides the ones behind it.
    """
    return read_bank(_parse_toml(text, source), source)


def read_bank(raw: dict[str, Any], source: str) -> Bank:
    """Read a bank from tables and lists, as TOML or a form gives them. Raises BankFaults as `parse_bank`."""
    faults = [*_no_questions(raw, source), *_repeated_ids(raw, source)]
    try:
        bank = Bank.model_validate(raw)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        faults = [*faults_of(errors[:1_000], raw, source, _FIELDS), *faults]
        raise BankFaults(limited(faults, source)) from None
    if faults:
        raise BankFaults(limited(faults, source))
    return bank


def _parse_toml(text: str, source: str) -> dict[str, Any]:
    if len(text) > MOST_BYTES:
        raise BankFaults([_too_large(source)])
    if text.count("[[questions]]") > MOST_QUESTIONS:
        wrong = f"has more than {MOST_QUESTIONS:,} questions"
        raise BankFaults([Fault(source, "questions", wrong, "split it into several banks")])
    if _ENDLESS_KEY.search(_STRING_OR_COMMENT.sub("s", text)):
        raise BankFaults([Fault(source, "", "has a key of 24 parts or more", "write keys without dots")])
    try:
        return tomllib.loads(text)
    except RecursionError:
        fault = Fault(source, "", "is nested too deeply to be a bank", "see the example in bank/README.md")
    except ValueError as error:  # also what int() says of a number with thousands of digits
        fault = syntax_fault(str(error), text, source)
    raise BankFaults([fault])


def _no_questions(raw: dict[str, Any], source: str) -> list[Fault]:
    """pydantic would count only the questions without a fault."""
    return (
        [Fault(source, "questions", "is empty", _FIRST_QUESTION, ("questions",))]
        if raw.get("questions") == []
        else []
    )


def _repeated_ids(raw: dict[str, Any], source: str) -> list[Fault]:
    """pydantic would look at this only once everything else is right."""
    questions = raw.get("questions")
    first: dict[str, int] = {}
    faults = []
    for index, question in enumerate(questions if isinstance(questions, list) else []):
        name = question.get("id") if isinstance(question, dict) else None
        if not isinstance(name, str):
            continue
        name = name.strip()
        if name in first:
            where = place_of(("questions", index), raw, source)
            faults.append(
                Fault(
                    where,
                    "id",
                    f"is that of question {first[name]} too",
                    "give it another",
                    ("questions", index, "id"),
                )
            )
        first.setdefault(name, index + 1)
    return faults


def _too_large(source: str) -> Fault:
    return Fault(source, "", f"is larger than {MOST_BYTES // 1_000_000} MB", "split it into several banks")


def load_bank(path: Path) -> Bank:
    """Read a bank's file: text of at most MOST_BYTES, in UTF-8 or as else a text editor saved it.

    Raises NotFound if there is no such file or can be none, BankError if it may not be read, BankFaults as
    `parse_bank`.
    """
    return bank_of_bytes(_content(path), str(path))


def bank_text(path: Path) -> str:
    """The text of a bank's file, whatever encoding a text editor saved it in. Raises as `load_bank` does."""
    return _decode(_content(path), str(path))


def _content(path: Path) -> bytes:
    """At most one byte more than a bank may have."""
    source = str(path)
    if why := why_refused(path):
        raise NotFound(f"{source} cannot be opened ({why}); {Step.BANKS}.")
    if not path.exists():
        raise NotFound(f"There is no file {source}; {Step.BANKS}.")
    if not path.is_file():  # a pipe would wait for ever
        raise BankError(f"{source} is not a file; give the path of a .toml file.")
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BankError(f"{source} cannot be read ({error.strerror}); check who may read it.") from error


def bank_of_bytes(content: bytes, source: str) -> Bank:
    """Read a bank from what its file holds. `source` is what faults call it. Raises BankError, BankFaults as
    `load_bank`."""
    if len(content) > MOST_BYTES:
        raise BankFaults([_too_large(source)])
    return parse_bank(_decode(content, source), source)


def _decode(content: bytes, source: str) -> str:
    """UTF-8, or whatever else a text editor may have saved. Raises BankError for what is no text, BankFaults where
    characters cannot be read."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        from voice_interviewer.bank.importing.decode import decode  # which itself needs this room

        text, unread_count = decode(content, source, "save it as plain text")
        if not unread_count:
            return text
        line = content.count(b"\n", 0, error.start) + 1
        raise BankFaults(
            [Fault(source, f"line {line}", "is not UTF-8 text", "save it again as UTF-8")]
        ) from None


def remarks(bank: Bank) -> tuple[str, ...]:
    """What is no fault and may still be worth a change: one sentence each."""
    return tuple(
        f"question {number} ({question.id}) {remark}."
        for number, question in enumerate(bank.questions, 1)
        for remark in _question_remarks(question)
    )


def _question_remarks(question: Question) -> list[str]:
    found = []
    words = len(question.question.split())
    if not words:
        found.append("is still to be written; an interview leaves it out")
    if words > LONG_QUESTION_WORDS:
        found.append(f"has {words} words; over {LONG_QUESTION_WORDS} are hard to follow by ear")
    if not question.points:
        found.append("has no points; feedback cannot say what an answer covered")
    return found


def spoken(text: str, vocabulary: tuple[Term, ...]) -> str:
    """The text for a voice: each term that is a whole word is put as it is said; control characters go."""
    forms = {term.term: term.spoken for term in vocabulary if term.spoken}
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text)
    if not forms:
        return plain
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = "|".join(re.escape(term) for term in longest_first)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda found: forms[found.group()], plain)
