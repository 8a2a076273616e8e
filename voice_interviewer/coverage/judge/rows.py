"""A question, some of its points and a stretch of an answer as one row of word pieces. Pure, but for the tokenizer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["ANSWER", "PADDING", "POINTS_A_ROW", "QUESTION", "Row", "row_of", "rows_of"]

QUESTION_PIECES = 48
POINT_PIECES = 32
"""Longer ones are cut: two sentences."""
POINTS_A_ROW = 9
"""As many as it was trained on at once."""
ANSWER_PIECES = 320
"""Some 250 words, the longest answers that it was trained on; a longer one is read in windows."""
OVERLAP_PIECES = 100
"""Half a minute of speech stands in both of two windows, so that no point is cut through."""

QUESTION, ANSWER, PADDING = 0, 99, -1
"""The part of a row that a piece belongs to; the points are 1, 2, 3 and so on."""


@dataclass(frozen=True)
class Row:
    """Ids of word pieces, the part that each belongs to, its place in that part, and the answer's word that it is of,
    PADDING where it is of none."""

    pieces: list[int]
    parts: list[int]
    places: list[int]
    words: list[int]

    def texts(self) -> list[tuple[int, ...]]:
        """The pieces of one part after the other."""
        starts = [at for at, place in enumerate(self.places) if place == 0]
        ends = [*starts[1:], len(self.pieces)]
        return [tuple(self.pieces[start:end]) for start, end in zip(starts, ends, strict=True)]


def rows_of(
    tokenizer: Any, question: str, points: Sequence[str], words: Sequence[str]
) -> Iterator[tuple[range, Row]]:
    """All rows that it takes, each with the numbers of the points in it, from 0 on."""
    said = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    starts = range(0, max(1, len(said.ids) - OVERLAP_PIECES), ANSWER_PIECES - OVERLAP_PIECES)
    for first in range(0, len(points), POINTS_A_ROW):
        numbers = range(first, min(first + POINTS_A_ROW, len(points)))
        for start in starts:
            stretch = slice(start, start + ANSWER_PIECES)
            asked = [points[at] for at in numbers]
            yield numbers, _row(tokenizer, question, asked, said.ids[stretch], said.word_ids[stretch])


def row_of(tokenizer: Any, question: str, points: Sequence[str], words: Sequence[str]) -> Row:
    """One row, with no more of the answer than is read at once."""
    return next(rows_of(tokenizer, question, points, words))[1]


def _row(
    tokenizer: Any, question: str, points: Sequence[str], answer: Sequence[int], of_word: Sequence[int]
) -> Row:
    """Each part begins with <s> and ends with </s>, as texts do that the encoder was trained on before."""
    begin, end = (tokenizer.token_to_id(name) for name in ("<s>", "</s>"))
    parts = {QUESTION: _cut(tokenizer, question, QUESTION_PIECES)}
    parts |= {at: _cut(tokenizer, point, POINT_PIECES) for at, point in enumerate(points, 1)}
    parts[ANSWER] = list(answer)
    row = Row([], [], [], [])
    for part, ids in parts.items():
        row.pieces.extend([begin, *ids, end])
        row.parts.extend([part] * (len(ids) + 2))
        row.places.extend(range(len(ids) + 2))
        row.words.extend([PADDING, *(of_word if part == ANSWER else [PADDING] * len(ids)), PADDING])
    return row


def _cut(tokenizer: Any, text: str, most: int) -> list[int]:
    ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return ids[:most]
