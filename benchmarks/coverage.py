"""How well key points are found: precision, recall and quotes on the labelled answers, and how long an answer takes."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.labelled import (
    Answer,
    answers,
    bank_answers,
    bank_names,
    bank_questions,
    heard,
    looked_into_answers,
    questions,
    rewordings,
)
from tests.labelled.sets import Labelled, read_set
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


@dataclass(frozen=True)
class Told:
    """Counts over labels on which both readers agree: what was told of each point, and how much of it was said."""

    labels: int
    said: int
    heard: int
    heard_and_said: int
    not_heard: int
    not_heard_but_said: int

    def line(self) -> str:
        """The shares that the README tells."""
        perhaps = self.labels - self.heard - self.not_heard
        return (
            f"{self.labels} labels, {self.said} said; heard {self.heard}, of these said "
            f"{self.heard_and_said / max(1, self.heard):.2f}, of the said heard "
            f"{self.heard_and_said / max(1, self.said):.2f}; not heard {self.not_heard}, of these said "
            f"{self.not_heard_but_said / max(1, self.not_heard):.2f}; perhaps {perhaps / max(1, self.labels):.2f}"
        )


def told(answers: Iterable[Labelled]) -> Told:
    """What is told for certain of these answers' points. In totals alone: nobody shall look into blind ones."""
    counts: Counter[str] = Counter()
    for answer in answers:
        found = points_of(answer.question, answer.text)
        for point, label in zip(found, answer.labels, strict=True):
            if not label.is_agreed:
                continue
            said = label.verdict == 1
            verdict = ("heard" if point.covered else "missed") if point.certain else "perhaps"
            counts.update({"labels": 1, "said": said, verdict: 1, f"{verdict} said": said})
    return Told(
        *(counts[name] for name in ("labels", "said", "heard", "heard said", "missed", "missed said"))
    )


def main() -> None:
    for name in ("choose", "blind"):
        every_answer = read_set(name)
        for which, wanted in (("built-in banks", True), ("other banks", False)):
            chosen_ones = [one for one in every_answer if one.is_built_in is wanted]
            print(f"{name}, {which}: {told(chosen_ones).line()}")
    every = answers()
    print("tuned on    ", score(one for one in every if not one.kept_aside).line())
    print("kept aside  ", score(one for one in every if one.kept_aside).line())
    for number in (1, 2, 3):
        chosen = [one for one in every if one.kept_aside and one.round == number]
        print(f"  of round {number}", score(chosen).line())
    print("other banks ", together(bank_names()).line())
    for name in bank_names():
        print(f"  bank {name:8}", score(bank_answers(name), bank_questions(name)).line())
    for name, given in looked_into_answers().items():
        print(f"looked into, {name:11}", scored(given).line())
    asked = questions()
    reworded = [share(points_of(asked[name], text)) for name, text in rewordings().items()]
    print(f"rewordings of examples: {sum(reworded) / len(reworded):.3f} of points, least {min(reworded):.2f}")
    print(f"an answer of 450 words: {_seconds() * 1000:.0f} ms")


if __name__ == "__main__":
    main()
