"""Whose turn it is, decided from how long the person has spoken and been silent. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from voice_interviewer.bank.choose import OneWay

ONE_WAY_WARNING_S = 10.0
"""How long before its end a one-way answer is warned: enough for a last sentence."""


@dataclass(frozen=True)
class Rules:
    """When an answer ends. With keys, only the person ends it; hands-free, a long silence does.

    Users elsewhere found 1.2, 3 and even 10 s of silence too short (mbailey/voicemode#297, OpenVoiceUI#79), or asked
    for about 5 s (elevenlabs/packages#47). Hence 6 s, and only where no key can be pressed.
    """

    hands_free: bool
    silence_s: float = 6.0
    max_answer_s: float = 180.0
    tone_s: float | None = None
    """After this much silence a soft tone sounds; None where nobody would hear it."""
    ask_again_s: float = 20.0
    """The question is read again if the person has not begun by then."""
    give_up_s: float = 60.0
    """The question is left unanswered if the person has not begun by then."""
    warning_s: float = 30.0
    """How long before `max_answer_s` the person is told that the answer will end."""
    follow_ups: bool = False
    """Whether a follow-up may be asked after an answer; their sound is prepared while the person speaks."""
    one_way: OneWay | None = None
    """The times of a one-way interview, in which the limit ends every answer; None for a conversation."""

    @property
    def near_s(self) -> float:
        """How long before the end of an answer the person is told of it."""
        return ONE_WAY_WARNING_S if self.one_way else self.warning_s


class Due(Enum):
    """What the interview should do now."""

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
    """Everything that is due at this moment of a take, the most urgent first.

    Args:
        rules: When an answer ends.
        elapsed_s: How long the take is, in recorded sound.
        suggested_s: The length that the bank suggests.
        has_begun: Whether the person has said anything yet.
        silence_s: Recorded time since the last speech, or since the start.
    """
    if rules.one_way:
        return tuple(_one_way(rules, rules.one_way.limit_s, elapsed_s, has_begun, silence_s))
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


def _one_way(
    rules: Rules, limit_s: float, elapsed_s: float, has_begun: bool, silence_s: float
) -> Iterator[Due]:
    if elapsed_s >= limit_s:
        yield Due.END_LIMIT
    if rules.hands_free and has_begun and silence_s >= rules.silence_s:
        yield Due.END_SILENCE
    if rules.hands_free and has_begun and rules.tone_s is not None and silence_s >= rules.tone_s:
        yield Due.TONE
    if elapsed_s >= limit_s - rules.near_s:
        yield Due.SAY_LIMIT_NEAR


def _with_keys(rules: Rules, elapsed_s: float, suggested_s: float) -> Iterator[Due]:
    if elapsed_s >= rules.max_answer_s:
        yield Due.SAY_LIMIT
    if elapsed_s >= suggested_s:
        yield Due.SAY_SUGGESTED
