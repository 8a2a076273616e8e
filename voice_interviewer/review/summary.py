"""What a summary of a session holds: enough for lists, progress and the choice of questions. Pure."""

from pydantic import BaseModel, ConfigDict

from voice_interviewer.session.record import Ending, FollowUp, Moment, SecondLook, State


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class TakeSummary(_Part):
    """One take: what was said and how, as far as it is known."""

    question_number: int
    number: int
    file: str
    started_at: Moment
    duration_s: float
    ending: Ending
    follow_up: FollowUp | None = None
    word_count: int | None = None
    """None: not transcribed."""
    expected: float | None = None
    """How many points were covered, as far as that can be known: see `Coverage.expected_count`."""
    points: int | None = None
    """How many points there are. Without points, the example's sentences count."""
    spoken_s: float | None = None
    """From the first word to the last."""
    speech_rate_wpm: float | None = None
    fillers_per_minute: float | None = None
    pause_share: float | None = None
    """This and the two before are known only if there was enough speech: for a few words they mean nothing."""

    second_look: SecondLook | None = None
    is_left_out: bool = False
    """Whether the person went on without a word: see `TakeFacts.is_left_out`."""

    @property
    def is_attempt(self) -> bool:
        """Whether this take answers the question itself, or may do so if it is not transcribed yet."""
        if self.follow_up:
            return False
        return self.ending != "unanswered" if self.word_count is None else self.word_count > 0

    @property
    def covered_share(self) -> float | None:
        """The share of the points that was covered, 0 to 1; None if not compared, or if there are no points."""
        return self.expected / self.points if self.expected is not None and self.points else None


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

    @property
    def answered_count(self) -> int:
        """How many questions were answered; a take that has not ended is no answer yet."""
        ended = (take for take in self.takes if take.ending != "running")
        return len({take.question_number for take in ended if not take.is_left_out})
