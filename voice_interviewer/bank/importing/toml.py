"""A bank as the text of its file, exactly: parsing it gives the same bank."""

import re
from collections.abc import Iterator, Sequence

from voice_interviewer.bank import Bank, Question, Term

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
