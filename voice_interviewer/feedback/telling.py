"""What a question is after: which missed point is the most telling, and whether a story is wanted. Pure."""

import re
from collections.abc import Iterable

from voice_interviewer.coverage import Coverage, PointCoverage

_OUTCOME = re.compile(r"\b(result|outcome|ended|settled|came of|came out|success)\b", re.IGNORECASE)

_STORY = re.compile(
    r"\b(a time|an (example|occasion)|tell (me|us) about (a|an|something)|describe an?|situation|piece of work)\b",
    re.IGNORECASE,
)
_HOW = re.compile(r"\bhow (do|did) you\b", re.IGNORECASE)
_WHY = re.compile(r"\bwhy\b|\b(attracts|interests|brings) you\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(next (few|five|two|three) years|in (five|ten) years|see yourself|your career)\b", re.IGNORECASE
)
_PAY = re.compile(r"\b(salary|pay|wage|earn)\b", re.IGNORECASE)
_SUPPOSES = re.compile(r"\b(imagine|suppose|would you|what if|ordinary|typical|usual)\b", re.IGNORECASE)


def asks_for_outcome(point: str) -> bool:
    """Whether a key point wants to hear how it ended."""
    return _OUTCOME.search(point) is not None


def most_telling(missed: Iterable[PointCoverage]) -> PointCoverage | None:
    """What is certainly missed before what may have been said: nobody likes to be asked for that. A missed outcome
    first, for stories are light on results (62 real interviews); else the first in the bank's order, which is the order
    of an answer. None if nothing was missed."""
    return min(missed, key=lambda point: (not point.certain, not asks_for_outcome(point.text)), default=None)


def to_follow_up(coverage: Coverage) -> int | None:
    """The index of the point that a follow-up should ask about: the most telling one that was missed and that the bank
    has a follow-up for."""
    missed = [point for point in coverage.points if not point.covered and point.follow_up]
    wanted = most_telling(missed)
    return None if wanted is None else coverage.points.index(wanted)


def asks_for_story(question: str) -> bool:
    """Whether a question wants one thing told from its beginning to its end: only there a result can be missing."""
    return _STORY.search(question) is not None and _SUPPOSES.search(question) is None


def asks_how(question: str) -> bool:
    """Whether it wants to hear a way of working, whatever else it wants."""
    return _HOW.search(question) is not None


def asks_why(question: str) -> bool:
    """Whether it wants reasons: "I chose this trust because" is no story."""
    return _WHY.search(question) is not None


def asks_for_pay(question: str) -> bool:
    """Whether it wants a figure to negotiate about."""
    return _PAY.search(question) is not None


def looks_ahead(question: str) -> bool:
    """Whether it wants to hear of plans."""
    return _AHEAD.search(question) is not None
