"""Three seconds of listening to the microphone: is it fit for an interview?"""

import numpy as np

from voice_interviewer.cli.screen import LiveScreen, PlainScreen
from voice_interviewer.clip import Clip, Samples
from voice_interviewer.devices.protocols import Microphone
from voice_interviewer.interview.input_watch import FULL_SCALE, QUIET_DBFS, Fault
from voice_interviewer.interview.recording import Meter
from voice_interviewer.interview.room import Keyboard
from voice_interviewer.level import AUDIBLY_CLIPPED_SHARE, peak_dbfs, rms_dbfs

LISTENING_S = 3.0
"""Long enough to say something, short enough to wait for."""
NOISY_DB = 12.0
"""A voice should stand out from the room by more; end of answer was measured to be safe from 10 dB upwards."""
_FRAME_S = 0.05


def listen(microphone: Microphone, screen: PlainScreen | LiveScreen, keyboard: Keyboard) -> Clip | None:
    """Listen for LISTENING_S, showing the level; None if a key was pressed to skip it. Raises MicrophoneLost."""
    microphone.cue("")
    blocks: list[Samples] = []
    heard_s = 0.0
    while heard_s < LISTENING_S:
        block = microphone.read(_FRAME_S)
        if keyboard.read():
            return None
        if block is not None:
            blocks.append(block)
            heard_s += len(block) / microphone.rate_hz
            screen.meter(Meter(heard_s, LISTENING_S, rms_dbfs(block), peak_dbfs(block), pausing_s=0.0))
    return Clip(np.concatenate(blocks), microphone.rate_hz)


def verdict(clip: Clip) -> tuple[bool, str]:
    """Whether it will do, and one sentence with the level of the voice, the room's, or what to mend.

    The voice is the loudest tenth of the frames, the room the quietest.
    """
    if not np.any(clip.samples):
        return False, Fault.ZEROS.value
    length = round(_FRAME_S * clip.rate_hz)
    frames = clip.samples[: len(clip.samples) // length * length].reshape(-1, length)
    levels_dbfs = np.array([rms_dbfs(frame) for frame in frames])
    voice_dbfs, room_dbfs = np.quantile(levels_dbfs, 0.9), np.quantile(levels_dbfs, 0.1)
    if np.mean(np.abs(clip.samples) >= FULL_SCALE) >= AUDIBLY_CLIPPED_SHARE:
        return False, Fault.CLIPPING.value
    said = f"your voice {voice_dbfs:.0f} dBFS, the room {room_dbfs:.0f} dBFS"
    if voice_dbfs < QUIET_DBFS:
        return False, f"{Fault.QUIET.value} ({said})"
    if voice_dbfs - room_dbfs < NOISY_DB:
        return True, f"It hears you hardly better than the room ({said}); speak up, or find a quieter place."
    return True, f"Good: {said}."
