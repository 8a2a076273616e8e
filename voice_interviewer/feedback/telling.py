"""Which point feedback, exercise and follow-up are about: the gap that is the likeliest, or what was denied. Pure."""

import re
from collections.abc import Iterable

from voice_interviewer.coverage import Coverage, PointCoverage

MORE_LIKELY_MISSED = 0.5
"""Whoever is asked for what they have just said feels unheard."""
_OUTCOME = re.compile(r"\b(result|outcome|ended|settled|came of|came out|success)\b", re.IGNORECASE)


def gap(coverage: Coverage) -> PointCoverage | None:
    """The point to work on: the most telling one that was not heard, else the least likely of all that may have been
    made. Where nothing was heard it is the first, if that is missing as surely as any: nothing has an end that has no
    beginning.

    None if all were heard or none could be judged; never one of which the opposite was said, which is asked about.
    """
    points = [point for point in coverage.points if coverage.from_example or not point.against]
    missed = [point for point in points if point.verdict == "not-heard"]
    surely = [point for point in missed if point.is_surely_missed] or missed
    is_heard = any(point.verdict == "heard" for point in points)
    if surely and surely[0] is points[0] and not is_heard:
        return surely[0]
    return most_telling(surely) or _least_likely(point for point in points if point.verdict == "perhaps")


def opposite(coverage: Coverage) -> PointCoverage | None:
    """The first point of which the opposite may have been said; None if there is none. An example is one person's way:
    who is not like that says the opposite of it, and nothing wrong."""
    return None if coverage.from_example else next((one for one in coverage.points if one.against), None)


def most_telling(missed: Iterable[PointCoverage]) -> PointCoverage | None:
    """A missed outcome, for stories are light on results (62 real interviews); else what is missing most surely.

    None if nothing was missed.
    """
    return min(missed, key=lambda point: (not _OUTCOME.search(point.text), _chance(point)), default=None)


def to_follow_up(coverage: Coverage) -> int | None:
    """The index of the point that a follow-up should ask about, of those that the bank has a follow-up for.

    The most telling one that was not heard; else the least likely of what was more likely missed than said; never
    one that was heard, and none where nothing could be judged.
    """
    open_points = [point for point in coverage.points if point.follow_up and point.probability is not None]
    wanted = most_telling(point for point in open_points if point.verdict == "not-heard") or _least_likely(
        point for point in open_points if point.verdict == "perhaps" and _chance(point) < MORE_LIKELY_MISSED
    )
    return None if wanted is None else coverage.points.index(wanted)


def _least_likely(perhaps: Iterable[PointCoverage]) -> PointCoverage | None:
    return min((point for point in perhaps if point.chance is not None), key=_chance, default=None)


def _chance(point: PointCoverage) -> float:
    return point.chance or 0.0
