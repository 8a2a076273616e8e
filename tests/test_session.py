"""The folder on disk: nothing is overwritten, everything is found again."""

import json
import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fake_devices import new_session, small_bank, sound
from voice_interviewer.errors import DiskError, NotFound, SessionError
from voice_interviewer.session import create_session, open_session
from voice_interviewer.session.finding import find_session


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    session.end_take(session.begin_take(1, 16_000), "done")
    assert mode(session.folder) == 0o700
    assert {mode(path) for path in session.folder.iterdir()} == {0o600}


def test_names_begin_with_the_date_and_files_with_number_and_id(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    take = session.end_take(session.begin_take(2, 16_000), "done")
    assert session.name == "2026-01-02_03-04-05_small"
    assert take.file == "02_q2_take1.wav"
    assert session.document(2, ".md").name == "02_q2.md"


def test_two_sessions_of_one_second_do_not_meet(tmp_path: Path) -> None:
    names = [new_session(tmp_path).name for _ in range(3)]
    assert names == [
        "2026-01-02_03-04-05_small",
        "2026-01-02_03-04-05_small_2",
        "2026-01-02_03-04-05_small_3",
    ]


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    running = session.begin_take(1, 16_000)
    running.write(sound(1.5))
    session.end_take(running, "done")
    session.end("finished")
    again = open_session(session.folder)
    assert again.record == session.record
    assert again.record.takes[0].duration_s == 1.5
    assert again.question(1) == small_bank().questions[0]


def test_a_take_is_on_disk_while_it_is_spoken(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    running = session.begin_take(1, 16_000)
    running.write(sound(1.0))
    # Nothing was closed: this is what a power cut leaves.
    from voice_interviewer.clip import read_clip

    left = open_session(session.folder)
    assert left.record.takes[0].ending == "running"
    assert read_clip(left.recording(left.record.takes[0])).duration_s == 1.0


def test_a_recording_is_never_overwritten(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    (session.folder / "01_q1_take1.wav").write_bytes(b"somebody's voice")
    with pytest.raises(DiskError, match="01_q1_take1"):
        session.begin_take(1, 16_000)
    assert (session.folder / "01_q1_take1.wav").read_bytes() == b"somebody's voice"


def test_find_by_name_by_beginning_and_the_latest(tmp_path: Path) -> None:
    bank = small_bank()
    for day in (1, 2, 11):
        create_session(tmp_path, "small", bank, bank.questions, datetime(2026, 5, day, 9, 0, tzinfo=UTC))
    assert find_session(tmp_path).name == "2026-05-11_09-00-00_small"
    assert find_session(tmp_path, "2026-05-02").name == "2026-05-02_09-00-00_small"
    with pytest.raises(NotFound, match=r"several sessions \(2026-05-01.*, 2026-05-02"):
        find_session(tmp_path, "2026-05-0")
    with pytest.raises(NotFound, match="voice-interviewer sessions"):
        find_session(tmp_path, "nothing")


def test_without_sessions_the_next_step_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="voice-interviewer practice"):
        find_session(tmp_path / "not there")


def test_questions_by_number_and_id(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    assert session.numbers() == (1, 2, 3)
    assert session.numbers("2") == session.numbers("q2") == (2,)
    for wrong in ("0", "4", "q4", "²"):
        with pytest.raises(NotFound, match="1 q1, 2 q2, 3 q3"):
            session.numbers(wrong)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 1}', '{"schema": "x"}', "null", "\x00"])
def test_a_damaged_record_is_told(tmp_path: Path, content: str) -> None:
    session = new_session(tmp_path)
    (session.folder / "session.json").write_text(content)
    with pytest.raises(SessionError, match=r"session\.json cannot be understood; it is damaged"):
        open_session(session.folder)


def test_a_record_that_is_no_text_is_told(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    (session.folder / "session.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SessionError, match="damaged"):
        open_session(session.folder)


def test_a_newer_record_asks_for_a_newer_program(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    path = session.folder / "session.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 2}))
    with pytest.raises(SessionError, match="newer version"):
        open_session(session.folder)


def test_unknown_keys_of_a_newer_program_are_let_through(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    path = session.folder / "session.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "mood": "calm"}))
    assert open_session(session.folder).record == session.record


def test_a_take_cannot_point_outside_the_folder(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    session.end_take(session.begin_take(1, 16_000), "done")
    path = session.folder / "session.json"
    path.write_text(path.read_text().replace("01_q1_take1.wav", "../../elsewhere.wav"))
    with pytest.raises(SessionError):
        open_session(session.folder)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="--audio-dir"):
        new_session(tmp_path / "file" / "audio")


def test_a_full_disk_leaves_the_old_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = new_session(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskError, match="No space left"):
        session.end("finished")
    assert open_session(session.folder).record.state == "running"
    assert sorted(path.name for path in session.folder.iterdir()) == ["session.json"]
