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


@pytest.mark.parametrize(
    "parts",
    [
        "[S] One.\n[T] Two.\n[A] Three.\n[R] Four.",
        "(S) One.\n(T) Two.\n(A) Three.\n(R) Four.",
        "### STAR\n#### S (Situation)\nOne.\n#### T (Task)\nTwo.\n#### A (Action)\nThree.\n#### R (Goal)\nFour.",
        "1. **Situation**\n   One.\n2. **Task**\n   Two.\n3. **Action**\n   - Three.\n4. **Result**\n   Four.",
    ],
)
def test_a_part_is_known_in_brackets_in_headings_and_on_a_line_of_its_own(parts: str) -> None:
    first, second = imported(
        f"## {QUESTION}\n\n{parts}\n\n## Why us?\n\nA: I like you.\n", "page.md"
    ).bank.questions
    told = first.example.split()
    assert [word for word in told if word in {"One.", "Two.", "Three.", "Four."}] == [
        "One.",
        "Two.",
        "Three.",
        "Four.",
    ]
    assert (first.advice, second.question, second.example) == ("", "Why us?", "I like you.")


@pytest.mark.parametrize(
    "choices", ["- A: Run\n- B: I knock", "A. Run\nB. I knock", "- [ ] A) Run\n- [x] B) I knock"]
)
@pytest.mark.parametrize(
    "answer", ["Answer: B, for I wait.", "<details><summary>Answer</summary>B, for I wait.</details>"]
)
def test_what_may_be_chosen_is_no_answer(choices: str, answer: str) -> None:
    page = "".join(f"## {asked}\n\n{choices}\n\n{answer}\n\n" for asked in (QUESTION, "Why us?"))
    for each in imported(page, "page.md").bank.questions:
        assert each.example == "B, for I wait."
        assert "Run" in each.advice
        assert "I knock" in each.advice


def test_answers_by_letters_are_answers_where_no_other_stands_below() -> None:
    page = f"## {QUESTION}\n\nA: I wait.\n\nB: I ask them in.\n\n## Why us?\n\nA: I like you.\n"
    first, second = imported(page, "page.md").bank.questions
    assert (first.example.split("\n")[0], first.advice, second.example) == ("I wait.", "", "I like you.")
