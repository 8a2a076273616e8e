"""One take on its way to becoming a transcript: what was heard of it, what was queued, what is written."""

from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Condition

from voice_interviewer.devices.protocols import Recogniser
from voice_interviewer.errors import ModelError, RecogniserError
from voice_interviewer.listening.decoding import has_speech, not_understood
from voice_interviewer.listening.foreground import in_foreground
from voice_interviewer.listening.hearing import Heard
from voice_interviewer.listening.pieces import Piece, Pieces
from voice_interviewer.steps import Step
from voice_interviewer.transcript import Transcript, Word

_RESTARTS = 1
"""A recogniser that dies is asked once more; one that dies again in the same take would go on dying."""

_LEAST_AFTER_GUESS_S = 2.0
"""What follows a wrong guess is decoded by itself only if it is so long: a "Yes." alone may be taken for no speech."""

_BACKLOG = 2
"""So many pieces of a file may wait to be decoded; more would only fill the memory."""


@dataclass(eq=False)
class Job:
    """One piece on its way to becoming words."""

    writing: "Writing"
    piece: Piece
    before: "Job | None"
    """The piece before it in this take, decoded before it."""
    words: tuple[Word, ...] | None = None
    is_wanted: bool = True


class Writing:
    """One take being written down. Feed it from one thread; everything else may come from any."""

    def __init__(self, queue: "SimpleQueue[Job | None]", recogniser: Recogniser, *, live: bool) -> None:
        self._queue = queue
        self._recogniser = recogniser
        self._live = live
        self._pieces = Pieces(live=live)
        self._jobs: list[Job] = []
        self._guess: Job | None = None
        self._wrong_guess: Job | None = None
        """The last one since the last piece, after which the person spoke on."""
        self._heard_s = 0.0
        self._finished = False
        self._error: RecogniserError | ModelError | None = None
        self._restarts_left = _RESTARTS
        self._changed = Condition()

    def feed(self, heard: Heard) -> None:
        """What was heard next; never blocks."""
        with self._changed:
            self._heard_s += heard.duration_s
            self._add(self._pieces.feed(heard))
            if not self._pieces.silent:
                self._drop_guess()

    def finish(self) -> None:
        """The take has ended: what is left of it is queued. Never blocks."""
        with self._changed:
            self._add(self._pieces.finish(after_guess=self._keep_wrong_guess()))
            self._pieces = Pieces(live=self._live)  # it holds the sound of the last one
            self._finished = True
            self._changed.notify_all()

    def result(self, timeout_s: float | None = None) -> Transcript:
        """Wait until the take has ended and all of it is written. Raises RecogniserError, ModelError."""
        with self._changed:
            in_time = self.wait(timeout_s)
            if self._error is not None:
                raise self._error
            if not in_time:
                raise RecogniserError(
                    f"Whisper gave no answer in {timeout_s:.0f} s; the recording is kept, {Step.WRITE_DOWN}."
                )
            return self._transcript()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until `result` would not wait any more; False if that is not within the time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._error is not None or self._is_complete, timeout_s)

    @property
    def decoded_s(self) -> float:
        """Seconds of the take, from its start, that are written down."""
        with self._changed:
            if self._is_complete:
                return self._heard_s
            waiting = (job.piece.from_s for job in self._jobs if job.words is None)
            return next(waiting, self._jobs[-1].piece.until_s if self._jobs else 0.0)

    @property
    def words_so_far(self) -> tuple[Word, ...]:
        """What is written down of the take, with what was said last if a silence has let it be decoded."""
        with self._changed:
            is_known = self._guess is not None and self._guess.words is not None
            last = self._guess if is_known else self._wrong_guess
            jobs = (*self._jobs, last) if last else self._jobs
            return tuple(word for job in jobs for word in job.words or ())

    @property
    def progress(self) -> float:
        """The part of what was heard that is written down, 0 to 1."""
        with self._changed:
            if self._is_complete:
                return 1.0
            return min(1.0, self.decoded_s / self._heard_s) if self._heard_s else 0.0

    def wait_for_room(self, timeout_s: float) -> bool:
        """Wait until few pieces are queued (True), for somebody who feeds more quickly than Whisper
        decodes."""
        with self._changed:
            return self._changed.wait_for(lambda: self._error is not None or self._has_room, timeout_s)

    # What the transcriber's thread tells:

    def decoded(self, job: Job, words: tuple[Word, ...]) -> None:
        """The words of one piece, whose sound is needed no more."""
        with self._changed:
            job.words = words
            job.piece = replace(job.piece, samples=job.piece.samples[:0].copy())
            self._changed.notify_all()

    def fail(self, error: RecogniserError | ModelError) -> None:
        """The transcript will never be complete. Nothing changes if it already is."""
        with self._changed:
            if self._error is None and not self._is_complete:
                self._error = error
                for job in self._jobs:
                    job.is_wanted = False
                self._drop_guess()
            self._changed.notify_all()

    def may_restart(self) -> bool:
        """Whether a recogniser that died may be asked again for this take."""
        self._restarts_left -= 1
        return self._restarts_left >= 0

    # Under the lock:

    @property
    def _is_complete(self) -> bool:
        return self._finished and all(job.words is not None for job in self._jobs)

    @property
    def _has_room(self) -> bool:
        return sum(job.words is None for job in self._jobs) < _BACKLOG

    def _add(self, pieces: list[Piece]) -> None:
        if self._error is not None:
            return
        for piece in pieces:
            if not has_speech(piece.speech):
                continue
            if piece.final:
                self._wrong_guess = None
                self._jobs.append(self._guessed(piece) or self._submit(piece))
            elif self._live:
                self._drop_guess()
                self._guess = self._submit(piece)

    def _submit(self, piece: Piece) -> Job:
        job = Job(self, piece, before=self._jobs[-1] if self._jobs else None)
        self._queue.put(job)
        return job

    def _guessed(self, piece: Piece) -> Job | None:
        """The guess that has come true, if it has."""
        guess, self._guess = self._guess, None
        if guess is None or guess.piece.span == piece.span:
            return guess
        guess.is_wanted = False
        return None

    def _drop_guess(self) -> None:
        if self._guess is not None:
            self._guess.is_wanted = False
            self._guess, self._wrong_guess = None, self._guess

    def _keep_wrong_guess(self) -> bool:
        """At the end its words stay, if it has them: they need not be decoded again while somebody waits."""
        wrong = self._wrong_guess
        if self._guess is not None or wrong is None or wrong.words is None:
            return False
        if self._heard_s - wrong.piece.until_s < _LEAST_AFTER_GUESS_S:
            return False
        self._jobs.append(wrong)
        return True

    def _transcript(self) -> Transcript:
        pieces = [job.piece for job in self._jobs]
        written = in_foreground([job.words or () for job in self._jobs], pieces)
        words = tuple(word for each in written for word in each)
        in_time = tuple(replace(word, end_s=min(word.end_s, self._heard_s)) for word in words)
        lost = tuple(
            span for own, piece in zip(written, pieces, strict=True) for span in not_understood(own, piece)
        )
        model, language = self._recogniser.model, self._recogniser.language
        return Transcript(in_time, round(self._heard_s, 3), model, language, lost)
