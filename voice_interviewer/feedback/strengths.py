"""What was good about an answer, the most telling first. Pure.

Content comes first: it is what an answer is for. How it was said is praised last, in one line, of an answer to the
point only, inside the bands of `delivery.py`, and only where `to_work_on.py` finds no fault with the same thing.
"""

import re
from collections.abc import Iterator
from itertools import chain
from statistics import median

from voice_interviewer.coverage import PointCoverage
from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import own_deeds
from voice_interviewer.delivery import (
    COMFORTABLE_RATE_WPM,
    FINE_FILLERS_PER_MINUTE,
    LISTED_PAUSE_S,
    PRAISED_PAUSE_S,
    Delivery,
)
from voice_interviewer.feedback.event import lacks_event, open_end, story_asked_for
from voice_interviewer.feedback.remark import Quote, Remark, Reply, Topic, listed, named
from voice_interviewer.feedback.saying import denies, disclaims, is_supposed, only_refuses, refuses, strays
from voice_interviewer.feedback.telling import asks_for_outcome, asks_for_story, asks_how
from voice_interviewer.feedback.worry import worries
from voice_interviewer.readable import clock_text

MOST_QUOTED = 2
"""Points of a complete answer that are quoted: three sentences of one's own are more than anybody reads again."""

MOST_PERHAPS_NAMED = 2

LITTLE = 1 / 3
"""An answer that leaves something out and takes less of the suggested time gives no idea of how somebody speaks."""

_FIGURE = re.compile(
    r"\d\d|[£$€%]|\b(hundred|thousand|million|per ?cent|\w+teen|(twen|thir|for|fif|six|seven|eigh|nine)ty|years?)\b",
    re.IGNORECASE,
)
"""More than "two women": a number worth remembering."""
_SCENE = re.compile(
    r"^(?:\W*(?:so|well|and|um|uh|when|where|in)\b)*\W*(?:i|we) (?:once |also )?"
    r"(?:was|were|am|work|worked|had to|needed to)\b",
    re.IGNORECASE,
)
"""Where somebody was, before they tell what they did."""
_NO_EVIDENCE = -2
"""A sentence that mostly says what is not done may count for a point; nobody is told to be glad of it."""
_WINDS_UP = re.compile(r"^(?:so |and |but |anyway )*(?:yes|yeah|anyway)\b|\bhere we are\b", re.IGNORECASE)
_IDIOM = re.compile(
    r"\b(you|you'd|you'll|a (?:hundred|thousand|million)|i think|or was it"
    r"|i'm (?:about |nearly |only |just )?(?:\d\d|\w+teen|(?:twen|thir|for|fif|six)ty))\b",
    re.IGNORECASE,
)
"""Nobody's own figure: "you get twenty opinions"; or an age."""


def strengths(reply: Reply) -> tuple[Remark, ...]:
    """All there are, no two about the same words."""
    if reply.coverage.points and not worth_keeping(reply):
        return ()
    if lacks_event(reply):  # "How do you stay calm? Give me an example" is half answered without the example
        return tuple(_points(reply)) if asks_how(reply.question.question) else ()
    content = chain(_points(reply), _result(reply), _detail(reply))
    return (*_about_different_words(content), *_manner(reply))


def worth_keeping(reply: Reply) -> tuple[PointCoverage, ...]:
    """The covered points whose words may be kept as they are: what was only supposed, is no more than a refusal, or
    would worry an interviewer, is no evidence of anything."""
    return tuple(point for point in reply.covered if _is_kept(reply, point))


def _is_kept(reply: Reply, point: PointCoverage) -> bool:
    said = reply.sentence_of(point).text
    if strays(said, reply.question.question) or worries(said):
        return False
    if only_refuses(said) and not denies(point.text):
        return False
    return not (asks_for_story(reply.question.question) and (is_supposed(said) or disclaims(said)))


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
    kept = worth_keeping(reply)
    if not kept:
        return
    count = len(reply.coverage.points)
    if reply.coverage.from_example:
        quote = reply.quote_point(kept[0])
        sentence = f"{quote} is something that the example speaks of too. Keep it, in your own words."
        yield _strength(sentence, "points", quote)
        return
    quotes = _most_telling_quotes(reply, kept)
    quoted = listed([str(quote) for quote in quotes])
    perhaps = reply.coverage.perhaps_count
    if perhaps == len(reply.covered):
        sentence = f"You made perhaps {perhaps} of {count} key points. The clearest is {quoted}."
    elif reply.missed:
        best = max(_concreteness(reply.sentence_of(point)) for point in kept)
        if best <= _NO_EVIDENCE:
            return
        worth = f" Keep {quoted}." if best > 0 else f" The clearest is {quoted}."
        more = f" and perhaps {_named_or_counted(reply)}" if perhaps else ""
        sentence = f"You made {len(reply.covered) - perhaps} of {count} key points{more}.{worth}"
    else:
        made = {1: "the key point", 2: "both key points"}.get(count, f"all {count} key points")
        sentence = f"You made {made}. Keep what {quoted} say{'s' * (len(quotes) == 1)}; the words may change."
    yield _strength(sentence, "points", quotes[0])


def _named_or_counted(reply: Reply) -> str:
    """The points that were perhaps made: a few are named, more are counted."""
    perhaps = [named(point) for point in reply.covered if not point.certain]
    return listed(perhaps) if len(perhaps) <= MOST_PERHAPS_NAMED else f"{len(perhaps)} more"


def _is_doubtful(reply: Reply, sentence: Span) -> bool:
    return (
        only_refuses(sentence.text)
        or worries(sentence.text)
        or strays(sentence.text, reply.question.question)
    )


def _most_telling_quotes(reply: Reply, kept: tuple[PointCoverage, ...]) -> list[Quote]:
    """What the person did, with a name or a number in it, before what they say in general; in the order of the answer.
    Two of a complete answer, one of any other. What is perhaps a point only if there is nothing else."""
    kept = tuple(point for point in kept if point.certain) or kept
    told = {sentence.first_word: sentence for sentence in map(reply.sentence_of, kept)}.values()
    wanted = 1 if reply.missed else MOST_QUOTED
    chosen = sorted(told, key=lambda each: -_concreteness(each))[:wanted]
    by_sentence = {reply.sentence_of(point).first_word: point for point in reversed(kept)}
    points = [by_sentence[each.first_word] for each in sorted(chosen, key=lambda each: each.first_word)]
    return [reply.quote_point(point) for point in points]


def _concreteness(sentence: Span) -> int:
    words = sentence.text.split()
    names = sum(word[0].isupper() and word not in ("I", "OK") and word[1:2] != "'" for word in words[1:])
    long_enough = 2 * (len(words) >= 8)
    return (
        min(names, 2)
        + 2 * bool(_FIGURE.search(sentence.text))
        + min(2, own_deeds(sentence.text))
        + long_enough
        - 3 * bool(_SCENE.search(sentence.text) and not own_deeds(sentence.text))
        - 5 * (refuses(sentence.text) or bool(_WINDS_UP.search(sentence.text)))
        - 3 * denies(sentence.text)  # of what is said without a "not" 97 in 100 points are right, else 87
    )


def _result(reply: Reply) -> Iterator[Remark]:
    """In 62 real interviews stories were light on the result."""
    story = story_asked_for(reply)
    if story is None or story.result is None or open_end(reply):
        return
    if any(asks_for_outcome(point.text) for point in reply.missed):
        return
    told = next((each for each in reply.sentences if each.text == story.result_sentence), story.result)
    quote = reply.quote_span(told)
    yield _strength(f"You say what came of it: {quote}. Many stories stop before that.", "result", quote)


def _detail(reply: Reply) -> Iterator[Remark]:
    """A figure of one's own, with the sentence that it is in."""
    for number in reply.coverage.numbers:
        sentence = next(each for each in reply.sentences if each.last_word >= number.last_word)
        if (
            _FIGURE.search(number.text)
            and not _IDIOM.search(sentence.text)
            and not _is_doubtful(reply, sentence)
        ):
            quote = reply.quote_clause(number.first_word, number.last_word)
            yield _strength(f"The figure in {quote} makes it concrete.", "detail", quote)
            return


def _manner(reply: Reply) -> Iterator[Remark]:
    """All that lies within the bands in which people are easy to listen to, in one short line."""
    if reply.missed and reply.spoken_s < LITTLE * reply.question.suggested_s:
        return
    facts = [*_pace(reply), *_fillers(reply), *_pauses(reply), *_length(reply)]
    if facts:
        sentence = f"In the comfortable range: {', '.join(facts)}."
        yield Remark(sentence, "strength", "manner", "", reply.start_s, reply.end_s)


def _pace(reply: Reply) -> Iterator[str]:
    delivery = reply.measured
    if delivery and _keeps_pace(delivery):
        yield f"{delivery.speech_rate_wpm:.0f} words a minute"


def _fillers(reply: Reply) -> Iterator[str]:
    delivery = reply.measured
    if delivery is None or delivery.fillers_per_minute is None:
        return
    if delivery.fillers_per_minute <= FINE_FILLERS_PER_MINUTE:
        count = len(delivery.fillers)
        yield f"{f'{count} “um”' if count else 'no “um”'} in {clock_text(reply.spoken_s)}"


def _pauses(reply: Reply) -> Iterator[str]:
    delivery = reply.measured
    longest = delivery.longest_pause if delivery else None
    if delivery is None or longest is None or not _keeps_pace(delivery):
        return
    if round(longest.duration_s, 1) >= LISTED_PAUSE_S:  # as it is shown: none is both listed and praised
        return
    usual_s = median(pause.duration_s for pause in delivery.pauses)
    if len(delivery.pauses) > 1 and PRAISED_PAUSE_S[0] <= usual_s <= PRAISED_PAUSE_S[1]:
        yield f"no pause over {longest.duration_s:.1f} s"


def _length(reply: Reply) -> Iterator[str]:
    """Only of a complete answer: minutes as such are no merit, and whoever misses a point has something to add."""
    if not (reply.is_short or reply.is_long or reply.missed or not reply.covered):
        yield reply.time_used


def _keeps_pace(delivery: Delivery) -> bool:
    low, high = COMFORTABLE_RATE_WPM
    return delivery.speech_rate_wpm is not None and low <= round(delivery.speech_rate_wpm) <= high
