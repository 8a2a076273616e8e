"""The two places where words for people go: `out` for what was asked for, `err` for everything that went wrong."""

from rich.console import Console

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)
