"""Whether a person's answers get better: a few measures over all attempts, for each question and overall. Pure.

An attempt is a take in which something was said, so a retake is another attempt. No measure is a score: they are shown
as they are, the latest beside the first.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, linear_regression

from voice_interviewer.bank.choose import Practised
from voice_interviewer.review.summary import SessionSummary, TakeSummary

__all__ = ["BankProgress", "Measured", "QuestionProgress", "Series", "practised", "progress"]

TREND_FROM = 3
"""How many values make a trend; two make only a difference."""


@dataclass(frozen=True)
class Measured:
    """The measures of an attempt, or their averages over a session. None: not known."""

    when: datetime
    points_share: float | None
    """The share of the points that was covered, 0 to 1; one that was perhaps covered counts by its chance."""
    rate_wpm: float | None
    fillers_per_minute: float | None
    pause_share: float | None
    """The share of the time from the first word to the last taken up by pauses of at least 0.5 s, 0 to 1."""
    spoken_s: float | None
    """From the first word to the last."""


@dataclass(frozen=True)
class Series:
    """One measure over time: the known values of attempts or of sessions, the earliest first."""

    values: tuple[float, ...]

    @property
    def first(self) -> float | None:
        """The earliest value."""
        return self.values[0] if self.values else None

    @property
    def last(self) -> float | None:
        """The latest value."""
        return self.values[-1] if self.values else None

    @property
    def change(self) -> float | None:
        """The latest value minus the earliest; None for fewer than two values."""
        return self.values[-1] - self.values[0] if len(self.values) > 1 else None

    @property
    def trend(self) -> float | None:
        """The mean change from one value to the next (least squares); None for fewer than TREND_FROM values."""
        if len(self.values) < TREND_FROM:
            return None
        return linear_regression(range(len(self.values)), self.values).slope


@dataclass(frozen=True)
class QuestionProgress:
    """One question's attempts, the earliest first."""

    id: str
    question: str
    attempts: tuple[Measured, ...]

    def series(self, measure: str) -> Series:
        """One measure, by its name in Measured, attempt by attempt."""
        return _series(self.attempts, measure)


@dataclass(frozen=True)
class BankProgress:
    """One bank: the averages of each session in which something was said, and every question that was answered.

    Sessions are in the order of time, questions in the order of their first attempts.
    """

    bank: str
    title: str
    sessions: tuple[Measured, ...]
    questions: tuple[QuestionProgress, ...]

    @property
    def attempt_count(self) -> int:
        """How many attempts there were at all questions together."""
        return sum(len(question.attempts) for question in self.questions)

    def series(self, measure: str) -> Series:
        """One measure, by its name in Measured, session by session."""
        return _series(self.sessions, measure)


def progress(summaries: Iterable[SessionSummary], bank: str = "") -> tuple[BankProgress, ...]:
    """The progress in `bank`, or in every bank that was practised, the one practised last first."""
    by_bank: defaultdict[str, list[SessionSummary]] = defaultdict(list)
    for summary in sorted(summaries, key=lambda each: each.created_at.timestamp()):
        if bank in ("", summary.bank) and any(take.is_attempt for take in summary.takes):
            by_bank[summary.bank].append(summary)
    latest_first = sorted(by_bank.values(), key=lambda each: -each[-1].created_at.timestamp())
    return tuple(_bank_progress(sessions) for sessions in latest_first)


def practised(summaries: Iterable[SessionSummary], bank: str) -> dict[str, Practised]:
    """How each question of a bank stands, by question id; the next interview is chosen from this."""
    return {
        name: Practised(takes[-1].started_at, takes[-1].covered_share, len(takes))
        for name, takes in _attempts(each for each in summaries if each.bank == bank).items()
    }


def _attempts(sessions: Iterable[SessionSummary]) -> dict[str, list[TakeSummary]]:
    """The attempts by question id, the earliest first."""
    found: defaultdict[str, list[TakeSummary]] = defaultdict(list)
    for session in sessions:
        for take in session.takes:
            if take.is_attempt:
                found[session.questions[take.question_number - 1].id].append(take)
    for takes in found.values():
        takes.sort(key=lambda take: take.started_at.timestamp())
    return found


def _bank_progress(sessions: Sequence[SessionSummary]) -> BankProgress:
    texts = {each.id: each.question for session in sessions for each in session.questions}
    questions = tuple(
        QuestionProgress(name, texts[name], tuple(map(_measured, takes)))
        for name, takes in _attempts(sessions).items()
    )
    averages = tuple(
        _average(session.created_at, [_measured(take) for take in session.takes if take.is_attempt])
        for session in sessions
    )
    return BankProgress(sessions[-1].bank, sessions[-1].title, averages, questions)


def _measured(take: TakeSummary) -> Measured:
    return Measured(
        take.started_at,
        take.covered_share,
        take.speech_rate_wpm,
        take.fillers_per_minute,
        take.pause_share,
        take.spoken_s,
    )


def _average(when: datetime, attempts: Sequence[Measured]) -> Measured:
    return Measured(
        when,
        _mean(each.points_share for each in attempts),
        _mean(each.rate_wpm for each in attempts),
        _mean(each.fillers_per_minute for each in attempts),
        _mean(each.pause_share for each in attempts),
        _mean(each.spoken_s for each in attempts),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _series(measured: Iterable[Measured], measure: str) -> Series:
    return Series(tuple(value for each in measured if (value := getattr(each, measure)) is not None))
