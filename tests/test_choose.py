"""What is asked, and in what order, follows from bank, wish and history alone."""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_interviewer.bank import Bank, Question, Stage
from voice_interviewer.bank.choose import (
    MOST_DOUBLINGS,
    STAGES,
    Chosen,
    Practised,
    Wish,
    choose_interview,
    due_s,
    planned_s,
)
from voice_interviewer.errors import BankError, NotFound

RATE_WPM = 150
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def question(
    name: str, category: str, suggested_s: float = 90, text: str = "Why is that so?", stage: Stage = ""
) -> Question:
    return Question(id=name, category=category, stage=stage, question=text, suggested_s=suggested_s)


def bank(*questions: Question) -> Bank:
    return Bank(schema=1, title="Test", questions=questions)


def ids(chosen: Chosen) -> list[str]:
    return [question.id for question in chosen.questions]


MIXED = bank(
    question("t1", "teamwork"),
    question("t2", "teamwork"),
    question("b1", "background"),
    question("s1", "systems"),
    question("m1", "Motivation"),
    question("s2", "systems"),
    question("p1", "patients"),
)


def choose(wish: Wish, within: Bank = MIXED, history: dict[str, Practised] | None = None) -> Chosen:
    return choose_interview(within, wish, history or {}, RATE_WPM)


def practised(when: datetime, covered_share: float | None = 0.5, attempts: int = 1) -> Practised:
    return Practised(when, covered_share, attempts)


def test_planned_time_is_reading_aloud_answering_and_going_on() -> None:
    asked = question("a", "x", suggested_s=60, text="one two three four five")
    assert planned_s(asked, 150) == pytest.approx(5 / 150 * 60 + 60 + 5)


def test_an_opener_comes_first_then_a_mix_of_categories() -> None:
    assert ids(choose(Wish())) == ["b1", "t1", "s1", "m1", "p1"]


def test_without_openers_the_first_question_opens() -> None:
    plain = bank(question("a", "x"), question("b", "y"))
    assert ids(choose(Wish(), plain)) == ["a", "b"]


def test_never_practised_comes_before_longest_ago() -> None:
    history = {
        "b1": practised(LONG_AGO + timedelta(days=2)),
        "m1": practised(LONG_AGO),
        "t1": practised(LONG_AGO),
        "s1": practised(LONG_AGO + timedelta(days=1)),
        "s2": practised(LONG_AGO),
        "p1": practised(LONG_AGO),
    }
    assert ids(choose(Wish(question_count=3), history=history)) == ["m1", "t2", "s2"]


def test_a_history_with_and_without_time_zones_can_be_compared() -> None:
    history = {"b1": practised(LONG_AGO), "m1": practised(datetime(2020, 1, 1))}
    assert ids(choose(Wish(question_count=1), history=history)) == ["m1"]


def test_what_was_weak_comes_back_before_what_was_strong() -> None:
    within = bank(question("strong", "x"), question("weak", "y"), question("unknown", "z"))
    history = {
        "strong": practised(LONG_AGO, 1.0),
        "weak": practised(LONG_AGO + timedelta(hours=12), 0.25),
        "unknown": practised(LONG_AGO + timedelta(hours=1), None),
    }
    assert ids(choose(Wish(), within, history)) == ["unknown", "weak", "strong"]


def test_however_strong_a_question_was_it_comes_back() -> None:
    within = bank(question("strong", "x"), question("weak", "y"))
    history = {
        "strong": practised(LONG_AGO, 1.0, 50),
        "weak": practised(LONG_AGO + timedelta(days=70), 0.0, 50),
    }
    assert ids(choose(Wish(), within, history)) == ["strong", "weak"]


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 10_000), st.integers(1, 10_000))
def test_the_more_was_covered_and_the_oftener_the_later_it_is_due(
    share: float, other: float, attempts: int, more: int
) -> None:
    day_s = 86_400
    wait_s = [
        due_s(practised(LONG_AGO, each, count)) - LONG_AGO.timestamp()
        for each in sorted((share, other))
        for count in sorted((attempts, more))
    ]
    assert wait_s[0] <= min(wait_s[1:3])
    assert max(wait_s[1:3]) <= wait_s[3]
    assert all(day_s - 1 <= each <= 2**MOST_DOUBLINGS * day_s + 1 for each in wait_s)


def test_the_smaller_of_count_and_minutes_wins() -> None:
    assert len(choose(Wish(question_count=2, minutes=60)).questions) == 2
    chosen = choose(Wish(question_count=7, minutes=5))
    assert len(chosen.questions) == 3
    assert chosen.planned_s <= 300
    assert len(choose(Wish(question_count=None, minutes=None)).questions) == 7


def test_a_question_that_does_not_fit_is_passed_over_for_one_that_does() -> None:
    within = bank(question("m", "motivation", 60), question("long", "x", 500), question("short", "x", 60))
    assert ids(choose(Wish(minutes=3), within)) == ["m", "short"]


def test_an_opener_that_does_not_fit_is_passed_over_too() -> None:
    within = bank(question("m", "motivation", 500), question("short", "x", 60))
    assert ids(choose(Wish(minutes=3), within)) == ["short"]


def test_one_question_is_asked_even_if_none_fits() -> None:
    within = bank(question("long", "x", 500), question("longish", "x", 300))
    assert ids(choose(Wish(minutes=1), within)) == ["longish"]


def test_ids_beat_order_count_and_minutes() -> None:
    chosen = choose(Wish(question_count=1, minutes=1, ids=("s2", "t1", "s2", "s1")))
    assert ids(chosen) == ["s2", "t1", "s1"]
    assert chosen.planned_s == pytest.approx(3 * planned_s(MIXED.questions[0], RATE_WPM))


def test_a_category_limits_the_choice() -> None:
    assert ids(choose(Wish(category="Teamwork"))) == ["t1", "t2"]
    assert ids(choose(Wish(category="motivation"))) == ["m1"]


def test_what_is_not_there_is_told_with_what_is() -> None:
    with pytest.raises(NotFound, match=r'no question "sl1"\. Did you mean "s1"'):
        choose(Wish(ids=("t1", "sl1")))
    with pytest.raises(
        NotFound, match=r"no category \"teem\"\. There are: teamwork, background, systems, Motivation, pat"
    ):
        choose(Wish(category="teem"))


def test_unwritten_questions_are_left_out_and_counted() -> None:
    within = bank(question("a", "x", text=""), question("b", "x"), question("c", "y", text=""))
    chosen = choose(Wish(), within)
    assert (ids(chosen), chosen.unwritten_count) == (["b"], 2)
    with pytest.raises(BankError, match='"a" is still to be written'):
        choose(Wish(ids=("a",)), within)
    with pytest.raises(BankError, match="every question here is still to be written"):
        choose(Wish(category="y"), within)


def test_the_same_bank_and_history_give_the_same_interview() -> None:
    assert choose(Wish()) == choose(Wish())


def test_a_seed_gives_the_same_interview_and_no_seed_varies() -> None:
    many = bank(*(question(f"q{number}", f"c{number % 9}") for number in range(200)))
    assert choose(Wish(seed=7), many) == choose(Wish(seed=7, shuffle=True), many)
    assert choose(Wish(seed=7), many) != choose(Wish(seed=8), many)
    assert len({tuple(ids(choose(Wish(shuffle=True), many))) for _ in range(5)}) > 1


def test_shuffling_still_asks_first_what_was_never_practised() -> None:
    many = bank(*(question(f"q{number}", "c") for number in range(20)))
    history = {f"q{number}": practised(LONG_AGO) for number in range(15)}
    assert set(ids(choose(Wish(seed=1), many, history))) == {f"q{number}" for number in range(15, 20)}


def test_after_enough_interviews_every_question_has_been_asked() -> None:
    many = bank(*(question(f"q{number}", f"c{number % 4}") for number in range(30)))
    history: dict[str, Practised] = {}
    for day in range(6):
        for asked in choose(Wish(), many, history).questions:
            history[asked.id] = practised(LONG_AGO + timedelta(days=day))
    assert len(history) == 30


STAGED = st.lists(
    st.tuples(st.sampled_from(["motivation", "a", "b", "c"]), st.sampled_from(STAGES), st.integers(20, 300)),
    min_size=1,
    max_size=12,
)


def staged_bank(drawn: list[tuple[str, Stage, int]]) -> Bank:
    return bank(
        *(
            question(f"q{number}", category, suggested_s, stage=stage)
            for number, (category, stage, suggested_s) in enumerate(drawn)
        )
    )


@settings(max_examples=150)
@given(STAGED, st.integers(1, 8), st.integers(0, 4), st.booleans())
def test_an_interview_goes_from_stage_to_stage(
    drawn: list[tuple[str, Stage, int]], count: int, practised_count: int, shuffle: bool
) -> None:
    history = {f"q{number}": practised(LONG_AGO) for number in range(practised_count)}
    chosen = choose(Wish(count, 10, shuffle=shuffle), staged_bank(drawn), history)
    places = [STAGES.index(each.stage) for each in chosen.questions]
    assert places == sorted(places)


@settings(max_examples=150)
@given(STAGED, st.integers(1, 8), st.integers(0, 4))
def test_stages_say_when_a_question_is_asked_and_not_whether(
    drawn: list[tuple[str, Stage, int]], count: int, practised_count: int
) -> None:
    """Where no question is an opener, which is chosen first, stages change the order alone."""
    history = {f"q{number}": practised(LONG_AGO) for number in range(practised_count)}
    no_opener = [("a" if category == "motivation" else category, stage, s) for category, stage, s in drawn]
    without: list[tuple[str, Stage, int]] = [(category, "", s) for category, _, s in no_opener]
    later: list[tuple[str, Stage, int]] = [
        (category, stage if stage != "opening" else "closing", s) for category, stage, s in no_opener
    ]
    wish = Wish(count, 10)
    staged, plain = choose(wish, staged_bank(later), history), choose(wish, staged_bank(without), history)
    assert sorted(ids(staged)) == sorted(ids(plain))
    assert staged.planned_s == pytest.approx(plain.planned_s)


@settings(max_examples=150)
@given(STAGED)
def test_within_a_stage_no_two_of_a_category_follow_each_other_where_avoidable(
    drawn: list[tuple[str, Stage, int]],
) -> None:
    asked = choose(Wish(None, None), staged_bank(drawn[:7])).questions
    last: str | None = None
    for _, group in itertools.groupby(asked, key=lambda each: each.stage):
        categories = [each.category for each in group]
        first, rest = (categories[0], categories[1:]) if last is None else (last, categories)
        assert neighbours([first, *rest]) == fewest_neighbours(first, rest)
        last = categories[-1]


def test_the_opener_is_of_the_opening_stage_whatever_its_category() -> None:
    within = bank(
        question("pay", "motivation", stage="closing"),
        question("story", "teamwork", stage="experience"),
        question("hello", "small-talk", stage="opening"),
        question("hard", "patients", stage="hard-cases"),
        question("fact", "systems", stage="knowledge"),
    )
    assert ids(choose(Wish(), within)) == ["hello", "fact", "story", "hard", "pay"]
    assert ids(choose(Wish(question_count=1), within)) == ["hello"]


def test_a_question_without_a_stage_comes_in_the_middle() -> None:
    within = bank(question("pay", "employer", stage="closing"), question("a", "x"), question("b", "x"))
    assert ids(choose(Wish(), within)) == ["a", "b", "pay"]


def neighbours(categories: list[str]) -> int:
    return sum(one == other for one, other in itertools.pairwise(categories))


def fewest_neighbours(first: str, rest: list[str]) -> int:
    return min(neighbours([first, *order]) for order in itertools.permutations(rest))


@settings(max_examples=150)
@given(st.lists(st.sampled_from(["motivation", "a", "b", "c"]), min_size=1, max_size=6))
def test_no_two_of_a_category_follow_each_other_where_avoidable(categories: list[str]) -> None:
    within = bank(*(question(f"q{number}", category) for number, category in enumerate(categories)))
    chosen = choose(Wish(question_count=None, minutes=None), within)
    asked = [question.category for question in chosen.questions]
    assert Counter(asked) == Counter(categories)
    assert neighbours(asked) == fewest_neighbours(asked[0], asked[1:])


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(5, 400)), min_size=1, max_size=12),
    st.integers(1, 8),
    st.integers(1, 20),
)
def test_an_interview_never_breaks_its_limits_unless_nothing_fits(
    drawn: list[tuple[str, int]], count: int, minutes: int
) -> None:
    within = bank(*(question(f"q{number}", *each) for number, each in enumerate(drawn)))
    chosen = choose(Wish(question_count=count, minutes=minutes), within)
    assert 1 <= len(chosen.questions) <= count
    assert len(set(ids(chosen))) == len(chosen.questions)
    assert chosen.planned_s <= minutes * 60 or len(chosen.questions) == 1
