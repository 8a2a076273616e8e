"""Whisper's weights as the commands meet them: found, offered for download, fetched with a progress bar."""

from voice_interviewer.cli.console import err, out
from voice_interviewer.devices.weights import (
    DEFAULT_MODEL,
    KNOWN,
    Weights,
    fetch_weights,
    find_weights,
    known_name,
)
from voice_interviewer.errors import ModelError


def weights_or_none(wanted: str, *, may_ask: bool) -> Weights | None:
    """The weights to use. Where they are missing, a person at a terminal is offered the download; without them the
    interview is recorded all the same. Raises ModelError for a model that nobody knows."""
    name = wanted or DEFAULT_MODEL
    try:
        return find_weights(wanted)
    except ModelError as error:
        if name not in KNOWN:  # a folder that is no whole model
            raise
        if may_ask and _wants_download(name):
            return fetch(name)
        err.print(
            f"{error} Until then the interview is recorded, and `voice-interviewer transcribe` makes up for it."
        )
        return None


def fetch(name: str) -> Weights:
    """Download weights; a bar shows megabytes. Raises NotFound for a name that nobody knows, ModelError, DiskError."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    name = known_name(name)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out) as progress:
        bar = progress.add_task(name, total=KNOWN[name].size_bytes)
        return fetch_weights(name, lambda done, total: progress.update(bar, completed=done, total=total))


def megabytes(size_bytes: int) -> str:
    """A size as people read it."""
    return f"{size_bytes / 1_000_000:,.0f} MB"


def _wants_download(name: str) -> bool:
    import typer

    size = megabytes(KNOWN[name].size_bytes)
    return typer.confirm(f"Whisper's weights {name} are not on this machine. Download them now ({size})?")
