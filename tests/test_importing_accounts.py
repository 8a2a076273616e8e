"""Nothing is lost, nothing is invented, and nothing that is spoken has mark-up, whatever the file looks like.

Files are made up line by line. Each line has a word that no other line has, so that it can be followed into the bank
or into the list of what was left out.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_interviewer.bank.importing import Imported, import_bank
from voice_interviewer.errors import BankError

LINES = [
    "Why do you {}?",
    "{}, how would you do that?",
    "Tell me about a time you were {}.",
    "Describe {}.",
    "The interviewer wants to see {}.",
    "This question shows {}.",
    "You should say {}.",
    "Mention {} and keep it short.",
    "Example: I once had {}.",
    "Sample answer: My {} was late.",
    "Answer (STAR):  I had {}.",
    "Strong answer: We {} every day.",
    "Tip: Look at {} first.",
    "Pro tip: {}",
    "Key points: {}",
    "Follow-up: And {}?",
    "S: It was {}.",
    "T: I had to {}.",
    "A: I did {}.",
    "R: It ended in {}.",
    "Situation: the {} was late",
    "I have never seen {} since.",
    "They then left for {}.",
    "Plain words about {}",
    "How to prepare {}",
    "Tips on {}",
    "Questions about {}",
    "Subscribe to {}",
    "Related {}",
    "Beispiel: Ich habe {} gesehen.",
    "¿Por qué {}?",
    "Pourquoi {} ?",
    "どうして{}ですか？",
    "لماذا {}؟",
    "[Your {}] and [more]",
    "12",
    "",
]
MARKS = ["", "- ", "1. ", "Q3) ", "2.1. ", "> ", "• ", "(b) "]
HEADS = ["# ", "## ", "### ", "#### ", "**", "*", "<b>", "<summary>", "", "", ""]
WORDS = [f"zq{number}x" for number in range(400)]

PARTS = st.lists(
    st.tuples(st.sampled_from(LINES), st.sampled_from(MARKS), st.sampled_from(HEADS)), max_size=14
)


def texts_of(made: Imported) -> Iterable[str]:
    bank = made.bank
    yield from (bank.title, bank.role)
    for question in bank.questions:
        yield from (question.question, question.intent, question.advice, question.example, question.category)
        yield from (text for point in question.points for text in (point.text, point.follow_up))
    yield from (text for tip in bank.tips for text in (tip.title, tip.text))


def assert_all_accounted_for(text: str, name: str, *, has_lines: bool = True) -> None:
    try:
        made = import_bank(text.encode(), name)
    except BankError as error:
        if "has no" in str(error):  # nothing is claimed
            return
        raise
    in_bank = " ".join(texts_of(made)).casefold()
    told = {word: left for left in made.leftovers for word in re.findall(r"zq\d+x", left.text)}
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        for word in re.findall(r"zq\d+x", line):
            assert word in in_bank or word in told, f"{word} is lost:\n{text}"
            if (
                has_lines and word in told and told[word].line != number
            ):  # a paragraph of several lines is told with its first, and so is what is left of one that was cut
                paragraph = "".join(lines[told[word].line - 1 : number])
                ahead = re.findall(r"zq\d+x", paragraph)
                assert ahead, f"{word} is not on line {told[word].line}:\n{text}"
                known = in_bank + "".join(
                    left.text for left in made.leftovers if left.line == told[word].line
                )
                assert all(each in known for each in ahead), f"{word} on {told[word].line}:\n{text}"
    invented = {word for each in texts_of(made) for word in re.findall(r"zq\d+x", each)} - set(
        re.findall(r"zq\d+x", text)
    )
    assert not invented


def filled(parts: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    words = iter(WORDS)
    return [(line.format(next(words)), mark, head) for line, mark, head in parts]


@settings(max_examples=250, deadline=None)
@given(PARTS, st.sampled_from(["\n", "\n\n"]))
def test_every_line_of_plain_text_is_in_the_bank_or_told(
    parts: list[tuple[str, str, str]], between: str
) -> None:
    assert_all_accounted_for(between.join(mark + line for line, mark, _ in filled(parts)), "page.txt")


@settings(max_examples=250, deadline=None)
@given(PARTS, st.sampled_from(["\n", "\n\n"]))
def test_every_line_of_markdown_is_in_the_bank_or_told(
    parts: list[tuple[str, str, str]], between: str
) -> None:
    ends = {"**": "**", "*": "*", "<b>": "</b>", "<summary>": "</summary>"}
    lines = [mark + head + line + ends.get(head, "") for line, mark, head in filled(parts)]
    assert_all_accounted_for(between.join(lines), "page.md")


TAGS = [
    "h1",
    "h2",
    "h3",
    "p",
    "li",
    "dt",
    "dd",
    "summary",
    "div",
    "b",
    "td",
    "button",
    "blockquote",
    "nav",
    "span",
    "pre",
]


@settings(max_examples=250, deadline=None)
@given(PARTS, st.lists(st.sampled_from(TAGS), min_size=14, max_size=14), st.booleans())
def test_every_line_of_html_is_in_the_bank_or_told(
    parts: list[tuple[str, str, str]], tags: list[str], is_closed: bool
) -> None:
    lines = [
        f"<{tag}>{mark}{line}{f'</{tag}>' if is_closed else ''}"
        for (line, mark, _), tag in zip(filled(parts), tags, strict=False)
    ]
    assert_all_accounted_for("<html><body>\n" + "\n".join(lines) + "\n</body></html>", "page.html")


CELLS = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=4), max_size=8)
HEADERS = [
    None,
    ["question", "answer", "advice", "category"],
    ["front", "back", "x", "tags"],
    ["Frage", "Antwort"],
]


@settings(max_examples=200, deadline=None)
@given(CELLS, st.sampled_from(HEADERS), st.sampled_from([",", ";", "\t"]))
def test_every_cell_of_a_table_is_in_the_bank_or_told(
    rows: list[list[str]], header: list[str] | None, delimiter: str
) -> None:
    words = iter(WORDS)
    filled_rows = [[cell.format(next(words)) for cell in row] for row in rows]
    if header:  # a column without a place is told once, with its name
        places = [name != "x" for name in header] + [True] * 4
        filled_rows = [[cell for cell, has in zip(row, places, strict=False) if has] for row in filled_rows]
        header = [name for name in header if name != "x"]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([header] if header else [])
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(filled_rows)
    assert_all_accounted_for(text.getvalue(), "page.csv")


KEYS = ["question", "answer", "tips", "points", "follow_up", "title", "note", "category", "why", "text", "zz"]
VALUES = st.recursive(
    st.sampled_from(LINES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


def filled_values(value: object, words: Iterable[str]) -> object:
    if isinstance(value, str):
        return value.format(next(iter(words)))
    if isinstance(value, list):
        return [filled_values(part, words) for part in value]
    return (
        {key: filled_values(part, words) for key, part in value.items()} if isinstance(value, dict) else value
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5), max_size=4), st.booleans())
def test_every_text_of_json_is_in_the_bank_or_told(values: list[dict[str, object]], has_lines: bool) -> None:
    words = iter(WORDS)
    whole = [filled_values(value, words) for value in values]
    if has_lines:
        assert_all_accounted_for(json.dumps(whole, indent=1, ensure_ascii=False), "page.json")
    else:
        assert_all_accounted_for("\n".join(json.dumps(each) for each in whole), "page.jsonl", has_lines=False)


MARK_UP = re.compile(
    r"\*\*|__|^#+ |</?[a-z]+[ />]|&(?:nbsp|amp|lt|gt|quot|#\d+);|\]\(|`|~~|^\s*[-*•]\s|^\W*\d+[.)]\s"
)


@pytest.mark.parametrize(
    "head", ["# {}", "- ### {}", "1. **{}**", "**Q2: {}**", "> *{}*", "<p><b>{}</b></p>", "## 1.2. {}"]
)
@pytest.mark.parametrize(
    "asked",
    [
        "Why <a href='x'>us</a>?&nbsp;",
        "What is **`x`** and ~~y~~?",
        "Who _asks_ [this](http://x.y/z)?",
        "Why &quot;now&quot; &amp; here?",
        "What does __init__ do, ** really ** ?",
    ],
)
@pytest.mark.parametrize("ending", [".md", ".txt", ".html", ".json", ".csv", ".tsv"])
def test_what_is_spoken_has_no_mark_up(head: str, asked: str, ending: str) -> None:
    text = head.format(asked)
    if ending == ".json":
        text = json.dumps([{"question": text, "answer": "I do."}])
    if ending in {".csv", ".tsv"}:
        text = "question\tanswer\n" + text + "\tI do.\n"
    if ending == ".html" and "<p>" not in text:
        text = f"<html><h2>{asked.replace('*', '').replace('_', '').replace('`', '').replace('~', '')}</h2></html>"
        text = re.sub(r"\[(\w+)\]\([^)]*\)", r"<a>\1</a>", text)
    made = import_bank(text.encode(), f"page{ending}")
    assert len(made.bank.questions) == 1
    spoken = made.bank.questions[0].question.replace("__init__", "")
    if not (ending == ".html" and "<p>" in head):  # a page of HTML has no Markdown in it
        assert not MARK_UP.search(spoken), spoken
    assert spoken.rstrip().endswith("?")


@pytest.mark.parametrize(
    "asked",
    [
        *("What are you<br>good at?", "What are you <!-- ask twice -->good at?", "What are you good at?[^1]"),
        *(
            "What are you [good at][1]?",
            "What are you [[Skills|good at]]?",
            "What are you [good at]({{ url }}/x)?",
        ),
        *(
            'What are you [good at](/x){:target="_blank"}?',
            "What are you good at?&nbsp",
            "What are you good&shy; at?",
        ),
        *(
            'What are you <Tip text="x">good at</Tip>?',
            "What are you <Tip>good at</Tip>?",
            "What are you good at? ⬆️",
        ),
        *(
            "What are you good at? {#skills .x}",
            "What are you good at?&amp;nbsp;",
            "What are <B>you good at?",
        ),
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        *(
            "- {}",
            "1. ### {}",
            "- [ ] ### {}",
            "- [x] {}",
            "1. **### {}**",
            "- ###{}",
            "2. \\### {}",
            "### ## {}",
        ),
        *("- ####### {}", "> 1) # {} #", "| # | question |\n|---|---|\n| 1 | ### {} |"),
    ],
)
def test_whatever_readers_of_markdown_hide_is_not_spoken(head: str, asked: str) -> None:
    if "|" in asked and "|" in head:
        return  # it would be two cells
    made = import_bank(f"# Clerk\n\n{head.format(asked)}\n".encode(), "page.md")
    assert [question.question for question in made.bank.questions] == ["What are you good at?"]


@pytest.mark.parametrize("ending", [".md", ".txt", ".csv", ".json"])
@pytest.mark.parametrize(
    "asked",
    ["What does <div> do?", "Is it <b> or <strong>?", "What is List<String>?", "When is a<b, or a < c?"],
)
def test_a_tag_that_is_talked_of_is_a_word(asked: str, ending: str) -> None:
    text = (
        json.dumps([{"question": asked}])
        if ending == ".json"
        else f'"{asked}"'
        if ending == ".csv"
        else asked
    )
    made = import_bank(f"{'question' if ending == '.csv' else ''}\n{text}\n".encode(), f"page{ending}")
    assert [question.question for question in made.bank.questions] == [asked]


def test_a_list_of_questions_in_json_is_no_question() -> None:
    made = import_bank(b'{"title": "Clerk", "questions": ["Why us?", "Who are you?"]}', "page.json")
    assert [question.question for question in made.bank.questions] == ["Why us?", "Who are you?"]
