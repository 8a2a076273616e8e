"""JSON, and JSON Lines: every object with a question in it, however deep, and lists of plain questions."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from voice_interviewer.bank.importing import words
from voice_interviewer.bank.importing.blocks import Block, Cell, Kind, Page, unmarked
from voice_interviewer.bank.importing.cards import HIDES, has_gap, without_gaps
from voice_interviewer.bank.importing.labels import story_names
from voice_interviewer.bank.importing.records import Column, column, question_at
from voice_interviewer.errors import BankError

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_WRAPPERS = frozenset({"text", "value", "content"})
_NO_PLACE = "is a key that a bank has no place for"


@dataclass(frozen=True)
class _Text:
    """A text of the file, or a number in it, with its line."""

    text: str
    line: int


class _Pairs(list[tuple[Any, Any]]):
    """An object with its keys in order, a key that stands twice too."""


def read_json(text: str, source: str) -> Page:
    """Raises BankError if it is no JSON. One value for the whole file, or one a line."""
    try:
        values = [(json.loads(text, object_pairs_hook=_Pairs), 1, text)]
    except RecursionError:
        raise BankError(f"{source} is nested too deeply to be a list of questions.") from None
    except ValueError as error:
        values = _of_lines(text, source, error)
    reader = _Reader()
    try:
        for value, line, own_text in values:
            reader.read(_with_lines(value, own_text, line))
    except RecursionError:
        raise BankError(f"{source} is nested too deeply to be a list of questions.") from None
    return Page(
        tuple(reader.blocks), role=reader.facts.get("role", ""), language=reader.facts.get("locale", "")
    )


def _of_lines(text: str, source: str, error: ValueError) -> list[tuple[Any, int, str]]:
    values = []
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            values.append((json.loads(row, object_pairs_hook=_Pairs), number, row))
        except (ValueError, RecursionError):
            wrong = getattr(error, "msg", "a number is absurdly long")
            place = getattr(error, "lineno", number) if not values else number
            raise BankError(f"{source}, line {place}: is not JSON ({wrong}); export it again.") from None
    return values


def _with_lines(value: Any, text: str, first_line: int) -> Any:
    """The same with a line for each text: texts and keys come in the order in which they stand."""
    lines = _lines_of_strings(text, first_line)

    def walk(part: Any) -> Any:
        if isinstance(part, str):
            return _Text(part, next(lines, first_line))
        if isinstance(part, _Pairs):
            return _Pairs((_Text(name, next(lines, first_line)), walk(inner)) for name, inner in part)
        return [walk(inner) for inner in part] if isinstance(part, list) else part

    return walk(value)


def _lines_of_strings(text: str, first_line: int) -> Iterator[int]:
    line, at = first_line, 0
    for found in _STRING.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        yield line


def faq_blocks(value: Any, line: int) -> Iterator[Block]:
    """The questions and answers that a page tells search engines, wherever in its data they are."""
    waiting = [value]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting[:0] = part
        elif isinstance(part, dict):
            if part.get("@type") in ("Question", ["Question"]):
                answers = part.get("acceptedAnswer") or part.get("suggestedAnswer") or []
                texts = [
                    each.get("text")
                    for each in (answers if isinstance(answers, list) else [answers])
                    if isinstance(each, dict)
                ]
                asked = part.get("name") or part.get("text")
                cells = [Cell("question", unmarked(str(asked or "")), line)]
                cells += [Cell("answer", unmarked(str(text)), line) for text in texts if text]
                yield Block(line, kind=Kind.RECORD, cells=tuple(cells))
            else:
                waiting[:0] = list(part.values())


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.facts: dict[str, str] = {}

    def read(self, value: Any, depth: int = 0) -> None:
        if isinstance(value, _Pairs):
            self._read_object(value, depth)
        elif _is_list_of_cards(value):
            self.blocks += _cards(value)
        elif isinstance(value, list):
            for part in value:
                self.read(part, depth + 1)
        elif isinstance(value, _Text):
            self.blocks.append(_item(value))

    def _read_object(self, pairs: _Pairs, depth: int) -> None:
        pairs = _Pairs(
            (name, value) for name, value in pairs if not name.text.startswith("@")
        )  # marks of JSON-LD
        if any(name.text == "__type__" for name, _ in pairs):
            self._read_crowd_anki(pairs, depth)
            return
        pairs = _with_fields(pairs)
        texts = [next((cell.text for cell in _cells(name, value)), "") for name, value in pairs]
        at = question_at([name.text for name, _ in pairs], texts)
        if at is not None and not (_is_list_of_texts(pairs[at][1]) and len(pairs[at][1]) > 1):
            self.blocks.append(_record(pairs))
            self._read_inner(pairs, depth)
            return
        for name, value in pairs:
            self._read_member(name, value, depth)

    def _read_crowd_anki(self, pairs: _Pairs, depth: int) -> None:
        """A deck as CrowdAnki keeps it; what only Anki needs is told once, by its key."""
        for name, value in pairs:
            if name.text == "name" and isinstance(value, _Text):
                self._read_fact("name", value, depth)
            elif name.text == "children":
                self.read(value, depth + 1)
            elif name.text == "notes" and isinstance(value, list):
                for note in (each for each in value if isinstance(each, _Pairs)):
                    own = _Pairs((key, each) for key, each in note if key.text in {"fields", "tags"})
                    self.blocks += _notes(_with_fields(own))
            elif name.text != "__type__":
                reason = "is a key that only Anki needs, and left out with all below it"
                self.blocks.append(Block(name.line, name.text, Kind.LEFT_OUT, reason=reason))

    def _read_inner(self, pairs: _Pairs, depth: int) -> None:
        """Objects inside a question, such as the sub-questions of an exam."""
        for _, value in pairs:
            if not _is_flat(value):
                self.read(value, depth + 1)

    def _read_member(self, name: _Text, value: Any, depth: int) -> None:
        key = name.text.strip().casefold()
        if isinstance(value, _Text) and words.asks(name.text):
            cells = (
                Cell("question", unmarked(name.text), name.line),
                Cell("answer", unmarked(value.text), value.line),
            )
            self.blocks.append(Block(name.line, kind=Kind.RECORD, cells=cells))
        elif isinstance(value, _Text) and key in {
            "title",
            "role",
            "job",
            "locale",
            "language",
            "lang",
            "name",
            "category",
        }:
            self._read_fact(key, value, depth)
        elif column(name.text) is Column.ADVICE and isinstance(value, list) and key.startswith("tip"):
            self.blocks.append(Block(name.line, "Tips", Kind.HEADING, 2))
            self.read(value, depth + 1)
        elif isinstance(value, _Pairs) or (
            isinstance(value, list)
            and (not _is_flat(value) or _is_list_of_texts(value) or _is_list_of_cards(value))
        ):
            if column(name.text) is not Column.QUESTION and key not in {
                "data",
                "items",
                "notes",
                "cards",
                "mainentity",
                "results",
                "records",
                "@graph",
            }:
                self.blocks.append(Block(name.line, unmarked(name.text), Kind.HEADING, min(2 + depth, 6)))
            self.read(value, depth + 1)
        elif isinstance(value, list):
            self.read(value, depth + 1)
        elif value is not None:
            self.blocks.append(_left_out(name, value))

    def _read_fact(self, key: str, value: _Text, depth: int) -> None:
        """What a list says of itself; inside, a name or a title heads a part of it."""
        fact = {
            "job": "role",
            "language": "locale",
            "lang": "locale",
            "name": "title",
            "category": "title",
        }.get(key, key)
        has_title = any(block.kind is Kind.HEADING and block.level == 1 for block in self.blocks[:1])
        if fact == "title" and not depth and not has_title:
            self.blocks.insert(0, Block(value.line, unmarked(value.text), Kind.HEADING, 1))
        elif fact == "title":
            self.blocks.append(Block(value.line, unmarked(value.text), Kind.HEADING, min(2 + depth, 6)))
        elif fact in self.facts:
            self.blocks.append(_left_out(_Text(key, value.line), value))
        else:
            self.facts[fact] = unmarked(value.text)


def _is_list_of_cards(value: Any) -> bool:
    """True for [["Why us?", "I like you."], …], most of which ask on their first side alone."""
    is_even = isinstance(value, list) and all(_is_list_of_texts(each) and len(each) > 1 for each in value)
    return is_even and 2 * sum(
        words.question(each[0].text, is_marked=True) is not None and not words.asks(each[1].text)
        for each in value
    ) > len(value)


def _cards(value: list[list[_Text]]) -> Iterator[Block]:
    """A record for each; the first of them may name the sides."""
    names = [text.text for text in value[0]]
    if column(names[0]) is Column.QUESTION:
        yield from (_record(_sides(sides, names)) for sides in value[1:])
    else:
        yield from (_record(_sides(sides)) for sides in value)


def _notes(pairs: _Pairs) -> Iterator[Block]:
    """A note as a record; told, if it hides words, and asks nothing."""
    texts = [value for _, value in pairs if isinstance(value, _Text)]
    asks = any(words.question(without_gaps(each.text), is_marked=True) for each in texts)
    if any(has_gap(each.text) for each in texts) and not asks:
        told = " ".join(unmarked(without_gaps(each.text)) for each in texts if each.text)
        yield Block(texts[0].line, told, Kind.LEFT_OUT, reason=HIDES)
    elif pairs:
        yield _record(pairs)


def _sides(texts: list[_Text], names: Sequence[str] = ("front", "back")) -> _Pairs:
    """The sides of a card under the names that they have in a table."""
    names = [*names, *["further side"] * len(texts)]
    return _Pairs((_Text(name, text.line), text) for name, text in zip(names, texts, strict=False))


def _with_fields(pairs: _Pairs) -> _Pairs:
    """A note of Anki's with its fields among what else it says of itself; what asks already is no note."""
    if any(column(name.text) is Column.QUESTION for name, _ in pairs):
        return pairs
    made = _Pairs()
    for name, value in pairs:
        if name.text == "fields" and isinstance(value, _Pairs):
            made += value
        elif name.text == "fields" and _is_list_of_texts(value) and value:
            made += _sides(value)
        else:
            made.append((name, value))
    return made


def _item(value: _Text) -> Block:
    return Block(value.line, unmarked(value.text), Kind.ITEM)


def _is_list_of_texts(value: Any) -> bool:
    return (
        isinstance(value, list)
        and not isinstance(value, _Pairs)
        and all(isinstance(part, _Text) for part in value)
    )


def _is_flat(value: Any) -> bool:
    """True for a text, a number, lists of these, and objects that only wrap one in a name."""
    if isinstance(value, _Pairs):
        is_wrapped = len(value) == 1 or any(name.text.casefold() in _WRAPPERS for name, _ in value)
        is_story = bool(value) and len(story_names(name.text for name, _ in value)) == len(value)
        return (is_wrapped or is_story) and all(_is_flat(inner) for _, inner in value)
    return not isinstance(value, list) or all(_is_flat(part) for part in value)


def _record(pairs: _Pairs) -> Block:
    cells = [cell for name, value in pairs for cell in _cells(name, value)]
    return Block(pairs[0][0].line, kind=Kind.RECORD, cells=tuple(cells))


def _cells(name: _Text, value: Any) -> Iterator[Cell]:
    """One cell for each text, so that each line of the file has its own."""
    if isinstance(value, _Text):
        yield Cell(name.text, unmarked(without_gaps(value.text)), value.line)
    elif isinstance(value, _Pairs) and _is_flat(value):
        for inner_name, inner in value:
            if inner_name.text.startswith("@"):
                continue
            is_the_text = inner_name.text.casefold() in _WRAPPERS or len(value) == 1
            yield from _cells(_Text(name.text if is_the_text else inner_name.text, inner_name.line), inner)
    elif isinstance(value, list) and _is_flat(value):
        for part in value:
            yield from _cells(name, part)
    elif isinstance(value, bool | int | float):
        yield Cell(name.text, str(value).casefold() if isinstance(value, bool) else str(value), name.line)


def _left_out(name: _Text, value: Any) -> Block:
    shown = value.text if isinstance(value, _Text) else str(value)
    return Block(name.line, f"{name.text}: {shown}", Kind.LEFT_OUT, reason=_NO_PLACE)
