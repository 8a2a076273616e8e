"""Interviews that were cut short: made whole, and offered again."""

from contextlib import ExitStack
from pathlib import Path

from voice_interviewer.cli.console import line
from voice_interviewer.clock import clock_text
from voice_interviewer.errors import DiskError, NotFound, SessionError
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.finding import readable_sessions
from voice_interviewer.session.holding import held


def resumable(audio_dir: Path) -> Session:
    """The latest interview that has a question left, made whole. Raises NotFound, DiskError."""
    for session in reversed(list(readable_sessions(audio_dir))):
        if session.record.state != "finished" and _has_rest(session) and (whole := _whole(session)):
            return whole
    raise NotFound(f"No interview in {audio_dir} was cut short; start one: voice-interviewer practice")


def offer_unfinished(audio_dir: Path, *, may_ask: bool) -> Session | None:
    """Tell of interviews whose program died, and make them whole; returns one that the person wants to go on with.

    One that cannot be written to is told, and left as it is.
    """
    for session in readable_sessions(audio_dir):
        if session.record.state != "running":
            continue
        try:
            whole = _whole(session)
        except DiskError as error:
            line(f"The interview {session.name} was cut short, and cannot be made whole: {error}")
            continue
        if whole is None:
            continue
        _tell(whole)
        if not _has_rest(whole):
            continue
        if may_ask and _wants(whole):
            return whole
        line("Go on with it any time: voice-interviewer practice --resume")
    return None


def go_on_with(session: Session, stack: ExitStack) -> Session:
    """Hold an interview that was cut short until the stack unwinds. Raises SessionError if another went on with it.

    From now on it counts as running again: should it be cut short once more, it is found once more.
    """
    stack.enter_context(held(session.folder))
    if open_session(session.folder).record != session.record:
        raise SessionError(
            f"The interview {session.name} was gone on with elsewhere; see: voice-interviewer sessions"
        )
    session.end("running")
    return session


def _has_rest(session: Session) -> bool:
    """Whether a person could go on with it; a demonstration is nobody's interview."""
    return session.next_question() is not None and not session.record.is_demo


def _whole(session: Session) -> Session | None:
    """The session as it is now, made whole; None if a living program uses it. Raises DiskError."""
    try:
        with held(session.folder):
            now = open_session(session.folder)
            now.recover()
            return now
    except SessionError:
        return None


def _tell(session: Session) -> None:
    record = session.record
    answered = len({take.question_number for take in record.takes})
    spoken = clock_text(sum(take.duration_s for take in record.takes))
    line(
        f"The interview {session.name} was cut short. It holds {answered} of {len(record.questions)} answers, "
        f"{spoken} of speech; all of it can be read."
    )


def _wants(session: Session) -> bool:
    import typer

    return typer.confirm(f"Go on with question {session.next_question()} of it now?", default=False)
