"""Whether a person's answers get better: a few measures over all attempts, for each question and overall. Pure.

An attempt is a take in which something was said, so a retake is another attempt. No measure is a score: they are shown
as they are, the latest beside the first. Questions differ in how hard they are, and each interview asks others: so over
sessions only questions count that were answered in at least two of them, each held against its own other answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import copysign, log, sqrt
from statistics import NormalDist, fmean

from voice_interviewer.bank.choose import Practised
from voice_interviewer.review.summary import SessionSummary, TakeSummary

__all__ = [
    "BankProgress",
    "Compared",
    "Measured",
    "QuestionProgress",
    "Series",
    "Trend",
    "practised",
    "progress",
]

COMPARED_FROM = 5
"""How many values beyond each question's first it takes to tell a trend from chance."""
TREND_SESSIONS = 12
"""A trend is that of the latest sessions. Over many more, what the choice of questions adds would be told as a rise:
what went badly is asked again sooner, and goes better by chance."""
RISING_BY_CHANCE, RISING_LATER_BY_CHANCE, FALLING_BY_CHANCE = 0.035, 0.02, 0.002
"""How often a rise of points may be told to somebody who does not change, the same over more than TREND_SESSIONS, and
how often a fall. Of 2,000 who do not change, others than the test's, 77 were told of a rise after 10 sessions and 79
after 50; of 2,000 who gained two points in ten 82 in 100 within ten. A rise may be told more easily than a fall: people
who practise seldom get worse."""
OTHERS_BY_CHANCE = 0.005
"""The same for each direction of every other measure: there are four of them."""
_NOTHING = 1e-12
"""Less than that is rounding."""


class Trend(StrEnum):
    """What a measure does from session to session."""

    RISING = "rising"
    FALLING = "falling"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW = "too few to tell"


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


@dataclass(frozen=True)
class Compared(Series):
    """One measure over sessions, like compared with like: what is left when each question's own difficulty is out.

    A value stands for each session in which a question was answered that was answered in another one too.
    """

    attempt_count: int
    """How many attempts all of it rests on."""
    trend: Trend


@dataclass(frozen=True)
class QuestionProgress:
    """One question's attempts, the earliest first."""

    id: str
    question: str
    attempts: tuple[Measured, ...]
    sessions: tuple[int, ...]
    """For each attempt the number of its session among those of BankProgress, counted from 1."""

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

    def compared(self, measure: str) -> Compared:
        """One measure, by its name in Measured, session by session, like compared with like."""
        return _compared(self.questions, measure, len(self.sessions) - TREND_SESSIONS)


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
    stands = {}
    for name, attempts in _attempts(each for each in summaries if each.bank == bank).items():
        _, last = attempts[-1]
        stands[name] = Practised(last.started_at, last.covered_share, len(attempts))
    return stands


def _attempts(sessions: Iterable[SessionSummary]) -> dict[str, list[tuple[int, TakeSummary]]]:
    """The attempts by question id, the earliest first, each with the number of its session, counted from 1."""
    found: defaultdict[str, list[tuple[int, TakeSummary]]] = defaultdict(list)
    for number, session in enumerate(sessions, 1):
        for take in session.takes:
            if take.is_attempt:
                found[session.questions[take.question_number - 1].id].append((number, take))
    for attempts in found.values():
        attempts.sort(key=lambda attempt: attempt[1].started_at.timestamp())
    return found


def _bank_progress(sessions: Sequence[SessionSummary]) -> BankProgress:
    texts = {each.id: each.question for session in sessions for each in session.questions}
    questions = tuple(
        QuestionProgress(
            name,
            texts[name],
            tuple(_measured(take) for _, take in attempts),
            tuple(number for number, _ in attempts),
        )
        for name, attempts in _attempts(sessions).items()
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


def _compared(questions: Sequence[QuestionProgress], measure: str, before: int) -> Compared:
    """What is left of the answers without their questions' levels; the trend is that after session number `before`."""
    by_session: defaultdict[int, list[float]] = defaultdict(list)
    levels: list[float] = []
    known: list[float] = []
    attempt_count = 0
    for question in questions:
        answers = _answers(question, measure)
        if len(answers) < 2:
            continue
        level = fmean(value for _, value, _ in answers)
        levels.append(level)
        for number, value, count in answers:
            known.append(value)
            by_session[number].append(value - level)
            attempt_count += count
    usual = fmean(levels) if levels else 0.0
    lowest, highest = min(known, default=0.0), max(known, default=0.0)
    values = tuple(
        min(highest, max(lowest, usual + fmean(by_session[number]))) for number in sorted(by_session)
    )
    latest = [
        [(number, value) for number, value, _ in _answers(question, measure) if number > before]
        for question in questions
    ]
    return Compared(values, attempt_count, _trend(latest, measure, is_later=before > 0))


def _answers(question: QuestionProgress, measure: str) -> list[tuple[int, float, int]]:
    """For each session with the question: its number, the mean of the question's attempts, and how many they were."""
    held: defaultdict[int, list[float]] = defaultdict(list)
    for number, attempt in zip(question.sessions, question.attempts, strict=True):
        value: float | None = getattr(attempt, measure)
        if value is not None:
            held[number].append(value)
    return [(number, fmean(values), len(values)) for number, values in sorted(held.items())]


def _trend(questions: Iterable[Sequence[tuple[int, float]]], measure: str, *, is_later: bool) -> Trend:
    """Least squares on the session's number, with a level of its own for each question, and Student's t of the slope,
    brought to a normal deviate (Wallace 1959, Annals of Mathematical Statistics 30, 1124; within 0.02 of it).

    Args:
        questions: For each, its sessions' numbers and its values there.
        measure: By its name in Measured.
        is_later: There are sessions before these.
    """
    freedom = -1
    times_squared = times_values = values_squared = 0.0
    for answers in questions:
        if len(answers) < 2:
            continue
        time, level = fmean(number for number, _ in answers), fmean(value for _, value in answers)
        freedom += len(answers) - 1
        times_squared += sum((number - time) ** 2 for number, _ in answers)
        times_values += sum((number - time) * (value - level) for number, value in answers)
        values_squared += sum((value - level) ** 2 for _, value in answers)
    if freedom + 1 < COMPARED_FROM:
        return Trend.TOO_FEW
    whole = times_squared * values_squared
    if whole < _NOTHING:  # every answer to a question went as the others
        return Trend.NO_CLEAR_CHANGE
    off_the_line = max(
        _NOTHING, 1 - times_values**2 / whole
    )  # the share of what differs; t² = freedom (1 / share - 1)
    deviate = (8 * freedom + 1) / (8 * freedom + 3) * sqrt(-freedom * log(off_the_line))
    chance = NormalDist().cdf(-copysign(deviate, times_values))
    rising = falling = OTHERS_BY_CHANCE
    if measure == "points_share":
        rising = RISING_LATER_BY_CHANCE if is_later else RISING_BY_CHANCE
        falling = FALLING_BY_CHANCE
    if chance <= rising:
        return Trend.RISING
    if chance >= 1 - falling:
        return Trend.FALLING
    return Trend.NO_CLEAR_CHANGE
