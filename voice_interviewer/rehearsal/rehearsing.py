"""One rehearsal: opening the devices, holding the interview, having the answers written down and compared."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event as Signal
from types import TracebackType
from typing import TYPE_CHECKING, Self

from voice_interviewer.devices.microphone import ListedMicrophones, open_microphone
from voice_interviewer.devices.panel import PanelVoice
from voice_interviewer.devices.protocols import Microphone, Speaker, SpeechDetector, Voice
from voice_interviewer.devices.speaker import SilentSpeaker, open_speaker
from voice_interviewer.devices.weights import Weights
from voice_interviewer.errors import DeviceError, MicrophoneLost, ModelError, RecogniserError
from voice_interviewer.interview.loop import Interview, Next
from voice_interviewer.interview.protocol import Event, Face, NotReadAloud
from voice_interviewer.interview.room import Room
from voice_interviewer.interview.small_talk import Talk
from voice_interviewer.interview.speech_ahead import SpeechAhead
from voice_interviewer.listening.hearing import Audio
from voice_interviewer.rehearsal.after_take import AfterTake
from voice_interviewer.rehearsal.device_checks import free_bytes
from voice_interviewer.rehearsal.protocol import (
    DiskNearlyFull,
    OnlyOneVoice,
    OtherVoice,
    SoundsNotKept,
    WritingDown,
)
from voice_interviewer.rehearsal.question_plan import QuestionPlan
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.session import Session
from voice_interviewer.session.record import FollowUp, Take

if TYPE_CHECKING:
    from voice_interviewer.devices.natural.voice import Synthesiser
    from voice_interviewer.review.facts import AnswerFacts, SessionFacts
    from voice_interviewer.review.live import LiveReview
    from voice_interviewer.transcript import Word

MOST_HELD_BACK_S = 1.0
"""What listens and what compares would delay the first question by their imports: they wait until it sounds, or for
this long at most."""


class Rehearsal:
    """One interview, from opening the devices to the last transcript.

    `with rehearsal:` opens the devices, `begin` makes the session's folder, `hold` asks the questions, and `finish`
    waits for the transcripts. The `with` may be left at any moment: what was said is on disk.

    The modules that compare answers are imported while the first question is read, since nothing needs them before.
    """

    session: Session
    """Set by `begin`."""
    microphone: Microphone
    speaker: Speaker

    def __init__(
        self,
        request: Request,
        plan: QuestionPlan,
        weights: Weights | None,
        language: str,
        audio_dir: Path,
        voice: Voice,
        speech: SpeechAhead,
        talk: Talk | None,
        ahead: Executor,
        natural: "Synthesiser | None" = None,
    ) -> None:
        """Nothing is opened yet.

        Args:
            request: What the person asked for.
            plan: The questions.
            weights: Whisper's; if None, the interview is only recorded, to be written down another time.
            language: The code of the language that the answers are in, such as "en".
            audio_dir: The folder of all sessions.
            voice: Reads the questions aloud.
            speech: Turns them into sound in advance.
            talk: Says what is said besides the questions; None if nothing is.
            ahead: Works in the background, one thing at a time; the first sound is already being synthesised on it.
            natural: Makes the sounds of the recorded voices that they lack; ended with the interview.
        """
        # An interview that is continued keeps its own style, and nobody asks on in a one-way interview.
        follow_ups = request.rules.follow_ups and plan.one_way is None
        rules = replace(request.rules, one_way=plan.one_way, follow_ups=follow_ups)
        self.request = replace(request, rules=rules)
        self.plan = plan
        self.weights = weights
        self._language = language
        self._audio_dir = audio_dir
        self._stack = ExitStack()
        self.voice = voice
        self._speech = speech
        self._talk = talk
        self._ahead = ahead
        self._review: Future[LiveReview | None] = Future()
        self._early: list[Audio] = []
        self._sounding = Signal()
        self._notices: list[Event] = []
        self._told_alone = False
        self._natural = natural
        self._told_trouble = False
        self._told_not_kept = False

    def __enter__(self) -> Self:
        """Open the devices. Raises NoMicrophone."""
        if self._natural:
            self._stack.callback(self._natural.close)
        self._stack.callback(self._ahead.shutdown, wait=False, cancel_futures=True)
        try:
            self._open_devices()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _open_devices(self) -> None:
        request = self.request
        self.microphone = open_microphone(request.microphone)
        self._stack.callback(self.microphone.close)
        self.microphone.open()
        try:
            self.speaker = open_speaker(request.speaker)
        except DeviceError as error:
            self._notices.append(NotReadAloud(error))
            self.speaker = SilentSpeaker()

    def notices(self) -> tuple[Event, ...]:
        """What the person should know before the interview begins: no speaker, or too little space on the disk.

        Answers may take longer than planned, so space for twice the planned time is wanted.
        """
        needed_bytes = round(self.plan.planned_s * self.microphone.rate_hz * 2 * 2)
        free = free_bytes(self._audio_dir)
        full = [DiskNearlyFull(self._audio_dir, free, needed_bytes)] if free < needed_bytes else []
        return (*self._notices, *full)

    def begin(self) -> Session:
        """Make the session's folder, or open that of the interview to resume. Raises DiskError, SessionError."""
        self.session = self.plan.take_up(self._stack)
        return self.session

    def hold(self, face: Face) -> None:
        """Ask every question, on the thread that calls this.

        Raises MicrophoneLost, DiskError and KeyboardInterrupt, as `Interview.run` does; all that was said is on disk.
        """
        # In this order, one after another: with two cores, nothing else may delay the first question; and what writes
        # its answer down may not delay the detector, which listens to it.
        if isinstance(self.speaker, SilentSpeaker):
            self._talk = None  # nobody would hear it
        if self._talk:
            self._talk.prepare_greeting()
            self._speech.prepare(self.plan.spoken(self.plan.first_text))
        detector = self._ahead.submit(self._open_detector)
        self._review = self._ahead.submit(self._open_review)
        room = Room(
            speech=self._speech,
            speaker=self.speaker,
            microphone=self.microphone,
            microphones=ListedMicrophones(self.request.microphone),
            face=face,
            detector=detector,
            spoken=self.plan.spoken,
            sounding=self._sounding,
        )

        def hear_nothing() -> None:
            with suppress(MicrophoneLost):  # the next take sees it
                room.microphone.discard()

        follow = AfterTake(self.request, self._listening, face, hear_nothing)

        def after_take(take: Take) -> Next | FollowUp:
            self._tell_of_voices(face)
            return follow(take)

        try:
            Interview(
                self.session,
                room,
                self.request.rules,
                on_audio=self._on_audio,
                after_take=after_take,
                after_passing_by=follow.passed_by,
                talk=self._talk,
            ).run(self.plan.first, self.plan.follow_up)
        finally:
            room.microphone.close()

    def _tell_of_voices(self, face: Face) -> None:
        if self._natural and self._natural.trouble and not self._told_trouble:
            face.tell(OtherVoice(self._natural.trouble))
            self._told_trouble = True
        if self._natural and self._natural.not_kept and not self._told_not_kept:
            face.tell(SoundsNotKept(self._natural.not_kept))
            self._told_not_kept = True
        if isinstance(self.voice, PanelVoice) and self.voice.is_alone and not self._told_alone:
            face.tell(OnlyOneVoice())
            self._told_alone = True

    def finish(self, tell: Callable[[WritingDown], object]) -> tuple[BaseException, ...]:
        """Wait until every answer is written down, and write the comparisons into the folder.

        Args:
            tell: Told how far it is, a few times a second; never called if there is nothing to wait for.

        Returns:
            The errors of those answers that could not be written down.

        Raises:
            DiskError: A comparison cannot be written.
            SessionError: A file of the session cannot be understood.
            KeyboardInterrupt: The person will not wait; call `give_up_writing` and `keep_comparisons` then.
        """
        if review := self._listening():
            while not review.wait(0.0):
                tell(WritingDown(review.progress()))
                review.wait(0.1)
            failures = review.failures()
        else:
            failures = (error,) if (error := self._review.exception()) else ()
        self.keep_comparisons()
        return failures

    def give_up_writing(self) -> None:
        """Stop writing down; the command `transcribe` can do the rest later."""
        if self._review.done() and (review := self._started()):
            review.close()

    def keep_comparisons(self) -> None:
        """Write the comparisons that are known so far into the folder. Raises DiskError, SessionError."""
        from voice_interviewer.review.keeping import write_comparisons
        from voice_interviewer.review.kept_summaries import keep_summary

        write_comparisons(self.session)
        keep_summary(self.session)

    def words_so_far(self) -> "tuple[Word, ...]":
        """What is written down of the take that is being spoken. May be called from any thread."""
        review = self._started() if self._review.done() else None
        return review.words_so_far() if review else ()

    def answer(self, number: int) -> "AnswerFacts":
        """Everything known about the answers to the question with this number."""
        from voice_interviewer.review.facts import gather_answer

        return gather_answer(self.session, number)

    def facts(self) -> "SessionFacts":
        """Everything known about the interview."""
        from voice_interviewer.review.facts import gather

        return gather(self.session)

    def write_page(self) -> Path:
        """Write the page to listen back with; returns its path. Raises DiskError."""
        from voice_interviewer.review.report.writing import write_page

        return write_page(self.session)

    def _on_audio(self, audio: Audio) -> None:
        # The recording never waits for what writes it down: what is not read from the microphone is not on disk.
        self._early.append(audio)
        if self._review.done():
            self._listening()

    def _listening(self) -> "LiveReview | None":
        """What writes down, given all that was heard since it was asked for last; waits until it is there."""
        review = self._started()
        early, self._early = self._early, []
        if review:
            for audio in early:
                review.on_audio(audio)
        return review

    def _started(self) -> "LiveReview | None":
        """What writes down, once it is there; None if nothing does, or it could not be started, which `finish` tells:
        the interview is recorded all the same."""
        try:
            return self._review.result()
        except (ModelError, RecogniserError):
            return None

    def _open_detector(self) -> SpeechDetector:
        self._sounding.wait(MOST_HELD_BACK_S)
        return _detector()

    def _open_review(self) -> "LiveReview | None":
        if self.weights is None:
            return None
        from voice_interviewer import coverage
        from voice_interviewer.listening.transcribing import Transcriber
        from voice_interviewer.rehearsal.models import open_recogniser
        from voice_interviewer.review.live import LiveReview

        recogniser = open_recogniser(self.weights.name, self._language)
        review = LiveReview(self.session, Transcriber(recogniser, self.session.record.terms))
        self._stack.callback(review.close)
        recogniser.start()
        self._ahead.submit(coverage.begin)
        return review


def _detector() -> SpeechDetector:
    from voice_interviewer.devices.silero import Silero

    return Silero()
