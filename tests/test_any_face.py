"""A face that knows only the protocol, with the interview on another thread: a face needs nothing more."""

from collections.abc import Iterable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import pytest

from tests.fake_devices import Stage, hold_with, new_session
from tests.patience import PATIENCE_S
from voice_interviewer.interview.protocol import (
    Asked,
    Command,
    Event,
    Listening,
    MicrophoneBack,
    MicrophonesOffered,
    ReadingAloud,
    UseMicrophone,
)
from voice_interviewer.interview.turn import Rules


class SmallFace:
    """Two queues: events for the test to read, commands for the interview."""

    def __init__(self) -> None:
        self.events: SimpleQueue[Event] = SimpleQueue()
        self.wanted: SimpleQueue[Command | UseMicrophone] = SimpleQueue()

    def tell(self, event: Event) -> None:
        self.events.put(event)

    def commands(self) -> Iterable[Command | UseMicrophone]:
        try:
            yield self.wanted.get_nowait()
        except Empty:
            return

    def after(self, kind: type[Event], wanted: Command | UseMicrophone) -> Event:
        """Wait for the next event of this kind, then give a command. Returns the event."""
        event = self.events.get(timeout=PATIENCE_S)
        while not isinstance(event, kind):
            event = self.events.get(timeout=PATIENCE_S)
        self.wanted.put(wanted)
        return event


@pytest.mark.parametrize("hands_free", [False, True])
def test_a_whole_interview_on_another_thread(tmp_path: Path, hands_free: bool) -> None:
    """Hands-free too, a face may have somebody who clicks."""
    stage, session, face = Stage(lost_at_s=1.0, reopens=False), new_session(tmp_path), SmallFace()
    rules = Rules(hands_free=hands_free, silence_s=600.0)
    interview = Thread(target=hold_with, args=(face, stage, session, rules))
    interview.start()
    face.after(Listening, Command.ASK_AGAIN)
    again = face.events.get(timeout=PATIENCE_S)
    while not isinstance(again, ReadingAloud):
        again = face.events.get(timeout=PATIENCE_S)
    assert again == ReadingAloud(once_more=True)
    face.after(MicrophonesOffered, UseMicrophone("second"))
    face.after(MicrophoneBack, Command.DONE)
    second = face.after(Asked, Command.DONE)  # cuts its reading short
    assert isinstance(second, Asked)
    assert second.number == 2
    face.after(Listening, Command.BACK)
    face.after(Listening, Command.DONE)
    face.after(Listening, Command.SKIP)
    face.after(Listening, Command.FINISH)
    interview.join(PATIENCE_S)
    assert not interview.is_alive()
    takes = [(take.question_number, take.number, take.ending) for take in session.record.takes]
    assert takes == [(1, 1, "done"), (2, 1, "left"), (1, 2, "done"), (2, 2, "left"), (3, 1, "left")]
    assert session.record.state == "stopped"
