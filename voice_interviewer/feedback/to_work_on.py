"""What to work on in an answer, first what would help most. Pure.

What was said comes before how it was said. One gap is named, the likeliest: only what surely was not said is called
missing, and of what may have been said the least likely is asked about. What was probably said is asked about last, but
before how it was said where nothing was heard. Where nothing was matched, that is told of this program and not of the
answer.
"""

from collections.abc import Iterator

from voice_interviewer.clip import SILENCE_DBFS
from voice_interviewer.coverage import PointCoverage
from voice_interviewer.feedback.manner import hard_to_follow
from voice_interviewer.feedback.remark import KEPT_STANDS_OUT, Quote, Remark, Reply, fits, fitted, named, work
from voice_interviewer.feedback.telling import gap, opposite
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.readable import clock_text
from voice_interviewer.steps import Step

ASKED_FROM = 0.8
"""The chance from which the likeliest point of an answer is asked about: 81 in 100 of such were said, on the answers to
choose on. Whoever is asked about words that have nothing to do with a point stops believing the rest."""
ASKED_STANDS_OUT = 0.15
"""How far the words must stand out that somebody is asked about: 75 in 100 of such, on the answers to choose on, are
among those that a reader marked for the point; of all 71."""
UNMATCHED_FROM, UNMATCHED_STANDS_OUT = 0.5, 0.2
"""The same where nothing was heard, and a wrong question costs less than none: 73 in 100 of such were said, and 83 of
those whose words stand out so far."""


def to_work_on(reply: Reply) -> tuple[Remark, ...]:
    """All there is, and never nothing: an answer without a fault gets a step further."""
    if all(map(is_filler, reply.transcript.words)):
        return (_nothing(reply),)
    content, manner = tuple(_content(reply)), hard_to_follow(reply)
    ticks = () if _is_denied_from_the_start(reply) else _to_tick(reply)
    found = (*content, *manner, *ticks) if reply.heard else (*content, *ticks, *manner)
    return found or (_further(reply),)


def _content(reply: Reply) -> Iterator[Remark]:
    if denied := opposite(reply.coverage):
        yield _opposite(reply, denied)
    if not _is_denied_from_the_start(reply) and (wanted := gap(reply.coverage)):
        yield _missing(reply, wanted) if wanted.is_surely_missed else _unclear(reply, wanted)


def _is_denied_from_the_start(reply: Reply) -> bool:
    """Whoever says that they never made a mistake can't be asked what they learned from it."""
    denied = opposite(reply.coverage)
    return denied is not None and denied is reply.coverage.points[0] and not reply.heard


def _to_tick(reply: Reply) -> tuple[Remark, ...]:
    """What only the person can tell: whether they made the likeliest point; where nothing was matched, which ones."""
    if asked := _asked(reply):
        return asked
    is_marked = any(point.mark for point in reply.coverage.points)
    return (_unmatched(reply),) if reply.perhaps and not reply.heard and not is_marked else ()


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
    told = fitted("{quote} may sound like the opposite of {point}. Is that what you mean?", point, quote)
    return work(told, "opposite", quote)


def _missing(reply: Reply, wanted: PointCoverage) -> Remark:
    """The bank's follow-up asks for it best. A point of the example is one person's way: leaving it out is no fault."""
    if reply.coverage.from_example:
        return _of_example(reply, wanted)
    if len(reply.missed) == len(reply.coverage.points) > 1 and not wanted.mark:
        missing = f"I heard none of the {len(reply.missed)} key points. Begin with {{point}}"
        told = f"{missing}: it is worth a sentence or two."
    else:
        missing = f"{'Not said' if wanted.mark else 'Not heard'}: {{point}}"
        told = f"{missing}. It is worth a sentence or two."
    return work(_asking(wanted, f"{missing}. Say in a sentence or two: ", told), "points", reply.opening)


def _unclear(reply: Reply, wanted: PointCoverage) -> Remark:
    if reply.coverage.from_example:
        return _of_example(reply, wanted)
    asked = "Was {point} in your answer? If so, tick it; if not, "
    return work(
        _asking(wanted, f"{asked}say: ", f"{asked}it is worth a sentence or two."), "points", reply.opening
    )


def _asking(wanted: PointCoverage, before: str, otherwise: str) -> str:
    """With the bank's own question for a point where there is one and room for it."""
    if wanted.follow_up:
        told = f"{before.format(point=named(wanted))}“{wanted.follow_up}”"
        if fits(told):
            return told
    return fitted(otherwise, wanted)


def _of_example(reply: Reply, wanted: PointCoverage) -> Remark:
    if wanted.is_surely_missed:
        told = "The example also says: {point}. Have you something of that kind to tell?"
    else:
        told = "The example also says: {point}. If you told nothing of that kind, is there something?"
    return work(fitted(told, wanted), "points", reply.opening)


def _unmatched(reply: Reply) -> Remark:
    told = "There may be more in your answer than I could place."
    point = _likeliest(reply)
    if point is None or (point.probability or 0.0) < UNMATCHED_FROM:
        return work(f"{told} Tick in the list what you said.", "unmatched", reply.opening)
    if quote := reply.quote_point(point, UNMATCHED_STANDS_OUT):
        return _asked_about(point, quote)
    return work(fitted(f"{told} Was {{point}} in it? Tick what you said.", point), "unmatched", reply.opening)


def _asked(reply: Reply) -> tuple[Remark, ...]:
    """About the likeliest of what may have been said, by its words if they are plain."""
    point = _likeliest(reply)
    if point is None or (point.probability or 0.0) < ASKED_FROM:
        return ()
    if quote := reply.quote_point(point, ASKED_STANDS_OUT):
        return (_asked_about(point, quote),)
    told = fitted("Probably there: {point}. If so, tick it in the list.", point)
    return (work(told, "perhaps", Quote("", point.start_s or 0.0, point.end_s or 0.0)),)


def _asked_about(point: PointCoverage, quote: Quote) -> Remark:
    return work(
        fitted("Did {quote} mean {point}? If so, tick it in the list.", point, quote), "perhaps", quote
    )


def _likeliest(reply: Reply) -> PointCoverage | None:
    """Of what may have been said; not the gap, nor what may have been denied."""
    others = [point for point in reply.perhaps if point is not gap(reply.coverage) and not point.against]
    return max(others, key=lambda each: each.probability or 0.0, default=None)


def _further(reply: Reply) -> Remark:
    quotes = [reply.quote_point(point, KEPT_STANDS_OUT) for point in reply.heard]
    quote = next((quote for quote in reversed(quotes) if quote), reply.opening)
    told = f"Nothing stands out to mend. Be ready to be asked more about {quote}."
    return work(told, "stretch", quote)
