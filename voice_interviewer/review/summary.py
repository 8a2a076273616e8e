"""What a summary of a session holds: enough for lists, progress and the choice of questions. Pure."""

from pydantic import BaseModel, ConfigDict

from voice_interviewer.session.record import Ending, FollowUp, Moment, State


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class TakeSummary(_Part):
    """One take, with what was said and how, as far as it is known."""

    question_number: int
    number: int
    file: str
    started_at: Moment
    duration_s: float
    ending: Ending
    follow_up: FollowUp | None = None
    word_count: int | None = None
    """None: not transcribed."""
    covered: int | None = None
    points: int | None = None
    """How many points were covered, and of how many; sentences of the example where there are no others."""
    spoken_s: float | None = None
    """From the first word to the last."""
    speech_rate_wpm: float | None = None
    fillers_per_minute: float | None = None
    pause_share: float | None = None
    """These three only where there is enough speech: of a few words they tell nothing."""

    @property
    def is_attempt(self) -> bool:
        """Whether the question itself was answered in it, or may have been."""
        if self.follow_up:
            return False
        return self.ending != "unanswered" if self.word_count is None else self.word_count > 0

    @property
    def covered_share(self) -> float | None:
        """0 to 1; None if it is not transcribed or the question asks for no points."""
        return self.covered / self.points if self.covered is not None and self.points else None


class QuestionSummary(_Part):
    """A question as it was asked."""

    id: str
    question: str


class SessionSummary(_Part):
    """One session, its questions in the order of the interview, its takes in the order of time."""

    name: str
    bank: str
    title: str
    created_at: Moment
    state: State
    is_demo: bool = False
    questions: tuple[QuestionSummary, ...]
    takes: tuple[TakeSummary, ...]
