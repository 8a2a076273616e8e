"""`models`: Whisper's weights on this machine, and how to get others."""

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

TIMES = {"tiny.en": 1.0, "base": 2.5}
"""Processor time for the same speech, as a multiple of tiny.en's: five sample answers and ten by other voices, int8,
two cores, in one run. Base found 35 of 42 fillers there, tiny.en 39. The other models were not measured."""


@app.command("list")
def list_models() -> None:
    """List the weights on this machine, and those that can be fetched."""
    from rich.table import Table
    from rich.text import Text

    from voice_interviewer.cli.console import fits, line, out, print_packed
    from voice_interviewer.devices.weights import DEFAULT_MODEL, KNOWN, list_weights

    here = {weights.name: weights for weights in list_weights()}
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("Model")
    table.add_column("Size", justify="right")
    table.add_column("Time", justify="right")
    table.add_column("Where", overflow="fold", max_width=_PLACE_WIDTH)
    rows = []
    for name in dict.fromkeys((*here, *KNOWN)):
        size = megabytes(here[name].size_bytes if name in here else KNOWN[name].size_bytes)
        where = f"{here[name].source}: {here[name].folder}" if name in here else "can be fetched"
        time = f"× {TIMES[name]:g}" if name in TIMES else ""
        rows.append((f"{name} (default)" if name == DEFAULT_MODEL else name, size, time, where))
    for title, size, time, where in rows:
        table.add_row(title, size, time, Text(where))
    if fits(table):
        table.columns[-1].max_width = None
        out.print(table)
    else:
        for title, size, time, where in rows:
            line(title, style="bold")
            print_packed(filter(None, (size, time, where)))
    out.print("Time: how long a model takes, compared with tiny.en, where that was measured.", style="dim")


@app.command("fetch")
def fetch_model(
    name: Annotated[str, typer.Argument(help="A name from `models list`.")], plain: Plain = None
) -> None:
    """Download weights. The only command that uses the network."""
    from voice_interviewer.cli.console import line

    weights = fetch(name, plain=is_plain(plain))
    line(
        f"{weights.name} is here ({megabytes(weights.size_bytes)}); use it: voice-interviewer practice --model {name}"
    )


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
