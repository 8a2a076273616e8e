"""The search for a lost microphone: whatever hangs, keys are heeded, and nothing is left open."""

import threading
import time
from pathlib import Path

import pytest

from tests.fake_devices import Press, Stage, StageMicrophones, hold, new_session
from tests.patience import until
from voice_interviewer.clip import Clip
from voice_interviewer.devices.protocols import Microphone, Playback
from voice_interviewer.errors import NoMicrophone
from voice_interviewer.interview.protocol import MicrophoneRefused
from voice_interviewer.session import Session

SEEN_S = 3.0
"""A key is seen within this time: ten times what an idle machine takes, a tenth of what hangs here."""
HANGS_S = 30.0


def endings(session: Session) -> list[str]:
    return [take.ending for take in session.record.takes]


@pytest.fixture
def thawed() -> threading.Event:
    """Until this is set, the sound system does not answer."""
    return threading.Event()


class Closing(Stage):
    """A microphone that notes when it is closed."""

    def close(self) -> None:
        self.diary.append("close")


@pytest.mark.parametrize("call", ["names", "open"])
def test_keys_are_heeded_while_the_sound_system_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thawed: threading.Event, call: str
) -> None:
    at_s: list[float] = []

    def hang(*_: object) -> object:
        at_s.append(time.monotonic())
        thawed.wait(HANGS_S)
        return stage if call == "open" else ()

    monkeypatch.setattr(StageMicrophones, call, hang)
    stage, session = Closing(lost_at_s=1.0, presses=[Press("q", 1.02)]), new_session(tmp_path, 1)
    hold(stage, session)
    assert time.monotonic() - at_s[0] < SEEN_S
    assert endings(session) == ["left"]

    closed = stage.diary.count("close")
    thawed.set()
    if call == "open":
        until(lambda: stage.diary.count("close") == closed + 1)  # what came too late is closed


def test_keys_are_heeded_while_the_speaker_hangs(tmp_path: Path, thawed: threading.Event) -> None:
    class Frozen(Stage):
        def play(self, clip: Clip) -> Playback:
            super().play(clip)
            thawed.wait(HANGS_S)
            return self

        def stop(self) -> None:
            self.diary.append("stop")

    stage, session = Frozen(presses=[Press("q", None)]), new_session(tmp_path, 1)
    began_s = time.monotonic()
    hold(stage, session)
    assert time.monotonic() - began_s < SEEN_S
    thawed.set()
    until(lambda: "stop" in stage.diary)  # what would have sounded too late is stopped


def test_a_chosen_microphone_that_cannot_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: StageMicrophones, name: str) -> Microphone:
        raise NoMicrophone(f"{name or 'It'} cannot be opened.")

    monkeypatch.setattr(StageMicrophones, "open", refuse)
    presses = [Press("second", None, "offered"), Press("enter", None, "refused")]
    stage, session = Stage(lost_at_s=1.0, presses=presses), new_session(tmp_path, 1)
    hold(stage, session)
    refused = [str(each.error) for each in stage.told(MicrophoneRefused)]
    assert refused == ["second cannot be opened."], "the loss itself has been told already"
