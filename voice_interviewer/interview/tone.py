"""A soft tone: the only sound besides speech that the program makes."""

import numpy as np

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.clip import Clip
from voice_interviewer.devices.protocols import Playback, Speaker
from voice_interviewer.errors import SpeakerError
from voice_interviewer.interview.recording import Recording

ECHO_S = 0.35
"""How much longer than the tone the microphone may hear it: measured latencies add up to 0.3 s."""
PROMPT_S = 0.2
"""How long the recording waits for the speaker to open, which took 0.07 s here."""

_RATE_HZ = 24_000
_PITCH_HZ = 523.25  # C5, clear on small loudspeakers
_DURATION_S = 0.25
_PEAK = 0.1  # -20 dBFS: below speech, above a quiet room


class Tone:
    """Sounds the tone during a recording, and keeps it out of what is listened to.

    If the speaker fails there is no tone, which does no harm: the screen counts the silence too.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._starting: BackgroundCall[Playback] | None = None
        self._playback: Playback | None = None

    def sound(self, recording: Recording) -> None:
        """Start the tone, unless one is just starting; returns within PROMPT_S."""
        if self._starting is None:
            self._starting = BackgroundCall(
                lambda: self._speaker.play(soft_tone()), lambda playback: playback.stop()
            )
            self._starting.wait(PROMPT_S)
            self.step(recording)

    def step(self, recording: Recording) -> None:
        """See whether the tone has started or ended: only asking whether a clip has finished closes its stream."""
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
    """A tone of a quarter of a second, which swells and fades so that it does not click."""
    time_s = np.arange(round(_DURATION_S * _RATE_HZ)) / _RATE_HZ
    envelope = np.sin(np.pi * time_s / _DURATION_S) ** 2
    return Clip((_PEAK * envelope * np.sin(2 * np.pi * _PITCH_HZ * time_s)).astype(np.float32), _RATE_HZ)
