"""Where an answer says the opposite of what is hoped for. Pure."""

from voice_interviewer.coverage import PointCoverage
from voice_interviewer.coverage.passages import Span
from voice_interviewer.feedback.detour import meets
from voice_interviewer.feedback.remark import Reply
from voice_interviewer.feedback.saying import denies
from voice_interviewer.feedback.worry import worries

__all__ = ["opposites"]


def opposites(reply: Reply) -> tuple[tuple[PointCoverage, Span], ...]:
    """The missed points of which the opposite is said, each with a sentence that says it, makes no other point and is
    told for one only. Whether a sentence worries is known better than which point it opposes."""
    found: dict[Span, PointCoverage] = {}
    for point in reply.missed:
        if point.against is None:
            continue
        denial = _denial(reply, point.against)
        if not (_makes_a_point(reply, denial) or worries(denial.text)):
            found.setdefault(denial, point)
    return tuple((point, denial) for denial, point in found.items())


def _denial(reply: Reply, passage: Span) -> Span:
    """The sentence of a passage in which the speaker denies something."""
    inside = [each for each in reply.sentences if meets(each, passage.first_word, passage.last_word)]
    return next((each for each in inside if denies(each.text)), inside[0])


def _makes_a_point(reply: Reply, sentence: Span) -> bool:
    return any(meets(sentence, point.first_word, point.last_word) for point in reply.covered)
