"""Key points that an answer leaves out. Pure.

What is not recognised may have been said all the same, in words that are not known.
"""

from collections.abc import Iterator

from voice_interviewer.coverage import PointCoverage
from voice_interviewer.coverage.denials import denies_itself
from voice_interviewer.feedback.event import lacks_event, open_end
from voice_interviewer.feedback.opposite import opposites
from voice_interviewer.feedback.remark import Quote, Remark, Reply, listed, named, work
from voice_interviewer.feedback.saying import disclaims, refuses
from voice_interviewer.feedback.strengths import worth_keeping
from voice_interviewer.feedback.telling import asks_for_outcome, most_telling
from voice_interviewer.feedback.unwelcome import refusals

__all__ = ["missing"]


def missing(reply: Reply) -> Iterator[Remark]:
    """Whoever has nothing to tell is asked for that first, elsewhere."""
    if not reply.missed or (lacks_event(reply) and any(disclaims(each.text) for each in reply.sentences)):
        return
    left_out = _left_out(reply)
    if open_end(reply):  # what is not known cannot be asked for
        left_out = tuple(point for point in left_out if not asks_for_outcome(point.text)) or left_out
    wanted = most_telling(left_out)
    if wanted is None:
        return
    if reply.coverage.from_example:
        yield _like_the_example(reply, wanted)
    elif reply.covered:
        yield _missed(reply, wanted, left_out)
    else:
        yield _none_covered(reply, left_out)


def _left_out(reply: Reply) -> tuple[PointCoverage, ...]:
    """The missed points but those of which the opposite is said: that is told elsewhere."""
    opposed = [point for point, _ in opposites(reply)]
    return tuple(point for point in reply.missed if point not in opposed)


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


def _missed(reply: Reply, wanted: PointCoverage, left_out: tuple[PointCoverage, ...]) -> Remark:
    step, place = _where_to_add(reply, wanted)
    if len(left_out) == 1:  # of a single one it is as likely that it was said and not understood
        next_step = f"If you did say it, say it in plainer words; if not, {step}"
    else:
        next_step = f"First of all, {step}"
    points = listed([named(point) for point in left_out])
    return work(f"Not recognised in your answer: {points}. {next_step}", "points", place)


def _where_to_add(reply: Reply, wanted: PointCoverage) -> tuple[str, Quote]:
    """What to add and where, the end of a sentence with its full stop; and the words at that place."""
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
    there_is_time = f" There is time: you spoke for {reply.time_used}."
    add = f"{_add(reply, wanted)}{there_is_time * reply.is_short}"
    return f"{where} {place}, " * bool(where) + add, place


def _none_covered(reply: Reply, left_out: tuple[PointCoverage, ...]) -> Remark:
    """A short answer is told what it leaves out. Of a long one not even that is sure."""
    wanted = min(left_out, key=lambda point: not point.certain)
    points = listed([named(point) for point in left_out])
    if opposites(reply):
        sentence = f"Not recognised in your answer either: {points}. To begin with, {_add(reply, wanted)}"
        return work(sentence, "points", reply.opening)
    if reply.is_quotable:
        sentence = (
            f"{reply.opening} is the whole answer. Not found in it: {points}. To go on, {_add(reply, wanted)}"
        )
        return work(sentence, "points", reply.opening)
    count = len(reply.missed)
    none = f"None of the {count} key points was" if count > 1 else f"{named(wanted)} was not"
    if reply.coverage.is_elsewhere:
        quote = reply.quote_span(next(iter(reply.coverage.own_material), reply.sentences[0]))
        sentence = (
            f"Your answer seems to be about something else than the question: {quote}. {none} recognised. "
            f"Listen to the question once more, then {_add(reply, wanted)}"
        )
        return work(sentence, "points", quote)
    if refusals(reply):
        return work(f"{none} recognised. Begin like this: {_add(reply, wanted)}", "points", reply.opening)
    denied = [each for each in reply.sentences if denies_itself(each.text) or refuses(each.text)]
    if len(reply.sentences) > 1 and 2 * len(denied) >= len(reply.sentences):
        quote = reply.quote_span(denied[0])
        told = f"{none} recognised: {quote} says what is not so"
        return work(f"{told}. Say what is, or what you would do: {_add(reply, wanted)}", "points", quote)
    quote = reply.quote_span(reply.sentences[0])
    left = _add(reply, wanted)
    sentence = (
        f"{none} recognised in your answer, which begins with {quote}: it is about something else, or says it in other "
        f"words. Tick off what you did say: {points}. Say that more plainly, and of what is left {left}"
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
