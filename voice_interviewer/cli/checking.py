"""`check`: whether everything that an interview needs works, and what to do if not."""

import json
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_interviewer.cli.options import AudioDir, Json, Model, Plain, Speaker, is_plain, option

if TYPE_CHECKING:
    from voice_interviewer.clip import Clip
    from voice_interviewer.rehearsal.device_checks import DiskCheck, Listened, MicrophoneCheck
    from voice_interviewer.rehearsal.models import Choice
    from voice_interviewer.rehearsal.studio import Studio

SHOWN_CHOICES = 8


@dataclass(frozen=True)
class Finding:
    """One thing that was tried. If not `ok`, `said` ends with the remedy. `choices` are names that options accept."""

    what: str
    ok: bool
    said: str
    choices: tuple[str, ...] = ()


_TABLE_FROM = 60
"""On a narrower terminal, a table's column of findings would have fewer than 40 characters."""


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
    measure: Annotated[
        bool, option("--measure", "", "Measure again which models keep up with you on this computer.")
    ] = False,
    plain: Plain = None,
    audio_dir: AudioDir = None,
    as_json: Json = False,
) -> None:
    """Try microphone, speaker, voice, model and disk.

    Lists devices and voices by the names that options accept. How quickly the models write down is measured once, and
    again where the processor or a library is another. The exit code is 1 if something that an interview needs does not
    work.
    """
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal import device_checks
    from voice_interviewer.rehearsal.models import BUILT_IN, choice_for, is_auto
    from voice_interviewer.rehearsal.settings import read_settings
    from voice_interviewer.rehearsal.studio import Studio
    from voice_interviewer.rehearsal.views import model_view

    settings = read_settings()
    studio = Studio(audio_folder(audio_dir, Path.cwd()), Path.cwd())
    wanted_model = model or settings.model
    speaker = speaker or settings.speaker
    talking = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    spoken = device_checks.check_voice(voice or settings.voice)
    heard = _try_microphone(
        microphone or settings.microphone, speaker, talking=talking, plain=is_plain(plain)
    )
    played = device_checks.check_speaker(speaker, None if as_json else spoken.clip)
    if measure or (is_auto(wanted_model) and studio.is_to_be_measured()):
        _measure(studio, plain=is_plain(plain), as_json=as_json)
    choice = choice_for(wanted_model, BUILT_IN)
    findings = [
        _microphone_finding(heard, talking=talking),
        Finding(
            "Speaker",
            played.error is None,
            str(played.error or played.name),
            device_checks.device_names("speaker"),
        ),
        Finding("Voice", spoken.error is None, str(spoken.error or spoken.name), device_checks.voice_names()),
        _model_finding(choice),
        _disk_finding(device_checks.check_disk(studio.audio_dir)),
    ]
    if as_json:
        facts = {
            "schema": 1,
            "checks": [vars(each) for each in findings],
            "model": model_view(wanted_model, choice),
        }
        print(json.dumps(facts, indent=2))
    else:
        _print(findings)
    if not all(each.ok for each in findings):
        raise typer.Exit(1)


def _try_microphone(wanted: str, speaker: str, *, talking: bool, plain: bool) -> "MicrophoneCheck":
    """Listen for three seconds. If a person is there, show the level and play back what they said."""
    from voice_interviewer.cli.console import line, out
    from voice_interviewer.cli.terminal_face import LiveFace, PlainFace
    from voice_interviewer.rehearsal.device_checks import check_microphone

    if not talking:
        return check_microphone(wanted)
    face = PlainFace(out) if plain else LiveFace(out)
    with closing(face):
        line("Say something for three seconds.")
        face.show_meter()
        found = check_microphone(wanted, face.meter)
    if found.listened and found.listened.will_do:
        _play_back(found.listened.clip, speaker)
    return found


def _play_back(clip: "Clip", speaker: str) -> None:
    from voice_interviewer.cli.console import line
    from voice_interviewer.errors import SpeakerError
    from voice_interviewer.rehearsal.device_checks import play

    line("This is what was heard:")
    try:
        play(clip, speaker)
    except SpeakerError as error:
        line(str(error))


def _microphone_finding(found: "MicrophoneCheck", *, talking: bool) -> Finding:
    from voice_interviewer.rehearsal.device_checks import device_names

    choices = device_names("microphone")
    listened = found.listened
    if listened is None:
        return Finding("Microphone", False, str(found.error), choices)
    # If nobody was asked to speak, a quiet room is no fault.
    ok = listened.will_do or (not talking and bool(listened.clip.samples.any()))
    said = f"{found.name}, {listened.clip.rate_hz} Hz. {verdict_sentence(listened)}"
    return Finding("Microphone", ok, said, choices)


def verdict_sentence(listened: "Listened") -> str:
    """One sentence on three seconds of a microphone: how loud the voice and the room are, or what to change."""
    from voice_interviewer.cli.terminal_face import FAULTS
    from voice_interviewer.interview.input_watch import Fault
    from voice_interviewer.rehearsal.device_checks import Verdict

    said = f"your voice {listened.voice_dbfs:.0f} dBFS, the room {listened.room_dbfs:.0f} dBFS"
    match listened.verdict:
        case Verdict.ZEROS:
            return FAULTS[Fault.ZEROS]
        case Verdict.CLIPPING:
            return FAULTS[Fault.CLIPPING]
        case Verdict.QUIET:
            return f"{FAULTS[Fault.QUIET]} ({said})"
        case Verdict.NOISY:
            return f"Your voice hardly stands out from the room ({said}); speak up, or find a quieter place."
        case Verdict.GOOD:
            return f"Good: {said}."


def _measure(studio: "Studio", *, plain: bool, as_json: bool) -> None:
    from voice_interviewer.cli.console import err
    from voice_interviewer.cli.model_choice import measure
    from voice_interviewer.errors import DiskError

    try:
        done = (
            studio.measuring().measure() is not None if as_json else measure(studio.measuring(), plain=plain)
        )
    except DiskError as error:
        err.print(str(error), markup=False)
        return
    if not done:
        err.print(
            "Which models keep up was not measured: an interview is being held. Try again when it is over."
        )


def _model_finding(choice: "Choice") -> Finding:
    from voice_interviewer.cli.model_choice import choice_sentence
    from voice_interviewer.rehearsal.device_checks import check_model

    found = check_model(choice)
    if found.weights is None:
        return Finding("Model", False, str(found.error))
    where = f"{found.name}, {found.weights.source}: {found.weights.folder}"
    return Finding("Model", True, ". ".join(filter(None, (where, choice_sentence(choice)))))


def _disk_finding(found: "DiskCheck") -> Finding:
    if not found.writable:
        return Finding(
            "Disk", False, f"{found.existing} cannot be written to; choose another folder with --audio-dir."
        )
    said = f"{found.folder}: {found.free_bytes / 1e9:.1f} GB free"
    if not found.is_enough:
        return Finding("Disk", False, f"{said}; free some space, or choose another folder with --audio-dir.")
    return Finding("Disk", True, said)


def _print(findings: "list[Finding]") -> None:
    from rich.table import Table
    from rich.text import Text

    from voice_interviewer.cli.bank_pages import print_line
    from voice_interviewer.cli.console import line, out
    from voice_interviewer.readable import visible

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
    """The names that an option accepts, if there is more than one."""
    names = ", ".join(finding.choices[:SHOWN_CHOICES])
    more = len(finding.choices) - SHOWN_CHOICES
    rest = f" and {more} more (all with --json)" if more > 0 else ""
    return f"choices: {names}{rest}" if len(finding.choices) > 1 else ""
