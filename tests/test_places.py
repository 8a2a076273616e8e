"""Recordings go where the earlier ones are, wherever the command is typed."""

from pathlib import Path

import pytest

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
