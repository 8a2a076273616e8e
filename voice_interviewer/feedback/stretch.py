"""One step further, for an answer that leaves nothing to mend. Pure.

Every step is about words of this answer: what is vague in it, what it has no figure or day for, what may be
asked about it next.
"""

import re
from collections.abc import Iterator
from itertools import chain

from voice_interviewer.clock import clock_text
from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import own_deeds, sounds_like_result, tells_event
from voice_interviewer.feedback.event import story_asked_for
from voice_interviewer.feedback.remark import Quote, Remark, Reply
from voice_interviewer.feedback.saying import vague
from voice_interviewer.feedback.telling import asks_for_story, asks_why

LATE_POINT_S = 20.0
"""So long before the first key point, and an interviewer wonders where this is going."""
_FIGURE = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|half)\b", re.IGNORECASE
)

_HABIT = re.compile(
    r"\b(how (do|would) you|what do you do|imagine|talk me through|what (now|then|happens)|what would you do)\b",
    re.IGNORECASE,
)
"""A question about what somebody does: one day when they did it makes the answer believable."""


def stretch(reply: Reply) -> Remark:
    """The first step that fits. There must be words."""
    steps = chain(*(step(reply) for step in (_late, _vague, _figure, _outcome, _day, _probed)))
    quote, sentence = next(steps)
    return Remark(f"One step further: {sentence}", "work", "stretch", quote.words, quote.start_s, quote.end_s)


def _late(reply: Reply) -> Iterator[tuple[Quote, str]]:
    starts = [point.start_s for point in reply.covered if point.start_s is not None]
    if asks_for_story(reply.question.question) or not starts or min(starts) - reply.start_s < LATE_POINT_S:
        return
    first = min(reply.covered, key=lambda point: point.start_s or 0.0)
    quote = reply.quote_point(first)
    yield quote, f"your first key point is {quote}. Open with it; what comes before can follow, or go."


def _vague(reply: Reply) -> Iterator[tuple[Quote, str]]:
    for at, expression, ask in vague(tuple(sentence.text for sentence in reply.sentences)):
        if not _names_something(reply.sentences[at]):
            quote = reply.quote_span(reply.sentences[at])
            yield quote, f"in {quote}, “{expression}” stays vague. {ask}"


def _names_something(sentence: Span) -> bool:
    """Whether a name is in it: "the GDPR guidelines"."""
    words = [word.split("'")[0] for word in sentence.text.replace("’", "'").split()[1:]]
    return any(word[:1].isupper() and word.strip(",.") != "I" for word in words)


def _figure(reply: Reply) -> Iterator[tuple[Quote, str]]:
    story = story_asked_for(reply)
    if story is None or story.result is None or reply.coverage.numbers:
        return
    told = next((each for each in reply.sentences if each.text == story.result_sentence), story.result)
    quote = reply.quote_span(told)
    yield (
        quote,
        f"{quote} says what came of it. Give it one figure: how many, how long, or how much before and after?",
    )


def _outcome(reply: Reply) -> Iterator[tuple[Quote, str]]:
    """Where a story was told without being asked for, and not to its end."""
    story = reply.coverage.story
    if (
        story is None
        or story.result is not None
        or story_asked_for(reply)
        or asks_why(reply.question.question)
    ):
        return
    last = reply.sentences[-1]
    if own_deeds(last.text) and not sounds_like_result(last.text) and not _FIGURE.search(last.text):
        quote = reply.quote_span(last)
        yield (
            quote,
            f"{quote} is a real example. Add a sentence of what came of it, for you or for the others.",
        )


def _day(reply: Reply) -> Iterator[tuple[Quote, str]]:
    if not _HABIT.search(reply.question.question) or tells_event(reply.transcript):
        return
    point = max(reply.covered, key=lambda each: len(each.quote), default=None)
    quote = reply.quote_point(point) if point else reply.quote_span(reply.sentences[0])
    room = f" There is time: {clock_text(reply.spoken_s)} of about {clock_text(reply.question.suggested_s)} is used."
    step = f"after {quote}, add one day when you did that, in two sentences: when, and what came of it."
    yield quote, f"{step}{room * reply.is_short}"


def _probed(reply: Reply) -> Iterator[tuple[Quote, str]]:
    """What an interviewer may ask next: about the result of a story, else about the point that says most of the
    speaker's own doing."""
    story = story_asked_for(reply)
    sentences = [reply.sentence_of(point) for point in reply.covered] or [reply.sentences[-1]]
    told = story.result if story and story.result else max(sentences, key=lambda each: own_deeds(each.text))
    quote = reply.quote_span(told)
    happened = story or own_deeds(told.text)
    ask = "what you would do differently today" if happened else "what you have done so far that shows it"
    yield quote, f"an interviewer may ask about {quote}. Have a sentence ready on this: {ask}."
