"""The points of a bank's questions put into its file, with everything else in it left as a person wrote it."""

from pathlib import Path
from typing import Any

from voice_interviewer.bank import Bank, KeyPoint, bank_text, load_bank, parse_bank
from voice_interviewer.disk import replace_text
from voice_interviewer.errors import BankError
from voice_interviewer.steps import Step


def save_points(path: Path, bank: Bank) -> None:
    """Write the points of `bank` into the file that the bank was read from; comments and order stay.

    Raises BankError if the file has changed otherwise since, DiskError if it cannot be written.
    """
    import tomlkit

    before = load_bank(path)
    document: Any = tomlkit.parse(bank_text(path))
    changed = BankError(f"{path} was changed meanwhile; nothing was written, begin again.")
    if len(before.questions) != len(bank.questions):
        raise changed
    for table, was, question in zip(document["questions"], before.questions, bank.questions, strict=True):
        if was.points != question.points:
            notes = _notes(table.pop("points")) if "points" in table else []
            rows = tomlkit.aot()
            for point in question.points:
                rows.append(_row(point))
            for note in notes:
                (rows[-1] if rows else table).add(tomlkit.comment(note))
            if rows:
                table["points"] = rows
    text = tomlkit.dumps(document)
    if parse_bank(text, str(path)) != bank:
        raise changed
    replace_text(path, text, Step.COPY_BANK)


def _notes(rows: Any) -> list[str]:
    """What a person noted among the points of a question, or behind the last, which TOML takes for a part of it."""
    lines = (line.strip() for line in rows.as_string().splitlines())
    own_lines = [line for line in lines if line.startswith("#")]
    behind = [item.trivia.comment for row in rows for key, item in row.value.body if key is not None]
    return [note.removeprefix("#").strip() for note in (*behind, *own_lines) if note]


def _row(point: KeyPoint) -> Any:
    import tomlkit

    row = tomlkit.table()
    row["text"] = point.text
    if point.follow_up:
        row["follow_up"] = point.follow_up
    if point.proposed:
        row["proposed"] = True
    return row
