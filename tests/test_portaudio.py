"""Choosing devices, and PortAudio when it is missing, hangs or behaves as on other systems.

A PortAudio of the test's own stands in for the real one, which e2e/test_devices.py drives.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.patience import PATIENCE_S, until
from voice_interviewer.clip import Clip
from voice_interviewer.devices import portaudio, timeouts
from voice_interviewer.devices.microphone import PortAudioMicrophone
from voice_interviewer.devices.portaudio import Kind, SoundDevice, choose_device, list_devices
from voice_interviewer.devices.speaker import SilentSpeaker, open_speaker
from voice_interviewer.errors import MicrophoneLost, NoMicrophone, SpeakerError


def devices(*names: str, kind: Kind = "microphone", default: int = 0) -> tuple[SoundDevice, ...]:
    return tuple(
        SoundDevice(index, name, kind, 48_000, index == default, "ALSA") for index, name in enumerate(names)
    )


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("", "Headset"),
        ("USB Microphone", "USB Microphone"),
        ("usb microphone", "USB Microphone"),
        ("built", "Built-in Microphone"),
        ("Headset", "Headset"),
    ],
)
def test_a_device_is_chosen_by_its_name_or_a_part_of_it(wanted: str, chosen: str) -> None:
    there = devices("USB Microphone", "Headset", "Headset (left)", "Built-in Microphone", default=1)
    assert choose_device(there, wanted, "microphone").name == chosen


def test_without_a_default_the_first_one_is_taken() -> None:
    assert choose_device(devices("One", "Two", default=-1), "", "speaker").name == "One"


@pytest.mark.parametrize(
    ("names", "wanted", "told"),
    [
        ((), "", ["No microphone", "voice-interviewer check", "voice-interviewer demo"]),
        ((), "Studio", ["Studio", "voice-interviewer check"]),
        (("USB Microphone", "USB Camera", "Headset"), "usb", ["usb", "USB Microphone", "USB Camera"]),
        (("USB Microphone", "Headset"), "Studio", ["Studio", "USB Microphone", "Headset", "--microphone"]),
    ],
)
def test_no_microphone_is_told_with_what_there_is(
    names: tuple[str, ...], wanted: str, told: list[str]
) -> None:
    with pytest.raises(NoMicrophone) as error:
        choose_device(devices(*names), wanted, "microphone")
    assert all(part in str(error.value) for part in told)
    assert "\n" not in str(error.value)


def test_a_missing_speaker_is_a_speakers_error() -> None:
    with pytest.raises(SpeakerError, match="--speaker none"):
        choose_device((), "", "speaker")


def test_only_what_fits_is_named() -> None:
    with pytest.raises(NoMicrophone) as error:
        choose_device(devices("USB Microphone", "USB Camera", "Headset"), "usb", "microphone")
    assert "Headset" not in str(error.value)


class StandIn:
    """A sounddevice whose devices, refusals and callbacks a test decides."""

    class PortAudioError(Exception):
        pass

    def __init__(self, hosts: list[str], devices: list[tuple[str, int, int, int]]) -> None:
        """A device is its name, the index of its host, and its numbers of input and output channels."""
        self.hosts = hosts
        self.devices = devices
        self.refused_channels: set[int] = set()
        self.rate_hz = 48_000.0
        self.streams: list[StandInStream] = []
        self.default = SimpleNamespace(device={"input": 0, "output": 0})
        self.when_opening: Callable[[], object] = lambda: None
        self.when_refreshed: Callable[[], object] = lambda: None

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "default_input_device": self._first(host),
                "default_output_device": self._first(host),
            }
            for host, name in enumerate(self.hosts)
        ]

    def _first(self, host: int) -> int:
        return next((index for index, device in enumerate(self.devices) if device[1] == host), -1)

    def query_devices(self, index: int | None = None) -> Any:
        told = [
            {
                "name": name,
                "hostapi": host,
                "max_input_channels": inputs,
                "max_output_channels": outputs,
                "default_samplerate": self.rate_hz,
            }
            for name, host, inputs, outputs in self.devices
        ]
        return told if index is None else told[index]

    def InputStream(self, **settings: Any) -> "StandInStream":  # noqa: N802  sounddevice's name
        self.when_opening()
        if settings["channels"] in self.refused_channels:
            raise self.PortAudioError("Invalid number of channels [PaErrorCode -9998]", -9998)
        self.streams.append(StandInStream(settings))
        return self.streams[-1]

    OutputStream = InputStream

    def WasapiSettings(self, **settings: Any) -> dict[str, Any]:  # noqa: N802  sounddevice's name
        return settings

    def _terminate(self) -> None:
        pass

    def _initialize(self) -> None:
        self.when_refreshed()


class StandInStream:
    latency = 0.1

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.is_closed = False
        self.when_aborted: Callable[[], object] = lambda: None

    def start(self) -> None:
        pass

    def abort(self) -> None:
        self.when_aborted()

    def close(self) -> None:
        self.is_closed = True

    def hear(self, frames: list[list[float]], overflow: bool = False, age_s: float = 0.04) -> None:
        status = SimpleNamespace(input_overflow=overflow)
        times = SimpleNamespace(currentTime=1000.0, inputBufferAdcTime=1000.0 - age_s)
        self.settings["callback"](np.array(frames, np.float32), len(frames), times, status)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """One mono microphone; a test changes what it needs."""
    stand_in = StandIn(["ALSA"], [("Built-in Microphone", 0, 1, 0)])
    monkeypatch.setattr(portaudio, "_loaded", stand_in)
    yield stand_in
    portaudio._open_streams.clear()


def test_on_windows_each_device_is_listed_once_with_its_full_name(stand_in: StandIn) -> None:
    stand_in.hosts = ["MME", "Windows DirectSound", "Windows WASAPI"]
    stand_in.devices = [
        ("Microphone (A very long name, c", 0, 2, 0),
        ("Microphone (A very long name, cut)", 1, 2, 0),
        ("Microphone (A very long name, cut)", 2, 2, 0),
        ("Speakers", 2, 0, 2),
    ]

    (listed,) = list_devices("microphone")

    assert (listed.index, listed.name, listed.host) == (
        2,
        "Microphone (A very long name, cut)",
        "Windows WASAPI",
    )
    assert listed.is_default


def test_wasapi_may_convert_the_rate(stand_in: StandIn) -> None:
    stand_in.hosts = ["Windows WASAPI"]
    PortAudioMicrophone().open()
    assert stand_in.streams[0].settings["extra_settings"] == {"auto_convert": True}


def test_a_microphone_without_mono_is_mixed_from_its_channels(stand_in: StandIn) -> None:
    stand_in.devices = [("Interface", 0, 4, 0)]
    stand_in.refused_channels = {1}
    microphone = PortAudioMicrophone()
    microphone.open()

    stand_in.streams[0].hear([[0.4, 0.0, 0.0, 0.0], [0.1, 0.1, 0.1, 0.1]])

    block = microphone.read(0.0)
    assert block is not None
    np.testing.assert_allclose(block, [0.1, 0.1], atol=1e-6)


@pytest.mark.parametrize(
    ("told_hz", "rate_hz"),
    [
        (44_099.6, 44_100),
        (8_000.0, 8_000),
        (768_000.0, 768_000),
        (0.0, 48_000),
        (-1.0, 48_000),
        (np.nan, 48_000),
    ],
)
def test_a_driver_that_tells_a_rate_of_nonsense_is_opened_all_the_same(
    stand_in: StandIn, told_hz: float, rate_hz: int
) -> None:
    stand_in.rate_hz = told_hz
    microphone = PortAudioMicrophone()
    microphone.open()
    assert microphone.rate_hz == stand_in.streams[0].settings["samplerate"] == rate_hz


def test_what_a_driver_delivers_that_is_no_number_is_silent(stand_in: StandIn) -> None:
    microphone = PortAudioMicrophone()
    microphone.open()
    stand_in.streams[0].hear([[0.25], [np.nan], [np.inf], [-np.inf], [0.25]])
    block = microphone.read(0.0)
    assert block is not None
    assert block.tolist() == [0.25, 0.0, 0.0, 0.0, 0.25]


def test_a_refused_microphone_is_told_with_the_reason(stand_in: StandIn) -> None:
    stand_in.refused_channels = {1}
    with pytest.raises(NoMicrophone, match=r"Built-in Microphone.*Invalid number of channels"):
        PortAudioMicrophone().open()


def test_blocks_come_in_order_and_then_the_end_is_told(stand_in: StandIn) -> None:
    microphone = PortAudioMicrophone()
    microphone.open()
    for value in (0.1, 0.2):
        stand_in.streams[0].hear([[value]])
    stand_in.streams[0].settings["finished_callback"]()

    heard = microphone.read(0.0)

    assert heard is not None
    assert heard.tolist() == pytest.approx([0.1, 0.2]), "all that has arrived, for whoever comes late"
    for _ in range(2):
        with pytest.raises(MicrophoneLost, match="Built-in Microphone"):
            microphone.read(0.0)


class Clock:
    """Time stands still until a test moves it on."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def monotonic(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timeouts, "time", clock)
    return clock


def test_a_device_is_lost_after_a_second_without_sound_but_not_after_a_nap(
    stand_in: StandIn, clock: Clock
) -> None:
    """Ctrl-Z and `fg`, or a closed lid: the first look comes before the first block."""
    microphone = PortAudioMicrophone()
    microphone.open()
    stand_in.streams[0].hear([[0.1]])
    microphone.read(0.0)

    clock.now_s = 3_600.0
    assert microphone.read(0.0) is None
    stand_in.streams[0].hear([[0.1]])
    microphone.read(0.0)

    for now_s in (3_600.4, 3_600.9):
        clock.now_s = now_s
        assert microphone.read(0.0) is None
    clock.now_s = 3_601.1
    with pytest.raises(MicrophoneLost):
        microphone.read(0.0)


@pytest.mark.usefixtures("stand_in")
def test_a_slow_headset_has_three_seconds_for_its_first_block(clock: Clock) -> None:
    microphone = PortAudioMicrophone()
    microphone.open()
    for _ in range(5):
        clock.now_s += 0.5
        microphone.discard()
    clock.now_s += 0.5
    with pytest.raises(MicrophoneLost):
        microphone.discard()


@pytest.mark.parametrize(
    ("ages_s", "latency_s"),
    [([], 0.1), ([0.02, 0.05, 0.03], 0.05), ([0.0], 0.1), ([-0.5], 0.1), ([1000.0], 0.1)],
)
def test_the_latency_is_the_age_of_what_arrives_unless_that_is_nonsense(
    stand_in: StandIn, ages_s: list[float], latency_s: float
) -> None:
    """A stream's own figure is what its buffer could hold, and who answers at once would lose the difference."""
    microphone = PortAudioMicrophone()
    microphone.open()
    for age_s in ages_s:
        stand_in.streams[0].hear([[0.5]], age_s=age_s)
    assert microphone.latency_s == pytest.approx(latency_s)


def test_what_was_discarded_is_not_read(stand_in: StandIn) -> None:
    microphone = PortAudioMicrophone()
    microphone.open()
    stand_in.streams[0].hear([[0.1]], overflow=True)
    microphone.discard()
    stand_in.streams[0].hear([[0.2]])

    block = microphone.read(0.0)
    assert block is not None
    assert block[0] == pytest.approx(0.2)
    assert microphone.overflow_count == 1


def test_a_microphone_plugged_in_later_is_found(stand_in: StandIn) -> None:
    plugged_in, stand_in.devices = stand_in.devices, []
    stand_in.when_refreshed = lambda: stand_in.devices.extend(plugged_in)
    microphone = PortAudioMicrophone("built-in")
    microphone.open()
    assert microphone.name == "Built-in Microphone"


@pytest.mark.parametrize("call", ["query_devices", "_initialize"])
def test_a_broken_portaudio_is_told(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail() -> None:
        raise stand_in.PortAudioError("PortAudio not initialized")

    stand_in.devices = []
    monkeypatch.setattr(stand_in, call, fail)
    with pytest.raises(NoMicrophone, match=r"PortAudio not initialized.*check"):
        PortAudioMicrophone().open()


def test_a_restart_of_portaudio_that_failed_is_tried_again(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is told to restart the sound system and does so is heard."""
    plugged_in, stand_in.devices = stand_in.devices, []
    is_running = [True]

    def end() -> None:
        if not is_running[0]:
            raise stand_in.PortAudioError("PortAudio not initialized")
        is_running[0] = False

    def begin() -> None:
        if not plugged_in:
            raise stand_in.PortAudioError("the sound system is restarting")
        is_running[0] = True
        stand_in.devices = plugged_in

    monkeypatch.setattr(stand_in, "_terminate", end)
    monkeypatch.setattr(stand_in, "_initialize", begin)
    later, plugged_in = plugged_in, []
    with pytest.raises(NoMicrophone):
        PortAudioMicrophone().open()
    plugged_in = later
    PortAudioMicrophone().open()


def test_after_a_loss_the_old_stream_does_not_disturb_the_new_one(stand_in: StandIn) -> None:
    microphone = PortAudioMicrophone()
    microphone.open()
    microphone.open()
    old, new = stand_in.streams
    assert old.is_closed

    old.hear([[0.1]])
    old.settings["finished_callback"]()
    new.hear([[0.2]])

    block = microphone.read(0.0)
    assert block is not None
    assert block[0] == pytest.approx(0.2)
    assert microphone.read(0.0) is None


def test_a_hung_close_returns_and_is_made_up_for(stand_in: StandIn) -> None:
    microphone = PortAudioMicrophone()
    microphone.open()
    answers = threading.Event()
    stand_in.streams[0].when_aborted = answers.wait

    microphone.close()  # returns, though the sound system does not answer
    assert not stand_in.streams[0].is_closed

    answers.set()
    microphone.open()  # waits for its turn, after the close
    assert stand_in.streams[0].is_closed


def test_a_hung_open_is_told_and_its_stream_closed_when_it_comes_after_all(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeouts, "TIMEOUT_S", 0.05)
    answers = threading.Event()
    stand_in.when_opening = answers.wait
    for _ in range(2):
        with pytest.raises(NoMicrophone, match="does not answer"):
            PortAudioMicrophone().open()

    answers.set()
    monkeypatch.setattr(timeouts, "TIMEOUT_S", PATIENCE_S)
    until(lambda: bool(stand_in.streams) and stand_in.streams[0].is_closed)
    PortAudioMicrophone().open()
    assert not stand_in.streams[-1].is_closed


def test_no_sound_needs_no_portaudio() -> None:
    speaker = open_speaker("none")
    assert isinstance(speaker, SilentSpeaker)
    assert speaker.play(Clip(np.zeros(8_000, np.float32), 8_000)).finished()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' wheels bring PortAudio along")
@pytest.mark.parametrize("opened", ["microphone.open_microphone('').open()", "speaker.open_speaker('')"])
def test_a_missing_portaudio_is_told_with_the_line_to_run(opened: str) -> None:
    program = (
        "import ctypes.util; ctypes.util.find_library = lambda name: None\n"
        "from voice_interviewer.devices import microphone, speaker\n"
        "from voice_interviewer.errors import DeviceError\n"
        f"try: {opened}\n"
        "except DeviceError as error: print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    kind = "NoMicrophone" if "microphone" in opened else "SpeakerError"
    line = "PortAudio is missing; on Debian or Ubuntu run: sudo apt install libportaudio2"
    assert (done.stdout, done.stderr) == (f"{kind} {line}\n", "")
