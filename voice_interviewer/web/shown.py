"""What the page of an interview shows: one value, replaced after each event. Pure.

A page is given the whole value when it is opened or reloaded, and whenever it changes. So any number of pages can show
the interview, each as it is now.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from voice_interviewer.interview.protocol import (
    Asked,
    Command,
    DiskFull,
    Event,
    Kept,
    Listening,
    MicrophoneBack,
    MicrophoneGone,
    MicrophonesOffered,
    NotReadAloud,
    Preparing,
    ReadingAloud,
    Saying,
)
from voice_interviewer.rehearsal.protocol import Compared, DiskNearlyFull, OneMoment, WhatNext, WritingDown
from voice_interviewer.web.words import in_window, sentence

Phase = Literal[
    "none",  # no interview has begun
    "starting",
    "saying",  # the interviewer says something that is no question
    "asking",
    "preparing",  # one-way: time to think before the recording begins
    "listening",
    "gone",  # the microphone is lost, and is being looked for
    "disk-full",
    "kept",  # a take has ended, and nothing follows yet
    "one-moment",  # an answer is being compared, for a follow-up
    "writing",
    "choosing",  # compared: what next?
    "ended",
    "failed",
]
RUNNING: frozenset[Phase] = frozenset(get_args(Phase)) - {"none", "ended", "failed"}
MOST_NOTICES = 3
_OF_A_QUESTION = frozenset({Command.SKIP, Command.BACK})


@dataclass(frozen=True)
class Notice:
    """A sentence for the person. `number` counts up, so that each is announced once; one that `stays` is shown to
    the end of the interview."""

    number: int
    text: str
    stays: bool = False


@dataclass(frozen=True)
class Shown:
    """The interview as it is now."""

    interview: int = 0
    """Counts the interviews since the program started."""
    phase: Phase = "none"
    step: int = 0
    """Goes up with each turn: a command for an earlier step has come too late, and is dropped, unless it means the same
    now as it did then; see `means_the_same`."""
    asked_step: int = 0
    """The step at which the present question was reached, or the follow-up, greeting or goodbye."""
    number: int = 0
    total: int = 0
    title: str = ""
    category: str = ""
    question: str = ""
    suggested_s: float = 0.0
    is_follow_up: bool = False
    follows: str = ""
    """The question that a follow-up asks on from; else empty."""
    once_more: bool = False
    silence_s: float = 0.0
    """How long a silence ends an answer, hands-free; 0 with keys."""
    limit_s: float = 0.0
    """One-way: where each answer is cut off; 0 in a conversation."""
    left_s: float = 0.0
    """How much is left of the time to prepare."""
    said: str = ""
    """What the interviewer says just now besides the questions."""
    may_repeat: bool = True
    """Whether another take can be chosen after an answer."""
    live_words: bool = False
    """Whether words appear while the person speaks."""
    offered: tuple[str, ...] = ()
    """Microphones to choose from while one is lost."""
    notices: tuple[Notice, ...] = ()
    told_count: int = 0
    compared: int = 0
    """The number of the question that can be compared now, or 0."""
    share: float = 0.0
    """How much of the answer is written down, 0 to 1, while the person waits for it."""
    session: str = ""
    """The name of the session, once it has a folder."""

    @property
    def is_running(self) -> bool:
        """Whether the interview is still going on."""
        return self.phase in RUNNING

    def means_the_same(self, step: int, command: Command) -> bool:
        """Whether what a person asked for at `step` is still what they want: to skip a question, or to go back, as long
        as it is the same question, and to finish at any time. The rest belongs to one turn alone."""
        of_question = self.asked_step if command in _OF_A_QUESTION else self.step
        return (0 if command is Command.FINISH else of_question) <= step <= self.step


def after(shown: Shown, event: Event) -> Shown:
    """What is shown after this event."""
    changed = _changed(shown, event)
    text = sentence(event)
    stays = isinstance(event, NotReadAloud | DiskNearlyFull)
    return told(changed, text, stays=stays) if text else changed


def told(shown: Shown, text: str, *, stays: bool = False) -> Shown:
    """The same with one more notice."""
    count = shown.told_count + 1
    notices = (*shown.notices, Notice(count, in_window(text), stays))
    passing = [each for each in notices if not each.stays][-MOST_NOTICES:]
    kept = tuple(each for each in notices if each.stays or each in passing)
    return replace(shown, notices=kept, told_count=count)


def over(shown: Shown, phase: Literal["ended", "failed"], text: str) -> Shown:
    """What is shown after the end, with a last notice if `text` is not empty: no advice on what can be done no more."""
    last = replace(
        shown, phase=phase, step=shown.step + 1, offered=(), said="", compared=0, notices=_staying(shown)
    )
    return told(last, text, stays=True) if text else last


def _staying(shown: Shown) -> tuple[Notice, ...]:
    """What still holds after a turn."""
    return tuple(each for each in shown.notices if each.stays)


def _changed(shown: Shown, event: Event) -> Shown:
    turn: Callable[..., Shown] = lambda **more: replace(shown, step=shown.step + 1, **more)  # noqa: E731
    match event:
        case Asked(number, total, question, follow_up):
            return turn(
                phase="asking",
                asked_step=shown.step + 1,
                number=number,
                total=total,
                category=question.category,
                question=question.question,
                suggested_s=question.suggested_s,
                is_follow_up=follow_up is not None,
                follows=(shown.follows or shown.question) if follow_up else "",
                once_more=False,
                said="",
                compared=0,
                notices=_staying(shown),
            )
        case Saying(text):
            # A word between two answers passes by: nothing can be done about it.
            is_between = shown.phase == "kept" and shown.number < shown.total
            return (
                replace(shown, said=text)
                if is_between
                else turn(phase="saying", said=text, asked_step=shown.step + 1)
            )
        case Preparing(left_s):
            if shown.phase == "preparing":
                return replace(shown, left_s=left_s)
            return turn(phase="preparing", left_s=left_s)
        case ReadingAloud(once_more):
            return turn(phase="asking", once_more=once_more)
        case Listening():
            return turn(phase="listening", once_more=False, offered=(), compared=0)
        case MicrophoneGone():
            return turn(phase="gone", offered=())
        case MicrophonesOffered(names):
            return replace(shown, offered=names)
        case MicrophoneBack():
            return turn(phase="listening", offered=(), notices=_staying(shown))
        case DiskFull():
            return turn(phase="disk-full")
        case Kept():
            return turn(phase="kept", offered=(), notices=_staying(shown))
        case OneMoment():
            return replace(shown, phase="one-moment")
        case WritingDown(share):
            return replace(shown, phase="writing", share=round(share, 2))
        case Compared(number):
            return replace(shown, compared=number)
        case WhatNext(may_repeat):
            return turn(phase="choosing", may_repeat=may_repeat)
    return shown
