"""Banks out of what people have: a saved or pasted page of an interview guide, Markdown, a table, a document.

Bytes become text (decode), text becomes blocks by one reader a format (plain, markdown, html, csv_tables, json_lists,
documents), blocks are cut where they hold more than one thing (pieces, with records for tables), and become questions
in one place (decide). `draft` makes the bank and its file.
"""

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath

from voice_interviewer.bank.importing.blocks import Kind, Page
from voice_interviewer.bank.importing.decode import IMPORT_COPY, decode
from voice_interviewer.bank.importing.draft import Imported, Leftover, bank_of, bank_toml, slug, with_question
from voice_interviewer.bank.importing.folds import FOLDING
from voice_interviewer.errors import BankError
from voice_interviewer.steps import Step

__all__ = [
    "MOST_BYTES",
    "Imported",
    "Leftover",
    "bank_toml",
    "import_bank",
    "is_bank",
    "read_page",
    "slug",
    "with_question",
]

MOST_BYTES = 5_000_000
MOST_LINES = 50_000
"""The longest guides have a tenth; more would take seconds to read."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|body|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_BANK = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*+[ \t]*+(?:schema|title|role|locale|vocabulary)[ \t]*+="
)
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6} \S|^[ \t]{0,20}(?:[-*+] |\d{1,3}[.)] )?\*\*[^*\n]{1,300}\*\*|^```|\]\(https?://|"
    r"<(?:details|summary|br|b|strong|em|p|li|ul|ol|h[1-6]|a|div|span|dl|dt)\b[^<>\n]{0,300}>|"
    r"^\|?[ \t]{0,20}:?-{3,100}:?[ \t]{0,20}\||"
    r"^ {0,20}\?\?\?\+?[ \t]+(?:[\w-]+|[\w -]{0,60}\"[^\n]{1,500}\")[ \t]*$|"
    r"^ {0,3}> ?\[!\w{1,40}\]|^ {0,20}:::+ ?details\b|"
    rf"^ {{0,20}}\{{(?:\{{[<%]|%)-?[ \t]{{0,9}}(?:{FOLDING})[ \t]",
    re.MULTILINE | re.IGNORECASE,
)


def import_bank(content: bytes, file_name: str) -> Imported:
    """A bank out of a file's bytes. The format is told by the ending of `file_name` and by the content.

    Raises BankError if the file is too large, cannot be read, or has no question that could be recognised; BankFaults
    if a text is longer than a bank allows.
    """
    from voice_interviewer.bank.importing.decide import decide
    from voice_interviewer.bank.importing.language import language_of
    from voice_interviewer.bank.importing.records import records

    page = read_page(content, file_name)
    found = decide(page)
    if not found.drafts and any(block.kind is Kind.LEFT_OUT for block in page.blocks):
        # a list of links, each a question: where nothing else asks, they are no menu
        linked = (
            replace(block, kind=Kind.ITEM) if block.kind is Kind.LEFT_OUT else block for block in page.blocks
        )
        found = decide(replace(page, blocks=tuple(linked)))
    if not found.drafts and any(block.kind is Kind.SUMMARY for block in page.blocks):
        # "Your greatest strength", and the answer folded away: what is seen is all that can be the question
        seen = (
            replace(block, text=f"Question: {block.text}") if block.kind is Kind.SUMMARY else block
            for block in page.blocks
        )
        found = decide(replace(page, blocks=tuple(seen)))
    if not found.drafts and any(
        block.kind is Kind.TABLE and records(block.rows) is None for block in page.blocks
    ):
        raise BankError(
            f"{file_name} has no column called question; its first line must name the columns, as in "
            '"question,category,advice,example".'
        )
    texts = (
        text for draft in found.drafts for text in (draft.question, draft.intent, draft.advice, draft.example)
    )
    language = language_of(page.language, [found.title, *texts])
    return bank_of(found, page, language, slug(PurePath(file_name).stem), file_name)


def is_bank(content: bytes, file_name: str) -> bool:
    """Whether a file is a bank already: by its ending or, where it was pasted or renamed, by how it begins."""
    is_named_so = PurePath(file_name).suffix.casefold() == ".toml"
    return is_named_so or (_BANK.match(content) is not None and b"\n[[questions]]" in content)


def read_page(content: bytes, file_name: str) -> Page:
    """A file's blocks before anybody asks what they mean. Raises BankError if it is too large or cannot be read."""
    from voice_interviewer.bank.importing.documents import is_word, read_pdf, read_word

    if len(content) > MOST_BYTES:
        raise BankError(f"{file_name} is larger than {MOST_BYTES // 1_000_000} MB; import a part of it.")
    if is_bank(content, file_name):
        raise BankError(f"{file_name} is a bank already; {Step.USE_BANK}.")

    if content.startswith(b"%PDF"):
        return read_pdf(content, file_name)
    if is_word(content):
        return read_word(content, file_name)
    text, unread_count = decode(content, file_name, IMPORT_COPY)
    if text.count("\n") > MOST_LINES:
        raise BankError(f"{file_name} has more than {MOST_LINES:,} lines; import a part of it.")
    page = _page_of_text(text, file_name)
    if not unread_count:
        return page
    what, them = ("1 character", "it") if unread_count == 1 else (f"{unread_count:,} characters", "them")
    return replace(page, notes=(f'{what} could not be read; look for "�" and put {them} right.',))


def _page_of_text(text: str, file_name: str) -> Page:
    from voice_interviewer.bank.importing.cards import has_signs
    from voice_interviewer.bank.importing.csv_tables import is_table, read_csv
    from voice_interviewer.bank.importing.json_lists import read_json

    ending = PurePath(file_name).suffix.casefold()
    if ending in {".csv", ".tsv", ".tab"}:
        return read_csv(text, file_name)
    if ending in {".json", ".jsonl", ".ndjson"}:
        return read_json(text, file_name)
    if ending in {"", ".txt"} and re.match(r"\s*[\[{]\s*[\[{\"]", text):
        with suppress(BankError):  # it only began like JSON
            return read_json(text, file_name)
    if ending in {".html", ".htm", ".xhtml"} or _HTML.match(text):
        from voice_interviewer.bank.importing.html import read_html

        return read_html(text)
    if is_table(text, is_markdown=ending in {".md", ".markdown"}):
        return read_csv(text, file_name)
    if ending in {".md", ".markdown", ".mdx", ".qmd", ".rmd"} or _MARKDOWN.search(text) or has_signs(text):
        from voice_interviewer.bank.importing.markdown import read_markdown

        return read_markdown(text)
    from voice_interviewer.bank.importing.plain import read_plain

    return read_plain(text)
