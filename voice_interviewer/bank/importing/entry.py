"""One question of a guide while its lines come in, and the section it stands in."""

from dataclasses import dataclass, field

from voice_interviewer.bank import KeyPoint
from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.draft import Draft, slug
from voice_interviewer.bank.importing.line import Line


@dataclass
class Entry:
    """One question while its lines come in."""

    line: int
    category: str
    question: str = ""
    is_item: bool = False
    """True if it came as one of a list."""
    intent: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    example: list[str] = field(default_factory=list)
    points: list[KeyPoint] = field(default_factory=list)
    sources: list[Line] = field(default_factory=list)
    """Its guidance as it was read, in case nothing of it makes an entry."""

    def draft(self) -> Draft:
        example = words.unquoted("\n".join(self.example))
        return Draft(
            line=self.line,
            question=self.question,
            category=self.category,
            intent="\n".join(self.intent),
            advice="\n".join(self.advice),
            example=example,
            points=tuple(self.points),
        )


_COMMON_WORDS = frozenset(
    {"interview", "question", "questions", "answer", "answers", "sample", "example", "examples"}
)
_JOINING_WORDS = frozenset({"about", "the", "and", "with", "for", "top", "on", "your", "common"})


def category(heading: str) -> str:
    """What a section is called, without the words that every section of a guide has; "" if nothing is left."""
    names = [
        name for name in slug(heading, 300).split("-") if name not in _COMMON_WORDS and not name.isdigit()
    ]
    while names and names[0] in _JOINING_WORDS:
        names.pop(0)
    while names and names[-1] in _JOINING_WORDS:
        names.pop()
    return slug("-".join(names))
