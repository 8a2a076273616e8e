"""Choose scale and bounds of the three verdicts: python -m scripts.judge.bounds

On tests/labelled/choose, with the judge of the package: how its chances are scaled, to be written into
coverage/judge/reading.py; and so scaled, from which chance on 95 in 100 points were said, below which at most 9 in 100
were, and from which chance on 93 in 100 opposites are some, to be written into coverage/__init__.py.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.labelled.sets import read_set
from voice_interviewer.coverage import judge
from voice_interviewer.coverage.judge.reading import Network, tell_twice, to_scale

HEARD_SAID, NOT_HEARD_SAID, AGAINST_RIGHT = 0.95, 0.09, 0.93
LEAST = 15
"""Labels: a bound that fewer lie beyond is chance."""

Numbers = NDArray[np.float64]


def fitted(rows: Numbers, was_said: NDArray[np.bool_]) -> Numbers:
    """The weights, shape (4,), of a logistic regression, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-rows @ weights))
        curvature = (rows * (chances * (1 - chances))[:, None]).T @ rows
        weights -= np.linalg.solve(curvature, rows.T @ (chances - was_said))
    return weights


def least_from(chances: Sequence[tuple[float, bool]], wanted: float) -> float:
    """The lowest bound from which so many are right, at it and at the bounds around it."""
    best = 1.0
    right = 0
    for count, (chance, is_right) in enumerate(sorted(chances, reverse=True), 1):
        right += is_right
        if count >= LEAST and right / count >= wanted:
            best = chance
    return best


def main() -> None:
    network = Network(Path(judge.__file__).parent)
    rows, verdicts, against = [], [], []
    for answer in read_set("choose"):
        words = answer.text.split()
        points = [point.text for point in answer.question.points]
        chances, _ = tell_twice(network, answer.question.question, points, words)
        for label, row, chance in zip(
            answer.labels, to_scale(chances[:, 0], len(words)), chances[:, 1], strict=True
        ):
            if label.is_agreed:
                rows.append(row)
                verdicts.append(label.verdict)
                against.append((float(chance), label.verdict == -1))
    was_said = np.array(verdicts) == 1
    scale = fitted(np.array(rows), was_said).round(2)
    said = list(zip((1 / (1 + np.exp(-np.array(rows) @ scale))).tolist(), was_said.tolist(), strict=True))
    heard = least_from(said, HEARD_SAID)
    missed = 1 - least_from([(1 - chance, not was) for chance, was in said], 1 - NOT_HEARD_SAID)
    opposite = least_from(against, AGAINST_RIGHT)
    print(f"SCALE = {tuple(scale.tolist())}")
    print(f"HEARD_FROM = {heard:.3f}, {sum(chance >= heard for chance, _ in said)} of {len(said)}")
    print(f"NOT_HEARD_BELOW = {missed:.3f}, {sum(chance < missed for chance, _ in said)} of {len(said)}")
    print(
        f"AGAINST_FROM = {opposite:.3f}, {sum(chance >= opposite for chance, _ in against)} of {len(against)}"
    )


if __name__ == "__main__":
    main()
