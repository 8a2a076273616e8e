"""Answers that are folded away by the signs of MkDocs, Obsidian, Docusaurus, VitePress and MDX."""

import textwrap
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_importing import imported
from voice_interviewer.bank.importing import import_bank
from voice_interviewer.bank.importing.folds import with_details
from voice_interviewer.errors import BankError

QUESTIONS = (
    "Why do you want to work here?",
    "Tell me about a mistake.",
    "How do you calm a guest who says “no”?",
)
ANSWERS = (
    "I like the ward.\n\nI have worked with children for years.",
    "I once forgot a form. I told my manager at once.",
    "I listen first.\n\n- I ask what happened\n- I find a way",
)


def indented(sign: str) -> Callable[[str, str], str]:
    return lambda title, text: f'{sign} "{title}"\n\n{textwrap.indent(text, "    ")}\n'


def indented_at_once(title: str, text: str) -> str:
    return f'???+ note "{title}"\n{textwrap.indent(text, "    ")}\n'


def quoted(sign: str) -> Callable[[str, str], str]:
    return lambda title, text: textwrap.indent(f"{sign} {title}\n{text}", "> ", lambda _: True) + "\n"


def fenced(opening: str, closing: str) -> Callable[[str, str], str]:
    return lambda title, text: f"{opening.format(title)}\n\n{text}\n\n{closing}\n"


FOLDS = {
    "mkdocs note": indented("??? note"),
    "mkdocs question": indented("??? question"),
    "mkdocs open": indented("???+ example"),
    "mkdocs class": indented("??? note inline end"),
    "mkdocs bare": indented("???"),
    "mkdocs at once": indented_at_once,
    "obsidian question": quoted("[!question]-"),
    "obsidian open": quoted("[!faq]+"),
    "obsidian note": quoted("[!note]-"),
    "obsidian unfolded": quoted("[!question]"),
    "docusaurus": fenced(":::details {}", ":::"),
    "docusaurus boxed": fenced(":::details[{}]", ":::"),
    "vitepress": fenced("::: details {}", ":::"),
    "vitepress open": fenced("::: details {} {{open}}", ":::"),
    "long fence": fenced("::::details {}", "::::"),
    "hugo": fenced('{{{{< details "{}" >}}}}', "{{< /details >}}"),
    "hugo title": fenced('{{{{% expand title="{}" open=true %}}}}', "{{% /expand %}}"),
    "jekyll": fenced("{{% details {} %}}", "{% enddetails %}"),
    "gitbook": fenced('{{%- tab title="{}" -%}}', "{%- endtab -%}"),
    "component": fenced("<Details>\n<summary>{}</summary>", "</Details>"),
    "component title": fenced('<Details title="{}">', "</Details>"),
    "component summary": fenced("<Details open summary={{'{}'}}>", "</Details>"),
}


def page(fold: Callable[[str, str], str]) -> str:
    return "# Nurse interview\n\n" + "\n".join(map(fold, QUESTIONS, ANSWERS))


@pytest.mark.parametrize("ending", [".md", ".mdx", ".txt"])
@pytest.mark.parametrize("fold", FOLDS.values(), ids=FOLDS)
def test_what_is_seen_is_the_question_and_what_is_folded_its_answer(
    fold: Callable[[str, str], str], ending: str
) -> None:
    text = page(fold)
    made = import_bank(text.encode(), f"page{ending}")
    assert made.bank.title == "Nurse interview"
    assert [each.question for each in made.bank.questions] == list(QUESTIONS)
    plain = [answer.replace("\n\n", "\n").replace("- ", "") for answer in ANSWERS]
    assert [each.example for each in made.bank.questions] == plain
    rows = text.split("\n")
    for question, line in zip(QUESTIONS, made.question_lines, strict=True):
        assert question in "\n".join(rows[line - 1 : line + 1])


@pytest.mark.parametrize("fold", FOLDS.values(), ids=FOLDS)
def test_what_follows_the_folds_stands_on_its_own_line(fold: Callable[[str, str], str]) -> None:
    text = f"{page(fold)}\n<!-- Who helps you? -->\n\nThe end.\n"
    told = {left.text: left.line for left in import_bank(text.encode(), "page.md").leftovers}
    assert text.split("\n")[told["Who helps you?"] - 1] == "<!-- Who helps you? -->"


@pytest.mark.parametrize("fold", FOLDS.values(), ids=FOLDS)
def test_below_a_heading_that_asks_the_fold_is_its_answer(fold: Callable[[str, str], str]) -> None:
    text = "\n".join(f"## {asked}\n\n{fold('Answer', ANSWERS[1])}" for asked in QUESTIONS)
    questions = import_bank(text.encode(), "page.md").bank.questions
    assert [(each.question, each.example) for each in questions] == [
        (asked, ANSWERS[1]) for asked in QUESTIONS
    ]


@pytest.mark.parametrize(
    "text",
    [
        '```\n??? note "Why?"\n    I do.\n```',
        "```\n:::details Why?\nI do.\n:::\n```",
        ":::details Why?\n\nI do.",
        '{{< details "Why?" >}}\n\nI do.',
        "{% if page.tab %}\n\nWhy?\n\n{% endif %}",
        "```\n{% details Why? %}\nI do.\n{% enddetails %}\n```",
        "> [!NOTE]\n> Be kind.",
        "???",
        "Really???",
    ],
)
def test_what_is_shown_as_code_is_never_closed_or_is_no_fold_stays_as_it_is(text: str) -> None:
    assert with_details(text) == (text, list(range(text.count("\n") + 1)))


def test_a_template_that_is_shown_as_code_closes_none() -> None:
    text = '{{< details "Why?" >}}\nI do.\n```\n{{< /details >}}\n```\nAnd more.\n{{< /details >}}'
    unfolded, _ = with_details(text)
    assert unfolded.count("</details>") == 1
    assert unfolded.index("And more.") < unfolded.index("</details>")


PARTS = st.lists(
    st.sampled_from(
        [
            *(
                '??? note "Why?"',
                "    I do.",
                "> [!faq]- Why?",
                "> > [!tip]- So?",
                "> I do.",
                ":::details Why?",
                ":::",
            ),
            *(
                "::::details How?",
                "::::",
                '<Details title="Why?">',
                "</Details>",
                "",
                "# Why?",
                "```",
                "- I do.",
            ),
        ]
    ),
    max_size=30,
)


@given(PARTS, st.sampled_from(["", "    ", "> ", "  "]))
def test_however_they_are_nested_no_word_is_lost_and_lines_stay_in_order(
    rows: list[str], margin: str
) -> None:
    text = "\n".join(margin + row for row in rows)
    made, numbers = with_details(text)
    assert len(made.split("\n")) == len(numbers)
    assert numbers == sorted(numbers)
    assert set(numbers) <= set(range(len(rows) or 1))
    for word in ("I do.", "So?", "# Why?"):
        assert made.count(word) == text.count(word)
    with suppress(BankError):
        import_bank(f"## Who?\n\n{text}\n".encode(), "page.md")


def test_a_list_right_below_what_is_seen_is_a_list() -> None:
    page = "<details>\n<summary>Why us?</summary>\n- I like you.\n* I like trains.\n</details>\n"
    assert imported(page, "page.md").bank.questions[0].example == "I like you.\nI like trains."


def test_what_folds_several_questions_is_their_category_and_no_title() -> None:
    folds = [
        f"<details><summary>{name}</summary>\n\n### {asked}\n\nI do.\n\n</details>\n"
        for name, asked in [("Motivation", "Why us?"), ("Ward", "Describe a night.")]
    ]
    made = imported("\n".join(folds), "care.md")
    assert made.bank.title == "Care"
    assert [each.category for each in made.bank.questions] == ["motivation", "ward"]
