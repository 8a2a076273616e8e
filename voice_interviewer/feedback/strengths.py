"""What was good about an answer, the most telling first. Pure.

Delivery is praised only inside the bands of `delivery.py`, and only where `to_work_on.py` finds no fault with the same
thing. Content comes first: it is what an answer is for.
"""

import re
from collections.abc import Iterator
from itertools import chain
from statistics import median

from voice_interviewer.clock import clock_text
from voice_interviewer.delivery import (
    COMFORTABLE_RATE_WPM,
    FINE_FILLERS_PER_MINUTE,
    LISTED_PAUSE_S,
    PRAISED_PAUSE_S,
    Delivery,
)
from voice_interviewer.feedback.remark import Quote, Remark, Reply, Topic
from voice_interviewer.feedback.telling import asks_for_outcome, asks_for_story

SHOWN_WORDS = 12
"""Of a point that was made: enough to know it again."""

_FIGURE = re.compile(
    r"\d\d|[£$€%]|\b(hundred|thousand|million|per ?cent|\w+teen|(twen|thir|for|fif|six|seven|eigh|nine)ty|years?)\b",
    re.IGNORECASE,
)
"""More than "two women": a number worth remembering."""


def strengths(reply: Reply) -> tuple[Remark, ...]:
    """All there are, no two about the same words."""
    content = chain(_points(reply), _result(reply), _detail(reply))
    manner = chain(_fillers(reply), _pauses(reply), _pace(reply), _length(reply))
    return (*_about_different_words(content), *manner)


def _strength(sentence: str, topic: Topic, quote: Quote) -> Remark:
    return Remark(sentence, "strength", topic, quote.words, quote.start_s, quote.end_s)


def _about_different_words(remarks: Iterator[Remark]) -> Iterator[Remark]:
    said: list[Remark] = []
    for remark in remarks:
        if not any(_overlap(remark, other) for other in said):
            said.append(remark)
            yield remark


def _overlap(one: Remark, other: Remark) -> bool:
    spans = [(each.start_s or 0.0, each.end_s or 0.0) for each in (one, other)]
    return max(start for start, _ in spans) < min(end for _, end in spans)


def _points(reply: Reply) -> Iterator[Remark]:
    if not reply.covered:
        return
    count = len(reply.coverage.points)
    if reply.coverage.from_example:
        quote = reply.quote_point(reply.covered[0])
        yield _strength(
            f"{quote} is something that the example speaks of too. Keep it, in your own words.",
            "points",
            quote,
        )
    elif reply.missed or count == 1:
        point = reply.covered[0]
        quote = reply.quote_point(point, SHOWN_WORDS)
        made = (
            f"You made {len(reply.covered)} of {count} key points" if count > 1 else "You made the key point"
        )
        yield _strength(f"{made}. Keep {quote}.", "points", quote)
    else:
        quotes = sorted(map(reply.beginning_of, reply.covered), key=lambda quote: quote.start_s)
        sentence = (
            f"You made {'both' if count == 2 else f'all {count}'} key points, from {quotes[0]} to {quotes[-1]}. "
            "Keep them; the words may be others every time."
        )
        yield _strength(sentence, "points", quotes[0])


def _result(reply: Reply) -> Iterator[Remark]:
    """In 62 real interviews stories were light on the result."""
    story = reply.coverage.story if asks_for_story(reply.question.question) else None
    if story is None or story.result is None or any(asks_for_outcome(point.text) for point in reply.missed):
        return
    quote = reply.quote(story.result.first_word, story.result.last_word)
    sentence = (
        f"You say what came of it: {quote}. Many stories stop before that; let it be your last sentence."
    )
    yield _strength(sentence, "result", quote)


def _detail(reply: Reply) -> Iterator[Remark]:
    """A figure, where the answer is to the point at all."""
    if reply.coverage.points and not reply.covered:
        return
    for number in reply.coverage.numbers:
        if _FIGURE.search(number.text):
            quote = reply.quote(_clause_from(reply, number.first_word), number.last_word)
            yield _strength(
                f"The figure in {quote} makes it concrete. Say it slowly, and keep it.",
                "detail",
                quote,
            )
            return


def _clause_from(reply: Reply, first_word: int) -> int:
    """Up to three words before a word, in the same clause."""
    start = first_word
    while start > max(0, first_word - 3) and reply.transcript.words[start - 1].text[-1].isalnum():
        start -= 1
    return start


def _fillers(reply: Reply) -> Iterator[Remark]:
    delivery = reply.measured
    if delivery is None or delivery.fillers_per_minute is None:
        return
    if delivery.fillers_per_minute > FINE_FILLERS_PER_MINUTE:
        return
    length = clock_text(reply.spoken_s)
    if delivery.fillers:
        moments = ", ".join(clock_text(filler.start_s) for filler in delivery.fillers[:3])
        sentence = (
            f"Hardly an “um”: {len(delivery.fillers)} noticed in {length} of speech "
            f"({'first ' if len(delivery.fillers) > 3 else ''}at {moments}). "
            "That is fine."
        )
    else:
        sentence = f"No “um” was noticed in {length} of speech. Keep it that way: a short silence does the same work."
    start_s = delivery.fillers[0].start_s if delivery.fillers else reply.start_s
    yield Remark(sentence, "strength", "fillers", "", start_s, reply.end_s)


def _pauses(reply: Reply) -> Iterator[Remark]:
    delivery = reply.measured
    longest = delivery.longest_pause if delivery else None
    if (
        delivery is None
        or longest is None
        or round(longest.duration_s, 1) >= LISTED_PAUSE_S  # as it is shown: none is both listed and praised
        or not _keeps_pace(delivery)
    ):
        return
    usual_s = median(pause.duration_s for pause in delivery.pauses)
    if len(delivery.pauses) < 2 or not PRAISED_PAUSE_S[0] <= usual_s <= PRAISED_PAUSE_S[1]:
        return
    times = "twice" if len(delivery.pauses) == 2 else f"{len(delivery.pauses)} times"
    quote = reply.quote_before(longest.start_s)
    after = f"after “{quote.words}”, " if quote else ""
    sentence = (
        f"You pause well: {times}, and never for longer than {longest.duration_s:.1f} s "
        f"({after}{clock_text(longest.start_s)}). That lets a listener follow; keep it when you are nervous."
    )
    yield Remark(sentence, "strength", "pauses", quote.words if quote else "", longest.start_s, longest.end_s)


def _pace(reply: Reply) -> Iterator[Remark]:
    delivery = reply.measured
    if delivery is None or delivery.speech_rate_wpm is None or not _keeps_pace(delivery):
        return
    rates = [rate_wpm for _, rate_wpm in delivery.rate_over_time]
    low, high = COMFORTABLE_RATE_WPM
    rate = f"{delivery.speech_rate_wpm:.0f} words a minute"
    if len(rates) > 1 and all(low <= each <= high for each in rates):
        lowest, highest = f"{min(rates):.0f}", f"{max(rates):.0f}"
        spread = "and steady" if lowest == highest else f"never under {lowest} and never over {highest}"
        sentence = f"{rate}, {spread}: easy to follow all the way. That is your pace."
    else:
        sentence = f"{rate} overall is easy to follow. That is your pace."
    yield Remark(sentence, "strength", "pace", "", reply.start_s, reply.end_s)


def _keeps_pace(delivery: Delivery) -> bool:
    low, high = COMFORTABLE_RATE_WPM
    return delivery.speech_rate_wpm is not None and low <= delivery.speech_rate_wpm <= high


def _length(reply: Reply) -> Iterator[Remark]:
    """Only of a complete answer: minutes as such are no merit, and whoever misses a point has something to add."""
    if reply.is_short or reply.is_long or reply.missed or not reply.covered:
        return
    planned = clock_text(reply.question.suggested_s)
    sentence = (
        f"With {clock_text(reply.spoken_s)} you are close to the {planned} that suits this question. "
        "If you add something, let something else go."
    )
    yield Remark(sentence, "strength", "length", "", reply.start_s, reply.end_s)
