"""Voice, speaker and microphone on a virtual laptop: the real pyttsx3, PortAudio and sound server.

PortAudio reads the environment once in the life of a program, so each test drives a program of its own.
"""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import espeakng_loader
import numpy as np
import pytest
import soundfile

from tests.e2e.laptop import Laptop
from voice_interviewer.clip import Clip, read_clip
from voice_interviewer.devices.voice import Pyttsx3Voice, list_voices

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
NOTICED_WITHIN_S = 1.5

PRELUDE = """
import json, sys, time
from pathlib import Path
import numpy as np
from voice_interviewer.clip import read_clip
from voice_interviewer.devices.microphone import open_microphone
from voice_interviewer.devices.speaker import open_speaker
from voice_interviewer.errors import MicrophoneLost, NoMicrophone, SpeakerError

def tell(**facts):
    print(json.dumps(facts | {"at_s": time.monotonic()}), flush=True)

def listening():
    microphone = open_microphone("")
    microphone.open()
    while microphone.read(1.0) is None:
        pass
    tell(listening=True)
    return microphone
"""


class Program:
    """A program that uses the devices and tells, in lines of JSON, what it saw and when (`time.monotonic()`)."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def hears(self) -> dict[str, Any]:
        """The next thing that it tells."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, f"the program ended: {self._errors()}"
        facts: dict[str, Any] = json.loads(line)
        return facts

    def goes_on(self) -> None:
        """Let it go on: everything is as before."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def is_left(self) -> None:
        """It is told nothing more."""
        assert self.process.stdin
        self.process.stdin.close()

    def ends_quietly(self) -> None:
        """It ends by itself, well, and has printed nothing on stderr."""
        assert self.process.wait(timeout=20.0) == 0, self._errors()
        assert self._errors() == ""

    def _errors(self) -> str:
        assert self.process.stderr
        return self.process.stderr.read()


@contextmanager
def program(laptop: Laptop, code: str, *arguments: str | Path) -> Iterator[Program]:
    command = [sys.executable, "-c", PRELUDE + textwrap.dedent(code), *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=laptop.env, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as process:
        try:
            yield Program(process)
        finally:
            process.kill()


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """2.5 s of white noise: no piece of it is like another, so that any missing one is noticed."""
    path = tmp_path / "noise.wav"
    soundfile.write(path, 0.3 * np.random.default_rng(1).uniform(-1.0, 1.0, 40_000), 16_000)
    return path


def assert_whole(said: Clip, heard: Clip) -> float:
    """Every quarter of a second of it is there, at its time. Returns when it began in `heard`, in seconds."""
    needle, hay = said.resampled(16_000).samples, heard.resampled(16_000).samples
    size = len(needle) + len(hay)
    match = np.fft.irfft(np.fft.rfft(hay, size) * np.conj(np.fft.rfft(needle, size)), size)
    start = int(np.argmax(match[: len(hay)]))
    assert len(hay) >= start + len(needle), "its end is missing"
    for at in range(0, len(needle) - 3_999, 4_000):
        likeness = np.corrcoef(needle[at : at + 4_000], hay[start + at : start + at + 4_000])[0, 1]
        assert likeness > 0.8, f"missing or moved {at / 16_000} s after its start: {likeness}"
    return start / 16_000


PLAY = """
speaker = open_speaker("")
playback = speaker.play(read_clip(Path(sys.argv[1])))
while not playback.finished():
    time.sleep(0.01)
tell(finished=True)
"""


def test_a_clip_is_heard_whole_and_finished_when_it_has_sounded(
    laptop: Laptop, noise: Path, tmp_path: Path
) -> None:
    with laptop.record_speaker(tmp_path / "heard.wav") as started_s, program(laptop, PLAY, noise) as player:
        finished_s = player.hears()["at_s"]
        player.ends_quietly()

    said, heard = read_clip(noise), read_clip(tmp_path / "heard.wav")
    sounded_s = started_s + assert_whole(said, heard) + said.duration_s
    # The recording's start is known to 0.1 s.
    assert -0.1 < finished_s - sounded_s < 0.4


STOP = """
speaker = open_speaker("")
playback = speaker.play(read_clip(Path(sys.argv[1])))
started_s = time.monotonic()
time.sleep(1.0)
playback.stop()
tell(played_s=time.monotonic() - started_s, finished=playback.finished())
time.sleep(1.0)
"""


def test_a_stopped_clip_is_silent_at_once(laptop: Laptop, noise: Path, tmp_path: Path) -> None:
    with laptop.record_speaker(tmp_path / "heard.wav"), program(laptop, STOP, noise) as player:
        stopped = player.hears()
        player.ends_quietly()

    heard = read_clip(tmp_path / "heard.wav")
    sounded = np.flatnonzero(np.abs(heard.samples) > 0.003)
    assert stopped["finished"]
    assert 0.5 < (sounded[-1] - sounded[0]) / heard.rate_hz < stopped["played_s"] + 0.06


NEXT_AT_ONCE = """
speaker = open_speaker("")
clip = read_clip(Path(sys.argv[1]))
first = speaker.play(clip)
time.sleep(0.5)
second = speaker.play(clip)
tell(first_is_over=first.finished(), second_is_over=second.finished())
while not second.finished():
    time.sleep(0.01)
"""


def test_a_new_clip_takes_the_place_of_the_one_that_sounds(
    laptop: Laptop, noise: Path, tmp_path: Path
) -> None:
    with laptop.record_speaker(tmp_path / "heard.wav"), program(laptop, NEXT_AT_ONCE, noise) as player:
        facts = player.hears()
        player.ends_quietly()

    assert (facts["first_is_over"], facts["second_is_over"]) == (True, False)
    assert_whole(read_clip(noise), read_clip(tmp_path / "heard.wav"))


RECORD = """
import soundfile
microphone = listening()
started_s, blocks = time.monotonic(), []
while sum(map(len, blocks)) < float(sys.argv[2]) * microphone.rate_hz:
    block = microphone.read(0.1)
    blocks += [] if block is None else [block]
tell(
    recorded_s=sum(map(len, blocks)) / microphone.rate_hz,
    took_s=time.monotonic() - started_s,
    longest_block_s=max(map(len, blocks)) / microphone.rate_hz,
)
soundfile.write(sys.argv[1], np.concatenate(blocks), microphone.rate_hz)
microphone.close()
"""


def test_what_is_said_is_recorded_whole(laptop: Laptop, noise: Path, tmp_path: Path) -> None:
    with program(laptop, RECORD, tmp_path / "heard.wav", "4.5") as recorder:
        recorder.hears()
        laptop.say(noise)
        facts = recorder.hears()
        recorder.ends_quietly()

    assert_whole(read_clip(noise), read_clip(tmp_path / "heard.wav"))
    assert facts["recorded_s"] == pytest.approx(facts["took_s"], abs=0.3)
    assert facts["longest_block_s"] < 0.1


def test_nothing_is_lost_while_the_program_stands_still(laptop: Laptop, noise: Path, tmp_path: Path) -> None:
    """As after Ctrl-Z and `fg`, or on a machine that is too busy; and it is no lost microphone."""
    with program(laptop, RECORD, tmp_path / "heard.wav", "4.5") as recorder:
        recorder.hears()
        laptop.say(noise)
        time.sleep(0.5)
        recorder.process.send_signal(signal.SIGSTOP)
        time.sleep(1.5)
        recorder.process.send_signal(signal.SIGCONT)
        recorder.hears()
        recorder.ends_quietly()

    assert_whole(read_clip(noise), read_clip(tmp_path / "heard.wav"))


LISTEN = """
microphone = listening()
try:
    while True:
        microphone.read(0.05)
except MicrophoneLost as error:
    tell(error=str(error))
microphone.close()
tell(closed=True)
if not sys.stdin.readline():
    sys.exit()
for patience in range(50, -1, -1):  # as an interview does: a sound server that has just begun may not list it yet
    try:
        microphone.open()
        break
    except NoMicrophone:
        if not patience:
            raise
        time.sleep(0.2)
tell(heard=microphone.read(3.0) is not None)
microphone.close()
"""

SPEAK = """
speaker = open_speaker("")
playback = speaker.play(read_clip(Path(sys.argv[1])))
time.sleep(0.5)
tell(speaking=True)
try:
    while not playback.finished():
        time.sleep(0.02)
except SpeakerError as error:
    tell(error=str(error))
sys.stdin.readline()
playback = speaker.play(read_clip(Path(sys.argv[1])))
time.sleep(0.5)
tell(finished=playback.finished())
playback.stop()
"""

Fault = Callable[[Laptop], None]


def kill(laptop: Laptop) -> None:
    laptop.kill_server()


def suspend(laptop: Laptop) -> None:
    laptop.suspend_microphone(True)


def freeze(laptop: Laptop) -> None:
    laptop.freeze()


REPAIRS: dict[Fault, Fault] = {
    kill: lambda laptop: laptop.start_server(),
    suspend: lambda laptop: laptop.suspend_microphone(False),
    freeze: lambda laptop: laptop.thaw(),
}


@pytest.mark.parametrize("fault", [kill, suspend, freeze])
def test_a_lost_microphone_is_noticed_closed_and_opened_again(own_laptop: Laptop, fault: Fault) -> None:
    with program(own_laptop, LISTEN) as listener:
        listener.hears()
        broken_s = time.monotonic()
        fault(own_laptop)
        lost, closed = listener.hears(), listener.hears()
        REPAIRS[fault](own_laptop)
        listener.goes_on()

        assert "microphone" in lost["error"]
        assert lost["at_s"] - broken_s < NOTICED_WITHIN_S
        assert closed["at_s"] - lost["at_s"] < 1.0
        assert listener.hears()["heard"]
        listener.ends_quietly()


def test_a_program_ends_though_the_sound_server_hangs(own_laptop: Laptop) -> None:
    with program(own_laptop, LISTEN) as listener:
        listener.hears()
        own_laptop.freeze()
        listener.hears()
        listener.hears()
        listener.is_left()
        listener.ends_quietly()


@pytest.mark.parametrize("fault", [kill, freeze])
def test_a_lost_speaker_is_noticed_and_used_again(own_laptop: Laptop, fault: Fault, noise: Path) -> None:
    with program(own_laptop, SPEAK, noise) as player:
        player.hears()
        broken_s = time.monotonic()
        fault(own_laptop)
        lost = player.hears()
        REPAIRS[fault](own_laptop)
        player.goes_on()

        assert "speaker" in lost["error"]
        # A frozen server goes on asking for the 0.2 s that it has room for, and more.
        assert lost["at_s"] - broken_s < NOTICED_WITHIN_S + 0.5
        assert player.hears()["finished"] is False
        player.ends_quietly()


OPEN_BOTH = """
for open_it in (lambda: open_microphone("").open(), lambda: open_speaker("").play(read_clip(Path(sys.argv[1])))):
    try:
        open_it()
        tell(opened=True)
    except (NoMicrophone, SpeakerError) as error:
        tell(error=str(error))
"""


def test_without_a_sound_server_both_are_told_in_a_line(own_laptop: Laptop, noise: Path) -> None:
    own_laptop.kill_server()
    with program(own_laptop, OPEN_BOTH, noise) as opener:
        assert opener.hears()["error"].startswith("No microphone was found")
        assert opener.hears()["error"].startswith("No speaker was found")
        opener.ends_quietly()


def test_a_frozen_sound_server_is_told_and_the_program_ends(own_laptop: Laptop, noise: Path) -> None:
    own_laptop.freeze()
    with program(own_laptop, OPEN_BOTH, noise) as opener:
        assert "does not answer" in opener.hears()["error"]
        assert "does not answer" in opener.hears()["error"]
        opener.ends_quietly()


QUESTION = "Tell me about a time when you changed your mind about a technical decision."


@contextmanager
def busy_machine() -> Iterator[None]:
    """Every core has something else to do."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def test_the_voice_says_everything_as_asked_time_after_time_on_a_busy_machine() -> None:
    british, american = Pyttsx3Voice("en-GB"), Pyttsx3Voice(wanted="English (America)", rate_wpm=240)
    voices = (british, american)
    idle = [voice.synthesise(QUESTION) for voice in voices]

    with busy_machine():
        busy = [
            (voice.synthesise(QUESTION), clip)
            for _ in range(10)
            for voice, clip in zip(voices, idle, strict=True)
        ]

    assert [voice.name for voice in voices] == ["English (Great Britain)", "English (America)"]
    assert idle[0].duration_s > 1.2 * idle[1].duration_s > 2.0
    for clip, expected in busy:
        np.testing.assert_array_equal(clip.samples, expected.samples)


def test_a_long_text_with_odd_signs_is_spoken_whole() -> None:
    text = "“Well” – naïve? 100 % & <more>! " + f"{QUESTION} " * 12
    assert (
        Pyttsx3Voice().synthesise(text).duration_s > 12 * 0.9 * Pyttsx3Voice().synthesise(QUESTION).duration_s
    )


def test_a_voice_that_is_installed_deep_down_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """espeak cuts the path of its folder at about 150 characters."""
    deep = tmp_path.joinpath(*["d" * 50] * 4)
    deep.mkdir(parents=True)
    (deep / "espeakng_loader").symlink_to(Path(espeakng_loader.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", str(deep))
    assert Pyttsx3Voice().synthesise(QUESTION).duration_s > 3.0


def test_the_default_voice_of_the_banks_is_listed() -> None:
    assert "English (Great Britain)" in {voice.name for voice in list_voices() if voice.locale == "en-GB"}
