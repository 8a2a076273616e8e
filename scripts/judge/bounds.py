"""Choose the bounds of the three verdicts: python -m scripts.judge.bounds

On tests/labelled/choose, with the judge of the package: from which chance on 95 in 100 points were said, below which at
most 9 in 100 were, and from which chance on 93 in 100 opposites are some. To be written into coverage/__init__.py.
"""

from collections.abc import Sequence

from tests.labelled.sets import read_set
from voice_interviewer.coverage.judge import judged

HEARD_SAID, NOT_HEARD_SAID, AGAINST_RIGHT = 0.95, 0.09, 0.93
LEAST = 15
"""Labels: a bound that fewer lie beyond is chance."""


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
    said, against = [], []
    for answer in read_set("choose"):
        points = [point.text for point in answer.question.points]
        found = judged(answer.question.question, points, answer.text.split())
        for label, one in zip(answer.labels, found, strict=True):
            if label.is_agreed:
                said.append((one.said, label.verdict == 1))
                against.append((one.against, label.verdict == -1))
    heard = least_from(said, HEARD_SAID)
    missed = 1 - least_from([(1 - chance, not was_said) for chance, was_said in said], 1 - NOT_HEARD_SAID)
    opposite = least_from(against, AGAINST_RIGHT)
    print(f"HEARD_FROM = {heard:.3f}, {sum(chance >= heard for chance, _ in said)} of {len(said)}")
    print(f"NOT_HEARD_BELOW = {missed:.3f}, {sum(chance < missed for chance, _ in said)} of {len(said)}")
    print(
        f"AGAINST_FROM = {opposite:.3f}, {sum(chance >= opposite for chance, _ in against)} of {len(against)}"
    )


if __name__ == "__main__":
    main()
