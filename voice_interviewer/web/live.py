"""The interview behind the page: a face that can be used from any thread, and the thread that the interview runs on."""

from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from voice_interviewer.errors import (
    DiskError,
    SessionError,
    VoiceInterviewerError,
)
from voice_interviewer.interview.protocol import Command, Event, Meter, UseMicrophone
from voice_interviewer.readable import ended
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.web.shown import Shown, after, over, told
from voice_interviewer.web.words import RECORDED_ANYWAY, told_of

if TYPE_CHECKING:
    from voice_interviewer.rehearsal.rehearsing import Rehearsal
    from voice_interviewer.review.facts import AnswerFacts

END_PATIENCE_S = 15.0
"""How long ending at once may take: the take is closed, and everything known is saved."""


class PageFace:
    """A face of the protocol. Any thread may read `shown` and `meter` and call `want`, at any time."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.meter: Meter | None = None
        self._wanted: SimpleQueue[tuple[int, Command | UseMicrophone]] = SimpleQueue()
        self._stopping = Flag()

    def tell(self, event: Event) -> None:
        """See `Face.tell`."""
        if isinstance(event, Meter):
            self.meter = event
        else:
            self.shown = after(self.shown, event)

    def tell_in_haste(self, event: Event) -> None:
        """The same, for when nobody asks for commands. Raises KeyboardInterrupt after `stop`."""
        self.tell(event)
        self.commands()

    def commands(self) -> tuple[Command | UseMicrophone, ...]:
        """See `Face.commands`. At most one at a time, so that the next one is judged by what this one led to."""
        if self._stopping.is_set():
            raise KeyboardInterrupt
        with suppress(Empty):
            while True:
                step, wanted = self._wanted.get_nowait()
                if self._holds(step, wanted):
                    return (wanted,)
        return ()

    def want(self, step: int, wanted: Command | UseMicrophone) -> bool:
        """Ask for something on behalf of a person who saw this step; False if it is over, and that no longer holds."""
        shown = self.shown
        if not (shown.is_running and self._holds(step, wanted)):
            return False
        if isinstance(wanted, UseMicrophone) and wanted.name not in shown.offered:
            return False
        self._wanted.put((step, wanted))
        return True

    def _holds(self, step: int, wanted: Command | UseMicrophone) -> bool:
        """Whether what was wanted at this step is wanted still."""
        if isinstance(wanted, UseMicrophone):
            return step == self.shown.step
        return self.shown.means_the_same(step, wanted)

    def stop(self) -> None:
        """End the interview at once; what was said is kept."""
        self._stopping.set()


class Live:
    """The interviews of this program, one at a time."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._face = PageFace(Shown())
        self._thread: Thread | None = None
        self._rehearsal: Rehearsal | None = None
        self._lock = Lock()

    @property
    def shown(self) -> Shown:
        """What the page shows of the current interview, or of the last one."""
        return self._face.shown

    @property
    def meter(self) -> Meter | None:
        """The latest level of that interview; None before the first."""
        return self._face.meter

    @property
    def is_running(self) -> bool:
        """Whether an interview is being held."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def words(self) -> str:
        """What has been written down of the answer that is being spoken, if its words are to be shown."""
        rehearsal = self._rehearsal
        if rehearsal is None or not self.shown.live_words:
            return ""
        return " ".join(word.text for word in rehearsal.words_so_far())

    def begin(self, request: Request, *, live_words: bool = False) -> bool:
        """Begin an interview; False if one is running. Whatever prevents it later is told in `shown`."""
        with self._lock:
            if self.is_running:
                return False
            rules = request.rules
            self._face = PageFace(
                Shown(
                    interview=self.shown.interview + 1,
                    phase="starting",
                    silence_s=rules.silence_s if rules.hands_free else 0.0,
                    live_words=live_words,
                )
            )
            self._thread = Thread(target=self._run, args=(request, self._face), name="interview", daemon=True)
            self._thread.start()
            return True

    def want(self, step: int, wanted: Command | UseMicrophone) -> bool:
        """See `PageFace.want`."""
        return self._face.want(step, wanted)

    def end(self) -> None:
        """End the current interview at once; returns when what was said is saved, after END_PATIENCE_S at most."""
        if self._thread is not None:
            self._face.stop()
            self._thread.join(END_PATIENCE_S)

    def answer(self) -> "AnswerFacts | None":
        """What is known of the answer that can be compared now; None if there is none."""
        rehearsal, number = self._rehearsal, self.shown.compared
        return rehearsal.answer(number) if rehearsal and number else None

    def _run(self, request: Request, face: PageFace) -> None:
        phase: Literal["ended", "failed"] = "failed"
        text = "Something went wrong; what you said is kept."
        try:
            self._hold(request, face)
            phase, text = "ended", ""
        except KeyboardInterrupt:
            phase, text = "ended", "The interview was ended early; what you said is kept."
        except VoiceInterviewerError as error:
            text = told_of(error)
        finally:
            face.shown = over(face.shown, phase, text)

    def _hold(self, request: Request, face: PageFace) -> None:
        studio = self._studio
        studio.make_voice_ready(request.voice, request.bank)
        studio.make_ready(microphone=request.microphone, speaker=request.speaker)
        plan = studio.plan(request)
        if plan.one_way:
            face.shown = replace(face.shown, limit_s=plan.one_way.limit_s)
        weights, why = studio.weights_or_why(request.model, studio.language(plan, request))
        if why:
            face.shown = told(face.shown, f"{ended(str(why))} {RECORDED_ANYWAY}", stays=True)
        with studio.rehearsal(request, plan, weights) as rehearsal:
            self._rehearsal = rehearsal
            for notice in rehearsal.notices():
                face.tell(notice)
            session = rehearsal.begin()
            face.shown = replace(
                face.shown,
                session=session.name,
                title=session.record.title,
                total=len(session.record.questions),
            )
            try:
                rehearsal.hold(face)
                self._finish(rehearsal, face)
            except BaseException:
                rehearsal.give_up_writing()
                with suppress(DiskError, SessionError):
                    rehearsal.keep_comparisons()
                raise
            finally:
                self._rehearsal = None

    def _finish(self, rehearsal: "Rehearsal", face: PageFace) -> None:
        failures = rehearsal.finish(face.tell_in_haste)
        for failure in failures:
            face.shown = told(face.shown, str(failure), stays=True)
        if rehearsal.session.record.takes:
            rehearsal.write_page()
