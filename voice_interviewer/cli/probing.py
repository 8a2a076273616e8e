"""Trying each device, and saying what was found or what to do."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voice_interviewer.cli.console import out
from voice_interviewer.cli.screen import LiveScreen
from voice_interviewer.cli.summary import line
from voice_interviewer.clip import Clip, Samples
from voice_interviewer.devices.microphone import open_microphone
from voice_interviewer.devices.portaudio import Kind, list_devices
from voice_interviewer.devices.protocols import Microphone
from voice_interviewer.devices.speaker import open_speaker
from voice_interviewer.devices.voice import Pyttsx3Voice, list_voices
from voice_interviewer.devices.weights import find_weights
from voice_interviewer.errors import DeviceError, SpeakerError, VoiceError, VoiceInterviewerError
from voice_interviewer.level import peak_dbfs, rms_dbfs
from voice_interviewer.recording import Meter

LISTENING_S = 3.0
"""Long enough to say something, short enough to wait for."""
SHOWN_CHOICES = 8
FREE_BYTES = 500_000_000
"""About 80 minutes of 48 kHz sound: more than a dozen interviews."""

MUTED = (
    "only zeros arrive: it is muted, or this terminal may not use it. macOS: System Settings, Privacy & Security, "
    "Microphone. Windows: Settings, Privacy & security, Microphone. Linux: unmute it in the sound settings."
)


@dataclass(frozen=True)
class Finding:
    """One thing that was tried. `said` ends with the remedy where it is not ok; `choices` are names options take."""

    what: str
    ok: bool
    said: str
    choices: tuple[str, ...] = ()


def probe_microphone(wanted: str, speaker: str, *, talking: bool) -> Finding:
    """Listen for LISTENING_S; with a person there, show the level and play back what they said."""
    try:
        microphone = open_microphone(wanted)
        microphone.open()
    except VoiceInterviewerError as error:
        return Finding("Microphone", False, str(error), _choices("microphone"))
    try:
        samples = _listen(microphone, shown=talking)
    except VoiceInterviewerError as error:
        return Finding("Microphone", False, str(error), _choices("microphone"))
    finally:
        microphone.close()
    if not np.any(samples):
        return Finding("Microphone", False, f"{microphone.name}: {MUTED}", _choices("microphone"))
    if talking:
        _play_back(Clip(samples, microphone.rate_hz), speaker)
    said = f"{microphone.name}, {microphone.rate_hz} Hz; level {rms_dbfs(samples):.0f} dBFS, peak {peak_dbfs(samples):.0f}"
    return Finding("Microphone", True, said, _choices("microphone"))


def _listen(microphone: Microphone, *, shown: bool) -> Samples:
    microphone.cue("")
    blocks: list[Samples] = []
    heard_s = 0.0
    with LiveScreen(out, keys=False) as screen:
        if shown:
            line("Say something …")
            screen.listening(1)
        while heard_s < LISTENING_S:
            block = microphone.read(0.05)
            if block is None:
                continue
            blocks.append(block)
            heard_s += len(block) / microphone.rate_hz
            screen.meter(Meter(heard_s, LISTENING_S, rms_dbfs(block), peak_dbfs(block), pausing_s=0.0))
    return np.concatenate(blocks)


def _play_back(clip: Clip, speaker: str) -> None:
    line("This is what was heard:")
    try:
        _play(clip, speaker)
    except SpeakerError as error:
        line(str(error))


def _play(clip: Clip, speaker: str) -> str:
    device = open_speaker(speaker)
    playback = device.play(clip)
    try:
        while not playback.finished():
            time.sleep(0.05)
    finally:
        playback.stop()
    return device.name


def probe_voice(wanted: str) -> tuple[Clip | None, Finding]:
    """Speak a sentence into memory; what came of it is there for the speaker."""
    try:
        voice = Pyttsx3Voice(wanted=wanted)
        clip = voice.synthesise("This is the voice that will ask you questions.")
    except VoiceError as error:
        return None, Finding("Voice", False, str(error), _voice_names())
    return clip, Finding("Voice", True, voice.name, _voice_names())


def probe_speaker(wanted: str, spoken: Clip | None, *, audible: bool) -> Finding:
    """Open it; play the voice's sentence if there is one and somebody may be listening."""
    try:
        said = _play(spoken, wanted) if spoken and audible else open_speaker(wanted).name
    except SpeakerError as error:
        return Finding("Speaker", False, str(error), _choices("speaker"))
    return Finding("Speaker", True, said, _choices("speaker"))


def probe_model(wanted: str) -> Finding:
    """Look for the weights; they are not loaded."""
    try:
        weights = find_weights(wanted)
    except VoiceInterviewerError as error:
        return Finding("Model", False, str(error))
    return Finding("Model", True, f"{weights.name}, {weights.source}: {weights.folder}")


def probe_disk(audio_dir: Path) -> Finding:
    """Room for recordings where they will go, and the right to write there."""
    existing = next(folder for folder in (audio_dir, *audio_dir.absolute().parents) if folder.exists())
    free_bytes = shutil.disk_usage(existing).free
    said = f"{audio_dir}: {free_bytes / 1e9:.1f} GB free"
    if not _writable(existing):
        return Finding(
            "Disk", False, f"{existing} may not be written; choose another folder with --audio-dir."
        )
    if free_bytes < FREE_BYTES:
        return Finding("Disk", False, f"{said}; free some, or choose another folder with --audio-dir.")
    return Finding("Disk", True, said)


def _writable(folder: Path) -> bool:
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _choices(kind: Kind) -> tuple[str, ...]:
    try:
        return tuple(device.name for device in list_devices(kind))
    except DeviceError:
        return ()


def _voice_names() -> tuple[str, ...]:
    try:
        return tuple(voice.name for voice in list_voices())
    except VoiceError:
        return ()
