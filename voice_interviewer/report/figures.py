"""A whole session in a few numbers, and how they change from one session to the next. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from voice_interviewer.facts import SessionFacts, TakeFacts

SHOWN_SESSIONS = 12
"""A trend of more is too dense to read in a small chart."""


@dataclass(frozen=True)
class Figures:
    """What can be compared between sessions, from the latest take of each answer; None where nothing was measured."""

    name: str
    title: str
    created_at: datetime
    question_count: int
    answered_count: int
    spoken_s: float
    """Of all takes."""
    covered_share: float | None
    """The part of the key points that was covered, 0 to 1."""
    speech_rate_wpm: float | None
    fillers_per_minute: float | None
    answer_s: float | None
    """The mean length."""


@dataclass(frozen=True)
class Trend:
    """One measure over sessions, the earliest first."""

    label: str
    unit: str
    values: tuple[float, ...]
    dates: tuple[datetime, ...]
    better: str
    """What to wish for, in words: no number is good by itself."""


def figures(facts: SessionFacts) -> Figures:
    """Sum a session up."""
    record = facts.session.record
    latest = [answer.takes[-1] for answer in facts.answers if answer.takes]
    return Figures(
        name=facts.session.name,
        title=record.title,
        created_at=record.created_at,
        question_count=len(record.questions),
        answered_count=len(latest),
        spoken_s=sum(take.duration_s for take in record.takes),
        covered_share=_covered_share(latest),
        speech_rate_wpm=_speech_rate_wpm(latest),
        fillers_per_minute=_fillers_per_minute(latest),
        answer_s=sum(each.take.duration_s for each in latest) / len(latest) if latest else None,
    )


def trends(sessions: Sequence[Figures]) -> tuple[Trend, ...]:
    """Every measure that at least two of the sessions have; only the latest SHOWN_SESSIONS of them."""
    found = (
        _trend(sessions, "Key points covered", "%", "covered_share", 100, "higher is better"),
        _trend(sessions, "Pace", "words a minute", "speech_rate_wpm", 1, "110 to 170 is comfortable"),
        _trend(sessions, "Fillers", "a minute", "fillers_per_minute", 1, "up to 5 do no harm"),
        _trend(sessions, "Length of an answer", "s", "answer_s", 1, "60 to 120 s suits most questions"),
    )
    return tuple(trend for trend in found if len(trend.values) > 1)


def _trend(
    sessions: Sequence[Figures], label: str, unit: str, field: str, times: float, better: str
) -> Trend:
    known = [(each.created_at, value) for each in sessions if (value := getattr(each, field)) is not None]
    shown = known[-SHOWN_SESSIONS:]
    values = tuple(value * times for _, value in shown)
    return Trend(label, unit, values, tuple(date for date, _ in shown), better)


def _covered_share(takes: Sequence[TakeFacts]) -> float | None:
    points = [point for take in takes if take.coverage for point in take.coverage.points]
    return sum(point.covered for point in points) / len(points) if points else None


def _speech_rate_wpm(takes: Sequence[TakeFacts]) -> float | None:
    words, minutes = _words_and_minutes(takes)
    return words / minutes if minutes else None


def _fillers_per_minute(takes: Sequence[TakeFacts]) -> float | None:
    _, minutes = _words_and_minutes(takes)
    count = sum(len(take.delivery.fillers) for take in takes if take.delivery)
    return count / minutes if minutes else None


def _words_and_minutes(takes: Sequence[TakeFacts]) -> tuple[int, float]:
    """Words, and minutes from each first word to the last one."""
    words, minutes = 0, 0.0
    for take in takes:
        spoken = take.delivery
        if spoken and spoken.first_word_s is not None and spoken.last_word_s is not None:
            words += spoken.word_count
            minutes += (spoken.last_word_s - spoken.first_word_s) / 60
    return words, minutes
