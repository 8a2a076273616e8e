"""That the labelled answers are what they say: whole, in English letters of their own, and kept apart."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from tests.labelled.sets import HERE, read_files, read_marks, read_set

SETS = ("learn", "choose", "blind")


def files() -> list[Path]:
    return [path for name in SETS for path in sorted((HERE / name).glob("*.toml"))]


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_answer_can_be_read_and_is_there_once(path: Path) -> None:
    found = read_files([path])
    assert found
    assert not [name for name, count in Counter(one.id for one in found).items() if count > 1]
    for one in found:
        words = one.text.split()
        assert not set("{}") & set(one.text)
        for label in one.labels:
            assert label.verdict != 0 or label.place is None
            assert label.place is None or 0 <= label.place[0] <= label.place[1] < len(words)


def test_the_sets_share_no_bank_of_their_own_and_no_answer() -> None:
    every = [read_set(name) for name in SETS]
    for one, other in combinations(every, 2):
        banks = [{answer.bank for answer in each if not answer.is_built_in} for each in (one, other)]
        assert banks[0].isdisjoint(banks[1])
        assert {answer.text for answer in one}.isdisjoint(answer.text for answer in other)


def test_marks_may_stand_in_each_other() -> None:
    text, labels = read_marks("So {1 I {-2 never} rang}, {3 today.}", 4)
    assert text == "So I never rang, today."
    assert [(label.verdict, label.place) for label in labels] == [
        (1, (1, 3)),
        (-1, (2, 2)),
        (1, (4, 4)),
        (0, None),
    ]
