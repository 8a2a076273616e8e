"""The voice: which one speaks, and what happens when pyttsx3 misbehaves.

The real engine is driven in e2e/test_devices.py; here the child process finds a pyttsx3 of the test's own.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import until
from voice_interviewer.devices.voice import Pyttsx3Voice, VoiceName, choose_voice, list_voices
from voice_interviewer.errors import VoiceError

VOICES = (
    VoiceName("gmw/de", "German", "de"),
    VoiceName("gmw/en-gb-scotland", "English (Scotland)", "en-GB-scotland"),
    VoiceName("gmw/en", "English (Great Britain)", "en-GB"),
    VoiceName("gmw/en-us", "English (America)", "en-US"),
    VoiceName("gmw/en-us-nyc", "English (America, New York City)", "en-US-nyc"),
)


@pytest.mark.parametrize(
    ("wanted", "locale", "chosen"),
    [
        ("", "en-GB", "English (Great Britain)"),
        ("", "en_us", "English (America)"),
        ("", "en-AU", "English (Scotland)"),
        ("", "de-AT", "German"),
        ("gmw/en-us", "en-GB", "English (America)"),
        ("GERMAN", "en-GB", "German"),
        ("english (america)", "en-GB", "English (America)"),
        ("york", "en-GB", "English (America, New York City)"),
    ],
)
def test_the_voice_is_the_wanted_one_or_speaks_the_language(wanted: str, locale: str, chosen: str) -> None:
    assert choose_voice(VOICES, wanted, locale).name == chosen


@pytest.mark.parametrize(
    ("wanted", "locale", "named"),
    [
        ("Scotish", "en-GB", "There is no voice “Scotish”"),
        ("Germann", "en-GB", "German"),
        ("america", "en-GB", "English (America, New York City)"),
        ("", "cy-GB", "cy-GB"),
    ],
)
def test_an_unknown_voice_is_told_with_close_ones(wanted: str, locale: str, named: str) -> None:
    with pytest.raises(VoiceError) as told:
        choose_voice(VOICES, wanted, locale)
    assert named in str(told.value)
    assert "\n" not in str(told.value)


STAND_IN = """
import os, sys, time, wave
from types import SimpleNamespace

OWN_FOLDER = os.path.dirname(__file__)

class Engine:
    def connect(self, topic, callback):
        if topic == "finished-utterance":
            self._finished = callback

    def getProperty(self, name):
        return [SimpleNamespace(id="one", name="Voice One", languages=["en_GB"])]

    def setProperty(self, name, value):
        pass

    def save_to_file(self, text, path):
        print("Audio saved to", path)
        tries = os.path.join(OWN_FOLDER, "tries")
        with open(tries, "a") as file:
            file.write(".")
        seconds = SECONDS[min(os.path.getsize(tries), len(SECONDS)) - 1]
        with wave.open(path, "wb") as sound:
            sound.setparams((1, 2, 8000, 0, "NONE", ""))
            sound.writeframes(bytes(round(16000 * seconds)))
        self._finished(name=None, completed=True)

    def runAndWait(self):
        pass

def init():
    return Engine()
"""

HANGS = """
import os, pathlib, time
pathlib.Path(__file__).with_name("child").write_text(str(os.getpid()))
time.sleep(600)
"""

QUESTION = "Tell me about a time when you changed your mind."


@pytest.fixture
def pyttsx3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a pyttsx3 that comes before the real one; a test writes its `__init__.py`."""
    package = tmp_path / "imports" / "pyttsx3"
    (package / "drivers").mkdir(parents=True)
    (package / "drivers" / "__init__.py").touch()
    (package / "drivers" / "_espeak.py").write_text("def IsPlaying():\n    return 0\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "imports"))
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return package


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    # An orphan that has ended may never be collected, where nobody in a container does that.
    stat = Path(f"/proc/{process_id}/stat")
    return not (stat.exists() and ") Z " in stat.read_text())


def assert_ends(process_id: int) -> None:
    """Long before it would end by itself."""
    until(lambda: not is_alive(process_id))


def read_number(path: Path) -> int:
    """Waits until a number has been written."""
    until(lambda: path.exists() and path.read_text() != "")
    return int(path.read_text())


def test_the_clip_is_the_engines_and_noise_on_stdout_does_no_harm(pyttsx3: Path, tmp_path: Path) -> None:
    (pyttsx3 / "__init__.py").write_text(f"SECONDS = [3.0]\n{STAND_IN}")
    voice = Pyttsx3Voice("en-GB")

    clip = voice.synthesise(QUESTION)

    assert (clip.duration_s, clip.rate_hz) == (3.0, 8_000)
    assert voice.name == "Voice One"
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_voices_are_listed_with_tidy_locales(pyttsx3: Path) -> None:
    (pyttsx3 / "__init__.py").write_text(f"SECONDS = [3.0]\n{STAND_IN}")
    assert list_voices() == (VoiceName("one", "Voice One", "en-GB"),)


def test_a_clip_cut_short_is_spoken_again(pyttsx3: Path) -> None:
    (pyttsx3 / "__init__.py").write_text(f"SECONDS = [0.1, 3.0]\n{STAND_IN}")
    assert Pyttsx3Voice().synthesise(QUESTION).duration_s == 3.0


@pytest.mark.parametrize("seconds", [0.0, 0.1])
def test_a_voice_that_always_stops_short_is_told(pyttsx3: Path, seconds: float) -> None:
    (pyttsx3 / "__init__.py").write_text(f"SECONDS = [{seconds}]\n{STAND_IN}")
    with pytest.raises(VoiceError, match="Tell me about"):
        Pyttsx3Voice().synthesise(QUESTION)
    assert (pyttsx3 / "tries").stat().st_size == 2


def test_a_rate_of_its_own_moves_the_shortest_length(pyttsx3: Path) -> None:
    (pyttsx3 / "__init__.py").write_text(f"SECONDS = [1.2]\n{STAND_IN}")
    assert Pyttsx3Voice(rate_wpm=300).synthesise(QUESTION).duration_s == 1.2


@pytest.mark.parametrize(
    "code",
    [
        "raise OSError('no such engine\\nnor another')",
        "import os; os._exit(7)",
        "def init(): raise RuntimeError('no such engine')",
    ],
)
def test_an_engine_that_fails_is_told_in_one_line(pyttsx3: Path, tmp_path: Path, code: str) -> None:
    (pyttsx3 / "__init__.py").write_text(code)
    with pytest.raises(VoiceError) as told:
        Pyttsx3Voice().synthesise(QUESTION)
    assert "no such engine" in str(told.value) or "code 7" in str(told.value)
    assert "\n" not in str(told.value)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_an_engine_that_hangs_is_ended(pyttsx3: Path, tmp_path: Path) -> None:
    (pyttsx3 / "__init__.py").write_text(HANGS)
    with pytest.raises(VoiceError, match="did not answer"):
        Pyttsx3Voice(timeout_s=3.0).synthesise(QUESTION)  # by then it has begun on a busy machine too
    assert_ends(read_number(pyttsx3 / "child"))
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a dead parent is noticed by the time-out alone there")
def test_a_child_ends_when_its_parent_was_killed(pyttsx3: Path) -> None:
    (pyttsx3 / "__init__.py").write_text(HANGS)
    speak = "from voice_interviewer.devices.voice import Pyttsx3Voice; Pyttsx3Voice().synthesise('Hello.')"
    with subprocess.Popen([sys.executable, "-c", speak]) as parent:
        child = read_number(pyttsx3 / "child")
        parent.kill()
    assert_ends(child)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_ctrl_c_is_left_to_the_parent(pyttsx3: Path) -> None:
    signalled = f"import os; os.kill(os.getpid(), {signal.SIGINT:d})\nSECONDS = [3.0]\n{STAND_IN}"
    (pyttsx3 / "__init__.py").write_text(signalled)
    assert Pyttsx3Voice().synthesise(QUESTION).duration_s == 3.0


def test_files_in_the_current_folder_are_not_imported(
    pyttsx3: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pyttsx3 / "__init__.py").write_text(f"SECONDS = [3.0]\n{STAND_IN}")
    practice = tmp_path / "practice"
    practice.mkdir()
    (practice / "json.py").write_text("raise SystemExit('mine')")
    monkeypatch.chdir(practice)
    assert Pyttsx3Voice().synthesise(QUESTION).duration_s == 3.0
