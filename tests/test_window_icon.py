"""An icon opens the window, wherever Python and the practice folder lie."""

import configparser
import plistlib
import re
import shlex
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.window import Visitor, alone
from voice_interviewer.cli import run
from voice_interviewer.places import audio_folder
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.web.icon import bundle_files, desktop_entry, shortcut_script

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="where an icon lies is each system's own")

ODD = ('/opt/a b/$py`"\\thon%u', "-m", "voice_interviewer", "app")


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    alone(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data" / "applications" / "voice-interviewer.desktop"


def read(text: str) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return parser["Desktop Entry"]


def validate(path: Path) -> None:
    validator = shutil.which("desktop-file-validate")
    if validator:
        subprocess.run([validator, path], check=True)


def test_it_comes_and_goes(entry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["app", "--install-icon"]) == 0
    assert str(entry) in capsys.readouterr().out
    facts = read(entry.read_text())
    assert Path(facts["Icon"]).read_text().startswith("<svg")
    assert shlex.split(facts["Exec"]) == [sys.executable, "-m", "voice_interviewer", "app"]
    validate(entry)
    assert run(["app", "--remove-icon"]) == 0
    assert not entry.exists()
    assert not Path(facts["Icon"]).exists()
    assert run(["app", "--remove-icon"]) == 0


def test_elsewhere_it_opens_the_folder_of_the_recordings(entry: Path, tmp_path: Path) -> None:
    assert run(["app", "--install-icon"]) == 0
    folder = Path(read(entry.read_text())["Path"])
    assert audio_folder(None, tmp_path) == folder / "audio"
    (folder / "bank").mkdir()  # a first bank of one's own
    assert audio_folder(None, folder) == folder / "audio"


@pytest.mark.parametrize("is_practised_in", [False, True])
def test_the_command_opens_the_same_folder_as_the_icon(
    entry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_practised_in: bool
) -> None:
    """A first bank must not land in whatever folder the command was typed in: later recordings would follow it."""
    opened: list[Studio] = []
    monkeypatch.setattr(
        "voice_interviewer.web.server.open_window", lambda studio, *_, **__: opened.append(studio)
    )
    here = tmp_path / "somewhere"
    (here / "bank" if is_practised_in else here).mkdir(parents=True)
    monkeypatch.chdir(here)
    assert run(["app", "--no-open"]) == 0
    assert run(["app", "--no-open", "--audio-dir", str(tmp_path / "mine")]) == 0
    assert run(["app", "--install-icon"]) == 0
    folder = Path(read(entry.read_text())["Path"])
    assert [(each.audio_dir, each.here) for each in opened] == [
        (folder / "audio", folder),
        (tmp_path / "mine", folder),
    ]
    assert (folder == here) == is_practised_in


def test_in_a_practice_folder_it_opens_that_one(
    entry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practised_in = tmp_path / "practice"
    (practised_in / "bank").mkdir(parents=True)
    monkeypatch.chdir(practised_in)
    assert run(["app", "--install-icon"]) == 0
    assert read(entry.read_text())["Path"] == str(practised_in)


def test_odd_paths_are_quoted(tmp_path: Path) -> None:
    text = desktop_entry(ODD, tmp_path, tmp_path / "icon.svg")
    value = read(text)["Exec"].replace("\\\\", "\\")
    command = f"printf '%s\\n' {value.replace('%%', '%')}"  # a shell reads quotes as the specification does
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == list(ODD)
    path = tmp_path / "odd.desktop"
    path.write_text(text)
    validate(path)


def test_macos_is_told_why_it_listens(tmp_path: Path) -> None:
    files = bundle_files(("/usr/bin/python 3", "-m", "voice_interviewer", "app"), tmp_path)
    facts = plistlib.loads(files["Contents/Info.plist"])
    assert facts["NSMicrophoneUsageDescription"]
    script = files[f"Contents/MacOS/{facts['CFBundleExecutable']}"].decode()
    assert script.endswith("exec '/usr/bin/python 3' -m voice_interviewer app\n")


def test_macos_shows_our_picture(tmp_path: Path) -> None:
    files = bundle_files(("/usr/bin/python3",), tmp_path)
    facts = plistlib.loads(files["Contents/Info.plist"])
    picture = files[f"Contents/Resources/{facts['CFBundleIconFile']}"]
    assert (picture[:4], int.from_bytes(picture[4:8])) == (b"icns", len(picture))
    at, sizes = 8, []
    while at < len(picture):
        length = int.from_bytes(picture[at + 4 : at + 8])
        sizes.append(side_of(picture[at + 8 : at + length]))
        at += length
    assert at == len(picture)
    assert sizes == [16, 32, 128, 256, 512]


def test_windows_shows_our_picture(tmp_path: Path) -> None:
    script = shortcut_script(tmp_path / "it.lnk", ("C:\\pythonw.exe",), tmp_path)
    named = re.search(r"\$link\.IconLocation = '(.*),0'", script)
    assert named
    picture = Path(named[1]).read_bytes()
    kind, count = struct.unpack("<2xHH", picture[:6])
    assert (kind, count) == (1, 5)
    for number in range(count):
        told, length, place = struct.unpack("<B7xII", picture[6 + 16 * number : 22 + 16 * number])
        assert side_of(picture[place : place + length]) == (told or 256)
        assert place + length <= len(picture)


def side_of(png: bytes) -> int:
    """How wide and high a whole PNG is, in pixels; it may be seen through where the picture is not."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png.endswith(b"IEND\xaeB`\x82")
    width, height, colours = struct.unpack(">II1xB", png[16:26])
    assert width == height
    assert colours == 6, "red, green, blue and how far it is seen through"
    return int(width)


def test_windows_names_with_quotes(tmp_path: Path) -> None:
    script = shortcut_script(
        tmp_path / "it's.lnk", ("C:\\a b\\pythonw.exe", "-m", "voice_interviewer"), tmp_path
    )
    assert "it''s.lnk')" in script
    assert "$link.TargetPath = 'C:\\a b\\pythonw.exe'" in script


def test_it_is_offered_before_the_first_interview(entry: Path, tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    visitor = Visitor(tmp_path / "practice").come_in()
    assert "install-icon" not in visitor.get("/").text
    visitor.post(f"/sessions/{visitor.session.name}/delete", {"name": visitor.session.name})
    assert "install-icon" in visitor.get("/").text
    assert visitor.post("/icon").status_code == 200
    assert read(entry.read_text())["Path"] == str(tmp_path / "practice")
    assert "install-icon" not in visitor.get("/").text
