"""What an importer found, and the bank that is made of it. Nothing is invented; what has no place is listed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from voice_interviewer.bank import Bank, KeyPoint, Question, Tip, parse_bank
from voice_interviewer.bank.importing.blocks import Page
from voice_interviewer.bank.importing.language import Language
from voice_interviewer.bank.importing.proposal import proposed
from voice_interviewer.bank.importing.role import role_in
from voice_interviewer.bank.importing.toml import bank_toml
from voice_interviewer.errors import BankError

DEFAULT_SUGGESTED_S = 90.0
MOST_QUESTIONS = 2_000
DEFAULT_CATEGORY = "general"
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_ID_LENGTH = 40


@dataclass(frozen=True)
class Leftover:
    """Something of the file that is not in the bank: its line, its text and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """One question as it was found; `line` is where it begins. Empty texts were not there."""

    line: int
    question: str = ""
    id: str = ""
    category: str = ""
    intent: str = ""
    advice: str = ""
    example: str = ""
    suggested_s: float = DEFAULT_SUGGESTED_S
    points: tuple[KeyPoint, ...] = ()


@dataclass(frozen=True)
class Found:
    """All that was made of a file. Points and tips are not checked yet for a bank's limits: `bank_of` does."""

    title: str
    drafts: tuple[Draft, ...]
    tips: tuple[Tip, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True)
class Imported:
    """A bank made from a file; `question_lines` says on which line each of its questions begins."""

    bank: Bank
    question_lines: tuple[int, ...]
    leftovers: tuple[Leftover, ...]
    notes: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    """For each question: what it may have been where its text is lost, else ""."""
    language: Language = field(default_factory=Language)
    counted: str = "line"
    """What lines are in the file: lines, or paragraphs of a Word document."""

    def toml(self) -> str:
        """The bank's file; what a lost question may have been is a comment above it."""
        return bank_toml(self.bank, self.proposals)


def refuse_too_many(count: int) -> None:
    """Raises BankError once a file turns out to be no collection that a person practises with."""
    if count > MOST_QUESTIONS:
        raise BankError(f"The file has more than {MOST_QUESTIONS:,} questions; import a part of it.")


def bank_of(found: Found, page: Page, language: Language, name: str, source: str) -> Imported:
    """A bank with an id for every question. Raises BankError if no question was found, or a text is too long."""
    drafts, repeats = _merged(found.drafts)
    if not drafts:
        raise BankError(
            f"{source} has no questions that could be recognised; put each on a line of its own, ending in a "
            'question mark, with guidance below it and "Example:" before an example answer.'
        )
    questions = tuple(_questions(drafts))
    title = found.title or name.replace("-", " ").capitalize()
    bank = Bank(
        schema=1,
        title=title[:300],
        role=(page.role or role_in(found.title))[:300],
        locale=language.locale,
        tips=found.tips,
        questions=questions,
    )
    leftovers = sorted([*found.leftovers, *repeats], key=lambda leftover: leftover.line)
    checked = parse_bank(bank_toml(bank), source)  # the limits of a bank hold for an import too
    lines = tuple(draft.line for draft in drafts)
    proposals = tuple(
        "" if each.question else proposed(each.intent, each.advice) for each in checked.questions
    )
    return Imported(checked, lines, tuple(leftovers), page.notes, proposals, language, page.counted)


def _questions(drafts: Iterable[Draft]) -> Iterable[Question]:
    taken: set[str] = set()
    for position, draft in enumerate(drafts, 1):
        name = _free(slug(draft.id or draft.question, _ID_LENGTH) or f"question-{position}", taken)
        taken.add(name)
        yield Question.model_construct(
            id=name,
            category=(draft.category or DEFAULT_CATEGORY)[:60],
            question=draft.question,
            intent=draft.intent,
            advice=draft.advice,
            example=draft.example,
            suggested_s=draft.suggested_s,
            points=draft.points,
        )


def slug(text: str, most: int = 60) -> str:
    """Lower-case letters, digits and hyphens, cut between words; empty if the text has none of them."""
    latin = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("’", "").replace("'", ""))
    name = re.sub(r"[^a-z0-9]+", "-", latin.encode("ascii", "ignore").decode().lower()).strip("-")
    if len(name) > most:
        name = name[:most].rstrip("-") if "-" not in name[:most] else name[: most + 1].rpartition("-")[0]
    return f"{name}-question" if _RESERVED.fullmatch(name) else name


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _merged(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Leftover]]:
    """Pages list their questions at the top and answer them below: a bare repeat of a question goes."""
    full = {_words(draft.question) for draft in drafts if draft.question and not _is_bare(draft)}
    kept: list[Draft] = []
    repeats: list[Leftover] = []
    seen: dict[str, Draft] = {}
    categories = {""}
    for draft in drafts:
        words = _words(draft.question)
        first = seen.get(words)
        is_repeat = draft.question and (
            (_is_bare(draft) and (words in full or first)) or (first and _texts(draft) == _texts(first))
        )
        if is_repeat:
            again = [text for text in (draft.question, *_texts(draft)) if text]
            again += [draft.category] if draft.category not in categories else []
            repeats += [Leftover(draft.line, text, "is there a second time") for text in again]
            continue
        seen.setdefault(words, draft)
        categories.add(draft.category)
        kept.append(draft)
    return kept, repeats


def _texts(draft: Draft) -> tuple[str, ...]:
    points = (text for point in draft.points for text in (point.text, point.follow_up))
    return (draft.intent, draft.advice, draft.example, *points)


def _is_bare(draft: Draft) -> bool:
    return not any(_texts(draft))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def with_question(imported: Imported, position: int, text: str) -> Imported:
    """The same with a question text put where it was missing; `position` counts from 0. Its id follows the text."""
    questions = list(imported.bank.questions)
    taken = {question.id for question in questions}
    name = _free(slug(text, _ID_LENGTH) or questions[position].id, taken - {questions[position].id})
    questions[position] = questions[position].model_copy(update={"question": text.strip(), "id": name})
    bank = imported.bank.model_copy(update={"questions": tuple(questions)})
    proposals = tuple("" if index == position else each for index, each in enumerate(imported.proposals))
    return replace(imported, bank=parse_bank(bank_toml(bank), "the question"), proposals=proposals)
