"""`bank tailor`: an interview for one advert, and which question serves which requirement."""

import json
from pathlib import Path
from typing import Any

from voice_interviewer.bank import Bank
from voice_interviewer.bank.files import new_bank_path, read_import, save_new
from voice_interviewer.bank.importing import bank_toml, read_page, slug
from voice_interviewer.bank.library import find_bank, usable_banks, why_locked
from voice_interviewer.bank.tailoring import Asked, Served, Tailored, read_adverts, tailor
from voice_interviewer.cli.bank_pages import counted, print_line, told

_HEADINGS = {
    Asked.VALUE: "Values",
    Asked.ESSENTIAL: "Essential",
    Asked.DESIRABLE: "Desirable",
    Asked.DUTY: "Duties",
}
_MOST_UNUSED = 30
_LONGEST_TEXT = 100


def print_tailored(paths: list[Path], banks: list[str], name: str, folder: Path, as_json: bool) -> None:
    """Read the adverts, write the bank, and print what each of their lines led to.

    Raises NotFound, BankError, DiskError.
    """
    pages = [(str(path), read_page(read_import(path), str(path))) for path in paths]
    made = tailor(read_adverts(pages), _banks(banks, folder))
    path = new_bank_path(name or slug(made.bank.role or made.bank.title, 40) or "tailored", folder)
    save_new(path, bank_toml(made.bank))
    if as_json:
        print(json.dumps(_facts(made, path), indent=2, ensure_ascii=True))
        return
    _print(made, path, several=len(paths) > 1)


def _banks(names: list[str], folder: Path) -> list[tuple[str, Bank]]:
    """Those named, else all; one that cannot be used is told and passed over unless it was named."""
    if names:
        return [find_bank(name, folder) for name in names]
    if locked := why_locked(folder):
        told(locked)
    found, faulty = usable_banks(folder)
    for name, error in faulty:
        told(f"{name} is passed over: {error}")
    return found


def _print(made: Tailored, path: Path, several: bool) -> None:
    advert = made.advert
    print_line(f"Wrote {path}: {counted(len(made.bank.questions), 'question')}.")
    print_line(f"Job: {advert.title or 'not found; write it into the file as role'}")
    print_line(f"Employer: {advert.employer or 'not found'}")
    for kind, heading in _HEADINGS.items():
        of_kind = [each for each in made.served if each.wanted.kind is kind]
        if of_kind:
            print_line(heading, style="bold")
        for each in of_kind:
            place = f"{each.wanted.source}, line" if several else "line"
            print_line(f"{each.wanted.text} ({place} {each.wanted.line})", indent=2)
            print_line(_why(each), style="dim", indent=4)
    none = [each for each in made.served if not each.question_id]
    if none:
        print_line(f"Served by no question: {counted(len(none), 'line')}, marked above.")
    if advert.unused:
        print_line(f"Not used, because nothing is asked for there, {counted(len(advert.unused), 'line')}:")
    for left in advert.unused[:_MOST_UNUSED]:
        text = left.text if len(left.text) <= _LONGEST_TEXT else left.text[: _LONGEST_TEXT - 1] + "…"
        print_line(f"line {left.line}: {text}", style="dim", indent=2)
    if len(advert.unused) > _MOST_UNUSED:
        print_line(f"and {len(advert.unused) - _MOST_UNUSED} more; --json has all.", indent=2)
    print_line("Practise with it:")
    print_line(f"voice-interviewer practice {path.stem}", indent=2)


def _why(served: Served) -> str:
    if not served.question_id:
        return "no question serves this"
    if served.shared:
        where = f"from {served.bank}, " if served.bank else ""
        return f"{served.question_id}: {where}found by {', '.join(served.shared)}"
    return f"{served.question_id}: " + ("a point of it" if served.wanted.kind is Asked.VALUE else "new")


def _facts(made: Tailored, path: Path) -> dict[str, Any]:
    """Described in docs/json.md."""
    return {
        "schema": 1,
        "bank": path.stem,
        "path": str(path),
        "title": made.advert.title or None,
        "employer": made.advert.employer or None,
        "requirements": [
            {
                "kind": each.wanted.kind.value,
                "text": each.wanted.text,
                "file": each.wanted.source,
                "line": each.wanted.line,
                "question": each.question_id or None,
                "from": each.bank or None,
                "found_by": list(each.shared),
                "share": each.share if each.shared else None,
            }
            for each in made.served
        ],
        "questions": [question.model_dump(mode="json") for question in made.bank.questions],
        "left_out": [
            {"text": each.text, "file": each.source, "line": each.line} for each in made.advert.unused
        ],
    }
