"""What somebody wants to rehearse, whichever face they said it to."""

from dataclasses import dataclass, field
from pathlib import Path

from voice_interviewer.bank.choose import Wish
from voice_interviewer.bank.library import DEFAULT_BANK
from voice_interviewer.interview.turn import Rules
from voice_interviewer.resources import builtin_folder

TONE_S = 4.0
"""Hands-free, a silence of this length has a soft tone; sooner where a shorter silence ends an answer."""
DEMO_QUESTIONS = ("why-this-role", "unhappy-patient")
VOICE_RATE_WPM = 170
"""About the pace of the voices of all three systems as they come."""
FILE = "file:"
"""What the name of a microphone begins with that is a sound file, or a folder of them."""


@dataclass(frozen=True)
class Request:
    """What was asked for; empty texts mean the default."""

    bank: str = DEFAULT_BANK
    wish: Wish = field(default_factory=Wish)
    rules: Rules = field(default_factory=lambda: Rules(hands_free=False))
    feedback_each: bool = False
    """Compare after every answer, and let the person choose what is next."""
    model: str = ""
    language: str = ""
    voice: str = ""
    voice_rate_wpm: int = VOICE_RATE_WPM
    microphone: str = ""
    speaker: str = ""
    is_demo: bool = False
    resume: Path | None = None
    """The folder of an interview that was cut short, to go on with; bank and wish do not matter then."""


def tone_s(silence_s: float, microphone: str) -> float | None:
    """After how long a silence a hands-free answer has its tone; a sound file needs none."""
    return None if microphone.startswith(FILE) else min(TONE_S, silence_s * 2 / 3)


def demonstration(model: str = "", speaker: str = "") -> Request:
    """Two questions of the first bank, with our sample answers as the microphone."""
    return Request(
        wish=Wish(ids=DEMO_QUESTIONS),
        rules=Rules(hands_free=True, tone_s=None),
        model=model,
        microphone=f"{FILE}{builtin_folder('demo')}",
        speaker=speaker,
        is_demo=True,
    )
