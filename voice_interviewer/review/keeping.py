"""Turns takes into transcripts and comparisons, and keeps these in the session's folder."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from voice_interviewer.bank import Mark
from voice_interviewer.delivery.sound import Sound, measure_file
from voice_interviewer.devices.protocols import SpeechDetector
from voice_interviewer.disk import renew_text, replace_text
from voice_interviewer.listening.decoding import with_hesitations
from voice_interviewer.listening.transcribing import Transcriber, transcribe_file
from voice_interviewer.review.comparison_markdown import comparison_markdown
from voice_interviewer.review.facts import gather_answer
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.answers import (
    read_originals,
    read_transcripts,
    save_correction,
    save_second_look,
    save_transcript,
)
from voice_interviewer.session.holding import held, marking
from voice_interviewer.session.marks import save_mark
from voice_interviewer.session.record import SecondLook, Take
from voice_interviewer.transcript import Transcript


def write_comparison(session: Session, number: int) -> None:
    """Write a question's `.md` from what is in the folder, if it was answered. Raises DiskError, SessionError."""
    facts = gather_answer(session, number)
    if facts.takes:
        renew_text(session.document(number, ".md"), comparison_markdown(facts))


def write_comparisons(session: Session) -> None:
    """Write the `.md` of every question that was answered. Raises DiskError, SessionError."""
    for number in range(1, len(session.record.questions) + 1):
        write_comparison(session, number)


def keep(
    session: Session,
    take: Take,
    transcript: Transcript,
    sound: Sound | None = None,
    second_look: SecondLook | None = None,
) -> Transcript:
    """Save a take's transcript, its measured sound and its comparison. Raises DiskError, SessionError."""
    save_transcript(session, take, transcript, sound, second_look)
    write_comparison(session, take.question_number)
    return transcript


def look_again(
    session: Session,
    take: Take,
    transcriber: Transcriber,
    detector: SpeechDetector,
    on_progress: Callable[[float], None],
) -> bool:
    """Hear a take once more, and put these words in the place of the first ones, unless somebody has done so meanwhile.

    Args:
        session: Where the take belongs, and where the words go.
        take: The take.
        transcriber: Writes it down.
        detector: Tells speech from everything else.
        on_progress: Told the share done, 0 to 1.

    Returns:
        Whether the words were put there.

    Raises:
        ClipError: The recording cannot be read.
        RecogniserError: Whisper stopped, or was closed.
        ModelError: There are no usable weights.
        DiskError: Something cannot be written.
        SessionError: A file of the session cannot be understood, or the session is gone.
    """
    first = read_originals(session, take.question_number).get(take.number)
    if first is None:  # moved away since it was listed
        return False
    heard = transcribe_file(session.recording(take), transcriber, detector, on_progress, take.masked)
    transcript = replace(heard, words=with_hesitations(heard.words, first.words))
    if not save_second_look(session, take, transcript):
        return False
    write_comparison(session, take.question_number)
    return True


def keep_correction(session: Session, take: Take, correction: Transcript | None) -> None:
    """Save a person's correction of a take, or remove it (None), and compare again. Raises DiskError, SessionError."""
    save_correction(session, take, correction)
    write_comparison(session, take.question_number)


def keep_mark(session: Session, take: Take, point: str, mark: Mark | None) -> bool:
    """Save a person's own word on a point of a take, or remove it (None); returns whether that changed anything.

    Raises DiskError, SessionError.
    """
    with marking(session.folder):
        changed = save_mark(session, take, point, mark)
        if changed:
            write_comparison(session, take.question_number)
    return changed


def settle_replaced(session: Session, take: Take, now: Take) -> Path | None:
    """Bring the session up to date after a replaced recording was written down.

    A correction of the earlier recording no longer fits, so it is moved to a text file.

    Args:
        session: Where the take belongs.
        take: The take as it was recorded.
        now: The take with the facts of the new recording; it replaces `take` in the record.

    Returns:
        The text file, or None if nothing had been corrected.

    Raises:
        DiskError: Something cannot be written.
        SessionInUse: An interview has gone on in it meanwhile; its takes are not to be written over.
        SessionError: A file of the session cannot be understood.
    """
    with held(session.folder):
        session.record = open_session(session.folder).record
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
    """Write down a take that is on disk.

    Args:
        session: Where the take belongs, and where the transcript goes.
        take: The take.
        transcriber: Writes it down.
        detector: Tells speech from everything else.
        on_progress: Told the share done, 0 to 1.

    Raises:
        ClipError: The recording cannot be read.
        RecogniserError: Whisper stopped.
        ModelError: There are no usable weights.
        DiskError: Something cannot be written.
        SessionError: A file of the session cannot be understood.
    """
    path = session.recording(take)
    transcript = transcribe_file(path, transcriber, detector, on_progress, take.masked)
    return keep(session, take, transcript, measure_file(path, detector, take.masked), "done")
