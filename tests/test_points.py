"""Key points proposed out of a guide: the kinds of advice there are, and how often a person would list the same."""

import pytest

from tests.points_measured import BLIND, SECOND, SEEN, THIRD, measured
from voice_interviewer.bank import Bank, Question
from voice_interviewer.bank.proposing import propose, repeats, with_points


def asked(question: str = "How do you work?", **texts: str) -> Question:
    return Question(id="one", category="general", question=question, **texts)


def proposed(advice: str) -> list[str]:
    return [point.text for point in propose(asked(advice=advice))]


@pytest.mark.parametrize(
    ("advice", "points"),
    [
        (
            "You need to explain that you gather information, ask questions, and analyse details.",
            ["Gather information.", "Ask questions.", "Analyse details."],
        ),
        (
            "Talk about checking the label, washing your hands and never guessing a dose.",
            ["Check the label.", "Wash your hands.", "Never guess a dose."],
        ),
        (
            "Candidates should describe what happened, what they changed and how it ended.",
            ["What happened.", "What they changed.", "How it ended."],
        ),
        (
            "We look for a clear plan, some evidence of teamwork and honest reflection.",
            ["A clear plan.", "Some evidence of teamwork.", "Honest reflection."],
        ),
        (
            "A strong answer names the policy, says where it is kept and refers to training.",
            ["Name the policy.", "Where it is kept.", "Refer to training."],
        ),
        (
            "- Mention the rota\n- Say that you swap shifts fairly\n- Don't moan",
            ["Mention the rota.", "Swap shifts fairly."],
        ),
        ("Avoid clichés. Keep it short.", []),
        ("This is asked in most interviews.", []),
    ],
)
def test_advice_becomes_the_points_that_it_names(advice: str, points: list[str]) -> None:
    assert proposed(advice) == points


def test_a_point_is_probed_in_its_own_words_and_marked_as_proposed() -> None:
    advice = (
        "Say that you stay calm. Explain how you decide. Mention your training. Show that you are patient."
    )
    points = propose(asked("How would you help?", advice=advice))
    assert [point.follow_up for point in points] == [
        "How would you stay calm?",
        "Can you tell me how you decide?",
        "Can you tell me about your training?",
        "In what way are you patient?",
    ]
    assert all(point.proposed for point in points)


def test_without_advice_the_intent_serves_and_then_the_example() -> None:
    intent = "The interviewer wants to hear that you plan your day."
    example = "It was a busy week. I rang every patient on the list, and I told my manager what was left."
    assert [point.text for point in propose(asked(intent=intent, example=example))] == ["Plan your day."]
    assert [point.text for point in propose(asked(example=example))] == [
        "I rang every patient on the list.",
        "I told my manager what was left.",
    ]


def test_points_that_are_there_stay_and_other_languages_get_none() -> None:
    own = asked(advice="Mention the rota.").model_copy(
        update={"points": propose(asked(advice="Name a tool."))}
    )
    bank = Bank(schema=1, title="Own", questions=(own,))
    assert with_points(bank) == bank
    foreign = Bank(schema=1, title="Fremd", locale="de-DE", questions=(asked(advice="Say why."),))
    assert with_points(foreign) == foreign


def test_points_that_say_the_same_twice_are_found() -> None:
    points = [
        {"text": "Checks the patient's address."},
        {"text": "Stays calm."},
        {"text": "The address of the patient is checked."},
    ]
    question = Question.model_validate(
        {"id": "one", "category": "general", "question": "How?", "points": points}
    )
    [found] = repeats(Bank(schema=1, title="Own", questions=(question,)))
    assert (found.first, found.second) == (1, 3)


@pytest.mark.parametrize(("guides", "least"), [(SEEN, 0.93), (SECOND, 0.75), (THIRD, 0.75), (BLIND, 0.85)])
def test_most_points_are_those_that_a_person_lists(guides: tuple[str, ...], least: float) -> None:
    """The figures are in docs/benchmarks.md; what is lost of them by a change shows here."""
    assert measured(guides).f1 > least


@pytest.mark.parametrize(
    "text", ["say that you ", "a, ", "and ", "you should ", "x", "If you ", "I did, and "]
)
def test_endless_sentences_are_passed_over_quickly(text: str) -> None:
    endless = (text * 20_000)[:19_999]
    assert propose(asked(advice=endless, intent=endless, example=endless)) == ()
