"""The command line: the only room that may import all others, prints errors and chooses exit codes."""

import atexit
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from voice_interviewer import __version__, errors
from voice_interviewer.cli import app as window
from voice_interviewer.cli import (
    bank,
    checking,
    editing,
    marking,
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
    rich_markup_mode=None,  # plain help, which suits narrow terminals and screen readers and takes half the time
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
app.command("mark")(marking.mark)
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
    """The command `voice-interviewer`. The process ends with it: whoever calls it does nothing afterwards."""
    # We have no plug-ins for pydantic; looking for some, it would read the metadata of every package there is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _open_what_is_closed()
    _keep_stderr()
    code = NOT_DONE  # so it stays where a mistake of ours ends us

    def leave() -> None:
        """Skip Python's clean-up. It unloads PortAudio, and a thread that is still starting it, or that a frozen sound
        server never answered, would crash the program.

        By now threads that are no daemons have ended, and what asked to be called at the end has been: temporary
        folders are gone. Daemons stop here, as they do without this: of a recording each block is flushed, and other
        files are replaced as a whole.
        """
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                if stream is not None:
                    stream.flush()
        os._exit(code)

    # Before all others of ours, so that it is called after them. What was there before, such as a coverage tool that
    # `sitecustomize` starts, is not called.
    atexit.register(leave)
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a character (Windows code pages) shows "?" instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while an error was being told
        code = INTERRUPTED
    except SystemExit as end:  # a signal
        code = end.code if isinstance(end.code, int) else NOT_DONE
    # Everything is saved and printed. Python takes a moment to exit; another Ctrl-C would change the exit code.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _open_what_is_closed() -> None:
    """Whoever started us may have closed our streams, or have no console for them. Then nothing comes in, and what goes
    out is lost; but no recording may be opened in their place, where a library would print into it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the end


def _keep_stderr() -> None:
    """Give our stderr a descriptor of its own: while PortAudio starts, sounddevice discards what is written to the
    usual one, and a command that ends meanwhile would not say why."""
    usual = sys.__stderr__
    if usual is None or sys.stderr is not usual:
        return  # one that was closed leads nowhere, and must stay open; one that a caller put there is the caller's
    with suppress(OSError, ValueError):
        sys.stderr = os.fdopen(os.dup(usual.fileno()), "w", buffering=1, encoding=usual.encoding)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. Every error that a user can meet is printed in one line."""
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()  # only now may the disk turn out to be full, or the reader to have gone
        return code
    except OSError as error:
        if error.filename is None:
            return _output_ended(error)
        return _told(
            f"{error.filename} cannot be used ({error.strerror}); check the path and its permissions.",
            DISK,
        )


def _run(arguments: list[str]) -> int:
    if any("\0" in each for each in arguments):
        return _told("No name and no path can hold the character NUL. See: voice-interviewer --help", USAGE)
    try:
        code = app(arguments or ["practice"], prog_name="voice-interviewer", standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except typer.TyperException as error:
        message = error.format_message()
        if message.startswith("Usage:"):  # a group without a command: print its help
            typer.echo(message)
            return DONE
        return _told(_usage(error), USAGE)
    except errors.VoiceInterviewerError as error:
        return _told(str(error), exit_code(error))
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED


def _output_ended(error: OSError) -> int:
    """The output cannot be written. Python must not try to flush it again at exit."""
    sys.stdout = None
    if isinstance(error, BrokenPipeError):  # the reader (head, less) has gone, so nobody needs to be told
        return NOT_DONE
    reason = error.strerror or str(error)
    return _told(f"The output cannot be written ({reason}); free some space, or send it elsewhere.", DISK)


def exit_code(error: errors.VoiceInterviewerError) -> int:
    """The exit code for an error that a user can meet."""
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
    from voice_interviewer.readable import visible

    with suppress(OSError):  # if even this cannot be written, there is still the exit code
        err.print(visible(f"voice-interviewer: {sentence}"), markup=False)
    return code


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "voice-interviewer"
    message = " ".join(error.format_message().splitlines()).rstrip(".")
    return f"{message}. See: {command} --help"
