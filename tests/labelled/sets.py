"""Interview answers with labels: which points of its question each one makes, and which words say so."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from voice_interviewer.bank import KeyPoint, Question, load_bank
from voice_interviewer.places import builtin_folder
from voice_interviewer.transcript import Transcript, Word

HERE = Path(__file__).parent
MARK = re.compile(r"\{(-?\d+) |\}")
"""`{2 words}` say point 2, `{-2 words}` its opposite."""
SECOND = {"Y": 1, "n": 0, "O": -1}
"""How the second reader's labels are written, one letter a point: said, not said, opposite."""
WORD_S = 0.4
"""150 words a minute."""


@dataclass(frozen=True)
class Label:
    """Of one point: 1 said, 0 not said, -1 its opposite said; with the first and the last word of what says so.

    `is_agreed` tells that a second reader, who did not see the first one's labels, gave the same; True without one.
    """

    verdict: int
    place: tuple[int, int] | None
    is_agreed: bool = True


@dataclass(frozen=True)
class Labelled:
    """One answer, and a label for each of its question's points, in order."""

    id: str
    bank: str
    is_built_in: bool
    question: Question
    kind: str
    speaker: str
    written: str
    text: str
    labels: tuple[Label, ...]


def read_set(name: str, folder: Path = HERE) -> tuple[Labelled, ...]:
    """All answers of a set: "learn", "choose" or "blind"."""
    return read_files(sorted((folder / name).glob("*.toml")))


def read_files(paths: Iterable[Path]) -> tuple[Labelled, ...]:
    return tuple(answer for path in paths for answer in _answers(path))


def _answers(path: Path) -> Iterable[Labelled]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    built_in = raw.get("builtin", "")
    asked = _built_in(built_in) if built_in else {one["id"]: _question(one) for one in raw["questions"]}
    more = [(one["question"], one["points"], one["labels"]) for one in raw.get("more", [])]
    for one in raw["answers"]:
        question = asked[one["question"]]
        text, labels = read_marks(one["text"], len(question.points))
        if second := one.get("second"):
            labels = tuple(
                replace(label, is_agreed=SECOND[letter] == label.verdict)
                for label, letter in zip(labels, second, strict=True)
            )
        for asked_in, points, letters in more:
            if asked_in == question.id and one["id"] in letters:
                question, labels = _with_more(question, labels, points, letters[one["id"]])
        yield Labelled(
            id=one["id"],
            bank=built_in or path.stem,
            is_built_in=bool(built_in),
            question=question,
            kind=one["kind"],
            speaker=one.get("speaker", "native"),
            written=one.get("written", "punctuated"),
            text=text,
            labels=labels,
        )


def _with_more(
    question: Question, labels: tuple[Label, ...], points: list[str], letters: str
) -> tuple[Question, tuple[Label, ...]]:
    """With points that were written after the answers, and their labels without places; `?` is left out."""
    told = [
        (KeyPoint(text=point), letter) for point, letter in zip(points, letters, strict=True) if letter != "?"
    ]
    return (
        question.model_copy(update={"points": (*question.points, *(point for point, _ in told))}),
        (*labels, *(Label(SECOND[letter], None) for _, letter in told)),
    )


def _built_in(name: str) -> dict[str, Question]:
    return {one.id: one for one in load_bank(builtin_folder("bank") / f"{name}.toml").questions}


def _question(raw: dict[str, object]) -> Question:
    points = raw["points"]
    assert isinstance(points, list)
    return Question(
        id=str(raw["id"]),
        category="labelled",
        question=str(raw["question"]),
        points=tuple(KeyPoint(text=one) for one in points),
    )


def read_marks(marked: str, points: int) -> tuple[str, tuple[Label, ...]]:
    """The plain text of an answer, and a label for each point."""
    marked = " ".join(marked.split())
    labels = [Label(0, None)] * points
    plain, at = "", 0
    opened: list[tuple[int, int]] = []
    for mark in MARK.finditer(marked):
        plain += marked[at : mark.start()]
        at = mark.end()
        if mark[0] != "}":
            opened.append((int(mark[1]), len(plain)))
            continue
        number, begin = opened.pop()
        inside = " " not in plain[begin - 1 : begin] and begin > 0
        first = len(plain[:begin].split()) - inside
        labels[abs(number) - 1] = Label(1 if number > 0 else -1, (first, len(plain.split()) - 1))
    return " ".join((plain + marked[at:]).split()), tuple(labels)


def heard(text: str) -> Transcript:
    """The text as a transcript of even words."""
    words = tuple(Word(word, at * WORD_S, (at + 0.75) * WORD_S, 0.9) for at, word in enumerate(text.split()))
    return Transcript(words, len(words) * WORD_S, "tiny.en", "en")
