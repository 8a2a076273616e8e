"""Answers that are told in parts, as STAR and its like have them: the whole story is the example of its question."""

import json
from collections.abc import Callable

import pytest

from tests.test_importing import imported

TOLD = {
    "Situation": "The till was out by forty pounds every Friday.",
    "Task": "My manager asked me to find out why.",
    "Action": "I counted the float with two others.",
    "Result": "It was a refund key pressed twice.",
}
QUESTION = "Describe a problem that you solved."


def told(part: Callable[[str], str], between: str = "\n") -> str:
    return between.join(part(name) + text for name, text in TOLD.items())


def page(story: str, label: str = "**Example Answer:**\n\n") -> str:
    return f"# Questions\n\n## Q1. {QUESTION}\n\n{label}{story}\n\n## Q2. Why us?\n\nSay why.\n"


ROWS = list(TOLD.items())
HEADER = ["Question", *TOLD]
CELLS = [QUESTION, *TOLD.values()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (page(told(lambda part: f"- **{part[0]}:** ")), "page.md"),
        (page(told(lambda part: f"- **{part[0]} ({part}):** ")), "page.md"),
        (page(told(lambda part: f"- {part[0]}. ")), "page.md"),
        (page(told(lambda part: f"{part[0]} = ")), "page.md"),
        (page(told(lambda part: f"#### {part}\n\n", "\n\n")), "page.md"),
        (page(told(lambda part: f"#### {part[0]}: {part}\n\n", "\n\n")), "page.md"),
        (page(told(lambda part: f"**{part}:** ", "\n\n"), "**STAR:**\n\n"), "page.md"),
        (page(told(lambda part: f"- {part}: "), "S.T.A.R.\n\n"), "page.md"),
        (page(told(lambda part: f"**{part}:** ", "\n\n"), "**My STAR story**\n\n"), "page.md"),
        (
            page(told(lambda part: f"**{part[0]}:** ", "\n\n"), "**Answer (in the STAR format):**\n\n"),
            "page.md",
        ),
        (
            page(
                "| | |\n|---|---|\n" + told(lambda part: f"| **{part[0]}** | ").replace(".\n", ". |\n") + " |"
            ),
            "page.md",
        ),
        (
            page("".join(f"<dt>{part}</dt><dd>{text}</dd>" for part, text in ROWS).join(["<dl>", "</dl>"])),
            "page.md",
        ),
        ("\n".join(",".join(row) for row in (HEADER, CELLS, ["Why us?", *"wxyz"])), "page.csv"),
        (
            json.dumps(
                [dict(zip(["question", *map(str.lower, TOLD)], CELLS, strict=True)), {"question": "Why us?"}]
            ),
            "p.json",
        ),
        (
            json.dumps([{"question": QUESTION, "answer": TOLD}, {"question": "Why us?", "answer": "x"}]),
            "page.json",
        ),
        (
            f"Q: {QUESTION}\nA:\n{told(lambda part: f'{part[0]}: ')}\n\nQ: Why us?\nA: I like you.\n",
            "page.txt",
        ),
    ],
)
def test_a_story_in_parts_is_one_example_whatever_parts_it(text: str, name: str) -> None:
    made = imported(text, name)
    first, second = made.bank.questions
    places = [first.example.find(part) for part in TOLD.values()]
    assert -1 not in places
    assert places == sorted(places)
    assert (first.question, second.question) == (QUESTION, "Why us?")
    assert (first.intent, first.advice, made.bank.tips) == ("", "", ())
    assert made.leftovers == ()


@pytest.mark.parametrize("letters", ["STAR", "SOAR", "CAR", "PAR", "SAR", "CARL", "STARL"])
def test_a_is_action_where_a_story_comes_before_it(letters: str) -> None:
    parts = "\n".join(f"- **{letter}:** I did part {at} of it." for at, letter in enumerate(letters))
    first, _ = imported(page(parts), "page.md").bank.questions
    assert first.example == "\n".join(
        f"{letter}: I did part {at} of it." for at, letter in enumerate(letters)
    )


@pytest.mark.parametrize("label", ["Use the STAR method:", "**How to answer:**", "**STAR:**"])
def test_how_to_tell_a_story_is_advice(label: str) -> None:
    told_how = ("Describe the place.", "Explain your role.", "Say what you did.", "Give figures.")
    parts = "\n".join(f"- {part}: {how}" for part, how in zip(TOLD, told_how, strict=True))
    first, _ = imported(page(parts, f"{label}\n\n"), "page.md").bank.questions
    assert "Describe the place." in first.advice
    assert first.example == ""
