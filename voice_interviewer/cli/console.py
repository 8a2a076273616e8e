"""Where words for people go: `out` for what they asked for, `err` for what went wrong."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from voice_interviewer.readable import visible

if TYPE_CHECKING:
    from rich.table import Table

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def line(sentence: str, style: str = "", *, to_copy: bool = False) -> None:
    """Print one sentence, in which nothing is mark-up. If it is there `to_copy`, it is never wrapped."""
    out.print(Text(visible(sentence), style=style), soft_wrap=to_copy)


def fits(table: "Table") -> bool:
    """Whether a table fits the terminal without wrapping or cutting anything, except in columns with a `max_width`."""
    from rich.measure import Measurement

    return Measurement.get(out, out.options.update(width=10_000), table).maximum <= out.width


def print_packed(parts: Iterable[str], indent: int = 2) -> None:
    """Print short parts, as many to a line as fit. A part is broken only if it is longer than a line."""
    from voice_interviewer.cli.bank_pages import print_line

    packed: list[str] = []
    for part in parts:
        if packed and cell_len(packed[-1]) + 2 + cell_len(part) + indent <= out.width:
            packed[-1] += f"  {part}"
        else:
            packed.append(part)
    for each in packed:
        print_line(each, indent=indent)
