"""Tables that ask nothing are no questions: below one they are a part of its answer."""

import pytest

from tests.test_importing import imported
from voice_interviewer.errors import BankError

ASKED = ["What are the types?", "What is a key?"]


def page(table: str) -> str:
    return f"# SQL\n\n### 1. {ASKED[0]}\n\n{table}\n\n### 2. {ASKED[1]}\n\nIt names a row.\n"


@pytest.mark.parametrize(
    ("table", "answer"),
    [
        ("| Type | Example |\n|---|---|\n| INT | 5 |\n| CHAR | a |", "Type, Example\nINT, 5\nCHAR, a"),
        ("| Example | Type |\n|---|---|\n| 5 | INT |", "Example, Type\n5, INT"),
        (
            "| Code | Response | Notes |\n|---|---|---|\n| 200 | OK | fine |",
            "Code, Response, Notes\n200, OK, fine",
        ),
        ("| Speed | Fast |\n|---|---|\n| high | bikes |", "Speed, Fast\nhigh, bikes"),
        (
            "<table><tr><th>Key</th><th>Answer</th></tr><tr><td>a</td><td>1</td></tr></table>",
            "Key, Answer\na, 1",
        ),
    ],
)
def test_a_table_below_a_question_is_in_its_answer_row_by_row(table: str, answer: str) -> None:
    made = imported(page(table), "page.md")
    assert [(each.question, each.example) for each in made.bank.questions] == [
        (ASKED[0], answer),
        (ASKED[1], ""),
    ]
    assert not made.leftovers


def test_a_table_of_what_to_do_is_advice() -> None:
    question = imported(page("| Do | Don't |\n|---|---|\n| Be honest | Boast |"), "page.md").bank.questions[0]
    assert (question.advice, question.example) == ("Do, Don't\nBe honest, Boast", "")


def test_a_table_that_comes_back_below_each_question_is_a_form_and_no_answer() -> None:
    scale = "| 1 | 2 | 3 |\n|---|---|---|\n| poor | fair | good |\n\n"
    made = imported(f"# Form\n\n### Why us?\n\n{scale}### Why now?\n\n{scale}", "page.md")
    assert [each.example for each in made.bank.questions] == ["", ""]


@pytest.mark.parametrize(
    "table",
    [
        "| Why they ask | Sample answer |\n|---|---|\n| To see what you know. | There are four. |",
        "| Why they ask | To see what you know. |\n|---|---|\n| Sample answer | There are four. |",
    ],
)
def test_a_table_of_labels_below_a_question_is_read_by_its_labels(table: str) -> None:
    question = imported(page(table), "page.md").bank.questions[0]
    assert (question.question, question.intent) == (ASKED[0], "To see what you know.")
    assert question.example == "There are four."


@pytest.mark.parametrize(
    ("deck", "answers"),
    [
        (
            'Why us?\t"I like you.\n\nAnd the team."\tintro\n"Why\nnow?"\tI moved.\thome\n',
            ["I like you.\nAnd the team.", "I moved."],
        ),
        (
            "Why us?\tI like you.\nWhy now?\tI moved,\nand I stay.\nWhy me?\tI care.\n",
            ["I like you.", "I moved,\nand I stay.", "I care."],
        ),
        (
            "Why us?\tI like you.\n\nDescribe a day\tI rise.\nI work.\n\nWhy me?\tI stay.\n",
            ["I like you.", "I rise.\nI work.", "I stay."],
        ),
        (
            "Where do you see yourself in a year\tHere.\nStrengths\tI am calm.\n",
            ["Here.", "I am calm."],
        ),
    ],
    ids=["line ends in quotation marks", "a line further", "empty lines", "no question marks"],
)
def test_cards_with_tabs_need_no_head_and_may_go_on_in_the_next_line(deck: str, answers: list[str]) -> None:
    made = imported(deck, "deck.txt")
    assert [each.example for each in made.bank.questions] == answers
    assert not any("\t" in each.question or '"' in each.question for each in made.bank.questions)


def test_marks_to_give_are_no_answers() -> None:
    with pytest.raises(BankError):
        imported("Why us?\t1 2 3 4 5\nDescribe a day\t1 2 3 4 5\nNotes:\n", "sheet.txt")


def test_a_question_among_cards_begins_one() -> None:
    deck = "Why us?\tI like you.\nWhy now?\tI can.\nWhat else?\nWhy me?\tI care.\nWhy nights?\tI sleep.\n"
    made = imported(deck, "deck.txt")
    assert [each.question for each in made.bank.questions][2] == "What else?"


def test_a_table_in_a_cell_is_read_row_by_row() -> None:
    table = "<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>"
    made = imported(f"#separator:tab\n#html:true\nWhy us?\t{table}\n", "deck.txt")
    assert made.bank.questions[0].example == "a, 1\nb, 2"


def test_a_table_of_contents_with_tabs_is_no_deck() -> None:
    page = "Why us?\t3\nWhy now?\t4\n\nWhy us?\n\nSay why.\n\nWhy now?\n\nSay when.\n"
    made = imported(page, "page.txt")
    assert [(each.question, each.advice) for each in made.bank.questions] == [
        ("Why us?", "Say why."),
        ("Why now?", "Say when."),
    ]


NOTES = {
    "crowd anki": '{"__type__": "Deck", "children": [], "css": ".card {}", "name": "Care", '
    '"note_models": [{"name": "Basic"}],\n"notes": ['
    '{"__type__": "Note", "fields": ["Why us?", "I <b>like</b> you."], "guid": "x", '
    '"tags": ["hr"]},'
    '\n{"__type__": "Note", "fields": ["Describe a day", "I rise."], "guid": "y", "tags": ["hr"]}]}',
    "anki's own service": '{"notes": [{"deckName": "hr", "fields": {"Front": "Why us?", "Back": "I like you."}},'
    '\n{"deckName": "hr", "fields": '
    '{"Front": {"value": "Describe a day", "order": 0}, "Back": {"value": "I rise."}}}]}',
    "pairs below names": '{"hr": [["Front", "Back"], ["Why us?", "I like you."], ["Describe a day", "I rise."]]}',
    "pairs": '{"hr": [["Why us?", "I like you."], ["Describe a day", "I rise."]]}',
}


@pytest.mark.parametrize("notes", NOTES)
def test_cards_in_json_are_questions_and_answers_without_the_rest_of_their_app(notes: str) -> None:
    made = imported(NOTES[notes], "deck.json")
    assert [(each.question, each.example, each.category) for each in made.bank.questions] == [
        ("Why us?", "I like you.", "hr"),
        ("Describe a day", "I rise.", "hr"),
    ]
    assert [left.text for left in made.leftovers] == (["css", "note_models"] if "crowd" in notes else [])


def test_lists_of_questions_are_no_cards() -> None:
    made = imported('[["Why us?", "Why now?", "Why me?"], ["Who?", "When?"]]', "page.json")
    assert [each.question for each in made.bank.questions] == [
        "Why us?",
        "Why now?",
        "Why me?",
        "Who?",
        "When?",
    ]


def test_a_key_that_a_question_calls_fields_is_none_of_its_sides() -> None:
    made = imported('[{"question": "Why us?", "fields": ["nurse", "care"]}]', "page.json")
    assert (made.bank.questions[0].question, made.bank.questions[0].example) == ("Why us?", "")


def test_a_note_without_fields_or_question_makes_no_question() -> None:
    notes = (
        '[{"fields": ["Why?", "I do."]}, {"fields": []}, {}, {"fields": ["{{c1::HTTP}} is stateless.", ""]}]'
    )
    made = imported(f'{{"__type__": "Deck", "name": "Care", "notes": {notes}}}', "deck.json")
    assert [each.question for each in made.bank.questions] == ["Why?"]
    assert [left.text for left in made.leftovers] == ["HTTP is stateless."]


def test_a_note_that_hides_words_and_asks_nothing_is_told() -> None:
    deck = "#separator:tab\nWhy?\tI do.\n{{c1::HTTP}} is {{c2::stateless, {{c3::always}}}}.\t\n"
    made = imported(deck, "deck.txt")
    assert [each.question for each in made.bank.questions] == ["Why?"]
    assert [(left.line, left.text) for left in made.leftovers] == [(3, "HTTP is stateless, always.")]


@pytest.mark.parametrize("signs", [r"\({}\)", r"\[{}\]", "[latex]{}[/latex]", "[$]{}[/$]", "[$$]{}[/$$]"])
def test_the_signs_around_a_formula_are_no_words(signs: str) -> None:
    made = imported(f"#separator:tab\nHow fast?\tIn {signs.format('n + 1')} steps.\n", "deck.txt")
    assert made.bank.questions[0].example == "In n + 1 steps."
