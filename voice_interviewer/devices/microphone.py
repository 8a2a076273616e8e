"""The microphone: one sounddevice input stream, whose callback only queues."""

from collections import deque
from collections.abc import Iterable
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.clip import Samples, mono
from voice_interviewer.devices.file_microphone import FileMicrophone
from voice_interviewer.devices.portaudio import (
    choose_device,
    close_stream,
    list_devices,
    open_stream,
    refresh,
)
from voice_interviewer.devices.protocols import Microphone
from voice_interviewer.devices.timeouts import Stall
from voice_interviewer.disk import path_of
from voice_interviewer.errors import DeviceError, MicrophoneLost, NoMicrophone

BLOCK_S = 0.03
"""Short enough for a live meter; PortAudio's own choice woke Python 110 times a second."""
LATENCY_S = 0.2
"""The length of the buffer to ask for: it bridges the moments in which Python does not get its turn."""
LONGEST_DELAY_S = 3.0
"""A device that reports an older block reports nonsense."""
AGE_COUNT = 16
"""Half a second of blocks: their ages go up and down by one block."""

_FILE = "file:"
_Blocks = SimpleQueue[NDArray[np.float32] | None]
"""What the callback hears, frames x channels; None: the stream has ended."""


def open_microphone(wanted: str) -> Microphone:
    """An empty name is the default microphone, "file:PATH" a sound file or a folder of them, else a device's name.

    It still has to be opened.
    """
    if wanted.startswith(_FILE):
        return FileMicrophone(path_of(wanted.removeprefix(_FILE)))
    return PortAudioMicrophone(wanted)


class ListedMicrophones:
    """All microphones of this computer, for opening one anew, or choosing another, when it is lost."""

    def __init__(self, wanted: str) -> None:
        """`wanted`: as `open_microphone` takes it."""
        self._wanted = wanted

    def names(self) -> tuple[str, ...]:
        """Those that are plugged in now; empty where the sound system does not answer."""
        try:
            refresh()
            return tuple(device.name for device in list_devices("microphone"))
        except DeviceError:
            return ()

    def open(self, name: str = "") -> Microphone:
        """The open microphone of that name, which is from now on the wanted one; without a name, that one. Raises
        NoMicrophone."""
        microphone = open_microphone(name or self._wanted)
        microphone.open()
        self._wanted = name or self._wanted
        return microphone


class PortAudioMicrophone:
    """A microphone of this computer, at its own rate. After MicrophoneLost it can be opened again."""

    def __init__(self, wanted: str = "") -> None:
        self.name = wanted or "default microphone"
        self.rate_hz = 0
        self.latency_s = self._stream_latency_s = 0.0
        self.overflow_count = 0
        """How often PortAudio said that it dropped sound. (PulseAudio never says so.)"""
        self._wanted = wanted
        self._stream: Any = None
        self._blocks: _Blocks = SimpleQueue()
        self._stall = Stall()

    def open(self) -> None:
        """Start to listen. Raises NoMicrophone."""
        self.close()
        try:
            try:
                self._open()
            except DeviceError:
                # It may have been plugged in since PortAudio looked, or have gone and come back.
                refresh()
                self._open()
        except NoMicrophone:
            raise
        except DeviceError as error:
            raise NoMicrophone(str(error)) from error

    def _open(self) -> None:
        device = choose_device(list_devices("microphone"), self._wanted, "microphone")
        # A new queue each time: a stream that hung may yet wake up, and must not fill this one.
        blocks: _Blocks = SimpleQueue()
        ages_s: deque[float] = deque(maxlen=AGE_COUNT)

        def hear(frames: NDArray[np.float32], _count: int, times: Any, status: Any) -> None:
            blocks.put(frames.copy())
            ages_s.append(times.currentTime - times.inputBufferAdcTime)
            self.latency_s = _latency_s(ages_s, self._stream_latency_s)
            self.overflow_count += status.input_overflow

        self._stream = open_stream(
            device,
            channels=1,
            blocksize=round(device.rate_hz * BLOCK_S),
            latency=LATENCY_S,
            callback=hear,
            finished_callback=lambda: blocks.put(None),
        )
        self._blocks, self._stall = blocks, Stall()
        self.name, self.rate_hz = device.name, device.rate_hz
        self.latency_s = self._stream_latency_s = float(self._stream.latency)

    def cue(self, question_id: str) -> None:
        """It hears whatever is said."""

    def read(self, timeout_s: float) -> Samples | None:
        """All that has arrived, (n,), or None if nothing did in time. Raises MicrophoneLost.

        All at once, so that it is on disk as soon as whoever reads it gets their turn on a busy machine.
        """
        arrived: list[NDArray[np.float32]] = []
        try:
            block = self._blocks.get(timeout=timeout_s)
            while block is not None:
                arrived.append(block)
                block = self._blocks.get_nowait()
            self._blocks.put(None)  # for the next who asks
            if not arrived:
                raise self._lost()
        except Empty:
            pass
        self._look(alive=bool(arrived))
        return mono(np.concatenate(arrived)) if arrived else None

    def discard(self) -> None:
        """Forget what was not read. Raises MicrophoneLost."""
        while self.read(0.0) is not None:
            pass

    def _look(self, alive: bool) -> None:
        if self._stall.look(alive):
            raise self._lost()

    def _lost(self) -> MicrophoneLost:
        return MicrophoneLost(
            f"The microphone {self.name} has gone silent; plug it in again, or choose another."
        )

    def close(self) -> None:
        """Stop listening; takes half a second at most, and may be called twice."""
        stream, self._stream = self._stream, None
        if stream is not None:
            close_stream(stream)


def _latency_s(ages_s: Iterable[float], stream_latency_s: float) -> float:
    """The greatest age at which a block's first sample arrived of late.

    A stream's own figure is what its buffer could hold: 0.18 s where blocks were 0.02 to 0.1 s old, and whoever answers
    at once would lose the difference. Some sound systems report no times, or nonsense; then it has to do.
    """
    oldest_s = max(ages_s, default=0.0)
    return oldest_s if 0.0 < oldest_s <= LONGEST_DELAY_S else stream_latency_s
