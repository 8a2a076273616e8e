"""How an answer was said, where that is hard to follow: fillers, silences, pace, length, balance and start. Pure."""

from collections.abc import Iterator

from voice_interviewer.delivery import (
    COMFORTABLE_RATE_WPM,
    FINE_FILLERS_PER_MINUTE,
    MANY_FILLERS_PER_MINUTE,
    RATE_WINDOW_S,
    REMARKED_PAUSE_S,
    Delivery,
)
from voice_interviewer.feedback.detour import longest_detour, longest_gap
from voice_interviewer.feedback.event import story_asked_for
from voice_interviewer.feedback.remark import PLACE_WORDS, Remark, Reply, work
from voice_interviewer.readable import clock_text

__all__ = ["hard_to_follow"]


def hard_to_follow(reply: Reply, kept_until_s: float) -> tuple[Remark, ...]:
    """All there is, what does most harm first. `kept_until_s` is where the last thing worth keeping ends."""
    manner = (*_fillers(reply), *_pauses(reply), *_pace(reply))
    return (*manner, *_length(reply, kept_until_s), *_balance(reply), *_start(reply))


def _fillers(reply: Reply) -> Iterator[Remark]:
    """From 12 a minute; but a handful does no harm, however short the answer is."""
    delivery = reply.delivery
    if delivery is None or delivery.fillers_per_minute is None:
        return
    count = len(delivery.fillers)
    if delivery.fillers_per_minute < MANY_FILLERS_PER_MINUTE or count <= FINE_FILLERS_PER_MINUTE:
        return
    start_s, end_s, most = _thickest(delivery)
    where = "" if most == count else f"; {most} of them from {clock_text(start_s)} to {clock_text(end_s)}"
    sentence = (
        f"At least {count} times “um” or the like, {delivery.fillers_per_minute:.0f} a minute{where}. "
        "Listen to that stretch, then say it again, and wherever one is coming close your mouth and let it be silent."
    )
    yield Remark(sentence, "work", "fillers", "", start_s, end_s)


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
    if reply.delivery is None or longest is None or longest.duration_s < REMARKED_PAUSE_S:
        return
    count = sum(pause.duration_s >= REMARKED_PAUSE_S for pause in reply.delivery.pauses)
    which = f"The longest of {count} long silences" if count > 1 else "A silence"
    quote = reply.quote_before(longest.start_s)
    sentence = (
        f"{which} lasts {longest.duration_s:.1f} s, at {clock_text(longest.start_s)}"
        f"{f', after “{quote.words}”' if quote else ''}. Thinking is fine: say “Let me think about that for "
        "a moment”, and nobody wonders."
    )
    yield Remark(sentence, "work", "pauses", quote.words if quote else "", longest.start_s, longest.end_s)


def _pace(reply: Reply) -> Iterator[Remark]:
    delivery = reply.measured
    if delivery is None or delivery.speech_rate_wpm is None:
        return
    low, high = COMFORTABLE_RATE_WPM
    if round(delivery.speech_rate_wpm) > high:  # as it is shown: nobody is told that 170 is over 170
        yield _fast(delivery, delivery.speech_rate_wpm)
    elif round(delivery.speech_rate_wpm) < low:
        yield from _slow(reply, delivery, delivery.speech_rate_wpm)


def _fast(delivery: Delivery, rate_wpm: float) -> Remark:
    start_s, fastest_wpm = max(delivery.rate_over_time, key=lambda each: each[1])
    end_s = min(start_s + RATE_WINDOW_S, delivery.last_word_s or delivery.length_s)
    has_parts = len(delivery.rate_over_time) > 1
    peak = f", fastest from {clock_text(start_s)} on ({fastest_wpm:.0f})" if has_parts else ""
    sentence = (
        f"You speak at {rate_wpm:.0f} words a minute{peak}; up to {COMFORTABLE_RATE_WPM[1]:.0f} is easy to follow. "
        "Say that stretch again with one breath at every full stop."
    )
    return Remark(sentence, "work", "pace", "", start_s, end_s)


def _slow(reply: Reply, delivery: Delivery, rate_wpm: float) -> Iterator[Remark]:
    """Where the words themselves come at a good pace it is the pauses; and a long one has been remarked already."""
    low = COMFORTABLE_RATE_WPM[0]
    longest = delivery.longest_pause
    if delivery.articulation_rate_wpm is not None and delivery.articulation_rate_wpm >= low and longest:
        if longest.duration_s >= REMARKED_PAUSE_S:
            return
        sentence = (
            f"The words come easily, but {100 * delivery.pause_share:.0f} % of the time is pauses, the longest at "
            f"{clock_text(longest.start_s)}: {rate_wpm:.0f} words a minute over all, where {low:.0f} is comfortable. "
            "Note three keywords before you begin, and go from one to the next."
        )
        yield Remark(sentence, "work", "pace", "", longest.start_s, longest.end_s)
        return
    start_s, slowest_wpm = min(delivery.rate_over_time, key=lambda each: each[1])
    end_s = min(start_s + RATE_WINDOW_S, reply.end_s)
    sentence = (
        f"You speak at {rate_wpm:.0f} words a minute, slowest from {clock_text(start_s)} on ({slowest_wpm:.0f}); from "
        f"{low:.0f} on it is easier to stay with you. Tell that stretch again as you would tell it to a friend."
    )
    yield Remark(sentence, "work", "pace", "", start_s, end_s)


def _length(reply: Reply, kept_until_s: float) -> Iterator[Remark]:
    """Only where it is too long: of a short one the missed points are told, and without any it may be complete."""
    if not reply.is_long or not reply.covered:  # what answers nothing is not to be said in half the time
        return
    if longest_detour(reply):  # it says already what to leave out
        return
    suggested = clock_text(reply.question.suggested_s)
    told = f"You spoke for {clock_text(reply.spoken_s)}, where about {suggested} suits this question"
    kept_until_s = max(kept_until_s, reply.start_s)
    rest_s = reply.end_s - kept_until_s
    quote = reply.quote_before(kept_until_s)
    if quote and rest_s >= RATE_WINDOW_S:
        sentence = (
            f"{told}. After {quote} no further point is made: see what of the last {clock_text(rest_s)} you can do "
            "without."
        )
        yield Remark(sentence, "work", "length", quote.words, kept_until_s, reply.end_s)
        return
    gap = longest_gap(reply)
    if gap and gap[1].end_s - gap[0].start_s >= RATE_WINDOW_S:
        quote = reply.quote_span(gap[0])
        gap_s = gap[1].end_s - gap[0].start_s
        sentence = f"{told}. From {quote} on no point is made for {gap_s:.0f} s: cut there first."
        yield Remark(sentence, "work", "length", quote.words, quote.start_s, gap[1].end_s)
        return
    longest = max(reply.sentences, key=lambda each: each.end_s - each.start_s)
    quote = reply.quote_span(longest)
    sentence = (
        f"{told}. {quote} takes longest, {longest.end_s - longest.start_s:.0f} s: say it in half of that."
    )
    yield work(sentence, "length", quote)


def _balance(reply: Reply) -> Iterator[Remark]:
    """In 62 real interviews stories were heavy on the situation and light on the action."""
    story = story_asked_for(reply)
    if story is None or story.situation is None or story.action is None:
        return
    situation_s, action_s = story.seconds("situation"), story.seconds("action")
    if situation_s <= action_s:
        return
    quote = reply.quote(story.action.first_word, story.action.last_word, PLACE_WORDS)
    sentence = (
        f"The situation seems to take {situation_s:.0f} s, and what you did, from {quote} on, {action_s:.0f} s. "
        "Turn it round: two sentences on the situation, then step by step what you did."
    )
    yield work(sentence, "story", quote)


def _start(reply: Reply) -> Iterator[Remark]:
    if reply.delivery is None or reply.delivery.first_word_s is None:
        return
    if reply.delivery.first_word_s < REMARKED_PAUSE_S:
        return
    sentence = (
        f"Your first word comes after {reply.delivery.first_word_s:.1f} s. Take the time, but fill its beginning: "
        "“Good question, let me find you an example.”"
    )
    yield Remark(sentence, "work", "start", "", 0.0, reply.delivery.first_word_s)
