"""`bank`: being written."""

import typer

app = typer.Typer(name="bank")


@app.command("list")
def list_banks() -> None:
    """List."""
