"""Getting ready: the level stands while its page is open, and whatever is wrong is told with its remedy."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.fake_devices import LOUD, QUIET, RATE_HZ, new_session, sound
from tests.patience import PATIENCE_S, until
from tests.window import Visitor, alone
from voice_interviewer.bank.choose import OneWay
from voice_interviewer.clip import Clip, Samples
from voice_interviewer.errors import MUTED, MicrophoneLost, NoMicrophone
from voice_interviewer.rehearsal import device_checks
from voice_interviewer.rehearsal.device_checks import DeviceCheck
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.rehearsal.settings import change_setting, read_settings
from voice_interviewer.session.record import Manner
from voice_interviewer.web import trying
from voice_interviewer.web.live import Live
from voice_interviewer.web.practice import MOST_STREAMS
from voice_interviewer.web.words import in_window

BLOCK_S = 0.05


class Desk:
    """What is plugged in: nothing, or a microphone that hears `hears`. Ten times as fast as a real one."""

    def __init__(self) -> None:
        self.error: NoMicrophone | None = None
        self.hears: Samples = sound(BLOCK_S, LOUD)
        self.lost = False
        self.opened: list[str] = []
        self.open_count = 0

    name, rate_hz, latency_s = "headset", RATE_HZ, 0.0

    def open_to_try(self, wanted: str) -> "Desk":
        if self.error:
            raise self.error
        self.opened.append(wanted)
        self.open_count += 1
        return self

    def cue(self, name: str) -> None: ...

    def read(self, timeout_s: float) -> Samples | None:
        time.sleep(timeout_s / 10)
        if self.lost:
            raise MicrophoneLost("The microphone headset has gone silent.")
        return self.hears

    def close(self) -> None:
        self.open_count -= 1


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    monkeypatch.setattr(device_checks, "open_to_try", desk.open_to_try)
    monkeypatch.setattr(trying, "RETRY_S", 0.05)
    return desk


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Iterator[Visitor]:
    alone(monkeypatch, tmp_path)
    visitor = Visitor(tmp_path).come_in()
    yield visitor
    visitor.window.closing = True
    until(lambda: not visitor.window.trying.is_listening)
    assert desk.open_count == 0


def open_page(visitor: Visitor) -> threading.Thread:
    """The page for getting ready, which is open until the window closes."""
    page = threading.Thread(target=visitor.get, args=("/events?ready",))
    page.start()
    return page


def test_the_level_stands_while_the_page_is_open(visitor: Visitor, desk: Desk) -> None:
    tries = visitor.window.trying
    assert desk.opened == []
    page = open_page(visitor)
    until(lambda: tries.meter is not None)
    assert tries.meter is not None
    assert tries.meter.level_dbfs == pytest.approx(20 * np.log10(LOUD), abs=0.1)
    assert (tries.tried.microphone, tries.tried.trouble) == ("headset", "")
    visitor.window.closing = True
    page.join()
    until(lambda: desk.open_count == 0)
    assert tries.meter is None


def test_other_pages_open_no_microphone(visitor: Visitor, desk: Desk) -> None:
    threading.Timer(0.4, lambda: setattr(visitor.window, "closing", True)).start()
    visitor.get("/events")
    assert desk.opened == []


def test_many_pages_leave_a_browser_room_to_load_another(visitor: Visitor) -> None:
    """It opens six connections to one address, and would wait for ever for a seventh."""
    told: dict[int, str] = {}
    pages: list[threading.Thread] = []

    def follow(number: int) -> None:
        told[number] = visitor.get("/events").text

    for number in range(MOST_STREAMS + 2):
        pages.append(threading.Thread(target=follow, args=(number,)))
        pages[-1].start()
        until(lambda: len(visitor.window.streams) == min(len(pages), MOST_STREAMS))
    until(lambda: sorted(told) == [0, 1])
    assert all(each.endswith("event: rest\ndata: now\n\n") for each in told.values())
    visitor.window.closing = True
    for page in pages:
        page.join()
    assert "rest" not in told[2]
    assert visitor.window.streams == []


def test_a_sentence_is_judged_and_can_be_heard(visitor: Visitor, desk: Desk) -> None:
    open_page(visitor)
    tries = visitor.window.trying
    until(lambda: bool(tries.tried.microphone))
    assert visitor.post("/try/playback").status_code == 409  # nothing to hear yet
    desk.hears = np.concatenate([sound(0.01, LOUD), sound(0.04, QUIET)])
    assert visitor.post("/try/microphone").status_code == 200
    assert visitor.post("/try/microphone").status_code == 409
    until(lambda: not tries.is_busy)
    assert tries.tried.heard
    assert tries.tried.can_play
    assert desk.opened == [""]  # it was open already


@pytest.mark.parametrize("wrong", ["none", "lost", "zeros"])
def test_what_is_wrong_is_told_until_it_is_mended(visitor: Visitor, desk: Desk, wrong: str) -> None:
    tries = visitor.window.trying
    if wrong == "none":
        desk.error = NoMicrophone("No microphone was found; plug one in.")
    open_page(visitor)
    if wrong == "lost":
        until(lambda: bool(tries.tried.microphone))
        desk.lost = True
    if wrong == "zeros":
        desk.hears = np.zeros(round(BLOCK_S * RATE_HZ), np.float32)
    until(lambda: bool(tries.tried.trouble))
    told = {"none": "No microphone was found", "lost": "has gone silent", "zeros": in_window(MUTED)}[wrong]
    assert told in tries.tried.trouble
    desk.error, desk.lost, desk.hears = None, False, sound(BLOCK_S, LOUD)
    until(lambda: not tries.tried.trouble and bool(tries.tried.microphone))


def test_a_microphone_that_is_chosen_is_the_one_that_is_heard(visitor: Visitor, desk: Desk) -> None:
    open_page(visitor)
    until(lambda: desk.opened == [""])
    assert visitor.post("/settings/change", {"name": "microphone", "value": "USB"}).status_code == 200
    until(lambda: desk.opened == ["", "USB"])


def test_an_interview_has_the_microphone_to_itself(
    visitor: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    still_open: list[int] = []

    def begin(*_: object, **__: object) -> bool:
        still_open.append(desk.open_count)
        return True

    monkeypatch.setattr(Live, "begin", begin)
    open_page(visitor)
    until(lambda: desk.open_count == 1)
    assert visitor.post("/interview/begin", {"bank": "small"}).status_code == 200
    assert still_open == [0]


class Endless:
    """A speaker that never comes to the end of what it plays."""

    name = "loudspeaker"

    def __init__(self) -> None:
        self.is_playing = False

    def play(self, clip: Clip) -> "Endless":
        self.is_playing = True
        return self

    def finished(self) -> bool:
        return False

    def stop(self) -> None:
        self.is_playing = False


@pytest.mark.parametrize("tried", ["microphone", "playback", "voice"])
def test_begin_ends_what_is_being_tried(
    visitor: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch, tried: str
) -> None:
    """A click on it is never lost."""
    tries, speaker = visitor.window.trying, Endless()
    found: list[tuple[bool, bool, int]] = []

    def begin(*_: object, **__: object) -> bool:
        found.append((tries.is_busy, speaker.is_playing, desk.open_count))
        return True

    monkeypatch.setattr(Live, "begin", begin)
    monkeypatch.setattr(trying, "CLOSING_S", PATIENCE_S)
    monkeypatch.setattr(device_checks, "open_speaker", lambda _: speaker)
    monkeypatch.setattr(
        device_checks, "check_voice", lambda _: DeviceCheck("Emma", Clip(desk.hears, RATE_HZ))
    )
    open_page(visitor)
    until(lambda: bool(tries.tried.microphone))
    if tried == "playback":
        assert visitor.post("/try/microphone").status_code == 200
        until(lambda: not tries.is_busy)
    if tried == "microphone":
        monkeypatch.setattr(device_checks, "LISTENING_S", PATIENCE_S)
    assert visitor.post(f"/try/{tried}").status_code == 200
    if tried != "microphone":
        until(lambda: speaker.is_playing)
    assert visitor.post("/interview/begin", {"bank": "small"}).status_code == 200
    assert found == [(False, False, 0)]


def test_words_are_shown_only_if_wanted(visitor: Visitor) -> None:
    assert not read_settings().live_words
    assert 'data-setting="live-words">' in visitor.get("/ready?bank=small").text
    assert visitor.post("/settings/change", {"name": "live-words", "value": "true"}).status_code == 200
    assert 'data-setting="live-words" checked>' in visitor.get("/ready?bank=small").text
    change_setting("live-words", "")
    assert not read_settings().live_words


def begun(visitor: Visitor, monkeypatch: pytest.MonkeyPatch, **wish: object) -> Request:
    """What is asked of the studio by a page that posts this wish."""
    asked: list[Request] = []

    def begin(_: Live, request: Request, **__: object) -> bool:
        asked.append(request)
        return True

    monkeypatch.setattr(Live, "begin", begin)
    answer = visitor.post("/interview/begin", {"bank": "small", **wish})
    assert answer.status_code == 200, answer.text
    return asked[0]


def test_an_interview_is_held_as_it_was_chosen(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = begun(visitor, monkeypatch)
    assert (plain.small_talk, plain.panel, plain.wish.one_way) == (None, False, None)
    talking = begun(visitor, monkeypatch, small_talk=True, panel=True, follow_ups=True)
    assert talking.small_talk is not None
    assert talking.panel
    assert talking.rules.follow_ups
    one_way = begun(visitor, monkeypatch, one_way=True, prepare_s=20, limit_s=60, follow_ups=True)
    assert one_way.wish.one_way == OneWay(20, 60)
    assert not one_way.rules.follow_ups  # nobody is there to ask on
    for wrong in ({"limit_s": 1}, {"prepare_s": 1_000}, {"limit_s": None}):
        assert (
            visitor.post("/interview/begin", {"bank": "small", "one_way": True, **wrong}).status_code == 422
        )


def test_what_was_chosen_at_begin_holds_after_go_on(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = new_session(visitor.folder / "audio")
    session.go_on(Manner(hands_free=True, follow_ups=True, feedback_each=True, panel=True))
    session.end("stopped")
    page = visitor.get(f"/ready?resume={session.name}").text
    for chosen in (
        'name="hands_free" value="yes" checked',
        'name="feedback_each" value="yes" checked',
        'name="follow_ups" checked',
        'name="panel" checked',
    ):
        assert chosen in page
    as_before = begun(visitor, monkeypatch, resume=session.name)
    assert as_before.resume == session.folder
    assert as_before.rules.hands_free
    assert as_before.rules.follow_ups
    assert as_before.feedback_each
    assert as_before.panel
    anew = begun(visitor, monkeypatch, resume=session.name, follow_ups=False, hands_free=False)
    assert not anew.rules.follow_ups
    assert not anew.rules.hands_free
    assert anew.feedback_each


def test_an_interview_from_before_goes_on_as_it_did(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = new_session(visitor.folder / "audio")
    session.end("stopped")
    page = visitor.get(f"/ready?resume={session.name}").text
    assert 'name="feedback_each" value="" checked' in page
    assert 'name="follow_ups">' in page
    assert begun(visitor, monkeypatch, resume=session.name).manner == Manner()


def test_small_talk_is_a_choice_for_every_interview(visitor: Visitor) -> None:
    for address in ("/ready?bank=small", "/settings"):
        assert 'data-setting="small-talk" checked>' in visitor.get(address).text
    assert visitor.post("/settings/change", {"name": "small-talk", "value": "false"}).status_code == 200
    assert not read_settings().small_talk
    for address in ("/ready?bank=small", "/settings"):
        assert 'data-setting="small-talk">' in visitor.get(address).text
