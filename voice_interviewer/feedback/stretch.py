"""One step further, for an answer that leaves nothing or little to mend. Pure.

Every step is about words of this answer: what is vague in it, what it has no figure or day for, what may be
asked about it next.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import own_deeds, sounds_like_result, tells_event
from voice_interviewer.feedback.event import story_asked_for
from voice_interviewer.feedback.remark import Quote, Remark, Reply, named
from voice_interviewer.feedback.saying import denies, is_supposed, vague
from voice_interviewer.feedback.telling import (
    asks_for_outcome,
    asks_for_pay,
    asks_why,
    looks_ahead,
)

THIN_WORDS = 10
"""No more than a claim fits into so many."""
_FIGURE = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|half)\b", re.IGNORECASE
)

_OWN = re.compile(r"\bI\b")
_DOES = re.compile(
    r"\bI(?:'d|'ll)? (?:\w+ly )?"
    r"(?!'|(?:was|am|were|had|have \w+ed|work|think|mean|know|guess|suppose|feel|\w+ly)\b)[a-z]+"
)
"""What somebody does, and not what they are or think."""
_BACKGROUND = re.compile(r"\b(years|trained|spent|degree)\b", re.IGNORECASE)
"""Where somebody has been: nobody asks what they would do differently there."""
_LESSON = re.compile(r"\b(learn(ed|t)|lesson|taught me)\b", re.IGNORECASE)
_HABIT = re.compile(
    r"\b(how (do|would) you|what do you do|imagine|talk me through|what (now|then|happens)|what would you do)\b",
    re.IGNORECASE,
)
"""A question about what somebody does: one day when they did it makes the answer believable."""


def stretch(reply: Reply) -> Remark:
    """The first step that fits an answer without a fault. There must be words."""
    return next(chain(further(reply), _steps(reply, _thin, _step_by_step, _probed)))


def further(reply: Reply) -> Iterator[Remark]:
    """The steps that fit, whatever else there is to work on; what helps most first."""
    return _steps(reply, _vague, _figure, _outcome, _day)


def _steps(reply: Reply, *steps: Callable[[Reply], Iterator[tuple[Quote, str]]]) -> Iterator[Remark]:
    for quote, sentence in chain(*(step(reply) for step in steps)):
        told = f"One step further: {sentence}"
        yield Remark(told, "work", "stretch", quote.words, quote.start_s, quote.end_s)


def _vague(reply: Reply) -> Iterator[tuple[Quote, str]]:
    for at, expression, ask in vague(tuple(sentence.text for sentence in reply.sentences)):
        if not (_names_something(reply.sentences[at]) or denies(reply.sentences[at].text)):
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
        or any(asks_for_outcome(point.text) for point in reply.missed)
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
    if reply.is_long or not _HABIT.search(reply.question.question) or tells_event(reply.transcript):
        return
    told = [point for point in reply.covered if _is_own_habit(reply.quote_point(point))]
    whole = [point for point in told if not reply.quote_point(point).is_cut]
    point = max(whole or told, key=lambda each: (each.certain, len(each.quote)), default=None)
    if point is None:
        return
    quote = reply.quote_point(point)
    room = f" There is time: {reply.time_used} is used."
    does = "would do" if is_supposed(reply.sentence_of(point).text) else "do"
    step = (
        f"{quote} tells what you {does}. Add one day when you did that: two sentences, with what came of it."
    )
    yield quote, f"{step}{room * (reply.is_short and not reply.missed)}"


def _is_own_habit(quote: Quote) -> bool:
    return bool(_DOES.search(quote.words)) and not (denies(quote.words) or _BACKGROUND.search(quote.words))


def _thin(reply: Reply) -> Iterator[tuple[Quote, str]]:
    """A point for which there is hardly a sentence. The bank's follow-up asks for what was just said."""
    point = min(reply.covered, key=lambda each: _length(reply.sentence_of(each)), default=None)
    if point is None or _length(reply.sentence_of(point)) > THIN_WORDS:
        return
    quote = reply.quote_point(point)
    yield (
        quote,
        f"{quote} covers {named(point)} in few words. Give it a second sentence, with an example or a reason.",
    )


def _length(sentence: Span) -> int:
    return sentence.last_word - sentence.first_word + 1


def _step_by_step(reply: Reply) -> Iterator[tuple[Quote, str]]:
    """A story that was told in a hurry."""
    story = story_asked_for(reply)
    if story is None or not reply.is_short:
        return
    told = max(reply.sentences, key=lambda each: own_deeds(each.text))
    if own_deeds(told.text):
        quote = reply.quote_span(told)
        room = f"There is time: {reply.time_used} is used."
        yield quote, f"tell {quote} step by step: what you said, and what the others said or did. {room}"


def _probed(reply: Reply) -> Iterator[tuple[Quote, str]]:
    """What an interviewer may ask next: about the result of a story, else about the point that says most of the
    speaker's own doing."""
    story = story_asked_for(reply)
    sentences = [reply.sentence_of(point) for point in reply.covered] or [reply.sentences[-1]]
    told = max(sentences, key=lambda each: (own_deeds(each.text), len(_OWN.findall(each.text))))
    ask = "one day that shows it"
    if story and story.result:
        learned = any(_LESSON.search(sentence.text) for sentence in reply.sentences)
        ask = (
            "what you would do differently"
            if learned
            else "what you took from it, and what you would do differently"
        )
        told = story.result
    elif looks_ahead(reply.question.question):
        ask = "what you have done towards it so far"
    elif asks_for_pay(reply.question.question):
        ask = "what it depends on, and how far you would go"
    elif _BACKGROUND.search(told.text):
        ask = "what you did there, and what you took from it"
    elif own_deeds(told.text) and not asks_why(reply.question.question):
        ask = "why you did it that way, and what you would do differently"
    quote = reply.quote_span(told)
    yield quote, f"an interviewer may ask about {quote}. Have a sentence ready on this: {ask}."
