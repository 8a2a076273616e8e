"""What an interview looks like on a terminal: lines that stay, and one live line while it listens."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from voice_interviewer.bank import Question
from voice_interviewer.clock import clock_text
from voice_interviewer.escape import visible
from voice_interviewer.interview.recording import Meter
from voice_interviewer.session.record import Take

REDRAW_S = 0.1
"""Ten pictures a second look live, and cost next to nothing."""
PAUSE_SHOWN_S = 1.5
"""A pause of this length is worth a calm word: long is over 1 s (Campione & Véronis 2002)."""
FLOOR_DBFS = -60.0
"""The left end of the meter; a quiet room is about there."""


class PlainScreen:
    """Sentences only; nothing is redrawn. For screen readers, logs and pipes."""

    def __init__(self, console: Console, keys: bool) -> None:
        self._console = console
        self._keys = keys

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave nothing behind that is still being drawn."""

    def question(self, number: int, total: int, question: Question) -> None:
        suggested = clock_text(question.suggested_s)
        self.say(f"Question {number} of {total}, {question.category}, about {suggested}: {question.question}")

    def follow_up(self, question: str) -> None:
        self.say(f"A follow-up: {question}")

    def listening(self) -> None:
        self.say("Listening. Press Enter when you are done, ? for all keys." if self._keys else "Listening.")

    def show_meter(self) -> None:
        """Nothing here."""

    def meter(self, meter: Meter) -> None:
        """Nothing: a number that changes ten times a second is no sentence."""

    def kept(self, take: Take) -> None:
        again = f" (take {take.number})" if take.number > 1 else ""
        self.say(f"Kept{again}: {clock_text(take.duration_s)}.")

    def say(self, sentence: str) -> None:
        self._console.print(Text(visible(sentence)))

    def keys(self, keys: dict[str, str]) -> None:
        for key, meaning in keys.items():
            self.say(f"  {key:>5}  {meaning}")


class LiveScreen(PlainScreen):
    """The same with a rule above each question, and a meter while it listens."""

    def __init__(self, console: Console, keys: bool) -> None:
        super().__init__(console, keys)
        self._live: Live | None = None
        self._drawn_s = 0.0

    def question(self, number: int, total: int, question: Question) -> None:
        suggested = clock_text(question.suggested_s)
        title = f"Question {number} of {total} · {visible(question.category)} · about {suggested}"
        self._console.print()
        fits = len(title) + 2 <= self._console.width
        self._console.print(
            Rule(Text(title), align="left", style="dim") if fits else Text(title, style="dim")
        )
        self._console.print(Padding(Text(visible(question.question), style="bold"), (0, 0, 1, 0)))

    def follow_up(self, question: str) -> None:
        self._console.print()
        self._console.print(Text("A follow-up", style="dim"))
        self._console.print(Padding(Text(visible(question), style="bold"), (0, 0, 1, 0)))

    def listening(self) -> None:
        super().listening()
        self.show_meter()

    def show_meter(self) -> None:
        """Begin to draw the live line."""
        if self._live is None:
            self._live = Live(console=self._console, auto_refresh=False, transient=True)
            self._live.start()

    def meter(self, meter: Meter) -> None:
        now_s = time.monotonic()
        if self._live is not None and now_s - self._drawn_s >= REDRAW_S:
            self._drawn_s = now_s
            self._live.update(meter_lines(meter, self._console.width, keys=self._keys), refresh=True)

    def kept(self, take: Take) -> None:
        self.close()
        super().kept(take)

    def close(self) -> None:
        """Take the live line away."""
        if self._live is not None:
            self._live.stop()
            self._live = None


def meter_lines(meter: Meter, width: int, *, keys: bool) -> Text:
    """Two lines of at most `width` columns: time against the suggestion and level with its held peak; a calm word
    while the person pauses."""
    elapsed, suggested = clock_text(meter.elapsed_s), clock_text(meter.suggested_s)
    line = Text(f"● {elapsed} / {suggested}  ", no_wrap=True)
    level = f" {meter.level_dbfs:4.0f} dBFS"
    line.append_text(_bar(meter, max(4, min(32, width - len(line) - len(level)))))
    line.append(level)
    line.truncate(width)
    calm = Text(_pausing(meter, width, keys=keys), style="dim")
    calm.truncate(width, overflow="ellipsis")
    return Text("\n").join([line, calm])


def _pausing(meter: Meter, width: int, *, keys: bool) -> str:
    if meter.pausing_s < PAUSE_SHOWN_S:
        return ""
    said = f"pausing {meter.pausing_s:.0f} s"
    offer = f"{said}, press Enter when you are done" if keys else f"{said}, take your time"
    return offer if len(offer) <= width else said + (", Enter when done" if keys else "")


def _bar(meter: Meter, width: int) -> Text:
    filled, peak = _columns(meter.level_dbfs, width), _columns(meter.peak_dbfs, width)
    cells = ["━" if column < filled else "─" for column in range(width)]
    if 0 < peak <= width:
        cells[peak - 1] = "╋" if peak <= filled else "┃"
    bar = Text("".join(cells))
    bar.stylize("green", 0, filled)
    bar.stylize("dim", filled)
    if meter.peak_dbfs > -1:
        bar.stylize("bold red")
    return bar


def _columns(level_dbfs: float, width: int) -> int:
    return round(width * min(1.0, max(0.0, 1 - level_dbfs / FLOOR_DBFS)))
