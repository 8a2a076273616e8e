"""Strengths and things to work on, of an answer and of a whole session. Pure: the same answer gives the same words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import get_args

from voice_interviewer.bank import Question
from voice_interviewer.coverage import Coverage
from voice_interviewer.delivery import Delivery
from voice_interviewer.feedback.exercise import exercise
from voice_interviewer.feedback.remark import Remark, Reply, Topic, fits
from voice_interviewer.feedback.strengths import strengths
from voice_interviewer.feedback.telling import gap
from voice_interviewer.feedback.to_work_on import to_work_on
from voice_interviewer.transcript import Transcript

__all__ = ["Feedback", "Remark", "Reviewed", "SessionFeedback", "SessionRemark", "give_feedback", "sum_up"]

MOST_REMARKS = 2
"""Of each kind: nobody keeps more in mind until the next answer."""

_TOPICS: tuple[Topic, ...] = get_args(Topic)
_LEADS: dict[Topic, str] = {
    "nothing": "nothing could be written down",
    "points": "a key point was missing or not clear",
    "opposite": "something sounded like the opposite",
    "fillers": "“um” and the like stood out",
    "pauses": "there was a long silence",
    "pace": "the pace was hard to follow",
    "length": "you went on for long",
    "start": "it took you long to begin",
}
"""What several answers have in common that is to be mended."""
_PRAISED: dict[Topic, str] = {"points": "you made at least one key point"}
"""What several answers have in common that is good: praise and blame share topics, never words."""
_LAST: tuple[Topic, ...] = ("perhaps", "unmatched", "stretch")
"""What is to be mended comes before what may only need a tick, and that before a step further."""


@dataclass(frozen=True)
class Feedback:
    """On one answer: at most MOST_REMARKS of each, what helps most first."""

    strengths: tuple[Remark, ...]
    to_work_on: tuple[Remark, ...]


@dataclass(frozen=True)
class SessionRemark(Remark):
    """A remark on a session, with the answer that shows it best: the evidence is in that take's recording."""

    question_number: int = field(kw_only=True)
    take_number: int = field(kw_only=True)


@dataclass(frozen=True)
class SessionFeedback:
    """On all answers of a session, and one thing to do next."""

    strengths: tuple[SessionRemark, ...]
    to_work_on: tuple[SessionRemark, ...]
    exercise: str


@dataclass(frozen=True)
class Reviewed:
    """An answer with the feedback it was given."""

    question_number: int
    take_number: int
    reply: Reply
    feedback: Feedback


@dataclass(frozen=True)
class _Shown:
    """A remark of one answer; `rank` is its place among that answer's remarks."""

    rank: int
    remark: Remark
    answer: Reviewed


def give_feedback(
    question: Question, transcript: Transcript, coverage: Coverage, delivery: Delivery | None
) -> Feedback:
    """What was good about an answer and what to work on. `delivery` is None where the sound was never measured."""
    reply = Reply(question, transcript, coverage, delivery)
    return Feedback(strengths(reply)[:MOST_REMARKS], to_work_on(reply)[:MOST_REMARKS])


def sum_up(answers: Iterable[Reviewed]) -> SessionFeedback:
    """What shows in most answers comes first; one answer stands for all that show the same. A manner is praised only
    if most answers have it: one fluent answer among three that are not says nothing about the interview."""
    answers = tuple(answers)
    work = _by_topic([(answer.feedback.to_work_on, answer) for answer in answers])
    good = _by_topic([(answer.feedback.strengths, answer) for answer in answers])
    work.sort(
        key=lambda shown: _LAST.index(shown[0].remark.topic) + 1 if shown[0].remark.topic in _LAST else 0
    )
    good = [shown for shown in good if shown[0].remark.topic == "points" or len(shown) > len(answers) / 2]
    return SessionFeedback(
        tuple(_of_session(shown, len(answers)) for shown in good[:MOST_REMARKS]),
        tuple(_of_session(shown, len(answers)) for shown in work[:MOST_REMARKS]),
        _exercise(work),
    )


def _by_topic(remarks: Iterable[tuple[Sequence[Remark], Reviewed]]) -> list[list[_Shown]]:
    """The remarks of one topic together, the likeliest example of it first; the commonest topic first."""
    topics: dict[Topic, list[_Shown]] = {topic: [] for topic in _TOPICS}
    for given, answer in remarks:
        for rank, remark in enumerate(given):
            topics[remark.topic].append(_Shown(rank, remark, answer))
    found = [sorted(shown, key=_how_plainly) for shown in topics.values() if shown]
    return sorted(found, key=lambda shown: -len({each.answer.question_number for each in shown}))


def _how_plainly(shown: _Shown) -> tuple[int, float]:
    """The order in which remarks show their topic best: what stood higher in its own answer; then a gap that is sure
    before one that may be none, and praise of what was heard before praise of what the person ticked."""
    reply = shown.answer.reply
    if shown.remark.topic != "points":
        return shown.rank, 0
    if shown.remark.kind == "strength":
        return shown.rank, all(point.mark is not None for point in reply.heard)
    wanted = gap(reply.coverage)
    return shown.rank, wanted is None or not wanted.is_surely_missed


def _of_session(shown: list[_Shown], answer_count: int) -> SessionRemark:
    first, remark = shown[0], shown[0].remark
    sentence = f"Question {first.answer.question_number}: {remark.sentence}"
    showing = len({each.answer.question_number for each in shown})
    if showing > 1 and (shared := _in_common(shown)):
        often = f"{_in_so_many(showing, answer_count)} {shared}. {sentence}"
        sentence = often if fits(often) else sentence
    return SessionRemark(
        sentence,
        remark.kind,
        remark.topic,
        remark.quote,
        remark.start_s,
        remark.end_s,
        question_number=first.answer.question_number,
        take_number=first.answer.take_number,
    )


def _in_common(shown: Sequence[_Shown]) -> str:
    """What answers with such remarks share, in words; empty if that is not told. An example is one person's way: what
    it speaks of is no key point, neither made nor missing."""
    remark = shown[0].remark
    if remark.topic == "points" and any(each.answer.reply.coverage.from_example for each in shown):
        return ""
    return (_PRAISED if remark.kind == "strength" else _LEADS).get(remark.topic, "")


def _in_so_many(count: int, answer_count: int) -> str:
    if count < answer_count:
        return f"In {count} of {answer_count} answers"
    return "In both answers" if count == 2 else f"In all {count} answers"


def _exercise(work: list[list[_Shown]]) -> str:
    if work:
        shown = work[0][0]
        return exercise(shown.remark, shown.answer.reply, shown.answer.question_number)
    return "Answer one question aloud, however roughly: the rest can begin from there."
