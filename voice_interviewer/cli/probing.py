"""Trying each device, and saying what was found or what to do."""

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.cli.console import line, out
from voice_interviewer.cli.microphone_check import listen, verdict
from voice_interviewer.cli.screen import LiveScreen, PlainScreen
from voice_interviewer.clip import Clip
from voice_interviewer.devices.keyboard import NoKeyboard
from voice_interviewer.devices.microphone import open_microphone
from voice_interviewer.devices.portaudio import Kind, list_devices
from voice_interviewer.devices.protocols import Microphone
from voice_interviewer.devices.speaker import open_speaker
from voice_interviewer.devices.voice import Pyttsx3Voice, list_voices
from voice_interviewer.devices.weights import find_weights
from voice_interviewer.errors import DeviceError, SpeakerError, VoiceError, VoiceInterviewerError

SHOWN_CHOICES = 8
FREE_BYTES = 500_000_000
"""About 80 minutes of 48 kHz sound: more than a dozen interviews."""


@dataclass(frozen=True)
class Finding:
    """One thing that was tried. `said` ends with the remedy where it is not ok; `choices` are names options take."""

    what: str
    ok: bool
    said: str
    choices: tuple[str, ...] = ()


def probe_microphone(wanted: str, speaker: str, *, talking: bool, plain: bool) -> Finding:
    """Listen for three seconds; with a person there, show the level and play back what they said."""
    try:
        microphone = open_microphone(wanted)
        microphone.open()
        try:
            clip = _listen_to(microphone, talking=talking, plain=plain)
        finally:
            microphone.close()
    except VoiceInterviewerError as error:
        return Finding("Microphone", False, str(error), _choices("microphone"))
    ok, said = verdict(clip)
    if talking and ok:
        _play_back(clip, speaker)
    # Nobody was asked to speak where nobody is: that a quiet room is quiet is no fault.
    ok = ok or (not talking and bool(clip.samples.any()))
    return Finding("Microphone", ok, f"{microphone.name}, {clip.rate_hz} Hz. {said}", _choices("microphone"))


def _listen_to(microphone: Microphone, *, talking: bool, plain: bool) -> Clip:
    shown = talking and not plain
    with LiveScreen(out, keys=False) if shown else PlainScreen(out, keys=False) as screen:
        if talking:
            line("Say something for three seconds.")
            screen.show_meter()
        clip = listen(microphone, screen, NoKeyboard())
    assert clip is not None, "without keys nobody can skip it"
    return clip


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
    existing = existing_folder(audio_dir)
    said = f"{audio_dir}: {free_bytes(audio_dir) / 1e9:.1f} GB free"
    if not _writable(existing):
        return Finding(
            "Disk", False, f"{existing} may not be written; choose another folder with --audio-dir."
        )
    if free_bytes(audio_dir) < FREE_BYTES:
        return Finding("Disk", False, f"{said}; free some, or choose another folder with --audio-dir.")
    return Finding("Disk", True, said)


def existing_folder(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(each for each in (folder, *folder.absolute().parents) if each.is_dir())


def free_bytes(folder: Path) -> int:
    """What the disk of a folder, which may still have to be made, has left."""
    return shutil.disk_usage(existing_folder(folder)).free


def _writable(folder: Path) -> bool:
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
        # Both built-in banks are English: those voices first.
        ordered = sorted(list_voices(), key=lambda voice: not voice.locale.startswith("en"))
        return tuple(voice.name for voice in ordered)
    except VoiceError:
        return ()
