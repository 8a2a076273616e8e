"""Which model keeps up, measured with real weights: on a computer that others keep busy it is the smallest."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.terminal import Terminal, own_home, run
from voice_interviewer.clip import WavWriter, read_clip
from voice_interviewer.devices.processor import core_count
from voice_interviewer.devices.weights import find_weights
from voice_interviewer.places import builtin_folder

pytestmark = pytest.mark.e2e

MEASURING_S = 300.0
"""A machine that is busy with much else takes its time, and so do the two loops."""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A home of one's own, where the weights of tiny.en lie once more, as base.en: something to choose from."""
    env = own_home(os.environ, tmp_path)
    folder = Path(env["XDG_DATA_HOME"], "voice-interviewer", "models", "base.en")
    folder.mkdir(parents=True)
    for file in find_weights("tiny.en").folder.iterdir():
        (folder / file.name).symlink_to(file)
    return env


@contextmanager
def busy_loops() -> Iterator[None]:
    """Another program keeps every core busy, for a minute at most."""
    loop = "import time\nend = time.monotonic() + 60\nwhile time.monotonic() < end: pass"
    loops = [subprocess.Popen([sys.executable, "-c", loop]) for _ in range(core_count())]
    try:
        yield
    finally:
        for each in loops:
            each.kill()
            each.wait()


def checked(env: dict[str, str], folder: Path, *arguments: str) -> dict[str, Any]:
    done = run(["check", "--json", *arguments, "--audio-dir", str(folder)], env, folder, MEASURING_S)
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_smallest_is_chosen_while_other_programs_keep_all_cores_busy(
    env: dict[str, str], tmp_path: Path
) -> None:
    with busy_loops():
        found = checked(env, tmp_path, "--measure")
    assert (found["model"]["chosen"], found["model"]["reason"]) == ("tiny.en", "busy")
    assert found["model"]["measured"]["others_share"] >= 0.7
    (said,) = (each["said"] for each in found["checks"] if each["what"] == "Model")
    assert "tiny.en: the smallest, because other programs kept the processor busy" in said


def test_the_best_that_keeps_up_is_chosen_by_what_real_weights_took(
    env: dict[str, str], tmp_path: Path
) -> None:
    model = checked(env, tmp_path)["model"]
    if model["reason"] == "busy":
        pytest.skip("other programs keep this machine busy")
    paces = {each["model"]: each for each in model["measured"]["models"]}
    assert {"tiny.en", "base.en"} <= set(paces)
    assert all(each["took_s"] > 0 for each in paces.values())
    quick = [name for name, each in paces.items() if each["keeps_up"]]
    assert model["chosen"] == ("base.en" if "base.en" in quick else "base" if "base" in quick else "tiny.en")
    assert checked(env, tmp_path)["model"] == model, "once is enough"


def test_after_an_interview_it_is_measured_for_the_next_and_ctrl_c_leaves(
    env: dict[str, str], tmp_path: Path
) -> None:
    clip = read_clip(builtin_folder("demo") / "why-this-role.flac")
    with WavWriter(tmp_path / "answer.wav", clip.rate_hz) as file:
        file.write(clip.samples[: 4 * clip.rate_hz])
    arguments = [
        "practice",
        "--second-look",
        "--hands-free",
        "--silence",
        "1",
        "--no-open",
        "--speaker",
        "none",
    ]
    arguments += [
        "--question",
        "why-this-role",
        "--microphone",
        f"file:{file.path}",
        "--audio-dir",
        str(tmp_path / "a"),
    ]
    with Terminal(arguments, env, tmp_path) as terminal:
        terminal.wait_for("Compare:", MEASURING_S)
        terminal.wait_for("Measuring which models keep up", MEASURING_S)
        terminal.press("\x03")
        assert terminal.wait(MEASURING_S) == 0
        assert terminal.wait_until_alone() == [], "Whisper ends with the program"
    pace = Path(env["XDG_CONFIG_HOME"], "voice-interviewer", "pace.json")
    if (
        pace.exists()
    ):  # it ended by itself before the key came, as it does at once where others keep the machine busy
        assert json.loads(pace.read_text(encoding="utf-8"))["others_share"] >= 0.7
