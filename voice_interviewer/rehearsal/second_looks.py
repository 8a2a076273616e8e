"""Second looks: what was written down at once is heard again, as well as this machine can, while nobody waits."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event as Signal
from threading import Lock
from typing import TYPE_CHECKING

from voice_interviewer.errors import (
    ClipError,
    DiskError,
    ModelError,
    NotFound,
    RecogniserError,
    SessionError,
)
from voice_interviewer.rehearsal.while_idle import giving_way
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.answers import read_originals, to_look_at_again
from voice_interviewer.session.finding import session_folders
from voice_interviewer.session.holding import is_held, looking_again
from voice_interviewer.session.record import Take

if TYPE_CHECKING:
    from voice_interviewer.listening.transcribing import Transcriber


class SecondLooks:
    """All second looks that are to come in a folder of sessions. One program takes them at a time.

    What is heard is saved answer by answer: whatever ends this in the middle, the rest is still to come.
    """

    def __init__(self, audio_dir: Path, model: str, may_go_on: Callable[[], bool] = lambda: True) -> None:
        """Nothing is heard yet.

        Args:
            audio_dir: The folder of all sessions.
            model: The name or folder of Whisper's weights; "auto" or empty for the best there are here.
            may_go_on: Asked ten times a second; once it says no, or an interview begins in this folder, `take` ends.
        """
        self._audio_dir = audio_dir
        self._model = model
        self._may_go_on = may_go_on
        self._stopped = Signal()
        self._lock = Lock()
        self._transcriber: Transcriber | None = None

    @property
    def was_stopped(self) -> bool:
        """Whether something more important came up."""
        return self._stopped.is_set()

    def take(self, on_progress: Callable[[float], None] = lambda _: None) -> tuple[Session, ...]:
        """Hear what is to be heard again, the latest interview first; returns the sessions whose words were renewed.

        `on_progress` is told the share done, 0 to 1, a few times a second. What cannot be heard stays as it is.
        """
        with looking_again(self._audio_dir) as may_look:
            if not may_look:
                return ()
            with giving_way(self._audio_dir, self._may_go_on, self.stop):
                return self._take_all(on_progress)

    def stop(self) -> None:
        """End `take` at once; may be called from any thread."""
        self._stopped.set()
        with self._lock:
            transcriber = self._transcriber
        if transcriber is not None:
            transcriber.close()

    def _take_all(self, on_progress: Callable[[float], None]) -> tuple[Session, ...]:
        waiting = to_come(self._audio_dir, lambda: not self.was_stopped)
        total_s = sum(take.duration_s for _, takes in waiting for take in takes) or 1.0
        done_s = 0.0

        def tell(heard_s: float) -> None:
            on_progress(min(1.0, (done_s + heard_s) / total_s))

        renewed = []
        for session, takes in waiting:
            for language in sorted(languages := _languages(session, takes)):
                with suppress(ModelError, NotFound, RecogniserError):
                    for take in self._heard(session, languages[language], language, tell):
                        renewed.append(session)
                        done_s += take.duration_s
                        tell(0.0)
            if session in renewed:
                _keep_summary(session)
            if self.was_stopped:
                break
        return tuple(dict.fromkeys(renewed))

    def _heard(
        self, session: Session, takes: list[Take], language: str, tell: Callable[[float], None]
    ) -> Iterator[Take]:
        """Those of the takes whose words were renewed, as soon as each is."""
        from voice_interviewer.devices.silero import Silero
        from voice_interviewer.listening.transcribing import Transcriber
        from voice_interviewer.rehearsal.models import open_recogniser, unhurried
        from voice_interviewer.review.keeping import look_again

        recogniser = open_recogniser(unhurried(self._model, language), language, "at-leisure")
        with closing(Transcriber(recogniser, session.record.terms, twice=True)) as transcriber:
            with self._lock:
                self._transcriber = transcriber
            detector = Silero()
            for take in takes:
                if self.was_stopped:
                    break
                # Removed, damaged, or in use by now: then nobody has lost anything.
                with suppress(ClipError, DiskError, SessionError):

                    def tell_share(share: float, take_s: float = take.duration_s) -> None:
                        tell(share * take_s)

                    if look_again(session, take, transcriber, detector, tell_share):
                        yield take


def to_come(
    audio_dir: Path, may_go_on: Callable[[], bool] = lambda: True
) -> tuple[tuple[Session, tuple[Take, ...]], ...]:
    """The sessions with second looks to come, the latest first, and the takes to look at. Those in use are left out.

    Makes the summaries that are missing, which may take minutes; `may_go_on` is asked between them."""
    from voice_interviewer.review.kept_summaries import read_summary

    found = []
    for folder in reversed(session_folders(audio_dir)):
        if not may_go_on():
            break
        with suppress(SessionError):
            if is_held(folder) or not any(
                take.second_look == "to-come" for take in read_summary(folder).takes
            ):
                continue
            session = open_session(folder)
            if takes := to_look_at_again(session):
                found.append((session, takes))
    return tuple(found)


def _languages(session: Session, takes: tuple[Take, ...]) -> dict[str, list[Take]]:
    """The takes by the language that they were heard in."""
    found: dict[str, list[Take]] = {}
    for take in takes:
        if heard := read_originals(session, take.question_number).get(take.number):
            found.setdefault(heard.language, []).append(take)
    return found


def _keep_summary(session: Session) -> None:
    from voice_interviewer.review.kept_summaries import keep_summary

    with suppress(SessionError):
        keep_summary(session)
