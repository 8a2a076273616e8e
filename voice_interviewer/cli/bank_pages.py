"""What the `bank` commands print. Every text of a bank goes through `visible`, and is never taken for mark-up."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_interviewer.bank import Bank, KeyPoint, Question, load_bank
from voice_interviewer.bank.choose import planned_s
from voice_interviewer.errors import VoiceInterviewerError
from voice_interviewer.readable import visible

if TYPE_CHECKING:
    from voice_interviewer.bank.importing import Imported
    from voice_interviewer.bank.library import Shelved

VOICE_RATE_WPM = 170
"""Used only for the minutes in the list: about the default pace of the voices of Linux, macOS and Windows."""

_MOST_LEFTOVERS = 100
_LONGEST_TEXT = 100


def print_line(text: str, style: str = "", indent: int = 0) -> None:
    """Print one paragraph to standard output, wrapped to the terminal and indented by `indent` columns."""
    from rich.text import Text

    from voice_interviewer.cli.console import out

    width = max(10, out.width - indent)
    for line in Text(visible(text), style=style, tab_size=4).wrap(out, width):
        line.rstrip()
        out.print(Text(" " * indent).append_text(line), soft_wrap=True)


def counted(number: int, thing: str) -> str:
    """A number of things in words: "no questions", "1 question", "1,200 questions"."""
    return f"{number:,} {thing}" if number == 1 else f"{f'{number:,}' if number else 'no'} {thing}s"


def told(text: str) -> None:
    """Print something that went wrong to standard error."""
    from rich.text import Text

    from voice_interviewer.cli.console import err

    err.print(Text(visible(text)))


def tell_passed_over(name: str, folder: Path) -> None:
    """Say so if somebody may have meant a bank of their own, which could not be looked for."""
    from voice_interviewer.bank.library import why_passed_over

    if locked := why_passed_over(name, folder):
        told(locked)


def named_bank(name: str, folder: Path) -> tuple[str, Bank]:
    """As `find_bank`, and `tell_passed_over`."""
    from voice_interviewer.bank.library import find_bank

    found = find_bank(name, folder)
    tell_passed_over(name, folder)
    return found


def print_shelf(folder: Path, as_json: bool) -> None:
    """Print every bank with its size. One that cannot be used is listed too, with the command that says why."""
    from voice_interviewer.bank.library import shelf, why_locked

    rows = [_facts(shelved) for shelved in shelf(folder)]
    locked = why_locked(folder)
    if as_json:
        facts = {"schema": 1, "banks": rows, "unreadable": [locked] if locked else []}
        print(json.dumps(facts, indent=2, ensure_ascii=True))
        return
    for row in rows:
        print_line(row["name"] + ("" if row["built_in"] else "  (your own)"), style="bold")
        if "fault" in row:
            print_line(f"cannot be used; see: voice-interviewer bank check {row['name']}", indent=2)
            continue
        print_line(row["title"], indent=2)
        open_text = f", {row['unwritten']} still to be written" if row["unwritten"] else ""
        print_line(
            f"{counted(row['questions'], 'question')}, about {counted(row['minutes'], 'minute')}{open_text}",
            indent=2,
        )
        print_line(", ".join(row["categories"]), style="dim", indent=2)
    print_line("")
    print_line("To read one:           voice-interviewer bank show NAME")
    print_line("To begin your own:     voice-interviewer bank new NAME")
    if locked:
        told(locked)


def _facts(shelved: "Shelved") -> dict[str, Any]:
    facts: dict[str, Any] = {"name": shelved.name, "path": str(shelved.path), "built_in": shelved.built_in}
    try:
        bank = load_bank(shelved.path)
    except VoiceInterviewerError as error:
        return facts | {"fault": str(error)}
    written = [question for question in bank.questions if question.question]
    return facts | {
        "title": bank.title,
        "questions": len(bank.questions),
        "unwritten": len(bank.questions) - len(written),
        "categories": list(dict.fromkeys(question.category for question in bank.questions)),
        "minutes": round(sum(planned_s(question, VOICE_RATE_WPM) for question in written) / 60),
    }


def print_bank(name: str, question_id: str, folder: Path, as_json: bool) -> None:
    """Print a whole bank, or one question of it.

    Args:
        name: The bank's name, or the path of its file.
        question_id: The question; empty for all.
        folder: The folder whose `bank/` has the person's own banks.
        as_json: Print JSON instead.

    Raises:
        NotFound: There is no such bank or question.
        BankError: The bank cannot be used.
    """
    _, bank = named_bank(name, folder)
    questions = (question_of(bank, question_id),) if question_id else bank.questions
    if as_json:
        shown = bank.model_copy(update={"questions": questions})
        print(json.dumps(shown.model_dump(mode="json", by_alias=True), indent=2, ensure_ascii=True))
        return
    if not question_id:
        print_line(bank.title, style="bold")
        for tip in bank.tips:
            print_line(f"Tip: {tip.title}", style="bold", indent=2)
            print_line(tip.text, indent=4)
        print_line("")
    for question in questions:
        _print_question(question, bank.questions.index(question) + 1)


def question_of(bank: Bank, question_id: str) -> Question:
    """The question with this id. Raises NotFound, which suggests a similar id."""
    from voice_interviewer.errors import NotFound, did_you_mean

    known = {question.id: question for question in bank.questions}
    if question_id not in known:
        raise NotFound(
            f'The bank "{bank.title}" has no question "{question_id}".{did_you_mean(question_id, known)}'
        )
    return known[question_id]


def _print_question(question: Question, number: int) -> None:
    print_line(f"{number}. {question.question or '(still to be written)'}", style="bold")
    print_line(f"{question.id}, {question.category}, {question.suggested_s:g} s", style="dim", indent=3)
    parts = (
        ("What the interviewer is after", question.intent),
        ("Advice", question.advice),
        ("Example answer", question.example),
    )
    for title, text in parts:
        if text:
            print_line(title, style="italic", indent=3)
            print_line(text, indent=5)
    _print_points(question.points)
    print_line("")


def _print_points(points: tuple[KeyPoint, ...]) -> None:
    if points:
        print_line("Key points", style="italic", indent=3)
    for point in points:
        print_line(f"• {point.text}" + (" (proposed)" if point.proposed else ""), indent=5)
        if point.follow_up:
            print_line(point.follow_up, style="dim", indent=7)


def print_guidance(question: Question, line: int, counted_in: str) -> None:
    """Print what is known of a question whose text is missing; `line` is its number in the imported file."""
    print_line("")
    print_line(f"A question is missing ({counted_in} {line}). Its guidance:", style="bold")
    for text in (question.intent, question.advice, question.example):
        if text:
            print_line(text if len(text) <= 400 else text[:399] + "…", indent=2)


def print_import(imported: "Imported", path: Path, as_json: bool) -> None:
    """Print what became of an imported file: the bank at `path`, what it still lacks, and what was left out of it."""
    bank = imported.bank
    if as_json:
        print(json.dumps(_import_facts(imported, path), indent=2, ensure_ascii=True))
        return
    from voice_interviewer.rehearsal.voices import can_be_natural

    open_count = sum(not question.question for question in bank.questions)
    tips = f" and {counted(len(bank.tips), 'tip')}" if bank.tips else ""
    print_line(f"Wrote {path}: {counted(len(bank.questions), 'question')}{tips}.")
    if open_count:
        print_line(
            f'Still without a text (question = ""): {open_count}. Until you write it in, interviews leave them out.'
        )
    if any(imported.proposals):
        print_line("What each may have been stands above it in the file, where its guidance says so.")
    language = imported.language
    print_line(
        f"Language: {language.name} ({bank.locale}), {language.source}. Change locale in the file if it is not."
    )
    for note in imported.notes:
        print_line(note)
    proposed = sum(point.proposed for question in bank.questions for point in question.points)
    if proposed:
        print_line(
            f"Proposed from their guidance: {counted(proposed, 'key point')}. Look at them, or keep them all:"
        )
        print_line(f"voice-interviewer bank points {path.stem} [--keep-all]", indent=2)
    _print_leftovers(imported)
    print_line("Read it through, then practise with it:")
    print_line(f"voice-interviewer bank show {path.stem}", indent=2)
    if can_be_natural(bank.locale):
        print_line("Its questions can be read ahead, so that you need not wait for the voice:")
        print_line(f"voice-interviewer bank prepare {path.stem}", indent=2)


def _import_facts(imported: "Imported", path: Path) -> dict[str, Any]:
    bank = imported.bank
    rows = zip(bank.questions, imported.question_lines, imported.proposals, strict=True)
    return {
        "schema": 1,
        "bank": path.stem,
        "path": str(path),
        "title": bank.title,
        "role": bank.role or None,
        "locale": bank.locale,
        "language": {"name": imported.language.name, "source": imported.language.source},
        "counted": imported.counted,
        "questions": [
            question.model_dump(mode="json") | {"line": line, "proposed": proposal or None}
            for question, line, proposal in rows
        ],
        "tips": [tip.model_dump(mode="json") for tip in bank.tips],
        "left_out": [
            {"line": leftover.line, "text": leftover.text, "reason": leftover.reason}
            for leftover in imported.leftovers
        ],
        "notes": list(imported.notes),
    }


def _print_leftovers(imported: "Imported") -> None:
    """Print what is not in the bank: the first pieces with their text, the rest by line number."""
    if imported.leftovers:
        count = len(imported.leftovers)
        print_line(f"Not in the bank, {counted(count, 'piece')}:")
    for leftover in imported.leftovers[:_MOST_LEFTOVERS]:
        text = " ".join(leftover.text.split())
        text = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
        print_line(f"{imported.counted} {leftover.line}: “{text}” {leftover.reason}.", indent=2)
    rest = sorted({leftover.line for leftover in imported.leftovers[_MOST_LEFTOVERS:]})
    if rest:
        print_line(f"and more on {imported.counted}s {_ranges(rest)}.", indent=2)


def _ranges(lines: list[int]) -> str:
    """Ascending line numbers, shortened: "3-5, 9" for 3, 4, 5 and 9."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1][1:] = [line]
        else:
            runs.append([line])
    return ", ".join("-".join(str(end) for end in run) for run in runs)
