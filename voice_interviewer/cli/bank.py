"""`bank`: lists, shows, checks, begins and imports question banks."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_interviewer.cli.options import Plain, is_plain

if TYPE_CHECKING:
    from rich.status import Status

    from voice_interviewer.bank.importing import Imported

app = typer.Typer(
    name="bank", help="Question banks: list, show, try, check, begin or import them.", no_args_is_help=True
)

_AsJson = Annotated[bool, typer.Option("--json", help="Print the facts as JSON, for scripts.")]


@app.command("list")
def list_banks(as_json: _AsJson = False) -> None:
    """List the banks there are, your own first."""
    from voice_interviewer.cli.bank_pages import print_shelf

    print_shelf(Path.cwd(), as_json)


@app.command("show")
def show(
    bank: Annotated[str, typer.Argument(help="A bank's name, or the path of its .toml file.")],
    question: Annotated[
        str, typer.Argument(metavar="[ID]", help="One question's id.", show_default=False)
    ] = "",
    as_json: _AsJson = False,
) -> None:
    """Read up before an interview: questions, advice, example answers, key points and tips."""
    from voice_interviewer.cli.bank_pages import print_bank

    print_bank(bank, question, Path.cwd(), as_json)


@app.command("try")
def try_(
    bank: Annotated[str, typer.Argument(help="A bank's name, or the path of its .toml file.")],
    question: Annotated[
        str, typer.Option("--question", metavar="ID", help="The question's id.", show_default=False)
    ],
    file: Annotated[
        str,
        typer.Argument(
            metavar="[FILE]", help="A text file with the answer; - or nothing for standard input."
        ),
    ] = "-",
    as_json: _AsJson = False,
) -> None:
    """Compare a written answer with a question as a spoken one would be, without speaking."""
    from voice_interviewer.cli.bank_trying import print_trial

    print_trial(bank, question, file, Path.cwd(), as_json)


@app.command("check")
def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files of banks, or names of banks.")
    ],
) -> None:
    """List everything that is wrong with a bank. The exit code is 1 if anything is."""
    from voice_interviewer.bank import remarks
    from voice_interviewer.bank.library import find_bank
    from voice_interviewer.cli.bank_pages import counted, print_line, told
    from voice_interviewer.cli.bank_points import point_remarks
    from voice_interviewer.cli.console import err
    from voice_interviewer.coverage.examples import left_out
    from voice_interviewer.errors import VoiceInterviewerError

    has_faults = False
    for path in paths:
        try:
            _, checked = find_bank(str(path), Path.cwd())
        except VoiceInterviewerError as error:
            has_faults = True
            told(str(error))
            continue
        comparing = f"Comparing {counted(len(checked.questions), 'example')} with their points …"
        with err.status(comparing) as status:
            tell = partial(_tell, status, comparing)
            found = (*remarks(checked), *point_remarks(checked, str(path)), *left_out(checked, tell))
        print_line(
            f"{path}: {counted(len(checked.questions), 'question')}, no faults, {counted(len(found), 'remark')}."
        )
        for remark in found:
            print_line(f"Remark: {remark}", indent=2)
    if has_faults:
        raise typer.Exit(1)


def _tell(status: "Status", what: str, share: float) -> None:
    status.update(f"{what} {share:.0%}")


@app.command("points")
def points(
    bank: Annotated[str, typer.Argument(help="A bank of your own: its name, or the path of its .toml file.")],
    keep_all: Annotated[
        bool, typer.Option("--keep-all", help="Keep every proposed point as it is, without asking.")
    ] = False,
) -> None:
    """Propose key points from each question's guidance, and look at them one by one: keep, change or drop."""
    from voice_interviewer.cli.bank_points import look_at_points

    look_at_points(bank, keep_all, Path.cwd())


@app.command("tailor")
def tailor(
    adverts: Annotated[
        list[Path],
        typer.Argument(
            metavar="ADVERT...",
            help="The advert, person specification or job description: text, HTML, .docx or PDF.",
        ),
    ],
    banks: Annotated[
        list[str] | None,
        typer.Option(
            "--from", metavar="BANK", help="Take questions from this bank; again for more. Default: all."
        ),
    ] = None,
    name: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="NAME",
            help="What to call the bank. Default: the job's title.",
            show_default=False,
        ),
    ] = "",
    as_json: _AsJson = False,
) -> None:
    """Make an interview for one job: for each thing that its advert asks for, the question that probes it."""
    from voice_interviewer.cli.bank_tailoring import print_tailored

    print_tailored(adverts, banks or [], name, Path.cwd(), as_json)


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="What to call it: letters, digits and hyphens.")],
) -> None:
    """Begin a bank of your own in ./bank/, with comments that say what goes where."""
    from voice_interviewer.bank.files import new_bank_path, new_bank_text, save_new
    from voice_interviewer.cli.bank_pages import print_line

    path = new_bank_path(name, Path.cwd())
    save_new(path, new_bank_text(path.stem))
    print_line(f"Wrote {path}. Fill it in with a text editor, then check it:")
    print_line(f"voice-interviewer bank check {path.stem}", indent=2)


@app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A page saved or pasted as .txt, .html or .md; a table, .csv or .tsv; .json, .docx or .pdf.",
        ),
    ],
    name: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="NAME",
            help="What to call the bank. Default: the file's name.",
            show_default=False,
        ),
    ] = "",
    as_json: _AsJson = False,
) -> None:
    """Make a bank in ./bank/ from a page of an interview guide, Markdown, a table, JSON, a Word document or a PDF.

    Key points are proposed out of each question's guidance, for `bank points` to look at. What cannot be placed is
    listed with its line number. Missing questions are asked for in a terminal, and can be written into the file later.
    """
    import sys

    from voice_interviewer.bank.files import new_bank_path, read_import, save_new
    from voice_interviewer.bank.importing import import_bank, slug
    from voice_interviewer.cli.bank_pages import print_import

    path = new_bank_path(name or slug(file.stem) or "imported", Path.cwd())
    imported = import_bank(read_import(file), str(file))
    if sys.stdin.isatty() and sys.stdout.isatty() and not as_json:
        imported = _ask_for_missing(imported)
    imported = imported.with_points()
    save_new(path, imported.toml())
    print_import(imported, path, as_json)


@app.command("prepare")
def prepare(
    bank: Annotated[str, typer.Argument(help="A bank's name, or the path of its .toml file.")],
    voice: Annotated[
        str,
        typer.Option(
            "--voice",
            metavar="NAME",
            help="Emma or George. Default: your settings, else Emma.",
            show_default=False,
        ),
    ] = "",
    plain: Plain = None,
) -> None:
    """Have Emma or George read all questions ahead, so that an interview need not wait for any.

    For banks whose questions are not recorded; needs the extra `natural`. What was read before is kept.
    """
    from voice_interviewer.cli.bank_pages import counted, print_line, tell_passed_over
    from voice_interviewer.cli.waiting import waiting_if_needed
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.settings import read_settings
    from voice_interviewer.rehearsal.studio import Studio

    studio = Studio(audio_folder(None, Path.cwd()), Path.cwd())
    with waiting_if_needed("Reading the questions ahead", "read", plain=is_plain(plain)) as tell:
        done = studio.prepare_bank(bank, voice or read_settings().voice, tell)
    tell_passed_over(bank, Path.cwd())
    print_line(f"{done.voice} has {counted(done.ready_count, 'text')} of {done.bank} ready.")
    for text in done.unreadable:
        print_line(f"{done.voice} cannot read “{text[:60]}”: the computer's own voice will.")
    if done.left_count:
        print_line(
            f"{counted(done.left_count, 'text')} left, because an interview is being held: run this again afterwards."
        )
        raise typer.Exit(1)


def _ask_for_missing(imported: "Imported") -> "Imported":
    """Ask for each question that has no text, showing its guidance to recognise it by. A minus leaves it for later."""
    from voice_interviewer.bank.importing import with_question
    from voice_interviewer.cli.bank_pages import print_guidance, told
    from voice_interviewer.errors import BankError
    from voice_interviewer.readable import visible

    for position, question in enumerate(imported.bank.questions):
        if question.question:
            continue
        print_guidance(question, imported.question_lines[position], imported.counted)
        proposal = imported.proposals[position]
        asked = "What was the question? (Enter takes the one proposed, - leaves it open)"
        answer = typer.prompt(
            asked if proposal else "What was the question? (Enter leaves it open)",
            default=visible(proposal),
            show_default=bool(proposal),
        ).strip()
        try:
            imported = with_question(imported, position, answer) if answer.strip("-") else imported
        except BankError as error:
            told(f"{error} It stays open.")
    return imported
