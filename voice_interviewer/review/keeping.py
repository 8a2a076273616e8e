"""From takes to transcripts and comparisons, in the session's folder."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from voice_interviewer.delivery.sound import Sound, measure_file
from voice_interviewer.devices.protocols import SpeechDetector
from voice_interviewer.disk import renew_text, replace_text
from voice_interviewer.listening.transcribing import Transcriber, transcribe_file
from voice_interviewer.review.comparison_markdown import comparison_markdown
from voice_interviewer.review.facts import gather_answer
from voice_interviewer.session import Session
from voice_interviewer.session.answers import (
    read_originals,
    read_transcripts,
    save_correction,
    save_transcript,
)
from voice_interviewer.session.record import Take
from voice_interviewer.transcript import Transcript


def write_comparison(session: Session, number: int) -> None:
    """Make a question's `.md` anew from what is in the folder. Raises DiskError, SessionError."""
    facts = gather_answer(session, number)
    if facts.takes:
        renew_text(session.document(number, ".md"), comparison_markdown(facts))


def write_comparisons(session: Session) -> None:
    """Make the `.md` of every question that was answered. Raises DiskError, SessionError."""
    for number in range(1, len(session.record.questions) + 1):
        write_comparison(session, number)


def keep(session: Session, take: Take, transcript: Transcript, sound: Sound | None = None) -> Transcript:
    """Save what a take told, and the comparison that follows from it. Raises DiskError, SessionError."""
    save_transcript(session, take, transcript, sound)
    write_comparison(session, take.question_number)
    return transcript


def keep_correction(session: Session, take: Take, correction: Transcript | None) -> None:
    """Save what the person corrected (None: nothing any more) and the comparison that follows from it.

    Raises DiskError, SessionError.
    """
    save_correction(session, take, correction)
    write_comparison(session, take.question_number)


def settle_replaced(session: Session, take: Take, now: Take) -> Path | None:
    """After a replaced recording was written down: its record says so, and what a person had corrected in the earlier
    one is set aside as text. Returns where that is, if there was any. Raises DiskError, SessionError."""
    said = read_transcripts(session, take.question_number)[take.number]
    heard = read_originals(session, take.question_number)[take.number]
    aside = None
    if said != heard:
        aside = _free(session.folder, f"{Path(take.file).stem}_correction")
        replace_text(aside, f"{said.text}\n")
        save_correction(session, take, None)
    session.renew_take(take, now)
    return aside


def _free(folder: Path, stem: str) -> Path:
    names = (f"{stem}{f'_{number}' if number > 1 else ''}.txt" for number in count(1))
    return next(path for name in names if not (path := folder / name).exists())


def transcribe_take(
    session: Session,
    take: Take,
    transcriber: Transcriber,
    detector: SpeechDetector,
    on_progress: Callable[[float], None],
) -> Transcript:
    """Write down a take that is on disk; `on_progress` is told the share done, 0 to 1.

    Raises ClipError, RecogniserError, ModelError, DiskError, SessionError.
    """
    path = session.recording(take)
    transcript = transcribe_file(path, transcriber, detector, on_progress, take.masked)
    return keep(session, take, transcript, measure_file(path, detector, take.masked))
