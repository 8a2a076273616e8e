"""How an answer was said, where that is hard to follow: fillers, silences, pace, length and start. Pure.

By evidence: twelve fillers a minute did measurable harm, a silence of 4 s is harder to follow, a comfortable pace
varies from person to person, and the right length is advice only. Repeats, restarts and hedges are shown elsewhere and
never remarked: nobody has found how many are too many.
"""

from collections.abc import Iterator

from voice_interviewer.delivery import (
    COMFORTABLE_RATE_WPM,
    FINE_FILLERS_PER_MINUTE,
    MANY_FILLERS_PER_MINUTE,
    RATE_WINDOW_S,
    REMARKED_PAUSE_S,
    Delivery,
)
from voice_interviewer.feedback.remark import QUOTED_WORDS, Remark, Reply, Topic
from voice_interviewer.readable import clock_text

__all__ = ["hard_to_follow"]


def hard_to_follow(reply: Reply) -> tuple[Remark, ...]:
    """All there is, what does most harm first."""
    return (*_fillers(reply), *_pauses(reply), *_pace(reply), *_length(reply), *_start(reply))


def _work(sentence: str, topic: Topic, start_s: float, end_s: float) -> Remark:
    return Remark(sentence, "work", topic, "", start_s, end_s)


def _fillers(reply: Reply) -> Iterator[Remark]:
    """From 12 a minute; but a handful does no harm, however short the answer is."""
    delivery = reply.delivery
    if delivery is None or delivery.fillers_per_minute is None:
        return
    count = len(delivery.fillers)
    if delivery.fillers_per_minute < MANY_FILLERS_PER_MINUTE or count <= FINE_FILLERS_PER_MINUTE:
        return
    start_s, end_s, most = _thickest(delivery)
    told = f"“Um” or the like at least {count} times, {delivery.fillers_per_minute:.0f} a minute"
    where = "" if most == count else f", {most} of them from {clock_text(start_s)} to {clock_text(end_s)}"
    yield _work(
        f"{told}{where}. Where one is coming, close your mouth: silence sounds better.",
        "fillers",
        start_s,
        end_s,
    )


def _thickest(delivery: Delivery) -> tuple[float, float, int]:
    """Start and end of the stretch, RATE_WINDOW_S at most, with the most fillers, and how many."""
    stretches = [
        [other for other in delivery.fillers if 0 <= other.start_s - first.start_s <= RATE_WINDOW_S]
        for first in delivery.fillers
    ]
    most = max(stretches, key=len)
    return most[0].start_s, most[-1].end_s, len(most)


def _pauses(reply: Reply) -> Iterator[Remark]:
    longest = reply.delivery.longest_pause if reply.delivery else None
    if longest is None or longest.duration_s < REMARKED_PAUSE_S:
        return
    told = f"A silence of {longest.duration_s:.1f} s at {clock_text(longest.start_s)}."
    remedy = "Thinking is fine: say “let me think about that”, and nobody wonders."
    yield _work(f"{told} {remedy}", "pauses", longest.start_s, longest.end_s)


def _pace(reply: Reply) -> Iterator[Remark]:
    """As it is shown: nobody is told that 170 is over 170."""
    delivery = reply.measured
    if delivery is None or delivery.speech_rate_wpm is None:
        return
    low, high = COMFORTABLE_RATE_WPM
    rate_wpm = delivery.speech_rate_wpm
    if round(rate_wpm) > high:
        start_s, _ = max(delivery.rate_over_time, key=lambda each: each[1])
        told = (
            f"{rate_wpm:.0f} words a minute; up to {high:.0f} is easy to follow. Breathe at every full stop."
        )
    elif round(rate_wpm) < low and not list(_pauses(reply)):
        start_s, _ = min(delivery.rate_over_time, key=lambda each: each[1])
        told = f"{rate_wpm:.0f} words a minute; from {low:.0f} on it is easier to stay with you."
        told += " Note three keywords first."
    else:
        return
    yield _work(told, "pace", start_s, min(start_s + RATE_WINDOW_S, reply.end_s))


def _length(reply: Reply) -> Iterator[Remark]:
    """Only where it is too long: of a short one the missed points are told, and without any it may be complete."""
    if not reply.is_long or not reply.heard:  # what answers nothing is not to be said in half the time
        return
    suggested = clock_text(reply.question.suggested_s)
    told = f"You spoke for {clock_text(reply.spoken_s)}; about {suggested} suits this question."
    made_s = max(point.end_s or 0.0 for point in (*reply.heard, *reply.perhaps))
    quote = reply.quote_before(made_s)
    if quote and reply.end_s - made_s >= RATE_WINDOW_S:
        told += f" See what you can do without after {quote.cut(QUOTED_WORDS - 1)}."
    else:
        made_s = reply.start_s
        told += " Say it again and stop there: what you miss is what to keep."
    yield _work(told, "length", made_s, reply.end_s)


def _start(reply: Reply) -> Iterator[Remark]:
    first_s = reply.delivery.first_word_s if reply.delivery else None
    if first_s is None or first_s < REMARKED_PAUSE_S:
        return
    told = f"Your first word comes after {first_s:.1f} s. Take the time, but begin with a sentence:"
    yield _work(f"{told} “Good question, let me find you an example.”", "start", 0.0, first_s)
