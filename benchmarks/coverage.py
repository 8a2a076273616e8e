"""How well key points are found: precision, recall and quotes on the labelled answers, and how long an answer takes."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.labelled import (
    Answer,
    answers,
    bank_answers,
    bank_names,
    bank_questions,
    blind_answers,
    heard,
    questions,
    rewordings,
)
from voice_interviewer.bank import Question
from voice_interviewer.coverage import PointCoverage, cover

OVERLAP = 0.5
"""A quote is right if it shares at least half of the shorter one's words with the labelled quote, at the same place."""


@dataclass(frozen=True)
class Score:
    """Counts over point labels; `off_topic_max` is the most found in an answer about something else, 0 to 1."""

    labels: int
    found_right: int
    found_wrong: int
    overlooked: int
    quotes_right: int
    off_topic_max: float

    @property
    def precision(self) -> float:
        return self.found_right / max(1, self.found_right + self.found_wrong)

    @property
    def recall(self) -> float:
        return self.found_right / max(1, self.found_right + self.overlooked)

    @property
    def f1(self) -> float:
        return 2 * self.found_right / max(1, 2 * self.found_right + self.found_wrong + self.overlooked)

    @property
    def quotes(self) -> float:
        return self.quotes_right / max(1, self.found_right)

    def line(self) -> str:
        return (
            f"{self.labels} labels: precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}; "
            f"quotes right {self.quotes:.3f}; off-topic at most {self.off_topic_max:.0%}"
        )


def score(chosen: Iterable[Answer], asked: Mapping[str, Question] | None = None) -> Score:
    """For answers to the coordinator's questions, unless others are given."""
    known = asked or questions()
    return scored((answer, known[answer.question]) for answer in chosen)


def together(banks: Iterable[str]) -> Score:
    """For the answers to other banks that are kept aside."""
    return scored(
        (answer, asked[answer.question])
        for name in banks
        for asked in [bank_questions(name)]
        for answer in bank_answers(name)
        if answer.kept_aside
    )


def scored(chosen: Iterable[tuple[Answer, Question]]) -> Score:
    labels = right = wrong = overlooked = quoted = 0
    off_topic = 0.0
    for answer, question in chosen:
        found = points_of(question, answer.text)
        labels += len(found)
        for point, covered, quote in zip(found, answer.covered, answer.quotes, strict=True):
            right += point.covered and covered
            wrong += point.covered and not covered
            overlooked += covered and not point.covered
            quoted += point.covered and covered and quote_is_right(point, answer.text, quote)
        if answer.kind == "off-topic":
            off_topic = max(off_topic, share(found))
    return Score(labels, right, wrong, overlooked, quoted, off_topic)


def points_of(question: Question, text: str) -> tuple[PointCoverage, ...]:
    return cover(question, heard(text), ()).points


def share(points: Sequence[PointCoverage]) -> float:
    return sum(point.covered for point in points) / len(points)


def quote_is_right(point: PointCoverage, text: str, quote: str) -> bool:
    words, wanted = _bare(text), _bare(quote)
    first = next(at for at in range(len(words)) if words[at : at + len(wanted)] == wanted)
    assert point.first_word is not None
    assert point.last_word is not None
    common = min(first + len(wanted) - 1, point.last_word) - max(first, point.first_word) + 1
    return common >= OVERLAP * min(len(wanted), point.last_word - point.first_word + 1)


def _bare(text: str) -> list[str]:
    return [word.strip(".,;:!?") for word in text.split()]


def _seconds() -> float:
    """For an answer of 180 s: 450 words, the fastest of five."""
    question = questions()["root-causes"]
    transcript = heard(" ".join((question.example.split() * 3)[:450]))
    times = []
    for _ in range(5):
        start_s = time.perf_counter()
        cover(question, transcript, ("EMIS", "NHS App"))
        times.append(time.perf_counter() - start_s)
    return min(times)


def main() -> None:
    every = answers()
    print("tuned on    ", score(one for one in every if not one.kept_aside).line())
    print("kept aside  ", score(one for one in every if one.kept_aside).line())
    for number in (1, 2, 3):
        chosen = [one for one in every if one.kept_aside and one.round == number]
        print(f"  of round {number}", score(chosen).line())
    print("other banks ", together(bank_names()).line())
    for name in bank_names():
        print(f"  bank {name:8}", score(bank_answers(name), bank_questions(name)).line())
    for name, given in blind_answers().items():
        print(f"blind, {name:11}", scored(given).line())
    asked = questions()
    reworded = [share(points_of(asked[name], text)) for name, text in rewordings().items()]
    print(f"rewordings of examples: {sum(reworded) / len(reworded):.3f} of points, least {min(reworded):.2f}")
    print(f"an answer of 450 words: {_seconds() * 1000:.0f} ms")


if __name__ == "__main__":
    main()
