"""`edit`: a person puts right what Whisper misheard, in a text editor."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fake_devices import new_session, sound
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
        ([], 2, "1 to 2; say which one with --question"),
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


SAVING = """\
import os, pathlib, subprocess, sys
page = pathlib.Path(sys.argv[-1])
text = page.read_text(encoding="utf-8").replace("emus", "“EMIS” – mine –")
"""


def saves(folder: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """An editor that does `how` with its `text`, which holds a correction, and `page`."""
    script = folder / "saving.py"
    script.write_text(SAVING + how, encoding="utf-8")
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{script}"')


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "mac_roman")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_editor_may_save_in_any_usual_encoding(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, line_end: str
) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    saves(
        tmp_path,
        monkeypatch,
        f"page.write_bytes(({mark!r} + text).replace('\\n', {line_end!r}).encode({encoding!r}))",
    )
    assert edit(session, "--question", "1") == 0
    assert read_transcripts(session, 1)[2].text == "I used “EMIS” – mine – daily."
    assert not list(session.folder.glob("correction-*"))


def test_an_editor_may_save_by_renaming(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    how = "new = page.with_name('new')\nnew.write_text(text, encoding='utf-8')\nnew.replace(page)"
    saves(tmp_path, monkeypatch, how)
    assert edit(session, "--question", "1") == 0
    assert read_transcripts(session, 1)[2].text == "I used “EMIS” – mine – daily."


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("page.write_bytes(text.encode('cp1252') + b'\\x81')", "cannot be read"),
        ("page.write_bytes(text.encode('utf-16')[:-1])", "cannot be read"),
        (
            "page.write_bytes(b'PK\\x03\\x04' + text.encode())",
            "packed document; save it as plain text. Nothing",
        ),
        ("page.write_text(text + 'word ' * 30_000, encoding='utf-8')", "more than 100,000 characters"),
        ("page.with_name('mine.txt').write_text(text, encoding='utf-8')", "under another name"),
        (
            "page.write_bytes(text.encode().replace(b'daily', b'da\\x96ily'))",
            "cannot be read; save it as UTF-8",
        ),
        ("page.write_text(text, encoding='utf-8')\nsys.exit(3)", "ended with 3"),
        ("page.write_text(text, encoding='utf-8')\nos.kill(os.getpid(), 9)", "did not work"),
        (
            "page.write_text(text, encoding='utf-8')\npage.rename(page.with_name('mine.txt'))",
            "cannot be read",
        ),
        (
            "page.write_text(text, encoding='utf-8')\nnext(page.parent.parent.glob('01_*.json')).write_text('{')",
            "cannot be understood",
        ),
        (
            "page.write_text(text, encoding='utf-8')\nnext(page.parent.parent.glob('01_*.json')).unlink()",
            "is gone",
        ),
    ],
)
def test_whatever_goes_wrong_what_was_typed_is_kept_and_named(
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    how: str,
    told: str,
) -> None:
    saves(tmp_path, monkeypatch, how)
    assert edit(session, "--question", "1") == 1
    (err,) = capsys.readouterr().err.splitlines()
    assert told in err
    kept = Path(err.partition("What you wrote is kept in ")[2])
    file = kept / "mine.txt" if kept.is_dir() else kept
    content = file.read_bytes()
    assert "EMIS".encode("utf-16-le") in content or b"EMIS" in content
    assert kept.stat().st_mode & 0o077 == 0 or kept.parent.stat().st_mode & 0o077 == 0, "nobody else reads it"


def test_an_editor_that_removes_the_file_changes_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saves(tmp_path, monkeypatch, "page.unlink()")
    assert edit(session, "--question", "1") == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert read_transcripts(session, 1)[2].text == "I used emus daily."
    assert not list(session.folder.glob("correction-*"))


@pytest.mark.parametrize("editor", ["false", "no-such-editor-anywhere", "'unbalanced", "/", "/etc/passwd"])
def test_where_nothing_was_typed_nothing_is_left_behind(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], editor: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    assert edit(session, "--question", "1") == 1
    (err,) = capsys.readouterr().err.splitlines()
    assert "EDITOR=nano" in err
    assert not list(session.folder.glob("correction-*"))


@pytest.mark.parametrize("visual", ["", " "])
def test_the_editor_is_that_of_visual_or_else_of_editor_also_with_a_space_in_its_path(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visual: str
) -> None:
    program = tmp_path / "my editor"
    program.write_text('#!/bin/sh\nsed -i "s/emus/EMIS/" "$1"\n')
    program.chmod(0o700)
    monkeypatch.setenv("VISUAL", visual)
    monkeypatch.setenv("EDITOR", str(program))
    assert edit(session, "--question", "1") == 0
    assert read_transcripts(session, 1)[2].text == "I used EMIS daily."


def test_a_session_in_use_is_left_alone(
    session: Session, editor: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    editor.replaces("emus", "EMIS")
    with held(session.folder):
        assert edit(session, "--question", "1") == 1
    assert "in use" in capsys.readouterr().err


def test_a_question_of_two_lines_puts_no_words_into_the_answer(session: Session, editor: Editor) -> None:
    questions = (
        session.question(1).model_copy(update={"question": "Here is a situation.\nWhat do you do?"}),
        *session.record.questions[1:],
    )
    session.record = session.record.model_copy(update={"questions": questions})
    session.end("finished")
    assert edit(session, "--question", "1") == 0
    assert read_transcripts(session, 1)[2].text == "I used emus daily."
    assert "# Here is a situation. What do you do?\n" in editor.saw
