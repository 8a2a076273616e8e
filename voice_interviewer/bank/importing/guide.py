"""From the lines of an interview guide to its questions.

A guide is read from top to bottom with one entry open at a time. A question opens the next one. Where a page has
lost its questions, as saved ones often have, guidance that follows an example opens an entry without a question.
"""

from collections.abc import Iterable
from dataclasses import replace

from voice_interviewer.bank import KeyPoint, Tip
from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.draft import Draft, Found, Leftover, refuse_too_many
from voice_interviewer.bank.importing.entry import Entry, category
from voice_interviewer.bank.importing.line import Kind, Line
from voice_interviewer.bank.importing.words import Field

_ALL_BOLD = 7
UNPLACED = "could not be placed"
LEFT_OUT = "left out as navigation or advertising"

_TEXTS = {Field.INTENT: "intent", Field.ADVICE: "advice", Field.EXAMPLE: "example"}


def read_guide(lines: Iterable[Line]) -> Found:
    """The questions, tips and title of a guide, and every line that found no place."""
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return reader.found()


class _Reader:
    def __init__(self) -> None:
        self._title = ""
        self._category = ""
        self._unused_heading: Line | None = None
        self._entry: Entry | None = None
        self._field: Field | None = None
        self._quote_is_open = False
        self._in_tips = False
        self._in_adverts = False
        self._awaits_text = False
        self._tip: tuple[Line, list[str]] | None = None
        self._drafts: list[Draft] = []
        self._tips: list[Tip] = []
        self._leftovers: list[Leftover] = []

    def found(self) -> Found:
        self._close_section()
        return Found(self._title, tuple(self._drafts), tuple(self._tips), tuple(self._leftovers))

    def read(self, line: Line) -> None:
        for part in words.apart(line.text):
            self._read_part(replace(line, text=part.strip()))

    def _read_part(self, line: Line) -> None:
        labelled = words.label(line.text)
        is_heading = line.kind is Kind.HEADING
        if line.kind is Kind.LEFT_OUT and not (labelled and labelled[1]):
            self._leave(line, LEFT_OUT)
        elif labelled:
            self._read_labelled(line, *labelled)
        elif words.is_related_heading(line.text):
            self._close_entry()
            self._in_adverts = True
            self._leave(line, LEFT_OUT)
        elif self._in_adverts and not is_heading and not words.is_marked_question(line.text, is_heading):
            self._leave(line, LEFT_OUT)
        elif self._is_new_question(line):
            self._open(line, words.question(line.text, is_heading) or "")
        elif words.is_advert(line.text) and not self._quote_is_open:
            self._leave(line, LEFT_OUT)
        elif is_heading:
            self._read_heading(line)
        else:
            self._read_prose(line)

    def _is_new_question(self, line: Line) -> bool:
        is_heading = line.kind is Kind.HEADING
        if words.question(line.text, is_heading) is None or words.is_advert(line.text):
            return False
        marked = words.is_marked_question(line.text, is_heading)
        return marked or not (self._quote_is_open or self._in_tips)

    def _read_labelled(self, line: Line, name: Field, rest: str) -> None:
        if name is Field.QUESTION:
            self._open(line, rest)
            return
        if self._in_tips and name is Field.ADVICE and not self._entry:
            self._read_tip(replace(line, text=rest))
            return
        if (
            line.kind is Kind.HEADING
            and line.level < _ALL_BOLD
            and not rest
            and words.is_tips_heading(line.text)
        ):
            self._read_heading(line)
            return
        has_all = bool(self._entry and self._entry.example)
        if not self._entry or (has_all and name in {Field.INTENT, Field.EXAMPLE}):
            self._open(line, "")
        self._field, self._awaits_text = name, not rest
        if rest:
            self._add(name, replace(line, text=rest))

    def _read_heading(self, line: Line) -> None:
        self._in_adverts = False
        is_first = line.level == 1 or (line.level == 0 and not self._category)
        if is_first and not self._title and not self._drafts and not self._entry:
            self._title = line.text
            return
        if self._in_tips and not self._entry and "question" not in line.text.casefold():
            self._close_tip()
            self._tip = (Line(line.number, words.without_number(line.text), line.kind), [])
            return
        self._close_section()
        self._in_tips = words.is_tips_heading(line.text)
        if self._in_tips:
            self._tip = (line, [])
        else:
            self._category, self._unused_heading = category(line.text), line

    def _read_item(self, line: Line) -> None:
        """One of a list whose last one was a question without guidance."""
        if asked := words.asked_in_a_list(line.text):
            self._open(line, asked)
        elif words.guidance(line.text):
            self._read_guidance(line)
        else:
            self._leave(line, UNPLACED)

    def _read_prose(self, line: Line) -> None:
        entry = self._entry
        if entry and entry.is_item and line.kind is Kind.ITEM and not entry.sources:
            self._read_item(line)
        elif entry and self._field is Field.EXAMPLE and self._goes_on(line):
            self._add(Field.EXAMPLE, line)
        elif self._in_tips and not self._entry:
            self._read_tip(line)
        elif self._field in {Field.POINTS, Field.FOLLOW_UP} and line.kind is Kind.ITEM:
            self._add(self._field, line)
        else:
            self._read_guidance(line)

    def _goes_on(self, line: Line) -> bool:
        """True if a paragraph after an example still belongs to it."""
        if not self._entry or not self._entry.example or self._quote_is_open:
            return not words.is_strong_intent(line.text)
        if words.is_on_the_example(line.text) or words.is_strong_intent(line.text):
            return False
        is_told = words.is_first_person(line.text) or (line.adjoins and not words.guidance(line.text))
        return is_told and not words.closes_quote(self._entry.example[-1])

    def _read_guidance(self, line: Line) -> None:
        first = words.sentences(line.text)[0]
        kind = words.guidance(first)
        if words.is_on_the_example(line.text) and self._entry and self._entry.example:
            self._add(Field.ADVICE, line)
            return
        is_answer = line.text[:1] in {'"', "“"} or not kind
        if self._entry and not self._entry.example and is_answer and words.is_first_person(line.text):
            self._field = Field.EXAMPLE
            self._add(Field.EXAMPLE, line)
            return
        awaited, self._awaits_text = self._awaits_text, False
        if not self._entry or (self._entry.example and not awaited):
            if not kind:
                self._read_unknown(line)
                return
            self._open(line, "")
        elif not self._entry.question and kind is Field.INTENT and self._entry.advice:
            self._open(line, "")
        self._add_sentences(line)

    def _read_unknown(self, line: Line) -> None:
        """Prose outside any entry: the page's title, if it has none yet, or nothing that has a place."""
        if not (self._title or self._drafts or self._entry) and words.is_title(line.text):
            self._title = line.text
        else:
            self._leave(line, UNPLACED)

    def _add_sentences(self, line: Line) -> None:
        """Each sentence goes on with the last one's field until another begins."""
        going_on = (
            self._field if self._field in {Field.INTENT, Field.ADVICE} and self._field else Field.ADVICE
        )
        if line.kind is Kind.ITEM:
            self._add(going_on, Line(line.number, f"- {line.text}"))
            return
        runs: list[tuple[Field, list[str]]] = []
        for sentence in words.sentences(line.text):
            now = words.guidance(sentence) or (runs[-1][0] if runs else going_on)
            if not runs or runs[-1][0] is not now:
                runs.append((now, []))
            runs[-1][1].append(sentence)
        for now, run in runs:
            self._add(now, Line(line.number, " ".join(run)))
        self._field = runs[-1][0]

    def _read_tip(self, line: Line) -> None:
        """Every paragraph under a tips heading; "Title: text" in a list is a tip of its own."""
        title, colon, text = line.text.partition(": ")
        is_item = line.kind is Kind.ITEM or words.without_number(line.text) != line.text
        if self._tip and not self._tip[1] and words.is_tip_title(line.text):
            self._close_tip()
            self._tip = (replace(line, text=words.without_number(line.text)), [])
        elif is_item and colon and len(title.split()) <= 6:
            self._close_tip()
            self._tip = (Line(line.number, words.without_number(title)), [text])
        elif self._tip:
            self._tip[1].append(line.text)
        else:
            self._leave(line, UNPLACED)

    def _add(self, name: Field, line: Line) -> None:
        entry = self._entry
        if not entry:
            self._leave(line, UNPLACED)
            return
        entry.sources.append(line)
        if name is Field.POINTS:
            entry.points.append(KeyPoint.model_construct(text=line.text))
        elif name is Field.FOLLOW_UP:
            self._add_follow_up(entry, line)
        elif name is not Field.QUESTION:
            getattr(entry, _TEXTS[name]).append(line.text)
        if name is Field.EXAMPLE:
            opens = words.opens_quote(line.text)
            self._quote_is_open = opens or (self._quote_is_open and not words.closes_quote(line.text))

    def _add_follow_up(self, entry: Entry, line: Line) -> None:
        """A follow-up probes a point: that above it, if it has none yet."""
        if entry.points and not entry.points[-1].follow_up:
            entry.points[-1] = KeyPoint.model_construct(text=entry.points[-1].text, follow_up=line.text)
        else:
            self._leave(line, UNPLACED)

    def _open(self, line: Line, question: str) -> None:
        self._close_entry()
        self._close_tip()
        self._in_tips = self._in_adverts = False
        self._entry = Entry(line.number, self._category, question, line.kind is Kind.ITEM)
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
        self._field, self._quote_is_open = None, False
        if not entry:
            return
        if entry.question or entry.intent or entry.example:
            self._drafts.append(entry.draft())
            refuse_too_many(len(self._drafts))
        else:
            for line in entry.sources:
                self._leave(line, UNPLACED)

    def _close_tip(self) -> None:
        if self._tip:
            line, texts = self._tip
            if texts and line.text:
                self._tips.append(Tip.model_construct(title=line.text, text="\n".join(texts)))
            else:
                self._leave(replace(line, text="\n".join((line.text, *texts)).strip()), UNPLACED)
        self._tip = None

    def _leave(self, line: Line, reason: str) -> None:
        self._leftovers.append(Leftover(line.number, line.text, reason))
