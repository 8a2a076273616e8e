"""What can be done with a session afterwards: write it down, correct it, hand it on, delete it."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import (
    DiskError,
    NoSuchPoint,
    NoSuchTake,
    NothingToCorrect,
    NotTranscribedYet,
    SessionInUse,
    WhichAnswer,
)
from voice_interviewer.session import Session
from voice_interviewer.session.answers import (
    read_originals,
    read_transcripts,
    to_look_at_again,
    untranscribed,
)
from voice_interviewer.session.holding import is_held
from voice_interviewer.session.record import Take, other_length_s

if TYPE_CHECKING:
    from voice_interviewer.bank import Mark
    from voice_interviewer.transcript import Transcript


@dataclass(frozen=True)
class ToWriteDown:
    """A take without a transcript, or whose recording was replaced since it was transcribed."""

    take: Take
    replaced_s: float | None
    """How long the recording is now, if somebody has cut or replaced it; else None."""

    @property
    def now(self) -> Take:
        """The take with the facts of its present recording, without the program's own sounds in an earlier one."""
        if self.replaced_s is None:
            return self.take
        return self.take.model_copy(update={"duration_s": self.replaced_s, "masked": ()})


@dataclass(frozen=True)
class Correction:
    """A take to be corrected."""

    session: Session
    take: Take
    question: str
    """What was asked."""
    text: str
    """The transcript so far, with any earlier correction."""
    heard: "Transcript"
    """The transcript as Whisper heard it."""


@dataclass(frozen=True)
class Marking:
    """A point that was marked."""

    take: Take
    point: str
    is_new: bool
    """False if it was marked so before."""


def to_write_down(session: Session, model: str, language: str) -> tuple[ToWriteDown, ...]:
    """The takes that are not written down yet, or not by this `model` or in this `language` ("auto" or empty: any), and
    those whose second look is to come, unless an interview is using the session.

    Raises SessionInUse if a recording was replaced and an interview is using the session.
    """
    from voice_interviewer.rehearsal.models import is_auto

    wanted = untranscribed(session, "" if is_auto(model) else model, language)
    if not is_held(session.folder):
        wanted = (*wanted, *to_look_at_again(session))
    found = tuple(
        ToWriteDown(take, other_length_s(session.recording(take), take.duration_s))
        for take in session.record.takes
        if take in wanted
    )
    if any(each.replaced_s is not None for each in found) and is_held(session.folder):
        raise SessionInUse(session.name)
    return found


def write_down(
    session: Session,
    found: tuple[ToWriteDown, ...],
    model: str,
    language: str,
    on_progress: Callable[[float], None],
) -> tuple[Path, ...]:
    """Write down takes, as well as this machine can: what comes of it is also their second look.

    Args:
        session: Where they belong.
        found: The takes, from `to_write_down`.
        model: The name or folder of Whisper's weights; "auto" or empty for the best there are here.
        language: The code of the language that the answers are in; empty for that of the bank.
        on_progress: Told the share done, 0 to 1.

    Returns:
        The files to which corrections of replaced recordings have been moved.

    Raises:
        NotFound: There is no model of that name.
        ModelError: The weights are missing, or do not understand the language.
        ClipError: A recording cannot be read.
        RecogniserError: Whisper stopped.
        DiskError: Something cannot be written.
        SessionError: A file of the session cannot be understood.
    """
    from voice_interviewer.devices.silero import Silero
    from voice_interviewer.listening.transcribing import Transcriber
    from voice_interviewer.rehearsal.models import language_of, open_recogniser, unhurried
    from voice_interviewer.review.keeping import look_again, settle_replaced, transcribe_take

    spoken = language_of(session.record.locale, language)
    recogniser = open_recogniser(unhurried(model, spoken), spoken, "carefully")
    total_s = sum(each.take.duration_s for each in found)
    again = () if language else to_look_at_again(session)
    done_s = 0.0
    aside: list[Path] = []
    with closing(Transcriber(recogniser, session.record.terms, twice=True)) as transcriber:
        detector = Silero()
        for each in found:

            def tell(share: float, before_s: float = done_s, take_s: float = each.take.duration_s) -> None:
                on_progress((before_s + share * take_s) / total_s if total_s else 0.0)

            if each.take in again:
                look_again(session, each.take, transcriber, detector, tell)
            else:
                transcribe_take(session, each.now, transcriber, detector, tell)
            if each.now != each.take and (kept := settle_replaced(session, each.take, each.now)):
                aside.append(kept)
            done_s += each.take.duration_s
    return tuple(aside)


def correction_of(session: Session, wanted: str, number: int | None) -> Correction:
    """The take that a person wants to correct.

    Args:
        session: Where it belongs.
        wanted: The question's number or id; may be empty if only one question was answered.
        number: The take's number; None for the latest take that answers the question itself, not a follow-up.

    Raises:
        NotFound: There is no such question, answer or take, or the take is not transcribed yet.
        WhichAnswer: Several questions were answered, and `wanted` is empty.
        SessionInUse: An interview is using the session.
    """
    take = _take(session, wanted, number)
    if is_held(session.folder):
        raise SessionInUse(session.name)
    heard = read_originals(session, take.question_number).get(take.number)
    if heard is None:
        raise NotTranscribedYet(take.number, session.name)
    now = read_transcripts(session, take.question_number)[take.number]
    question = session.asked(take.question_number, take.follow_up).question
    return Correction(session, take, question, now.text, heard)


def _take(session: Session, wanted: str, number: int | None) -> Take:
    answered = [each for each in session.numbers(wanted) if session.takes_of(each)]
    if not answered:
        raise NothingToCorrect(session.name)
    if len(answered) > 1:
        raise WhichAnswer(answered[0], answered[-1])
    takes = session.takes_of(answered[0])
    if number is None:
        return [take for take in takes if take.follow_up is None][-1]
    if not 1 <= number <= len(takes):
        raise NoSuchTake(number, answered[0], session.name, len(takes))
    return takes[number - 1]


def keep_words(correction: Correction, text: str) -> bool:
    """Keep what the person says they said, and compare it anew; returns False if nothing has changed.

    Raises DiskError, SessionError.
    """
    from voice_interviewer.review.correcting import corrected
    from voice_interviewer.review.keeping import keep_correction

    if text in ("", correction.text):
        return False
    heard = correction.heard
    kept = None if text == heard.text else corrected(heard, text)
    keep_correction(correction.session, correction.take, kept)
    return True


def mark_point(session: Session, wanted: str, number: int | None, point: int, mark: "Mark | None") -> Marking:
    """Keep a person's own word on a key point of an answer.

    Args:
        session: Where the answer belongs.
        wanted: The question's number or id; may be empty if only one question was answered.
        number: The take's number; None for the latest take that answers the question itself, not a follow-up.
        point: The point's number, from 1 on.
        mark: What the person says; None takes back what they said before.

    Raises:
        NotFound: There is no such question, answer, take or point, or the take is not transcribed yet.
        WhichAnswer: Several questions were answered, and `wanted` is empty.
        SessionError: A file of the session cannot be understood.
        DiskError: It cannot be written.
    """
    from voice_interviewer.coverage import points_of
    from voice_interviewer.review.keeping import keep_mark

    take = _take(session, wanted, number)
    if take.number not in read_originals(session, take.question_number):
        raise NotTranscribedYet(take.number, session.name)
    texts = [each.text for each in points_of(session.asked(take.question_number, take.follow_up))]
    if not 1 <= point <= len(texts):
        raise NoSuchPoint(point, take.question_number, texts)
    text = texts[point - 1]
    return Marking(take, text, keep_mark(session, take, text, mark))


def handouts(session: Session) -> dict[str, str]:
    """The session as files for a coach: their texts, by what their names end in, "md" and "csv"."""
    from voice_interviewer.review.facts import gather
    from voice_interviewer.review.handout import handout_csv, handout_markdown

    facts = gather(session)
    return {"md": handout_markdown(facts), "csv": handout_csv(facts)}


_MOST_NAME_BYTES = 255
"""Of a file's name, on nearly all disks; a folder that somebody renamed may use them up."""


def handout_name(session: Session, kind: str) -> str:
    """What such a file is called: like the session, shortened where its ending would make the name too long."""
    stem, ending = session.name, f".{kind}"
    while len(os.fsencode(stem + ending)) > _MOST_NAME_BYTES:
        stem = stem[:-1]
    return stem + ending


def delete(folder: Path) -> None:
    """Delete a session and its recordings for good. Raises SessionInUse, DiskError."""
    if is_held(folder):
        raise SessionInUse(folder.name)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise DiskError(cannot_write(folder, error)) from error
