"""The virtual laptop is what the other tests take it for: what is said is heard, what is played comes out."""

import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.e2e.laptop import RATE_HZ, Laptop
from voice_interviewer.clip import Clip, Samples, read_clip

pytestmark = pytest.mark.e2e

SAID_S = 3.0

HEAR = """
import sys, sounddevice, soundfile
with sounddevice.InputStream(samplerate=48000, channels=1, dtype="float32", latency=0.2) as microphone:
    print("listening", flush=True)
    heard, overflowed = microphone.read(int(float(sys.argv[2]) * 48000))
soundfile.write(sys.argv[1], heard, 48000)
"""

PLAY = """
import sys, sounddevice, soundfile
samples, rate_hz = soundfile.read(sys.argv[1], dtype="float32")
sounddevice.play(samples, rate_hz, latency=0.2, blocking=True)
"""


def noise(duration_s: float, seed: int) -> Clip:
    """Noise is like nothing but itself: whatever correlates with it is it, and where."""
    samples = np.random.default_rng(seed).normal(0.0, 0.1, round(duration_s * RATE_HZ))
    return Clip(samples.astype(np.float32), RATE_HZ)


def write(path: Path, clip: Clip) -> Path:
    soundfile.write(path, clip.samples, clip.rate_hz)
    return path


def found(wanted: Samples, recorded: Samples) -> tuple[int, float]:
    """Where in the recording the wanted sound begins, and how alike they are there, up to 1.0."""
    length = len(recorded) + len(wanted)
    product = np.fft.rfft(recorded, length) * np.conj(np.fft.rfft(wanted, length))
    start = int(np.argmax(np.fft.irfft(product, length)[: len(recorded)]))
    part = recorded[start : start + len(wanted)]
    if len(part) < len(wanted):
        return start, 0.0
    return start, float(np.corrcoef(part, wanted)[0, 1])


def start_hearing(laptop: Laptop, path: Path, duration_s: float) -> subprocess.Popen[str]:
    """A program that listens to the default microphone; it listens when this returns."""
    command = [sys.executable, "-c", HEAR, str(path), str(duration_s)]
    program = subprocess.Popen(command, env=laptop.env, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "listening\n"
    return program


def alive(process: Path) -> bool:
    """Whether the process of this folder in /proc runs; in a container an orphan may stay as a zombie."""
    try:
        return "(zombie)" not in (process / "status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_microphone_hears_all_that_is_said(laptop: Laptop, tmp_path: Path) -> None:
    said = noise(SAID_S, seed=1)
    with start_hearing(laptop, tmp_path / "heard.wav", SAID_S + 2) as program:
        laptop.say(write(tmp_path / "said.wav", said))
    assert program.returncode == 0
    _, likeness = found(said.samples, read_clip(tmp_path / "heard.wav").samples)
    assert likeness > 0.99


def test_speaker_plays_all_that_a_program_plays(laptop: Laptop, tmp_path: Path) -> None:
    played = noise(SAID_S, seed=2)
    # A stream that ends loses about one latency of sound.
    padded = Clip(np.append(played.samples, np.zeros(RATE_HZ, np.float32)), RATE_HZ)
    clip_path = write(tmp_path / "played.wav", padded)
    with laptop.record_speaker(tmp_path / "recorded.wav"):
        subprocess.run([sys.executable, "-c", PLAY, clip_path], env=laptop.env, check=True)
    _, likeness = found(played.samples, read_clip(tmp_path / "recorded.wav").samples)
    assert likeness > 0.99


def test_speaker_and_microphone_do_not_hear_each_other(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.record_speaker(tmp_path / "speaker.wav"), laptop.record_mic(tmp_path / "mic.wav"):
        laptop.say(write(tmp_path / "said.wav", noise(0.5, seed=3))).wait()
    assert np.abs(read_clip(tmp_path / "mic.wav").samples).max() > 0.1
    assert np.abs(read_clip(tmp_path / "speaker.wav").samples).max() == 0.0


def test_two_recordings_hold_all_that_was_said_and_agree_on_when(laptop: Laptop, tmp_path: Path) -> None:
    said = noise(0.5, seed=4)
    with laptop.record_mic(tmp_path / "early.wav") as early_s:
        time.sleep(0.5)
        with laptop.record_mic(tmp_path / "late.wav") as late_s:
            laptop.say(write(tmp_path / "said.wav", said)).wait()
    early_start, early_likeness = found(said.samples, read_clip(tmp_path / "early.wav").samples)
    late_start, late_likeness = found(said.samples, read_clip(tmp_path / "late.wav").samples)
    assert min(early_likeness, late_likeness) > 0.99
    assert early_s + early_start / RATE_HZ == pytest.approx(late_s + late_start / RATE_HZ, abs=0.1)


def test_two_laptops_do_not_meet(laptop: Laptop, own_laptop: Laptop, tmp_path: Path) -> None:
    with laptop.record_mic(tmp_path / "here.wav"), own_laptop.record_mic(tmp_path / "there.wav"):
        laptop.say(write(tmp_path / "said.wav", noise(0.5, seed=5))).wait()
    assert np.abs(read_clip(tmp_path / "here.wav").samples).max() > 0.1
    assert np.abs(read_clip(tmp_path / "there.wav").samples).max() < 0.001, "only its own hiss"


def test_a_muted_microphone_delivers_zeros_and_a_suspended_one_nothing(
    own_laptop: Laptop, tmp_path: Path
) -> None:
    said = write(tmp_path / "said.wav", noise(0.5, seed=6))
    own_laptop.mute_microphone(True)
    with own_laptop.record_mic(tmp_path / "muted.wav"):
        own_laptop.say(said).wait()
    own_laptop.mute_microphone(False)
    with own_laptop.record_mic(tmp_path / "suspended.wav"):
        own_laptop.suspend_microphone(True)
        own_laptop.say(said).wait()
    own_laptop.suspend_microphone(False)
    with own_laptop.record_mic(tmp_path / "well.wav"):
        own_laptop.say(said).wait()
    muted, suspended, well = (read_clip(tmp_path / f"{name}.wav") for name in ("muted", "suspended", "well"))
    assert muted.duration_s > 0.5
    assert np.abs(muted.samples).max() == 0.0
    assert suspended.duration_s < 0.5
    assert np.abs(well.samples).max() > 0.1


def test_a_microphone_can_be_unplugged_and_plugged_in(own_laptop: Laptop) -> None:
    own_laptop.remove_microphone()
    assert own_laptop.pactl("get-default-source").strip() != "mic"
    own_laptop.return_microphone()
    assert own_laptop.pactl("get-default-source").strip() == "mic"


def test_a_server_that_died_can_be_started_again(own_laptop: Laptop, tmp_path: Path) -> None:
    own_laptop.kill_server()
    with pytest.raises(subprocess.CalledProcessError):
        own_laptop.pactl("info")
    own_laptop.start_server()
    with own_laptop.record_mic(tmp_path / "mic.wav"):
        own_laptop.say(write(tmp_path / "said.wav", noise(0.5, seed=7))).wait()
    assert np.abs(read_clip(tmp_path / "mic.wav").samples).max() > 0.1


def test_a_frozen_server_goes_on_when_thawed(own_laptop: Laptop) -> None:
    own_laptop.freeze()
    with subprocess.Popen(["pactl", "info"], env=own_laptop.env, stdout=subprocess.DEVNULL) as asking:
        with pytest.raises(subprocess.TimeoutExpired):
            asking.wait(0.5)
        own_laptop.thaw()
        assert asking.wait(10) == 0


@pytest.mark.usefixtures("system_packages")
def test_nothing_is_left_of_a_laptop_even_a_frozen_one(tmp_path: Path) -> None:
    long_noise = write(tmp_path / "said.wav", noise(30, seed=8))
    with suppress(KeyboardInterrupt), Laptop() as laptop:
        speaking = laptop.say(long_noise)
        folder = Path(laptop.env["XDG_RUNTIME_DIR"])
        server = Path("/proc", (folder / "pulse" / "pid").read_text().strip())
        assert server.exists()
        laptop.freeze()
        raise KeyboardInterrupt
    assert speaking.returncode is not None
    assert not folder.exists()
    assert not server.exists()


@pytest.mark.usefixtures("system_packages")
def test_the_server_goes_when_its_program_is_killed() -> None:
    program = (
        "from tests.e2e.laptop import Laptop\n"
        "with Laptop() as laptop:\n"
        "    print(laptop.env['XDG_RUNTIME_DIR'], flush=True)\n"
        "    input()\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        folder = Path(running.stdout.readline().strip())
        server = Path("/proc", (folder / "pulse" / "pid").read_text().strip())
        assert server.exists()
        running.kill()
    shutil.rmtree(folder)
    deadline_s = time.monotonic() + 5
    while alive(server):
        assert time.monotonic() < deadline_s
        time.sleep(0.02)
