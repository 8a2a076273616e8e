"""The take at which an interview is just now: it is being recorded, and is neither interrupted nor an answer yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fake_devices import RATE_HZ, sound
from tests.history import BAKES, held_session
from tests.test_cli import called
from voice_interviewer.rehearsal.sessions import handouts, to_write_down
from voice_interviewer.review.facts import gather
from voice_interviewer.review.report.writing import kept_page, single_page, write_page
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.holding import held

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
THEN = "still being recorded when this was made"


@contextmanager
def recording(folder: Path, number: int) -> Iterator[Session]:
    """An interview in which the first question was answered, while a take of this question is being recorded."""
    session = held_session(folder, WHEN, [(1, BAKES)])
    session.end("running")
    with held(session.folder):
        take = session.begin_take(number, RATE_HZ)
        take.write(sound(1.0))
        yield session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with recording(tmp_path, 2) as found:
        yield found


@pytest.mark.parametrize(
    "made",
    [kept_page, single_page, lambda session: write_page(session).read_text()],
    ids=["kept", "single", "own"],
)
def test_its_page(session: Session, made: Callable[[Session], str]) -> None:
    page = made(session)
    assert THEN in page
    assert "1 of 2 questions answered" in page
    for wrong in ("interrupted", "0:00,", "eft out"):
        assert wrong not in page


def test_on_the_terminal(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    audio = ("--audio-dir", str(session.folder.parent))
    for command in (("show", "--plain"), ("play", "--speaker", "none")):
        _, out, _ = called(capsys, *command, *audio)
        assert "Take 1, being recorded" in out
        assert "interrupted" not in out
        assert "voice-interviewer transcribe" not in out
    _, out, _ = called(capsys, "sessions", *audio)
    assert "1 of 2" in out
    assert "transcribe" not in out


def test_what_is_handed_on(session: Session) -> None:
    texts = handouts(session)
    assert f"### Take 1, {THEN} (" in texts["md"]
    assert "interrupted" not in texts["md"]
    last = texts["csv"].splitlines()[-1]
    assert "02_evening_take1.wav,,," in last, "neither its length nor its ending is known"


def test_no_part_of_it_is_written_down(session: Session) -> None:
    """What was written down of a part would be taken for all of it later."""
    assert to_write_down(session, "", "") == ()


def test_an_earlier_take_counts_until_it_ends(tmp_path: Path) -> None:
    with recording(tmp_path, 1) as session:
        [answer, _] = gather(session).answers
        assert answer.latest is not None
        assert answer.latest.take.number == 1
        assert f"Take 2, {THEN}" in kept_page(session)


def test_what_a_killed_program_left_was_interrupted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with recording(tmp_path, 2) as session:
        pass
    session = open_session(session.folder)
    assert session.record.takes[-1].ending == "running"
    assert "interrupted" in kept_page(session)
    _, out, _ = called(capsys, "show", "--plain", "--audio-dir", str(tmp_path))
    assert "interrupted" in out
    assert len(to_write_down(session, "", "")) == 1
