"""Writes takes down and compares them while they are being spoken."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from voice_interviewer.bank import Question
from voice_interviewer.coverage import Coverage, prepare_to_cover
from voice_interviewer.delivery.sound import Sound, SoundMeasuring
from voice_interviewer.errors import ModelError, RecogniserError
from voice_interviewer.listening.hearing import Audio
from voice_interviewer.listening.transcribing import Transcriber, Writing
from voice_interviewer.review.keeping import write_comparison
from voice_interviewer.review.kept_comparisons import KeptComparisons
from voice_interviewer.session import Session
from voice_interviewer.session.answers import save_transcript
from voice_interviewer.session.record import SecondLook, Take
from voice_interviewer.transcript import Transcript, Word

COMPARED_WORDS = 30
"""So many new words, some 12 s of speech, are read at once by what compares the answer."""


class LiveReview:
    """Writes takes down while they are being spoken. Whatever is ready is saved at once, in the order of the takes."""

    def __init__(self, session: Session, transcriber: Transcriber) -> None:
        self._session = session
        self._transcriber = transcriber
        self._running: _Running | None = None
        # Two threads: words are saved even while the judge is busy, or does not answer.
        self._saver = ThreadPoolExecutor(1, thread_name_prefix="saving")
        self._comparer = ThreadPoolExecutor(1, thread_name_prefix="comparing")
        self._comparison: tuple[Take, Future[Comparison]] | None = None
        self._ended: list[tuple[Take, Writing, Future[Transcript]]] = []

    def on_audio(self, audio: Audio) -> None:
        """Take in the next block of the take that is being spoken. Returns at once."""
        if self._running is None:
            take = self._session.record.takes[-1]
            asked = self._session.asked(take.question_number, take.follow_up)
            self._running = _Running(asked, self._transcriber.begin(), SoundMeasuring(audio.rate_hz))
        self._running.writing.feed(audio.heard)
        self._running.measuring.feed(audio.samples, audio.heard)
        self._compare_ahead(self._running)

    def words_so_far(self) -> tuple[Word, ...]:
        """What is written down of the take that is being spoken. May be called from any thread."""
        running = self._running
        return running.writing.words_so_far if running else ()

    def take_ended(self, take: Take) -> None:
        """The take that was being spoken has ended. Returns at once."""
        running, self._running = self._running, None
        if running is not None:
            running.writing.finish()
            saving = self._saver.submit(self._save, take, running.writing, running.measuring.finish())
            comparing = self._comparer.submit(self._compare, running)
            self._comparison = take, comparing
            keeping = self._comparer.submit(self._keep, take, saving, comparing)
            self._ended.append((take, running.writing, keeping))

    def progress(self) -> float:
        """How much of all ended takes is written down, by duration, 0 to 1."""
        total_s = sum(take.duration_s for take, _, _ in self._ended)
        done_s = sum(
            take.duration_s * (1.0 if saved.done() else writing.progress)
            for take, writing, saved in self._ended
        )
        return done_s / total_s if total_s else 1.0

    def comparison(self, take: Take, timeout_s: float) -> "Comparison | None":
        """What was heard in `take`, the last to end; None if it is not known within `timeout_s`, or failed."""
        if self._comparison is None or self._comparison[0] != take:
            return None
        try:
            return self._comparison[1].result(timeout_s)
        except (RecogniserError, ModelError, TimeoutError):
            return None

    def wait(self, timeout_s: float) -> bool:
        """Wait until every ended take is written down or has failed; False if `timeout_s` is not enough."""
        return not wait([saved for _, _, saved in self._ended], timeout_s).not_done

    def failures(self) -> tuple[BaseException, ...]:
        """The errors of those takes that could not be written down."""
        done = [saved for _, _, saved in self._ended if saved.done() and not saved.cancelled()]
        return tuple(error for saved in done if (error := saved.exception()))

    def close(self) -> None:
        """End the transcriber. Takes not yet written down are left to the command `transcribe`."""
        self._transcriber.close()
        for worker in (self._comparer, self._saver):
            worker.shutdown(wait=False, cancel_futures=True)
        for worker in (self._comparer, self._saver):
            worker.shutdown()

    def _compare_ahead(self, running: "_Running") -> None:
        """Of the question at once, of the answer whenever enough of it is written down. Returns at once."""
        words = running.writing.words_so_far
        if running.comparing is None or (
            running.comparing.done() and len(words) >= running.words_compared + COMPARED_WORDS
        ):
            running.words_compared = len(words)
            running.comparing = self._comparer.submit(prepare_to_cover, running.asked, words)

    def _save(self, take: Take, writing: Writing, sound: Sound) -> Transcript:
        """The words come before the comparison, which may take a second: nothing is to be lost meanwhile."""
        transcript = writing.result()
        second_look: SecondLook | None = None if self._session.record.is_demo else "to-come"
        save_transcript(self._session, take, transcript, sound, second_look)
        return transcript

    def _compare(self, running: "_Running") -> "Comparison":
        transcript = running.writing.result()
        kept = KeptComparisons(self._session)
        return Comparison(transcript, kept.cover(running.asked, transcript), kept)

    def _keep(self, take: Take, saving: "Future[Transcript]", comparing: "Future[Comparison]") -> Transcript:
        transcript = saving.result()
        comparing.result().kept.keep()
        write_comparison(self._session, take.question_number)
        return transcript


@dataclass
class _Running:
    """The take that is being spoken: its words and its sound."""

    asked: Question
    writing: Writing
    measuring: SoundMeasuring
    comparing: "Future[None] | None" = None
    words_compared: int = 0


@dataclass(frozen=True)
class Comparison:
    """What was heard in a take and what it covers: known before it is kept, as a follow-up may be waiting for it."""

    transcript: Transcript
    coverage: Coverage
    kept: KeptComparisons
    """The cache that it will be kept in."""
