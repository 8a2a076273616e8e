"""One rehearsal from its plan to its summary: opens the devices, holds the interview, waits for the transcripts."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from voice_interviewer.bank import Question, Term, spoken
from voice_interviewer.bank.choose import Wish, choose_interview, planned_s
from voice_interviewer.bank.library import find_bank
from voice_interviewer.cli.between import FOLLOW_UP_PATIENCE_S, Between
from voice_interviewer.cli.console import err, out
from voice_interviewer.cli.microphone_check import listen, verdict
from voice_interviewer.cli.probing import free_bytes
from voice_interviewer.cli.reviewing import open_page
from voice_interviewer.cli.screen import LiveScreen, PlainScreen
from voice_interviewer.cli.signals import ending_on_signals
from voice_interviewer.cli.summary import (
    introduce,
    line,
    next_step,
    summarise,
    tell_where,
)
from voice_interviewer.cli.unfinished import go_on_with, offer_unfinished, resumable
from voice_interviewer.cli.waiting import waiting
from voice_interviewer.cli.weights import language_of, weights_or_none
from voice_interviewer.devices.keyboard import Keyboard, NoKeyboard
from voice_interviewer.devices.microphone import ListedMicrophones, open_microphone
from voice_interviewer.devices.protocols import Microphone, Speaker, SpeechDetector, Voice
from voice_interviewer.devices.silero import Silero
from voice_interviewer.devices.speaker import SilentSpeaker, open_speaker
from voice_interviewer.devices.voice import Pyttsx3Voice
from voice_interviewer.devices.weights import Weights
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.ears.hearing import Audio
from voice_interviewer.ears.transcribing import Transcriber
from voice_interviewer.errors import DeviceError, DiskError, SessionError
from voice_interviewer.interview import Interview
from voice_interviewer.interview.room import Room
from voice_interviewer.interview.speech_ahead import SpeechAhead
from voice_interviewer.interview.turn import Rules
from voice_interviewer.places import audio_folder
from voice_interviewer.review import LiveReview, write_comparisons
from voice_interviewer.review.facts import gather
from voice_interviewer.review.progress import practised
from voice_interviewer.review.report.writing import write_page
from voice_interviewer.review.summaries import keep_summary, read_summaries
from voice_interviewer.session import Session, create_session
from voice_interviewer.session.finding import session_folders
from voice_interviewer.session.holding import held

FILE_PATIENCE_S = 120.0
"""A sound file answers in no time, and nobody waits in front of it for the follow-up."""


@dataclass(frozen=True)
class Plan:
    """What was asked for; empty texts mean the default."""

    bank: str
    wish: Wish
    rules: Rules
    feedback_each: bool = False
    model: str = ""
    language: str = ""
    voice: str = ""
    voice_rate_wpm: int = 170
    microphone: str = ""
    speaker: str = ""
    plain: bool = False
    resume: bool = False
    is_demo: bool = False
    open_page: bool = True
    audio_dir: Path | None = None

    @property
    def keys(self) -> bool:
        """Whether somebody is there to press them."""
        return not self.rules.hands_free


@dataclass(frozen=True)
class _Devices:
    """What was opened; `ahead` works beside the interview, one thing after the other."""

    microphone: Microphone
    speaker: Speaker
    voice: Voice
    speech: SpeechAhead
    ahead: Executor


@dataclass(frozen=True)
class _Programme:
    """Which questions are asked, by whose words, from which one on; `session` makes or opens their folder, and holds
    it."""

    locale: str
    vocabulary: tuple[Term, ...]
    questions: tuple[Question, ...]
    first: int
    planned_s: float
    unwritten_count: int
    session: Callable[[ExitStack], Session]


def rehearse(plan: Plan) -> None:
    """Hold an interview. Raises what the bank, the devices and the disk raise; what was said is kept all the same."""
    audio_dir = audio_folder(plan.audio_dir, Path.cwd())
    programme = _programme(plan, audio_dir)
    language = language_of(programme.locale, plan.language)
    weights = weights_or_none(plan.model, language, may_ask=plan.keys, plain=plan.plain)
    say = partial(spoken, vocabulary=programme.vocabulary)
    with ending_on_signals(), ExitStack() as stack:
        first_text = say(programme.questions[programme.first - 1].question)
        devices = _open_devices(plan, programme.locale, first_text, stack)
        if not session_folders(audio_dir):
            _check_microphone(plan, devices.microphone)
        _warn_of_a_full_disk(audio_dir, programme.planned_s, devices.microphone.rate_hz)
        session = programme.session(stack)
        introduce(session, programme.planned_s, programme.unwritten_count, _facts(devices, weights))
        review = _open_review(session, weights, language, devices.ahead, stack)
        try:
            _hold(plan, session, programme.first, devices, review, say)
            _finish(plan, session, review)
        except BaseException:
            _tell_what_is_kept(session, plan.audio_dir)
            raise


def _programme(plan: Plan, audio_dir: Path) -> _Programme:
    """A new interview, or the rest of one that was cut short."""
    if plan.resume:
        return _rest(resumable(audio_dir), plan)
    if unfinished := offer_unfinished(audio_dir, may_ask=plan.keys):
        return _rest(unfinished, plan)
    name, bank = find_bank(plan.bank, Path.cwd())
    history = read_summaries(audio_dir, any_rules=True)
    chosen = choose_interview(bank, plan.wish, practised(history, name), plan.voice_rate_wpm)
    return _Programme(
        bank.locale,
        bank.vocabulary,
        chosen.questions,
        1,
        chosen.planned_s,
        chosen.unwritten_count,
        lambda stack: create_session(
            audio_dir,
            name,
            bank,
            chosen.questions,
            datetime.now().astimezone(),
            is_demo=plan.is_demo,
            hold=lambda folder: stack.enter_context(held(folder)),
        ),
    )


def _rest(session: Session, plan: Plan) -> _Programme:
    record, first = session.record, session.next_question() or 1
    left = record.questions[first - 1 :]
    left_s = sum(planned_s(each, plan.voice_rate_wpm, follow_ups=plan.rules.follow_ups) for each in left)
    take_up = partial(go_on_with, session)
    return _Programme(record.locale, record.vocabulary, record.questions, first, left_s, 0, take_up)


def _facts(devices: _Devices, weights: Weights | None) -> dict[str, str]:
    return {
        "Microphone": devices.microphone.name,
        "Speaker": devices.speaker.name,
        "Voice": devices.voice.name,
        "Model": weights.name if weights else "none: recorded now, transcribed later",
    }


def _check_microphone(plan: Plan, microphone: Microphone) -> None:
    """Before the first interview in a folder; where nobody can answer a question, none is asked."""
    if not plan.keys:
        return
    line("Before your first interview, the microphone: say a sentence. (Any key skips this.)")
    with _screen(plan) as screen, Keyboard() as keyboard:
        screen.show_meter()
        clip = listen(microphone, screen, keyboard)
    if clip is not None:
        line(verdict(clip)[1])


def _warn_of_a_full_disk(audio_dir: Path, planned_s: float, rate_hz: int) -> None:
    """Answers take as long as they take: room for twice the plan is little enough."""
    needed_bytes = round(planned_s * rate_hz * 2 * 2)
    if (free := free_bytes(audio_dir)) < needed_bytes:
        line(
            f"The disk of {audio_dir} has only {free / 1e6:.0f} MB left, and this interview may need "
            f"{needed_bytes / 1e6:.0f} MB: free some space, or choose another folder with --audio-dir."
        )


def _open_devices(plan: Plan, locale: str, first_text: str, stack: ExitStack) -> _Devices:
    """The voice works on the first question while the microphone and the speaker open."""
    ahead = ThreadPoolExecutor(1, thread_name_prefix="ahead")
    stack.callback(ahead.shutdown, wait=False, cancel_futures=True)
    voice = Pyttsx3Voice(locale, plan.voice, plan.voice_rate_wpm)
    speech = SpeechAhead(voice, ahead)
    speech.prepare(first_text)
    microphone = open_microphone(plan.microphone)
    stack.callback(microphone.close)
    microphone.open()
    return _Devices(microphone, _speaker_or_silence(plan.speaker), voice, speech, ahead)


def _speaker_or_silence(wanted: str) -> Speaker:
    try:
        return open_speaker(wanted)
    except DeviceError as error:
        line(f"{error} The questions are shown: read them yourself.")
        return SilentSpeaker()


def _open_review(
    session: Session, weights: Weights | None, language: str, ahead: Executor, stack: ExitStack
) -> LiveReview | None:
    """Whisper loads once the first question is ready to be heard, not before: two cores are few."""
    if weights is None:
        return None
    whisper = Whisper(weights.name, language)
    review = LiveReview(session, Transcriber(whisper, session.record.terms))
    stack.callback(review.close)
    ahead.submit(whisper.start)
    return review


def _hold(
    plan: Plan,
    session: Session,
    first: int,
    devices: _Devices,
    review: LiveReview | None,
    say: Callable[[str], str],
) -> None:
    detector = devices.ahead.submit(_detector)
    with _screen(plan) as screen, Keyboard() if plan.keys else NoKeyboard() as keyboard:
        between = Between(
            session,
            review,
            screen,
            keyboard,
            has_keys=plan.keys,
            follow_ups=plan.rules.follow_ups,
            feedback_each=plan.feedback_each,
            patience_s=FILE_PATIENCE_S if plan.microphone.startswith("file:") else FOLLOW_UP_PATIENCE_S,
        )
        room = Room(
            speech=devices.speech,
            speaker=devices.speaker,
            microphone=devices.microphone,
            microphones=ListedMicrophones(plan.microphone),
            keyboard=keyboard,
            screen=screen,
            detector=detector,
            spoken=say,
        )
        on_audio = review.on_audio if review else _unheard
        try:
            Interview(session, room, plan.rules, on_audio=on_audio, after_take=between.after_take).run(first)
        finally:
            room.microphone.close()


def _detector() -> SpeechDetector:
    return Silero()


def _unheard(audio: Audio) -> None:
    """Without weights nobody writes down what is said; it is on disk."""


def _screen(plan: Plan) -> PlainScreen:
    return PlainScreen(out, plan.keys) if plan.plain or not out.is_terminal else LiveScreen(out, plan.keys)


def _finish(plan: Plan, session: Session, review: LiveReview | None) -> None:
    """Wait for the transcripts, and leave the person with the page to listen back and compare."""
    failures: tuple[BaseException, ...] = ()
    if review:
        try:
            _wait_for_transcripts(review, plain=plan.plain)
            failures = review.failures()
        except KeyboardInterrupt:
            later = next_step("transcribe", session, plan.audio_dir)
            line(f"The rest is not written down yet; later: {later}", to_copy=True)
            review.close()
    write_comparisons(session)
    keep_summary(session)
    summarise(gather(session), failures, plain=plan.plain)
    tell_where(session, plan.audio_dir)
    if session.record.takes:
        page = write_page(session)
        if plan.open_page:
            open_page(page)
        line(str(page), to_copy=True)


def _wait_for_transcripts(review: LiveReview, *, plain: bool) -> None:
    """Until the last one is there; not a word if it already is."""
    if review.wait(0.0):
        return
    with waiting("Writing down the answers", "written down", plain=plain) as tell:
        while not review.wait(0.1):
            tell(review.progress())


def _tell_what_is_kept(session: Session, audio_dir: Path | None) -> None:
    """After an end that nobody planned. The terminal itself may be gone, and the disk may be full."""
    with suppress(DiskError, SessionError, OSError):
        write_comparisons(session)
    with suppress(OSError):
        transcribe = next_step("transcribe", session, audio_dir)
        err.print(
            f"\nStopped. What was said is kept in {session.folder}\nWrite it down: {transcribe}", markup=False
        )
