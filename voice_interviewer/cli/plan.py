"""What was asked for, as `practice` and `demo` understood it."""

from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.bank.choose import Wish
from voice_interviewer.interview.turn import Rules


@dataclass(frozen=True)
class Plan:
    """What was asked for; empty texts mean the default."""

    bank: str
    wish: Wish
    rules: Rules
    feedback_each: bool = False
    model: str = ""
    language: str = ""
    voice: str = ""
    voice_rate_wpm: int = 170
    microphone: str = ""
    speaker: str = ""
    plain: bool = False
    resume: bool = False
    is_demo: bool = False
    open_page: bool = True
    audio_dir: Path | None = None

    @property
    def keys(self) -> bool:
        """Whether somebody is there to press them."""
        return not self.rules.hands_free
