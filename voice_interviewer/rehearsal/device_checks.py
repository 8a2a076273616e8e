"""Tries each device that an interview needs, and returns facts. A face says what they mean and what to do."""

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np

from voice_interviewer.clip import AUDIBLY_CLIPPED_SHARE, Clip, Samples, peak_dbfs, rms_dbfs
from voice_interviewer.devices.microphone import open_microphone
from voice_interviewer.devices.portaudio import Kind, list_devices
from voice_interviewer.devices.protocols import Microphone
from voice_interviewer.devices.recorded import RECORDED, recorded_texts, recording_called
from voice_interviewer.devices.speaker import open_speaker
from voice_interviewer.devices.voice import Pyttsx3Voice, list_voices
from voice_interviewer.devices.weights import Weights, find_weights
from voice_interviewer.disk import existing_folder
from voice_interviewer.errors import DeviceError, DiskError, VoiceError, VoiceInterviewerError
from voice_interviewer.interview.input_watch import FULL_SCALE, QUIET_DBFS
from voice_interviewer.interview.protocol import Meter
from voice_interviewer.language.small_talk import VOICE_SAYS
from voice_interviewer.rehearsal.models import Choice
from voice_interviewer.rehearsal.voices import MAIN, can_be_natural, name_of, recorded

FREE_BYTES = 500_000_000
"""Free space that is enough: about 80 minutes of 48 kHz sound, more than a dozen interviews."""
LISTENING_S = 3.0
"""Long enough to say something, short enough to wait for."""
NOISY_DB = 12.0
"""A voice should stand out from the room by at least this; the end of an answer was found reliably from 10 dB up."""
SCRIPT_LENGTH = 4
"""Of a part of a locale that names a script, as "Shaw" does: one of espeak's voices reads the Shavian alphabet."""
_FRAME_S = 0.05


class Verdict(Enum):
    """How the microphone will do, judged from three seconds of sound."""

    GOOD = "good"
    NOISY = "noisy"
    """The voice hardly stands out from the room. Still good enough."""
    QUIET = "quiet"
    CLIPPING = "clipping"
    ZEROS = "zeros"


@dataclass(frozen=True)
class Listened:
    """Three seconds of a microphone: the sound, and the verdict on it."""

    clip: Clip
    verdict: Verdict
    voice_dbfs: float
    room_dbfs: float

    @property
    def will_do(self) -> bool:
        """Whether the microphone is good enough for an interview."""
        return self.verdict in (Verdict.GOOD, Verdict.NOISY)


@dataclass(frozen=True)
class MicrophoneCheck:
    """The microphone that was tried and what was heard, or why it could not be tried; neither if it was skipped."""

    name: str = ""
    listened: Listened | None = None
    error: VoiceInterviewerError | None = None


@dataclass(frozen=True)
class DeviceCheck:
    """The voice, speaker or model that was tried: its name, or why it cannot be used."""

    name: str = ""
    clip: Clip | None = None
    """For a voice: the sentence that it spoke."""
    weights: Weights | None = None
    """For a model: where its weights are."""
    error: VoiceInterviewerError | None = None


@dataclass(frozen=True)
class DiskCheck:
    """The folder that recordings go to: whether it can be written to, and how much space is left."""

    folder: Path
    existing: Path
    """The folder itself, or its nearest parent that exists."""
    free_bytes: int
    writable: bool

    @property
    def is_enough(self) -> bool:
        """Whether there is room for several interviews (FREE_BYTES)."""
        return self.free_bytes >= FREE_BYTES


@dataclass(frozen=True)
class OfferedVoice:
    """A voice that a person can choose, by its name."""

    name: str
    locale: str = ""
    """The language that one of the computer's own speaks, such as "en-GB"; the recorded ones speak English."""
    is_recorded: bool = False

    @property
    def is_english(self) -> bool:
        """Whether it can read the built-in banks as they should sound: English, and not in a script of its own."""
        language, *parts = self.locale.casefold().split("-")
        scripts = {part for part in parts if len(part) == SCRIPT_LENGTH} - {"latn"}
        return self.is_recorded or (language == "en" and not scripts)


def open_to_try(wanted: str) -> Microphone:
    """The microphone called `wanted`, listening; whoever tries it closes it. Raises NoMicrophone."""
    microphone = open_microphone(wanted)
    microphone.open()
    return microphone


def check_microphone(
    wanted: str,
    on_meter: Callable[[Meter], None] = lambda _: None,
    skipped: Callable[[], Iterable[object]] = tuple,
) -> MicrophoneCheck:
    """Open the microphone called `wanted`, and do as `listen` does."""
    try:
        microphone = open_to_try(wanted)
        try:
            listened = listen(microphone, on_meter, skipped)
        finally:
            microphone.close()
    except VoiceInterviewerError as error:
        return MicrophoneCheck(error=error)
    return MicrophoneCheck(microphone.name, listened)


def listen(
    microphone: Microphone,
    on_meter: Callable[[Meter], None],
    skipped: Callable[[], Iterable[object]] = tuple,
) -> Listened | None:
    """Listen for LISTENING_S.

    Args:
        microphone: Open.
        on_meter: Told the level, block by block.
        skipped: Returns something once the person wants no more of this, such as the keys that they pressed.

    Returns:
        What was heard, or None if it was skipped.

    Raises:
        MicrophoneLost: The microphone stopped delivering.
    """
    microphone.cue("")
    blocks: list[Samples] = []
    heard_s = 0.0
    while heard_s < LISTENING_S:
        block = microphone.read(_FRAME_S)
        if any(True for _ in skipped()):
            return None
        if block is not None:
            blocks.append(block)
            heard_s += len(block) / microphone.rate_hz
            on_meter(Meter(heard_s, LISTENING_S, rms_dbfs(block), peak_dbfs(block), pausing_s=0.0))
    return judge(Clip(np.concatenate(blocks), microphone.rate_hz))


def judge(clip: Clip) -> Listened:
    """The verdict on some seconds of sound, with the level of the voice and of the room.

    The voice's level is that of the loudest tenth of the frames (their 0.9 quantile), the room's that of the quietest.
    """
    length = max(1, round(_FRAME_S * clip.rate_hz))
    frames = clip.samples[: len(clip.samples) // length * length].reshape(-1, length)
    levels_dbfs = np.array([rms_dbfs(frame) for frame in frames])
    voice_dbfs, room_dbfs = float(np.quantile(levels_dbfs, 0.9)), float(np.quantile(levels_dbfs, 0.1))
    if not np.any(clip.samples):
        verdict = Verdict.ZEROS
    elif np.mean(np.abs(clip.samples) >= FULL_SCALE) >= AUDIBLY_CLIPPED_SHARE:
        verdict = Verdict.CLIPPING
    elif voice_dbfs < QUIET_DBFS:
        verdict = Verdict.QUIET
    else:
        verdict = Verdict.NOISY if voice_dbfs - room_dbfs < NOISY_DB else Verdict.GOOD
    return Listened(clip, verdict, voice_dbfs, room_dbfs)


def play(clip: Clip, wanted: str, may_go_on: Callable[[], bool] = lambda: True) -> str:
    """Play a clip on the speaker called `wanted`, to its end or until `may_go_on` says no; returns the speaker's full
    name. Raises SpeakerError."""
    device = open_speaker(wanted)
    playback = device.play(clip)
    try:
        while may_go_on() and not playback.finished():
            time.sleep(0.05)
    finally:
        playback.stop()
    return device.name


def check_voice(wanted: str) -> DeviceCheck:
    """Have the voice called `wanted` say VOICE_SAYS; the clip can then be played to try the speaker.

    A recorded voice, which is the default, leaves what it has no sound for to the computer's own: that is tried too.
    What makes it say any text is looked at, where it is installed.
    """
    recording = recording_called(wanted) or ("" if wanted else MAIN)
    system = Pyttsx3Voice(wanted="" if recording else wanted)
    try:
        clip = system.synthesise(VOICE_SAYS)
        if not recording:
            return DeviceCheck(system.name, clip)
        voice = recorded(recording, lambda: system)
        clip = voice.synthesise(VOICE_SAYS)
    except VoiceError as error:
        return DeviceCheck(error=error)
    return DeviceCheck(f"{name_of(recording)}, {system.name}{_natural_trouble()}", clip)


def _natural_trouble() -> str:
    """What is wrong with what makes a recorded voice say any text; empty if nothing is, or it is not installed."""
    if not can_be_natural("en"):
        return ""
    from voice_interviewer.devices.natural.parts import check_parts

    try:
        check_parts()
    except VoiceError as error:
        return f". {error}"
    return ""


def spoken(wanted: str, text: str, locale: str, rate_wpm: int) -> Clip:
    """A text as the voice called `wanted` says it, at once: what was not recorded by the computer's own, one for the
    locale at that pace. Raises VoiceError."""
    recording = recording_called(wanted)
    system = Pyttsx3Voice(locale, "" if recording else wanted, rate_wpm)
    return (recorded(recording, lambda: system) if recording else system).synthesise(text)


def check_speaker(
    wanted: str, clip: Clip | None, may_go_on: Callable[[], bool] = lambda: True
) -> DeviceCheck:
    """Find the speaker called `wanted`, and play the clip on it, as `play` does, if there is one."""
    try:
        return DeviceCheck(play(clip, wanted, may_go_on) if clip else open_speaker(wanted).name)
    except DeviceError as error:
        return DeviceCheck(error=error)


def check_model(choice: Choice) -> DeviceCheck:
    """Look for the weights that an interview would use, without loading them."""
    try:
        weights = find_weights(choice.model)
    except VoiceInterviewerError as error:
        return DeviceCheck(error=error)
    return DeviceCheck(weights.name, weights=weights)


def check_disk(audio_dir: Path) -> DiskCheck:
    """See whether recordings can be written to this folder, and how much space is left there."""
    try:
        existing = existing_folder(audio_dir)
    except DiskError:
        return DiskCheck(audio_dir, audio_dir, 0, False)
    return DiskCheck(audio_dir, existing, free_bytes(audio_dir), _writable(existing))


def free_bytes(folder: Path) -> int:
    """The free space on the disk of a folder, which need not exist yet."""
    return shutil.disk_usage(existing_folder(folder)).free


def device_names(kind: Kind) -> tuple[str, ...]:
    """The names that options accept; none if the sound system does not answer."""
    try:
        return tuple(device.name for device in list_devices(kind))
    except DeviceError:
        return ()


def offered_voices() -> tuple[OfferedVoice, ...]:
    """The recorded voices, then this computer's own if it has any, English ones first as the built-in banks are."""
    try:
        own = [OfferedVoice(voice.name, voice.locale) for voice in list_voices()]
    except VoiceError:
        own = []
    recorded_ones = (OfferedVoice(name_of(key), is_recorded=True) for key in RECORDED if recorded_texts(key))
    return (*recorded_ones, *sorted(own, key=lambda voice: not voice.is_english))


def voice_names() -> tuple[str, ...]:
    """The names of all these voices, which options accept."""
    return tuple(voice.name for voice in offered_voices())


def languages_of_two_voices() -> tuple[str, ...]:
    """The codes of the languages that this computer has two voices for, or more; none if it has no voices."""
    try:
        counts = Counter(voice.locale.casefold().partition("-")[0] for voice in list_voices())
    except VoiceError:
        return ()
    return tuple(code for code, count in counts.items() if count > 1)


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
