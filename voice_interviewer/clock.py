"""Times as a person reads them. Pure."""


def clock_text(seconds: float) -> str:
    """A moment or a length of time in minutes and seconds, as a clock shows them: "1:05"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
