"""Recordings go where the earlier ones are, wherever the command is typed."""

from pathlib import Path

import pytest

from tests.fake_devices import new_session
from voice_interviewer.cli import run
from voice_interviewer.places import audio_folder


def test_the_folder_asked_for_wins(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    assert audio_folder(tmp_path / "mine", tmp_path) == tmp_path / "mine"


@pytest.mark.parametrize("marker", ["audio", "bank"])
def test_a_practice_folder_keeps_its_own(tmp_path: Path, marker: str) -> None:
    (tmp_path / marker).mkdir()
    assert audio_folder(None, tmp_path) == tmp_path / "audio"


def test_elsewhere_it_is_among_the_documents(tmp_path: Path) -> None:
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    assert audio_folder(None, tmp_path) == documents / "Voice Interviewer" / "audio"


@pytest.mark.parametrize("command", [["new", "my-job"], ["import", "guide.txt"]])
def test_a_bank_that_is_made_at_home_does_not_hide_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "guide.txt").write_text("1. Why here?\n\n2. Why you?\n\n3. Why now?\n")
    session = new_session(audio_folder(None, tmp_path))
    assert run(["bank", *command]) == 0
    assert list((tmp_path / "bank").glob("*.toml"))
    capsys.readouterr()
    assert run(["sessions"]) == 0
    assert session.name in "".join(capsys.readouterr().out.split())
