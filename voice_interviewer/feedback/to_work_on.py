"""What to work on in an answer, first what would help most. Pure.

What was said comes before how it was said. Only what surely was not said is called missing. Of what may have been
said the least likely is asked for, with an "if", and the likeliest is asked about. Where nothing was matched, that is
told of this program and not of the answer.
"""

from collections.abc import Iterator

from voice_interviewer.clip import SILENCE_DBFS
from voice_interviewer.coverage import PointCoverage
from voice_interviewer.feedback.manner import hard_to_follow
from voice_interviewer.feedback.remark import Remark, Reply, fits, named, work
from voice_interviewer.feedback.telling import least_likely, most_telling
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.readable import clock_text
from voice_interviewer.steps import Step

ASKED_FROM = 0.5
"""The chance from which the likeliest point of an answer is asked about: 80 in 100 of such were said, on the answers to
choose on. Whoever is asked about words that have nothing to do with a point stops believing the rest."""


def to_work_on(reply: Reply) -> tuple[Remark, ...]:
    """All there is, and never nothing: an answer without a fault gets a step further."""
    if all(map(is_filler, reply.transcript.words)):
        return (_nothing(reply),)
    found = (*_content(reply), *hard_to_follow(reply), *_asked(reply))
    unclear = least_likely(reply.perhaps, below=1.0)
    return found or ((_unclear(reply, unclear) if unclear else _further(reply)),)


def _content(reply: Reply) -> Iterator[Remark]:
    opposite = next((point for point in reply.coverage.points if point.against and not point.covered), None)
    if opposite:
        yield _opposite(reply, opposite)
    is_marked = any(point.mark for point in reply.coverage.points)
    if reply.coverage.points and not reply.heard and not is_marked:
        told = "I couldn't match this to the points; tick what you said in the list of key points."
        yield work(told, "unmatched", reply.opening)
    wanted = most_telling(point for point in reply.missed if not point.against)
    unclear = least_likely(reply.perhaps)
    if wanted:
        yield _missing(reply, wanted)
    elif unclear:
        yield _unclear(reply, unclear)


def _nothing(reply: Reply) -> Remark:
    end_s = reply.delivery.length_s if reply.delivery else reply.transcript.duration_s
    if reply.transcript.words:
        begin = "One honest sentence is a beginning: “I haven't had that yet, but I would …”"
        return work(f"{reply.opening} is all that was heard. {begin}", "nothing", reply.opening)
    if reply.delivery and reply.delivery.level_dbfs > SILENCE_DBFS:
        told = f"There is a voice, but no words could be made out. Come closer, and {Step.CHECK_AND_SPEAK}"
    else:
        told = f"Nothing was heard in {clock_text(end_s)}. If you did speak, {Step.CHECK_AND_SPEAK}"
    return Remark(told, "work", "nothing", "", 0.0, end_s)


def _opposite(reply: Reply, point: PointCoverage) -> Remark:
    assert point.against is not None
    quote = reply.quote(point.against.first_word, point.against.last_word)
    told = f"{quote} may sound like the opposite of {named(point)}. Is that what you mean?"
    if not fits(told):
        told = f"{quote} may sound like the opposite of a key point. Is that what you mean?"
    return work(told, "opposite", quote)


def _missing(reply: Reply, wanted: PointCoverage) -> Remark:
    """The bank's follow-up asks for it best. A point of the example is one person's way: leaving it out is no fault."""
    quote = reply.opening
    missing = f"{'Not said' if wanted.mark else 'Not heard'}: {named(wanted)}."
    if reply.coverage.from_example:
        told = f"The example also says: {named(wanted)}. Have you something of that kind to tell?"
    elif wanted.follow_up:
        told = f"{missing} Say in a sentence or two: “{wanted.follow_up}”"
    else:
        told = f"{missing} Put it in, in a sentence or two."
    if not fits(told):
        told = f"{missing} Put it in, in a sentence or two."
    return work(told, "points", quote)


def _unclear(reply: Reply, point: PointCoverage) -> Remark:
    wanted = f"“{point.follow_up}”" if point.follow_up else "it in a sentence or two."
    told = f"I'm not sure that I heard {named(point)}. If it isn't in there, add {wanted}"
    if not fits(told):
        told = f"I'm not sure that I heard {named(point)}. If it isn't in there, add a sentence on it."
    return work(told, "perhaps", reply.opening)


def _asked(reply: Reply) -> Iterator[Remark]:
    """About the likeliest of what may have been said."""
    point = max(reply.perhaps, key=lambda each: each.probability or 0.0, default=None)
    if point is None or point.first_word is None or (point.probability or 0.0) < ASKED_FROM:
        return
    quote = reply.quote_point(point)
    told = f"Did {quote} mean {named(point)}? If so, tick it in the list."
    yield work(
        told if fits(told) else f"Was {quote} meant to make a key point? If so, tick it in the list.",
        "perhaps",
        quote,
    )


def _further(reply: Reply) -> Remark:
    quoted = [point for point in reply.heard if point.quote]
    quote = reply.quote_point(quoted[-1]) if quoted else reply.opening
    told = f"Nothing stands out to mend. Be ready to be asked more about {quote}."
    return work(told, "stretch", quote)
