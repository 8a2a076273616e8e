"""Two voices that take turns, as two interviewers do."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from voice_interviewer.errors import VoiceError

if TYPE_CHECKING:
    from voice_interviewer.clip import Clip
    from voice_interviewer.devices.protocols import Voice


class PanelVoice:
    """Reads some texts with a second voice, and everything with the first where there is no second.

    The second is looked for when its first text comes, so that this never delays the first sound.
    """

    def __init__(
        self, first: "Voice", find_second: "Callable[[], Voice | None]", of_second: frozenset[str]
    ) -> None:
        """`find_second` may take a while, and raise VoiceError; `of_second` are the texts of the second voice."""
        self.name = first.name
        """The names of both, as far as they are known."""
        self._first = first
        self._find_second = find_second
        self._of_second = of_second
        self._second: Voice | None = None
        self._has_looked = False

    @property
    def is_alone(self) -> bool:
        """Whether a second voice was looked for and there is none."""
        return self._has_looked and self._second is None

    def synthesise(self, text: str) -> "Clip":
        """The text as sound. Called from one thread at a time. Raises VoiceError."""
        clip = self._whose(text).synthesise(text)
        self.name = ", ".join(voice.name for voice in (self._first, self._second) if voice)
        return clip

    def _whose(self, text: str) -> "Voice":
        if text not in self._of_second:
            return self._first
        if not self._has_looked:
            with suppress(
                VoiceError
            ):  # whatever is wrong with the voices is told when the first one cannot read
                self._second = self._find_second()
            self._has_looked = True
        return self._second or self._first
