"""A rehearsal with stand-in devices: what writes down may come late, the recording never waits for it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.fake_devices import BANK, Press, Stage, StageFace
from voice_interviewer.bank.choose import Wish
from voice_interviewer.clip import Samples
from voice_interviewer.devices.natural.voice import Synthesiser
from voice_interviewer.devices.weights import Weights
from voice_interviewer.errors import DiskError, RecogniserError, VoiceError
from voice_interviewer.interview.loop import Next
from voice_interviewer.interview.protocol import Command, Event, Kept
from voice_interviewer.interview.speech_ahead import SpeechAhead
from voice_interviewer.rehearsal import rehearsing
from voice_interviewer.rehearsal.after_take import AfterTake
from voice_interviewer.rehearsal.protocol import OtherVoice, SoundsNotKept
from voice_interviewer.rehearsal.question_plan import plan_questions
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.transcript import Word
from voice_interviewer.web.words import sentence

LATE_S = 20.0


class LateRecogniser:
    model = "tiny.en"
    language = "en"

    def start(self) -> None: ...

    def close(self) -> None: ...

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        return ()


def of_one_question(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stage: Stage,
    open_recogniser: Callable[..., LateRecogniser],
) -> rehearsing.Rehearsal:
    monkeypatch.setattr(rehearsing, "open_microphone", lambda _: stage)
    monkeypatch.setattr(rehearsing, "open_speaker", lambda _: stage)
    monkeypatch.setattr("voice_interviewer.rehearsal.models.open_recogniser", open_recogniser)
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "small.toml").write_text(BANK, encoding="utf-8")
    request = Request(bank="small", wish=Wish(ids=("q1",)))
    plan = plan_questions(request, tmp_path / "audio", tmp_path)
    ahead = ThreadPoolExecutor(1)
    weights = Weights("tiny.en", tmp_path, 1, "folder")
    speech = SpeechAhead(stage, ahead)
    speech.prepare(plan.spoken(plan.questions[0].question))
    return rehearsing.Rehearsal(request, plan, weights, "en", tmp_path / "audio", stage, speech, None, ahead)


def test_an_answer_is_recorded_whole_while_what_writes_it_down_is_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(presses=[Press("enter", 1.5)])
    wanted, is_there = threading.Event(), threading.Event()
    kept_before: list[bool] = []

    class Watching(StageFace):
        def tell(self, event: Event) -> None:
            super().tell(event)
            if isinstance(event, Kept):
                kept_before.append(not is_there.is_set())
                wanted.set()

    def late(*_: object) -> LateRecogniser:
        wanted.wait(LATE_S)
        is_there.set()
        return LateRecogniser()

    with of_one_question(tmp_path, monkeypatch, stage, late) as rehearsal:
        session = rehearsal.begin()
        rehearsal.hold(Watching(stage))
    (take,) = session.record.takes
    assert kept_before == [True]
    assert take.duration_s == pytest.approx(1.5, abs=0.3)
    assert session.recording(take).exists()


def test_whisper_that_cannot_be_started_does_not_end_the_interview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(presses=[Press("enter", 1.5)])

    class Failing(LateRecogniser):
        def start(self) -> None:
            raise RecogniserError("Whisper could not be started.")

    with of_one_question(tmp_path, monkeypatch, stage, lambda *_: Failing()) as rehearsal:
        session = rehearsal.begin()
        rehearsal.hold(StageFace(stage))
        assert rehearsal.words_so_far() == ()
        (failure,) = rehearsal.finish(lambda _: None)
    assert str(failure) == "Whisper could not be started."
    (take,) = session.record.takes
    assert (take.ending, session.recording(take).exists()) == ("done", True)


def test_a_natural_voice_that_cannot_go_on_or_keep_its_sounds_is_told_once_and_ended_with_the_interview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(presses=[Press("enter", 1.5), Press("enter", 1.5)])
    monkeypatch.setattr(rehearsing, "open_microphone", lambda _: stage)
    monkeypatch.setattr(rehearsing, "open_speaker", lambda _: stage)
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "small.toml").write_text(BANK, encoding="utf-8")
    request = Request(bank="small", wish=Wish(ids=("q1", "q2")))
    plan = plan_questions(request, tmp_path / "audio", tmp_path)
    ahead = ThreadPoolExecutor(1)
    natural = Synthesiser()
    natural.trouble = VoiceError("It is damaged.")
    natural.not_kept = DiskError("It is full.")
    told: list[Event] = []

    class Noting(StageFace):
        def tell(self, event: Event) -> None:
            super().tell(event)
            told.append(event)

    speech = SpeechAhead(stage, ahead)
    rehearsal = rehearsing.Rehearsal(
        request, plan, None, "en", tmp_path / "audio", stage, speech, None, ahead, natural
    )
    with rehearsal:
        rehearsal.begin()
        rehearsal.hold(Noting(stage))
    (other,) = (event for event in told if isinstance(event, OtherVoice))
    assert str(other.error) == "It is damaged."
    (full,) = (event for event in told if isinstance(event, SoundsNotKept))
    assert str(full.error) == "It is full."
    for event in (other, full):
        assert str(event.error) in sentence(event)
    assert natural.sound("Is it closed?", "emma") is None


def test_while_somebody_reads_the_microphone_fills_no_memory() -> None:
    looks: list[str] = []

    class Reading:
        def tell(self, _: Event) -> None: ...

        def commands(self) -> tuple[Command, ...]:
            looks.append("look")
            return (Command.DONE,) if len(looks) > 6 else ()

    request = Request(bank="small", feedback_each=True)
    after = AfterTake(request, lambda: None, Reading(), lambda: looks.append("forget"))
    assert after.passed_by(1) is Next.NEXT
    assert looks == ["look", "forget"] * 3 + ["look"]
