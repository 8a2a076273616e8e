"""The command line: the only place that knows everybody, prints errors and decides exit codes."""

import signal
import sys
from contextlib import suppress
from typing import Annotated

import typer

from voice_interviewer import __version__, errors
from voice_interviewer.cli import app as window
from voice_interviewer.cli import (
    bank,
    checking,
    editing,
    models,
    practising,
    progressing,
    reviewing,
    sessions,
    settings,
    transcribing,
)

DONE, NOT_DONE, USAGE, NO_MICROPHONE, DISK, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes: see the README. 130 is what shells expect after Ctrl-C."""

app = typer.Typer(
    help="Rehearse a job interview aloud, alone and offline. Without a command it starts `practice`.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: for narrow terminals and screen readers, and half the time
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("practice")(practising.practice)
app.command("demo")(practising.demo)
app.command("app")(window.app)
app.command("sessions")(sessions.sessions)
app.command("show")(sessions.show)
app.command("review")(reviewing.review)
app.command("play")(sessions.play)
app.command("transcribe")(transcribing.transcribe)
app.command("edit")(editing.edit)
app.command("progress")(progressing.progress)
app.command("export")(sessions.export)
app.command("delete")(sessions.delete)
app.command("check")(checking.check)
app.command("settings")(settings.settings)
app.add_typer(models.app)
app.add_typer(bank.app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"voice-interviewer {__version__}")
        raise typer.Exit()


@app.callback()
def _start(
    version: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    pass


def main() -> None:
    """The command `voice-interviewer`."""
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a character (Windows code pages) shows "?" instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = run(sys.argv[1:])
    # All is saved and said; Python is a moment in closing, and a second Ctrl-C would end it by the signal instead.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. Whatever a user can meet is told in one line."""
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()  # a disk may only now turn out to be full, a reader to have gone
        return code
    except OSError as error:
        if error.filename is None:
            return _output_ended(error)
        return _told(f"{error.filename} cannot be used ({error.strerror}); check where it lies.", DISK)


def _run(arguments: list[str]) -> int:
    if any("\0" in each for each in arguments):
        return _told("No name and no path can hold the character NUL. See: voice-interviewer --help", USAGE)
    try:
        code = app(arguments or ["practice"], prog_name="voice-interviewer", standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except typer.TyperException as error:
        message = error.format_message()
        if message.startswith("Usage:"):  # a group without a command: its help is the answer
            typer.echo(message)
            return DONE
        return _told(_usage(error), USAGE)
    except errors.VoiceInterviewerError as error:
        return _told(str(error), exit_code(error))
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED


def _output_ended(error: OSError) -> int:
    """What was to be printed cannot be. Python must not try to flush it again at exit."""
    sys.stdout = None
    if isinstance(error, BrokenPipeError):  # the reader (head, less) has gone: nobody is left to tell
        return NOT_DONE
    reason = error.strerror or str(error)
    return _told(f"The output cannot be written ({reason}); free some space, or send it elsewhere.", DISK)


def exit_code(error: errors.VoiceInterviewerError) -> int:
    """The exit code of a told error."""
    match error:
        case errors.NotFound():
            return USAGE
        case errors.NoMicrophone():
            return NO_MICROPHONE
        case errors.DiskError():
            return DISK
        case _:
            return NOT_DONE


def _told(sentence: str, code: int) -> int:
    from voice_interviewer.cli.console import err
    from voice_interviewer.escape import visible

    with suppress(OSError):  # the exit code is left, where even this cannot be written
        err.print(visible(f"voice-interviewer: {sentence}"), markup=False)
    return code


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "voice-interviewer"
    message = " ".join(error.format_message().splitlines()).rstrip(".")
    return f"{message}. See: {command} --help"
