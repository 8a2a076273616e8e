"""Whose turn is it? Decided purely, from how long the person has spoken and been silent."""

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
    ask_again_s: float = 20.0
    """A person who has not begun by then hears the question again."""
    give_up_s: float = 60.0
    """A person who has not begun by then has no answer."""
    warning_s: float = 30.0
    """How long before `max_answer_s` the end is announced."""


class Due(Enum):
    """What is to be done now."""

    NOTHING = auto()
    ASK_AGAIN = auto()
    ANNOUNCE_LIMIT = auto()
    END_SILENCE = auto()
    END_UNANSWERED = auto()
    END_LIMIT = auto()


def due(rules: Rules, *, elapsed_s: float, has_begun: bool, silence_s: float) -> Due:
    """What the clock of the take asks for. `silence_s` counts from the last speech; both count in recorded sound."""
    if elapsed_s >= rules.max_answer_s and rules.hands_free:
        return Due.END_LIMIT
    if rules.hands_free and has_begun and silence_s >= rules.silence_s:
        return Due.END_SILENCE
    if rules.hands_free and not has_begun and elapsed_s >= rules.give_up_s:
        return Due.END_UNANSWERED
    if rules.hands_free and not has_begun and elapsed_s >= rules.ask_again_s:
        return Due.ASK_AGAIN
    if elapsed_s >= rules.max_answer_s - rules.warning_s:
        return Due.ANNOUNCE_LIMIT
    return Due.NOTHING
