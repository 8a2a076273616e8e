"""What an answer leaves behind at the devices."""

from pathlib import Path

from tests.stage import Stage, hold, new_session, sound
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
    hold(stage, new_session(tmp_path, 1), Rules(hands_free=True))
    played = [line for line in stage.diary if line in ("play", "over")]
    assert played == ["play", "over", "play", "over"], "the question, and the tone"
