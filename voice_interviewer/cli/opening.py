"""What is opened and looked at before the first question: devices, Whisper, the disk."""

from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.cli.console import line, out
from voice_interviewer.cli.microphone_check import listen, verdict
from voice_interviewer.cli.plan import Plan
from voice_interviewer.cli.probing import free_bytes
from voice_interviewer.cli.screen import LiveScreen, PlainScreen
from voice_interviewer.coverage import meaning
from voice_interviewer.devices.keyboard import Keyboard
from voice_interviewer.devices.microphone import open_microphone
from voice_interviewer.devices.protocols import Microphone, Speaker, Voice
from voice_interviewer.devices.speaker import SilentSpeaker, open_speaker
from voice_interviewer.devices.voice import Pyttsx3Voice
from voice_interviewer.devices.weights import Weights
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.ears.transcribing import Transcriber
from voice_interviewer.errors import DeviceError
from voice_interviewer.interview.speech_ahead import SpeechAhead
from voice_interviewer.review.live import LiveReview
from voice_interviewer.session import Session


@dataclass(frozen=True)
class Devices:
    """What was opened; `ahead` works beside the interview, one thing after the other."""

    microphone: Microphone
    speaker: Speaker
    voice: Voice
    speech: SpeechAhead
    ahead: Executor


def open_devices(plan: Plan, locale: str, first_text: str, stack: ExitStack) -> Devices:
    """The voice works on the first question while the microphone and the speaker open."""
    ahead = ThreadPoolExecutor(1, thread_name_prefix="ahead")
    stack.callback(ahead.shutdown, wait=False, cancel_futures=True)
    voice = Pyttsx3Voice(locale, plan.voice, plan.voice_rate_wpm)
    speech = SpeechAhead(voice, ahead)
    speech.prepare(first_text)
    microphone = open_microphone(plan.microphone)
    stack.callback(microphone.close)
    microphone.open()
    return Devices(microphone, _speaker_or_silence(plan.speaker), voice, speech, ahead)


def _speaker_or_silence(wanted: str) -> Speaker:
    try:
        return open_speaker(wanted)
    except DeviceError as error:
        line(f"{error} The questions are shown: read them yourself.")
        return SilentSpeaker()


def open_review(
    session: Session, weights: Weights | None, language: str, ahead: Executor, stack: ExitStack
) -> LiveReview | None:
    """Whisper loads once the first question is ready to be heard, not before: two cores are few."""
    if weights is None:
        return None
    whisper = Whisper(weights.name, language)
    review = LiveReview(session, Transcriber(whisper, session.record.terms))
    stack.callback(review.close)
    ahead.submit(whisper.start)
    ahead.submit(meaning.begin)
    return review


def facts_of(devices: Devices, weights: Weights | None) -> dict[str, str]:
    return {
        "Microphone": devices.microphone.name,
        "Speaker": devices.speaker.name,
        "Voice": devices.voice.name,
        "Model": weights.name if weights else "none: recorded now, transcribed later",
    }


def check_microphone(plan: Plan, microphone: Microphone) -> None:
    """Before the first interview in a folder; where nobody can answer a question, none is asked."""
    if not plan.keys:
        return
    line("Before your first interview, the microphone: say a sentence. (Any key skips this.)")
    with screen_for(plan) as screen, Keyboard() as keyboard:
        screen.show_meter()
        clip = listen(microphone, screen, keyboard)
    if clip is not None:
        line(verdict(clip)[1])


def warn_of_a_full_disk(audio_dir: Path, planned_s: float, rate_hz: int) -> None:
    """Answers take as long as they take: room for twice the plan is little enough."""
    needed_bytes = round(planned_s * rate_hz * 2 * 2)
    if (free := free_bytes(audio_dir)) < needed_bytes:
        line(
            f"The disk of {audio_dir} has only {free / 1e6:.0f} MB left, and this interview may need "
            f"{needed_bytes / 1e6:.0f} MB: free some space, or choose another folder with --audio-dir."
        )


def screen_for(plan: Plan) -> PlainScreen:
    return PlainScreen(out, plan.keys) if plan.plain or not out.is_terminal else LiveScreen(out, plan.keys)
