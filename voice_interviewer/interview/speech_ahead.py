"""Questions as sound, ready before their turn comes."""

from collections.abc import Mapping
from concurrent.futures import Executor, Future

from voice_interviewer.clip import Clip
from voice_interviewer.devices.protocols import Voice

KEPT_CLIPS = 8
"""This question, the next one and the follow-ups that may be asked. A clip is up to a megabyte, and interviews are as
long as somebody wants; what is asked once more later is spoken anew."""


class SpeechAhead:
    """Texts on their way to becoming clips, one after the other, on another thread."""

    def __init__(
        self, voice: Voice, executor: Executor, begun: Mapping[str, Future[Clip]] | None = None
    ) -> None:
        """`begun` are texts that the voice is at work on already."""
        self._voice = voice
        self._executor = executor
        self._clips: dict[str, Future[Clip]] = dict(begun or {})

    def prepare(self, text: str) -> None:
        """Have this text ready soon; returns at once. One that failed is tried again, and of those that were prepared
        longest ago the sound is forgotten."""
        known = self._clips.pop(text, None)
        if known is None or (known.done() and known.exception() is not None):
            known = self._executor.submit(self._voice.synthesise, text)
        self._clips[text] = known
        while len(self._clips) > KEPT_CLIPS:
            del self._clips[next(iter(self._clips))]

    def ready(self, text: str) -> bool:
        """Whether `clip` would return at once."""
        return self._clips[text].done()

    def clip(self, text: str) -> Clip:
        """The prepared text's sound; waits until it is there. Raises VoiceError."""
        return self._clips[text].result()
