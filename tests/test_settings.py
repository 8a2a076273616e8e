"""What is chosen once: kept, read by every command, told where it cannot be understood, and beaten by an option."""

import json
from pathlib import Path

import pytest

from tests.test_cli import called
from voice_interviewer.errors import SettingsError
from voice_interviewer.rehearsal.settings import NAMES, change_setting, read_settings, settings_path


def test_without_a_file_everything_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys, "settings")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[: len(NAMES)]] == list(NAMES)
    assert "voice-rate  170" in out
    assert not settings_path().exists()


def test_a_setting_is_kept_beside_a_persons_comments(capsys: pytest.CaptureFixture[str]) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('# my desk\nmicrophone = "Old"  # broken\nfuture = 1\n')
    assert called(capsys, "settings", "speaker", "USB")[:2] == (0, "speaker     USB\n")
    assert called(capsys, "settings", "voice-rate", "150")[0] == 0
    assert called(capsys, "settings", "plain", "true")[:2] == (0, "plain       on\n")
    text = settings_path().read_text()
    assert text.startswith('# my desk\nmicrophone = "Old"  # broken\nfuture = 1\n')
    now = read_settings()
    assert (now.microphone, now.speaker, now.voice_rate, now.plain) == ("Old", "USB", 150, True)
    _, out, _ = called(capsys, "settings", "--json")
    assert json.loads(out)["settings"]["voice-rate"] == 150


def test_an_empty_value_is_the_default_again(capsys: pytest.CaptureFixture[str]) -> None:
    change_setting("speaker", "USB")
    assert called(capsys, "settings", "speaker", "")[:2] == (0, "speaker     the default\n")
    assert read_settings().speaker == ""


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (["mikrophone", "x"], 2, "microphone"),
        (["voice-rate", "fast"], 1, "voice-rate"),
        (["voice-rate", "9000"], 1, "voice-rate"),
        (["plain", "perhaps"], 1, "plain"),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, named: str
) -> None:
    change_setting("speaker", "USB")
    before = settings_path().read_bytes()
    told = called(capsys, "settings", *arguments)
    assert told[0] == code
    assert named in told[2]
    assert settings_path().read_bytes() == before


@pytest.mark.parametrize("content", [b"microphone = ", b"\xff\xfe\x00", b"voice-rate = 'x'"])
def test_a_file_that_cannot_be_understood_is_told_and_left(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes
) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_bytes(content)
    for arguments in (["settings"], ["practice", "--audio-dir", str(tmp_path)], ["settings", "voice", "x"]):
        code, _, err = called(capsys, *arguments)
        assert code == 1
        assert "settings.toml" in err.replace("\n", "")
        assert "Traceback" not in err
    assert settings_path().read_bytes() == content
    with pytest.raises(SettingsError):
        read_settings()


def test_an_option_and_its_variable_win_over_the_setting(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["practice", "--audio-dir", str(tmp_path), "--speaker", "none", "--no-open"]
    change_setting("microphone", "file:from-the-settings")
    assert "from-the-settings" in called(capsys, *arguments)[2]
    monkeypatch.setenv("VOICE_INTERVIEWER_MICROPHONE", "file:from-the-variable")
    assert "from-the-variable" in called(capsys, *arguments)[2]
    assert "from-the-option" in called(capsys, *arguments, "--microphone", "file:from-the-option")[2]
