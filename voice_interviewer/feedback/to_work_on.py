"""What to work on in an answer, first what would help most. Pure.

What was said comes before how it was said; then by evidence: twelve fillers a minute did measurable harm, a silence of
4 s is harder to follow, a comfortable pace varies from person to person, and the right length is advice only. Repeats,
restarts and hedges are shown elsewhere and never remarked: nobody has found how many are too many.
"""

from collections.abc import Iterator
from itertools import chain

from voice_interviewer.clock import clock_text
from voice_interviewer.coverage import PointCoverage
from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import own_deeds, sounds_like_result
from voice_interviewer.delivery.fillers import is_filler
from voice_interviewer.feedback.detour import longest_detour
from voice_interviewer.feedback.event import lacks_event, open_end, story_asked_for
from voice_interviewer.feedback.manner import hard_to_follow
from voice_interviewer.feedback.opposite import opposed
from voice_interviewer.feedback.remark import Remark, Reply, listed, named, work
from voice_interviewer.feedback.saying import disclaims, is_supposed, only_refuses, refuses
from voice_interviewer.feedback.strengths import worth_keeping
from voice_interviewer.feedback.stretch import stretch
from voice_interviewer.feedback.telling import asks_for_outcome, most_telling
from voice_interviewer.feedback.worry import worries
from voice_interviewer.level import SILENCE_DBFS

LEAST_REFUSALS = 2
"""One sentence of what is not done may be the whole point: "I never leave a screen open"."""


def to_work_on(reply: Reply, kept_until_s: float) -> tuple[Remark, ...]:
    """All there is, and never nothing: an answer without a fault gets a step further. `kept_until_s` is where the last
    thing worth keeping ends: no remark tells to leave that out."""
    if all(map(is_filler, reply.transcript.words)):
        return (_nothing(reply),)
    content = chain(
        _event(reply),
        _opposite(reply),
        _worry(reply),
        _refusals(reply),
        _points(reply),
        _open_end(reply),
        _result(reply),
        _detour(reply),
    )
    found = (*content, *hard_to_follow(reply, kept_until_s))
    return found or (stretch(reply),)


def _nothing(reply: Reply) -> Remark:
    end_s = reply.delivery.length_s if reply.delivery else reply.transcript.duration_s
    begin = "One honest sentence is a beginning: “I haven't had that yet, but I would …”"
    if reply.transcript.words:
        sentence = f"{reply.opening} is all that was heard. {begin}"
        return work(sentence, "nothing", reply.opening)
    if reply.delivery and reply.delivery.level_dbfs > SILENCE_DBFS:
        sentence = (
            f"There is a voice in these {clock_text(end_s)}, but no words could be made out. Listen to it; if it is "
            "faint, come closer to the microphone and run: voice-interviewer check"
        )
    else:
        sentence = (
            f"Nothing was heard in the {clock_text(end_s)} of this recording. If you did speak, run: "
            f"voice-interviewer check. If you were stuck: {begin[0].lower()}{begin[1:]}"
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


def _opposite(reply: Reply) -> Iterator[Remark]:
    """What is hoped for is not only left out."""
    found = opposed(reply)
    if found is None:
        return
    point, denial = found
    quote = reply.quote_span(denial)
    ask = f"answer this: “{point.follow_up}”" if point.follow_up else "say when you would do it after all."
    told = f"{quote} could be heard as the opposite of what is hoped for: {named(point)}"
    sentence = f"{told}. Think that over, then {ask}"
    yield work(sentence, "refusal", quote)


def _worry(reply: Reply) -> Iterator[Remark]:
    worrying = next(
        (each for each in reply.sentences if worries(each.text) and not _opposes(reply, each)), None
    )
    if worrying:
        quote = reply.quote_span(worrying)
        sentence = f"{quote} may worry an interviewer. Leave it out, or say what you would do or learn instead today."
        yield work(sentence, "worry", quote)


def _opposes(reply: Reply, sentence: Span) -> bool:
    """Whether `_opposite` speaks of this sentence."""
    found = opposed(reply)
    return found is not None and found[1] == sentence


def _refusals(reply: Reply) -> Iterator[Remark]:
    """Sentences that say only what is not done, in an answer that leaves out most of what matters."""
    if opposed(reply):
        return
    refused = [each for each in reply.sentences if only_refuses(each.text) and not worries(each.text)]
    if len(refused) < LEAST_REFUSALS or len(worth_keeping(reply)) > len(reply.coverage.points) / 2:
        return
    quote = reply.quote_span(refused[0])
    sentence = (
        f"{quote} says what you do not do, and it is not the only sentence. Say what you do instead: that is what is "
        "asked."
    )
    yield work(sentence, "refusal", quote)


def _points(reply: Reply) -> Iterator[Remark]:
    """Whoever has nothing to tell is asked for that first, by `_event`."""
    if not reply.missed or (lacks_event(reply) and any(disclaims(each.text) for each in reply.sentences)):
        return
    missed = _left_out(reply)
    if open_end(reply):  # what is not known cannot be asked for
        missed = tuple(point for point in missed if not asks_for_outcome(point.text)) or missed
    wanted = most_telling(missed)
    if wanted is None:
        return
    if reply.coverage.from_example:
        yield _like_the_example(reply, wanted)
    elif reply.covered:
        yield _missed(reply, wanted)
    else:
        yield _none_covered(reply, min(_left_out(reply), key=lambda point: not point.certain))


def _left_out(reply: Reply) -> tuple[PointCoverage, ...]:
    """The missed points but the one that `_opposite` names."""
    found = opposed(reply)
    return tuple(point for point in reply.missed if not found or point is not found[0])


def _like_the_example(reply: Reply, wanted: PointCoverage) -> Remark:
    """An example is one person's way of answering: leaving out a sentence of it is no fault."""
    if reply.covered:
        quote = reply.end_of(reply.covered[-1])
        sentence = (
            f"The example also says: {named(wanted)}. If you have something of that kind to tell, {quote} would be a "
            "place to add it."
        )
        return work(sentence, "points", quote)
    first = named(reply.missed[0])
    if reply.is_quotable:
        sentence = (
            f"{reply.opening} is the whole answer. The example begins with {first}: tell something like it."
        )
    else:
        sentence = (
            f"Your answer goes its own way, which is fine as long as it answers the question. It begins with "
            f"{reply.opening}, the example with {first}: see which of the two comes to the point sooner."
        )
    return work(sentence, "points", reply.opening)


def _missed(reply: Reply, wanted: PointCoverage) -> Remark:
    kept = worth_keeping(reply)
    before = [point for point in kept if _order(reply, point) < _order(reply, wanted)]
    if asks_for_outcome(wanted.text):
        where, place = "at the end, after", reply.ending
    elif before:
        where, place = "after", reply.end_of(before[-1])
    elif kept:
        where, place = "before", reply.beginning_of(kept[0])
    else:  # nothing that may stay is there to add to
        where, place = "", reply.opening
    there_is_time = (
        f" There is time: you spoke for {clock_text(reply.spoken_s)} of about "
        f"{clock_text(reply.question.suggested_s)}."
    )
    left_out = listed([named(point) for point in _left_out(reply)])
    step = f"{where} {place}, " * bool(where) + f"{_add(reply, wanted)}{there_is_time * reply.is_short}"
    if len(_left_out(reply)) == 1:  # of a single one it is as likely that it was said and not understood
        next_step = f"If you did say it, say it in plainer words; if not, {step}"
    else:
        next_step = f"What you did say of these, say in plainer words. First of all, {step}"
    sentence = f"Not recognised in your answer: {left_out}. {next_step}"
    return work(sentence, "points", place)


def _none_covered(reply: Reply, wanted: PointCoverage) -> Remark:
    """A short answer is told what it leaves out. Of a long one not even that is sure."""
    points = listed([named(point) for point in _left_out(reply)])
    if opposed(reply):
        sentence = f"Not recognised in your answer either: {points}. To begin with, {_add(reply, wanted)}"
        return work(sentence, "points", reply.opening)
    if reply.is_quotable:
        sentence = (
            f"{reply.opening} is the whole answer. Not found in it: {points}. To go on, {_add(reply, wanted)}"
        )
        return work(sentence, "points", reply.opening)
    count = len(reply.missed)
    if reply.coverage.is_elsewhere:
        quote = reply.quote_span(next(iter(reply.coverage.own_material), reply.sentences[0]))
        none = (
            f"None of the {count} key points was recognised"
            if count > 1
            else f"{named(wanted)} was not recognised"
        )
        sentence = (
            f"Your answer seems to be about something else than the question: {quote}. {none}. Listen to the question "
            f"once more, then {_add(reply, wanted)}"
        )
        return work(sentence, "points", quote)
    none = f"None of the {count} key points was" if count > 1 else f"{named(wanted)} was not"
    if any(_refusals(reply)):
        return work(f"{none} recognised. Begin like this: {_add(reply, wanted)}", "points", reply.opening)
    refused = [each for each in reply.sentences if refuses(each.text)]
    if refused and 2 * len(refused) >= len(reply.sentences):
        quote = reply.quote_span(refused[0])
        told = f"{none} recognised: {quote} says what you do not do"
        return work(f"{told}. Say what you do: {_add(reply, wanted)}", "points", quote)
    quote = reply.quote_span(reply.sentences[0])
    made = "one" if count > 1 else "it"
    sentence = (
        f"{none} recognised in your answer, which begins with {quote}. If you did make {made}, say it in plainer "
        f"words; if not, {_add(reply, wanted)}"
    )
    return work(sentence, "points", quote)


def _add(reply: Reply, point: PointCoverage) -> str:
    """The end of a sentence, with its full stop."""
    if point.follow_up:
        return f"answer this in a sentence or two: “{point.follow_up}”"
    if len(reply.missed) == 1:
        return "put it in, in a sentence or two."
    return f"put in {named(point)}, in a sentence or two."


def _order(reply: Reply, point: PointCoverage) -> int:
    return reply.coverage.points.index(point)


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
    stretch = longest_detour(reply)
    if stretch is None or reply.coverage.is_elsewhere:
        return
    first, last = stretch
    quote = reply.quote_span(first)
    sentence = (
        f"A detour: from {quote} to {clock_text(last.end_s)}, {last.end_s - first.start_s:.0f} s in which nothing was "
        "recognised that this question asks for. Leave it out, or say in one sentence why it belongs here."
    )
    yield Remark(sentence, "work", "detour", quote.words, quote.start_s, last.end_s)
