"""How true it is what is said of key points: three verdicts against labels, by kind of answer, and the time it takes.

Heard: how many of those were said. Not heard: how many of those were said all the same. Pairs: of two points of one
answer, one said and one not, how often the said one is ranked higher; the area under the ROC curve beside it. On labels
on which both readers agree. `choose` is what the bounds were chosen on, `blind` what nobody has looked into.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.labelled.sets import Label, Labelled, heard, read_set
from voice_interviewer.coverage import PointCoverage, cover, prepare_to_cover
from voice_interviewer.review.live import COMPARED_WORDS

OVERLAP = 0.5
"""A quote is right if it shares at least half of the shorter one's words with the labelled quote, at the same place."""

WORDS_A_MINUTE, LAST_S = 150, 60

GROUPS: dict[str, Callable[[Labelled], bool]] = {
    "all": lambda _: True,
    "built-in banks": lambda one: one.is_built_in,
    "other banks": lambda one: not one.is_built_in,
    "native": lambda one: one.speaker == "native",
    "non-native": lambda one: one.speaker != "native",
    "unpunctuated": lambda one: one.written == "unpunctuated",
    "misheard": lambda one: one.written == "misheard",
}


@dataclass(frozen=True)
class Found:
    """One answer and what was found in it."""

    answer: Labelled
    points: tuple[PointCoverage, ...]

    @property
    def agreed(self) -> tuple[tuple[Label, PointCoverage], ...]:
        pairs = zip(self.answer.labels, self.points, strict=True)
        return tuple((label, point) for label, point in pairs if label.is_agreed)


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1 over the labels of some answers; a share of nothing is None."""

    answers: int
    labels: int
    said: int
    heard: int
    heard_said: float | None
    recall: float | None
    not_heard: int
    not_heard_said: float | None
    perhaps: float | None
    pairs: float | None
    area: float | None
    opposites: int
    opposites_heard: float | None
    quotes: float | None
    off_topic_heard: int

    def row(self) -> str:
        """As a row of a Markdown table; HEADING is above it."""
        cells = [
            f"{self.answers}, {self.labels}, {self.said}",
            f"{self.heard}: {_share(self.heard_said)}",
            _share(self.recall),
            f"{self.not_heard}: {_share(self.not_heard_said)}",
            _share(self.perhaps),
            f"{_share(self.pairs)}, {_share(self.area)}",
            f"{self.opposites}: {_share(self.opposites_heard)}",
            _share(self.quotes),
            str(self.off_topic_heard),
        ]
        return " | ".join(cells)


HEADING = (
    "answers, labels, said | heard: of these said | of the said heard | not heard: of these said | perhaps "
    "| pairs, area | opposites: of these heard | quotes right | heard off topic"
)


def found_in(answers: Iterable[Labelled]) -> tuple[Found, ...]:
    return tuple(Found(one, cover(one.question, heard(one.text), ()).points) for one in answers)


def scored(found: Sequence[Found]) -> Score:
    every = [each for one in found for each in one.agreed]
    of_heard = [label for label, point in every if point.verdict == "heard"]
    of_missed = [label for label, point in every if point.verdict == "not-heard"]
    said = [label for label, _ in every if label.verdict == 1]
    opposed = [point for label, point in every if label.verdict == -1]
    quoted = [(label, point) for label, point in every if label.verdict == 1 and point.verdict == "heard"]
    off_topic = [point for one in found if one.answer.kind == "off-topic" for point in one.points]
    pairs = [pair for one in found for pair in _pairs(one.agreed)]
    return Score(
        answers=len(found),
        labels=len(every),
        said=len(said),
        heard=len(of_heard),
        heard_said=_of(sum(label.verdict == 1 for label in of_heard), len(of_heard)),
        recall=_of(len(quoted), len(said)),
        not_heard=len(of_missed),
        not_heard_said=_of(sum(label.verdict == 1 for label in of_missed), len(of_missed)),
        perhaps=_of(len(every) - len(of_heard) - len(of_missed), len(every)),
        pairs=_of(sum(pairs), len(pairs)),
        area=_area(every),
        opposites=len(opposed),
        opposites_heard=_of(sum(point.verdict == "heard" for point in opposed), len(opposed)),
        quotes=_of(sum(quote_is_right(*each) for each in quoted), len(quoted)),
        off_topic_heard=sum(point.verdict == "heard" for point in off_topic),
    )


def quote_is_right(label: Label, point: PointCoverage) -> bool:
    if label.place is None or point.first_word is None or point.last_word is None:
        return False
    first, last = label.place
    common = min(last, point.last_word) - max(first, point.first_word) + 1
    return common >= OVERLAP * min(last - first + 1, point.last_word - point.first_word + 1)


def _pairs(labels: Sequence[tuple[Label, PointCoverage]]) -> list[float]:
    """1 for each said point above one that was not said, 0 for each below, a half for those beside each other."""
    said = [point.probability or 0.0 for label, point in labels if label.verdict == 1]
    rest = [point.probability or 0.0 for label, point in labels if label.verdict != 1]
    return [(one > other) + 0.5 * (one == other) for one in said for other in rest]


def _area(labels: Sequence[tuple[Label, PointCoverage]]) -> float | None:
    over_all = _pairs(labels)
    return _of(sum(over_all), len(over_all))


def _of(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _seconds(answer_s: int) -> float:
    """From the end of an answer to its comparison, the fastest of three, none of which has been read before; all but
    the last LAST_S is compared while it is spoken."""
    answers = sorted(read_set("choose"), key=lambda one: -len(one.labels))
    words = " ".join(one.text for one in answers[:24]).split()
    question, count = answers[0].question, answer_s * WORDS_A_MINUTE // 60
    cover(question, heard("It loads now."), ())
    times = []
    for number in range(3):
        spoken = heard(" ".join(words[number * count : (number + 1) * count]))
        for so_far in range(0, count - LAST_S * WORDS_A_MINUTE // 60 + 1, COMPARED_WORDS):
            prepare_to_cover(question, spoken.words[:so_far])
        start_s = time.perf_counter()
        cover(question, spoken, ())
        times.append(time.perf_counter() - start_s)
    return min(times)


def main() -> None:
    for name in ("choose", "blind"):
        every = found_in(read_set(name))
        if not every:
            continue
        labels = [label for one in every for label in one.answer.labels]
        agreed = sum(label.is_agreed for label in labels) / len(labels)
        print(f"{name}: {len(labels)} labels, both readers agree on {agreed:.2f} of them")
        print(f"| | {HEADING} |")
        for group, belongs in GROUPS.items():
            if chosen := [one for one in every if belongs(one.answer)]:
                print(f"| {group} | {scored(chosen).row()} |")
    for answer_s in (20, 60, 180):
        print(f"from the end of an answer of {answer_s} s: {_seconds(answer_s) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
