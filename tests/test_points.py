"""Key points proposed out of a guide: the kinds of advice there are, and how often a person would list the same."""

from pathlib import Path

import pytest

from tests.points_measured import GUIDES, SETS, guides_in, listed, measured
from voice_interviewer.bank import Bank, Question
from voice_interviewer.bank.importing import import_bank
from voice_interviewer.bank.proposing import propose, repeats, with_points
from voice_interviewer.bank.proposing.advice import advised


def asked(question: str = "How do you work?", **texts: str) -> Question:
    return Question(id="one", category="general", question=question, **texts)


def proposed(advice: str) -> list[str]:
    return [point.text for point in propose(asked(advice=advice))]


@pytest.mark.parametrize(
    ("advice", "points"),
    [
        (
            "You need to explain that you gather information, ask questions, and analyse details.",
            ["Gathers information.", "Asks questions.", "Analyses details."],
        ),
        (
            "Talk about checking the label, washing your hands and never guessing a dose.",
            ["Checks the label.", "Washes their hands.", "Never guesses a dose."],
        ),
        (
            "Candidates should describe what happened, what they changed and how it ended.",
            ["Says what happened.", "Says what they changed.", "Says how it ended."],
        ),
        (
            "We look for a clear plan, some evidence of teamwork and honest reflection.",
            ["Mentions a clear plan.", "Mentions some evidence of teamwork.", "Mentions honest reflection."],
        ),
        (
            "A strong answer names the policy, says where it is kept and refers to training.",
            ["Names the policy.", "Says where it is kept.", "Refers to training."],
        ),
        (
            "- Mention the rota\n- Say that you swap shifts fairly\n- Don't moan",
            ["Mentions the rota.", "Swaps shifts fairly."],
        ),
        (
            "2 points if the candidate hears both sides. 1 point for recording facts. Deduct 2 where blame is laid.",
            ["Hears both sides.", "Records facts.", "Doesn't lay blame."],
        ),
        ("0: general remarks only. 3 points: sets a date to review.", ["Sets a date to review."]),
        (
            "A specific situation should be described. Evidence of planning ahead is expected.",
            ["Describes a specific situation.", "Plans ahead."],
        ),
        ("Legal knowledge is not required.", []),
        ("Don't blame the customer for the delay.", ["Doesn't blame the customer for the delay."]),
        ("Don't worry about the time. You'll be fine.", []),
        (
            "Did you write it down? What did you leave out, and who noticed? Did it work?",
            ["Wrote it down.", "Says what they left out.", "Says who noticed.", "Says whether it worked."],
        ),
        ("Few candidates think to mention the budget.", ["Mentions the budget."]),
        ("He never explained how he kept his team safe.", ["Says how they kept their team safe."]),
        (
            "Look for: daily checks; visitors signed in. Red flag: blames the driver.",
            ["Mentions daily checks.", "Mentions visitors signed in.", "Doesn't blame the driver."],
        ),
        (
            "Strong answers:\n- names two risks\n- a plan for bad weather\nWeak answers:\n- ignores the risks of ice",
            ["Names two risks.", "Mentions a plan for bad weather.", "Doesn't ignore the risks of ice."],
        ),
        ("What I always listen for here is honesty about a mistake.", ["Mentions honesty about a mistake."]),
        ("Candidate stays polite and calm.", ["Stays polite and calm."]),
        ("You should stay polite and calm under pressure.", ["Stays polite and calm under pressure."]),
        (
            "Candidate stays polite. Listens before offering a solution. Names the policy.",
            ["Stays polite.", "Listens before offering a solution.", "Names the policy."],
        ),
        ("We plan ahead. Happens every month.", []),
        ("Keep the desk clean and tidy.", ["Keeps the desk clean and tidy."]),
        (
            "Stay polite, calm the caller and offer a way forward.",
            ["Stays polite.", "Calms the caller.", "Offers a way forward."],
        ),
        ("Ask open questions and listen.", ["Asks open questions and listens."]),
        ("Talk about asking open questions and listening.", ["Asks open questions and listens."]),
        ("2 points: asked open questions and listened.", ["Asked open questions and listened."]),
        ("Name the policy.\nTip: Bring your certificates along.", ["Names the policy."]),
        (
            "Pro tip: Bring your certificates along. Arrive in good time.\nName the policy.",
            ["Names the policy."],
        ),
        ("Name the policy. Tip: Look at the person who asked.", ["Names the policy."]),
        ("Listen to the customer and apologise.", ["Listens to the customer and apologises."]),
        (
            "Check the label. Look after the new starter.",
            ["Checks the label.", "Looks after the new starter."],
        ),
        ("Name the policy. Speak slowly and keep eye contact. Take a deep breath.", ["Names the policy."]),
        ("- Name the policy\nTips:\n- Bring your certificates\n- Arrive in good time", ["Names the policy."]),
        ("Tip: Name the policy. Say where it is kept.", ["Names the policy.", "Says where it is kept."]),
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
    assert [point.text for point in propose(asked(intent=intent, example=example))] == ["Plans their day."]
    assert [point.text for point in propose(asked(example=example))] == [
        "Rang every patient on the list.",
        "Told their manager what was left.",
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


@pytest.mark.parametrize(
    ("guides", "least"), [("first", 0.93), ("second", 0.8), ("third", 0.8), ("usual", 0.9), ("fourth", 0.74)]
)
def test_most_points_are_those_that_a_person_lists(guides: str, least: float) -> None:
    """The figures are in docs/benchmarks.md; what is lost of them by a change shows here."""
    assert measured(GUIDES / name for name in SETS[guides]).f1 > least


@pytest.mark.parametrize(
    "path", [*guides_in(GUIDES), *guides_in(GUIDES / "unseen")], ids=lambda path: path.name
)
def test_a_guide_has_as_many_questions_as_a_person_found_in_it(path: Path) -> None:
    questions = import_bank(path.read_bytes(), path.name).bank.questions
    assert len(questions) == len(listed(path))
    assert all(question.question for question in questions)


@pytest.mark.parametrize(
    "text", ["say that you ", "a, ", "and ", "you should ", "x", "If you ", "I did, and "]
)
def test_endless_sentences_are_passed_over_quickly(text: str) -> None:
    endless = (text * 20_000)[:19_999]
    assert propose(asked(advice=endless, intent=endless, example=endless)) == ()


@pytest.mark.parametrize("word", [f"www.{'a' * 300}.nhs.uk", "_" * 400])
def test_a_long_word_is_passed_over_quickly(word: str) -> None:
    parts = advised(f"Know the values at {word}, and the people you would work with.")
    assert [part.text for part in parts] == [f"the values at {word}", "the people you would work with"]
