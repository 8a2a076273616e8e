"""Answers with labels, and rewordings of the example answers: what the comparison of key points is measured on."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.bank import Question, load_bank
from voice_interviewer.resources import builtin_folder
from voice_interviewer.transcript import Transcript, Word

HERE = Path(__file__).parent
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
    return tuple(
        Answer(
            id=raw["id"],
            question=raw["question"],
            kind=raw["kind"],
            round=raw["round"],
            text=" ".join(raw["text"].split()),
            readings=(raw["first"], raw["second"]),
            covered=tuple(label == "Y" for label in raw["settled"]),
            quotes=tuple(raw["quotes"]),
        )
        for raw in _read("answers.toml")["answers"]
    )


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


def _read(name: str) -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
