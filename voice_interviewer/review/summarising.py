"""Makes a session's summary from its facts."""

from voice_interviewer.feedback.remark import Reply
from voice_interviewer.review.facts import TakeFacts, gather
from voice_interviewer.review.summaries import QuestionSummary, SessionSummary, TakeSummary
from voice_interviewer.session import Session


def summarise(session: Session) -> SessionSummary:
    """The summary of a session; answers that have not been compared yet are compared."""
    record = session.record
    takes = [
        _take(facts)
        for answer in gather(session).answers
        for main in answer.takes
        for facts in (main, *main.follow_ups)
    ]
    return SessionSummary(
        name=session.name,
        bank=record.bank,
        title=record.title,
        created_at=record.created_at,
        state=record.state,
        is_demo=record.is_demo,
        questions=tuple(QuestionSummary(id=each.id, question=each.question) for each in record.questions),
        takes=tuple(sorted(takes, key=lambda take: take.started_at.timestamp())),
    )


def _take(facts: TakeFacts) -> TakeSummary:
    taken = facts.take.model_dump(exclude={"masked"})
    if facts.transcript is None or facts.coverage is None:
        return TakeSummary(**taken)
    reply = Reply(facts.question, facts.transcript, facts.coverage, facts.delivery)
    measured = reply.measured
    return TakeSummary(
        **taken,
        word_count=len(facts.transcript.words),
        covered=facts.coverage.covered_count,
        points=len(facts.coverage.points),
        spoken_s=round(reply.spoken_s, 2),
        speech_rate_wpm=measured.speech_rate_wpm if measured else None,
        fillers_per_minute=measured.fillers_per_minute if measured else None,
        pause_share=measured.pause_share if measured else None,
    )
