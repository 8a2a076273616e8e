"""How soon a follow-up is heard after the answer that it follows: from Enter, or from the end that a silence decides.

On the virtual laptop; the follow-up can only be chosen once the whole answer is written down and compared. The person
speaks for ANSWER_S and presses Enter in the middle of a sentence; hands-free, they fall silent.
"""

import json
import tempfile
import time
from pathlib import Path

from benchmarks.loop import print_times, sound_after
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import ENTER, Terminal, own_home
from voice_interviewer.clip import read_clip

RUN_COUNT = 3
ANSWER_S = 20.0
FOLLOW_UP_ANSWER_S = 4.0
PATIENCE_S = 60.0
TARGET_S = 0.8
QUESTIONS = ("why-this-role", "busy-day", "unhappy-patient")
SAMPLE = Path(__file__).parents[1] / "audio" / "demo" / "confidentiality.flac"
"""It answers none of these questions, so that something is always left out."""


def main() -> None:
    """RUN_COUNT interviews of three questions with keys, and one hands-free."""
    with_keys_s = [wait_s for _ in range(RUN_COUNT) for wait_s in _with_keys()]
    print_times("Enter to the follow-up's sound", with_keys_s, TARGET_S)
    print_times("hands-free, the end decided to the follow-up's sound", [_hands_free()], TARGET_S)


def _arguments(folder: Path, *more: str) -> list[str]:
    # Not the first interview in this folder: the microphone was checked before.
    (folder / "audio" / "earlier").mkdir(parents=True)
    (folder / "audio" / "earlier" / "session.json").write_text("{}")
    return ["practice", "--follow-ups", "--audio-dir", str(folder / "audio"), *more]


def _with_keys() -> list[float]:
    asked = [argument for name in QUESTIONS for argument in ("--question", name)]
    presses_s: list[float] = []
    with Laptop() as laptop, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = own_home(laptop.env, folder)
        with (
            laptop.record_speaker(folder / "speaker.wav") as recording_s,
            Terminal(_arguments(folder, *asked), env, folder) as terminal,
        ):
            for _ in QUESTIONS:
                terminal.wait_for("Listening")
                presses_s.append(_speak(laptop, terminal, ANSWER_S))
                terminal.wait_for("A follow-up")
                terminal.wait_for("Listening")
                _speak(laptop, terminal, FOLLOW_UP_ANSWER_S)
            terminal.wait()
        heard = read_clip(folder / "speaker.wav")
        return [sound_after(heard, pressed_s - recording_s) for pressed_s in presses_s]


def _speak(laptop: Laptop, terminal: Terminal, seconds: float) -> float:
    """Speak for so long and press Enter; returns when that was, as `time.monotonic` counts."""
    speaker = laptop.say(SAMPLE)
    time.sleep(seconds)
    pressed_s = time.monotonic()
    terminal.press(ENTER)
    speaker.terminate()
    return pressed_s


def _hands_free() -> float:
    with Laptop() as laptop, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env, arguments = (
            own_home(laptop.env, folder),
            _arguments(folder, "--hands-free", "--question", QUESTIONS[0]),
        )
        with laptop.record_speaker(folder / "speaker.wav") as recording_s:
            offset_s = time.time() - time.monotonic()
            with Terminal(arguments, env, folder) as terminal:
                terminal.wait_for("Listening")
                laptop.say(SAMPLE)
                ended_s = _when_ended(folder) - offset_s
                terminal.wait_for("A follow-up")
                terminal.wait_for("Listening")
        return sound_after(read_clip(folder / "speaker.wav"), ended_s - recording_s)


def _when_ended(folder: Path) -> float:
    """When the first take was noted as ended by silence, as `time.time` counts. Watched from the answer's beginning:
    the record is written again when the follow-up is asked."""
    deadline_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline_s:
        for record in folder.glob("audio/2*/session.json"):
            takes = json.loads(record.read_bytes())["takes"]
            if takes and takes[0]["ending"] == "silence":
                return record.stat().st_mtime
        time.sleep(0.01)
    raise TimeoutError("the answer did not end")


if __name__ == "__main__":
    main()
