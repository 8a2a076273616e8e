"""Headings that count in ways of their own, and pages whose headings are lost: each question is whole, and its own."""

import pytest

from tests.test_importing import imported

ASKED = (
    "Tell me about yourself.",
    "Tell me about a time when somebody watched you.",
    "Why do you want this job?",
)


@pytest.mark.parametrize(
    "numbers",
    [
        ("1.1. ", "1.2. ", "1.3. "),
        ("1.2.3.1 ", "1.2.3.2 ", "1.2.3.3 "),
        ("1-1. ", "1-2. ", "1-3. "),
        ("1 | ", "2 | ", "3 | "),
        ("1 of 3: ", "2 of 3: ", "3 of 3: "),
        ("(1/3) ", "(2/3) ", "(3/3) "),
        ("#1 ", "#2 ", "#3 "),
        ("No. 1 ", "No. 2 ", "No. 3 "),
        ("§ 1.1 ", "§ 1.2 ", "§ 1.3 "),
        ("I. ", "II. ", "III. "),
        ("II.1. ", "II.2. ", "II.3. "),
        ("1a) ", "1b) ", "1c) "),
        ("1.a ", "1.b ", "1.c "),
        ("A1. ", "A2. ", "A3. "),
        ("B1 ", "B2 ", "B3 "),
        ("Question one: ", "Question two: ", "Question three: "),
        ("Step 1: ", "Step 2: ", "Step 3: "),
        ("💼 1.1. ", "💡 1.2. ", "🔥 1.3. "),
    ],
    ids="".join,
)
def test_whatever_a_page_counts_its_questions_with_is_no_part_of_them(numbers: tuple[str, ...]) -> None:
    first, *others = (f"## {number}{text}\n\n" for number, text in zip(numbers, ASKED, strict=True))
    page = f"# Guide\n\n{first}### Tips\n\nKeep it short.\n\n" + "".join(
        f"{each}Say it.\n\n" for each in others
    )
    made = imported(page, "page.md")
    assert [(each.question, each.advice) for each in made.bank.questions] == [
        (ASKED[0], "Keep it short."),
        (ASKED[1], "Say it."),
        (ASKED[2], "Say it."),
    ]
    assert (made.bank.tips, made.leftovers) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "24/7 support: how do you plan your nights?",
        "90 days in: what have you done?",
        "2.5 years in one job: why did you leave?",
        "1:1 meetings – how do you run them?",
        "9-to-5: does it suit you?",
        "Section 21: what does it say?",
        "C. difficile: what do you do first?",
        "2024: why did you leave?",
        "Mistake 1: being late. What would you do?",
    ],
)
def test_figures_that_count_nothing_belong_to_the_question(text: str) -> None:
    made = imported(f"# Guide\n\n## {text}\n\nSay it.\n\n## 2025: what comes next?\n\nSay it.\n", "page.md")
    assert made.bank.questions[0].question == text


@pytest.mark.parametrize(
    ("page", "name", "found"),
    [
        (
            "1. Motivation\n1.1. Why us?\nSay why.\n1.2. Why now?\nSay when.\n2. Teamwork\n2.1. Why teams?\nSay how.\n",
            "page.txt",
            [("motivation", "Say why."), ("motivation", "Say when."), ("teamwork", "Say how.")],
        ),
        (
            "1. Guide\n\n1.1. Why us?\n\n1.1.1. Tips\n\nKeep it short.\n\n1.2. Describe a mistake.\n\nBe open.\n",
            "page.txt",
            [("general", "Keep it short."), ("general", "Be open.")],
        ),
        (
            "### 1.1. Why us? {#us}\n\n### 1.1.1. Tips {#t}\n\nKeep it short.\n\n### 1.2. 'Why now?'\n\nSay when.\n",
            "page.md",
            [("general", "Keep it short."), ("general", "Say when.")],
        ),
        (
            "## 1. Why us?\n\nSay why.\n\n## 2. Tips\n\n### 2.1. Rest\n\nSo.\n\n## 3. End\n\n### 3.1. Why?\n\nWait.\n",
            "page.md",
            [("general", "Say why."), ("end", "Wait.")],
        ),
        (
            "1. Guide\n========\n\n1.1. Why us?\n-----------\n\nSay why.\n",
            "page.md",
            [("general", "Say why.")],
        ),
    ],
)
def test_numbers_tell_what_ranks_below_what(page: str, name: str, found: list[tuple[str, str]]) -> None:
    made = imported(page, name)
    assert [(each.category, each.advice) for each in made.bank.questions] == found
    assert all(each.question.startswith(("Why", "Describe")) for each in made.bank.questions)


TITLE = "All you need for your Ferry Steward interview: questions, answers and tips"
ENTRIES = [
    (
        "Interviewers want to see whether you stay calm.",
        "You should mention what you tie down first.",
        "I walk the lounge an hour before. Cups go into the racks.",
    ),
    (
        "This question shows how you treat people who are late.",
        "In your answer, explain that you ask why.",
        "A woman came running with a pram once. I radioed the ramp.",
    ),
    (
        "Employers ask this to learn if you can be trusted.",
        "You need to describe how you count the bar.",
        "I count it twice. Last May it was a broken case behind the fridge.",
    ),
]
CONTEXT = (
    "Passengers write about their crossings on review sites. Look for what they say about queues, prices, the food, "
    "and the people who served them."
)
TIP = (CONTEXT, "Read twenty reviews rather than two.")


def without_headings(before: str = "", label: str = "Example:", after: str = "", number: str = "") -> str:
    texts = [
        f"{number.format(at)}{intent} {advice}\n{label} {example}\n{after}"
        for at, (intent, advice, example) in enumerate(ENTRIES, 1)
    ]
    return f"{TITLE}\n{before}{''.join(texts)}{TIP[0]}\nTip: {TIP[1]}\n"


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (without_headings(), "page.txt"),
        (without_headings(before="Start now »"), "page.txt"),
        (without_headings(after="Advertisement\n"), "page.txt"),
        (without_headings(label="Sample answer:"), "page.txt"),
        (without_headings(label="EXAMPLE ANSWER:\n"), "page.txt"),
        (without_headings(number="{}.\n"), "page.txt"),
        (without_headings(number="Q{}\n\n"), "page.txt"),
        (without_headings(number="Question {}\n"), "page.txt"),
        (without_headings(), "page.md"),
        (without_headings().replace("\n", "\n\n"), "page.md"),
        (without_headings().replace(TITLE, f"{TITLE}\n{TIP[0]}\nTip: {TIP[1]}"), "page.txt"),
        ("".join(f"<p>{row}</p>" for row in without_headings().split("\n")), "page.html"),
        ("<br>\n".join(without_headings().split("\n")), "page.html"),
    ],
)
def test_where_the_questions_are_lost_each_keeps_what_is_its_own(page: str, name: str) -> None:
    made = imported(page, name)
    assert [(each.intent, each.advice, each.example) for each in made.bank.questions] == ENTRIES
    assert [each.question for each in made.bank.questions] == ["", "", ""]
    assert made.bank.role == "Ferry Steward"
    assert {tip.text for tip in made.bank.tips} == {"\n".join(TIP)}
    assert made.proposals[0] == "Tell me what you tie down first."


def test_further_examples_of_a_lost_question_are_its_own() -> None:
    made = imported(without_headings(label="Example 1:", after="Example 2: I would do the same again.\n"))
    assert [each.example for each in made.bank.questions] == [
        f"{example}\nI would do the same again." for _, _, example in ENTRIES
    ]


@pytest.mark.parametrize("sign", ["{}. ", "{}. ### ", "{}) ### "])
@pytest.mark.parametrize("name", ["page.md", "page.txt"])
def test_the_letters_of_a_list_are_no_part_of_its_questions(sign: str, name: str) -> None:
    rows = "".join(
        f"{sign.format(letter)}{text}\nExample: I do.\n\n" for letter, text in zip("abc", ASKED, strict=True)
    )
    made = imported(f"Guide\n\n{rows}", name)
    assert [(each.question, each.example) for each in made.bank.questions] == [
        (text, "I do.") for text in ASKED
    ]


def test_the_first_part_of_a_page_that_counts_its_parts_is_no_title() -> None:
    made = imported("1. Introduction\nWhy us?\nI like you.\n2. Ward\nWhy now?\nI can.\n", "care.txt")
    assert made.bank.title == "Care"
    assert made.bank.questions[0].category == "introduction"


def test_a_picture_alone_is_no_words() -> None:
    made = imported("# Q\n\n- Why us?\n- Why now?\n- Why me?\n\n\U0001f389\n", "page.md")
    assert [(left.text, left.reason) for left in made.leftovers] == [("\U0001f389", "is a picture alone")]
    assert not any(each.advice for each in made.bank.questions)
