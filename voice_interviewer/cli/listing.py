"""`sessions`: what there is."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_interviewer.cli.options import AudioDir, Json

if TYPE_CHECKING:
    from voice_interviewer.review.summaries import SessionSummary


def sessions(audio_dir: AudioDir = None, as_json: Json = False) -> None:
    """List the sessions, the latest first."""
    from voice_interviewer.cli.console import line
    from voice_interviewer.errors import SessionError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.review.summaries import read_summary
    from voice_interviewer.session.finding import session_folders

    folder = audio_folder(audio_dir, Path.cwd())
    rows, faults = [], []
    for each in reversed(session_folders(folder)):
        try:
            rows.append(_facts(each, read_summary(each)))
        except SessionError as error:
            faults.append(str(error))
    if as_json:
        print(
            json.dumps({"schema": 1, "folder": str(folder), "sessions": rows, "unreadable": faults}, indent=2)
        )
        return
    line(
        f"Sessions in {folder}:"
        if rows
        else f"No session in {folder} yet; start one: voice-interviewer practice"
    )
    if rows:
        _print_table(rows)
    for fault in faults:
        line(fault)


def _facts(folder: Path, summary: "SessionSummary") -> dict[str, Any]:
    from voice_interviewer.session.lengths import other_length_s

    recorded = [take for take in summary.takes if (folder / take.file).is_file()]
    return {
        "session": summary.name,
        "bank": summary.bank,
        "title": summary.title,
        "created_at": summary.created_at.isoformat(),
        "state": summary.state,
        "questions": len(summary.questions),
        "answered": len({take.question_number for take in summary.takes}),
        "takes": len(summary.takes),
        "spoken_s": round(sum(take.duration_s for take in summary.takes), 2),
        "untranscribed": sum(take.word_count is None for take in recorded),
        "replaced": sum(
            take.word_count is not None and other_length_s(folder / take.file, take.duration_s) is not None
            for take in recorded
        ),
        "missing": len(summary.takes) - len(recorded),
    }


def _print_table(rows: list[dict[str, Any]]) -> None:
    """Aligned here, for a table of rich's takes ten times as long: 0.4 s for a thousand sessions."""
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    from voice_interviewer.cli.console import line, out, print_packed
    from voice_interviewer.clock import clock_text
    from voice_interviewer.escape import visible

    titles = ("Session", "Answered", "Spoken", "To do")
    cells = [titles] + [
        (
            visible(row["session"]),
            f"{row['answered']} of {row['questions']}",
            clock_text(row["spoken_s"]),
            _to_do(row),
        )
        for row in rows
    ]
    widest, answered_width, spoken_width, _ = (
        max(map(cell_len, column)) for column in zip(*cells, strict=True)
    )
    lines = [
        f"{set_cell_size(name, widest)}  {answered:>{answered_width}}  {spoken:>{spoken_width}}  {to_do}".rstrip()
        for name, answered, spoken, to_do in cells
    ]
    if max(map(cell_len, lines)) > out.width:  # broken lines of a table cannot be told apart
        for name, answered, spoken, to_do in cells[1:]:
            line(name, style="bold")
            print_packed(filter(None, (f"{answered} answered", f"{spoken} spoken", *to_do.split("; "))))
        return
    out.print(Text.assemble((lines[0], "bold"), *(f"\n{line}" for line in lines[1:])))


def _to_do(row: dict[str, Any]) -> str:
    parts = []
    if row["untranscribed"]:
        parts.append(f"transcribe {row['untranscribed']}")
    if row["replaced"]:
        parts.append(
            "1 recording was replaced"
            if row["replaced"] == 1
            else f"{row['replaced']} recordings were replaced"
        )
    if row["missing"]:
        parts.append(
            "1 recording is missing" if row["missing"] == 1 else f"{row['missing']} recordings are missing"
        )
    return "; ".join(parts)
