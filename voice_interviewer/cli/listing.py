"""`sessions`: what there is."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_interviewer.cli.options import AudioDir, Json

if TYPE_CHECKING:
    from voice_interviewer.review.summaries import SessionSummary


def sessions(audio_dir: AudioDir = None, as_json: Json = False) -> None:
    """List the sessions, the latest first."""
    from voice_interviewer.cli.summary import line
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
    _print_table(rows)
    for fault in faults:
        line(fault)


def _facts(folder: Path, summary: "SessionSummary") -> dict[str, Any]:
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
        "missing": len(summary.takes) - len(recorded),
    }


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from voice_interviewer.cli.console import out
    from voice_interviewer.clock import clock_text
    from voice_interviewer.escape import visible

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=bool(rows))
    table.add_column("Session", overflow="fold")
    table.add_column("Answered", justify="right")
    table.add_column("Spoken", justify="right")
    table.add_column("To do")
    for row in rows:
        answered = f"{row['answered']} of {row['questions']}"
        table.add_row(Text(visible(row["session"])), answered, clock_text(row["spoken_s"]), _to_do(row))
    out.print(table)


def _to_do(row: dict[str, Any]) -> str:
    parts = []
    if row["untranscribed"]:
        parts.append(f"transcribe {row['untranscribed']}")
    if row["missing"]:
        parts.append(
            "1 recording is missing" if row["missing"] == 1 else f"{row['missing']} recordings are missing"
        )
    return "; ".join(parts)
