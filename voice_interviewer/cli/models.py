"""`models`: Whisper's weights on this machine, and how to get others."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_interviewer.cli.options import Plain, is_plain

if TYPE_CHECKING:
    from voice_interviewer.devices.weights import Weights

app = typer.Typer(
    name="models", help="Whisper's weights: what is here, and what can be fetched.", no_args_is_help=True
)

_PLACE_WIDTH = 30
"""The column for a folder may be this narrow; the folder is then wrapped."""


@app.command("list")
def list_models() -> None:
    """List the weights on this machine, and those that can be fetched."""
    from rich.table import Table
    from rich.text import Text

    from voice_interviewer.cli.console import fits, line, out, print_packed
    from voice_interviewer.devices.weights import KNOWN, list_weights
    from voice_interviewer.rehearsal.models import BUILT_IN, choice_for
    from voice_interviewer.rehearsal.pace import SPEECH_S, read_measured

    here = {weights.name: weights for weights in list_weights()}
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("Model")
    table.add_column("Size", justify="right")
    table.add_column("Time", justify="right")
    table.add_column("Where", overflow="fold", max_width=_PLACE_WIDTH)
    measured = read_measured()
    paces = {name: measured.pace(each) for name, each in here.items()} if measured else {}
    auto = choice_for("", BUILT_IN).model
    rows = []
    for name in dict.fromkeys((*here, *KNOWN)):
        size = megabytes(here[name].size_bytes if name in here else KNOWN[name].size_bytes)
        where = f"{here[name].source}: {here[name].folder}" if name in here else "can be fetched"
        pace = paces.get(name)
        time = f"{pace.took_s:.1f} s" if pace and pace.was_measured and pace.took_s is not None else ""
        rows.append((f"{name} (auto)" if name == auto else name, size, time, where))
    for title, size, time, where in rows:
        table.add_row(title, size, time, Text(where))
    if fits(table):
        table.columns[-1].max_width = None
        out.print(table)
    else:
        for title, size, time, where in rows:
            line(title, style="bold")
            print_packed(filter(None, (size, time, where)))
    out.print(
        f"auto: what an interview uses unless you choose another. Time: for {SPEECH_S:.0f} s of speech here, where "
        "that was measured (voice-interviewer check --measure).",
        style="dim",
    )


@app.command("fetch")
def fetch_model(
    name: Annotated[str, typer.Argument(help="A name from `models list`.")], plain: Plain = None
) -> None:
    """Download weights. The only command that uses the network."""
    from voice_interviewer.cli.console import line
    from voice_interviewer.cli.model_choice import choice_sentence, measure
    from voice_interviewer.errors import DiskError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.models import BUILT_IN, choice_for, is_auto
    from voice_interviewer.rehearsal.settings import read_settings
    from voice_interviewer.rehearsal.studio import Studio

    weights = fetch(name, plain=is_plain(plain))
    line(
        f"{weights.name} is here ({megabytes(weights.size_bytes)}); use it: voice-interviewer practice --model {name}"
    )
    studio = Studio(audio_folder(None, Path.cwd()), Path.cwd())
    if studio.is_to_be_measured():
        with suppress(DiskError):
            measure(studio.measuring(), plain=is_plain(plain))
    wanted = read_settings().model
    if is_auto(wanted) and (why := choice_sentence(choice_for(wanted, BUILT_IN))):
        line(f"In an interview, {why}")


def fetch(name: str, *, plain: bool) -> "Weights":
    """Download weights, showing progress. Raises NotFound, ModelError and DiskError, as `fetch_weights` does."""
    from voice_interviewer.cli.waiting import waiting
    from voice_interviewer.devices.weights import KNOWN, fetch_weights, known_name

    name = known_name(name)
    size = megabytes(KNOWN[name].size_bytes)
    with waiting(f"Downloading {name}, {size}", "here", plain=plain) as tell:
        return fetch_weights(name, lambda done, total: tell(done / total))


def megabytes(size_bytes: int) -> str:
    """A size as people read it."""
    return f"{size_bytes / 1_000_000:,.0f} MB"
