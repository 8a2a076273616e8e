"""`edit`: a person puts right what Whisper misheard, in a text editor."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stage import new_session, sound
from tests.test_answers import heard
from voice_interviewer.cli import run
from voice_interviewer.review.keeping import keep
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_originals, read_transcripts, save_transcript, untranscribed
from voice_interviewer.session.holding import held
from voice_interviewer.session.record import FollowUp, Take
from voice_interviewer.transcript import Transcript, Word


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Three questions, the first answered twice, the second once and not transcribed."""
    session = new_session(tmp_path)
    for _ in (1, 2):
        take = record(session, 1)
    keep(session, take, heard("I", "used", "emus", "daily."))
    record(session, 2)
    session.end("finished")
    return session


def record(session: Session, number: int) -> Take:
    running = session.begin_take(number, 16_000)
    running.write(sound(2.0))
    return session.end_take(running, "done")


EDITOR = """\
import pathlib, sys
page = pathlib.Path(sys.argv[-1])
text = page.read_text(encoding="utf-8")
pathlib.Path(sys.argv[1]).write_text(text, encoding="utf-8")
page.write_text(text.replace(*sys.argv[2:4]), encoding="utf-8")
"""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Editor":
    return Editor(tmp_path, monkeypatch)


class Editor:
    """A text editor that replaces one thing by another, and keeps what it was shown."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._script, self._seen, self._monkeypatch = folder / "editor.py", folder / "seen.txt", monkeypatch
        self._script.write_text(EDITOR)
        self.replaces("\0", "")

    def replaces(self, old: str, new: str) -> None:
        command = f'"{sys.executable}" "{self._script}" "{self._seen}" "{old or " "}" "{new}"'
        self._monkeypatch.setenv("VISUAL", command.replace("\0", "no such text"))

    @property
    def saw(self) -> str:
        return self._seen.read_text(encoding="utf-8")


def edit(session: Session, *arguments: str) -> int:
    return run(["edit", "--audio-dir", str(session.folder.parent), *arguments])


def shown(session: Session, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    run(["show", "--audio-dir", str(session.folder.parent), *arguments])
    return capsys.readouterr().out


def test_every_comparison_follows_the_correction_and_the_original_stays(
    session: Session, editor: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    editor.replaces("emus", "EMIS")
    assert edit(session, "--question", "1") == 0
    assert "01_q1_take2.wav" in capsys.readouterr().out
    assert read_transcripts(session, 1)[2].text == "I used EMIS daily."
    assert read_originals(session, 1)[2] == heard("I", "used", "emus", "daily.")
    assert "I used EMIS daily." in shown(session, capsys)
    assert "I used EMIS daily." in session.document(1, ".md").read_text(encoding="utf-8")
    take = json.loads(shown(session, capsys, "--json"))["questions"][0]["takes"][1]
    assert take["transcript"]["text"] == "I used EMIS daily."
    assert take["original"]["text"] == "I used emus daily."


def test_the_editor_shows_the_question_and_what_was_heard_before_a_correction(
    session: Session, editor: Editor
) -> None:
    editor.replaces("emus", "EMIS")
    edit(session, "--question", "q1")
    assert editor.saw.endswith("\nI used emus daily.\n")
    edit(session, "--question", "q1")
    assert "# Question number 1?" in editor.saw
    assert "# Whisper heard: I used emus daily." in editor.saw
    assert editor.saw.endswith("\nI used EMIS daily.\n")
    assert "Question number" not in read_transcripts(session, 1)[2].text


def test_a_new_transcript_does_not_undo_the_correction(session: Session, editor: Editor) -> None:
    editor.replaces("emus", "EMIS")
    edit(session, "--question", "1")
    save_transcript(session, session.takes_of(1)[1], heard("I", "choose", "the", "mist."))
    assert read_transcripts(session, 1)[2].text == "I used EMIS daily."
    assert read_originals(session, 1)[2].text == "I choose the mist."


def test_a_corrected_answer_can_be_transcribed_by_another_model_once(
    session: Session, editor: Editor
) -> None:
    editor.replaces("emus", "EMIS")
    edit(session, "--question", "1")
    take = session.takes_of(1)[1]
    assert take in untranscribed(session, "base")
    save_transcript(session, take, replace(heard("I", "choose", "the", "mist."), model="base"))
    assert take not in untranscribed(session, "base")


def test_a_doubtful_word_is_marked_until_it_is_corrected(
    session: Session, editor: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (Word("I", 0, 1, 0.9), Word("used", 1, 2, 0.9), Word("emus.", 2, 3, 0.1))
    save_transcript(session, session.takes_of(1)[1], Transcript(words, 3.0, "tiny.en", "en"))
    before = shown(session, capsys)
    assert "I used emus.(?)" in before
    assert "Whisper was not sure of this word" in before
    editor.replaces("emus", "EMIS")
    edit(session, "--question", "1")
    after = shown(session, capsys)
    assert "I used EMIS." in after
    assert "(?)" not in after


def test_the_original_text_takes_the_correction_back(session: Session, editor: Editor) -> None:
    editor.replaces("emus", "EMIS")
    edit(session, "--question", "1")
    editor.replaces("EMIS", "emus")
    edit(session, "--question", "1")
    assert read_transcripts(session, 1)[2] == heard("I", "used", "emus", "daily.")


def test_a_follow_up_and_an_earlier_take_can_be_named(session: Session, editor: Editor) -> None:
    keep(session, session.record.takes[0], heard("I", "used", "emus", "once."))
    running = session.begin_take(1, 16_000, FollowUp(point_number=1))
    running.write(sound(1.0))
    keep(session, session.end_take(running, "done"), heard("Emus", "are", "birds."))
    editor.replaces("emus", "EMIS")
    assert edit(session, "--question", "1", "--take", "1") == 0
    assert [read_transcripts(session, 1)[take].text for take in (1, 2, 3)] == [
        "I used EMIS once.",
        "I used emus daily.",
        "Emus are birds.",
    ]
    editor.replaces("Emus", "EMIS")
    assert edit(session, "--question", "1", "--take", "3") == 0
    assert "Why 1?" in editor.saw
    assert read_transcripts(session, 1)[3].text == "EMIS are birds."
    assert edit(session, "--question", "1", "--take", "4") == 2


@pytest.mark.parametrize("text", ["no such text", "I used emus daily."])
def test_nothing_changed_and_an_empty_page_change_nothing(
    session: Session, editor: Editor, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    before = session.document(1, ".json").read_bytes()
    editor.replaces(text, "")
    assert edit(session, "--question", "1") == 0
    assert "Nothing was changed." in capsys.readouterr().out
    assert session.document(1, ".json").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "--question 1 to 2"),
        (["--question", "2"], 2, "voice-interviewer transcribe"),
        (["--question", "3"], 2, "no answer to correct"),
        (["--question", "9"], 2, "no question"),
        (["none", "--question", "1"], 2, "voice-interviewer sessions"),
    ],
)
def test_a_slip_is_told(
    session: Session,
    editor: Editor,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    told: str,
) -> None:
    assert edit(session, *arguments) == code
    assert told in capsys.readouterr().err


def test_an_editor_that_does_not_work_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    assert edit(session, "--question", "1") == 1
    assert "EDITOR=nano" in capsys.readouterr().err


def test_a_session_in_use_is_left_alone(
    session: Session, editor: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    editor.replaces("emus", "EMIS")
    with held(session.folder):
        assert edit(session, "--question", "1") == 1
    assert "in use" in capsys.readouterr().err
