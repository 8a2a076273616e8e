"""A bank as a person writes it in a form: new questions are given an id, and only what they saw is written over."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from voice_interviewer.bank import Bank, bank_text, read_bank
from voice_interviewer.bank.importing import bank_toml
from voice_interviewer.bank.importing.draft import question_id
from voice_interviewer.disk import replace_text
from voice_interviewer.errors import BankError
from voice_interviewer.steps import Step

SOURCE = "this bank"
"""What faults call it: a form has no file yet."""


def from_form(raw: Mapping[str, Any]) -> Bank:
    """The bank in a form, whose keys are those of a file; an `id` may be empty. Raises BankFaults."""
    questions = raw.get("questions")
    asked = questions if isinstance(questions, list) else []
    taken = {each["id"] for each in asked if isinstance(each, dict) and isinstance(each.get("id"), str)}
    for position, each in enumerate(asked, 1):
        if isinstance(each, dict) and not each.get("id"):
            each["id"] = question_id(str(each.get("question", "")), position, taken)
    return read_bank({"schema": 1, **raw}, SOURCE)


def with_points_of_form(bank: Bank, points: Sequence[Sequence[Mapping[str, Any]]]) -> Bank:
    """The bank with these points, as a form has them, for each of its questions. Raises BankError, BankFaults."""
    raw = bank.model_dump(mode="json", by_alias=True)
    if len(points) != len(raw["questions"]):
        raise BankError(
            "The bank has been changed meanwhile; load this page again, and look at its points there."
        )
    for question, own in zip(raw["questions"], points, strict=True):
        question["points"] = list(own)
    return read_bank(raw, SOURCE)


def fingerprint(path: Path) -> str:
    """Tells whether a bank's file has changed. Raises BankError."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BankError(f"{path} cannot be read ({error.strerror}); check who may read it.") from error


def save_changed(path: Path, bank: Bank, seen: str) -> None:
    """Write a bank over the file whose fingerprint was `seen`. Raises BankError if it is another by now, DiskError."""
    if fingerprint(path) != seen:
        raise BankError(
            f"{path} has been changed meanwhile; load this page again, and make your changes there."
        )
    replace_text(path, bank_toml(bank), Step.COPY_BANK)


def has_notes(path: Path) -> bool:
    """Whether the file has notes (lines with #), which a form does not keep. Text that looks like one counts too.

    Raises as `load_bank` does.
    """
    return any(line.lstrip().startswith("#") for line in bank_text(path).splitlines())
