"""A hint stands beside what an answer should have: it is kept as advice, by its name, and never becomes a key point."""

import json

import pytest

from voice_interviewer.bank import Question
from voice_interviewer.bank.importing import import_bank

NAMES = ["Tip", "Pro tip", "Hint", "Note", "Bonus tip", "Quick tip"]


def only(text: str, name: str = "page.md") -> Question:
    """The one question of a page, with the points that are proposed for it."""
    [question] = import_bank(text.encode(), name).with_points().bank.questions
    return question


def points(question: Question) -> list[str]:
    return [point.text for point in question.points]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "below",
    [
        "Name the ward. Mention two values.\n\n{}: read their website.\n",
        "Name the ward. Mention two values.\n{}: read their website.\n",
        "- Name the ward.\n- Mention two values.\n- {}: read their website.\n",
        "- Name the ward.\n- **{}:** read their website.\n- Mention two values.\n",
        "{}: read their website.\n\nName the ward. Mention two values.\n",
        "Advice: Name the ward. Mention two values.\n\n{} 1: read their website.\n",
        "How to answer:\n\nName the ward. Mention two values.\n\n{}:\n\nRead their website.\n",
        "### How to answer\n\nName the ward. Mention two values.\n\n### {}\n\nRead their website.\n",
        "{}:\n\nRead their website.\n\nName the ward. Mention two values.\n",
    ],
)
def test_a_hint_is_advice_and_no_point(below: str, name: str) -> None:
    question = only(f"## Why this hospital?\n\n{below.format(name)}")
    assert points(question) == ["Names the ward.", "Mentions two values."]
    assert f"{name}: read their website." in question.advice.replace("Read", "read")


@pytest.mark.parametrize("name", ["Tips", "Hints", "Pro tips"])
def test_a_list_of_hints_ends_where_other_advice_begins(name: str) -> None:
    question = only(
        f"## Why us?\n\nName the ward.\n\n{name}:\n\n- Read their website\n- Wear a watch\n\n"
        "You should mention two values.\n"
    )
    assert points(question) == ["Names the ward.", "Mentions two values."]
    one = name.removesuffix("s")
    assert f"- {one}: Read their website\n- {one}: Wear a watch\n" in question.advice


@pytest.mark.parametrize("name", NAMES)
def test_a_list_of_points_goes_on_behind_a_hint(name: str) -> None:
    question = only(f"## Why us?\n\nKey points:\n\n- One ward\n- {name}: read their website\n- Two values\n")
    assert points(question) == ["One ward", "Two values"]
    assert (question.advice, question.example) == ("read their website", "")


@pytest.mark.parametrize("name", ["Tip", "Tips", "Hint", "note"])
def test_a_column_or_a_key_of_hints_stands_beside_that_of_advice(name: str) -> None:
    advice, hint = "Name the ward. Mention two values.", "Read their website."
    table = only(f'question,advice,{name}\nWhy us?,"{advice}",{hint}\n', "page.csv")
    listed = only(json.dumps([{"question": "Why us?", "advice": advice, name: [hint]}]), "page.json")
    for question in (table, listed):
        assert points(question) == ["Names the ward.", "Mentions two values."]
        assert question.advice == f"{advice}\n{name.capitalize().removesuffix('s')}: {hint}"


@pytest.mark.parametrize("name", NAMES)
def test_hints_that_are_all_there_is_are_the_advice_itself(name: str) -> None:
    question = only(f"## Why us?\n\n{name}: Name the ward.\n\n{name}: Mention two values.\n")
    assert question.advice == "Name the ward.\nMention two values."
    assert points(question) == ["Names the ward.", "Mentions two values."]
