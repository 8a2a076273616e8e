"""The interview on a terminal: what a person reads at each event, and which keys give which commands."""

import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from voice_interviewer.errors import MUTED
from voice_interviewer.interview.input_watch import Fault
from voice_interviewer.interview.protocol import (
    Asked,
    BadInput,
    Command,
    DiskFull,
    Event,
    Kept,
    Listening,
    LongAnswer,
    Meter,
    MicrophoneBack,
    MicrophoneGone,
    MicrophoneRefused,
    MicrophonesOffered,
    NoQuestionBefore,
    NotReadAloud,
    OnlyOnce,
    Preparing,
    ReadingAloud,
    Saying,
    SuggestedTimeReached,
    TimeNearlyUp,
    UseMicrophone,
)
from voice_interviewer.readable import clock_text, visible
from voice_interviewer.rehearsal.protocol import (
    Compared,
    DiskNearlyFull,
    OneMoment,
    OnlyOneVoice,
    OtherVoice,
    SoundsNotKept,
    TooLateToFollowUp,
    WhatNext,
    WritingDown,
)

REDRAW_S = 0.1
"""The time between two pictures: ten a second look live, and cost next to nothing."""
PAUSE_SHOWN_S = 1.5
"""After a pause of this length the screen says something calming. Over 1 s is long (Campione & Véronis 2002)."""
FLOOR_DBFS = -60.0
"""The level at the left end of the meter, about that of a quiet room."""
MOST_OFFERED = 9
"""At most this many microphones are offered, as each needs a key."""

KEYS = {
    "Enter": "done, or begin at once while the question is being read",
    "r": "say it again from the start (the earlier take is kept)",
    "a": "ask the question again (the take waits meanwhile)",
    "b": "back to the question before, for a new take",
    "s": "skip this question (what was said is kept)",
    "q": "finish the interview now (what was said is kept)",
    "?": "this list",
}
"""What each key means, as the list of keys says it."""
COMMANDS = {
    "enter": Command.DONE,
    "r": Command.AGAIN,
    "a": Command.ASK_AGAIN,
    "b": Command.BACK,
    "s": Command.SKIP,
    "q": Command.FINISH,
}
"""The command that each key gives."""
FAULTS = {
    Fault.ZEROS: MUTED,
    Fault.QUIET: "You are very quiet: come closer to the microphone, or turn its level up in the sound settings.",
    Fault.CLIPPING: (
        "You are too loud for the microphone: move back a little, or turn its level down in the sound settings."
    ),
}
"""What a person is told about each fault of the microphone's sound."""


class Keys(Protocol):
    """Where keys come from."""

    def read(self) -> tuple[str, ...]:
        """The keys pressed since the last call, without waiting. Raises KeyboardInterrupt for Ctrl-C."""
        ...


class PlainFace:
    """Prints sentences only and redraws nothing: for screen readers, logs and pipes."""

    def __init__(
        self,
        console: Console,
        keys: Keys | None = None,
        show_comparison: Callable[[int], None] = lambda _: None,
    ) -> None:
        """A face without `keys` is for interviews in which nobody presses any.

        Args:
            console: Where sentences go.
            keys: Where keys come from.
            show_comparison: Prints what is known of the answer to a question, given the question's number.
        """
        self._console = console
        self._keys = keys
        self._show_comparison = show_comparison
        self._offered: tuple[str, ...] = ()
        self._is_writing = False
        self._is_preparing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End whatever is still being drawn: here, nothing."""

    def commands(self) -> tuple[Command | UseMicrophone, ...]:
        """The commands that were given; see `Face.commands`. If "?" was pressed, the list of keys is printed."""
        return tuple(self._commands(self._keys.read())) if self._keys else ()

    def _commands(self, pressed: tuple[str, ...]) -> Iterator[Command | UseMicrophone]:
        for key in pressed:
            if key == "?":
                for name, meaning in KEYS.items():
                    self.say(f"  {name:>5}  {meaning}")
            elif key in COMMANDS:
                yield COMMANDS[key]
            elif key in "123456789"[: len(self._offered)]:
                yield UseMicrophone(self._offered[int(key) - 1])

    def tell(self, event: Event) -> None:
        """Show an event; see `Face.tell`."""
        match event:
            case Asked(follow_up=None):
                self._is_preparing = False
                self.question(event)
            case Asked():
                self.follow_up(event.question.question)
            case Preparing(left_s):
                self.preparing(left_s, is_first=not self._is_preparing)
                self._is_preparing = True
            case Listening():
                self.listening()
            case Meter():
                self.meter(event)
            case Kept():
                self.kept(event)
            case WritingDown():
                self._writing_down()
            case Compared(number):
                self._is_writing = False
                self._show_comparison(number)
            case _:
                for sentence in self._sentences(event):
                    self.say(sentence)

    def question(self, asked: Asked) -> None:
        """Show the question, its number, its category and the suggested length."""
        suggested = clock_text(asked.question.suggested_s)
        self.say(
            f"Question {asked.number} of {asked.total}, {asked.question.category}, about {suggested}: "
            f"{asked.question.question}"
        )

    def follow_up(self, question: str) -> None:
        """Show a follow-up question."""
        self.say(f"A follow-up: {question}")

    def preparing(self, left_s: float, *, is_first: bool) -> None:
        """Say at the beginning how long the person has to prepare."""
        if is_first:
            begin = " Enter: begin now." if self._keys else ""
            self.say(f"{left_s:.0f} seconds to prepare.{begin}")

    def listening(self) -> None:
        """Say that everything is now being recorded."""
        self.say("Listening. Press Enter when you are done, ? for all keys." if self._keys else "Listening.")

    def show_meter(self) -> None:
        """Begin to show the meter: here, nothing."""

    def meter(self, meter: Meter) -> None:
        """Show the state of the take: here, nothing, because figures that change all the time make no sentence."""

    def kept(self, kept: Kept) -> None:
        """Say that a take was kept, and how long it is."""
        take = kept.take
        again = f" (take {take.number})" if take.number > 1 else ""
        self.say(f"Kept{again}: {clock_text(take.duration_s)}.")

    def say(self, sentence: str) -> None:
        """Print a sentence, in which nothing is mark-up."""
        self._console.print(Text(visible(sentence)))

    def _writing_down(self) -> None:
        if not self._is_writing:
            self._is_writing = True
            self.say("Writing it down …")

    def _sentences(self, event: Event) -> tuple[str, ...]:
        """What to say about an event that is no more than a notice."""
        keys = self._keys is not None
        match event:
            case Saying(text):
                return (text,)
            case ReadingAloud(once_more=True):
                return ("The question once more; the recording waits.",)
            case SuggestedTimeReached():
                return ("That is about the suggested length. Take your time; Enter when you are done.",)
            case LongAnswer():
                return ("A long answer by now; press Enter when you are done.",)
            case TimeNearlyUp(left_s):
                return (f"{left_s:.0f} seconds are left for this answer.",)
            case NoQuestionBefore():
                return ("This is the first question: there is none before it.",)
            case BadInput(fault):
                return (FAULTS[fault],)
            case NotReadAloud(error):
                return (str(error), "The questions are shown: read them yourself.")
            case MicrophoneGone(error):
                ways_out = " Enter: done. r: say it again. q: finish." if keys else ""
                return (
                    f"{error} What you said until then is kept.",
                    f"Plug it in or unmute it, and go on speaking.{ways_out}",
                )
            case MicrophonesOffered(names) if keys:
                self._offered = names[:MOST_OFFERED]
                numbered = "".join(f" {number}: {name}." for number, name in enumerate(self._offered, 1))
                return (f"Or choose another by its number:{numbered}",)
            case MicrophoneRefused(error):
                return (str(error),)
            case MicrophoneBack():
                self._offered = ()
                return ("The microphone is back: go on.",)
            case DiskFull(error):
                return (
                    f"{error} What was recorded before that is kept.",
                    "The interview waits. Enter: say this answer again. s: skip it. q: finish now.",
                )
            case DiskNearlyFull(folder, free_bytes, needed_bytes):
                free, needed = (f"{each / 1e6:.0f} MB" for each in (free_bytes, needed_bytes))
                return (
                    (
                        f"The disk of {folder} has only {free} left, and this interview may need {needed}: "
                        "free some space, or choose another folder with --audio-dir."
                    ),
                )
            case OnlyOneVoice():
                return (
                    "This computer has no second voice for this language: one interviewer asks everything.",
                )
            case OtherVoice(error):
                return (str(error), "Until then the computer's own voice asks what was not recorded.")
            case SoundsNotKept(error):
                return (str(error), "The questions are read all the same, and made anew another time.")
            case OneMoment():
                return ("One moment …",)
            case TooLateToFollowUp():
                return ("Your answer was not written down in time for a follow-up, so there is none.",)
            case WhatNext(may_repeat):
                again = "r: another take.  " if may_repeat else ""
                return (f"Enter: next question.  {again}q: finish the interview.",)
            case OnlyOnce():
                return ("Not in a one-way interview: each question is asked once, and answered once.",)
        return ()


class LiveFace(PlainFace):
    """As PlainFace, with a rule above each question, and a meter that is redrawn while the person answers."""

    _live: Live | None = None
    _drawn_s = 0.0

    def question(self, asked: Asked) -> None:
        """Show the question below a rule with its number, its category and the suggested length."""
        self.close()  # a question that was skipped while the person prepared
        question = asked.question
        suggested = clock_text(question.suggested_s)
        title = f"Question {asked.number} of {asked.total} · {visible(question.category)} · about {suggested}"
        self._console.print()
        fits = len(title) + 2 <= self._console.width
        self._console.print(
            Rule(Text(title), align="left", style="dim") if fits else Text(title, style="dim")
        )
        self._console.print(Padding(Text(visible(question.question), style="bold"), (0, 0, 1, 0)))

    def follow_up(self, question: str) -> None:
        """Show a follow-up question."""
        self._console.print()
        self._console.print(Text("A follow-up", style="dim"))
        self._console.print(Padding(Text(visible(question), style="bold"), (0, 0, 1, 0)))

    def preparing(self, left_s: float, *, is_first: bool) -> None:
        """Say at the beginning how long the person has to prepare, then count down."""
        super().preparing(left_s, is_first=is_first)
        self.show_meter()
        if self._live is not None:
            self._live.update(Text(f"○ {clock_text(left_s)} left to prepare"), refresh=True)

    def listening(self) -> None:
        """Say that everything is now being recorded, and show the meter."""
        super().listening()
        self.show_meter()

    def show_meter(self) -> None:
        """Begin to draw the meter."""
        if self._live is None:
            self._live = Live(console=self._console, auto_refresh=False, transient=True)
            self._live.start()

    def meter(self, meter: Meter) -> None:
        """Redraw the meter, if REDRAW_S have passed."""
        now_s = time.monotonic()
        if self._live is not None and now_s - self._drawn_s >= REDRAW_S:
            self._drawn_s = now_s
            lines = meter_lines(meter, self._console.width, keys=self._keys is not None)
            self._live.update(lines, refresh=True)

    def kept(self, kept: Kept) -> None:
        """Remove the meter, and say that a take was kept and how long it is."""
        self.close()
        super().kept(kept)

    def close(self) -> None:
        """Remove the meter."""
        if self._live is not None:
            self._live.stop()
            self._live = None


def meter_lines(meter: Meter, width: int, *, keys: bool) -> Text:
    """The meter: two lines of at most `width` columns.

    The first has the time and the suggested one, or what is left until the answer is cut off, and the level with its
    held peak; the second says something calming while the person pauses. `keys` tells whether they can press Enter.
    """
    elapsed, suggested = clock_text(meter.elapsed_s), clock_text(meter.suggested_s)
    time = f"{elapsed} / {suggested}" if meter.left_s is None else f"{clock_text(meter.left_s)} left"
    line = Text(f"● {time}  ", no_wrap=True)
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
