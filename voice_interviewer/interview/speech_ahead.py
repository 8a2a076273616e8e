"""Questions turned into sound before their turn comes."""

from collections.abc import Mapping
from concurrent.futures import Executor, Future

from voice_interviewer.clip import Clip
from voice_interviewer.devices.protocols import Voice
from voice_interviewer.interview.silence import Silence

KEPT_CLIPS = 8
"""Enough for this question, the next one, and the follow-ups that may be asked. A clip takes up to a megabyte, and an
interview can be of any length, so older clips are dropped; a question asked again later is synthesised again."""


class SpeechAhead:
    """Turns texts into clips, one after another, on another thread."""

    def __init__(
        self,
        voice: Voice,
        executor: Executor,
        begun: Mapping[str, Future[Clip]] | None = None,
        silence: Silence | None = None,
    ) -> None:
        """Nothing is prepared yet.

        Args:
            voice: Turns a text into sound.
            executor: Has one thread, on which it does.
            begun: Texts that the voice has already begun to synthesise.
            silence: Where the voice sees whether somebody waits for it; to be noted by whoever reads aloud.
        """
        self.silence = silence or Silence()
        self._voice = voice
        self._executor = executor
        self._clips: dict[str, Future[Clip]] = dict(begun or {})

    def prepare(self, text: str) -> None:
        """Begin to synthesise this text, unless that has been done; returns at once.

        One that failed is tried again. Beyond KEPT_CLIPS, the clips prepared longest ago are dropped.
        """
        known = self._clips.pop(text, None)
        if known is None or (known.done() and known.exception() is not None):
            known = self._executor.submit(self._voice.synthesise, text)
        self._clips[text] = known
        while len(self._clips) > KEPT_CLIPS:
            del self._clips[next(iter(self._clips))]

    def ready(self, text: str) -> bool:
        """Whether `clip` would return at once. The text must have been prepared."""
        return self._clips[text].done()

    def clip(self, text: str) -> Clip:
        """The sound of a prepared text; waits for it. Raises VoiceError."""
        return self._clips[text].result()
