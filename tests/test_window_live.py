"""An interview behind the page: on a thread of its own, shown whole to whoever looks, whenever they look."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fake_devices import Stage, hold_with, new_session, small_bank
from tests.window import Visitor, alone
from tests.window_stage import SlowStage
from voice_interviewer.bank.choose import OneWay
from voice_interviewer.errors import DiskError, NoMicrophone
from voice_interviewer.interview.loop import Next
from voice_interviewer.interview.protocol import (
    Asked,
    Command,
    DiskFull,
    Kept,
    Listening,
    MicrophoneBack,
    MicrophoneGone,
    NoQuestionBefore,
    NotReadAloud,
    ReadingAloud,
    Saying,
    UseMicrophone,
)
from voice_interviewer.interview.turn import Rules
from voice_interviewer.rehearsal.device_checks import OfferedVoice
from voice_interviewer.rehearsal.protocol import Compared, WhatNext, WritingDown
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.session import Session
from voice_interviewer.session.record import FollowUp, Take
from voice_interviewer.web.live import PageFace
from voice_interviewer.web.shown import Shown, after, over

TIMEOUT_S = 60.0
BY_KEYS = Rules(hands_free=False)


def wait_for(happens: Callable[[], object], what: str) -> None:
    until_s = time.monotonic() + TIMEOUT_S
    while not happens():
        assert time.monotonic() < until_s, f"waited in vain for {what}"
        time.sleep(0.005)


class Held:
    """An interview on the stage, held on a thread, with a page's face."""

    def __init__(self, session: Session, stage: Stage, rules: Rules = BY_KEYS) -> None:
        self.face = PageFace(Shown(interview=1, phase="starting"))
        self.session = session
        self.raised: BaseException | None = None
        self.thread = threading.Thread(target=self._hold, args=(stage, rules))
        self.thread.start()

    def _hold(self, stage: Stage, rules: Rules) -> None:
        try:
            hold_with(self.face, stage, self.session, rules)
        except KeyboardInterrupt as error:
            self.raised = error

    def at(self, phase: str, number: int) -> Shown:
        """What is shown, once it is this phase of this question."""
        wait_for(
            lambda: (self.face.shown.phase, self.face.shown.number) == (phase, number), f"{phase} {number}"
        )
        return self.face.shown

    def want(self, wanted: Command | UseMicrophone) -> bool:
        return self.face.want(self.face.shown.step, wanted)


def small_take() -> Take:
    started_at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    return Take(
        question_number=1, number=1, file="a.wav", started_at=started_at, duration_s=1.0, ending="done"
    )


def endings(session: Session) -> list[tuple[int, int, str]]:
    return [(take.question_number, take.number, take.ending) for take in session.record.takes]


def test_a_whole_interview(tmp_path: Path) -> None:
    held = Held(new_session(tmp_path), Stage(lost_at_s=1.0, reopens=False))
    gone = held.at("gone", 1)
    wait_for(lambda: held.face.shown.offered, "microphones to choose from")
    assert held.face.shown.offered == ("first", "second")
    assert "What you said until then is kept." in gone.notices[-1].text
    assert not held.want(UseMicrophone("/dev/another"))
    assert held.want(UseMicrophone("second"))
    back = held.at("listening", 1)
    assert not back.offered
    assert held.want(Command.ASK_AGAIN)
    wait_for(lambda: held.face.shown.once_more, "the question once more")
    held.at("listening", 1)
    assert held.face.meter is not None
    assert held.want(Command.DONE)
    held.at("listening", 2)
    assert held.want(Command.BACK)
    held.at("listening", 1)
    assert held.want(Command.SKIP)
    held.at("listening", 2)
    assert held.want(Command.FINISH)
    held.thread.join(TIMEOUT_S)
    assert held.raised is None
    assert endings(held.session) == [(1, 1, "done"), (2, 1, "left"), (1, 2, "left"), (2, 2, "left")]


def test_a_command_for_what_is_over_is_dropped(tmp_path: Path) -> None:
    """Two pages: on both Done is clicked, and one answer ends."""
    held = Held(new_session(tmp_path), Stage())
    first = held.at("listening", 1)
    assert held.face.want(first.step, Command.DONE)
    held.face.want(first.step, Command.DONE)
    second = held.at("listening", 2)
    assert not held.face.want(first.step, Command.DONE)
    time.sleep(0.2)
    assert held.face.shown.step == second.step
    held.face.stop()
    held.thread.join(TIMEOUT_S)
    assert isinstance(held.raised, KeyboardInterrupt)
    assert endings(held.session) == [(1, 1, "done"), (2, 1, "interrupted")]
    assert held.session.record.state == "stopped"


def test_of_two_clicks_the_second_is_dropped() -> None:
    """It was meant for what stood there before the first had its way."""
    face = PageFace(Shown(phase="listening"))
    assert face.want(0, Command.DONE)
    assert face.want(0, Command.DONE)
    assert face.commands() == (Command.DONE,)
    face.tell(Listening())
    assert face.commands() == ()
    assert face.want(1, Command.SKIP)
    assert face.commands() == (Command.SKIP,)


def test_skip_back_and_finish_hold_as_long_as_they_mean_the_same() -> None:
    """A click as “Your turn” appears was made on a page that still showed who speaks."""
    first, second = small_bank().questions[:2]
    face = PageFace(Shown(phase="starting"))
    for event in (
        Saying("Hello."),
        Asked(1, 2, first),
        Kept(small_take()),
        Asked(2, 2, second),
        ReadingAloud(),
    ):
        face.tell(event)
    seen = face.shown.step
    for wanted in (Command.SKIP, Command.BACK, Command.FINISH):
        assert face.want(seen, wanted)
        face.tell(Listening())
        assert face.commands() == (wanted,)
        assert face.want(seen, wanted), "also if it comes late"
        assert face.commands() == (wanted,)
    for wanted in (Command.DONE, Command.AGAIN, Command.ASK_AGAIN):
        assert not face.want(seen, wanted), "that was meant for the reading"
    before = face.shown.step
    face.tell(Asked(2, 2, second, FollowUp(point_number=1)))
    assert not face.want(before, Command.SKIP), "that was meant for another question"
    assert not face.want(before, Command.BACK)
    assert face.want(before, Command.FINISH)
    assert not face.want(face.shown.step + 1, Command.FINISH)


def test_a_skip_in_the_moment_when_the_turn_begins_leads_on(tmp_path: Path) -> None:
    stage = SlowStage()
    stage.question_ends.clear()
    held = Held(new_session(tmp_path), stage)
    reading = held.at("asking", 1)
    stage.question_ends.set()
    held.at("listening", 1)
    assert held.face.want(reading.step, Command.SKIP)
    held.at("listening", 2)
    held.face.stop()
    held.thread.join(TIMEOUT_S)
    assert endings(held.session)[0] == (1, 1, "left")


def test_stopping_while_the_next_step_is_chosen(tmp_path: Path) -> None:
    held = Held(new_session(tmp_path), Stage(after=[Next.AGAIN]))
    held.at("listening", 1)
    assert held.want(Command.DONE)
    wait_for(lambda: len(held.session.takes_of(1)) == 2, "another take")
    held.face.stop()
    held.thread.join(TIMEOUT_S)
    assert endings(held.session) == [(1, 1, "done"), (1, 2, "interrupted")]


def test_what_is_shown() -> None:
    shown = after(Shown(), NotReadAloud(NoMicrophone("No voice.")))
    for _ in range(5):
        shown = after(shown, NoQuestionBefore())
    assert shown.notices[0].stays
    assert len(shown.notices) == 4
    assert len({notice.number for notice in shown.notices}) == 4
    listening = after(shown, Listening())
    assert (listening.phase, listening.step) == ("listening", shown.step + 1)
    full = after(listening, DiskFull(DiskError("The disk is full.")))
    assert full.phase == "disk-full"
    assert full.notices[-1].text.startswith("The disk is full. What fitted is kept.")
    writing = after(full, WritingDown(0.5))
    assert (writing.phase, writing.share) == ("writing", 0.5)
    choosing = after(after(writing, Compared(2)), WhatNext())
    assert (choosing.phase, choosing.compared) == ("choosing", 2)


def test_what_is_said_besides_the_questions_is_shown() -> None:
    greeting = after(Shown(phase="starting"), Saying("Hello."))
    assert (greeting.phase, greeting.said, greeting.step) == ("saying", "Hello.", 1)
    question = small_bank().questions[0]
    asked = after(greeting, Asked(1, 2, question))
    assert (asked.phase, asked.said) == ("asking", "")
    between = after(replace(asked, phase="kept"), Saying("Thank you."))
    assert (between.phase, between.said) == ("kept", "Thank you.")  # it passes by
    goodbye = after(replace(asked, phase="kept", number=2), Saying("Goodbye."))
    assert (goodbye.phase, goodbye.said) == ("saying", "Goodbye.")
    assert over(goodbye, "ended", "").said == ""


def test_a_one_way_interview_counts_down_in_one_step(tmp_path: Path) -> None:
    rules = Rules(hands_free=False, one_way=OneWay(prepare_s=60.0, limit_s=15.0))
    held = Held(new_session(tmp_path), Stage(), rules)
    first = held.at("preparing", 1)
    assert first.left_s == 60.0
    wait_for(lambda: held.face.shown.left_s < first.left_s, "the seconds to be counted")
    assert held.face.want(first.step, Command.DONE)  # the page that saw the first second is still heard
    held.at("listening", 1)
    assert held.want(Command.AGAIN)
    wait_for(lambda: held.face.shown.notices, "to be told")
    assert "answered once" in held.face.shown.notices[-1].text
    assert held.want(Command.FINISH)
    held.thread.join(TIMEOUT_S)
    assert endings(held.session) == [(1, 1, "left")]


def test_advice_goes_with_what_it_was_for() -> None:
    """A microphone that is back needs no plugging in, and after the end there is no answer to say again."""
    gone = after(Shown(phase="listening"), MicrophoneGone(NoMicrophone("It is gone.")))
    back = after(gone, MicrophoneBack())
    assert [each.text for each in back.notices] == ["The microphone is back: go on."]
    full = after(replace(back, compared=1), DiskFull(DiskError("The disk is full.")))
    ended = over(full, "ended", "")
    assert (ended.notices, ended.compared, ended.is_running) == ((), 0, False)


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    alone(monkeypatch, tmp_path)
    return Visitor(tmp_path).come_in()


def test_events_begin_with_all_that_is_shown(visitor: Visitor) -> None:
    visitor.window.closing = False
    threading.Timer(0.5, lambda: setattr(visitor.window, "closing", True)).start()
    answer = visitor.get("/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    kind, _, text = answer.text.split("\n\n")[0].partition("\ndata: ")
    assert kind == "event: shown"
    shown = json.loads(text)
    assert shown["interview"]["phase"] == "none"
    assert shown["trying"]["now"] == ""
    assert visitor.window.streams == []


def test_an_interview_of_a_file(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way without a microphone: begun by a post, held, and found on the first page."""
    from voice_interviewer.rehearsal.settings import change_setting

    demo = Path(__file__).parents[1] / "audio" / "demo"
    change_setting("microphone", f"file:{demo}/nothing-there.wav")
    change_setting("speaker", "none")
    assert visitor.get("/interview").headers["location"] == "/"
    begun = visitor.post("/interview/begin", {"bank": "small", "question": "q1", "hands_free": True})
    assert begun.json() == {"go": "/interview"}
    live = visitor.window.live
    wait_for(lambda: not live.is_running, "the end")
    assert live.shown.phase == "failed"
    assert "nothing-there.wav" in live.shown.notices[-1].text
    assert visitor.get("/interview").status_code == 200


def test_devices_are_listed_while_an_interview_may_use_them(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PortAudio forgets all devices for a moment as it looks for new ones: not while somebody opens one."""
    looked: list[bool] = []

    def devices(_: object, *, look_again: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        looked.append(look_again)
        return ("mic",), ("speaker",)

    monkeypatch.setattr(Studio, "devices", devices)
    offered = [
        OfferedVoice("Emma", is_recorded=True),
        OfferedVoice("Daniel", "en-GB"),
        OfferedVoice("Anna", "de-DE"),
    ]
    monkeypatch.setattr(Studio, "voices", lambda _: offered)
    monkeypatch.setattr(Studio, "languages_of_panels", lambda _: ())
    listed = visitor.get("/devices").json()
    assert listed == {
        "microphones": ["mic"],
        "speakers": ["speaker"],
        "voices": [
            {"name": "Emma", "locale": "", "group": ""},
            {"name": "Daniel", "locale": "en-GB", "group": "This computer's own"},
            {"name": "Anna", "locale": "de-DE", "group": "This computer's own, in other languages"},
        ],
        "panels": [],
    }
    monkeypatch.setattr(type(visitor.window.live), "is_running", True)
    visitor.get("/devices")
    assert looked == [True, False]


def test_only_one_interview_runs(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(type(visitor.window.studio), "plan", lambda *_: go_on.wait(TIMEOUT_S) and 1 / 0)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    assert visitor.post("/interview/begin", {"bank": "small"}).status_code == 200
    assert visitor.post("/interview/begin", {"bank": "small"}).status_code == 409
    assert visitor.get("/ready?bank=small").headers["location"] == "/interview"
    assert visitor.window.is_in_use
    wrong = {"interview": visitor.window.live.shown.interview, "step": 99, "command": "done"}
    assert visitor.post("/interview/command", wrong).status_code == 409
    go_on.set()
    wait_for(lambda: not visitor.window.live.is_running, "the end")
    assert visitor.window.live.shown.phase == "failed"
