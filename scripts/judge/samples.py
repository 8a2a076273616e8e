"""What the judge learns from: labelled answers, in ever new forms, and answers put together from single sayings."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.labelled.sets import Labelled
from voice_interviewer.coverage.judge.rows import POINTS_A_ROW

SCRIPTS = Path(__file__).parents[1]
FILLERS = (
    "um",
    "uh",
    "er",
    "like",
    "you know",
    "I mean",
    "so yeah",
    "basically",
    "kind of",
    "well",
    "I guess",
)
SPOKEN_FILLERS = frozenset(("um", "uh", "er", "erm", "hmm", "ah", "mm", "like", "basically"))


@dataclass(frozen=True)
class Asked:
    """A point as it is learned: its label, how much it counts, and the words that say it or its opposite."""

    text: str
    verdict: int
    weight: float
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class Sample:
    question: str
    points: tuple[Asked, ...]
    words: tuple[str, ...]


def of_answer(answer: Labelled) -> Sample:
    points = tuple(
        Asked(point.text, label.verdict, 1.0 if label.is_agreed else 0.3, label.place)
        for point, label in zip(answer.question.points, answer.labels, strict=True)
    )
    return Sample(answer.question.question, points, tuple(answer.text.split()))


def drawn(sample: Sample, others: Sequence[Sample], chance: random.Random) -> Sample:
    """The sample in another form: a stretch of it, somebody else's words beside it, as another would say them."""
    if chance.random() < 0.25:
        sample = _cut(sample, chance)
    if chance.random() < 0.15:
        sample = _beside(sample, chance.choice(others), chance)
    return _respoken(sample, chance)


def in_rows(sample: Sample, others: Sequence[Sample], chance: random.Random) -> Iterator[Sample]:
    """The sample with all of its points, as many at once as are read at once, sometimes beside others'."""
    points = list(sample.points)
    other = chance.choice(others)
    if other.question != sample.question and chance.random() < 0.5:
        foreign = chance.sample(other.points, min(len(other.points), chance.choice((1, 1, 2))))
        points += [Asked(one.text, 0, 0.4) for one in foreign]
    chance.shuffle(points)
    question = "" if chance.random() < 0.05 else sample.question
    while points:
        most = POINTS_A_ROW if chance.random() < 0.8 else chance.randint(1, POINTS_A_ROW)
        yield replace(sample, question=question, points=tuple(points[:most]))
        points = points[most:]


def _cut(sample: Sample, chance: random.Random) -> Sample:
    """A stretch of the answer. A point whose words were cut through is left out; one that lies outside is not said."""
    count = len(sample.words)
    length = chance.randint(max(12, count // 3), max(13, count))
    first = chance.randint(0, max(0, count - length))
    last = min(count, first + length) - 1
    points = []
    for point in sample.points:
        if point.place is None:
            points += [point] if point.verdict == 0 else []
        elif first <= point.place[0] and point.place[1] <= last:
            points.append(replace(point, place=(point.place[0] - first, point.place[1] - first)))
        elif point.place[1] < first or last < point.place[0]:
            points.append(replace(point, verdict=0, weight=point.weight * 0.4, place=None))
    return replace(sample, words=sample.words[first : last + 1], points=tuple(points)) if points else sample


def _beside(sample: Sample, other: Sample, chance: random.Random) -> Sample:
    """With a stretch of somebody else's answer before or after it, so that length tells nothing."""
    count = len(other.words)
    length = min(count, chance.randint(15, 80))
    first = chance.randint(0, count - length)
    stretch = other.words[first : first + length]
    if chance.random() < 0.5:
        return replace(sample, words=(*sample.words, *stretch))
    moved = tuple(
        replace(one, place=(one.place[0] + length, one.place[1] + length)) if one.place else one
        for one in sample.points
    )
    return replace(sample, words=(*stretch, *sample.words), points=moved)


def _respoken(sample: Sample, chance: random.Random) -> Sample:
    """The words without full stops, with more or fewer fillers, or as a recogniser gets them wrong."""
    bare = chance.random() < 0.3
    fill = chance.choice((0.0, 0.0, 0.0, 0.03, 0.06))
    bared_of_fillers = chance.random() < 0.3
    wrong = chance.choice((0.0, 0.0, 0.0, 0.02, 0.05))
    words: list[str] = []
    begins, ends = [], []
    for word in sample.words:
        begins.append(len(words))
        plain = re.sub(r"[^\w'’-]", "", word)
        if bared_of_fillers and plain.lower() in SPOKEN_FILLERS:
            ends.append(len(words) - 1)
            continue
        if chance.random() < fill:
            words += chance.choice(FILLERS).split()
        if chance.random() < wrong:
            word = _misheard(word, chance)
        if bare:
            word = re.sub(r"[.,;:!?…\"“”]", "", word).lower()
        words += word.split()
        ends.append(len(words) - 1)
    points = []
    for point in sample.points:
        place = point.place and (begins[point.place[0]], max(begins[point.place[0]], ends[point.place[1]]))
        points.append(replace(point, place=place))
    return replace(sample, words=tuple(words) or ("um",), points=tuple(points))


def _misheard(word: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        return ""
    if kind < 0.5:
        return word.capitalize()
    if kind < 0.75 and len(word) > 5:
        at = chance.randint(2, len(word) - 2)
        return f"{word[:at]} {word[at:]}"
    at = chance.randrange(len(word))
    return word[:at] + chance.choice("aeioustnrl") + word[at + 1 :]


def sayings() -> list[tuple[str, list[str], list[str]]]:
    """A line has a point, after | ways of saying it, after ! what may be taken for it and is not."""
    found = []
    for line in (SCRIPTS / "sayings.txt").read_text(encoding="utf-8").splitlines():
        body, *misses = line.split(" ! ")
        point, *said = body.split(" | ")
        if said and misses:
            found.append((point, said, misses))
    return found


def talk() -> list[str]:
    """What says no point at all."""
    return (SCRIPTS / "talk.txt").read_text(encoding="utf-8").splitlines()


def put_together(
    known: Sequence[tuple[str, list[str], list[str]]], idle: Sequence[str], chance: random.Random
) -> Sample:
    """An answer of single sayings, most of them to points that stand near each other in the file."""
    near = chance.randrange(len(known))
    rows = [known[(near + each) % len(known)] for each in chance.sample(range(12), chance.randint(3, 6))]
    said = [chance.random() < 0.45 for _ in rows]
    pieces: list[tuple[str, int | None]] = []
    for at, ((_, ways, misses), is_said) in enumerate(zip(rows, said, strict=True)):
        if is_said:
            pieces.append((chance.choice(ways), at))
        pieces += [(one, None) for one in chance.sample(misses, min(len(misses), chance.choice((0, 1, 1))))]
    pieces += [(one, None) for one in chance.sample(idle, chance.randint(0, 3))]
    chance.shuffle(pieces)
    words: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    is_bare = chance.random() < 0.3
    nothing: list[tuple[str, int | None]] = [("I don't know", None)]
    for text, where in pieces or nothing:
        text = text if is_bare else f"{text[0].upper()}{text[1:]}{chance.choice(('.', '.', ','))}"
        first = len(words)
        words += text.split()
        if where is not None:
            places[where] = first, len(words) - 1
    points = tuple(
        Asked(point, int(is_said), 1.0, places.get(at))
        for at, ((point, _, _), is_said) in enumerate(zip(rows, said, strict=True))
    )
    return _respoken(Sample("", points, tuple(words)), chance)
