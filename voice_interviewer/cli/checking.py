"""`check`: is everything there that an interview needs? Each answer with its remedy."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_interviewer.cli.options import AudioDir, Json, Model, Plain, Speaker, option

if TYPE_CHECKING:
    from voice_interviewer.cli.probing import Finding


_TABLE_FROM = 60
"""Below this width the column of what was found would have fewer than 40."""


def check(
    microphone: Annotated[
        str,
        option("--microphone", "NAME", "Microphone to try: its name or a part of it.", show_default=False),
    ] = "",
    speaker: Speaker = "",
    voice: Annotated[
        str, option("--voice", "NAME", "Voice to try: its name or id.", show_default=False)
    ] = "",
    model: Model = "",
    plain: Plain = False,
    audio_dir: AudioDir = None,
    as_json: Json = False,
) -> None:
    """Try microphone, speaker, voice, model, disk.

    Lists devices and voices by the names that options take. Ends with 1 if something is missing that an
    interview needs.
    """
    from voice_interviewer.cli.probing import (
        probe_disk,
        probe_microphone,
        probe_model,
        probe_speaker,
        probe_voice,
    )
    from voice_interviewer.places import audio_folder

    talking = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    spoken, finding = probe_voice(voice)
    findings = [
        probe_microphone(microphone, speaker, talking=talking, plain=plain),
        probe_speaker(speaker, spoken, audible=not as_json),
        finding,
        probe_model(model),
        probe_disk(audio_folder(audio_dir, Path.cwd())),
    ]
    if as_json:
        facts = {"schema": 1, "checks": [vars(each) for each in findings]}
        print(json.dumps(facts, indent=2))
    else:
        _print(findings)
    if not all(each.ok for each in findings):
        raise typer.Exit(1)


def _print(findings: "list[Finding]") -> None:
    from rich.table import Table
    from rich.text import Text

    from voice_interviewer.cli.bank_pages import print_line
    from voice_interviewer.cli.console import line, out
    from voice_interviewer.escape import visible

    if out.width < _TABLE_FROM:
        for each in findings:
            line(f"{each.what}: {'ok' if each.ok else 'missing'}", style="bold")
            print_line(each.said, indent=2)
            if choices := _choices(each):
                print_line(choices, style="dim", indent=2)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(style="bold")
    table.add_column()
    table.add_column(overflow="fold")
    for each in findings:
        mark = Text("ok", style="green") if each.ok else Text("missing", style="red")
        table.add_row(each.what, mark, Text(visible(each.said)))
        if choices := _choices(each):
            table.add_row("", "", Text(visible(choices), style="dim"))
    out.print(table)


def _choices(finding: "Finding") -> str:
    """The names that an option takes, where there is a choice."""
    from voice_interviewer.cli.probing import SHOWN_CHOICES

    names = ", ".join(finding.choices[:SHOWN_CHOICES])
    more = len(finding.choices) - SHOWN_CHOICES
    rest = f" and {more} more (all with --json)" if more > 0 else ""
    return f"choices: {names}{rest}" if len(finding.choices) > 1 else ""
