"""A model for English alone, and answers in another language: told before anything is lost."""

from pathlib import Path

import pytest

from tests.fake_devices import new_session, sound
from voice_interviewer.cli import run
from voice_interviewer.cli.rehearsing import weights_or_none
from voice_interviewer.errors import ModelError
from voice_interviewer.rehearsal.models import check_language, language_of
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.session import Session


def test_the_language_is_the_banks_unless_another_is_named() -> None:
    assert language_of("en-GB", "") == "en"
    assert language_of("de", "") == "de"
    assert language_of("de-AT", "EN") == "en"


@pytest.mark.parametrize(("model", "language"), [("tiny.en", "en"), ("base", "de"), ("large-v3", "en")])
def test_a_model_that_understands_the_language_is_fine(model: str, language: str) -> None:
    check_language(model, language)


@pytest.mark.parametrize(("model", "other"), [("tiny.en", "tiny"), ("distil-small.en", "small")])
def test_a_model_for_english_alone_names_one_that_understands(model: str, other: str) -> None:
    with pytest.raises(
        ModelError, match=rf"{model} understands English only.*is de.*--model {other},.*--language en"
    ):
        check_language(model, "de")


def test_the_interview_is_held_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    studio = Studio(tmp_path, tmp_path)
    assert weights_or_none(studio, "tiny.en", "de", may_ask=False, plain=False) is None
    assert "your answers are only recorded" in capsys.readouterr().err.replace("\n", " ")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = new_session(tmp_path)
    running = session.begin_take(1, 16_000)
    running.write(sound(2.0))
    session.end_take(running, "done")
    session.end("finished")
    return session


@pytest.mark.usefixtures("no_base")
def test_transcribe_says_so_and_writes_nothing(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["transcribe", "--audio-dir", str(session.folder.parent), "--language", "de"]) == 1
    assert "understands English only" in capsys.readouterr().err.replace("\n", " ")
    assert not session.document(1, ".json").exists()
