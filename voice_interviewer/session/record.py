"""What `session.json` holds: the questions as they were asked, the takes, and how it ended."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from voice_interviewer.bank import Question, Term, Tip

SCHEMA_VERSION = 1
RECORD_NAME = "session.json"

Ending = Literal["running", "done", "silence", "limit", "unanswered", "again", "left", "interrupted"]
"""How a take ended: the person said so; a long silence; the longest time allowed; nothing was said; they chose to
say it again; to go elsewhere (skip, back, finish); something stopped it. `running` is what a power cut leaves."""

State = Literal["running", "finished", "stopped"]


def _with_offset(moment: datetime) -> datetime:
    """A moment that somebody wrote without its offset is one of this place's clock; others could not be compared."""
    try:
        return moment if moment.tzinfo else moment.astimezone()
    except OverflowError as error:  # the years at either end
        raise ValueError("is too far away") from error


Moment = Annotated[datetime, AfterValidator(_with_offset)]


class FollowUp(BaseModel):
    """A question asked after an answer, about a key point that was missed in it."""

    model_config = ConfigDict(frozen=True)

    point_number: int = Field(ge=1)
    """Counted from 1 among the points of the question."""


class Take(BaseModel):
    """One recording of one question, or of a follow-up to it."""

    model_config = ConfigDict(frozen=True)

    question_number: int = Field(ge=1)
    number: int = Field(ge=1)
    file: str = Field(pattern=r"^[^/\\]+\.wav$")
    started_at: Moment
    duration_s: float = Field(ge=0)
    ending: Ending
    follow_up: FollowUp | None = None
    """What was asked instead of the question itself, after the take before."""
    masked: tuple[tuple[float, float], ...] = ()
    """From and until, in seconds: where the program itself made a sound, which is kept out of all analysis."""


class Record(BaseModel):
    """What `session.json` holds. Unknown keys are let through: a newer version may have written them."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_version: int = Field(alias="schema", le=SCHEMA_VERSION)
    created_at: Moment
    bank: str
    title: str
    locale: str
    vocabulary: tuple[Term, ...] = ()
    tips: tuple[Tip, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)
    takes: tuple[Take, ...] = ()
    state: State = "running"
    is_demo: bool = False
    """Nobody practised: sample answers were the microphone."""

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that Whisper should expect."""
        return tuple(term.term for term in self.vocabulary)
