"""What somebody has from version 0.1.0 still opens: a session, a bank and settings as its first weeks' code wrote them,
and marks as its last did.

tests/golden/kept-0.1.0 holds them as they were written, without the recordings: silence of the same length
takes their place.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_interviewer.cli import run
from voice_interviewer.rehearsal.settings import change_setting, read_settings
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session

KEPT = Path(__file__).parent / "golden" / "kept-0.1.0"
RATE_HZ = 22_050


@pytest.fixture
def audio_dir(tmp_path: Path) -> Path:
    """The kept recordings' folder, as a person brings it along."""
    folder = tmp_path / "audio"
    shutil.copytree(KEPT / "audio", folder)
    session = find_session(folder)
    for take in session.record.takes:
        silence = np.zeros(round(take.duration_s * RATE_HZ), np.int16)
        soundfile.write(session.folder / take.file, silence, RATE_HZ, subtype="PCM_16")
    return folder


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    code = run(list(arguments))
    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    return printed.out


def test_a_session_is_listed_whole(audio_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said_by(capsys, "sessions", "--json", "--audio-dir", str(audio_dir)))
    (listed,) = told["sessions"]
    assert told["unreadable"] == []
    assert (listed["state"], listed["answered"], listed["takes"]) == ("finished", 2, 2)
    assert (listed["untranscribed"], listed["replaced"], listed["missing"]) == (0, 0, 0)


def test_a_session_is_shown_with_its_words(audio_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = said_by(capsys, "show", "--plain", "--audio-dir", str(audio_dir))
    assert "patients feel that somebody was listening" in " ".join(shown.split())
    heard = read_transcripts(find_session(audio_dir), 1)[1]
    assert len(heard.words) == 54


def test_what_the_person_marked_has_the_last_word(
    audio_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(said_by(capsys, "show", "--json", "--audio-dir", str(audio_dir)))
    points = told["questions"][0]["takes"][0]["coverage"]["points"]
    marked = [(point["covered"], point["mark"]) for point in points if point["mark"]]
    assert marked == [(True, "said"), (False, "not-said")]


def test_a_session_is_exported(audio_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said_by(capsys, "export", "--to", str(tmp_path / "coach"), "--audio-dir", str(audio_dir))
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "coach").iterdir()]
    assert len(texts) == 2
    assert all("somebody was listening" in text for text in texts)


def test_a_session_has_its_page_and_its_place_in_progress(
    audio_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said_by(capsys, "review", "--no-open", "--audio-dir", str(audio_dir))
    assert "listening" in (find_session(audio_dir).folder / "review.html").read_text(encoding="utf-8")
    progress = said_by(
        capsys, "progress", "patient-services-coordinator", "--json", "--audio-dir", str(audio_dir)
    )
    assert "why-this-role" in progress


def test_a_bank_opens(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said_by(capsys, "bank", "show", str(KEPT / "general.toml"), "--json"))
    assert len(told["questions"]) == 12


def test_settings_are_read_and_can_be_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(KEPT / "settings.toml", tmp_path)
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path)
    settings = read_settings()
    assert (settings.microphone, settings.voice_rate, settings.plain) == ("USB", 150, True)
    assert change_setting("voice-rate", "160").microphone == "USB"
