"""PortAudio through sounddevice: loading it, naming its devices, opening and closing streams. Nothing here hangs."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.clip import HIGHEST_RATE_HZ, LOWEST_RATE_HZ
from voice_interviewer.devices.stderr import silence_c_libraries, stderr_kept
from voice_interviewer.devices.timeouts import bounded, eventually
from voice_interviewer.errors import DeviceError, NoMicrophone, SpeakerError
from voice_interviewer.steps import Step

Kind = Literal["microphone", "speaker"]

CLOSE_TIMEOUT_S = 0.5
"""Closing takes 0.003 s here; the rest is for Bluetooth."""

_WASAPI = "Windows WASAPI"
_loaded: ModuleType | None = None
_open_streams: list[Any] = []


@dataclass(frozen=True)
class SoundDevice:
    """A microphone or speaker as PortAudio lists it. `host` is the sound system behind it, such as "ALSA"."""

    index: int
    name: str
    kind: Kind
    rate_hz: int
    is_default: bool
    host: str


def load_portaudio() -> ModuleType:
    """The module sounddevice; imported, and PortAudio started, on the first call.

    Raises DeviceError if the PortAudio library is missing or does not answer.
    """
    global _loaded
    if _loaded is None:
        silence_c_libraries()
        with stderr_kept():
            _loaded = bounded(_import)
    return _loaded


def load_ahead() -> None:
    """Begin to load it in the background, and return at once."""
    BackgroundCall(load_portaudio)


def _import() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(f"PortAudio is missing; {_remedy(sys.platform)}") from error
    except (
        Exception
    ) as error:  # PortAudio starts during the import; its error's class is not there to be named
        raise _does_not_work(error) from error
    module: ModuleType = sounddevice
    return module


def _does_not_work(error: Exception) -> DeviceError:
    return DeviceError(f"The sound system does not work ({error}); restart it, then {Step.CHECK}.")


def _remedy(platform: str) -> str:
    """macOS and Windows wheels of sounddevice bring the library along (its documentation; not run there)."""
    if platform == "linux":
        return Step.INSTALL_SOUND
    return Step.REINSTALL_SOUND


def refresh() -> None:
    """Look for devices again, as PortAudio goes on listing those of its start. Takes 0.06 s. Raises DeviceError.

    Does nothing while a stream is open: PortAudio would close it under our feet.
    """
    portaudio = load_portaudio()

    def restart() -> None:
        if not _open_streams:
            with suppress(portaudio.PortAudioError):  # nothing is to end where the last beginning failed
                portaudio._terminate()
            portaudio._initialize()

    try:
        with stderr_kept():
            bounded(restart)
    except portaudio.PortAudioError as error:
        raise _does_not_work(error) from error


def list_devices(kind: Kind) -> tuple[SoundDevice, ...]:
    """The microphones or speakers that PortAudio has found. Raises DeviceError."""
    portaudio = load_portaudio()
    try:
        return bounded(lambda: _list(portaudio, kind))
    except portaudio.PortAudioError as error:
        raise _does_not_work(error) from error


def _list(portaudio: Any, kind: Kind) -> tuple[SoundDevice, ...]:
    hosts = portaudio.query_hostapis()
    listed = _listed_hosts([host["name"] for host in hosts])
    direction = "input" if kind == "microphone" else "output"
    default = _default_index(portaudio, hosts, listed, direction)
    return tuple(
        SoundDevice(
            index=index,
            name=device["name"],
            kind=kind,
            rate_hz=_rate_hz(device["default_samplerate"]),
            is_default=index == default,
            host=hosts[device["hostapi"]]["name"],
        )
        for index, device in enumerate(portaudio.query_devices())
        if device[f"max_{direction}_channels"] > 0 and device["hostapi"] in listed
    )


def _rate_hz(told_hz: float) -> int:
    """A driver that tells no rate, or nonsense, is asked for the most common one."""
    return round(told_hz) if LOWEST_RATE_HZ <= told_hz <= HIGHEST_RATE_HZ else 48_000


def _listed_hosts(names: Sequence[str]) -> set[int]:
    """Windows shows each device under four sound systems, some of which cut its name: WASAPI alone will do there."""
    return {names.index(_WASAPI)} if _WASAPI in names else set(range(len(names)))


def _default_index(portaudio: Any, hosts: Sequence[Any], listed: set[int], direction: str) -> int:
    if len(listed) == 1:
        return int(hosts[next(iter(listed))][f"default_{direction}_device"])
    return int(portaudio.default.device[direction])


def choose_device(devices: Sequence[SoundDevice], wanted: str, kind: Kind) -> SoundDevice:
    """The default one if `wanted` is empty, else the one of that name, else the one that it is a part of.

    Case does not matter. Raises NoMicrophone or SpeakerError, which names the devices that fit, or all there are.
    """
    if not wanted and devices:
        return next((device for device in devices if device.is_default), devices[0])
    folded = wanted.casefold()
    exact = [device for device in devices if device.name.casefold() == folded]
    fitting = exact[:1] or [device for device in devices if folded in device.name.casefold()]
    if wanted and len(fitting) == 1:
        return fitting[0]
    error = NoMicrophone if kind == "microphone" else SpeakerError
    raise error(_why_none(devices, fitting, wanted, kind))


def _why_none(devices: Sequence[SoundDevice], fitting: Sequence[SoundDevice], wanted: str, kind: Kind) -> str:
    asked_for = f" “{wanted}”" if wanted else ""
    if not devices:
        return f"No {kind}{asked_for} was found; {_NEXT_STEP[kind]}"
    if fitting:
        return f"{asked_for.strip()} fits more than one {kind}: {_names(fitting)}; give more of the name."
    return f"There is no {kind}{asked_for}, only: {_names(devices)}; {_CHOOSE_ONE[kind]}."


_CHOOSE_ONE: dict[Kind, Step] = {"microphone": Step.OTHER_MICROPHONE, "speaker": Step.OTHER_SPEAKER}
_CHOOSE_ANOTHER: dict[Kind, Step] = {
    "microphone": Step.ANOTHER_MICROPHONE,
    "speaker": Step.ANOTHER_SPEAKER,
}
_NEXT_STEP: dict[Kind, str] = {
    "microphone": f"{Step.PLUG_IN_MICROPHONE}.",
    "speaker": f"{Step.PLUG_IN_SPEAKER}.",
}


def _names(devices: Sequence[SoundDevice]) -> str:
    return ", ".join(device.name for device in devices)


def open_stream(device: SoundDevice, channels: int, **settings: Any) -> Any:
    """A running sounddevice stream at the device's own rate, shape (frames, channels), float32.

    Where the device refuses this number of channels it is opened with all that it has. Raises DeviceError.
    """
    portaudio = load_portaudio()
    is_microphone = device.kind == "microphone"
    make = portaudio.InputStream if is_microphone else portaudio.OutputStream
    settings |= {"device": device.index, "samplerate": device.rate_hz, "dtype": "float32"}
    if device.host == _WASAPI:
        # Not run on Windows; sounddevice's documentation: lets the device keep another rate, and converts.
        settings["extra_settings"] = portaudio.WasapiSettings(auto_convert=True)
    channels_of = f"max_{'input' if is_microphone else 'output'}_channels"

    def start() -> Any:
        most = int(portaudio.query_devices(device.index)[channels_of])
        try:
            return _start(lambda: make(channels=min(channels, most), **settings))
        except portaudio.PortAudioError:
            return _start(lambda: make(channels=most, **settings))

    try:
        return bounded(start, too_late=_close)
    except portaudio.PortAudioError as error:
        raise DeviceError(
            f"The {device.kind} {device.name} cannot be opened ({error.args[0]}); close other programs that use it, "
            f"or {_CHOOSE_ANOTHER[device.kind]}."
        ) from error


def _start(make: Callable[[], Any]) -> Any:
    stream = make()
    _open_streams.append(stream)
    try:
        stream.start()
    except BaseException:
        _close(stream)
        raise
    return stream


def close_stream(stream: Any, timeout_s: float = CLOSE_TIMEOUT_S) -> None:
    """Silence and close it; if that hangs, this returns after `timeout_s` and leaves the stream to its fate."""
    eventually(lambda: _close(stream), timeout_s)


def _close(stream: Any) -> None:
    stream.abort()
    stream.close()
    _open_streams.remove(stream)
