"""One rehearsal from its plan to its summary: opens the devices, holds the interview, waits for the transcripts."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from voice_interviewer.bank import spoken
from voice_interviewer.cli.between import Between
from voice_interviewer.cli.console import err, line
from voice_interviewer.cli.opening import (
    Devices,
    check_microphone,
    facts_of,
    open_devices,
    open_review,
    screen_for,
    warn_of_a_full_disk,
)
from voice_interviewer.cli.plan import Plan
from voice_interviewer.cli.programme import programme_for
from voice_interviewer.cli.reviewing import open_page
from voice_interviewer.cli.signals import ending_on_signals
from voice_interviewer.cli.summary import introduce, next_step, summarise, tell_where
from voice_interviewer.cli.waiting import waiting
from voice_interviewer.cli.weights import language_of, weights_or_none
from voice_interviewer.devices.keyboard import Keyboard, NoKeyboard
from voice_interviewer.devices.microphone import ListedMicrophones
from voice_interviewer.devices.protocols import SpeechDetector
from voice_interviewer.devices.silero import Silero
from voice_interviewer.ears.hearing import Audio
from voice_interviewer.errors import DiskError, SessionError
from voice_interviewer.interview import Interview
from voice_interviewer.interview.room import Room
from voice_interviewer.places import audio_folder
from voice_interviewer.review.facts import gather
from voice_interviewer.review.keeping import write_comparisons
from voice_interviewer.review.live import LiveReview
from voice_interviewer.review.report.writing import write_page
from voice_interviewer.review.summaries import keep_summary
from voice_interviewer.session import Session
from voice_interviewer.session.finding import session_folders


def rehearse(plan: Plan) -> None:
    """Hold an interview. Raises what the bank, the devices and the disk raise; what was said is kept all the same."""
    audio_dir = audio_folder(plan.audio_dir, Path.cwd())
    programme = programme_for(plan, audio_dir)
    language = language_of(programme.locale, plan.language)
    weights = weights_or_none(plan.model, language, may_ask=plan.keys, plain=plan.plain)
    say = partial(spoken, vocabulary=programme.vocabulary)
    with ending_on_signals(), ExitStack() as stack:
        first_text = say(programme.questions[programme.first - 1].question)
        devices = open_devices(plan, programme.locale, first_text, stack)
        if not session_folders(audio_dir):
            check_microphone(plan, devices.microphone)
        warn_of_a_full_disk(audio_dir, programme.planned_s, devices.microphone.rate_hz)
        session = programme.session(stack)
        introduce(session, programme.planned_s, programme.unwritten_count, facts_of(devices, weights))
        review = open_review(session, weights, language, devices.ahead, stack)
        try:
            _hold(plan, session, programme.first, devices, review, say)
            _finish(plan, session, review)
        except BaseException:
            _tell_what_is_kept(session, plan.audio_dir)
            raise


def _hold(
    plan: Plan,
    session: Session,
    first: int,
    devices: Devices,
    review: LiveReview | None,
    say: Callable[[str], str],
) -> None:
    detector = devices.ahead.submit(_detector)
    with screen_for(plan) as screen, Keyboard() if plan.keys else NoKeyboard() as keyboard:
        between = Between(plan, session, review, screen, keyboard)
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
