"""Answers with labels, and rewordings of the example answers: what the comparison of key points is measured on."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.bank import Question, load_bank
from voice_interviewer.places import builtin_folder
from voice_interviewer.transcript import Transcript, Word

HERE = Path(__file__).parent
BANKS = HERE / "banks"
"""Other banks of many kinds: NAME.toml is a bank, NAME-answers.toml are answers to it. In an answer the words that
say a point stand in braces after its number, "{2 I ring them back}"; a point without braces is missed."""
LOOKED_INTO = HERE / "looked_into"
"""Answers, and two more banks, by writers who had never seen how answers are compared;
but rules were chosen with them in view, so what is measured on them is no blind figure."""
MARK = re.compile(r"\{\d |\}")
WORD_S = 0.4
"""150 words a minute."""


@dataclass(frozen=True)
class Answer:
    """One labelled answer. `covered` and `quotes` go by the question's points; `readings` are the independent ones."""

    id: str
    question: str
    kind: str
    round: int
    text: str
    readings: tuple[str, str]
    covered: tuple[bool, ...]
    quotes: tuple[str, ...]

    @property
    def kept_aside(self) -> bool:
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 3 == 0


def questions() -> dict[str, Question]:
    bank = load_bank(builtin_folder("bank") / "patient-services-coordinator.toml")
    return {question.id: question for question in bank.questions}


def answers() -> tuple[Answer, ...]:
    return _labelled("answers.toml")


def _labelled(name: str) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            id=raw["id"],
            question=raw["question"],
            kind=raw["kind"],
            round=raw.get("round", 0),
            text=" ".join(raw["text"].split()),
            readings=(raw["first"], raw["second"]),
            covered=tuple(label == "Y" for label in raw.get("settled", raw["first"])),
            quotes=tuple(" ".join(quote.split()) for quote in raw["quotes"]),
        )
        for raw in _read(name)["answers"]
    )


def looked_into_answers() -> dict[str, tuple[tuple[Answer, Question], ...]]:
    """Answers with their questions, of the coordinator's bank and of two others."""
    banks = {"coordinator": questions(), "coordinator2": questions()} | {
        name: {question.id: question for question in load_bank(LOOKED_INTO / f"{name}.toml").questions}
        for name in ("other", "mechanic")
    }
    return {
        name: tuple(
            (answer, asked[answer.question]) for answer in _labelled(f"looked_into/{name}-answers.toml")
        )
        for name, asked in banks.items()
    }


def labelled_points() -> dict[str, list[str]]:
    """The texts of the points that the labels were made for, by question."""
    found: dict[str, list[str]] = _read("answers.toml")["points"]
    return found


def rewordings() -> dict[str, str]:
    """By question: its example told again in other words."""
    return {question: " ".join(raw["text"].split()) for question, raw in _read("rewordings.toml").items()}


def heard(text: str) -> Transcript:
    """The text as a transcript of even words."""
    words = tuple(Word(word, at * WORD_S, (at + 0.75) * WORD_S, 0.9) for at, word in enumerate(text.split()))
    return Transcript(words, len(words) * WORD_S, "tiny.en", "en")


def bank_names() -> tuple[str, ...]:
    return tuple(sorted(path.name.removesuffix("-answers.toml") for path in BANKS.glob("*-answers.toml")))


def bank_questions(name: str) -> dict[str, Question]:
    return {question.id: question for question in load_bank(BANKS / f"{name}.toml").questions}


def bank_answers(name: str) -> tuple[Answer, ...]:
    """The answers to another bank. Each was labelled once, while writing, before any method was run on it."""
    asked = bank_questions(name)
    return tuple(
        _marked(raw, len(asked[raw["question"]].points))
        for raw in _read(f"banks/{name}-answers.toml")["answers"]
    )


def _marked(raw: dict[str, str], points: int) -> Answer:
    marked, plain = " ".join(raw["text"].split()), ""
    quotes, at = [""] * points, 0
    opened: list[tuple[int, int]] = []
    for mark in MARK.finditer(marked):
        plain += marked[at : mark.start()]
        at = mark.end()
        if mark[0] == "}":
            number, begin = opened.pop()
            quotes[number - 1] = plain[begin:]
        else:
            opened.append((int(mark[0][1:]), len(plain)))
    label = "".join("Y" if quote else "n" for quote in quotes)
    covered = tuple(quote != "" for quote in quotes)
    return Answer(
        raw["id"],
        raw["question"],
        raw["kind"],
        1,
        plain + marked[at:],
        (label, label),
        covered,
        tuple(quotes),
    )


def _read(name: str) -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
