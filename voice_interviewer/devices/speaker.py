"""The speaker: each clip gets a sounddevice output stream of its own, which can be silenced at once."""

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.clip import Clip, Samples
from voice_interviewer.devices.portaudio import (
    SoundDevice,
    choose_device,
    close_stream,
    list_devices,
    load_portaudio,
    open_stream,
    refresh,
)
from voice_interviewer.devices.protocols import Playback, Speaker
from voice_interviewer.devices.timeouts import Stall
from voice_interviewer.errors import DeviceError, SpeakerError
from voice_interviewer.steps import Step

LATENCY_S = 0.2
BLOCK_LENGTH = 1024
"""With these two values there were no gaps while Whisper used both cores; PortAudio's "high" latency had some."""
LONGEST_DELAY_S = 3.0
"""If a device reports a longer delay than this, it is not believed."""


def open_speaker(wanted: str) -> Speaker:
    """The speaker of this name; "none" is silence, an empty name the default speaker. Raises SpeakerError."""
    if wanted == "none":
        return SilentSpeaker()
    speaker = PortAudioSpeaker(wanted)
    speaker.find()
    return speaker


class SilentSpeaker:
    """Plays nothing."""

    name = "none"

    def play(self, clip: Clip) -> Playback:  # noqa: ARG002  the protocol's parameter
        """Has finished at once."""
        return _Silence()


class _Silence:
    def finished(self) -> bool:
        return True

    def stop(self) -> None:
        """It is silent already."""


class PortAudioSpeaker:
    """A loudspeaker of this computer; clips are converted to its own rate."""

    def __init__(self, wanted: str = "") -> None:
        """`wanted` is the device's name or a part of it; empty for the default speaker."""
        self.name = wanted or "default speaker"
        self._wanted = wanted
        self._playback: Playback = _Silence()

    def find(self) -> None:
        """Make sure that the speaker is there, and learn its full name. Raises SpeakerError."""
        try:
            self._find()
        except SpeakerError:
            raise
        except DeviceError as error:
            raise SpeakerError(str(error)) from error

    def _find(self) -> SoundDevice:
        device = choose_device(list_devices("speaker"), self._wanted, "speaker")
        self.name = device.name
        return device

    def play(self, clip: Clip) -> Playback:
        """Start playing a clip; if another is still playing, it is stopped. Raises SpeakerError."""
        self._playback.stop()
        try:
            try:
                self._playback = self._start(clip)
            except DeviceError:
                # The speaker may have been plugged in since PortAudio looked, or have gone and come back.
                refresh()
                self._playback = self._start(clip)
        except SpeakerError:
            raise
        except DeviceError as error:
            raise SpeakerError(str(error)) from error
        return self._playback

    def _start(self, clip: Clip) -> Playback:
        device = self._find()
        return _PortAudioPlayback(device, clip.resampled(device.rate_hz).samples)


class _PortAudioPlayback:
    """Plays one clip, then silence until the stream is closed: a stream that stops by itself loses its last 0.2 s.

    The callback runs on PortAudio's thread and only sets simple values.
    """

    def __init__(self, device: SoundDevice, samples: Samples) -> None:
        self._device = device
        self._samples = samples
        self._position = 0
        self._heard_at_s: float | None = None
        """When the last sample will have been heard; known once it has been passed to PortAudio."""
        self._called = False
        self._broken = False
        self._over = False
        self._latency_s = LATENCY_S
        self._stall = Stall()
        self._stream = open_stream(
            device,
            channels=2,
            blocksize=BLOCK_LENGTH,
            latency=LATENCY_S,
            callback=self._fill,
            finished_callback=self._note_end,
        )
        self._latency_s = float(self._stream.latency)

    def _fill(self, out: NDArray[np.float32], count: int, times: Any, _status: Any) -> None:
        self._called = True
        part = self._samples[self._position : self._position + count]
        out[: len(part)] = part[:, np.newaxis]
        out[len(part) :] = 0.0
        self._position += count
        silent_s = (self._position - len(self._samples)) / self._device.rate_hz
        if silent_s >= 0.0 and self._heard_at_s is None:
            self._heard_at_s = time.monotonic() + len(part) / self._device.rate_hz + self._delay_s(times)
        if silent_s > 2.0 * LONGEST_DELAY_S:  # nobody has asked whether it has finished
            raise load_portaudio().CallbackStop

    def _delay_s(self, times: Any) -> float:
        """The delay from here to the ear: what the device now reports (Bluetooth), at least the stream's latency."""
        reported_s = times.outputBufferDacTime - times.currentTime
        return max(self._latency_s, reported_s if reported_s < LONGEST_DELAY_S else 0.0)

    def _note_end(self) -> None:
        self._broken = True

    def finished(self) -> bool:
        """Whether the last sample has been heard, or `stop` was called. Raises SpeakerError if the device has gone."""
        if self._over:
            return True
        if self._heard_at_s is not None and time.monotonic() >= self._heard_at_s:
            self.stop()
            return True
        called, self._called = self._called, False
        if self._stall.look(called) or self._broken:
            self.stop()
            raise SpeakerError(
                f"The speaker {self._device.name} is gone; plug it in again, or {Step.NO_SPEAKER}."
            )
        return False

    def stop(self) -> None:
        """Fall silent at once; takes at most half a second, even if the sound system hangs."""
        if not self._over:
            self._over = True
            close_stream(self._stream)
