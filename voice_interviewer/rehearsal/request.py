"""What a person wants to rehearse, whichever face they use."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from voice_interviewer.bank.choose import Wish
from voice_interviewer.bank.library import DEFAULT_BANK
from voice_interviewer.interview.turn import Rules
from voice_interviewer.language.small_talk import Words
from voice_interviewer.places import builtin_folder
from voice_interviewer.session.record import Manner

TONE_S = 4.0
"""Hands-free, a silence of this length is answered by a soft tone."""
TONE_SHARE = 2 / 3
"""But where a shorter silence ends an answer, the tone comes after this share of it."""
DEMO_QUESTIONS = ("why-this-role", "unhappy-patient")
VOICE_RATE_WPM = 170
"""About the default pace of the voices of Linux, macOS and Windows."""
FILE = "file:"
"""Begins the name of a microphone that is a sound file or a folder of sound files."""


@dataclass(frozen=True)
class Request:
    """What the person asked for. Empty texts mean the default."""

    bank: str = DEFAULT_BANK
    wish: Wish = field(default_factory=Wish)
    rules: Rules = field(default_factory=lambda: Rules(hands_free=False))
    wants_hands_free: bool = False
    """The person chose it; the rules also say so where there are no keys to be pressed."""
    feedback_each: bool = False
    """Show the comparison after every answer, and let the person choose what comes next."""
    model: str = ""
    language: str = ""
    voice: str = ""
    panel: bool = False
    """Two voices take turns, question by question."""
    voice_rate_wpm: int = VOICE_RATE_WPM
    microphone: str = ""
    speaker: str = ""
    small_talk: Words | None = None
    """Finds what is said besides the questions: a greeting, a word between two answers, an end. None: nothing is."""
    is_demo: bool = False
    resume: Path | None = None
    """The folder of an interview that was cut short and is to be continued; `bank` and `wish` then do not matter."""

    @property
    def manner(self) -> Manner:
        """What of this is kept with the interview, for when the person goes on with it."""
        return Manner(
            hands_free=self.wants_hands_free,
            follow_ups=self.rules.follow_ups,
            feedback_each=self.feedback_each,
            panel=self.panel,
        )

    def held_as(self, kept: Manner | None, chosen: frozenset[str]) -> "Request":
        """The same for an interview that goes on: as it was `kept`, but for the fields of it that were chosen anew."""
        now = self.manner.model_dump()
        before = kept.model_dump(exclude=set(chosen)) if kept else {}
        held = Manner(**{name: now[name] or before.get(name, False) for name in now})
        hands_free = held.hands_free or self.rules.hands_free
        return replace(
            self,
            rules=replace(self.rules, hands_free=hands_free, follow_ups=held.follow_ups),
            wants_hands_free=held.hands_free,
            feedback_each=held.feedback_each,
            panel=held.panel,
        )


def tone_s(silence_s: float, microphone: str) -> float | None:
    """After how much silence the tone sounds, if `silence_s` of it ends an answer; None for a sound file."""
    return None if microphone.startswith(FILE) else min(TONE_S, silence_s * TONE_SHARE)


def demonstration(model: str = "", speaker: str = "") -> Request:
    """Two questions of the default bank, with our sample answers in place of a microphone."""
    return Request(
        wish=Wish(ids=DEMO_QUESTIONS),
        rules=Rules(hands_free=True, tone_s=None),
        model=model,
        microphone=f"{FILE}{builtin_folder('demo')}",
        speaker=speaker,
        is_demo=True,
    )
