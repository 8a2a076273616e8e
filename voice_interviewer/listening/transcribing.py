"""A take's transcript, written while it is being spoken, or from its file, by the same code."""

from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from weakref import WeakSet

from voice_interviewer.clip import read_blocks, sound_length_s
from voice_interviewer.devices.protocols import Recogniser, SpeechDetector
from voice_interviewer.errors import ModelError, RecogniserError
from voice_interviewer.listening.decoding import prompt_for, write_down
from voice_interviewer.listening.hearing import Hearing
from voice_interviewer.listening.writing import Job, Writing
from voice_interviewer.steps import Step
from voice_interviewer.transcript import Transcript, Word

__all__ = ["Transcriber", "Writing", "transcribe_file"]

_PROGRESS_S = 0.2


class Transcriber:
    """Decodes the pieces of all takes, in order, on a thread of its own. Close it at the end."""

    def __init__(self, recogniser: Recogniser, vocabulary: tuple[str, ...], *, twice: bool = False) -> None:
        """`vocabulary`: the bank's terms, which Whisper would otherwise misspell. Where nobody waits, each piece may be
        heard `twice`, with a prompt and without."""
        self._recogniser = recogniser
        self._terms = vocabulary
        self._twice = twice
        self._prompt = prompt_for(vocabulary)
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._open: WeakSet[Writing] = WeakSet()
        self._closed = False
        # A daemon, lest a forgotten `close` hang the exit; harmless, for Whisper itself runs in another process.
        self._worker = Thread(target=self._work, name="transcriber", daemon=True)
        self._worker.start()

    def begin(self, *, live: bool = True) -> Writing:
        """Begin to write down a new take. Whenever the person falls silent in a live one, it is decoded on
        speculation, so that the transcript is there when the end is decided."""
        writing = Writing(self._queue, self._recogniser, live=live)
        self._open.add(writing)
        if not self._worker.is_alive():
            writing.fail(_closed())
        return writing

    def close(self) -> None:
        """End the recogniser and the thread, at once. What is not written yet raises RecogniserError. May
        be called twice."""
        self._closed = True
        self._recogniser.close()
        self._queue.put(None)
        self._worker.join()

    def _work(self) -> None:
        try:
            while (job := self._queue.get()) is not None:
                if job.is_wanted:
                    self._do(job)
        finally:
            for writing in tuple(self._open):
                writing.fail(_closed())

    def _do(self, job: Job) -> None:
        try:
            job.writing.decoded(job, self._words(job))
        except (ModelError, RecogniserError) as error:
            if job.is_wanted:
                job.writing.fail(error)

    def _words(self, job: Job) -> tuple[Word, ...]:
        before = (job.before.words if job.before else None) or ()
        try:
            return self._written(job, before)
        except RecogniserError:
            if self._closed or not job.writing.may_restart():
                raise
            return self._written(job, before)

    def _written(self, job: Job, before: tuple[Word, ...]) -> tuple[Word, ...]:
        return write_down(job.piece, self._recogniser, self._prompt, before, self._terms, twice=self._twice)


def transcribe_file(
    path: Path,
    transcriber: Transcriber,
    detector: SpeechDetector,
    on_progress: Callable[[float], None] = lambda _: None,
    masked: Sequence[tuple[float, float]] = (),
) -> Transcript:
    """Write down a recording, in pieces as of a live take, but longer where nobody pauses. `on_progress` is told a few
    times a second what part of it is written, 0 to 1. Spans that are `masked` (seconds) are not listened to.

    Raises ClipError, RecogniserError, ModelError.
    """
    length_s = sound_length_s(path)
    writing = transcriber.begin(live=False)
    hearing: Hearing | None = None
    for block in read_blocks(path, masked=masked):
        hearing = hearing or Hearing(block.rate_hz, detector)
        writing.feed(hearing.feed(block.samples))
        while not writing.wait_for_room(_PROGRESS_S):
            on_progress(min(1.0, writing.decoded_s / length_s))
    if hearing is not None:
        writing.feed(hearing.finish())
    writing.finish()
    while not writing.wait(_PROGRESS_S):
        on_progress(min(1.0, writing.decoded_s / length_s))
    return writing.result()


def _closed() -> RecogniserError:
    return RecogniserError(f"Whisper was closed before all was written down; {Step.WRITE_DOWN_LATER}.")
