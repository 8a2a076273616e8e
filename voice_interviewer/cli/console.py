"""The two places where words for people go: `out` for what was asked for, `err` for everything that went wrong."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from voice_interviewer.escape import visible

if TYPE_CHECKING:
    from rich.table import Table

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def line(sentence: str, style: str = "", *, to_copy: bool = False) -> None:
    """One sentence to standard output; nothing in it is markup. One that is there `to_copy` is never broken in two."""
    out.print(Text(visible(sentence), style=style), soft_wrap=to_copy)


def fits(table: "Table") -> bool:
    """Whether a table can be printed without anything in it being broken or cut, but for columns with a `max_width`."""
    from rich.measure import Measurement

    return Measurement.get(out, out.options.update(width=10_000), table).maximum <= out.width


def print_packed(parts: Iterable[str], indent: int = 2) -> None:
    """Short parts, as many to a line as find room; none is broken that fits into one."""
    from voice_interviewer.cli.bank_pages import print_line

    packed: list[str] = []
    for part in parts:
        if packed and cell_len(packed[-1]) + 2 + cell_len(part) + indent <= out.width:
            packed[-1] += f"  {part}"
        else:
            packed.append(part)
    for each in packed:
        print_line(each, indent=indent)
