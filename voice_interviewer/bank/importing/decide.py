"""What each block of a page is: question, intent, advice, example, point, tip, category, title, or left over.

A page is read from top to bottom with one entry open at a time. A question opens the next one. Where a page has lost
its questions, as saved ones often have, guidance that follows an example opens an entry without a question.
Whatever comes in goes into exactly one place, or is told as left out.
"""

from collections.abc import Iterator
from dataclasses import replace

from voice_interviewer.bank import Tip
from voice_interviewer.bank.importing import pages, words
from voice_interviewer.bank.importing.blocks import NAVIGATION, Block, Kind, Page
from voice_interviewer.bank.importing.draft import Draft, Found, Leftover, refuse_too_many
from voice_interviewer.bank.importing.entry import Entry
from voice_interviewer.bank.importing.labels import Field, label, star_part
from voice_interviewer.bank.importing.numbering import number_end, without_number
from voice_interviewer.bank.importing.rows import draft_of, records

_ALL_BOLD = 7
UNPLACED = "could not be placed"
REPEATED = "is there a second time"
_LOOK_AHEAD = 3
_MOST_LINE_WORDS = 12
"""A line of a page that is no sentence is no longer."""


def decide(page: Page) -> Found:
    """The questions, tips and title of a page, and every block that found no place."""
    return _Decider(page).found()


def _pieces(page: Page) -> Iterator[Block]:
    """Tables as records, paragraphs cut where a label stands in their middle."""
    for block in page.blocks:
        if block.kind is Kind.TABLE:
            made = records(block.rows)
            cells = (
                Block(row.line, text) for row in block.rows for cell in row.texts for text in cell.split("\n")
            )
            yield from (cells if made is None else made)
        elif block.kind in {Kind.TEXT, Kind.ITEM}:
            first, *rest = (part.strip() for part in words.apart(block.text))
            yield replace(block, text=first)
            yield from (replace(block, text=part, kind=Kind.TEXT, adjoins=True) for part in rest)
        else:
            yield block


class _Decider:
    def __init__(self, page: Page) -> None:
        self._blocks = [block for block in _pieces(page) if block.text or block.kind is Kind.RECORD]
        self._at = 0
        self._title = ""
        self._page_title = page.title
        self._category = page.category
        self._unused_heading: Block | None = None
        self._entry: Entry | None = None
        self._field: Field | None = None
        self._is_section = False
        """The field was opened by a heading of its own, and holds until the next."""
        self._quote_is_open = False
        self._in_tips = False
        self._tips_level = 0
        self._in_adverts = False
        self._awaits_text = False
        self._awaits_question = False
        self._tip: tuple[Block, str, list[str]] | None = None
        self._drafts: list[Draft] = []
        self._tips: list[Tip] = []
        self._leftovers: list[Leftover] = []

    def found(self) -> Found:
        for self._at, block in enumerate(self._blocks):  # noqa: B020
            self._read(block)
        self._close_section()
        return Found(
            self._title or self._page_title, tuple(self._drafts), tuple(self._tips), tuple(self._leftovers)
        )

    def _read(self, block: Block) -> None:
        labelled = label(block.text)
        is_heading = block.kind is Kind.HEADING
        awaits_question, self._awaits_question = self._awaits_question, False
        if awaits_question and self._entry and not labelled and block.kind in {Kind.TEXT, Kind.ITEM}:
            self._entry.question = words.question(block.text, is_marked=True) or without_number(block.text)
        elif block.kind is Kind.RECORD:
            self._read_record(block)
        elif block.kind is Kind.LEFT_OUT and not (labelled and labelled[1]):
            self._leave(block, block.reason)
        elif self._is_star_part(block):
            self._field = Field.EXAMPLE
            self._add(Field.EXAMPLE, block)
        elif labelled:
            self._read_labelled(block, *labelled)
        elif pages.is_related_heading(block.text):
            self._close_entry()
            self._in_adverts = True
            self._leave(block, NAVIGATION)
        elif self._in_adverts and not is_heading and not words.is_marked_question(block.text, is_heading):
            self._leave(block, NAVIGATION)
        elif self._awaits_text and not is_heading and self._field and not number_end(block.text):
            self._awaits_text = False
            self._read_field(block)
        elif self._is_new_question(block):
            self._open(block, words.question(block.text, is_marked=True) or "")
        elif pages.is_advert(block.text) and not self._quote_is_open:
            self._leave(block, NAVIGATION)
        elif is_heading or block.kind is Kind.SUMMARY:
            self._read_heading(block)
        else:
            self._read_prose(block)

    def _read_record(self, block: Block) -> None:
        self._close_entry()
        self._close_tip()
        draft, leftovers = draft_of(block, self._category)
        self._leftovers += leftovers
        if draft:
            self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        if self._category and draft.category == self._category:
            self._unused_heading = None
        self._drafts.append(draft)
        refuse_too_many(len(self._drafts))

    def _is_star_part(self, block: Block) -> bool:
        """A: between T: and R: is Action, not Answer."""
        part, entry = star_part(block.text), self._entry
        if not part or not entry or (entry.points and self._field is Field.POINTS):
            return False
        if part != "A":
            return part != "*" or self._field is not Field.ADVICE
        return bool(entry.example) and star_part(entry.example[-1]) == "T"

    def _is_new_question(self, block: Block) -> bool:
        is_marked = block.kind in {Kind.HEADING, Kind.SUMMARY} or self._is_next_of_list(block)
        if words.question(block.text, is_marked) is None or pages.is_advert(block.text):
            return False
        if self._field is Field.FOLLOW_UP and block.kind is Kind.ITEM:
            return False
        if block.kind is Kind.HEADING and self._in_tips:
            return words.is_plainly_asked(block.text)
        if self._entry and self._entry.is_summary and block.is_folded and block.kind is not Kind.HEADING:
            return False
        return is_marked or bool(number_end(block.text)) or not (self._quote_is_open or self._in_tips)

    def _is_next_of_list(self, block: Block) -> bool:
        """An order in a numbered list is a question, unless the list belongs to one."""
        entry = self._entry
        return (
            block.is_numbered and not self._in_tips and (not entry or (entry.is_item and not entry.sources))
        )

    def _read_labelled(self, block: Block, name: Field, rest: str) -> None:
        is_heading = block.kind is Kind.HEADING
        is_below = bool(self._entry and self._entry.level and self._entry.level < block.level)
        if name is Field.QUESTION:
            self._open(block, words.question(rest, is_marked=True) or rest)
            self._awaits_question = not rest
            return
        if (
            is_heading
            and block.level < _ALL_BOLD
            and not rest
            and pages.is_tips_heading(block.text)
            and not is_below
        ):
            self._read_heading(block)
            return
        if name is Field.ADVICE and not self._entry and (self._in_tips or self._tip):
            self._read_tip(replace(block, text=rest))
            return
        has_all = bool(self._entry and self._entry.example)
        if (
            not self._entry
            or (has_all and name is Field.INTENT)
            or (has_all and name is Field.EXAMPLE and not self._entry.question)
        ):
            self._open(block, "")
        self._field, self._awaits_text = name, not rest
        self._is_section = is_heading and not rest
        self._quote_is_open = False
        if rest:
            self._add(name, replace(block, text=rest))

    def _read_heading(self, block: Block) -> None:
        self._in_adverts = False
        text = without_number(block.text)
        entry = self._entry
        if (
            entry
            and block.level
            and (entry.level or (entry.is_summary and block.is_folded))
            and entry.level < block.level
        ):
            self._read_subheading(block)
            return
        is_first = block.level == 1 or (block.level == 0 and not self._category)
        if is_first and not self._title and not self._drafts and not entry:
            self._title = text
            return
        if text == self._title:
            self._leave(block, REPEATED)
            return
        if (
            self._in_tips
            and not entry
            and "question" not in text.casefold()
            and not self._is_above_tips(block)
        ):
            self._close_tip()
            text = text if any(letter.isalpha() for letter in text) else ""  # a number alone
            self._tip = (replace(block, text=text), text, [])
            return
        self._close_section()
        self._in_tips = pages.is_tips_heading(text)
        self._tips_level = block.level
        if self._in_tips:
            self._tip = (block, text, [])
        elif pages.is_bridge(text):
            self._leave(block, UNPLACED)
        else:
            self._category, self._unused_heading = pages.category(text), block

    def _is_above_tips(self, block: Block) -> bool:
        """True for a heading that ranks above the one that opened the tips."""
        return 0 < block.level < self._tips_level

    def _read_subheading(self, block: Block) -> None:
        """A heading below that of the question orders what belongs to the question."""
        self._field, self._is_section, self._awaits_text = Field.ADVICE, True, False
        if not pages.is_tips_heading(block.text):
            self._add(Field.ADVICE, block)

    def _read_prose(self, block: Block) -> None:
        entry = self._entry
        if (
            entry
            and entry.is_summary
            and not block.is_folded
            and any(each.is_folded for each in entry.sources)
        ):
            self._close_entry()
            entry = None
        if self._starts_tip(block):
            self._close_entry()
            self._close_tip()
            self._tip = (block, _title_of(block.text), [block.text])
        elif (
            entry and entry.is_item and block.kind is Kind.ITEM and not entry.sources and not block.is_folded
        ):
            self._read_item(block)
        elif entry and self._field is Field.EXAMPLE and self._goes_on(block):
            self._add(Field.EXAMPLE, block)
        elif self._in_tips and not entry:
            self._read_tip(block)
        elif self._field in {Field.POINTS, Field.FOLLOW_UP} and block.kind is Kind.ITEM:
            self._add(self._field, block)
        elif self._is_section and entry and self._field and not words.is_strong_intent(block.text):
            self._read_field(block)
        else:
            self._read_guidance(block)

    def _read_field(self, block: Block) -> None:
        """What stands under a label."""
        if self._field in {Field.INTENT, Field.ADVICE} and block.kind is Kind.ITEM:
            block = replace(block, text=f"- {block.text}")
        self._add(self._field or Field.ADVICE, block)

    def _read_item(self, block: Block) -> None:
        """One of a list whose last one was a question without guidance."""
        if asked := words.question(block.text, is_marked=True):
            self._open(block, asked)
        elif words.guidance(block.text):
            self._read_guidance(block)
        else:
            self._leave(block, UNPLACED)

    def _ahead(self) -> list[Field | None]:
        """The labels of the next blocks, adverts left out; it ends at a question or heading."""
        fields: list[Field | None] = []
        for block in self._blocks[self._at + 1 : self._at + 2 * _LOOK_AHEAD]:
            if block.kind in {Kind.HEADING, Kind.RECORD, Kind.SUMMARY} or len(fields) == _LOOK_AHEAD:
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

    def _starts_tip(self, block: Block) -> bool:
        """A paragraph before "Tip:" that belongs to no question: none is open, or the open one has all it needs."""
        entry = self._entry
        if block.kind is not Kind.TEXT or self._in_tips or words.is_first_person(block.text):
            return False
        if (
            words.is_strong_intent(block.text)
            or (entry and (entry.question or not entry.example))
            or self._quote_is_open
        ):
            return False
        fields = self._ahead()
        until = fields[: fields.index(Field.ADVICE)] if Field.ADVICE in fields else fields
        return (
            Field.ADVICE in fields
            and not any(until)
            and len(until) < 2
            and fields[len(until) + 1 : len(until) + 2] != [Field.EXAMPLE]
        )

    def _goes_on(self, block: Block) -> bool:
        """True if a paragraph after an example still belongs to it."""
        entry = self._entry
        if not entry or not entry.example or self._quote_is_open:
            return not words.is_strong_intent(block.text)
        if words.is_on_the_example(block.text) or words.is_strong_intent(block.text):
            return False
        if self._is_section or block.is_folded:
            return True
        if words.is_first_person(block.text):
            return not words.closes_quote(entry.example[-1])
        if (
            _is_line(block.text)
            and block.kind is Kind.TEXT
            and entry.example[-1].rstrip('"”’').endswith((".", "!", "?"))
        ):
            return False
        if not entry.question and self._ahead()[:1] == [Field.EXAMPLE]:
            return False
        is_told = block.adjoins or block.kind is Kind.ITEM
        return (
            is_told
            and not words.addresses_the_reader(block.text)
            and not words.closes_quote(entry.example[-1])
        )

    def _read_guidance(self, block: Block) -> None:
        entry = self._entry
        kind = words.guidance(words.sentences(block.text)[0])
        if words.is_on_the_example(block.text) and entry and entry.example:
            self._add(Field.ADVICE, block)
            return
        if entry and not entry.example and self._is_the_answer(entry, block, kind):
            self._field = Field.EXAMPLE
            self._add(Field.EXAMPLE, block)
            return
        if not entry or entry.example:
            if not (kind or self._ahead()[:1] == [Field.EXAMPLE]) or _is_line(block.text):
                self._read_unknown(block)
                return
            if not (entry and entry.question and block.kind is Kind.ITEM):
                self._open(block, "")
        elif not entry.question and kind is Field.INTENT and entry.advice:
            self._open(block, "")
        self._add_sentences(block)

    def _is_the_answer(self, entry: Entry, block: Block, kind: Field | None) -> bool:
        if entry.is_summary and block.is_folded and not entry.sources:
            return not words.is_strong_intent(block.text)
        is_answer = block.text[:1] in words.QUOTES or not kind
        return is_answer and words.is_first_person(block.text)

    def _read_unknown(self, block: Block) -> None:
        """Prose outside any entry: the page's title, if it has none yet, or nothing that has a place."""
        if not (self._title or self._drafts or self._entry) and pages.is_title(block.text):
            self._title = block.text
        else:
            self._leave(block, REPEATED if block.text == self._title else UNPLACED)

    def _add_sentences(self, block: Block) -> None:
        """Each sentence goes on with the last one's field until another begins."""
        if not self._entry:
            return
        going_on = (
            self._field if self._field in {Field.INTENT, Field.ADVICE} and self._field else Field.ADVICE
        )
        if block.kind is Kind.ITEM:
            self._add(going_on, replace(block, text=f"- {block.text}"))
            return
        for name, text in self._entry.runs(block.text, going_on):
            self._add(name, replace(block, text=text))
            self._field = name

    def _read_tip(self, block: Block) -> None:
        """Every paragraph under a tips heading; "Title: text" in a list is a tip of its own."""
        bare = without_number(block.text)
        title, colon, text = bare.partition(": ")
        is_item = block.kind is Kind.ITEM or bare != block.text
        if self._tip and not self._tip[2] and pages.is_tip_title(block.text) and not is_item:
            self._close_tip()
            self._tip = (block, bare, [])
        elif is_item and colon and len(title.split()) <= 6:
            self._close_tip()
            self._tip = (block, title, [text])
        elif self._tip:
            self._tip[2].append(block.text)
        else:
            self._tip = (block, _title_of(bare), [bare])

    def _add(self, name: Field, block: Block) -> None:
        entry = self._entry
        if not entry or not entry.add(name, block.text, block):
            self._leave(block, UNPLACED)
            return
        if name is Field.EXAMPLE:
            opens = words.opens_quote(block.text)
            self._quote_is_open = opens or (self._quote_is_open and not words.closes_quote(block.text))

    def _open(self, block: Block, question: str) -> None:
        self._close_entry()
        self._close_tip()
        self._in_tips = self._in_adverts = False
        level = block.level if block.kind is Kind.HEADING else 0
        is_summary = block.kind is Kind.SUMMARY
        self._entry = Entry(block.line, self._category, question, level, block.kind is Kind.ITEM, is_summary)
        if self._category:
            self._unused_heading = None

    def _close_section(self) -> None:
        """A heading names the category of the questions below it; one without any is told."""
        self._close_entry()
        self._close_tip()
        if self._unused_heading:
            self._leave(self._unused_heading, UNPLACED)
        self._unused_heading = None

    def _close_entry(self) -> None:
        entry, self._entry = self._entry, None
        self._field, self._quote_is_open, self._is_section, self._awaits_text = None, False, False, False
        if entry and (entry.question or entry.intent or entry.example):
            self._keep(entry.draft())
        elif entry:
            for block in entry.sources:
                self._leave(block, UNPLACED)

    def _close_tip(self) -> None:
        if self._tip:
            block, title, texts = self._tip
            if texts and title:
                self._tips.append(Tip.model_construct(title=title[:300], text="\n".join(texts)))
            else:
                self._leave(replace(block, text="\n".join((block.text, *texts)).strip()), UNPLACED)
        self._tip = None

    def _leave(self, block: Block, reason: str) -> None:
        self._leftovers.append(Leftover(block.line, block.text, reason))


def _is_line(text: str) -> bool:
    """True for a few words that are no sentence, and nobody's own."""
    short = len(text.split()) <= _MOST_LINE_WORDS and not text.endswith(
        (".", "!", "?", ":", "”", '"', "…", "。")
    )
    return short and not words.is_first_person(text)


def _title_of(text: str) -> str:
    """The first sentence of a tip, or the beginning of a long one."""
    first = words.sentences(text)[0].rstrip(". ")
    parts = first.split()
    return first if len(parts) <= 8 and len(first) <= 100 else " ".join(parts[:6])[:100].rstrip(",;:") + " …"
