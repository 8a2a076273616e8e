"""Earlier sessions: `sessions`, `show`, `play`, `export`, `delete`."""

import json
import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voice_interviewer.cli.options import (
    AudioDir,
    Json,
    Plain,
    QuestionName,
    SessionName,
    Speaker,
    is_plain,
    option,
)
from voice_interviewer.errors import ClipError

if TYPE_CHECKING:
    from voice_interviewer.devices.protocols import Speaker as SpeakerDevice


def sessions(audio_dir: AudioDir = None, as_json: Json = False) -> None:
    """List the sessions, the latest first."""
    from rich.text import Text

    from voice_interviewer.cli.console import err, line
    from voice_interviewer.errors import SessionError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.readable import visible
    from voice_interviewer.rehearsal.views import sessions_view, summary_view
    from voice_interviewer.review.kept_summaries import read_summary
    from voice_interviewer.session.finding import locked_folders, session_folders

    folder = audio_folder(audio_dir, Path.cwd())
    rows, faults = [], []
    for each in reversed(session_folders(folder)):
        try:
            rows.append(summary_view(each, read_summary(each)))
        except SessionError as error:
            faults.append(str(error))
    locked = locked_folders(folder)
    left_out = [f"{each} may not be read, and is left out; see who may read it." for each in locked]
    if as_json:
        print(json.dumps(sessions_view(folder, rows, [*faults, *left_out]), indent=2))
        return
    if rows:
        line(f"Sessions in {folder}:")
        _print_table(rows)
    elif folder not in locked:
        line(f"No session in {folder} yet; start one: voice-interviewer practice")
    for fault in faults:
        line(fault)
    for sentence in left_out:
        err.print(Text(visible(sentence)))


def _print_table(rows: list[dict[str, Any]]) -> None:
    """Print the list. It is aligned here, because a table of rich takes ten times as long: 0.4 s for 1,000 sessions."""
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    from voice_interviewer.cli.console import line, out, print_packed
    from voice_interviewer.readable import clock_text, visible

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
    if max(map(cell_len, lines)) > out.width:  # wrapped lines of a table would be hard to tell apart
        for name, answered, spoken, to_do in cells[1:]:
            line(name, style="bold")
            print_packed(filter(None, (f"{answered} answered", f"{spoken} spoken", *to_do.split("; "))))
        return
    out.print(Text.assemble((lines[0], "bold"), *(f"\n{line}" for line in lines[1:])))


def _to_do(row: dict[str, Any]) -> str:
    parts = []
    if row["untranscribed"]:
        parts.append(f"transcribe {row['untranscribed']}")
    if row["second_looks"]:
        parts.append(f"to be heard again: {row['second_looks']}")
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


def show(
    session: SessionName = "",
    question: QuestionName = "",
    plain: Plain = None,
    audio_dir: AudioDir = None,
    as_json: Json = False,
) -> None:
    """Compare what you said with the example answers."""
    from voice_interviewer.cli.bank_pages import counted
    from voice_interviewer.cli.comparison_pages import print_comparison, print_feedback, print_tips
    from voice_interviewer.cli.console import line, out
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.views import session_view
    from voice_interviewer.review.facts import gather
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    numbers = found.numbers(question)
    facts = gather(found)
    if as_json:
        print(json.dumps(session_view(facts, numbers), indent=2))
        return
    line(f"{found.record.title}, {found.record.created_at:%A %d %B %Y, %H:%M}", style="bold")
    for number in numbers:
        print_comparison(out, facts.answers[number - 1], plain=is_plain(plain))
    if not question:
        line("")
        line("The whole interview", style="bold")
        print_feedback(out, facts)
        print_tips(out, facts)
    line("")
    takes = [each for answer in facts.answers for take in answer.takes for each in (take, *take.follow_ups)]
    if coming := sum(take.second_look == "to-come" and take.recording is not None for take in takes):
        line(f"To be heard again, more closely: {counted(coming, 'recording')}", style="dim")
    if any(answer.latest and answer.latest.coverage for answer in facts.answers):
        command = f"voice-interviewer mark {shlex.quote(found.name)} --question N --point N said"
        line(
            f"You have the last word on key points, counted from the top: {command} (or not-said)",
            style="dim",
        )
    line(f"Recordings and comparisons: {found.folder}", style="dim")


def play(
    session: SessionName = "", question: QuestionName = "", speaker: Speaker = "", audio_dir: AudioDir = None
) -> None:
    """Listen back to your answers.

    Ctrl-C skips to the next recording; pressed twice, it ends.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.devices.speaker import open_speaker
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.settings import read_settings
    from voice_interviewer.review.comparison_markdown import BEING_RECORDED, take_title
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    numbers = found.numbers(question)
    takes = [take for number in numbers for take in found.takes_of(number)]
    if not takes:
        line("Nothing was recorded there.")
        return
    device = open_speaker(speaker or read_settings().speaker)
    failures = []
    for take in takes:
        line(
            f"{take.question_number}. {found.asked(take.question_number, take.follow_up).question}",
            style="bold",
        )
        line(take_title(take, being_recorded=BEING_RECORDED if found.is_being_recorded(take) else ""))
        try:
            _play_file(found.recording(take), device)
        except ClipError as error:
            line(str(error))
            failures.append(error)
    if failures:
        raise ClipError(f"{len(failures)} of {len(takes)} recordings could not be played.")


def _play_file(path: Path, device: "SpeakerDevice") -> None:
    from voice_interviewer.clip import read_clip

    playback = device.play(read_clip(path))
    try:
        while not playback.finished():
            time.sleep(0.05)
    except KeyboardInterrupt:
        playback.stop()
        # In this moment a second Ctrl-C ends the program, instead of skipping the next recording.
        time.sleep(0.4)
    finally:
        playback.stop()


def export(
    session: SessionName = "",
    to: Annotated[
        Path,
        option(
            "--to",
            "FOLDER",
            "Where to put the files; the folder is made if need be. Default: the current folder.",
            show_default=False,
        ),
    ] = Path(),
    audio_dir: AudioDir = None,
) -> None:
    """Write a session as Markdown and as CSV, to give to somebody.

    The files hold transcripts, points, figures and remarks, but no recordings.
    """
    from voice_interviewer.cli.bank_pages import told
    from voice_interviewer.cli.console import line
    from voice_interviewer.disk import path_of
    from voice_interviewer.errors import SessionError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.sessions import handout_name, handouts
    from voice_interviewer.session.answers import read_originals
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    texts = handouts(found)
    _make(path_of(to))
    written = {path_of(to) / handout_name(found, kind): text for kind, text in texts.items()}
    done: list[Path] = []
    try:
        for path, text in written.items():
            _write_new(path, text)
            done.append(path)
    except BaseException:  # half of it would stand in the way of the next attempt
        for path in done:
            path.unlink(missing_ok=True)
        raise
    for path in written:  # only now: where nothing can be printed, all are there
        line(f"Written: {path}")
    for number in found.numbers():
        try:
            read_originals(found, number)
        except SessionError as error:  # the files say that it cannot be read, but not why
            told(str(error))


def _make(folder: Path) -> None:
    """Make a folder, unless it is there. Raises DiskError."""
    from voice_interviewer.errors import DiskError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DiskError(f"{folder} cannot be made ({reason}); choose another folder with --to.") from error


def _write_new(path: Path, text: str) -> None:
    """Write a new file. One that is there already is left alone: it may hold a person's notes. Raises DiskError."""
    from voice_interviewer.disk import cannot_write, write_new
    from voice_interviewer.errors import DiskError
    from voice_interviewer.steps import Step

    try:
        write_new(path, text)
    except FileExistsError:
        raise DiskError(
            f"{path} is there already; move it away, or choose another folder with --to."
        ) from None
    except OSError as error:
        raise DiskError(cannot_write(path, error, Step.OTHER_TO)) from error


def delete(
    session: Annotated[str, typer.Argument(help="The session's name, or the beginning of it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    audio_dir: AudioDir = None,
) -> None:
    """Delete a session with its recordings, for good."""
    from voice_interviewer.cli.bank_pages import counted
    from voice_interviewer.cli.console import line
    from voice_interviewer.errors import NotFound, SessionInUse
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.sessions import delete as delete_folder
    from voice_interviewer.session.finding import find_folder
    from voice_interviewer.session.holding import is_held

    if not session:  # in other commands this means the latest; a script's unset variable must not delete that
        raise NotFound("Which session? See: voice-interviewer sessions")
    folder = find_folder(audio_folder(audio_dir, Path.cwd()), session)
    if is_held(folder):
        raise SessionInUse(folder.name)
    count = len(list(folder.glob("*.wav")))
    recordings = counted(count, "recording")
    if not yes and not typer.confirm(f"Delete {folder} with {recordings}, for good?"):
        line("Nothing was deleted.")
        raise typer.Exit(1)
    delete_folder(folder)
    line(f"{folder.name} is deleted.")
