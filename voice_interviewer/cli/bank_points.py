"""`bank points`: proposed key points, looked at one by one or taken all at once."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from voice_interviewer.bank import Bank, KeyPoint, Question
from voice_interviewer.bank.library import find_bank, path_of_own
from voice_interviewer.bank.points_file import save_points
from voice_interviewer.bank.proposing import propose, repeats, with_points
from voice_interviewer.bank.proposing.looking import all_kept, kept, proposed_count
from voice_interviewer.cli.bank_pages import counted, print_line, told
from voice_interviewer.readable import visible


def look_at_points(name: str, keep_all: bool, folder: Path) -> None:
    """Propose points where a question has none, and have a person keep, change or drop each that is proposed.

    Without a terminal they are written as proposed; with `keep_all` all are kept as they are.
    Raises NotFound, BankError, DiskError.
    """
    path = path_of_own(name, folder)
    bank = with_points(find_bank(str(path), folder)[1])
    waiting = proposed_count(bank)
    if keep_all:
        bank = all_kept(bank)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        bank = _asked(bank, waiting)
    save_points(path, bank)
    left = proposed_count(bank)
    if not waiting:
        print_line(
            f"{path}: no points are proposed; each question has its own, or no guidance to take them from."
        )
    else:
        print_line(f"{path}: {counted(waiting - left, 'point')} looked at, {left} still proposed.")
    if left:
        print_line("To look at them one by one, in a terminal; or to keep them all:")
        print_line(f"voice-interviewer bank points {name}", indent=2)
        print_line(f"voice-interviewer bank points {name} --keep-all", indent=2)
    without = [question.id for question in bank.questions if question.question and not question.points]
    if without:
        print_line(f"Without points, for want of guidance: {', '.join(without)}.")


def point_remarks(bank: Bank, name: str) -> Iterator[str]:
    """What `bank check` says of points: said twice, not looked at, or what a question without could have."""
    places = {question.id: number for number, question in enumerate(bank.questions, 1)}
    for each in repeats(bank):
        number, question = places[each.question.id], each.question
        yield (
            f"question {number} ({question.id}) says the same in points {each.first} and {each.second}: "
            f"“{question.points[each.first - 1].text}” and “{question.points[each.second - 1].text}”."
        )
    if count := proposed_count(bank):
        yield f"{counted(count, 'point')} proposed and not looked at; see: voice-interviewer bank points {name}"
    if not bank.locale.casefold().startswith("en"):
        return
    for number, question in enumerate(bank.questions, 1):
        points = () if question.points else propose(question)
        if points:
            texts = " ".join(f"“{point.text}”" for point in points)
            yield f"question {number} ({question.id}) could have these points: {texts}"


def _asked(bank: Bank, waiting: int) -> Bank:
    """Ask about each proposed point; Ctrl-D or q leaves the rest as proposed."""
    if waiting:
        print_line(
            f"{counted(waiting, 'point')} proposed. For each: Enter keeps it, c changes it, d drops it, q stops."
        )
    stopped = False

    def looked_at(question: Question) -> tuple[KeyPoint, ...]:
        nonlocal stopped
        found: list[KeyPoint] = []
        if not stopped and any(point.proposed for point in question.points):
            print_line(question.question or question.id, style="bold")
        for point in question.points:
            if stopped or not point.proposed:
                found.append(point)
                continue
            print_line(f"• {point.text}", indent=2)
            print_line(point.follow_up, style="dim", indent=4)
            answer = _answer()
            stopped = answer == "q"
            if stopped:
                found.append(point)
            elif answer == "c":
                changed = _changed(point)
                stopped = changed is None
                found.append(changed or point)
            elif answer != "d":
                found.append(kept(point))
        return tuple(found)

    return _each(bank, looked_at)


def _answer() -> str:
    while True:
        try:
            answer = (
                str(typer.prompt("Keep, change, drop, quit (k, c, d, q)", default="k")).strip().casefold()[:1]
            )
        except typer.Abort:
            return "q"
        if answer in {"k", "c", "d", "q"}:
            return answer
        told("Type k, c, d or q.")


def _changed(point: KeyPoint) -> KeyPoint | None:
    """None if the person stopped instead."""
    try:
        text = _typed("The point", point.text)
        follow_up = _typed("The follow-up", point.follow_up)
    except typer.Abort:
        return None
    return KeyPoint(text=text[:2_000] or point.text, follow_up=follow_up[:2_000])


def _typed(asked: str, now: str) -> str:
    """What was typed in its place, or as it was. A bank's text must not command the terminal."""
    shown = visible(now)
    typed = str(typer.prompt(asked, default=shown)).strip()
    return now if typed == shown.strip() else typed


def _each(bank: Bank, change: Callable[[Question], tuple[KeyPoint, ...]]) -> Bank:
    questions = (question.model_copy(update={"points": change(question)}) for question in bank.questions)
    return bank.model_copy(update={"questions": tuple(questions)})
