"""Interviews that were cut short: made whole, and offered again."""

from pathlib import Path

from voice_interviewer.cli.summary import line
from voice_interviewer.comparison import duration_text
from voice_interviewer.errors import NotFound
from voice_interviewer.holding import is_held
from voice_interviewer.session import Session, readable_sessions


def resumable(audio_dir: Path) -> Session:
    """The latest interview that has a question left, made whole. Raises NotFound, DiskError."""
    for session in reversed(list(readable_sessions(audio_dir))):
        if session.record.state != "finished" and session.next_question() and not is_held(session.folder):
            session.recover()
            return session
    raise NotFound(f"No interview in {audio_dir} was cut short; start one: voice-interviewer practice")


def offer_unfinished(audio_dir: Path, *, may_ask: bool) -> Session | None:
    """Tell of interviews whose program died, and make them whole; returns one that the person wants to go on with.

    Raises DiskError.
    """
    for session in readable_sessions(audio_dir):
        if session.record.state != "running" or is_held(session.folder):
            continue
        session.recover()
        _tell(session)
        if session.next_question() is None:
            continue
        if may_ask and _wants(session):
            return session
        line("Go on with it any time: voice-interviewer practice --resume")
    return None


def _tell(session: Session) -> None:
    record = session.record
    answered = len({take.question_number for take in record.takes})
    spoken = duration_text(sum(take.duration_s for take in record.takes))
    line(
        f"The interview {session.name} was cut short. It holds {answered} of {len(record.questions)} answers, "
        f"{spoken} of speech; all of it can be read."
    )


def _wants(session: Session) -> bool:
    import typer

    return typer.confirm(f"Go on with question {session.next_question()} of it now?", default=False)
