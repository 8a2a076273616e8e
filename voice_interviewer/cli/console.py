"""The two places where words for people go: `out` for what was asked for, `err` for everything that went wrong."""

from rich.console import Console
from rich.text import Text

from voice_interviewer.escape import visible

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def line(sentence: str, style: str = "", *, to_copy: bool = False) -> None:
    """One sentence to standard output; nothing in it is markup. One that is there `to_copy` is never broken in two."""
    out.print(Text(visible(sentence), style=style), soft_wrap=to_copy)
