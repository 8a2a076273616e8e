"""How a page sets its questions apart, learned from the whole of it before it is read block by block.

People mark alike what belongs together. Where most questions are numbered, or stand in headings of one rank, what
asks in the text below one of them belongs to it; where a heading comes back below each, it names a part; where a list
of questions comes back further down, it is a table of contents.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Kind
from voice_interviewer.bank.importing.labels import Field, label, number_end, star_part, without_number

_FEWEST = 3
"""Two that look alike may be chance."""
_LAST_RANK = 6
_MOST_DEPTH = 6
"""Of lists in lists that hold questions."""
_HEADS = frozenset({Kind.HEADING, Kind.SUMMARY})
_SILENT = frozenset({Kind.LEFT_OUT, Kind.RECORD, Kind.CODE})
_CHOICE = re.compile(r"\(?(?P<letter>[A-Za-z])\s?[.:)]\s+(?=\S)")
_PREFIX = re.compile(r"(?P<name>[^\W\d_][\w.'’-]{0,20}(?: [\w.'’&-]{1,20}){0,3}):\s+(?=\S)")


@dataclass(frozen=True)
class Look:
    """How a block stands out: as what, of which rank or how deep in lists, and whether a number is before it."""

    kind: Kind
    level: int
    is_numbered: bool


def _look(block: Block) -> Look | None:
    """None for a block that nothing sets apart. In plain text a heading is only guessed, and so is no look."""
    found = label(block.text)
    is_numbered = number_end(block.text) > 0 or (found is not None and found[0] is Field.QUESTION)
    if block.kind in _HEADS and (block.level or block.kind is Kind.SUMMARY):
        return Look(block.kind, block.level, is_numbered)
    if block.kind is Kind.ITEM:
        return Look(block.kind, block.level, is_numbered or block.is_numbered)
    if block.kind not in {Kind.TEXT, Kind.HEADING} or not (is_numbered or block.text.isupper()):
        return None
    return Look(Kind.TEXT, 0, is_numbered)


class Layout:
    """What the whole of a page says about each of its blocks, which are called by their number, from 0."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._looks = [_look(block) for block in blocks]
        ranks = Counter(block.level for block in blocks if block.kind is Kind.HEADING)
        self._top_rank = min(ranks) if ranks and ranks[min(ranks)] == 1 else 0
        headings = Counter(_bare(block.text) for block in blocks if block.kind is Kind.HEADING)
        self._parts = {text for text, count in headings.items() if count >= _FEWEST}
        self._learn()
        if self._parts and not self._leading:  # headings that come back are all that the page has
            self._parts = set()
            self._learn()
        asked = [at for at, is_asked in enumerate(self._asked) if is_asked]
        self.quoted = {} if self._leading else self._in_passing(len(asked))
        self._names = self._speakers_and_remarks()
        led = [at for at in asked if self._is_led(at)] or sorted(self.quoted)
        places = led or asked
        self._first, self._last = (places[0], places[-1]) if places else (len(blocks), -1)
        self._is_begun_by_prose = len(asked) >= _FEWEST and not any(
            (found := label(block.text)) and found[0] is Field.EXAMPLE for block in blocks[: self._first]
        )
        self._usual = self._usual_length(led)
        self._unmarked_below = sum(self._is_lone_question(at) for at in range(self._last + 1, len(blocks)))
        self._end_of_last_item = self._end_of_item(self._last)
        self._lines_part_questions = not any(self._is_divided(at) for at in range(self._first, self._last))
        self._counts = Counter(
            (self._looks[at], self._asked[at]) for at in range(len(blocks)) if at not in self.readers
        )
        self._without_mark = Counter(self._looks[at] for at in led if not words.asks(blocks[at].text))
        self._bare = self._bare_lists(led)
        self.is_by_an_interviewer = self._speaks_of_candidates(asked)
        self._fields = self._fields_of_parts()
        self.choices = frozenset(self._in_runs_of_letters())

    def _learn(self) -> None:
        self._asked = [self._asks(at) for at in range(len(self._blocks))]
        self.readers = frozenset(self._of_the_reader())
        self._asked = [is_asked and at not in self.readers for at, is_asked in enumerate(self._asked)]
        self.listed = frozenset(self._listed_again())
        self._leading = self._leading_looks()

    # what asks

    def _asks(self, at: int) -> bool:
        """True for a block that could be a question by itself."""
        block, look = self._blocks[at], self._looks[at]
        if block.kind in _SILENT or words.is_advert(block.text) or self.is_part(block):
            return False
        if found := label(block.text):
            return found[0] is Field.QUESTION and bool(found[1])
        if self._is_editorial(block):
            return False
        is_marked = look is not None and (look.is_numbered or look.kind is not Kind.ITEM)
        return words.question(block.text, is_marked) is not None

    def _is_editorial(self, block: Block) -> bool:
        """True for a heading or a paragraph with a number that asks about interviews, as "What do employers look for?"
        heads an article."""
        is_marked = block.kind in _HEADS or number_end(block.text) > 0
        return is_marked and words.is_about_interviews(block.text)

    def _listed_again(self) -> Iterator[int]:
        """Questions in a row that are all answered elsewhere: a table of contents, or a summary."""
        answered = defaultdict(set)
        for at, is_asked in enumerate(self._asked):
            if is_asked and at + 1 < len(self._blocks) and not self._asked[at + 1]:
                answered[self._words_at(at)].add(at)
        run: list[int] = []
        for at, is_asked in enumerate([*self._asked, False]):
            if is_asked and answered[self._words_at(at)]:
                run.append(at)
                continue
            if len(run) > 1 and all(answered[self._words_at(each)] - set(run) for each in run):
                yield from run
            run = []

    def _words_at(self, at: int) -> str:
        text = self._blocks[at].text
        return _bare(words.question(text, is_marked=True) or text)

    # how most questions look

    def _leading_looks(self) -> frozenset[Look]:
        looks = self._common(at for at in range(len(self._blocks)) if not self._is_item(at))
        looks -= {look for look in looks if self._heads_sections(look, looks)}
        in_lists: set[Look] = set()
        for level in range(_MOST_DEPTH):
            outside = self._items_outside(looks | in_lists)
            in_lists |= self._common(at for at in outside if self._blocks[at].level == level)
        return frozenset(looks | {look for look in in_lists if look.is_numbered} or in_lists)

    def _heads_sections(self, look: Look, looks: set[Look]) -> bool:
        """True for headings that ask, of which some hold the questions: "What might they ask?"."""
        count, holding, at_once, is_in_one = 0, 0, 0, False
        for at, block in enumerate(self._blocks):
            if self._looks[at] == look and self._asked[at]:
                count, is_in_one = count + 1, True
                below = self._below(at)
                at_once += below is not None and self._is_below(below, look, looks)
            elif is_in_one and self._is_below(at, look, looks):
                holding, is_in_one = holding + 1, False
            elif block.kind is Kind.HEADING and block.level <= look.level:
                is_in_one = False
        return look.kind is Kind.HEADING and (0 < 2 * holding < count or 2 * at_once > count)

    def _is_below(self, at: int, look: Look, looks: set[Look]) -> bool:
        """True for a question with one of the other looks, of a lower rank than the first."""
        own = self._looks[at]
        is_lower = own in looks and own is not None and own.kind is Kind.HEADING and own.level > look.level
        return is_lower and self._asked[at]

    def _bare_lists(self, led: Sequence[int]) -> frozenset[Look | None]:
        """The looks of items that are listed without anything below them."""
        items = [at for at in led if self._is_item(at)]
        filled = Counter(self._looks[at] for at in items if self._has_matter(at))
        return frozenset(
            look
            for look, count in Counter(self._looks[at] for at in items).items()
            if 2 * filled[look] <= count
        )

    def _is_item(self, at: int) -> bool:
        return self._blocks[at].kind is Kind.ITEM

    def _common(self, places: Iterable[int]) -> set[Look]:
        """The looks of several different questions, most of which have something of their own below them."""
        texts: dict[Look, set[str]] = defaultdict(set)
        own: Counter[Look] = Counter()
        counts: Counter[Look] = Counter()
        for at in places:
            if (look := self._looks[at]) and self._asked[at] and at not in self.listed:
                texts[look].add(self._words_at(at))
                counts[look] += 1
                own[look] += look.is_numbered or self._has_matter(at)
        return {look for look, each in texts.items() if len(each) >= _FEWEST and 2 * own[look] > counts[look]}

    def _has_matter(self, at: int) -> bool:
        below = self._below(at)
        if below is None:
            return False
        block, next_block = self._blocks[at], self._blocks[below]
        is_deeper = block.kind is next_block.kind and next_block.level > block.level
        if next_block.kind is Kind.HEADING:
            return is_deeper or self.is_part(next_block) or label(next_block.text) is not None
        return (is_deeper and block.kind is Kind.ITEM) or not self._asked[below]

    def _below(self, at: int) -> int | None:
        """The next block that is a part of the guide."""
        places = range(at + 1, len(self._blocks))
        return next((each for each in places if self._blocks[each].kind is not Kind.LEFT_OUT), None)

    def _items_outside(self, looks: set[Look]) -> Iterator[int]:
        """Items that belong to no question with one of these looks."""
        lead: Look | None = None
        for at, block in enumerate(self._blocks):
            if self._asked[at] and self._looks[at] in looks:
                lead = self._looks[at]
                if self._is_item(at):
                    yield at
            elif lead and _is_outside(block, lead):
                lead = None
            if self._is_item(at) and not lead:
                yield at

    def _is_led(self, at: int) -> bool:
        return self.leads(at) and self._asked[at] and at not in self.listed

    def leads(self, at: int) -> bool:
        """True for a block that looks like most questions of the page."""
        return self._looks[at] in self._leading or self._named(self._blocks[at])[0] is Field.QUESTION

    def is_sibling(self, at: int) -> bool:
        """True for what stands where all others of its look ask, though its words do not: "5. A night that went
        wrong" between four questions with numbers."""
        look, block, below = self._looks[at], self._blocks[at], self._below(at)
        if (
            not look
            or look not in self._leading
            or look.kind is Kind.ITEM
            or self._asked[at]
            or below is None
        ):
            return False
        text = without_number(block.text)
        if label(block.text) or words.is_section(text) or words.is_title(text) or words.is_advert(text):
            return False
        if words.is_closing(text) or self._asked[below] or self._outranks(below, block):
            return False
        if words.begins_like_a_question(text) and 2 * self._without_mark[look] > self._counts[look, True]:
            return True  # the others have no question mark either
        if self._counts[look, True] <= 2 * self._counts[look, False]:
            return False
        is_sentence = text.endswith(".") and len(text.split()) >= 4
        heads_parts = self.is_part(self._blocks[below]) or label(self._blocks[below].text) is not None
        return look.is_numbered or is_sentence or heads_parts

    def _outranks(self, at: int, other: Block) -> bool:
        """True for a heading of the other's rank, or of a higher one."""
        block = self._blocks[at]
        return block.kind is Kind.HEADING and (not other.level or block.level <= other.level)

    def may_ask(self, at: int, opened_at: int | None) -> bool:
        """False for what asks, though it is no question of an interview, or is one inside the question that
        `opened_at` opened."""
        block, look = self._blocks[at], self._looks[at]
        if self.is_part(block) or self._is_editorial(block):
            return False
        if not self._leading or look in self._leading:
            return True
        is_heading = block.kind in _HEADS and block.level > 0
        opened = self._looks[opened_at] if opened_at is not None else None
        if opened in self._bare and block.kind is Kind.TEXT:
            opened = None  # nothing stands below those, and so this does not either
        if opened and opened in self._leading and not _is_outside(block, opened):
            return opened_at == self._last and self._unmarked_below >= _FEWEST
        if is_heading:
            return self._may_head(block.level, is_numbered=bool(look and look.is_numbered))
        if block.kind is Kind.TEXT:
            return at > self._first and len(words.sentences(block.text)) == 1
        return True

    def _may_head(self, level: int, *, is_numbered: bool) -> bool:
        """False for a heading that ranks above those that ask, or has no number where they have one."""
        heads = [look for look in self._leading if look.kind in _HEADS]
        if not heads or is_numbered:
            return True
        is_bare = any(look.level == level and look.is_numbered for look in heads)
        return level > min(look.level for look in heads) and not is_bare

    def _is_lone_question(self, at: int) -> bool:
        """True for one sentence that asks, and that nothing marks as a question."""
        return (
            self._asked[at] and self._looks[at] is None and len(words.sentences(self._blocks[at].text)) == 1
        )

    def _is_divided(self, at: int) -> bool:
        """True if a line above the block parts it from its question."""
        return self._blocks[at].is_apart and not self._asked[at] and self._blocks[at].kind is not Kind.HEADING

    @property
    def has_a_look(self) -> bool:
        """True if the page sets its questions apart, so that none of them is lost."""
        return bool(self._leading) or Field.QUESTION in self._names.values()

    def is_preface(self, at: int) -> bool:
        """True above the first of several questions, if no example answer stands there: nothing of one is lost."""
        return at < self._first and self._is_begun_by_prose

    def is_title(self, block: Block) -> bool:
        """True for the only heading of the highest rank, if it is about interviews."""
        return 0 < block.level == self._top_rank and words.is_title(block.text)

    def has_more(self, at: int) -> bool:
        """True if a further question comes below."""
        return at < self._last

    def heads_questions(self, at: int) -> bool:
        """True if a question comes next."""
        below = self._below(at)
        return below is not None and self._asked[below]

    def heads_a_story(self, at: int) -> bool:
        """True if what comes next is what somebody said, in quotation marks."""
        below = self._below(at)
        text = self._blocks[below].text if below is not None else ""
        return text[:1] in words.QUOTES and bool(text) and words.is_own_story(text)

    def heads_list_of_questions(self, at: int) -> bool:
        """True for an item that is the topic of the questions in a list below it."""
        below = self._below(at)
        if below is None or not (self._is_item(at) and self._is_item(below) and self._asked[below]):
            return False
        return self._blocks[below].level > self._blocks[at].level

    def _in_runs_of_letters(self) -> Iterator[int]:
        """What may be chosen as the answer that stands below: "A: Run", "B: Knock". Without one they are answers."""
        run: list[int] = []
        for at in range(len(self._blocks) + 1):
            block = self._blocks[at] if at < len(self._blocks) else None
            is_text = block and block.kind in {Kind.TEXT, Kind.ITEM}
            found = _CHOICE.match(block.text) if block and is_text else None
            place = ord(found["letter"].casefold()) - ord("a") if found else -1
            if place == len(run):
                run.append(at)
                continue
            labelled = self.label(block) if block and len(run) > 1 else None
            is_answered = labelled is not None and labelled[0] is Field.EXAMPLE
            if is_answered and not any(words.asks(self._blocks[each].text) for each in run):
                yield from run
            run = [at] if place == 0 else []

    # parts of an answer, and who speaks

    def is_part(self, block: Block) -> bool:
        """True for a heading that comes back below several questions."""
        return block.kind is Kind.HEADING and _bare(block.text) in self._parts

    def field_of(self, block: Block) -> Field:
        """What stands below such a heading."""
        return self._fields[_bare(block.text)]

    def _fields_of_parts(self) -> dict[str, Field]:
        texts: dict[str, list[str]] = {part: [] for part in self._parts}
        for block, below in pairwise(self._blocks):
            if self.is_part(block):
                texts[_bare(block.text)].append(below.text)
        return {part: _field_of_most(each) for part, each in texts.items()}

    def label(self, block: Block) -> tuple[Field, str] | None:
        """What a label says, or the name of who speaks, and what follows it."""
        if found := label(block.text):
            return found
        field, rest = self._named(block)
        return (field, rest) if field in {Field.QUESTION, Field.EXAMPLE} and field else None

    def name(self, block: Block) -> str:
        """The name of who speaks, with its colon, where no label says it."""
        field, rest = self._named(block)
        return block.text.removesuffix(rest).strip() if field and not label(block.text) else ""

    def _speaks_of_candidates(self, asked: Sequence[int]) -> bool:
        """True if the "I" below the questions asks them, as in "I always listen for honesty"."""
        texts = [self._blocks[at + 1].text for at in asked if at + 1 < len(self._blocks)]
        own = [text for text in texts if text[:1] not in words.QUOTES and words.is_first_person(text)]
        return len(own) >= _FEWEST and 2 * sum(words.is_own_story(text) for text in own) < len(own)

    def is_remark(self, block: Block) -> bool:
        """True for "Remark: …" on a page where several lines begin so."""
        return self._named(block)[0] in {Field.INTENT, Field.ADVICE}

    def _named(self, block: Block) -> tuple[Field | None, str]:
        found = _PREFIX.match(block.text) if self._names and block.kind in {Kind.TEXT, Kind.ITEM} else None
        return (self._names.get(found["name"].casefold()), block.text[found.end() :]) if found else (None, "")

    def _speakers_and_remarks(self) -> dict[str, Field]:
        """What the names mean that several lines begin with, as in "Mrs Okafor: So, why nursing?"."""
        lines: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for at, block in enumerate(self._blocks):
            found = _PREFIX.match(block.text) if block.kind in {Kind.TEXT, Kind.ITEM} else None
            if found and not label(block.text) and not star_part(block.text):
                lines[found["name"].casefold()].append((at, block.text[found.end() :]))
        common = {name: each for name, each in lines.items() if len(each) >= _FEWEST}
        fields = {name: _field_of_most([text for _, text in each]) for name, each in common.items()}
        if self._leading:
            return fields
        asking = {
            name
            for name, each in common.items()
            if 2 * sum(words.question(text, is_marked=True) is not None for _, text in each) > len(each)
        }
        asked = {at for name in asking for at, _ in common[name]}
        answering = {
            name
            for name, each in common.items()
            if name not in asking and 2 * sum(at - 1 in asked for at, _ in each) >= len(each)
        }
        if not answering:
            return fields
        return fields | dict.fromkeys(asking, Field.QUESTION) | dict.fromkeys(answering, Field.EXAMPLE)

    # what belongs to no question

    def _of_the_reader(self) -> Iterator[int]:
        """Questions that a reader has, as in "How do I apply?", and the others in a section that has most of such."""
        sections: dict[int, list[int]] = defaultdict(list)
        section, is_asked_back = -1, False
        for at, block in enumerate(self._blocks):
            if self._asked[at] and not is_asked_back and self._is_answered_by_no_one(at):
                sections[section].append(at)
            elif block.kind is Kind.HEADING and not self.is_part(block):
                section, is_asked_back = at, words.is_asked_back(block.text)
        to_you = sum(words.is_to_you(self._blocks[at].text) for each in sections.values() for at in each)
        for each in sections.values():
            own = [at for at in each if words.is_of_the_reader(self._blocks[at].text)]
            if len(own) > sum(words.is_to_you(self._blocks[at].text) for at in each):
                yield from each if to_you or len(own) >= _FEWEST else ()
            elif to_you:
                yield from own

    def _is_answered_by_no_one(self, at: int) -> bool:
        """False if an "I" answers below, as in somebody's own notes."""
        below = self._below(at)
        if below is None:
            return True
        block = self._blocks[below]
        found = label(block.text)
        return not (found and found[0] is Field.EXAMPLE) and not re.search(r"\bI\b", block.text)

    def _in_passing(self, asked_count: int) -> dict[int, str]:
        """Paragraphs that each quote a question: 'We begin with "Why us?" Say …'; unless most others ask openly. Where
        nothing else asks, those that begin with one."""
        found = {
            at: asked
            for at, block in enumerate(self._blocks)
            if block.kind is Kind.TEXT and (asked := words.quoted_question(block.text))
        }
        if len(found) >= max(_FEWEST, asked_count):
            return found
        opened = {
            at: sentences[0]
            for at, block in enumerate(self._blocks)
            if block.kind is Kind.TEXT
            and len(sentences := words.sentences(block.text)) > 1
            and words.asks(sentences[0])
            and not words.is_advert(block.text)
        }
        return opened if not asked_count and len(opened) >= _FEWEST else {}

    def _usual_length(self, led: Sequence[int]) -> int | None:
        """How many blocks belong to each question but the last, if that is the same for all."""
        lengths = {
            below - at - 1
            for at, below in pairwise(led)
            if not any(self._outranks(each, self._blocks[at]) for each in range(at + 1, below))
        }
        return lengths.pop() if len(led) > _FEWEST and len(lengths) == 1 else None

    def is_usual_at(self, at: int) -> bool:
        """True if as much stands below each question."""
        return self._usual is not None and at - self._last <= self._usual

    def ends_at(self, at: int) -> bool:
        """True for what follows the last question and does not belong to it: a farewell, what stands below a line,
        more than any other question has."""
        if at <= self._last or not (self._leading or self.quoted):
            return False
        block = self._blocks[at]
        if words.is_closing(block.text) or words.is_bar(block.text):
            return True
        if block.is_apart and self._lines_part_questions:
            return True
        if at < self._end_of_last_item:
            return False
        is_known = self._usual is not None and (self._usual > 0 or bool(self.quoted))
        return is_known and not self.is_usual_at(at)

    def _end_of_item(self, at: int) -> int:
        """Where the list inside an item ends; the next block where there is none."""
        below = at + 1
        if at < 0 or self._blocks[at].kind is not Kind.ITEM:
            return below
        inner = takewhile(
            lambda block: block.kind is Kind.ITEM and block.level > self._blocks[at].level,
            islice(self._blocks, below, None),
        )
        return below + sum(1 for _ in inner)


def _is_outside(block: Block, opened: Look) -> bool:
    """True for a heading that ranks with the question, or above it, and an item of a list around its own: a bold line
    alone ranks below a paragraph."""
    if block.kind is Kind.ITEM:
        return opened.kind is Kind.ITEM and block.level < opened.level
    if block.kind not in _HEADS or not block.level:
        return False
    return block.level <= (opened.level if opened.kind in _HEADS else _LAST_RANK)


def _field_of_most(texts: Sequence[str]) -> Field:
    """Example, intent or advice: what most of these texts look like that look like anything."""
    kinds = Counter(kind for text in texts if (kind := _field(text)))
    return max(kinds, key=lambda kind: (kinds[kind], kind is Field.ADVICE), default=Field.ADVICE)


def _field(text: str) -> Field | None:
    return Field.EXAMPLE if words.is_own_story(text) else words.guidance(words.sentences(text)[0])


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
