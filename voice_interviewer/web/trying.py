"""Tries before an interview: say a sentence, hear it played back, hear the voice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from voice_interviewer.errors import VoiceInterviewerError
from voice_interviewer.interview.protocol import Meter
from voice_interviewer.web.words import verdict

if TYPE_CHECKING:
    from voice_interviewer.clip import Clip

VOICE_SAYS = "This is the voice that will ask you questions."


@dataclass(frozen=True)
class Tried:
    """What is being tried now, and how the last tries went: of the microphone, and of voice and speaker."""

    now: Literal["", "listening", "playing", "speaking"] = ""
    microphone: str = ""
    heard: str = ""
    """How the microphone did, in a sentence; empty before the first try."""
    heard_well: bool = False
    can_play: bool = False
    spoken: str = ""
    spoken_well: bool = False


class Trying:
    """One try at a time, each on a thread of its own. `tried` and `meter` may be read at any time."""

    def __init__(self) -> None:
        self.tried = Tried()
        self.meter: Meter | None = None
        self._clip: Clip | None = None
        self._lock = Lock()
        self._thread: Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being tried."""
        return self._thread is not None and self._thread.is_alive()

    def microphone(self, wanted: str) -> bool:
        """Listen for three seconds; False if something else is being tried."""
        return self._begin("listening", lambda: self._listen(wanted))

    def play_back(self, speaker: str) -> bool:
        """Play what was heard last; False if nothing was, or if something else is being tried."""
        return self._clip is not None and self._begin("playing", lambda: self._play(speaker))

    def voice(self, wanted: str, speaker: str) -> bool:
        """Have the voice say a sentence; False if something else is being tried."""
        return self._begin("speaking", lambda: self._speak(wanted, speaker))

    def _begin(self, now: Literal["listening", "playing", "speaking"], act: Callable[[], Tried]) -> bool:
        with self._lock:
            if self.is_busy:
                return False
            self.tried = replace(self.tried, now=now)

            def run() -> None:
                tried = self.tried
                try:
                    tried = act()
                finally:
                    self.tried, self.meter = replace(tried, now=""), None

            self._thread = Thread(target=run, name="try", daemon=True)
            self._thread.start()
            return True

    def _listen(self, wanted: str) -> Tried:
        from voice_interviewer.rehearsal.device_checks import check_microphone

        found = check_microphone(wanted, self._tell)
        if found.listened is None:
            self._clip = None
            return replace(
                self.tried, microphone="", heard=str(found.error), heard_well=False, can_play=False
            )
        self._clip = found.listened.clip
        return replace(
            self.tried,
            microphone=found.name,
            heard=verdict(found.listened),
            heard_well=found.listened.will_do,
            can_play=True,
        )

    def _tell(self, meter: Meter) -> None:
        self.meter = meter

    def _play(self, speaker: str) -> Tried:
        from voice_interviewer.rehearsal.device_checks import play

        assert self._clip is not None, "there is something to play"
        try:
            return replace(self.tried, spoken=f"Played on {play(self._clip, speaker)}.", spoken_well=True)
        except VoiceInterviewerError as error:
            return replace(self.tried, spoken=str(error), spoken_well=False)

    def _speak(self, wanted: str, speaker: str) -> Tried:
        from voice_interviewer.rehearsal.device_checks import check_speaker, check_voice

        voice = check_voice(wanted, VOICE_SAYS)
        played = check_speaker(speaker, voice.clip) if voice.clip else voice
        said = str(played.error) if played.error else f"{voice.name}, on {played.name}."
        return replace(self.tried, spoken=said, spoken_well=played.error is None)
