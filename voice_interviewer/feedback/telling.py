"""Which point to ask for: the most telling of what was missed, the least likely of what is not certain. Pure."""

import re
from collections.abc import Iterable

from voice_interviewer.coverage import Coverage, PointCoverage

MORE_LIKELY_MISSED = 0.5
"""Whoever is asked for what they have just said feels unheard."""
UNLIKELY_BELOW = 0.25
"""The chance below which the least likely point of an answer is asked for, with an "if": of such points that are not
told as missing anyway 1 in 5 was said, on the answers to choose on."""
_OUTCOME = re.compile(r"\b(result|outcome|ended|settled|came of|came out|success)\b", re.IGNORECASE)


def most_telling(missed: Iterable[PointCoverage]) -> PointCoverage | None:
    """A missed outcome, for stories are light on results (62 real interviews); else the first in the bank's order.

    None if nothing was missed.
    """
    return min(missed, key=lambda point: not _OUTCOME.search(point.text), default=None)


def least_likely(perhaps: Iterable[PointCoverage], below: float = UNLIKELY_BELOW) -> PointCoverage | None:
    """The point that was most likely left out, of those that are not certain; None if none is unlikely enough."""
    judged = [point for point in perhaps if point.probability is not None and point.probability < below]
    return min(judged, key=lambda point: point.probability or 0.0, default=None)


def to_follow_up(coverage: Coverage) -> int | None:
    """The index of the point that a follow-up should ask about, of those that the bank has a follow-up for.

    The most telling one that surely is missing; else the least likely of what was more likely missed than said; never
    one that was heard, and none where nothing could be judged.
    """
    open_points = [point for point in coverage.points if point.follow_up and point.probability is not None]
    wanted = most_telling(point for point in open_points if point.verdict == "not-heard") or min(
        (
            point
            for point in open_points
            if point.verdict == "perhaps" and (point.probability or 0.0) < MORE_LIKELY_MISSED
        ),
        key=lambda point: point.probability or 0.0,
        default=None,
    )
    return None if wanted is None else coverage.points.index(wanted)
