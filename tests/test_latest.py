"""Which session is the latest: the one that was begun last, whatever the clock said where it was begun."""

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history import BAKES, held_session
from tests.test_cli import called
from voice_interviewer.rehearsal.question_plan import latest_cut_short
from voice_interviewer.review.kept_summaries import summaries_at_once
from voice_interviewer.review.progress import practised
from voice_interviewer.session import open_session
from voice_interviewer.session.record import RECORD_NAME

SUMMER = datetime(2026, 10, 25, 1, 51, 36, tzinfo=timezone(timedelta(hours=1)))
WINTER = datetime(2026, 10, 25, 1, 20, 48, tzinfo=UTC)
"""Half an hour later, by clocks that went back meanwhile: its folder's name is the smaller one."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for when in (SUMMER, WINTER):
        held_session(tmp_path, when, [(1, BAKES)])
    return tmp_path


def listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    _, out, _ = called(capsys, "sessions", "--json", "--audio-dir", str(folder))
    return [row["created_at"] for row in json.loads(out)["sessions"]]


def test_sessions_lists_the_latest_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(folder, capsys) == [WINTER.isoformat(), SUMMER.isoformat()]
    _, out, _ = called(capsys, "sessions", "--audio-dir", str(folder))
    assert out.index("01-20-48") < out.index("01-51-36")


@pytest.mark.parametrize(
    "command",
    [("show",), ("review", "--no-open"), ("transcribe",), ("edit",), ("export", "--to", "{to}"), ("play",)],
    ids=lambda command: command[0],
)
def test_without_a_name_the_latest_is_meant(
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    to = str(tmp_path_factory.mktemp("to"))
    arguments = [word.format(to=to) for word in command]
    if command[0] == "edit":  # says of which session a take is not there
        arguments += ["--question", "1", "--take", "9"]
    if command[0] == "play":
        arguments += ["--speaker", "none"]
    _, out, err = called(capsys, *arguments, "--audio-dir", str(folder))
    told = "".join((out + err).split())  # however wide the terminal is
    assert "2026-10-25_01-20-48_farm" in told
    assert "2026-10-25_01-51-36_farm" not in told


def test_the_interview_to_go_on_with_is_the_latest(folder: Path) -> None:
    for each in folder.iterdir():
        session = open_session(each)
        session.record = session.record.model_copy(update={"takes": ()})
        session.end("stopped")
    assert latest_cut_short(folder).record.created_at == WINTER


def test_the_next_interview_is_chosen_by_the_last_attempt(folder: Path) -> None:
    assert practised(summaries_at_once(folder), "farm")["morning"].when == WINTER + timedelta(minutes=1)


@pytest.mark.parametrize(
    "content", ['{"schema": 1, "created_at": "%s", "bank": "fa', '{"schema": 99, "created_at": "%s"}']
)
def test_a_damaged_record_still_tells_when(
    folder: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    """The latest is told as damaged: an older one in its place would be mistaken for it."""
    (folder / "2026-10-25_01-20-48_farm" / RECORD_NAME).write_text(content % WINTER.isoformat())
    code, _, err = called(capsys, "show", "--audio-dir", str(folder))
    assert code == 1
    assert "2026-10-25_01-20-48_farm" in err


def test_a_folder_without_a_record_goes_by_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("2026-10-20_01-00-00_farm", "0001-01-01_00-00-00_farm", "9999-99-99_99-99-99_farm", "notes"):
        (folder / name).mkdir()
        (folder / name / "01_morning_take1.wav").touch()
        os.utime(folder / name, (0, 0))
    code, out, _ = called(capsys, "show", "--json", "--audio-dir", str(folder))
    assert code == 0
    assert json.loads(out)["created_at"] == WINTER.isoformat()


def test_a_moment_without_its_offset_is_one_of_this_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "2026-10-25_01-20-48_farm" / RECORD_NAME
    path.write_text(
        path.read_text().replace(WINTER.isoformat().replace("+00:00", "Z"), "2026-10-27T09:00:00")
    )
    assert "2026-10-27T09:00:00" in listed(folder, capsys)[0]
    code, _, _ = called(capsys, "review", "--all", "--no-open", "--audio-dir", str(folder))
    assert code == 0


def test_a_moment_whose_json_was_written_by_another_program_counts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "2026-10-25_01-20-48_farm" / RECORD_NAME
    path.write_text(path.read_text().replace("01:20:48Z", "01:20:48\\u002B00:00"))
    assert listed(folder, capsys) == [WINTER.isoformat(), SUMMER.isoformat()]


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.integers(0, 100_000), st.integers(-12 * 4, 14 * 4)),
        min_size=2,
        max_size=4,
        unique_by=lambda each: each[0],
    )
)
def test_the_order_is_that_of_time(moments: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder:
        whens = [
            (WINTER + timedelta(seconds=seconds)).astimezone(timezone(timedelta(minutes=15 * quarters)))
            for seconds, quarters in moments
        ]
        for when in whens:
            held_session(Path(folder), when, [(1, None)])
        assert [each.created_at for each in summaries_at_once(Path(folder))] == sorted(whens)
