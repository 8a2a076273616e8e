"""Whose turn is it? Decided purely, from how long the person has spoken and been silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True)
class Rules:
    """When an answer ends. With keys nothing ends it but the person; hands-free, a long silence does.

    Silences of 1.2, 3 and even 10 s were too short for somebody (mbailey/voicemode#297, OpenVoiceUI#79), and about
    5 s was asked for (elevenlabs/packages#47): hence 6 s, and only where no key can be pressed.
    """

    hands_free: bool
    silence_s: float = 6.0
    max_answer_s: float = 180.0
    tone_s: float | None = 4.0
    """A silence of this length is answered by a soft tone; None where nobody would hear it."""
    ask_again_s: float = 20.0
    """A person who has not begun by then hears the question again."""
    give_up_s: float = 60.0
    """A person who has not begun by then has no answer."""
    warning_s: float = 30.0
    """How long before `max_answer_s` the end is announced."""
    follow_ups: bool = False
    """Whether one may follow an answer: their sound is made ready while the person speaks."""


class Due(Enum):
    """What is to be done now."""

    NOTHING = auto()
    TONE = auto()
    ASK_AGAIN = auto()
    SAY_SUGGESTED = auto()
    SAY_LIMIT_NEAR = auto()
    SAY_LIMIT = auto()
    END_SILENCE = auto()
    END_UNANSWERED = auto()
    END_LIMIT = auto()


def due(
    rules: Rules, *, elapsed_s: float, suggested_s: float, has_begun: bool, silence_s: float
) -> tuple[Due, ...]:
    """All that the clock of the take asks for, the most urgent first.

    `silence_s` counts from the last speech, or from the start; all times count in recorded sound.
    """
    if rules.hands_free:
        return tuple(_hands_free(rules, elapsed_s, has_begun, silence_s))
    return tuple(_with_keys(rules, elapsed_s, suggested_s))


def _hands_free(rules: Rules, elapsed_s: float, has_begun: bool, silence_s: float) -> Iterator[Due]:
    if elapsed_s >= rules.max_answer_s:
        yield Due.END_LIMIT
    if has_begun and silence_s >= rules.silence_s:
        yield Due.END_SILENCE
    if not has_begun and elapsed_s >= rules.give_up_s:
        yield Due.END_UNANSWERED
    if not has_begun and elapsed_s >= rules.ask_again_s:
        yield Due.ASK_AGAIN
    if has_begun and rules.tone_s is not None and silence_s >= rules.tone_s:
        yield Due.TONE
    if elapsed_s >= rules.max_answer_s - rules.warning_s:
        yield Due.SAY_LIMIT_NEAR


def _with_keys(rules: Rules, elapsed_s: float, suggested_s: float) -> Iterator[Due]:
    if elapsed_s >= rules.max_answer_s:
        yield Due.SAY_LIMIT
    if elapsed_s >= suggested_s:
        yield Due.SAY_SUGGESTED
