"""Text from outside shows as what it is, in a terminal and in Markdown."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from voice_interviewer.readable import markdown, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with é, 漢字 and 👩‍⚕️", "plain, with é, 漢字 and 👩‍⚕️"),
        ("a\tb\nc\r\nd", "a\tb\nc\nd"),
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
        ("\x9b2J, \x07, \x00, \x7f", "�2J, �, �, �"),
        ("over\rwritten", "over�written"),
        ("user\u202etxt.exe", "user�txt.exe"),
        ("\u2066hidden\u2069\ufeff\u2028", "�hidden���"),
        ("\ud800", "�"),
        ("[red]not mark-up[/red]", "[red]not mark-up[/red]"),
    ],
)
def test_a_terminal_is_told_nothing_but_text(text: str, shown: str) -> None:
    assert visible(text) == shown


@settings(max_examples=300)
@given(st.text())
def test_whatever_comes_nothing_hidden_is_left(text: str) -> None:
    shown = visible(text)
    assert all(
        character.isprintable()
        or character.isspace()
        or character in "\u200c\u200d\xad"
        or not character.isascii()
        for character in shown
    )
    assert not set(shown) & {"\x1b", "\x00", "\r", "\x9b", "\u202e"}
    assert visible(shown) == shown


def rendered(text: str) -> str:
    """What a reader of the rendered page sees, and a proof that no element but paragraphs was made."""
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    for tag in ("<p>", "</p>"):
        page = page.replace(tag, "")
    assert "<" not in page, page
    return html.unescape(page).strip("\n")


@pytest.mark.parametrize(
    "text",
    [
        "# no heading", "*stars* and _lines_", "<script>alert(1)</script>", "[link](javascript:x)", "1. not a list",
        "- nor this", "> quote", "`code`", "a | b\n--- | ---", "&lt;b&gt; &amp;", "![x](y)", "===", "~~gone~~",
        "http://example.org", "<!-- gone -->", "\\*", "+ plus", "***", "[x]: http://y", "a\\", "$x$", "2) no",
    ],
)  # fmt: skip
def test_markdown_shows_exactly_the_text(text: str) -> None:
    assert rendered(markdown(text)) == text


def test_indentation_makes_no_code() -> None:
    assert rendered(markdown("    x = 1")) == "x = 1"


@settings(max_examples=300)
@given(st.text(st.sampled_from("ab <>&*_`#-+=|~[]()!\\1.:\n\t\"'")))
def test_no_mark_up_arises_from_any_text(text: str) -> None:
    shown = rendered(markdown(text))
    assert "".join(shown.split()) == "".join(text.split())
