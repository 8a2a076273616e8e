"""The interview behind the page: a face whose events and commands cross threads, and the thread that holds it."""

from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Lock, Thread
from typing import TYPE_CHECKING

from voice_interviewer.errors import (
    DiskError,
    SessionError,
    VoiceInterviewerError,
)
from voice_interviewer.interview.protocol import Command, Event, Meter, UseMicrophone
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.web.shown import Shown, after, told
from voice_interviewer.web.words import RECORDED_ANYWAY

if TYPE_CHECKING:
    from voice_interviewer.rehearsal.rehearsing import Rehearsal
    from voice_interviewer.review.facts import AnswerFacts

END_PATIENCE_S = 15.0
"""An end in haste takes a moment: a take is closed, and what is known is kept."""


class PageFace:
    """A face of the protocol: `shown` and `meter` may be read by any thread at any time, and `want` called."""

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
        """The same where nobody asks for commands. Raises KeyboardInterrupt for an end in haste."""
        self.tell(event)
        self.commands()

    def commands(self) -> tuple[Command | UseMicrophone, ...]:
        """See `Face.commands`. One at a time: what a command leads to comes before the next one."""
        if self._stopping.is_set():
            raise KeyboardInterrupt
        with suppress(Empty):
            while True:
                step, wanted = self._wanted.get_nowait()
                if step == self.shown.step:
                    return (wanted,)
        return ()

    def want(self, step: int, wanted: Command | UseMicrophone) -> bool:
        """What a person wants of what they saw, which was that step; False if it is over by now."""
        shown = self.shown
        if step != shown.step or not shown.is_running:
            return False
        if isinstance(wanted, UseMicrophone) and wanted.name not in shown.offered:
            return False
        self._wanted.put((step, wanted))
        return True

    def stop(self) -> None:
        """End in haste; what was said is kept."""
        self._stopping.set()


class Live:
    """The interview of this program: at most one at a time."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._face = PageFace(Shown())
        self._thread: Thread | None = None
        self._rehearsal: Rehearsal | None = None
        self._lock = Lock()

    @property
    def shown(self) -> Shown:
        return self._face.shown

    @property
    def meter(self) -> Meter | None:
        return self._face.meter

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def begin(self, request: Request) -> bool:
        """Begin an interview; False if one is running. What stands in its way is told in `shown`."""
        with self._lock:
            if self.is_running:
                return False
            rules = request.rules
            self._face = PageFace(
                Shown(
                    interview=self.shown.interview + 1,
                    phase="starting",
                    hands_free=rules.hands_free,
                    silence_s=rules.silence_s if rules.hands_free else 0.0,
                )
            )
            self._thread = Thread(target=self._run, args=(request, self._face), name="interview", daemon=True)
            self._thread.start()
            return True

    def want(self, step: int, wanted: Command | UseMicrophone) -> bool:
        """See `PageFace.want`."""
        return self._face.want(step, wanted)

    def end(self) -> None:
        """End an interview in progress, in haste and cleanly; returns when what was said is kept."""
        if self._thread is not None:
            self._face.stop()
            self._thread.join(END_PATIENCE_S)

    def answer(self) -> "AnswerFacts | None":
        """All that is known of the question that can be compared now."""
        rehearsal, number = self._rehearsal, self.shown.compared
        return rehearsal.answer(number) if rehearsal and number else None

    def _run(self, request: Request, face: PageFace) -> None:
        phase, text = "failed", "Something went wrong; what was said is kept."
        try:
            self._hold(request, face)
            phase, text = "ended", ""
        except KeyboardInterrupt:
            phase, text = "ended", "The interview was ended; what was said is kept."
        except VoiceInterviewerError as error:
            text = str(error)
        finally:
            shown = told(face.shown, text, stays=True) if text else face.shown
            face.shown = replace(shown, phase=phase, step=shown.step + 1)  # type: ignore[arg-type]

    def _hold(self, request: Request, face: PageFace) -> None:
        studio = self._studio
        studio.make_ready(microphone=request.microphone, speaker=request.speaker)
        plan = studio.plan(request)
        weights, why = studio.weights_or_why(request.model, studio.language(plan, request))
        if why:
            face.shown = told(face.shown, f"{why} {RECORDED_ANYWAY}", stays=True)
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
                microphone=rehearsal.microphone.name,
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
