"""What an answer leaves behind at the devices."""

import threading
from pathlib import Path

from tests.fake_devices import Stage, hold, new_session, sound
from tests.patience import PATIENCE_S
from voice_interviewer.clip import Clip
from voice_interviewer.devices.protocols import Playback
from voice_interviewer.interview.turn import Rules


class Watched(Stage):
    """Notes when somebody is told that a clip is over: a real one keeps its stream open until then."""

    def finished(self) -> bool:
        over = super().finished()
        if over:
            self.diary.append("over")
        return over


def test_the_tone_is_followed_to_its_end_too(tmp_path: Path) -> None:
    """While a stream is open PortAudio cannot look for a microphone that was plugged in again."""
    stage = Watched(answer=sound(2.0))
    hold(stage, new_session(tmp_path, 1), Rules(hands_free=True, tone_s=4.0))
    played = [line for line in stage.diary if line in ("play", "over")]
    assert played == ["play", "over", "play", "over"], "the question, and the tone"


def test_a_speaker_that_hangs_does_not_hold_up_the_recording(tmp_path: Path) -> None:
    """The tone is missing then; the silence ends the answer even so."""
    thawed = threading.Event()

    class Frozen(Watched):
        def play(self, clip: Clip) -> Playback:
            if "play" in self.diary:  # the question was heard, the tone is not
                thawed.wait(PATIENCE_S)
                self.diary.append("thawed")
            return super().play(clip)

    stage, session = Frozen(answer=sound(2.0)), new_session(tmp_path, 1)
    hold(stage, session, Rules(hands_free=True, tone_s=4.0))
    assert "thawed" not in stage.diary, "the interview is over while the speaker still hangs"
    thawed.set()
    (take,) = session.record.takes
    assert (take.ending, take.masked) == ("silence", ())
