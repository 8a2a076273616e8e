"""What comes next on a page: some blocks can only be told by those below them."""

from collections.abc import Sequence
from itertools import islice

from voice_interviewer.bank.importing import pages, words
from voice_interviewer.bank.importing.blocks import Block, Kind
from voice_interviewer.bank.importing.labels import Field, label

_MOST_LABELS = 3
_MOST_BLOCKS = 6
_MOST_BLOCKS_OF_A_SECTION = 200


class Ahead:
    """The blocks of a page below the one that is being read, which is number `at`."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self.at = 0

    def _next(self, count: int) -> Sequence[Block]:
        return self._blocks[self.at + 1 : self.at + 1 + count]

    def labels(self) -> list[Field | None]:
        """The labels of the next blocks, adverts left out, None for prose; it ends at a question or heading."""
        fields: list[Field | None] = []
        for block in self._next(_MOST_BLOCKS):
            if block.kind in {Kind.HEADING, Kind.RECORD, Kind.SUMMARY} or len(fields) == _MOST_LABELS:
                break
            labelled = label(block.text)
            if block.kind is Kind.LEFT_OUT or (not labelled and pages.is_advert(block.text)):
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
