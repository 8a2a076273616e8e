"""Key points for questions that have none, out of their own guidance, by rules over its grammar.

Nothing is made up: every point is a part of the advice, of what the interviewer is after or of the example, in the
guide's words, and stays marked as proposed until a person has looked at it.
"""

import re
from dataclasses import dataclass

from voice_interviewer.bank import Bank, KeyPoint, Question
from voice_interviewer.bank.proposing.advice import Part, advised
from voice_interviewer.bank.proposing.examples import told
from voice_interviewer.bank.proposing.follow_ups import follow_up
from voice_interviewer.bank.proposing.saying import said
from voice_interviewer.bank.stems import likeness

__all__ = ["SAME", "Repeat", "propose", "repeats", "with_points"]

MOST_POINTS = 6
"""As many as an answer of two minutes has room for."""

_FEW = 2
"""With fewer points of its advice, a question's intent is read as well."""

SAME = 0.75
"""From this likeness on, two points are one: of four content words each at most one differs."""


@dataclass(frozen=True)
class Repeat:
    """Two points of a question, counted from 1, that say the same."""

    question: Question
    first: int
    second: int


def propose(question: Question) -> tuple[KeyPoint, ...]:
    """What an answer should have in it, by the question's advice, else its intent, else its example; may be empty."""
    found = advised(question.advice)
    if len(found) < _FEW:
        found = [*advised(question.intent), *found]
    if not found:  # guidance may look like an answer: "I look for …"
        ways = (advised, told) if _is_guidance(question.example) else (told, advised)
        found = ways[0](question.example) or ways[1](question.example)
    kept: list[Part] = []
    for part in found:
        if not any(likeness(part.text, other.text) >= SAME for other in kept):
            kept.append(part)
    return tuple(
        KeyPoint(text=_sentence(said(part)), follow_up=follow_up(part, question.question), proposed=True)
        for part in kept[:MOST_POINTS]
    )


def with_points(bank: Bank) -> Bank:
    """The bank with proposed points for each question that has none. The rules are those of English alone."""
    if not bank.locale.casefold().startswith("en"):
        return bank
    questions = (
        question if question.points else question.model_copy(update={"points": propose(question)})
        for question in bank.questions
    )
    return bank.model_copy(update={"questions": tuple(questions)})


def repeats(bank: Bank) -> tuple[Repeat, ...]:
    """Points of one question that say the same twice."""
    return tuple(
        Repeat(question, first + 1, second + 1)
        for question in bank.questions
        for second in range(len(question.points))
        for first in range(second)
        if likeness(question.points[first].text, question.points[second].text) >= SAME
    )


def _is_guidance(text: str) -> bool:
    """True for what speaks more of "you" than of "I", or of what people say in interviews."""
    if re.search(
        r"\b(?:candidates?|applicants?|interview|(?:tells?|told|gives?|gave|shows?|showed) (?:me|"
        r"us)|(?:hear|listen|look(?:ing)? for))\b",
        text,
        re.IGNORECASE,
    ):
        return True
    return len(re.findall(r"\byou(?:r|rself)?\b", text)) > len(re.findall(r"\b(?:I|my|me)\b", text))


def _sentence(text: str) -> str:
    bare = text.strip(" ,;:")
    return bare[:1].upper() + bare[1:] + ("" if bare.endswith((".", "!", "?", "…")) else ".")
