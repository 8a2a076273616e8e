"""The tips of a page while they come in: paragraphs under a heading on preparing, or before "Tip:"."""

from dataclasses import replace

from voice_interviewer.bank import Tip
from voice_interviewer.bank.importing import pages, words
from voice_interviewer.bank.importing.blocks import Block, Kind
from voice_interviewer.bank.importing.numbering import without_number

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

    def open_with(self, block: Block, *, is_labelled: bool = False) -> None:
        """Begin one with its first paragraph, which also gives its title."""
        self.open(block, _title_of(without_number(block.text)), without_number(block.text))
        self._is_labelled = is_labelled

    def read(self, block: Block) -> None:
        """A paragraph of a tip; "Title: text" in a list is one of its own."""
        bare = without_number(block.text)
        title, colon, text = bare.partition(": ")
        is_item = block.kind is Kind.ITEM or bare != block.text
        if self.is_open and not self._texts and pages.is_tip_title(block.text) and not is_item:
            self.open(block, bare)
        elif is_item and colon and len(title.split()) <= _MOST_TITLE_WORDS:
            self.open(block, title, text)
        elif self.is_open:
            self._texts.append(block.text)
        else:
            self.open_with(block)

    def close(self) -> None:
        """The open tip is done."""
        if self._block and self._texts and self._title:
            self.made.append(
                Tip.model_construct(title=self._title[:_LONGEST_TITLE], text="\n".join(self._texts))
            )
        elif self._block:
            text = "\n".join((self._block.text, *self._texts)).strip()
            self.unplaced.append(replace(self._block, text=text))
        self._block = None


def _title_of(text: str) -> str:
    """The first sentence of a tip, or the beginning of a long one."""
    first = words.sentences(text)[0].rstrip(". ")
    parts = first.split()
    return first if len(parts) <= 8 and len(first) <= 100 else " ".join(parts[:6])[:100].rstrip(",;:") + " …"
