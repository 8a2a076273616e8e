"""What to work on in an answer, first what would help most. Pure.

What was said comes before how it was said; then by evidence: twelve fillers a minute did measurable harm, a silence of
4 s is harder to follow, a comfortable pace varies from person to person, and the right length is advice only. Repeats,
restarts and hedges are shown elsewhere and never remarked: nobody has found how many are too many.
"""

from collections.abc import Iterator
from itertools import chain, islice

from voice_interviewer.clip import SILENCE_DBFS
from voice_interviewer.coverage.story import own_deeds, sounds_like_result
from voice_interviewer.feedback.detour import longest_detour, scattered_asides
from voice_interviewer.feedback.event import lacks_event, open_end, story_asked_for
from voice_interviewer.feedback.manner import hard_to_follow
from voice_interviewer.feedback.missing import missing
from voice_interviewer.feedback.remark import PLACE_WORDS, Remark, Reply, listed, work
from voice_interviewer.feedback.saying import disclaims, is_supposed
from voice_interviewer.feedback.strengths import worth_keeping
from voice_interviewer.feedback.stretch import further, stretch
from voice_interviewer.feedback.telling import asks_for_outcome
from voice_interviewer.feedback.unwelcome import unwelcome
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.readable import clock_text
from voice_interviewer.steps import Step

_FIRST = {"event", "worry", "refusal", "detour", "length"}
"""What is to be mended before anything is refined or added."""


def to_work_on(reply: Reply, kept_until_s: float) -> tuple[Remark, ...]:
    """All there is, and never nothing: an answer without a fault, or with one, gets a step further. `kept_until_s` is
    where the last thing worth keeping ends: no remark tells to leave that out."""
    if all(map(is_filler, reply.transcript.words)):
        return (_nothing(reply),)
    content = chain(
        _event(reply),
        unwelcome(reply),
        missing(reply),
        _open_end(reply),
        _result(reply),
        _detour(reply),
    )
    found = (*content, *hard_to_follow(reply, kept_until_s))
    if not found:
        return (stretch(reply),)
    if len(found) == 1 and found[0].topic not in _FIRST and worth_keeping(reply):
        return (*found, *(islice(further(reply), 1) if reply.missed else [stretch(reply)]))
    return found


def _nothing(reply: Reply) -> Remark:
    end_s = reply.delivery.length_s if reply.delivery else reply.transcript.duration_s
    begin = "One honest sentence is a beginning: “I haven't had that yet, but I would …”"
    if reply.transcript.words:
        sentence = f"{reply.opening} is all that was heard. {begin}"
        return work(sentence, "nothing", reply.opening)
    if reply.delivery and reply.delivery.level_dbfs > SILENCE_DBFS:
        sentence = (
            f"There is a voice in these {clock_text(end_s)}, but no words could be made out. Listen to it; if it is "
            f"faint, come closer to the microphone and {Step.CHECK_AND_SPEAK}"
        )
    else:
        sentence = (
            f"Nothing was heard in the {clock_text(end_s)} of this recording. If you did speak, "
            f"{Step.CHECK_AND_SPEAK}. If you were stuck: {begin[0].lower()}{begin[1:]}"
        )
    return Remark(sentence, "work", "nothing", "", 0.0, end_s)


def _event(reply: Reply) -> Iterator[Remark]:
    """The question asks for something that happened, and nothing of that kind is told. What may be about something else
    altogether is left to `_points`."""
    if not lacks_event(reply):
        return
    disclaimed = next((each for each in reply.sentences if disclaims(each.text)), None)
    supposed = next((each for each in reply.sentences if is_supposed(each.text)), None)
    if not (disclaimed or supposed or reply.covered or reply.is_quotable):
        return
    quote = reply.quote_span(disclaimed or supposed or reply.sentences[0])
    if disclaimed:
        none = f"You were asked for one time that really happened: {quote} ends the search too soon."
    else:
        told = "tells what would happen, not what did" if supposed else "is not about one day"
        none = f"You were asked for one time that really happened, and none was recognised: {quote} {told}."
    sentence = f"{none} Choose a day, however small: say when it was, who was there, what you did and what came of it."
    yield work(sentence, "event", quote)


def _open_end(reply: Reply) -> Iterator[Remark]:
    end = open_end(reply)
    if end is None:
        return
    quote = reply.quote_span(end)
    sentence = (
        f"{quote} leaves your story without an end. Say what you do know: how things stood when you last saw them, or "
        "what you took from it. If that is nothing, choose another day."
    )
    yield work(sentence, "result", quote)


def _result(reply: Reply) -> Iterator[Remark]:
    """Unless a point about the outcome has been made, or is asked for already."""
    story = story_asked_for(reply)
    if story is None or story.action is None or story.result is not None or open_end(reply):
        return
    if any(asks_for_outcome(point.text) for point in reply.coverage.points):
        return
    last = reply.sentences[-1]
    # Else it may be one, in words that are not known.
    if not own_deeds(last.text) or sounds_like_result(last.text):
        return
    quote = reply.quote_span(last)
    sentence = (
        f"You say what you did, and no result was recognised up to your last sentence, {quote}. Put one after it: what "
        "was different afterwards, or what did somebody say?"
    )
    yield work(sentence, "result", quote)


def _detour(reply: Reply) -> Iterator[Remark]:
    if reply.coverage.is_elsewhere:
        return
    if stretch := longest_detour(reply):
        first, last = stretch
        quote = reply.quote_span(first)
        sentence = (
            f"A detour: from {quote} to {clock_text(last.end_s)}, {last.end_s - first.start_s:.0f} s in which nothing "
            "was recognised that this question asks for. Leave it out, or say in one sentence why it belongs here."
        )
        yield Remark(sentence, "work", "detour", quote.words, quote.start_s, last.end_s)
    elif asides := scattered_asides(reply):
        quotes = [reply.quote(each.first_word, each.last_word, PLACE_WORDS) for each in asides]
        told = listed([str(quote) for quote in quotes])
        sentence = (
            f"{told} lead away from the question. Leave them out: what is left comes to the point sooner."
        )
        yield work(sentence, "detour", quotes[0])
