"""`bank`: which banks there are, reading up in one, checking and making them."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.status import Status

    from voice_interviewer.bank.importing import Imported

app = typer.Typer(
    name="bank", help="Question banks: list, read up, try, check, begin or import one.", no_args_is_help=True
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
    """Say what is wrong in a bank, everything at once; ends with 1 if anything is."""
    from voice_interviewer.bank import remarks
    from voice_interviewer.bank.library import find_bank
    from voice_interviewer.cli.bank_pages import counted, print_line, told
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
            found = (*remarks(checked), *left_out(checked, tell))
        print_line(
            f"{path}: {counted(len(checked.questions), 'question')}, no faults, {counted(len(found), 'remark')}."
        )
        for remark in found:
            print_line(f"Remark: {remark}", indent=2)
    if has_faults:
        raise typer.Exit(1)


def _tell(status: "Status", what: str, share: float) -> None:
    status.update(f"{what} {share:.0%}")


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="What to call it: letters, digits and hyphens.")],
) -> None:
    """Begin a bank of your own in ./bank/, with comments that say what goes where."""
    from voice_interviewer.bank.beginning import new_bank_text
    from voice_interviewer.bank.files import new_bank_path, save_new
    from voice_interviewer.cli.bank_pages import print_line

    path = new_bank_path(name, Path.cwd())
    save_new(path, new_bank_text(path.stem))
    print_line(f"Wrote {path}. Fill it in with a text editor, then check it:")
    print_line(f"voice-interviewer bank check {path.stem}", indent=2)


@app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A page saved or pasted as .txt, .html or .md; or .csv, .tsv."),
    ],
    name: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="NAME",
            help="What to call the bank; else as the file.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Make a bank in ./bank/ from a page of an interview guide, Markdown or a table.

    What cannot be placed is listed with its line number. Missing questions are asked for in a terminal, and can be
    written into the file later.
    """
    import sys

    from voice_interviewer.bank.files import new_bank_path, read_import, save_new
    from voice_interviewer.bank.importing import bank_toml, import_bank, slug
    from voice_interviewer.cli.bank_pages import print_import

    path = new_bank_path(name or slug(file.stem) or "imported", Path.cwd())
    imported = import_bank(read_import(file), str(file))
    if sys.stdin.isatty() and sys.stdout.isatty():
        imported = _ask_for_missing(imported)
    save_new(path, bank_toml(imported.bank))
    print_import(imported, path)


def _ask_for_missing(imported: "Imported") -> "Imported":
    """Each question without a text, with its guidance to recognise it by; Enter leaves it for later."""
    from voice_interviewer.bank.importing import with_question
    from voice_interviewer.cli.bank_pages import print_guidance, told
    from voice_interviewer.errors import BankError

    for position, question in enumerate(imported.bank.questions):
        if question.question:
            continue
        print_guidance(question, imported.question_lines[position])
        answer = typer.prompt(
            "What was the question? (Enter leaves it open)", default="", show_default=False
        ).strip()
        try:
            imported = with_question(imported, position, answer) if answer else imported
        except BankError as error:
            told(f"{error} It stays open.")
    return imported
