"""One question of a guide while its blocks come in."""

from dataclasses import dataclass, field

from voice_interviewer.bank import KeyPoint
from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block
from voice_interviewer.bank.importing.draft import Draft
from voice_interviewer.bank.importing.labels import Field
from voice_interviewer.bank.importing.rows import MOST_POINTS


@dataclass
class Entry:
    """One question while its blocks come in."""

    line: int
    category: str
    question: str = ""
    level: int = 0
    """Of the heading that asks it; 0 if no heading does."""
    is_item: bool = False
    """True if it came as one of a list."""
    is_summary: bool = False
    """True if the page folds its answer away, or defines it as a term."""
    intent: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    example: list[str] = field(default_factory=list)
    points: list[KeyPoint] = field(default_factory=list)
    sources: list[Block] = field(default_factory=list)
    """Its blocks as they were read, in case nothing of it makes an entry."""

    def draft(self) -> Draft:
        return Draft(
            line=self.line,
            question=self.question,
            category=self.category,
            intent="\n".join(self.intent),
            advice="\n".join(self.advice),
            example=words.unquoted("\n".join(self.example)),
            points=tuple(self.points),
        )

    def add(self, name: Field, text: str, source: Block) -> bool:
        """Put a text where it belongs; False if there is no place for it."""
        if name is Field.POINTS:
            if len(self.points) == MOST_POINTS:
                return False
            self.points.append(KeyPoint.model_construct(text=text))
        elif name is Field.FOLLOW_UP:
            if not self.points or self.points[-1].follow_up:  # it probes the point above it
                return False
            self.points[-1] = KeyPoint.model_construct(text=self.points[-1].text, follow_up=text)
        else:
            {Field.INTENT: self.intent, Field.ADVICE: self.advice, Field.EXAMPLE: self.example}[name].append(
                text
            )
        self.sources.append(source)
        return True

    def runs(self, text: str, going_on: Field) -> list[tuple[Field, str]]:
        """The sentences of a paragraph of guidance, put together by field: each goes on with the last one's."""
        sentences = words.sentences(text)
        kinds = [words.guidance(sentence) for sentence in sentences]
        if not self.question and not self.intent and Field.ADVICE in kinds:
            # guides say why before they say how; where the question is lost, this is all that tells it
            kinds = [
                kind or Field.INTENT if all(each is None for each in kinds[: at + 1]) else kind
                for at, kind in enumerate(kinds)
            ]
        made: list[tuple[Field, list[str]]] = []
        for sentence, kind in zip(sentences, kinds, strict=True):
            now = kind or (made[-1][0] if made else going_on)
            if not made or made[-1][0] is not now:
                made.append((now, []))
            made[-1][1].append(sentence)
        return [(name, " ".join(run)) for name, run in made]
