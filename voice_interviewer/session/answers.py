"""What was learned from a question's takes, kept in a `.json` beside the recordings."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voice_interviewer.delivery.sound import Sound
from voice_interviewer.disk import replace_text
from voice_interviewer.errors import SessionError
from voice_interviewer.session import Session
from voice_interviewer.session.holding import changing
from voice_interviewer.session.record import SecondLook, Take, other_length_s
from voice_interviewer.steps import Step
from voice_interviewer.transcript import Transcript

SCHEMA_VERSION = 2
"""Version 2 added corrections; files of version 1 can still be read."""


class _Heard(BaseModel):
    """One take's transcript as the file keeps it."""

    model_config = ConfigDict(frozen=True)

    take: int = Field(ge=1)
    file: str
    transcript: Transcript
    correction: Transcript | None = None
    sound: Sound | None = None
    second_look: SecondLook | None = None


class _Answers(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_version: int = Field(default=SCHEMA_VERSION, alias="schema", le=SCHEMA_VERSION)
    question: str
    takes: tuple[_Heard, ...] = ()


def read_transcripts(session: Session, number: int) -> dict[int, Transcript]:
    """The transcripts of a question's takes, by take number; takes not transcribed yet are left out.

    Each is as the person corrected it, or else as Whisper heard it. Raises SessionError if the file is damaged or newer
    than this program.
    """
    return {heard.take: heard.correction or heard.transcript for heard in _read(session, number).takes}


def read_originals(session: Session, number: int) -> dict[int, Transcript]:
    """As `read_transcripts`, but as Whisper heard them, without any corrections. Raises SessionError."""
    return {heard.take: heard.transcript for heard in _read(session, number).takes}


def read_sounds(session: Session, number: int) -> dict[int, Sound]:
    """What was measured from a question's recordings, by take number. Raises SessionError."""
    return {heard.take: heard.sound for heard in _read(session, number).takes if heard.sound is not None}


def read_second_looks(session: Session, number: int) -> dict[int, SecondLook]:
    """Whether the second look at each take, by number, is to come or done. Raises SessionError."""
    return {
        heard.take: heard.second_look
        for heard in _read(session, number).takes
        if heard.second_look is not None
    }


def to_look_at_again(session: Session) -> tuple[Take, ...]:
    """The takes whose second look is to come, and whose recordings are there as they were. Raises SessionError."""
    looks = {number: read_second_looks(session, number) for number in _numbers(session)}
    return tuple(
        take
        for take in session.record.takes
        if looks[take.question_number].get(take.number) == "to-come"
        and session.recording(take).is_file()
        and other_length_s(session.recording(take), take.duration_s) is None
    )


def save_transcript(
    session: Session,
    take: Take,
    transcript: Transcript,
    sound: Sound | None = None,
    second_look: SecondLook | None = None,
) -> None:
    """Keep a take's transcript and what was measured, replacing earlier ones of the same take.

    A person's correction is kept. Raises DiskError, SessionError.
    """
    with changing(session.folder):
        answers = _read(session, take.question_number)
        correction = next((heard.correction for heard in answers.takes if heard.take == take.number), None)
        heard = _Heard(
            take=take.number,
            file=take.file,
            transcript=transcript,
            correction=correction,
            sound=sound,
            second_look=second_look,
        )
        _save(session, take, answers, heard)


def save_second_look(session: Session, take: Take, transcript: Transcript) -> bool:
    """Put the words of a second look in the place of the first ones; corrections and measurements stay.

    Returns:
        False, with nothing changed, if that look is no longer to come: somebody else has taken it, or the recording
        is another one now, or gone.

    Raises:
        DiskError: It cannot be written.
        SessionError: The file cannot be understood, or the session is gone.
    """
    with changing(session.folder):
        answers = _read(session, take.question_number)
        heard = next((each for each in answers.takes if each.take == take.number), None)
        if heard is None or heard.second_look != "to-come" or take not in to_look_at_again(session):
            return False
        _save(
            session, take, answers, heard.model_copy(update={"transcript": transcript, "second_look": "done"})
        )
        return True


def save_correction(session: Session, take: Take, correction: Transcript | None) -> None:
    """Keep a person's correction beside the transcript, or remove it (None).

    Raises:
        DiskError: It cannot be written.
        SessionError: The file cannot be understood, or the take's transcript is no longer in it.
    """
    with changing(session.folder):
        answers = _read(session, take.question_number)
        heard = next((each for each in answers.takes if each.take == take.number), None)
        if heard is None:
            raise SessionError(
                f"The transcript of {session.recording(take)} is gone; "
                f"{Step.WRITE_DOWN_NAMED.format(name=session.name)}"
            )
        _save(session, take, answers, heard.model_copy(update={"correction": correction}))


def _save(session: Session, take: Take, answers: _Answers, heard: _Heard) -> None:
    others = [each for each in answers.takes if each.take != heard.take]
    changes = {
        "schema_version": SCHEMA_VERSION,
        "takes": tuple(sorted((*others, heard), key=lambda each: each.take)),
    }
    text = answers.model_copy(update=changes).model_dump_json(indent=1, by_alias=True)
    replace_text(session.document(take.question_number, ".json"), text + "\n")


def untranscribed(session: Session, model: str = "", language: str = "") -> tuple[Take, ...]:
    """The takes that have a recording but no transcript of it, or none by this `model` or in this `language`.

    An empty model or language means any. A transcript does not count if its recording has been replaced since; nor does
    a take that is being recorded, of which only a part would be written down.
    """
    known = {number: read_originals(session, number) for number in _numbers(session)}

    def is_done(take: Take) -> bool:
        transcript = known[take.question_number].get(take.number)
        return (
            transcript is not None
            and model in ("", transcript.model)
            and language in ("", transcript.language)
            and other_length_s(session.recording(take), take.duration_s) is None
        )

    takes = (take for take in session.record.takes if not is_done(take))
    return tuple(
        take for take in takes if session.recording(take).is_file() and not session.is_being_recorded(take)
    )


def missing_recordings(session: Session) -> tuple[str, ...]:
    """The names of recordings that are in the record but no longer in the folder."""
    return tuple(take.file for take in session.record.takes if not session.recording(take).is_file())


def transcript_json(transcript: Transcript) -> dict[str, Any]:
    """A transcript as `show --json` prints it: all its fields, and its text as one string."""
    lists = {name: [vars(each) for each in getattr(transcript, name)] for name in ("words", "not_understood")}
    return {"text": transcript.text, **vars(transcript), **lists}


def _numbers(session: Session) -> range:
    return range(1, len(session.record.questions) + 1)


def _read(session: Session, number: int) -> _Answers:
    path = session.document(number, ".json")
    try:
        return _Answers.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return _Answers(question=session.question(number).id)
    except OSError as error:  # nothing is wrong with what is in it: it must stay
        raise SessionError(f"{path} cannot be read ({error.strerror}); see who may read it.") from error
    except ValidationError as error:
        raise SessionError(_unreadable(path)) from error


def _unreadable(path: Path) -> str:
    return (
        f"{path} cannot be understood; move it away and {Step.WRITE_DOWN_NAMED.format(name=path.parent.name)}"
    )
