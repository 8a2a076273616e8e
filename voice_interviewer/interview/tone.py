"""A soft tone: the program's only sound that is no word."""

import numpy as np

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.clip import Clip
from voice_interviewer.devices.protocols import Playback, Speaker
from voice_interviewer.errors import SpeakerError
from voice_interviewer.interview.recording import Recording

ECHO_S = 0.35
"""What the microphone hears of the tone comes later than the order to play it: measured latencies add up to 0.3 s."""
PROMPT_S = 0.2
"""A speaker opens in 0.07 s here; for one that takes longer the recording does not wait."""

_RATE_HZ = 24_000
_PITCH_HZ = 523.25  # C5, clear on small loudspeakers
_DURATION_S = 0.25
_PEAK = 0.1  # -20 dBFS: below speech, above a quiet room


class Tone:
    """The tone of one interview, sounded beside the recording and kept out of what is listened to.

    Where no speaker plays it, it is missing: the silence is counted on the screen too.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._starting: BackgroundCall[Playback] | None = None
        self._playback: Playback | None = None

    def sound(self, recording: Recording) -> None:
        """Begin to sound, soon."""
        if self._starting is None:
            self._starting = BackgroundCall(
                lambda: self._speaker.play(soft_tone()), lambda playback: playback.stop()
            )
            self._starting.wait(PROMPT_S)
            self.step(recording)

    def step(self, recording: Recording) -> None:
        """Whoever has played a clip asks whether it is over, for only then its stream is closed."""
        try:
            if self._starting is not None and self._starting.wait(0.0):
                starting, self._starting = self._starting, None
                self._playback = starting.result()
                recording.mask(_DURATION_S + ECHO_S)
            if self._playback is not None and self._playback.finished():
                self._playback = None
        except SpeakerError:
            self._playback = None


def soft_tone() -> Clip:
    """A quarter of a second that swells and fades, so that it does not click."""
    time_s = np.arange(round(_DURATION_S * _RATE_HZ)) / _RATE_HZ
    envelope = np.sin(np.pi * time_s / _DURATION_S) ** 2
    return Clip((_PEAK * envelope * np.sin(2 * np.pi * _PITCH_HZ * time_s)).astype(np.float32), _RATE_HZ)
