"""One question of a guide while its blocks come in."""

import dataclasses
from dataclasses import dataclass, replace

from voice_interviewer.bank import KeyPoint
from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Kind
from voice_interviewer.bank.importing.draft import Draft
from voice_interviewer.bank.importing.labels import Field, star_part
from voice_interviewer.bank.importing.rows import MOST_POINTS

_MOST_LINE_WORDS = 12
"""A line of a page that is no sentence is no longer."""


@dataclass
class Entry:
    """One question while its blocks come in, and which field they go into."""

    line: int
    category: str
    question: str = ""
    level: int = 0
    """Of the heading that asks it; 0 if no heading does."""
    depth: int = 0
    """How deep the list is in others that it came in."""
    kind: Kind = Kind.TEXT
    """What asked it: a heading, an item of a list, what is seen of a folded answer."""
    field: Field | None = None
    is_section: bool = False
    """The field was opened by a heading of its own, and holds until the next."""
    awaits_text: bool = False
    """A label stands alone; what follows is its text, whatever it looks like."""
    quote_is_open: bool = False
    intent: list[str] = dataclasses.field(default_factory=list)
    advice: list[str] = dataclasses.field(default_factory=list)
    example: list[str] = dataclasses.field(default_factory=list)
    points: list[KeyPoint] = dataclasses.field(default_factory=list)
    sources: list[Block] = dataclasses.field(default_factory=list)
    """Its blocks as they were read, in case nothing of it makes an entry."""

    @property
    def is_summary(self) -> bool:
        return self.kind is Kind.SUMMARY

    @property
    def is_bare_item(self) -> bool:
        return self.kind is Kind.ITEM and not self.sources

    @property
    def has_folded(self) -> bool:
        return self.is_summary and any(block.is_folded for block in self.sources)

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

    def begin(self, name: Field, *, is_section: bool = False, awaits_text: bool = False) -> None:
        """What comes now goes into this field."""
        self.field, self.is_section, self.awaits_text = name, is_section, awaits_text
        self.quote_is_open = False

    def add(self, name: Field, block: Block) -> bool:
        """Put a text where it belongs; False if there is no place for it."""
        if name is Field.POINTS:
            if len(self.points) == MOST_POINTS:
                return False
            self.points.append(KeyPoint.model_construct(text=block.text))
        elif name is Field.FOLLOW_UP:
            if not self.points or self.points[-1].follow_up:  # it probes the point above it
                return False
            self.points[-1] = KeyPoint.model_construct(text=self.points[-1].text, follow_up=block.text)
        else:
            {Field.INTENT: self.intent, Field.ADVICE: self.advice}.get(name, self.example).append(block.text)
        if name is Field.EXAMPLE:
            opens = words.opens_quote(block.text)
            self.quote_is_open = opens or (self.quote_is_open and not words.closes_quote(block.text))
        self.sources.append(block)
        return True

    def add_here(self, block: Block) -> bool:
        """What stands under a label."""
        if self.field in {Field.INTENT, Field.ADVICE} and block.kind is Kind.ITEM:
            block = replace(block, text=f"- {block.text}")
        return self.add(self.field or Field.ADVICE, block)

    def add_guidance(self, block: Block) -> None:
        """Each sentence goes on with the last one's field until another begins."""
        going_on = self.field if self.field in {Field.INTENT, Field.ADVICE} and self.field else Field.ADVICE
        if block.kind is Kind.ITEM:
            self.add(going_on, replace(block, text=f"- {block.text}"))
            return
        for name, text in self._runs(block.text, going_on):
            self.add(name, replace(block, text=text))
            self.field = name

    def _runs(self, text: str, going_on: Field) -> list[tuple[Field, str]]:
        sentences = words.sentences(text)
        kinds = [words.guidance(sentence) for sentence in sentences]
        if not self.question and not self.intent and Field.ADVICE in kinds:
            # guides say why before they say how; where the question is lost, this is all that tells it
            first = next(index for index, kind in enumerate(kinds) if kind)
            kinds[:first] = [Field.INTENT] * first
        made: list[tuple[Field, list[str]]] = []
        for sentence, kind in zip(sentences, kinds, strict=True):
            now = kind or (made[-1][0] if made else going_on)
            if not made or made[-1][0] is not now:
                made.append((now, []))
            made[-1][1].append(sentence)
        return [(name, " ".join(run)) for name, run in made]

    def is_star_part(self, block: Block) -> bool:
        """True for a part of a STAR story: A: between T: and R: is Action, not Answer."""
        part = star_part(block.text)
        if not part or (self.points and self.field is Field.POINTS):
            return False
        if part == "A":
            return bool(self.example) and star_part(self.example[-1]) == "T"
        return part != "*" or self.field is not Field.ADVICE

    def goes_on(self, block: Block, *, is_before_example: bool) -> bool:
        """True if a paragraph below a label of an example, or after one, belongs to it."""
        if not self.example or self.quote_is_open:
            return not words.is_strong_intent(block.text)
        if words.is_on_the_example(block.text) or words.is_strong_intent(block.text):
            return False
        if self.is_section or block.is_folded:
            return True
        last = self.example[-1]
        if words.is_first_person(block.text):
            return not words.closes_quote(last)
        is_new_line = block.kind is Kind.TEXT and is_line(block.text)
        if is_new_line and last.rstrip('"”’').endswith((".", "!", "?")):
            return False
        if not self.question and is_before_example:
            return False
        is_told = block.adjoins or block.kind is Kind.ITEM
        return is_told and not words.addresses_the_reader(block.text) and not words.closes_quote(last)

    def is_answer(self, block: Block, kind: Field | None) -> bool:
        """True if a paragraph without a label, which begins like guidance of that kind, is the example answer."""
        if self.example:
            return False
        if self.is_summary and not self.sources:
            return not words.is_strong_intent(block.text)
        return (block.text[:1] in words.QUOTES or not kind) and words.is_first_person(block.text)


def is_line(text: str) -> bool:
    """True for a few words that are no sentence, and nobody's own."""
    short = len(text.split()) <= _MOST_LINE_WORDS and not text.endswith(
        (".", "!", "?", ":", "”", '"', "…", "。")
    )
    return short and not words.is_first_person(text)
