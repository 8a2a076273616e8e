"""What each block of a page is: question, intent, advice, example, point, tip, category, title, or left over.

A page is read from top to bottom with one entry open at a time. A question opens the next one. Where a page has lost
its questions, as saved ones often have, guidance that follows an example opens an entry without a question.
Whatever comes in goes into exactly one place, or is told as left out.
"""

from dataclasses import replace

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import ALL_BOLD, NAVIGATION, Block, Kind, Page
from voice_interviewer.bank.importing.draft import Draft, Found, Leftover, refuse_too_many
from voice_interviewer.bank.importing.entry import Ahead, Entry, Tips, is_line
from voice_interviewer.bank.importing.labels import (
    Field,
    is_further,
    is_number_alone,
    is_part_alone,
    is_spoken,
    number_end,
    outline,
    own_words,
    says_only_example,
    tip_name,
    without_number,
)
from voice_interviewer.bank.importing.layout import Layout
from voice_interviewer.bank.importing.pieces import pieces
from voice_interviewer.bank.importing.records import draft_of

UNPLACED = "could not be placed"
OF_THE_READER = "is asked by a reader, not by an interviewer"
REPEATED = "is there a second time"
_LONGEST_TITLE = 300
_MOST_ORDER_WORDS = 25
_MOST_HEAD_WORDS = 6
_GUIDING = (Field.INTENT, Field.ADVICE, Field.EXAMPLE)


def decide(page: Page) -> Found:
    """The questions, tips and title of a page, and every block that found no place."""
    return _Decider(page, pieces(page)).found()


class _Decider:
    def __init__(self, page: Page, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._layout = Layout(blocks)
        self._ahead = Ahead(blocks, self._layout.label)
        self._at = 0
        self._opened_at: int | None = None
        self._title = ""
        self._page_title = page.title
        self._category = self._page_category = page.category
        self._section_level = 0
        self._unused_heading: Block | None = None
        self._entry: Entry | None = None
        self._tips = Tips()
        self._in_tips = False
        self._tips_level = 0
        self._is_asked_back = False
        self._skipped_as = ""
        self._awaits_question = False
        self._empty_label: tuple[Block, int] | None = None
        self._drafts: list[Draft] = []
        self._leftovers: list[Leftover] = []

    def found(self) -> Found:
        for at, block in enumerate(self._blocks):
            self._at = self._ahead.at = at
            self._read(block)
        self._close_section()
        for block in self._tips.unplaced:
            self._leave(block, UNPLACED)
        title = self._title or self._page_title
        return Found(title, tuple(self._drafts), tuple(self._tips.made), tuple(self._leftovers))

    def _read(self, block: Block) -> None:
        """What the file or a label says outright comes first, then what the words look like."""
        entry, labelled = self._entry, self._layout.label(block)
        if labelled and labelled[0] is Field.QUESTION and entry and entry.folds_away(block):
            labelled = None  # "I ask: …" in the answer to what is seen of it
        awaits_question, self._awaits_question = self._awaits_question, False
        if awaits_question and entry and not labelled and self._is_its_question(block):
            entry.question = words.question(block.text, is_marked=True) or without_number(block.text)
        elif self._at in self._layout.listed:
            self._skip(block, REPEATED)
        elif self._at in self._layout.readers:
            self._skip(block, OF_THE_READER)
        elif self._skipped_as == OF_THE_READER and labelled and labelled[0] is not Field.QUESTION:
            self._leave(block, OF_THE_READER)
        elif block.kind is Kind.RECORD:
            self._read_record(block)
        elif block.kind is Kind.CODE and entry:
            self._place(entry.add(entry.field or Field.EXAMPLE, block), block)
        elif block.kind is Kind.LEFT_OUT and not (labelled and labelled[1] and block.reason == NAVIGATION):
            self._leave(block, block.reason)
        elif entry and entry.is_star_part(block):
            is_section = block.kind is Kind.HEADING
            entry.begin(Field.EXAMPLE, is_section=is_section, awaits_text=is_part_alone(block.text))
            entry.add(Field.EXAMPLE, block)
        elif entry and entry.field is not Field.EXAMPLE and self._at in self._layout.choices:
            entry.begin(Field.ADVICE)
            entry.add_here(block)
        elif labelled:
            self._read_labelled(block, *labelled)
        else:
            self._read_unlabelled(block)

    def _is_its_question(self, block: Block) -> bool:
        """False for guidance below "Question 4", whose own text is lost."""
        if block.kind not in {Kind.TEXT, Kind.ITEM}:
            return False
        is_asked = words.question(block.text, is_marked=True) is not None
        return is_asked or not words.guidance(words.sentences(block.text)[0])

    def _read_unlabelled(self, block: Block) -> None:
        entry, is_heading = self._entry, block.kind is Kind.HEADING
        if words.is_related_heading(block.text) or (is_heading and self._is_advert_of_its_own(block)):
            self._skip(block, NAVIGATION)
        elif self._skipped_as and not self._ends_what_is_skipped(block):
            self._leave(block, NAVIGATION if words.is_advert(block.text) else self._skipped_as)
        elif is_number_alone(block.text) and block.kind in {Kind.TEXT, Kind.HEADING} and not block.level:
            self._leave(block, "is a number alone")
        elif entry and entry.awaits_text and not is_heading and not number_end(block.text):
            entry.awaits_text = False
            self._place(entry.add_here(block), block)
        elif entry and self._heads_story(entry, block):
            if not says_only_example(block.text):
                self._leave(block, "is a label")
            entry.begin(Field.EXAMPLE, is_section=is_heading, awaits_text=True)
        elif self._is_new_question(block):
            self._open(block, words.question(block.text, is_marked=True) or without_number(block.text))
        elif self._at in self._layout.quoted:
            asked = self._layout.quoted[self._at]
            told = block.text.removeprefix(asked).strip()
            self._open(block, asked).add_guidance(replace(block, text=told))
        elif not is_heading and not (entry and entry.quote_is_open) and self._layout.ends_at(self._at):
            self._skip(block, UNPLACED)
        elif words.is_advert(block.text) and not (entry and entry.quote_is_open):
            self._leave(block, NAVIGATION)
        elif is_heading or block.kind is Kind.SUMMARY or words.is_asked_back(block.text):
            self._read_heading(block)
        else:
            self._read_prose(block)

    def _heads_story(self, entry: Entry, block: Block) -> bool:
        """True for a few words above an example that is told in parts: "STAR:", "My story"."""
        text = block.text
        is_sentence = " " in text and text.endswith((".", "!", "?", ","))
        is_short = len(text.split()) <= _MOST_HEAD_WORDS and not is_sentence
        is_free = bool(entry.question) and not entry.example and not words.guidance(text)
        return is_short and is_free and self._ahead.has_story()

    def _skip(self, block: Block, reason: str) -> None:
        """This belongs to no question, and what comes below it neither."""
        self._close_entry()
        self._skipped_as = "" if reason == REPEATED else reason
        self._leave(block, reason)

    def _ends_what_is_skipped(self, block: Block) -> bool:
        if block.kind is Kind.HEADING:  # what only looks like one may be a line of an address
            return block.level > 0 or self._skipped_as != UNPLACED
        if block.kind is Kind.SUMMARY or words.is_marked_question(block.text, is_heading=False):
            return True
        return self._skipped_as == OF_THE_READER and self._is_new_question(block)

    def _is_advert_of_its_own(self, block: Block) -> bool:
        """True for the heading of an advert that ranks with the questions, and so ends the last one."""
        entry = self._entry
        return bool(entry and 0 < block.level <= entry.level < ALL_BOLD) and words.is_advert(block.text)

    def _read_record(self, block: Block) -> None:
        self._close_entry()
        self._tips.close()
        draft, leftovers = draft_of(block, self._category)
        self._leftovers += leftovers
        if draft:
            self._keep(draft)

    def _is_new_question(self, block: Block) -> bool:
        entry = self._entry
        if self._layout.is_sibling(self._at):
            return not (entry and entry.quote_is_open)
        is_marked = (
            block.kind in {Kind.HEADING, Kind.SUMMARY}
            or self._is_next_of_list(block)
            or self._is_order(block)
            or (self._layout.leads(self._at) and not self._in_tips)
        )
        if words.question(block.text, is_marked) is None or words.is_advert(block.text):
            return False
        if not self._layout.may_ask(self._at, self._opened_at):
            return False
        if self._is_asked_back and block.kind is not Kind.HEADING:
            return False
        if block.kind is Kind.HEADING and self._in_tips:
            return words.is_plainly_asked(block.text)
        if entry and entry.field is Field.FOLLOW_UP and block.kind is Kind.ITEM:
            return False
        if entry and entry.folds_away(block):
            return False
        is_free = not (self._in_tips or (entry and entry.quote_is_open))
        return is_marked or bool(number_end(block.text)) or is_free

    def _is_next_of_list(self, block: Block) -> bool:
        """An order in a numbered list is a question, unless the list belongs to one."""
        is_asked = block.is_numbered or (block.kind is Kind.ITEM and words.lacks_its_mark(block.text))
        return is_asked and not self._in_tips and (not self._entry or self._entry.is_bare_item)

    def _is_order(self, block: Block) -> bool:
        """True for "Describe a colleague." where the question before it has all it needs, and a label follows."""
        entry, last = self._entry, self._drafts[-1:]
        if self._in_tips or block.kind is not Kind.TEXT or (entry and entry.is_section):
            return False
        has_all = bool(entry.question and entry.example) if entry else bool(last and last[0].question)
        is_short = len(block.text.split()) <= _MOST_ORDER_WORDS and len(words.sentences(block.text)) == 1
        return has_all and is_short and any(field in _GUIDING for field in self._ahead.labels()[:1])

    def _read_labelled(self, block: Block, name: Field, rest: str) -> None:
        entry, is_heading = self._entry, block.kind is Kind.HEADING
        if name is Field.QUESTION:
            asked = words.question(rest, is_marked=True)
            if rest and not asked and self._is_spoken(block) and not self._ahead.has_example():
                self._skip(block, UNPLACED)  # "Interviewer: Thank you, that is all."
                return
            if is_heading and rest and not asked and self._ahead.has_the_question(block):
                self._read_heading(replace(block, text=rest))  # "Question 1: Teamwork"
                return
            self._tell_name(block)
            self._open(block, asked or rest)
            self._awaits_question = not rest
            return
        if name is Field.ADVICE and rest[:1] in words.QUOTES and rest and words.is_own_story(rest):
            name = Field.EXAMPLE  # "What to say: “I'd stop and wash it.”"
        is_below = bool(entry and entry.is_above(block))
        heads_a_part = is_heading and block.level < ALL_BOLD and not rest and not is_below
        if heads_a_part and words.is_tips_heading(block.text):
            self._read_heading(block)
        elif name is Field.ADVICE and not entry and (self._in_tips or self._tips.awaits_more):
            self._tips.read(replace(block, text=rest))
        elif name is Field.ADVICE and not entry and rest and not self._ahead.has_example():
            self._tips.open_with(replace(block, text=rest), is_labelled=True)
        else:
            if not entry or (self._is_of_the_next(entry, name) and not is_further(block.text)):
                entry = self._open(block, "")
            self._tell_name(block)
            self._tell_empty_label()
            if words_of_label := own_words(without_number(block.text)):
                self._leave(replace(block, text=words_of_label), "is a label")
            elif not rest:
                self._empty_label = (block, len(entry.sources))
            above, tip = entry.field, tip_name(block.text) if name is Field.ADVICE else ""
            entry.begin(name, is_section=is_heading and not rest, awaits_text=not rest, tip=tip)
            if rest:
                said = replace(block, text=rest)
                self._place(entry.add_here(said) if rest == block.text else entry.add(name, said), said)
                if name is Field.INTENT or tip:  # which is said on its line
                    entry.begin(Field.POINTS if tip and above is Field.POINTS else Field.ADVICE)

    def _tell_name(self, block: Block) -> None:
        if name := self._layout.name(block):
            self._leave(replace(block, text=name), "is a label")

    def _tell_empty_label(self) -> None:
        """A label below which nothing came is told."""
        if self._entry and self._empty_label and len(self._entry.sources) == self._empty_label[1]:
            self._leave(self._empty_label[0], "has nothing below it")
        self._empty_label = None

    def _is_spoken(self, block: Block) -> bool:
        return is_spoken(block.text) or self._layout.name(block) != ""

    def _is_of_the_next(self, entry: Entry, name: Field) -> bool:
        """True if an entry has its example, and so what the label brings belongs to another one."""
        if name is Field.INTENT:
            return bool(entry.example) and bool(entry.intent or not entry.question)
        return name is Field.EXAMPLE and bool(entry.example) and not entry.question

    def _read_heading(self, block: Block) -> None:
        self._skipped_as = ""
        text, entry = without_number(block.text), self._entry
        if entry and self._belongs_to(entry, block):
            return
        is_section = block.kind is Kind.HEADING and not words.is_title(text) and self._ahead.has_sections()
        may_be_title = len(text) <= _LONGEST_TITLE
        is_first = (
            block.level == 1
            or (self._layout.is_title(block) and not self._page_title)
            or (block.level == 0 and not self._category and not is_section and self._may_be_title(block))
        )
        if is_first and may_be_title and not self._title and not self._drafts and not entry:
            self._title = text
        elif text == self._title:
            self._leave(block, REPEATED)
        elif self._in_tips and not entry and self._is_in_tips(block):
            text = text if any(letter.isalpha() for letter in text) else ""  # a number alone
            self._tips.open(replace(block, text=text), text)
        else:
            self._begin_section(block, text)

    def _may_be_title(self, block: Block) -> bool:
        """False for a part of the page: the first of those that it counts, and what is seen of a fold."""
        depth = len(outline(block.text))
        is_counted = depth > 0 and any(
            len(outline(each.text)) == depth for each in self._blocks[self._at + 1 :]
        )
        return block.kind is not Kind.SUMMARY and (not is_counted or words.is_title(block.text))

    def _belongs_to(self, entry: Entry, block: Block) -> bool:
        """True if a heading orders what belongs to the question, or shows that the answer is folded away."""
        if (
            block.kind is Kind.SUMMARY
            and entry.question
            and not entry.example
            and self._ahead.is_folded_answer()
        ):
            self._leave(block, NAVIGATION)  # "Click to see the answer"
            entry.begin(Field.EXAMPLE, is_section=True)
            return True
        if self._layout.is_part(block) and not self._layout.heads_questions(self._at):
            self._leave(block, "is a label")
            entry.begin(self._layout.field_of(block), is_section=True)
            return True
        if self._is_emphasis(entry, block):
            entry.begin(Field.ADVICE, is_section=True)
            entry.add(Field.ADVICE, block)
            return True
        is_below = entry.is_above(block)
        if is_below and self._layout.heads_a_story(self._at):
            self._leave(block, "is a label")
            entry.begin(Field.EXAMPLE, is_section=True)
            return True
        if is_below or (entry.level < block.level and entry.is_summary and block.is_folded):
            tip = tip_name(f"{block.text}:")  # "Note"
            entry.begin(Field.ADVICE, is_section=True, tip=tip)
            if not tip:
                entry.add(Field.ADVICE, block)
            return True
        return False

    def _is_emphasis(self, entry: Entry, block: Block) -> bool:
        """True for a bold line inside of what belongs to a question that has no heading."""
        is_inside = self._is_led() and not entry.level and self._layout.has_more(self._at)
        return is_inside and block.level == ALL_BOLD and not self._layout.heads_questions(self._at)

    def _is_led(self) -> bool:
        """True if the open question looks as most of the page do."""
        return self._opened_at is not None and self._layout.leads(self._opened_at)

    def _is_in_tips(self, block: Block) -> bool:
        """False for a heading that ranks above the one that opened the tips, or is about questions."""
        is_above = 0 < block.level < self._tips_level
        is_next = 0 < block.level == self._tips_level and self._layout.heads_questions(self._at)
        return (
            not (is_above or is_next)
            and "question" not in block.text.casefold()
            and not words.is_closing(block.text)
        )

    def _begin_section(self, block: Block, text: str) -> None:
        self._close_section()
        self._is_asked_back = words.is_asked_back(text)
        self._in_tips, self._tips_level = self._is_asked_back or words.is_tips_heading(text), block.level
        if self._in_tips:
            self._tips.open(block, text)
        elif words.is_bridge(text) or words.asks(text) or words.is_closing(text):
            self._leave(block, UNPLACED)
        else:
            self._category, self._unused_heading = words.category(text), block
            self._section_level = block.level

    def _read_prose(self, block: Block) -> None:
        if self._entry and (
            (self._entry.has_folded and not block.is_folded) or self._is_around(self._entry, block)
        ):
            self._close_entry()
        entry = self._entry
        is_ranked_above = bool(
            entry and 0 < len(outline(block.text)) < len(entry.outline) and is_line(block.text)
        )
        heads_list = not entry and not self._in_tips and self._layout.heads_list_of_questions(self._at)
        if is_ranked_above or heads_list:
            self._begin_section(block, without_number(block.text))
            return
        if entry and entry.field is Field.EXAMPLE and self._layout.is_remark(block):
            entry.begin(Field.ADVICE)
        if self._starts_tip(block):
            self._close_entry()
            self._tips.open_with(block)
        elif entry and entry.is_bare_item and block.kind is Kind.ITEM and self._is_beside(entry, block):
            self._read_item(entry, block)
        elif entry and entry.field is Field.EXAMPLE and self._goes_on(entry, block):
            entry.add(Field.EXAMPLE, block)
        elif self._in_tips and not entry:
            self._tips.read(block)
        elif entry and entry.field in {Field.POINTS, Field.FOLLOW_UP} and block.kind is Kind.ITEM:
            self._place(entry.add(entry.field, block), block)
        elif entry and entry.is_section and entry.field and not words.is_strong_intent(block.text):
            self._place(entry.add_here(block), block)
        else:
            self._read_guidance(block)

    def _is_around(self, entry: Entry, block: Block) -> bool:
        """True for an item of a list in which that of the question stands."""
        return block.kind is Kind.ITEM and block.level < entry.depth

    def _goes_on(self, entry: Entry, block: Block) -> bool:
        return entry.goes_on(block, is_before_example=self._ahead.has_example())

    def _is_beside(self, entry: Entry, block: Block) -> bool:
        """True for an item of the same list as the question."""
        return not block.is_folded and block.level <= entry.depth

    def _read_item(self, entry: Entry, block: Block) -> None:
        """One of a list whose last one was a question without guidance."""
        if asked := words.question(block.text, is_marked=True):
            self._open(block, asked)
        elif words.guidance(block.text):
            entry.add_guidance(block)
        else:
            self._leave(block, UNPLACED)

    def _starts_tip(self, block: Block) -> bool:
        """A paragraph before "Tip:" that belongs to no question: none is open, or the open one has all it needs."""
        entry = self._entry
        if block.kind is not Kind.TEXT or self._in_tips or words.is_first_person(block.text):
            return False
        if self._is_led() and self._layout.has_more(self._at):
            return False
        if entry and (not entry.example or entry.quote_is_open or words.is_on_the_example(block.text)):
            return False
        if not (entry or self._title or self._drafts) and words.is_title(block.text):
            return False
        if entry and entry.question and not words.addresses_the_reader(block.text):
            return False
        return not words.is_strong_intent(block.text) and self._ahead.has_tip()

    def _read_guidance(self, block: Block) -> None:
        entry = self._entry
        kind = words.guidance(words.sentences(block.text)[0])
        if entry and entry.example and words.is_on_the_example(block.text):
            entry.add(Field.ADVICE, block)
            return
        is_said = block.text[:1] in words.QUOTES or not self._layout.is_by_an_interviewer
        is_said = is_said and not self._layout.is_remark(block)
        if entry and is_said and entry.is_answer(block, kind):
            entry.begin(Field.EXAMPLE)
            entry.add(Field.EXAMPLE, block)
            return
        if entry and entry.example and self._is_led() and self._belongs_below(block):
            entry.add_guidance(block)
            return
        if not entry or entry.example:
            is_told = kind and not (self._layout.has_a_look or self._layout.is_preface(self._at))
            if is_line(block.text) or not (is_told or self._ahead.has_example()):
                self._read_unknown(block)
                return
            if not (entry and entry.question and block.kind is Kind.ITEM):
                entry = self._open(block, "")
        elif not entry.question and kind is Field.INTENT and entry.advice:
            entry = self._open(block, "")
        entry.add_guidance(block)

    def _belongs_below(self, block: Block) -> bool:
        """True for what stands below an example, and above the next question."""
        layout = self._layout
        return layout.has_more(self._at) or layout.is_remark(block) or layout.is_usual_at(self._at)

    def _read_unknown(self, block: Block) -> None:
        """Prose outside any entry: the page's title, if it has none yet, or nothing that has a place."""
        if not (self._title or self._drafts or self._entry) and words.is_title(block.text):
            self._title = words.without_subject(block.text)
            if lead := block.text.removesuffix(self._title).strip():
                self._leave(replace(block, text=lead), "is a label")
        else:
            self._leave(block, REPEATED if block.text == self._title else UNPLACED)

    def _open(self, block: Block, question: str) -> Entry:
        self._close_entry()
        self._tips.close()
        self._in_tips = self._is_asked_back = False
        self._skipped_as, self._opened_at = "", self._at
        level = block.level if block.kind is Kind.HEADING else 0
        if self._section_level >= level > 0:  # that section had no question
            self._close_section()
            self._category, self._section_level = self._page_category, 0
        depth = block.level if block.kind is Kind.ITEM else 0
        self._entry = Entry(
            block.line,
            self._category,
            question,
            level,
            depth,
            block.kind,
            outline(block.text),
            is_folded=block.is_folded,
        )
        return self._entry

    def _close_section(self) -> None:
        """A heading names the category of the questions below it; one without any is told."""
        self._close_entry()
        self._tips.close()
        if self._unused_heading:
            self._leave(self._unused_heading, UNPLACED)
        self._unused_heading = None

    def _close_entry(self) -> None:
        self._tell_empty_label()
        entry, self._entry = self._entry, None
        self._opened_at = None
        if entry and (entry.question or entry.intent or entry.example):
            self._keep(entry.draft())
        elif entry:
            for block in entry.sources:
                self._leave(block, UNPLACED)

    def _keep(self, draft: Draft) -> None:
        if self._category and draft.category == self._category:
            self._unused_heading = None
        self._drafts.append(draft)
        refuse_too_many(len(self._drafts))

    def _place(self, is_placed: bool, block: Block) -> None:
        if not is_placed:
            self._leave(block, UNPLACED)

    def _leave(self, block: Block, reason: str) -> None:
        self._leftovers.append(Leftover(block.line, block.text, reason))
