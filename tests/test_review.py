"""Takes become transcripts behind the interview, with a recogniser that only acts."""

import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from tests.fake_devices import RATE_HZ, Stage, new_session, sound
from tests.patience import PATIENCE_S
from voice_interviewer import coverage
from voice_interviewer.clip import Samples
from voice_interviewer.coverage.judge import JudgeError, Judgement
from voice_interviewer.errors import RecogniserError
from voice_interviewer.listening.hearing import Audio, Hearing
from voice_interviewer.listening.transcribing import Transcriber
from voice_interviewer.review.keeping import transcribe_take
from voice_interviewer.review.live import LiveReview
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_transcripts, untranscribed
from voice_interviewer.session.record import Take
from voice_interviewer.transcript import Word


class Acting:
    """Hears the same in every piece; or is out of order."""

    model = "acting"
    language = "en"

    def __init__(self, said: str = "hello", *, broken: bool = False) -> None:
        self.said = said.split()
        self.broken = broken

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        if self.broken:
            raise RecogniserError("Whisper stopped.")
        step_s = len(samples) / RATE_HZ / 2 / len(self.said)
        return tuple(
            Word(one, at * step_s, (at + 1) * step_s, 0.9, bool(prompt)) for at, one in enumerate(self.said)
        )

    def start(self) -> None: ...

    def close(self) -> None: ...


def record(session: Session, review: LiveReview, number: int, said: Samples) -> Take:
    stage = Stage()
    hearing = Hearing(stage.rate_hz, stage)
    running = session.begin_take(number, stage.rate_hz)
    running.write(said)
    review.on_audio(Audio(said, stage.rate_hz, hearing.feed(said)))
    review.on_audio(Audio(said[:0], stage.rate_hz, hearing.finish()))
    take = session.end_take(running, "done")
    review.take_ended(take)
    return take


def test_each_take_has_its_own_transcript_and_comparison(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    review = LiveReview(session, Transcriber(Acting(), ()))
    record(session, review, 1, sound(2))
    record(session, review, 2, np.zeros(16_000, np.float32))
    assert review.wait(PATIENCE_S)
    review.close()
    assert read_transcripts(session, 1)[1].text == "hello"
    assert read_transcripts(session, 2)[1].text == ""
    assert "hello" in session.document(1, ".md").read_text()
    assert "No speech was heard" in session.document(2, ".md").read_text()
    assert review.progress() == 1.0


def test_an_answer_is_compared_while_it_is_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its question first, then whatever is written down."""
    asked: list[str] = []
    words = [0]

    def read(question: str, _points: Sequence[str], so_far: Sequence[str]) -> None:
        asked.append(question)
        words.append(len(so_far))

    monkeypatch.setattr(coverage, "read_ahead", read)
    session = new_session(tmp_path)
    review = LiveReview(session, Transcriber(Acting(" ".join(map(str, range(60)))), ()))
    stage = Stage()
    hearing = Hearing(stage.rate_hz, stage)
    running = session.begin_take(1, stage.rate_hz)
    deadline_s = time.monotonic() + PATIENCE_S
    while len(set(words)) < 3 and time.monotonic() < deadline_s:
        for said in (sound(2), np.zeros(2 * stage.rate_hz, np.float32)):
            running.write(said)
            review.on_audio(Audio(said, stage.rate_hz, hearing.feed(said)))
        time.sleep(0.02)
    review.take_ended(session.end_take(running, "done"))
    assert review.wait(PATIENCE_S)
    review.close()
    assert set(asked) == {session.question(1).question}
    assert words[:2] == [0, 0]
    assert words[2] >= 40
    assert words == sorted(words)


def test_the_words_are_on_the_disk_while_they_are_still_being_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = Event()

    def slow(*_: object) -> tuple[Judgement, ...]:
        may_go_on.wait(PATIENCE_S)
        raise JudgeError

    monkeypatch.setattr(coverage, "judged", slow)
    session = new_session(tmp_path)
    review = LiveReview(session, Transcriber(Acting(), ()))
    record(session, review, 1, sound(2))
    deadline_s = time.monotonic() + PATIENCE_S
    while untranscribed(session) and time.monotonic() < deadline_s:
        time.sleep(0.01)
    try:
        assert read_transcripts(session, 1)[1].text == "hello"
        assert not review.wait(0)
        may_go_on.set()
        assert review.wait(PATIENCE_S)
    finally:
        may_go_on.set()
        review.close()
    assert review.failures() == ()
    assert "hello" in session.document(1, ".md").read_text()


def test_what_a_take_covers_is_known_before_all_is_saved(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    review = LiveReview(session, Transcriber(Acting(), ()))
    take = record(session, review, 1, sound(2))
    comparison = review.comparison(take, 10)
    assert comparison is not None
    assert comparison.transcript.text == "hello"
    assert len(comparison.coverage.points) == len(session.question(1).points)
    later = record(session, review, 2, sound(2))
    assert review.comparison(take, 10) is None, "only of the last one"
    assert review.comparison(later, 10) is not None
    review.close()


def test_a_recogniser_that_stops_leaves_the_take_for_later(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    review = LiveReview(session, Transcriber(Acting(broken=True), ()))
    take = record(session, review, 1, sound(2))
    assert review.wait(PATIENCE_S)
    review.close()
    assert [str(failure) for failure in review.failures()] == ["Whisper stopped."]
    assert review.comparison(take, 10) is None
    assert untranscribed(session) == (take,)

    shares: list[float] = []
    transcriber = Transcriber(Acting(), ())
    transcribe_take(session, take, transcriber, Stage(), shares.append)
    transcriber.close()
    assert read_transcripts(session, 1)[1].text == "hello"
    assert untranscribed(session) == ()


def test_closing_while_takes_wait_loses_none_of_them(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    review = LiveReview(session, Transcriber(Acting(), ()))
    running = session.begin_take(1, 16_000)
    review.on_audio(Audio(sound(2), 16_000, Hearing(16_000, Stage()).feed(sound(2))))
    review.close()
    take = session.end_take(running, "interrupted")
    assert untranscribed(session) == (take,)
