"""`progress`: whether the person's answers get better."""

import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_interviewer.cli.options import AudioDir, Json

if TYPE_CHECKING:
    from rich.table import Table

    from voice_interviewer.review.progress import BankProgress, Series

_LOOKING = "Looking through your sessions …"
_BLOCKS = "▁▂▃▄▅▆▇█"
_WIDEST = 24
_IN_A_CELL = 10
_NAME_WIDTH = 20
"""The narrowest column for a question's name: most are then wrapped at most once."""
_WORD_WIDTH = 7
"""The longest word of a trend."""
_NARROWEST_TABLE = 30
"""In a narrower terminal even the narrow table would be cut."""
_WITHOUT_SPARK = 34
"""The width of title, change and a word of the trend together, at their widest."""


def progress(
    bank: Annotated[
        str, typer.Argument(help="Only this bank. Default: every bank.", show_default=False)
    ] = "",
    audio_dir: AudioDir = None,
    as_json: Json = False,
) -> None:
    """Show whether you get better: points covered, pace, fillers, pauses and length over all attempts."""
    from voice_interviewer.cli.console import err, line
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.views import progress_view
    from voice_interviewer.review.kept_summaries import renew_summaries
    from voice_interviewer.review.progress import progress as progress_of

    folder = audio_folder(audio_dir, Path.cwd())
    with err.status(_LOOKING) as status:
        summaries, outdated_count = renew_summaries(
            folder, lambda share: status.update(f"{_LOOKING} {share:.0%}")
        )
    wanted = Path(bank).stem if bank.endswith(".toml") else bank
    found = progress_of(summaries, wanted)
    if wanted and not found:
        _tell_banks(wanted, {summary.bank for summary in summaries})
    if as_json:
        print(json.dumps(progress_view(folder, found), indent=2))
        return
    if not found:
        line(f"Nothing in {folder} to compare yet; begin: voice-interviewer practice")
    for each in found:
        _print_bank(each)
    if found and outdated_count:
        line(_outdated(outdated_count), style="dim")


def _outdated(count: int) -> str:
    from voice_interviewer.cli.bank_pages import counted

    return (
        f"In {counted(count, 'older session')} points are still counted as an earlier version of this program did. "
        "Each time you run this, more of them are counted again."
    )


def _tell_banks(wanted: str, known: set[str]) -> None:
    from voice_interviewer.errors import NotFound, did_you_mean

    raise NotFound(f"No session here used a bank called “{wanted}”.{did_you_mean(wanted, sorted(known))}")


def _print_bank(found: "BankProgress") -> None:
    from voice_interviewer.cli.bank_pages import counted
    from voice_interviewer.cli.console import fits, line, out

    line(found.title, style="bold")
    line(
        f"{counted(found.attempt_count, 'attempt')} at {counted(len(found.questions), 'question')} in "
        f"{counted(len(found.sessions), 'session')}, {_days(found)}"
    )
    line("")
    overall = _overall(found)
    compared_count = found.compared("spoken_s").attempt_count
    if compared_count:
        if out.width < _NARROWEST_TABLE:
            _print_overall(found)
        else:
            out.print(overall if fits(overall) else _overall_narrow(found, out.width))
        line("")
    if fits(_by_question(found, name_width=_NAME_WIDTH)):
        out.print(_by_question(found))
    else:
        _print_narrow(found)
    line("")
    units = "" if fits(overall) else "Pace: words a minute. "
    line(
        f"{_what_is_above(compared_count)} Below each question: its first and its latest attempt. {units}Fillers"
        f"{' a minute' if units else ''}: at least this many.",
        style="dim",
    )
    line("")


def _what_is_above(compared_count: int) -> str:
    from voice_interviewer.cli.bank_pages import counted

    if not compared_count:
        return "No question was answered in two interviews yet: that is when they can be compared."
    return (
        f"At the top: the first and the latest interview, as far as their {counted(compared_count, 'attempt')} at "
        "questions of other interviews can be compared, each with the same question."
    )


def _days(found: "BankProgress") -> str:
    first, last = (f"{each.when.day} {each.when:%B %Y}" for each in (found.sessions[0], found.sessions[-1]))
    return first if first == last else f"{first} to {last}"


def _overall(found: "BankProgress") -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for measure, (title, told, unit) in _MEASURES.items():
        series = found.compared(measure)
        unit = f" {unit}" if series.values else ""
        table.add_row(
            title,
            _spark(series, measure, _WIDEST),
            f"{_change(series, told)}{unit}",
            series.trend if series.values else "",
        )
    return table


def _overall_narrow(found: "BankProgress", width: int) -> "Table":
    """The table for a narrow terminal: without units, and with shorter sparklines."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold", min_width=_WORD_WIDTH)
    for measure, (title, told, _) in _MEASURES.items():
        series = found.compared(measure)
        spark = _spark(series, measure, max(3, min(_IN_A_CELL, width - _WITHOUT_SPARK)))
        table.add_row(title, spark, _change(series, told), series.trend if series.values else "")
    return table


def _print_overall(found: "BankProgress") -> None:
    """Print the table's rows as sentences, for a terminal that is too narrow for any table."""
    from voice_interviewer.cli.bank_pages import print_line

    for measure, (title, told, _) in _MEASURES.items():
        series = found.compared(measure)
        print_line(f"{title} {_change(series, told)}" + (f", {series.trend}" if series.values else ""))


def _print_narrow(found: "BankProgress") -> None:
    """Print each question with its measures below it; side by side they would not fit."""
    from voice_interviewer.cli.bank_pages import counted
    from voice_interviewer.cli.console import line, print_packed

    for question in found.questions:
        line(f"{question.id}, {counted(len(question.attempts), 'attempt')}")
        print_packed(
            f"{title} {_change(series, told)}"
            for measure, (title, told, _) in _MEASURES.items()
            if (series := question.series(measure)).values
        )


def _by_question(found: "BankProgress", name_width: int | None = None) -> "Table":
    from rich.table import Table
    from rich.text import Text

    from voice_interviewer.cli.bank_pages import counted
    from voice_interviewer.readable import visible

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("Question", overflow="fold", max_width=name_width)
    for title, _, _ in _MEASURES.values():
        table.add_column(title, no_wrap=True)
    for question in found.questions:
        cells = []
        for measure, (_, told, _) in _MEASURES.items():
            series = question.series(measure)
            cells.append(f"{_spark(series, measure, _IN_A_CELL)}\n{_change(series, told)}")
        name = f"{visible(question.id)}\n{counted(len(question.attempts), 'attempt')}"
        table.add_row(Text(name), *cells)
    return table


def _spark(series: "Series", measure: str, width: int) -> str:
    """Points are drawn on a scale from none to all, other measures from their own lowest value to their highest."""
    return sparkline(series.values, width, (0.0, 1.0) if measure == "points_share" else None)


def sparkline(values: Sequence[float], width: int, scale: tuple[float, float] | None = None) -> str:
    """Values as blocks of eight heights.

    Args:
        values: In order; may be empty.
        width: At most this many blocks; if there are more values, neighbours are averaged.
        scale: The values of the lowest and the highest block; if None, the lowest and the highest value shown.
    """
    from statistics import fmean

    count = min(len(values), width)
    edges = [round(at * len(values) / count) for at in range(count + 1)] if count else []
    shown = [fmean(values[start:end]) for start, end in pairwise(edges)]
    low, high = scale or (min(shown, default=0.0), max(shown, default=0.0))
    if high <= low:
        return _BLOCKS[3] * count
    return "".join(_BLOCKS[round((value - low) / (high - low) * (len(_BLOCKS) - 1))] for value in shown)


def _change(series: "Series", told: Callable[[float], str]) -> str:
    if series.first is None or series.last is None:
        return "–"
    return told(series.last) if series.change is None else f"{told(series.first)} → {told(series.last)}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _clock(seconds: float) -> str:
    from voice_interviewer.readable import clock_text

    return clock_text(seconds)


_MEASURES: dict[str, tuple[str, Callable[[float], str], str]] = {
    "points_share": ("Points", _percent, "of the points covered"),
    "rate_wpm": ("Pace", _whole, "words a minute"),
    "fillers_per_minute": ("Fillers", lambda value: f"{value:.1f}", "a minute"),
    "pause_share": ("Pauses", _percent, "of the time"),
    "spoken_s": ("Length", _clock, "min"),
}
"""By name in Measured: the title, how a value is written, and its unit."""
