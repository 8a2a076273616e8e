"""What was good about an answer, the most telling first. Pure.

Only what was surely heard is praised. How it was said is praised in one line between the first point and another, of an
answer to the point only, inside the bands of `delivery`.
"""

from collections.abc import Iterator

from voice_interviewer.coverage import HEARD_FROM, PointCoverage
from voice_interviewer.delivery import (
    COMFORTABLE_RATE_WPM,
    FINE_FILLERS_PER_MINUTE,
    LISTED_PAUSE_S,
    Delivery,
)
from voice_interviewer.feedback.manner import hard_to_follow
from voice_interviewer.feedback.remark import KEPT_STANDS_OUT, Quote, Remark, Reply, fitted, strength
from voice_interviewer.readable import clock_text

LITTLE = 1 / 3
"""An answer that leaves something out and takes less of the suggested time gives no idea of how somebody speaks."""

_BLAMED = frozenset(["fillers", "pauses", "pace"])
"""Beside a fault of this kind nobody is praised for being easy to listen to."""


def strengths(reply: Reply) -> tuple[Remark, ...]:
    """All there are; none where no point was heard, or not a word."""
    if not reply.heard or not reply.transcript.words:
        return ()
    return (*_points(reply), *_manner(reply), *_second(reply))


def _points(reply: Reply) -> Iterator[Remark]:
    """How many, and the one that was heard most surely, by the words that show it if they can be read."""
    best = next(iter(_surest(reply)), None)
    if reply.coverage.from_example:  # its sentences are one person's way, and no points to be counted
        known = "is something that the example speaks of too. Keep it."
        yield _shown(reply, best or reply.heard[0], f"{{quote}} {known}", f"{{point}} {known}")
        return
    count = len(reply.coverage.points)
    made = f"{len(reply.heard)} of {count} key points"
    if len(reply.heard) == count:
        made = {1: "the key point", 2: "both key points"}.get(count, f"all {count} key points")
    own = sum(point.mark is not None for point in reply.heard)
    if own:
        made += ", by your own word" if own == len(reply.heard) else f", {own} by your own word"
    is_open = any(not point.covered and not point.mark for point in reply.coverage.points)
    told = f"I heard {made} clearly" if is_open and not own else f"You made {made}"
    if best is None:
        yield strength(f"{told}.", "points", reply.opening)
        return
    named = "{point}." if len(reply.heard) == 1 else "the clearest of all was {point}."
    yield _shown(reply, best, f"{told}. Keep {{quote}}: it shows {{point}}.", f"{told}: {named}")


def _second(reply: Reply) -> Iterator[Remark]:
    """Another point that was heard, in words of its own."""
    surest = _surest(reply)
    other = next((point for point in surest[1:] if not _share_words(surest[0], point)), None)
    if other and not reply.coverage.from_example:
        yield _shown(reply, other, "Also keep {quote}: it shows {point}.", "Also heard clearly: {point}.")


def _share_words(one: PointCoverage, other: PointCoverage) -> bool:
    if one.clearest is None or other.clearest is None:
        return one.start_s == other.start_s
    return one.clearest[0] <= other.clearest[1] and other.clearest[0] <= one.clearest[1]


def _shown(reply: Reply, point: PointCoverage, with_quote: str, without: str) -> Remark:
    """Names a point with the words that show it, or alone where they cannot be read by themselves."""
    if quote := reply.quote_point(point, KEPT_STANDS_OUT):
        return strength(fitted(with_quote, point, quote), "points", quote)
    return strength(fitted(without, point), "points", Quote("", point.start_s or 0.0, point.end_s or 0.0))


def _surest(reply: Reply) -> list[PointCoverage]:
    """The points that were heard, and not only ticked by the person: first those with words to show."""
    heard = [point for point in reply.heard if (point.probability or 0.0) >= HEARD_FROM]
    return sorted(
        heard,
        key=lambda point: (reply.quote_point(point, KEPT_STANDS_OUT) is None, -(point.probability or 0.0)),
    )


def _manner(reply: Reply) -> Iterator[Remark]:
    """All that lies within the bands in which people are easy to listen to, in one short line."""
    delivery = reply.measured
    if delivery is None or any(remark.topic in _BLAMED for remark in hard_to_follow(reply)):
        return
    if reply.missed and reply.spoken_s < LITTLE * reply.question.suggested_s:
        return
    facts = [*_pace(delivery), *_fillers(delivery, reply.spoken_s), *_pauses(delivery)]
    if len(facts) >= 2:  # one of them alone is nothing to be told
        sentence = f"Easy to listen to: {', '.join(facts)}."
        yield Remark(sentence, "strength", "manner", "", reply.start_s, reply.end_s)


def _pace(delivery: Delivery) -> Iterator[str]:
    low, high = COMFORTABLE_RATE_WPM
    rate_wpm = delivery.speech_rate_wpm
    if rate_wpm is not None and low <= round(rate_wpm) <= high:
        yield f"{rate_wpm:.0f} words a minute"


def _fillers(delivery: Delivery, spoken_s: float) -> Iterator[str]:
    rate = delivery.fillers_per_minute
    if rate is not None and rate <= FINE_FILLERS_PER_MINUTE:
        count = len(delivery.fillers)
        yield f"{f'{count} “um”' if count else 'no “um”'} in {clock_text(spoken_s)}"


def _pauses(delivery: Delivery) -> Iterator[str]:
    longest = delivery.longest_pause
    if longest is not None and round(longest.duration_s, 1) < LISTED_PAUSE_S:
        yield f"no pause over {longest.duration_s:.1f} s"
