"""Cards as apps for notes write them in Markdown: their signs are no words, and part the question from its answer."""

import pytest

from tests.test_importing import imported

CARDS = {
    "two colons": "Why us?::I like you.\nDescribe a mistake :: I forgot a form.\n",
    "three colons": "Why us?:::I like you.\nDescribe a mistake ::: I forgot a form.\n",
    "in a list": "- Why us? :: I like you.\n- Describe a mistake :: I forgot a form.\n",
    "in bold": "**Why us?**::I like you. ^ab12cd\n\n**Describe a mistake** :: I forgot a form.\n",
    "with arrows": "- Why us? >> I like you.\n- Tell me about a mistake >> I forgot a form.\n",
    "a mark between": "Why us?\n?\nI like you.\n\nDescribe a mistake\n?\nI forgot a form.\n",
    "two marks between": "Why us?\n??\nI like you.\n\nDescribe a mistake\n??\nI forgot a form.\n",
    "with tags": "- Why us? #card\n\t- I like you.\n- Describe a mistake #card\n\t- I forgot a form.\n",
    "with properties": "- Why us? #card\n  id:: 64f0\n\t- I like you.\n- TODO Describe a mistake #card #[[HR]]\n"
    "  card-repeats:: 1\n\t- #+BEGIN_QUOTE\n\t  I forgot a form.\n\t  #+END_QUOTE\n",
    "with gaps": "Why {{c1::us}}?::I ==like== you.\n\nDescribe {{cloze a mistake}} :: I forgot {{2::a form::what?}}.\n",
    "below tags": "#flashcards\n\n# Own\n\nWhy us?::I like you.\n\nDescribe a mistake :: I forgot a form.\n",
}


@pytest.mark.parametrize("ending", [".md", ".txt"])
@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_a_question_and_its_answer(card: str, ending: str) -> None:
    if ending == ".txt" and "#card" in CARDS[card]:
        return  # an app that writes these writes .md
    made = imported(CARDS[card], f"deck{ending}")
    asked = ["Why us?", "Tell me about a mistake" if card == "with arrows" else "Describe a mistake"]
    assert [(each.question, each.example) for each in made.bank.questions] == [
        (asked[0], "I like you."),
        (asked[1], "I forgot a form."),
    ]


def test_what_is_for_the_app_alone_is_told() -> None:
    page = "#flashcards/nurse\n\n# Ward\n\n- Why us? #card #[[HR]]\n  id:: 64f0\n\t- I do.\n"
    page += "- [[A]] is {{cloze b}} #card\n"
    made = imported(page, "deck.md")
    assert [left.text for left in made.leftovers] == [
        "#flashcards/nurse",
        "#[[HR]]",
        "id:: 64f0",
        "A is b",
    ]
    assert [each.example or each.advice for each in made.bank.questions] == ["I do."]


@pytest.mark.parametrize(
    "text",
    [
        "Explain std::move",
        "Explain :: in C++.",
        "Tell me about Foo::Bar",
        "How is a :: b used in Haskell?",
        "What does `a::b` mean?",
        "What does cin >> x do?",
        "Is a == b the same as a === b?",
        "What does {{ name }} do in a template?",
        "How does C # differ from Java?",
    ],
)
def test_signs_of_a_programming_language_are_words_of_the_question(text: str) -> None:
    made = imported(f"## {text}\n\nSay it.\n\n## Why?\n\nSay why.\n", "page.md")
    assert made.bank.questions[0].question == text.replace("`", "")


def test_a_list_below_the_mark_is_the_whole_answer() -> None:
    made = imported(
        "# Deck\n\nExplain candour\n?\n1. Tell the person.\n2. Say sorry.\n3. Write it down.\n", "deck.md"
    )
    assert made.bank.questions[0].example == "Tell the person.\nSay sorry.\nWrite it down."


def test_what_is_listed_inside_the_last_card_belongs_to_it() -> None:
    made = imported(
        "- Why us? :: I do.\n- Why now? :: I can.\n- What of us? >>>\n    - You are near.\n    - You teach.\n",
        "deck.md",
    )
    assert made.bank.questions[2].advice == "- You are near.\n- You teach."
    assert not made.leftovers


def test_a_property_with_the_name_of_a_label_is_one() -> None:
    page = "question:: Why us?\nanswer:: I like you.\nstatus:: open\n\nQuestion:: Why now?\nTip:: Be short.\n"
    made = imported(page, "deck.md")
    assert [(each.question, each.example, each.advice) for each in made.bank.questions] == [
        ("Why us?", "I like you.", ""),
        ("Why now?", "", "Be short."),
    ]
    assert [left.text for left in made.leftovers] == ["status:: open"]


def test_a_mark_in_code_parts_nothing() -> None:
    page = "## What does this print?\n\n```\na = b\n?\n1 : 2\n```\n\n## Why?\n\nSay why.\n"
    made = imported(page, "page.md")
    assert [each.question for each in made.bank.questions] == ["What does this print?", "Why?"]
    assert made.bank.questions[0].example == "a = b\n?\n1 : 2"


def test_marks_with_nothing_between_them_begin_a_card_each() -> None:
    made = imported("Why us\n?\nWhy now\n?\nI can.\n", "deck.md")
    assert [(each.question, each.example) for each in made.bank.questions] == [
        ("Why us", ""),
        ("Why now", "I can."),
    ]


def test_one_sign_makes_no_deck_of_a_page() -> None:
    page = "Why us?\nSay why.\n\nWhy now?\nSay when.\n\nWant to know it all? >> Enrol in our course\n"
    made = imported(page, "page.txt")
    assert [(each.question, each.advice) for each in made.bank.questions][:2] == [
        ("Why us?", "Say why."),
        ("Why now?", "Say when."),
    ]


def test_what_is_to_be_done_is_a_word_outside_of_cards() -> None:
    made = imported("- TODO lists: how do you use them?\n- DONE means what to you?\n", "page.md")
    assert [each.question for each in made.bank.questions] == [
        "TODO lists: how do you use them?",
        "DONE means what to you?",
    ]
