"""People who rehearse day after day, made up: whoever does not change is seldom told of a trend, whoever does soon is.

Each question's points are said with chances of their own, half of them nearly always or nearly never, as people answer
a question they know. The program chooses the questions, as it does in real life: what went badly comes back sooner.
"""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from voice_interviewer.bank import load_bank
from voice_interviewer.bank.choose import Wish, choose_interview
from voice_interviewer.places import builtin_folder
from voice_interviewer.review.progress import Trend, practised, progress
from voice_interviewer.review.summary import QuestionSummary, SessionSummary, TakeSummary

BANK = load_bank(builtin_folder("bank") / "general.toml")
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
LENGTH_S = 60.0


def rehearsed(chance: Random, sessions: int, gain: float = 0.0) -> list[SessionSummary]:
    """One interview a day. By the tenth, `gain` more of all points are said than in the first."""
    usual = {
        question.id: [chance.betavariate(0.5, 0.5) for _ in question.points] for question in BANK.questions
    }
    held: list[SessionSummary] = []
    for day in range(sessions):
        when = BEGIN + timedelta(days=day)
        stands = practised(held, "general")
        asked = choose_interview(BANK, Wish(), stands, voice_rate_wpm=165).questions
        grown = 2 * gain * day / 9
        covered = [
            sum(chance.random() < likely + (1 - likely) * grown for likely in usual[question.id])
            for question in asked
        ]
        held.append(
            summary(when, [(one.id, len(one.points), said) for one, said in zip(asked, covered, strict=True)])
        )
    return held


def summary(when: datetime, answers: list[tuple[str, int, int]]) -> SessionSummary:
    return SessionSummary(
        name=f"{when:%Y-%m-%d}",
        bank="general",
        title=BANK.title,
        created_at=when,
        state="finished",
        questions=tuple(QuestionSummary(id=name, question=name) for name, _, _ in answers),
        takes=tuple(
            TakeSummary(
                question_number=number,
                number=1,
                file=f"q{number}.flac",
                started_at=when + timedelta(minutes=number),
                duration_s=LENGTH_S,
                ending="done",
                word_count=100,
                expected=float(covered),
                points=points,
                spoken_s=LENGTH_S,
            )
            for number, (_, points, covered) in enumerate(answers, 1)
        ),
    )


def told(sessions: list[SessionSummary]) -> Trend:
    (found,) = progress(sessions)
    return found.compared("points_share").trend


@pytest.mark.parametrize(("sessions", "people"), [(3, 60), (10, 200), (50, 200)])
def test_who_does_not_change_is_told_of_a_trend_in_at_most_5_of_100_cases(sessions: int, people: int) -> None:
    trends = [told(rehearsed(Random(number), sessions)) for number in range(people)]
    print(
        f"{sessions} sessions: rising {trends.count(Trend.RISING)}, falling {trends.count(Trend.FALLING)} of {people}"
    )
    assert trends.count(Trend.RISING) + trends.count(Trend.FALLING) <= 0.05 * people


def test_who_gains_two_points_in_ten_is_told_within_ten_sessions_in_8_cases_of_10() -> None:
    people = 200
    held = [rehearsed(Random(1_000 + number), 10, gain=0.2) for number in range(people)]
    found = [any(told(each[:count]) == Trend.RISING for count in range(4, 11)) for each in held]
    print(f"told: {sum(found)} of {people}")
    assert sum(found) >= 0.8 * people


def test_the_same_question_stands_where_it_stood_whatever_else_is_asked() -> None:
    """Three interviews on other questions each; the one that was asked twice made four points of five both times."""
    one = summary(BEGIN, [("a", 5, 3), ("b", 5, 4)])
    two = summary(BEGIN + timedelta(days=1), [("c", 5, 4), ("d", 5, 5)])
    three = summary(BEGIN + timedelta(days=2), [("b", 5, 4), ("e", 5, 5)])
    (found,) = progress([one, two, three])
    compared = found.compared("points_share")
    assert compared.values == (0.8, 0.8)
    assert (compared.attempt_count, compared.trend) == (2, Trend.TOO_FEW)


def test_a_harder_question_is_no_fall() -> None:
    """Each question always goes the same; only which one is asked differs."""
    days = [
        summary(BEGIN + timedelta(days=day), [("easy", 5, 5)] if day < 4 else [("hard", 5, 1)])
        for day in range(8)
    ]
    (found,) = progress(days)
    compared = found.compared("points_share")
    assert compared.trend == Trend.NO_CLEAR_CHANGE
    assert len(set(compared.values)) == 1


def test_a_straight_fall_is_told_with_the_least_data() -> None:
    days = [summary(BEGIN + timedelta(days=day), [("a", 5, 5 - day)]) for day in range(6)]
    (found,) = progress(days)
    assert found.compared("points_share").trend == Trend.FALLING


def test_what_gets_better_question_by_question_rises() -> None:
    days = [
        summary(BEGIN + timedelta(days=day), [("a", 5, day), ("b", 5, min(5, day + 1))]) for day in range(5)
    ]
    (found,) = progress(days)
    assert found.compared("points_share").trend == Trend.RISING
    assert found.compared("spoken_s").trend == Trend.NO_CLEAR_CHANGE
