"""A bank that is written is the same when it is read."""

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_bank import SMALL
from voice_interviewer.bank import Bank, KeyPoint, Question, Term, Tip, parse_bank
from voice_interviewer.bank.choose import STAGES
from voice_interviewer.bank.importing import bank_toml
from voice_interviewer.places import builtin_folder

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.text(
    st.sampled_from("ab\"\\\n\r\t\x00\x1f\x7f'#=[]é�"), max_size=30
)
WORD = st.from_regex(r"[a-z]{1,8}[0-9]{0,3}", fullmatch=True).filter(
    lambda name: name[:3] not in {"con", "prn", "aux", "nul", "com", "lpt"}
)


POINTS = st.builds(lambda text, ask: KeyPoint(text="p" + text, follow_up=ask), TEXT, TEXT)
QUESTIONS = st.builds(
    lambda name, stage, texts, suggested_s, points: Question(
        id=name,
        category="c" + texts[0],
        stage=stage,
        question=texts[1],
        intent=texts[2],
        advice=texts[3],
        example=texts[4],
        suggested_s=suggested_s,
        points=tuple(points),
    ),
    WORD,
    st.sampled_from(["", *STAGES]),
    st.tuples(TEXT.map(lambda text: text[:40]), TEXT, TEXT, TEXT, TEXT),
    st.integers(5, 3600) | st.floats(5, 3600),
    st.lists(POINTS, max_size=3),
)
BANKS = st.builds(
    lambda title, terms, tips, questions: Bank(
        schema=1,
        title="t" + title,
        role=title,
        vocabulary=tuple(Term(term="v" + term, spoken=spoken) for term, spoken in terms),
        tips=tuple(Tip(title="t" + title, text="t" + text) for title, text in tips),
        questions=tuple(questions),
    ),
    TEXT,
    st.lists(st.tuples(TEXT, TEXT), max_size=3),
    st.lists(st.tuples(TEXT, TEXT), max_size=2),
    st.lists(QUESTIONS, min_size=1, max_size=4, unique_by=lambda question: question.id),
)


@settings(max_examples=300)
@given(BANKS)
def test_any_bank_survives_writing_and_reading(bank: Bank) -> None:
    assert parse_bank(bank_toml(bank), "written") == bank


@settings(max_examples=500)
@given(TEXT)
def test_any_text_survives_to_the_letter(text: str) -> None:
    question = Question.model_construct(
        id="a", category="c", question=text, intent=text, advice="", example=""
    )
    written = bank_toml(Bank.model_construct(schema_version=1, title=text, questions=(question,)))
    read = tomllib.loads(written)
    assert (read["title"], read["questions"][0]["question"]) == (text, text)


def test_the_built_in_banks_survive() -> None:
    for path in builtin_folder("bank").glob("*.toml"):
        bank = parse_bank(path.read_text(encoding="utf-8"), path.name)
        assert parse_bank(bank_toml(bank), path.name) == bank


def test_the_text_is_as_a_person_would_write_it() -> None:
    assert bank_toml(parse_bank(SMALL, "own.toml")).splitlines() == [
        "schema = 1",
        'title = "Barista"',
        'locale = "en-GB"',
        'vocabulary = ["crema", { term = "V60", spoken = "vee sixty" }]',
        "",
        "[[tips]]",
        'title = "The café"',
        'text = "Go and drink a coffee there."',
        "",
        "[[questions]]",
        'id = "busy-morning"',
        'category = "pressure"',
        'question = "How do you keep calm on a busy morning?"',
        "suggested_s = 60",
        "",
        "[[questions.points]]",
        'text = "I take one order at a time."',
        'follow_up = "Where do you begin?"',
        "",
        "[[questions]]",
        'id = "latte-art"',
        'category = "craft"',
        'question = ""',
        "suggested_s = 90",
    ]
