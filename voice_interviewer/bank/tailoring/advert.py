"""What a job advert, a person specification or a job description asks for, line by line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from voice_interviewer.bank.importing.blocks import Block, Kind, Page, Row
from voice_interviewer.bank.importing.labels import bullet_end, without_number
from voice_interviewer.bank.proposing import grammar


class Asked(Enum):
    """What a line of an advert is."""

    ESSENTIAL = "essential"
    DESIRABLE = "desirable"
    DUTY = "duty"
    VALUE = "value"


@dataclass(frozen=True)
class Wanted:
    """One requirement, duty or value in the advert's words, with the file and the line where it stands."""

    kind: Asked
    text: str
    source: str
    line: int


@dataclass(frozen=True)
class Unused:
    """A line of an advert that asks for nothing: pay, how to apply, who the employer is."""

    text: str
    source: str
    line: int


@dataclass(frozen=True)
class Advert:
    """Everything that was found. `title` and `employer` are empty where nothing says them plainly."""

    title: str
    employer: str
    wanted: tuple[Wanted, ...]
    unused: tuple[Unused, ...]


_SECTIONS = (
    (
        None,
        (
            r"benefits?|what we (?:can )?offer|we offer|in return|perks?|rewards?|salary|pay\b|wage|"
            r"how to apply|to apply|apply|closing|"
            r"contact|about (?:us|the (?:trust|school|company|team|council|organisation|employer))|"
            r"who we are|our story|location|where|"
            r"hours|equal|diversity|why join|what you(?:'ll| will) get|what's in it|interview date|"
            r"safer recruitment|additional information|"
            r"further information|package|contract|start date"
        ),
    ),
    (
        Asked.DESIRABLE,
        (
            r"desirable|nice to have|bonus|preferred|advantage(?:ous)?|(?:it )?would be (?:great|nice|"
            r"good|helpful|useful)|"
            r"ideally|even better|useful|extras?|good to have"
        ),
    ),
    (
        Asked.VALUE,
        (
            r"(?:our |company |trust |school )?(?:core )?values|what (?:matters to us|we (?:believe|"
            r"stand for|value))|our culture|behaviours|our promise"
        ),
    ),
    (
        Asked.DUTY,
        (
            r"(?:main |key |principal |core |general |your )*(?:duties|responsibilities|tasks|"
            r"accountabilities)|what you(?:'ll| will)(?: be)? do(?:ing)?|"
            r"(?:the|your|this) (?:role|job|work|post)\b(?! (?:needs|requires))|day[- ]to[- ]day|"
            r"a typical (?:day|week|shift)|job purpose|purpose of|in this (?:role|job)|"
            r"(?:on shift,? )?you will(?: be)?$|you'll(?: be)?$|role (?:summary|overview|description)|job "
            r"(?:summary|overview)|what the job involves|main purpose"
        ),
    ),
    (
        Asked.ESSENTIAL,
        (
            r"essentials?|(?:key |minimum |our )*requirements?|must[- ]haves?|what (?:you(?:'ll| will)? "
            r"(?:need|bring)|we(?:'re| are)? (?:need|look(?:ing)? for|want|ask))|"
            r"about you|you (?:will |should |must )?(?:have|need)|you'll (?:have|need)|who you are|"
            r"who we(?:'re| are) (?:looking for|after)|are you|is this you|person spec(?:ification)?|"
            r"(?:selection |the )?criteria|(?:key |required )?skills|qualifications?|experience|knowledge|"
            r"training|education|personal (?:qualities|attributes)|"
            r"aptitudes?|attributes|competenc(?:y|ies)|abilities|the person|you(?:'re| are)|your "
            r"(?:skills|profile|background|experience)|we(?:'re| are) looking for"
        ),
    ),
)
_SECTION = tuple((kind, re.compile(rf"(?:{pattern})", re.IGNORECASE)) for kind, pattern in _SECTIONS)
_WHOLE_PAGE = re.compile(
    r"(?:job (?:description|advert|details)|person spec(?:ification)?|vacancy|advert(?:isement)?|jd)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<what>(?:job |role |post |position )?title|post|position|role|vacancy|job|employer|company|"
    r"organi[sz]ation|school|trust|"
    r"department|practice)\s*[:–—]\s*(?P<text>.+)",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"(?:to apply|apply (?:now|by|on|via|at)|please (?:apply|send|note|contact)|click|"
    r"for (?:more|further|an informal)|closing date)\b|"
    r"(?:salary|pay|rate|hours?|location|place|based|contract|closing(?: date)?|reference|ref|job "
    r"(?:ref|type|id)|grade|band|"
    r"reports? to|reporting to|responsible to|accountable to|start(?: date)?|department|team|posted|"
    r"tel(?:ephone)?|e-?mail|contact|"
    r"line manager|base|working pattern|shifts?|date|dbs|interviews?)\b[^:]{0,20}:",
    re.IGNORECASE,
)
_DESIRED = re.compile(
    r"\b(?:desirable|would be (?:an? )?(?:advantage|bonus|plus|great|nice|helpful|useful|ideal|"
    r"welcome|beneficial|preferred)|(?:is|are) (?:an? )?"
    r"(?:advantage|bonus|plus|welcome|preferred|helpful)|not essential|ideally|preferably|"
    r"nice to have|a plus\b)",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"(?:you(?:'ll| will|'d)? (?:must |need|should |have|also |already |be able|be (?:an?|comfortable|"
    r"confident|happy)|are (?:an?|able|comfortable|confident|happy|good))|you(?:'re| are) |"
    r"(?:we(?:'re| are)|the [\w ]+? is)? ?(?:looking for|seeking)|(?:we )?(?:need|want) (?:someone|"
    r"somebody|people|an?)|"
    r"(?:candidates|applicants|the (?:successful|right) (?:candidate|person|applicant)) (?:must|"
    r"should|will|needs?)|must\b)|.*\b(?:is|are) (?:essential|required|needed|a must|vital)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?:in this (?:role|job|post),? |day to day,? |on (?:a|each) shift,? )?you(?:'ll| will) "
    r"(?:be )?(?!need|have|must|also need|get|receive|be given|be paid|enjoy|be able)",
    re.IGNORECASE,
)
_VALUES = re.compile(
    r"(?:.{0,60}\b)?(?:our|shared|core|these) values(?: of| are|:| –| —| include)*\s+(?P<list>.+)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\s*[(\[](?P<mark>essential|desirable|e|d)[)\]]\s*$|\s+[–—-]\s+(?P<word>essential|desirable)\s*$",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])")
_TITLE_TAIL = re.compile(
    r"\s*(?:[-–—|:,(]\s*)?(?:job (?:description|advert)|person specification|vacancy|"
    r"job description and person specification)\)?\s*$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:school|academy|college|university|trust|hospitals?|surgery|council|ltd|limited|plc|group|charity|foundation|"
    r"services|partnership|llp)\.?$",
    re.IGNORECASE,
)
_LONGEST = 1_500
"""Characters of a paragraph; what is longer asks for nothing in particular."""

_SIZE = 12
"""Words of the longest title."""


def read_adverts(pages: Iterable[tuple[str, Page]]) -> Advert:
    """All files of one job together; `pages` has each with the name of its file."""
    readers = [_Reader(source, page) for source, page in pages]
    for reader in readers:
        reader.read()
    title = next((reader.title for reader in readers if reader.title), "")
    employer = next((reader.employer for reader in readers if reader.employer), "")
    wanted = _once(each for reader in readers for each in reader.wanted)
    unused = tuple(each for reader in readers for each in reader.unused)
    return Advert(title, employer, wanted, unused)


def _once(all_wanted: Iterable[Wanted]) -> tuple[Wanted, ...]:
    seen: dict[str, Wanted] = {}
    for each in all_wanted:
        seen.setdefault(f"{each.kind is Asked.VALUE} {each.text.casefold()}", each)
    return tuple(seen.values())


class _Reader:
    def __init__(self, source: str, page: Page) -> None:
        self._source, self._page = source, page
        self._section: Asked | None = None
        self._in_section = False
        self._first_line = ""
        self.title, self.employer = "", ""
        self.wanted: list[Wanted] = []
        self.unused: list[Unused] = []

    def read(self) -> None:
        blocks = list(self._page.blocks)
        self._name(blocks)
        self._is_items_only = False
        for block in blocks:
            if block.kind is Kind.TABLE:
                self._table(block.rows)
            elif block.kind is Kind.LEFT_OUT:
                self._leave(block.text, block.line)
            else:
                for number, text in enumerate(block.text.split("\n")):
                    if text.strip():
                        self._line(replace(block, text=text.strip(), line=block.line + number))

    def _name(self, blocks: list[Block]) -> None:
        blocks = [block for block in blocks if block.kind is not Kind.LEFT_OUT]
        for block in blocks:
            for text in (
                block.text,
                *("".join(row.texts[:1]) + ": " + " ".join(row.texts[1:]) for row in block.rows),
            ):
                if (found := _LABEL.match(text)) and len(found["text"].split()) <= _SIZE:
                    self._labelled(found["what"].casefold(), found["text"].strip())
        texts = [
            self._page.title,
            *(each.text for each in blocks if each.kind is Kind.HEADING),
            *(each.text for each in blocks[:2]),
        ]
        for text in texts:
            bare = (
                re.sub(_WHOLE_PAGE, "", text, count=1).strip(" :–—-|,")
                if _WHOLE_PAGE.match(text)
                else _TITLE_TAIL.sub("", text)
            )
            bare = re.sub(r"^(?:for|of|and|the|an?) (?:the )?(?:post of )?", "", bare, flags=re.IGNORECASE)
            if (
                self.title
                or not bare
                or len(bare.split()) > _SIZE
                or bare.endswith(".")
                or _section(bare) is not _NO_SECTION
            ):
                continue
            named = re.match(r"(?P<title>.+?)(?:\s+at\s+|\s*[,|–—]\s*|\s+-\s+)(?P<employer>[A-Z].+)", bare)
            self.title = (named["title"] if named else bare).strip()
            if self.title.isupper() and " " in self.title:
                self.title = self.title.title()
            if named and not self.employer and not re.search(r"\d|\bhours?\b|time\b", named["employer"]):
                self.employer = named["employer"].strip()
        for block in blocks[:5]:
            if not self.employer and len(block.text.split()) <= 7 and _ORGANISATION.search(block.text):
                self.employer = block.text.strip(" .,") if block.text != self.title else ""
        for block in blocks:
            if self.employer:
                break
            if found := re.search(
                r"(?:\b(?:[Jj]oin|[Aa]t|[Ww]elcome to) |^)(?P<name>(?:The )?[A-Z][\w&'’.-]*(?: (?:of|"
                r"and|&|the|for|[A-Z][\w&'’.-]*)){0,6})"
                r"(?= (?:is|are) (?:looking|recruiting|seeking|hiring|a|an|one)\b|,? we\b| as (?:an?|"
                r"our)\b)",
                block.text,
            ):
                name = found["name"].strip(" .,")
                if (
                    name.casefold() not in {"us", "you", "we", "the", "our"}
                    and _section(name) is _NO_SECTION
                    and name != self.title
                    and name not in self.title
                    and self.title not in name
                ):
                    self.employer = name

    def _labelled(self, what: str, text: str) -> None:
        if what.endswith("title") or what in {"post", "position", "role", "vacancy", "job"}:
            self.title = self.title or text
        elif what != "department":
            self.employer = self.employer or text

    def _line(self, block: Block) -> None:
        text = (
            without_number(block.text)[
                bullet_end(block.text) if not block.text[:1].isalnum() else 0 :
            ].strip()
            or block.text
        )
        if len(text) > _LONGEST:
            self._leave(text, block.line)
            return
        kind = _section(text)
        is_heading = block.kind in {Kind.HEADING, Kind.SUMMARY} or (
            block.kind is not Kind.ITEM
            and len(text.split()) <= 8
            and not text.endswith((".", ";", ","))
            and not re.search(r":\s+\S", text)
            and (text.endswith((":", "?")) or _section(text, whole=True) is not _NO_SECTION)
        )
        if is_heading and (kind is not _NO_SECTION or block.kind is Kind.HEADING):
            if not (
                block.kind is Kind.HEADING and kind is _NO_SECTION and block.level > 2 and self._in_section
            ):
                self._in_section, self._section = (
                    kind is not _NO_SECTION,
                    kind if isinstance(kind, Asked) else None,
                )
                self._is_items_only = bool(_WHOLE_PAGE.match(text))
            self._leave(text, block.line)
            return
        lead, colon, rest = text.partition(":")
        if (
            colon
            and rest.strip()
            and len(lead.split()) <= 6
            and isinstance(_section(lead), Asked)
            and _section(lead, whole=True) is not _NO_SECTION
        ):
            is_value = _section(lead) is Asked.VALUE
            for item in _listed(rest) if is_value else _pieces(rest.strip()):
                self._add(_section(lead), item, block.line)
            return
        if (
            _FACT.match(text)
            or _LABEL.match(text)
            or text.casefold() in (self.title.casefold(), self.employer.casefold())
        ):
            self._leave(text, block.line)
            return
        if found := _VALUES.match(text):
            for item in _listed(found["list"]):
                self._add(Asked.VALUE, item, block.line)
            return
        if self._in_section and self._section and (block.kind is Kind.ITEM or not self._is_items_only):
            self._of_section(text, block, self._section)
        elif block.kind is Kind.ITEM or (self._in_section and self._section is None):
            self._leave(text, block.line)
        else:
            self._prose(text, block.line)

    def _of_section(self, text: str, block: Block, kind: Asked) -> None:
        if block.kind is Kind.ITEM or len(_SENTENCES.split(text)) == 1:
            self._add(kind, text, block.line)
            return
        for sentence in _SENTENCES.split(text):
            self._add(kind, sentence, block.line)

    def _prose(self, text: str, line: int) -> None:
        """Running text: only the sentences that ask for something."""
        for sentence in _SENTENCES.split(text):
            if _DESIRED.search(sentence):
                self._add(Asked.DESIRABLE, sentence, line)
            elif does := _DOES.match(sentence):
                for part in grammar.parts(sentence[does.end() :].rstrip(".")):
                    self._add(Asked.DUTY, part, line)
            elif _NEEDED.match(sentence):
                self._add(Asked.ESSENTIAL, sentence, line)
            else:
                self._leave(sentence, line)

    def _add(self, kind: object, text: str, line: int) -> None:
        if not isinstance(kind, Asked):
            self._leave(text, line)
            return
        if marked := _MARK.search(text):
            kind = (
                Asked.DESIRABLE
                if (marked["mark"] or marked["word"]).casefold().startswith("d")
                else Asked.ESSENTIAL
            )
            text = text[: marked.start()]
        if kind is Asked.ESSENTIAL and _DESIRED.search(text):
            kind = Asked.DESIRABLE
        bare = text.strip(" .;,•-–")
        if any(letter.isalpha() for letter in bare):
            self.wanted.append(Wanted(kind, bare, self._source, line))

    def _leave(self, text: str, line: int) -> None:
        if any(letter.isalpha() for letter in text):
            self.unused.append(Unused(text, self._source, line))

    def _table(self, rows: tuple[Row, ...]) -> None:
        """A person specification is often one: columns of essential and desirable, or a letter for each."""
        kinds: list[object] = []
        for row in rows:
            here = [_column(text) for text in row.texts]
            if (
                sum(isinstance(kind, Asked) for kind in here)
                and all(len(text.split()) <= 4 for text in row.texts)
                and len(row.texts) > 1
                and any(_column(text) in (Asked.ESSENTIAL, Asked.DESIRABLE) for text in row.texts)
                and not any(len(text.split()) > 3 for text in row.texts)
                and not _flag(row.texts)
            ):
                kinds = here
                continue
            flag = _flag(row.texts)
            for index, text in enumerate(row.texts):
                kind = kinds[index] if index < len(kinds) else _NO_SECTION
                for part in text.split("\n"):
                    if (
                        flag
                        and _column(part) in (Asked.ESSENTIAL, Asked.DESIRABLE)
                        and len(part.split()) == 1
                    ):
                        continue
                    if isinstance(kind, Asked):
                        for item in _pieces(part.strip(" •-–")):
                            self._add(flag or kind, item, row.line)
                    elif flag and index == max(range(len(row.texts)), key=lambda at: len(row.texts[at])):
                        self._add(flag, part, row.line)
                    elif part.strip():
                        self._leave(part, row.line)


_NO_SECTION = object()


def _section(text: str, whole: bool = False) -> object:
    """What a heading opens: a kind, None for what asks for nothing, or _NO_SECTION if it is no such heading."""
    bare = text.strip(" :.!?#*-–").replace("’", "'")
    if not bare or len(bare.split()) > 9:
        return _NO_SECTION
    bare = (
        re.sub(r"^(?:the|and|some|any) ", "", bare, flags=re.IGNORECASE)
        if not re.match(r"the (?:role|job|person|post|work)", bare, re.IGNORECASE)
        else bare
    )
    for kind, pattern in _SECTION:
        found = pattern.match(bare)
        if found and (not whole or len(bare[found.end() :].split()) <= 1):
            return kind
    if re.search(r"\b(?:values)$", bare, re.IGNORECASE):
        return Asked.VALUE
    return (
        Asked.DESIRABLE
        if re.search(r"\bdesirable$", bare, re.IGNORECASE)
        else Asked.ESSENTIAL
        if re.search(r"\bessential$", bare, re.IGNORECASE)
        else _NO_SECTION
    )


def _column(text: str) -> object:
    bare = text.strip(" :.*").casefold()
    if bare in {"e", "essential", "essential criteria", "essential requirements"}:
        return Asked.ESSENTIAL
    if bare in {"d", "desirable", "desirable criteria", "desirable requirements", "preferred"}:
        return Asked.DESIRABLE
    return _NO_SECTION


def _flag(texts: tuple[str, ...]) -> Asked | None:
    """A row's own mark, where one cell is a long text and another says E or D."""
    marks = [kind for text in texts if isinstance(kind := _column(text), Asked)]
    is_row = any(len(text.split()) > 3 for text in texts) or any(text.strip() in {"E", "D"} for text in texts)
    return marks[0] if len(marks) == 1 and is_row else None


def _listed(text: str) -> list[str]:
    """Values in a row."""
    bare = text.strip(" .")
    return grammar.items(bare) if "," in bare else re.split(r"\s+and\s+", bare)


def _pieces(text: str) -> Iterator[str]:
    yield from (part for part in re.split(r"\s*[;•]\s+|\n", text) if part.strip())
