"""What can be done with a session that was held: write it down, correct it, hand it on, delete it."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import (
    DiskError,
    NoSuchTake,
    NothingToCorrect,
    NotTranscribedYet,
    SessionInUse,
    WhichAnswer,
)
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_originals, read_transcripts, untranscribed
from voice_interviewer.session.holding import is_held
from voice_interviewer.session.lengths import other_length_s
from voice_interviewer.session.record import Take

if TYPE_CHECKING:
    from voice_interviewer.transcript import Transcript


@dataclass(frozen=True)
class ToWriteDown:
    """A take whose recording has no transcript, or none of this recording."""

    take: Take
    replaced_s: float | None
    """How long the recording is, if that is not what was recorded: somebody has cut or replaced it."""

    @property
    def now(self) -> Take:
        """The take as its recording is now; where the program itself made a sound in an earlier one says nothing."""
        if self.replaced_s is None:
            return self.take
        return self.take.model_copy(update={"duration_s": self.replaced_s, "masked": ()})


@dataclass(frozen=True)
class Correction:
    """A take to be corrected: what it answered, its words as they stand, and as Whisper heard them."""

    session: Session
    take: Take
    question: str
    text: str
    heard: "Transcript"


def to_write_down(session: Session, model: str, language: str) -> tuple[ToWriteDown, ...]:
    """The takes that are not written down yet, or not by this model, in this language, if one is named.

    Raises SessionInUse if a recording was replaced while an interview uses the session.
    """
    found = tuple(
        ToWriteDown(take, other_length_s(session.recording(take), take.duration_s))
        for take in untranscribed(session, model, language)
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
    """Write down takes; `on_progress` is told the share done, 0 to 1. Returns where corrections of recordings that were
    replaced since are kept.

    Raises NotFound, ModelError, ClipError, RecogniserError, DiskError, SessionError.
    """
    from voice_interviewer.devices.silero import Silero
    from voice_interviewer.devices.whisper import Whisper
    from voice_interviewer.ears.transcribing import Transcriber
    from voice_interviewer.rehearsal.models import check_language, language_of
    from voice_interviewer.review.keeping import settle_replaced, transcribe_take

    code = language_of(session.record.locale, language)
    whisper = Whisper(model, code)
    check_language(whisper.model, code)
    total_s = sum(each.take.duration_s for each in found)
    done_s = 0.0
    aside: list[Path] = []
    with closing(Transcriber(whisper, session.record.terms)) as transcriber:
        detector = Silero()
        for each in found:

            def tell(share: float, before_s: float = done_s, take_s: float = each.take.duration_s) -> None:
                on_progress((before_s + share * take_s) / total_s if total_s else 0.0)

            transcribe_take(session, each.now, transcriber, detector, tell)
            if each.now != each.take and (kept := settle_replaced(session, each.take, each.now)):
                aside.append(kept)
            done_s += each.take.duration_s
    return tuple(aside)


def correction_of(session: Session, wanted: str, number: int | None) -> Correction:
    """What stands to be corrected: a question by its number or id, where only one was answered it needs no naming; the
    take of that number, or the last that answers the question itself.

    Raises NotFound, WhichAnswer, SessionInUse.
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
    """Keep what the person says they said, and the comparison that follows; False if it changes nothing.

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


def handouts(session: Session) -> dict[str, str]:
    """The session for a coach: texts by the names of their files."""
    from voice_interviewer.review.facts import gather
    from voice_interviewer.review.handout import handout_csv, handout_markdown

    facts = gather(session)
    return {f"{session.name}.md": handout_markdown(facts), f"{session.name}.csv": handout_csv(facts)}


def delete(folder: Path) -> None:
    """Remove a session with its recordings, for good. Raises SessionInUse, DiskError."""
    if is_held(folder):
        raise SessionInUse(folder.name)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise DiskError(cannot_write(folder, error)) from error
