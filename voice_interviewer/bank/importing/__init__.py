"""Banks out of what people have: a saved or pasted page of an interview guide, Markdown, a table.

Bytes become text (decode), text becomes lines (plain, markdown, html) and lines questions (guide); a table's rows are
questions already (table). `draft` makes the bank, `toml` its file.
"""

import re
from pathlib import PurePath

from voice_interviewer.bank.importing.decode import decode
from voice_interviewer.bank.importing.draft import Found, Imported, Leftover, bank_of, slug, with_question
from voice_interviewer.bank.importing.guide import read_guide
from voice_interviewer.bank.importing.toml import bank_toml
from voice_interviewer.errors import BankError

__all__ = ["MOST_BYTES", "Imported", "Leftover", "bank_toml", "import_bank", "slug", "with_question"]

MOST_BYTES = 5_000_000
MOST_LINES = 50_000
"""The longest guides have a tenth; more would take seconds to read."""


def import_bank(content: bytes, file_name: str) -> Imported:
    """A bank out of a file's bytes. The ending of `file_name` tells the format; unknown ones are read as text.

    Raises BankError if the file is too large, is not text, or has no question that could be recognised; BankFaults
    if a text is longer than a bank allows.
    """
    if len(content) > MOST_BYTES:
        raise BankError(f"{file_name} is larger than {MOST_BYTES // 1_000_000} MB; import a part of it.")
    text, unread_count = decode(content, file_name)
    if text.count("\n") > MOST_LINES:
        raise BankError(f"{file_name} has more than {MOST_LINES:,} lines; import a part of it.")
    imported = bank_of(_found(text, file_name), slug(PurePath(file_name).stem), file_name)
    if not unread_count:
        return imported
    what, them = ("1 character", "it") if unread_count == 1 else (f"{unread_count:,} characters", "them")
    note = f'{what} could not be read; look for "�" and put {them} right.'
    return Imported(imported.bank, imported.question_lines, imported.leftovers, (*imported.notes, note))


def _found(text: str, file_name: str) -> Found:
    ending = PurePath(file_name).suffix.casefold()
    if ending == ".toml":
        raise BankError(f"{file_name} is a bank already; copy it into ./bank/ to use it by its name.")
    if ending in {".csv", ".tsv", ".tab"}:
        from voice_interviewer.bank.importing.table import read_table

        return read_table(text, file_name)
    if ending in {".html", ".htm", ".xhtml"} or re.match(
        r"\s*<(?:!doctype html|html)\b", text, re.IGNORECASE
    ):
        from voice_interviewer.bank.importing.html import read_html

        return read_guide(read_html(text))
    if ending in {".md", ".markdown"} or re.search(r"^#{1,6} \S", text, re.MULTILINE):
        from voice_interviewer.bank.importing.markdown import read_markdown

        return read_guide(read_markdown(text))
    from voice_interviewer.bank.importing.plain import read_plain

    return read_guide(read_plain(text))
