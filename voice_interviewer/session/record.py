"""What `session.json` holds: the questions as they were asked, the takes, and how the interview ended.

Also whether a recording is still the one that a take says, judged by its length without reading all of it.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from voice_interviewer.bank import Question, Term, Tip
from voice_interviewer.bank.choose import OneWay
from voice_interviewer.errors import ClipError

SCHEMA_VERSION = 1
RECORD_NAME = "session.json"

Ending = Literal["running", "done", "silence", "limit", "unanswered", "again", "left", "interrupted"]
"""How a take ended.

- `done`: the person said that the answer was finished.
- `silence`, `limit`, `unanswered`: hands-free, by a long silence, at the longest time allowed, or with nothing said;
  in a one-way interview `limit` cuts off every answer that is still going on.
- `again`, `left`: the person chose to say it again, or to go elsewhere (skip, back, finish).
- `interrupted`: something else stopped it.
- `running`: it has not ended; a power cut leaves this behind.
"""

UNFINISHED: frozenset[Ending] = frozenset({"running", "interrupted", "again"})
"""What is ended so is no answer yet."""

SecondLook = Literal["to-come", "done"]
"""An answer is written down at once, and heard again later, as well as the machine can. None for what was written down
before there was such a second look."""

State = Literal["running", "finished", "stopped"]
"""Of an interview: under way (or its program died), gone through to the last question, or ended before that."""


def _with_offset(moment: datetime) -> datetime:
    """The moment with its offset from UTC, so that moments can be compared; one written without is local time."""
    try:
        return moment if moment.tzinfo else moment.astimezone()
    except OverflowError as error:  # in the first or the last year there is
        raise ValueError("is too far away") from error


Moment = Annotated[datetime, AfterValidator(_with_offset)]


def _as_term(written: object) -> object:
    """A term of the vocabulary; the first sessions have it as its word alone."""
    return {"term": written} if isinstance(written, str) else written


class FollowUp(BaseModel):
    """A question asked after an answer, about a key point that the answer missed."""

    model_config = ConfigDict(frozen=True)

    point_number: int = Field(ge=1)
    """The point's place among the points of the question, counted from 1."""


class Asking(BaseModel):
    """A follow-up that was asked, and to which question."""

    model_config = ConfigDict(frozen=True)

    question_number: int = Field(ge=1)
    follow_up: FollowUp


class Take(BaseModel):
    """One recording of one question, or of a follow-up to it."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    question_number: int = Field(ge=1)
    number: int = Field(ge=1)
    file: str = Field(pattern=r"^[^/\\]+\.wav$")
    started_at: Moment
    duration_s: float = Field(ge=0)
    ending: Ending
    follow_up: FollowUp | None = None
    """What was asked after the take before this one; None if this take answers the question itself."""
    went_back: bool = False
    """Of one that was `left`: for the question before, so that this one is still to be answered. False also of all from
    before this was kept."""
    masked: tuple[tuple[float, float], ...] = ()
    """Start and end, in seconds, of each sound that the program itself made; these are left out of all analysis."""


class Manner(BaseModel):
    """How the person chose an interview to be held, which holds when they go on with it."""

    model_config = ConfigDict(frozen=True)

    hands_free: bool = False
    follow_ups: bool = False
    feedback_each: bool = False
    """Feedback comes after each answer, not at the end."""
    panel: bool = False
    """Two voices take turns."""


class Record(BaseModel):
    """What `session.json` holds. Unknown keys are ignored: a newer version may have written them."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_version: int = Field(alias="schema", le=SCHEMA_VERSION)
    created_at: Moment
    bank: str
    title: str
    locale: str
    vocabulary: tuple[Annotated[Term, BeforeValidator(_as_term)], ...] = ()
    tips: tuple[Tip, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)
    takes: tuple[Take, ...] = ()
    asking: Asking | None = None
    """The follow-up that was asked last, while it has no take yet."""
    state: State = "running"
    ended_early: bool = False
    """Of one that `stopped`: somebody ended it on purpose. False also of all from before this was kept. It is no state
    of its own, which an earlier version could not read."""
    is_demo: bool = False
    """Nobody practised: sample answers took the place of the microphone."""
    one_way: OneWay | None = None
    """None for a conversation, as all interviews were before this was kept."""
    manner: Manner | None = None
    """None if it was begun before this was kept."""

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that Whisper should expect."""
        return tuple(term.term for term in self.vocabulary)


SAME_WITHIN_S = 0.1
"""A full disk may have cut off this much, too little to move any word from its place."""

_HEADER_LENGTH = 44
_MONO_16_BIT = b"\1\0\1\0" + b"\x10\0data"
"""As WavWriter has it: PCM, one channel; so many bits, and the samples at once."""


def other_length_s(recording: Path, duration_s: float) -> float | None:
    """How long a recording plays, if that differs from `duration_s`: somebody has cut or replaced it.

    None if it is the same, is missing, cannot be read, holds no sound (for which no words are to be given up), or is
    still being made (a `duration_s` of 0).
    """
    length_s = _length_s(recording) if duration_s else None
    return length_s if length_s and abs(length_s - duration_s) > SAME_WITHIN_S else None


def _length_s(recording: Path) -> float | None:
    if not recording.is_file():  # to open a pipe of that name would wait for ever
        return None
    try:
        with recording.open("rb") as file:
            header = file.read(_HEADER_LENGTH)
            data_length = os.fstat(file.fileno()).st_size - _HEADER_LENGTH
    except OSError:
        return None
    told, rate_hz = int.from_bytes(header[40:44], "little"), int.from_bytes(header[24:28], "little")
    is_ours = header[:4] == b"RIFF" and header[20:24] + header[34:40] == _MONO_16_BIT
    if is_ours and rate_hz and told >= data_length:
        # Asking libsndfile takes ten times as long, which shows with a thousand sessions.
        return data_length / 2 / rate_hz
    from voice_interviewer.clip import sound_length_s

    try:
        return sound_length_s(recording)
    except ClipError:
        return None
