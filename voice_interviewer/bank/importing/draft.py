"""What an importer found, and the bank that is made of it, as a value and as the text of its file.

Nothing is invented: the role is in the words of the guide's title, what a lost question may have been is in those of
its guidance, and what has no place is listed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from voice_interviewer.bank import Bank, KeyPoint, Question, Term, Tip, parse_bank
from voice_interviewer.bank.importing.blocks import Page
from voice_interviewer.bank.importing.language import Language
from voice_interviewer.bank.importing.words import sentences
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
class Advice:
    """A piece of advice, a line or several."""

    text: str
    tip: str = ""
    """What the page calls it if it is a hint that stands beside the advice: "Pro tip"."""


def advice_of(pieces: Sequence[Advice]) -> str:
    """All advice on a question. A hint keeps its name beside other advice, so that nobody takes it for a point."""
    if all(piece.tip for piece in pieces):
        return "\n".join(piece.text for piece in pieces)
    return "\n".join(_named(line, piece.tip) for piece in pieces for line in piece.text.split("\n"))


def _named(line: str, tip: str) -> str:
    bare = line.removeprefix("- ")
    name = f"{tip[:1].upper()}{tip[1:]}".removesuffix("s")
    return f"{line[: len(line) - len(bare)]}{name}: {bare}" if tip and bare else line


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

    def with_points(self) -> "Imported":
        """The same with points proposed for each question that came without."""
        from voice_interviewer.bank.proposing import with_points

        return replace(self, bank=with_points(self.bank))

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
        yield Question.model_construct(
            id=question_id(draft.id or draft.question, position, taken),
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


def question_id(text: str, position: int, taken: set[str]) -> str:
    """An id for a question that has none, made of its words, and added to those `taken`."""
    name = _free(slug(text, _ID_LENGTH) or f"question-{position}", taken)
    taken.add(name)
    return name


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
_MOST_ROLE_WORDS = 7


def role_in(title: str) -> str:
    """The role, as the title writes it; "" where it names none plainly."""
    if not _ON_AN_INTERVIEW.search(title):
        return ""
    for pattern in (_NAMED, _AFTER, _BEFORE):
        for found in pattern.finditer(title):
            if role := _trimmed_role(found["role"]):
                return role
    return ""


def _trimmed_role(text: str) -> str:
    """Without the words around a role that every title has; "" if another such word is left inside."""
    names = text.replace("’", "'").split()
    starts = [index for index, name in enumerate(names) if _is_common(name)]
    while names and _is_common(names[-1]):
        names.pop()
    cut = [index for index in starts if index < len(names)]
    names = names[cut[-1] + 1 :] if cut else names
    role = " ".join(names).strip(" \"'“”-*&")
    return role if 0 < len(names) <= _MOST_ROLE_WORDS and any(letter.isalpha() for letter in role) else ""


def _is_common(name: str) -> bool:
    bare = name.strip("\"'“”().,+&*#").casefold()
    return not bare or bare in _NO_ROLE or bare[0].isdigit()


_CLAUSE = re.compile(
    r"\b(?P<clause>(?:how (?:well |often |much |comfortable |confident |familiar )?|why |what |where |when |which \w+ )"
    r"(?:you|your)\b[^.;:!?()]*)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?P<clause>(?:a|any|the last) (?:time|situation|occasion|moment) (?:when|where|that) you\b[^.;:!?()]*)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:about|describe|of|in|into|understand|assess(?:es)?|explore|gauge|evaluate) "
    r"(?P<clause>your (?!answer|response|reply|interview|example|own)[^.,;:!?()]{3,80})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:,? (?:and|or|but|so that|because|which|in your (?:answer|response)|to (?:answer|show))\b.{0,200}|"
    r",[^,]{0,30})?$"
)
_MOST_PROPOSED_WORDS = 25


def proposed(intent: str, advice: str) -> str:
    """A question in the words of the guidance: "You should say how you sleep" asks "Tell me how you sleep."; or "".

    Only clauses that need no change are used, so that it is never wrong in its grammar.
    """
    for pattern, texts in ((_TIME, (intent, advice)), (_CLAUSE, (intent, advice)), (_OWN, (intent, advice))):
        for text in texts:
            for sentence in sentences(text.replace("\n", " ")):
                if (found := pattern.search(sentence)) and (clause := _trimmed_clause(found["clause"])):
                    return f"Tell me {'' if pattern is _CLAUSE else 'about '}{clause}."
    return ""


def _trimmed_clause(clause: str) -> str:
    parts = clause.strip(" \"”’'").split()
    if len(parts) > _MOST_PROPOSED_WORDS:
        clause = _TAIL.sub("", " ".join(parts[:_MOST_PROPOSED_WORDS]))
        parts = clause.split()
    short = " ".join(parts)
    return short[:1].lower() + short[1:] if 3 <= len(parts) <= _MOST_PROPOSED_WORDS else ""


# TOML 1.0 forbids these raw in a string; a carriage return is escaped, for parsers make "\r\n" to "\n".
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def bank_toml(bank: Bank, proposals: Sequence[str] = ()) -> str:
    """The whole file, ending in a newline. Empty texts and lists are left out, but for `question`.

    `proposals` has for each question what it may have been where it is open, or "".
    """
    return "\n".join(_bank_lines(bank, proposals or [""] * len(bank.questions))) + "\n"


def _bank_lines(bank: Bank, proposals: Sequence[str]) -> Iterator[str]:
    yield f"schema = {bank.schema_version}"
    yield f"title = {_text(bank.title)}"
    if bank.role:
        yield f"role = {_text(bank.role)}"
    yield f"locale = {_text(bank.locale)}"
    if bank.vocabulary:
        yield f"vocabulary = [{', '.join(_term(term) for term in bank.vocabulary)}]"
    for tip in bank.tips:
        yield from ("", "[[tips]]", f"title = {_text(tip.title)}", f"text = {_text(tip.text)}")
    for question, proposal in zip(bank.questions, proposals, strict=True):
        yield from _question_lines(question, proposal)


def _question_lines(question: Question, proposal: str) -> Iterator[str]:
    yield from ("", "[[questions]]")
    yield f"id = {_text(question.id)}"
    yield f"category = {_text(question.category)}"
    if question.stage:
        yield f"stage = {_text(question.stage)}"
    if proposal and not question.question:
        yield f"# proposed: {_without_control(' '.join(proposal.split()))}"
    yield f"question = {_text(question.question)}"
    for name in ("intent", "advice", "example"):
        if text := getattr(question, name):
            yield f"{name} = {_text(text)}"
    yield f"suggested_s = {_number(question.suggested_s)}"
    for point in question.points:
        yield from ("", "[[questions.points]]", f"text = {_text(point.text)}")
        if point.follow_up:
            yield f"follow_up = {_text(point.follow_up)}"
        if point.proposed:
            yield "proposed = true"


def _term(term: Term) -> str:
    if not term.spoken:
        return _text(term.term)
    return f"{{ term = {_text(term.term)}, spoken = {_text(term.spoken)} }}"


def _number(seconds: float) -> str:
    return str(int(seconds)) if seconds == int(seconds) else repr(seconds)


def _text(text: str) -> str:
    """A basic string; of several lines where the text has them, so that a person can read and edit it."""
    escaped = text.replace("\\", "\\\\")
    if "\n" in text:
        return '"""\n' + _without_control(escaped.replace('"""', '""\\"')) + '"""'
    return '"' + _without_control(escaped.replace('"', '\\"')) + '"'


def _without_control(text: str) -> str:
    return _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
