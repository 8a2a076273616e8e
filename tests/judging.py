"""A judge that can be foreseen, in place of the trained one: a point is said where its own words are."""

from collections.abc import Sequence

from voice_interviewer.coverage.judge import Judgement
from voice_interviewer.coverage.wording import content_stem, stems

SURE, UNSURE, NEVER = 1.0, 0.5, 0.0
MOST, SOME = 0.75, 0.3
"""The shares of a point's words in one sentence from which it is surely said, and perhaps."""
DENIES = frozenset(["never", "not", "don't", "didn't"])


def judged_by_words(question: str, points: Sequence[str], words: Sequence[str]) -> tuple[Judgement, ...]:
    """As `judge.judged`."""
    return tuple(_judgement(stems(point), list(words)) for point in points)


def _judgement(wanted: set[str], words: list[str]) -> Judgement:
    best, place = 0.0, (0, 0)
    for first, last in _sentences(words):
        said = {content_stem(word) for word in words[first : last + 1]}
        share = len(wanted & said) / max(1, len(wanted))
        if share > best:
            best, place = share, (first, last)
    spoken = {word.casefold().strip(".,") for word in words[place[0] : place[1] + 1]}
    if best >= MOST and spoken & DENIES:
        return Judgement(NEVER, SURE, place, place, place, SURE)
    return Judgement(
        SURE if best >= MOST else UNSURE if best >= SOME else NEVER, NEVER, place, place, place, SURE
    )


def _sentences(words: list[str]) -> list[tuple[int, int]]:
    ends = [at for at, word in enumerate(words) if word.endswith((".", "?", "!"))]
    ends += [len(words) - 1] if not ends or ends[-1] != len(words) - 1 else []
    return list(zip([0, *[end + 1 for end in ends[:-1]]], ends, strict=True))
