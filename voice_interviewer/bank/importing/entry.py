"""What is at hand while a page is read: the question or the tip whose blocks come in, and the blocks that come next."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from voice_interviewer.bank import KeyPoint, Tip
from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Kind
from voice_interviewer.bank.importing.draft import Advice, Draft, advice_of
from voice_interviewer.bank.importing.labels import (
    Field,
    is_before_action,
    label,
    outline,
    star_part,
    without_number,
    without_part,
)
from voice_interviewer.bank.importing.records import MOST_POINTS

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
    outline: tuple[str, ...] = ()
    """The figures of its number."""
    is_folded: bool = False
    """It was asked in what something else folds away."""
    field: Field | None = None
    is_section: bool = False
    """The field was opened by a heading of its own, and holds until the next."""
    awaits_text: bool = False
    """A label stands alone; what follows is its text, whatever it looks like."""
    tip: str = ""
    """What a label or a heading calls the hints that come now."""
    quote_is_open: bool = False
    intent: list[str] = dataclasses.field(default_factory=list)
    advice: list[Advice] = dataclasses.field(default_factory=list)
    example: list[str] = dataclasses.field(default_factory=list)
    points: list[KeyPoint] = dataclasses.field(default_factory=list)
    sources: list[Block] = dataclasses.field(default_factory=list)
    """Its blocks as they were read, in case nothing of it makes an entry."""
    _has_begun: bool = False
    """Something has come since a label or a heading said what comes."""
    _label_is_alone: bool = False
    _is_list: bool = False
    """What came below a label alone is a list, which is all of it."""

    def is_above(self, block: Block) -> bool:
        """True if a heading ranks below the question, by its level or by its number."""
        below = outline(block.text)
        has_number_below = bool(self.outline) and len(below) > len(self.outline)
        return (0 < self.level < block.level) or (
            has_number_below and below[: len(self.outline)] == self.outline
        )

    @property
    def is_summary(self) -> bool:
        return self.kind is Kind.SUMMARY

    @property
    def is_bare_item(self) -> bool:
        return self.kind is Kind.ITEM and not self.sources

    @property
    def has_folded(self) -> bool:
        return self.is_summary and any(block.is_folded for block in self.sources)

    def folds_away(self, block: Block) -> bool:
        """True for the answer that a question which is seen folds away."""
        is_answered = self.is_summary or (not self.is_folded and self.field is Field.EXAMPLE)
        return bool(self.question) and is_answered and block.is_folded and block.kind is not Kind.HEADING

    def draft(self) -> Draft:
        return Draft(
            line=self.line,
            question=self.question,
            category=self.category,
            intent="\n".join(self.intent),
            advice=advice_of(self.advice),
            example=words.unquoted("\n".join(self.example)),
            points=tuple(self.points),
        )

    def begin(
        self, name: Field, *, is_section: bool = False, awaits_text: bool = False, tip: str = ""
    ) -> None:
        """What comes now goes into this field."""
        self.field, self.is_section, self.awaits_text, self.tip = name, is_section, awaits_text, tip
        self.quote_is_open, self._has_begun = False, False
        self._label_is_alone, self._is_list = awaits_text, False

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
        elif name is Field.ADVICE:
            self.advice.append(Advice(block.text, self._tip_of(block)))
        else:
            (self.intent if name is Field.INTENT else self.example).append(block.text)
        if not self._has_begun:
            self._is_list = self._label_is_alone and block.kind is Kind.ITEM
        self._has_begun = True
        if name is Field.EXAMPLE:
            opens = words.opens_quote(block.text)
            self.quote_is_open = opens or (self.quote_is_open and not words.closes_quote(block.text))
        self.sources.append(block)
        return True

    def _tip_of(self, block: Block) -> str:
        """A heading names all below it; a label what is behind it, or the next paragraph or list."""
        goes_on = self.sources[-1:] and self.sources[-1].kind is block.kind is Kind.ITEM
        if self._has_begun and not (self.is_section or goes_on):
            self.tip = ""
        return self.tip

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
            parts = [text for text in self.example if is_before_action(text) or star_part(text)]
            return bool(parts) and is_before_action(parts[-1])
        return part != "*" or self.field is not Field.ADVICE

    def goes_on(self, block: Block, *, is_before_example: bool) -> bool:
        """True if a paragraph below a label of an example, or after one, belongs to it."""
        if not self.example or self.quote_is_open:
            return not words.is_strong_intent(block.text)
        if words.is_on_the_example(block.text) or words.is_strong_intent(block.text):
            return False
        if self.is_section or block.is_folded or (self._is_list and block.kind is Kind.ITEM):
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
        return (block.text[:1] in words.QUOTES or not kind) and words.is_own_story(block.text)


def is_line(text: str) -> bool:
    """True for a few words that are no sentence, and nobody's own."""
    short = len(text.split()) <= _MOST_LINE_WORDS and not text.endswith(
        (".", "!", "?", ":", "”", '"', "…", "。")
    )
    return short and not words.is_first_person(text)


_MOST_TITLE_WORDS = 6
_LONGEST_TITLE = 300


class Tips:
    """All tips so far, one of them open at a time; `unplaced` has what made none."""

    def __init__(self) -> None:
        self.made: list[Tip] = []
        self.unplaced: list[Block] = []
        self._block: Block | None = None
        self._is_labelled = False
        self._title = ""
        self._texts: list[str] = []
        self._below: list[Block] = []  # each paragraph, with its line

    @property
    def is_open(self) -> bool:
        return self._block is not None

    @property
    def awaits_more(self) -> bool:
        """True if a labelled tip belongs to the open one: that was opened by a heading or a paragraph."""
        return self.is_open and not self._is_labelled

    def open(self, block: Block, title: str, *texts: str) -> None:
        """Begin the next tip."""
        self.close()
        self._block, self._title, self._texts, self._is_labelled = block, title, list(texts), False
        self._below = []

    def open_with(self, block: Block, *, is_labelled: bool = False) -> None:
        """Begin one with its first paragraph, which also gives its title."""
        self.open(block, _title_of(without_number(block.text)), without_number(block.text))
        self._is_labelled = is_labelled

    def read(self, block: Block) -> None:
        """A paragraph of a tip; "Title: text" in a list is one of its own."""
        if not block.text.strip():  # a label that nothing stands behind
            return
        bare = without_number(block.text)
        title, colon, text = bare.partition(": ")
        is_item = block.kind is Kind.ITEM or bare != block.text
        if self.is_open and not self._texts and words.is_tip_title(block.text) and not is_item:
            self.open(block, bare)
        elif is_item and colon and len(title.split()) <= _MOST_TITLE_WORDS:
            self.open(block, title, text)
        elif self.is_open:
            self._texts.append(block.text)
            self._below.append(block)
        else:
            self.open_with(block)

    def close(self) -> None:
        """The open tip is done."""
        if self._block and self._texts and self._title:
            self.made.append(
                Tip.model_construct(title=self._title[:_LONGEST_TITLE], text="\n".join(self._texts))
            )
        elif self._block:
            self.unplaced += [block for block in (self._block, *self._below) if block.text.strip()]
        self._block = None


def _title_of(text: str) -> str:
    """The first sentence of a tip, or the beginning of a long one."""
    first = words.sentences(text)[0].rstrip(". ")
    parts = first.split()
    return first if len(parts) <= 8 and len(first) <= 100 else " ".join(parts[:6])[:100].rstrip(",;:") + " …"


_FEWEST_PARTS = 3
_MOST_LABELS = 3
_MOST_BLOCKS = 6
_MOST_BLOCKS_OF_A_SECTION = 200


class Ahead:
    """The blocks of a page below the one that is being read, which is number `at`."""

    def __init__(
        self, blocks: Sequence[Block], label_of: Callable[[Block], tuple[Field, str] | None]
    ) -> None:
        self._blocks = blocks
        self._label_of = label_of
        self.at = 0

    def _next(self, count: int) -> Sequence[Block]:
        return self._blocks[self.at + 1 : self.at + 1 + count]

    def labels(self) -> list[Field | None]:
        """The labels of the next blocks, adverts left out, None for prose; it ends at a question or heading."""
        fields: list[Field | None] = []
        for block in self._next(_MOST_BLOCKS):
            if block.kind in {Kind.HEADING, Kind.RECORD, Kind.SUMMARY} or len(fields) == _MOST_LABELS:
                break
            labelled = self._label_of(block)
            if block.kind is Kind.LEFT_OUT or (not labelled and words.is_advert(block.text)):
                continue
            if not labelled and (
                words.question(block.text) or (fields and words.is_strong_intent(block.text))
            ):
                break
            fields.append(labelled[0] if labelled else None)
        return fields

    def has_example(self) -> bool:
        """True if the next block is an example answer, by its label."""
        return self.labels()[:1] == [Field.EXAMPLE]

    def has_tip(self) -> bool:
        """True if "Tip:" follows, at most one paragraph further, and no example right after it."""
        fields = self.labels()
        if Field.ADVICE not in fields:
            return False
        index = fields.index(Field.ADVICE)
        return index < 2 and not any(fields[:index]) and fields[index + 1 : index + 2] != [Field.EXAMPLE]

    def has_story(self) -> bool:
        """True if a story comes next, told in parts with their names or letters, and no advice on how to tell one."""
        below = [block for block in self._next(2 * _MOST_BLOCKS) if block.kind is not Kind.LEFT_OUT]
        if not below or star_part(below[0].text) not in {"S", "*"}:
            return False
        parts = [at for at, block in enumerate(below) if star_part(block.text)]
        texts = [without_part(below[at].text) or below[min(at + 1, len(below) - 1)].text for at in parts]
        advised = sum(words.guidance(text) is not None for text in texts)
        return len(parts) >= _FEWEST_PARTS and 2 * advised < len(parts)

    def has_the_question(self, heading: Block) -> bool:
        """True if "The question: …" stands below a heading, before the next of its rank."""
        for block in self._next(_MOST_BLOCKS):
            if block.kind is Kind.HEADING and block.level <= heading.level:
                return False
            if (labelled := label(block.text)) and labelled[0] is Field.QUESTION:
                return True
        return False

    def is_folded_answer(self) -> bool:
        """True if what comes next is folded away, and asks nothing itself."""
        return any(
            block.is_folded and not words.question(block.text, block.kind is Kind.HEADING)
            for block in self._next(1)
        )

    def has_sections(self) -> bool:
        """True if a question comes next, and further headings that are no questions below it."""
        below = islice(self._blocks, self.at + 1, self.at + _MOST_BLOCKS_OF_A_SECTION)
        first = next(below, None)
        return bool(first and words.question(first.text, is_marked=True)) and any(
            block.kind is Kind.HEADING
            and not label(block.text)
            and not words.question(block.text, is_marked=True)
            for block in below
        )
