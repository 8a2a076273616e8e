"""Weigh the signals of voice_interviewer/coverage/likeness.py on the labelled answers, and write coverage/weights.py.

Two logistic regressions: one says which passage says a point, with the labelled quotes as the truth, the other whether
the best passage is enough. They are weighed on the other banks, to whose answers the encoder was not tuned; a third of
them is kept aside for the tests. First every bank is scored with weights of the other banks alone: what a new bank may
expect.

    python -m scripts.weigh_meaning
"""

import argparse
import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.labelled import Answer, bank_answers, bank_names, bank_questions, heard
from voice_interviewer.bank import Question
from voice_interviewer.coverage.likeness import pair_features, point_features, shared_out, stretches

TARGET = Path(__file__).resolve().parents[1] / "voice_interviewer" / "coverage" / "weights.py"
SHRINKAGE = 3.0
"""Squared weights of signals of spread 1 count this much against the likelihood of all labels."""
STRAYED = 3
"""Answers to other banks for each question: about as many as there are answers to it."""
SAID, UNSURE, NOT_SAID = 1, -1, 0
"""A passage that is mostly the quote, that touches it, and that does not."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Weighed:
    """Weights and bias of one regression."""

    weights: Values
    bias: float

    def of(self, signals: Values) -> Values:
        return signals @ self.weights + self.bias


@dataclass(frozen=True)
class Example:
    """An answer's signals, points x passages x signals, with what each passage is for each point."""

    answer: Answer
    signals: Values
    truth: NDArray[np.int64]
    places: list[tuple[int, int]]

    def for_points(self, pairs: "Weighed") -> Values:
        return point_features(shared_out(pairs.of(self.signals), self.places))


def example(question: Question, answer: Answer) -> Example:
    words = heard(answer.text).words
    places = stretches(words)
    signals = pair_features(question.points, question.example, answer.text.split(), places)
    truth = np.zeros(signals.shape[:2], np.int64)
    for row, quote in enumerate(answer.quotes):
        if quote:
            begin = len(answer.text[: answer.text.index(quote)].split())
            truth[row] = [_truth(place, (begin, begin + len(quote.split()) - 1)) for place in places]
    return Example(answer, signals, truth, places)


def _truth(place: tuple[int, int], quote: tuple[int, int]) -> int:
    common = min(place[1], quote[1]) - max(place[0], quote[0]) + 1
    if common <= 0:
        return NOT_SAID
    length, shorter = place[1] - place[0] + 1, min(place[1] - place[0], quote[1] - quote[0]) + 1
    return SAID if common >= 0.6 * shorter and common >= 0.4 * length else UNSURE


def weighed(signals: Values, truth: Values) -> Weighed:
    """Newton's method for a logistic regression of signals of spread 1."""
    mean, spread = signals.mean(0), signals.std(0) + 1e-9
    rows = np.hstack([(signals - mean) / spread, np.ones((len(signals), 1))])
    cost = np.diag([SHRINKAGE] * signals.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - truth) + cost @ weights
        weights -= np.linalg.solve((rows.T * (chance * (1 - chance))) @ rows + cost, slope)
    own = weights[:-1] / spread
    return Weighed(own, float(weights[-1] - own @ mean))


def strayed(banks: dict[str, list[Example]]) -> dict[str, list[Example]]:
    """Answers to a question of another bank: nothing that this one asks for is taken to be said."""
    found: dict[str, list[Example]] = {}
    for name in banks:
        others = [one.answer for other, given in banks.items() if other != name for one in given]
        chance = random.Random(0)
        found[name] = [
            example(question, replace(other, covered=(False,) * count, quotes=("",) * count))
            for question in bank_questions(name).values()
            for count in [len(question.points)]
            for other in chance.sample(others, STRAYED)
        ]
    return found


def learned(examples: list[Example]) -> tuple[Weighed, Weighed]:
    known = [one.truth != UNSURE for one in examples]
    signals = np.concatenate([one.signals[sure] for one, sure in zip(examples, known, strict=True)])
    truth = np.concatenate([one.truth[sure] for one, sure in zip(examples, known, strict=True)])
    pairs = weighed(signals, truth.astype(float))
    each = np.concatenate([one.for_points(pairs) for one in examples])
    return pairs, weighed(each, np.concatenate([np.array(one.answer.covered, float) for one in examples]))


def chances(pairs: Weighed, points: Weighed, examples: list[Example]) -> Values:
    found = [points.of(one.for_points(pairs)) for one in examples]
    return np.asarray(1 / (1 + np.exp(-np.concatenate(found))))


def f1(truth: Values, found: NDArray[np.bool_]) -> float:
    return float(2 * (found * truth).sum() / (found.sum() + truth.sum()))


def written(pairs: Weighed, points: Weighed) -> str:
    def listed(values: Values) -> str:
        return ", ".join(f"{value:.3f}" for value in values)

    return f'''"""What the signals of `likeness` weigh. Written by scripts/weigh_meaning.py."""

import numpy as np

__all__ = ["PAIR_BIAS", "PAIR_WEIGHTS", "POINT_BIAS", "POINT_WEIGHTS"]

PAIR_WEIGHTS = np.array([{listed(pairs.weights)}])
"""In the order of `pair_features`."""
PAIR_BIAS = {pairs.bias:.3f}
POINT_WEIGHTS = np.array([{listed(points.weights)}])
"""In the order of `point_features`."""
POINT_BIAS = {points.bias:.3f}
'''


def main() -> None:
    banks = {
        name: [
            example(bank_questions(name)[one.question], one)
            for one in bank_answers(name)
            if not one.kept_aside
        ]
        for name in bank_names()
    }
    strange = strayed(banks)
    found, truth, astray = [], [], []
    for name, examples in banks.items():
        others = [one for other in banks if other != name for one in (*banks[other], *strange[other])]
        weights = learned(others)
        found.append(chances(*weights, examples))
        truth.append(np.concatenate([np.array(one.answer.covered, float) for one in examples]))
        astray.append(chances(*weights, strange[name]))
    for least in np.arange(0.15, 0.65, 0.05):
        each = " ".join(
            f"{name} {f1(right, chance >= least):.2f}"
            for name, right, chance in zip(banks, truth, found, strict=True)
        )
        every, right = np.concatenate(found) >= least, np.concatenate(truth)
        print(
            f"from {least:.2f}: F1 {f1(right, every):.3f}, precision {right[every].mean():.3f}, "
            f"astray {(np.concatenate(astray) >= least).mean():.3f}; {each}"
        )
    TARGET.write_text(
        written(*learned([one for each in (*banks.values(), *strange.values()) for one in each])),
        encoding="utf-8",
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.parse_args()
    main()
