"""The installed wheel, with no clone near, has all that it needs; and a clone lists nothing twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.terminal import own_home
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session

pytestmark = pytest.mark.e2e

CLONE = Path(__file__).parents[2]
BANKS = {path.stem for path in (CLONE / "bank").glob("*.toml")}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel was installed into, without what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    built = [
        *pip,
        "wheel",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        f"--wheel-dir={folder}",
        str(CLONE),
    ]
    subprocess.run(built, check=True, cwd=folder)
    (wheel,) = folder.glob("voice_interviewer-*.whl")
    target = folder / "installed"
    subprocess.run([*pip, "install", "--no-index", "--no-deps", f"--target={target}", str(wheel)], check=True)
    return target


def used(python_path: Path, *arguments: str, here: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Python with the package from there, started in `here`. -P: what lies in that folder is no module of its."""
    env = own_home(os.environ, folder) | {"PYTHONPATH": str(python_path)}
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        env=env,
        cwd=here,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def listed(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 0, done.stderr
    return sorted(bank["name"] for bank in json.loads(done.stdout)["banks"])


def test_the_clone_is_not_used(installed: Path, tmp_path: Path) -> None:
    ask = "import voice_interviewer; print(voice_interviewer.__file__)"
    done = used(installed, "-c", ask, here=tmp_path, folder=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(installed)
    assert (installed / "voice_interviewer" / "py.typed").is_file()


def test_the_demonstration_runs(installed: Path, tmp_path: Path) -> None:
    command = ["-m", "voice_interviewer", "demo", "--speaker", "none"]
    done = used(installed, *command, here=tmp_path, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(installed) in done.stdout.replace("\n", "")  # where the answers come from
    session = find_session(Path(done.stdout.splitlines()[-1]).parents[1])
    assert session.record.state == "finished"
    assert [take.ending for take in session.record.takes] == ["silence", "silence"]
    assert all(len(read_transcripts(session, number)[1].words) > 30 for number in (1, 2))


def test_each_bank_is_listed_once(installed: Path, tmp_path: Path) -> None:
    command = ["-m", "voice_interviewer", "bank", "list", "--json"]
    assert listed(used(installed, *command, here=tmp_path, folder=tmp_path)) == sorted(BANKS)
    assert listed(used(installed, *command, here=CLONE, folder=tmp_path)) == sorted(BANKS)
    assert listed(used(CLONE, *command, here=CLONE, folder=tmp_path)) == sorted(BANKS)


def test_the_command_and_its_help_work_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = used(
        installed, str(installed / "bin" / "voice-interviewer"), "--help", here=tmp_path, folder=tmp_path
    )
    assert done.returncode == 0
    assert "practice" in done.stdout
