"""Marks: the person has the last word on a key point, and keeps it."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history import BAKES, MILKS, farm, held_session, read_summaries
from tests.patience import PATIENCE_S
from tests.speaking import heard
from voice_interviewer import coverage
from voice_interviewer.bank import Mark
from voice_interviewer.cli import run
from voice_interviewer.coverage import Coverage
from voice_interviewer.coverage.judge import Judgement
from voice_interviewer.rehearsal.sessions import mark_point
from voice_interviewer.review.facts import TakeFacts, gather
from voice_interviewer.review.handout import handout_csv, handout_markdown
from voice_interviewer.review.keeping import keep, keep_correction
from voice_interviewer.review.kept_comparisons import COMPARED_NAME
from voice_interviewer.review.progress import practised
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.marks import read_marks
from voice_interviewer.session.record import RECORD_NAME

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
ROOT = Path(__file__).parents[1]
GOATS = f"{BAKES} The goats are old."
"""Says the first point, and perhaps the second."""
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return held_session(tmp_path / "audio", WHEN, [(1, GOATS), (2, MILKS)])


def mark(session: Session, *words: str) -> int:
    folder = session.folder.parent
    return run(["mark", session.name, "--question", "1", *words, "--audio-dir", str(folder)])


def take(session: Session, number: int = 1) -> TakeFacts:
    latest = gather(open_session(session.folder)).answers[number - 1].latest
    assert latest is not None
    return latest


def points(session: Session) -> Coverage:
    found = take(session).coverage
    assert found is not None
    return found


def verdicts(session: Session) -> list[tuple[str, Mark | None]]:
    return [(point.verdict, point.mark) for point in points(session).points]


def test_what_a_person_says_counts_over_what_was_heard(session: Session, capsys: Printed) -> None:
    assert verdicts(session) == [("heard", None), ("perhaps", None)]
    assert mark(session, "--point", "2", "said") == 0
    assert capsys.readouterr().out == "You said: “Milks the goats” (question 1, take 1).\n"
    assert mark(session, "--point", "1", "not-said") == 0
    assert verdicts(session) == [("not-heard", "not-said"), ("heard", "said")]
    assert mark(session, "--point", "1", "unmarked") == 0
    assert verdicts(session) == [("heard", None), ("heard", "said")]
    assert mark(session, "--point", "2", "said") == 0
    assert "It was so before." in capsys.readouterr().out


def test_it_is_shown_as_their_word_wherever_points_are(session: Session, capsys: Printed) -> None:
    mark(session, "--point", "1", "not-said")
    mark(session, "--point", "2", "said")
    folder = str(session.folder.parent)
    capsys.readouterr()
    assert run(["show", "--audio-dir", folder, "--plain"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "○ Bakes the bread. Not said, by your own word." in told
    assert "✓ Milks the goats. By your own word. “The goats are old.”" in told
    kept = session.document(1, ".md").read_text(encoding="utf-8")
    assert "✓ Milks the goats. By your own word." in kept
    assert run(["show", "--audio-dir", folder, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["questions"][0]["takes"][0]["coverage"]["points"]
    assert [(point["covered"], point["mark"]) for point in found] == [(False, "not-said"), (True, "said")]
    facts = gather(session)
    assert "- covered (their own word): Milks the goats." in handout_markdown(facts)
    row = next(csv.DictReader(io.StringIO(handout_csv(facts).removeprefix("\ufeff"), newline="")))
    assert (row["covered"], row["missed"]) == ("Milks the goats.", "Bakes the bread.")
    assert row["by_own_word"] == "Bakes the bread.\nMilks the goats."
    assert run(["review", "--no-open", "--audio-dir", folder]) == 0
    page = (session.folder / "review.html").read_text(encoding="utf-8")
    assert '<strong class="own">By your own word.</strong>' in page
    assert '<strong class="own">Not said, by your own word.</strong>' in page


def test_feedback_and_progress_count_it(session: Session) -> None:
    mark(session, "--point", "2", "said")
    feedback = take(session).feedback
    assert feedback is not None
    assert feedback.strengths[0].sentence.startswith("You made both key points, 1 by your own word.")
    assert "points" not in [remark.topic for remark in feedback.to_work_on]
    assert practised(read_summaries(session.folder.parent), "farm")["morning"].covered_share == 1.0
    mark(session, "--point", "2", "not-said")
    feedback = take(session).feedback
    assert feedback is not None
    assert feedback.to_work_on[0].sentence.startswith("Not said: “Milks the goats”.")
    assert practised(read_summaries(session.folder.parent), "farm")["morning"].covered_share == 0.5


def test_where_all_is_said_by_their_word_alone_nothing_is_quoted(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, "I walked over the hill in the rain, and it was cold.")])
    for point in ("1", "2"):
        mark(session, "--point", point, "said")
    feedback = take(session).feedback
    assert feedback is not None
    assert feedback.strengths[0].sentence == "You made both key points, by your own word."
    assert [remark.topic for remark in feedback.to_work_on] == ["stretch"]


def test_nothing_that_is_learned_anew_undoes_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    mark(session, "--point", "2", "said")
    session = open_session(session.folder)
    corrected, _ = heard("I sail ships over the sea, and I sing.")
    keep_correction(session, session.record.takes[0], corrected)
    assert verdicts(session)[1] == ("heard", "said"), "a corrected transcript"
    keep(session, session.record.takes[0], *heard("Um."))
    assert verdicts(session)[1] == ("heard", "said"), "another model of Whisper"
    (session.folder / COMPARED_NAME).unlink()
    never = Judgement(0.0, 0.0, (0, 0), (0, 0), (0, 0), 0.0)
    monkeypatch.setattr(coverage, "judged", lambda _, points, __: (never,) * len(points))
    assert verdicts(session) == [("not-heard", None), ("heard", "said")], "another judge"
    record = session.folder / RECORD_NAME
    raw = json.loads(record.read_text(encoding="utf-8"))
    raw["questions"][0]["points"].reverse()
    record.write_text(json.dumps(raw), encoding="utf-8")
    assert verdicts(session) == [("heard", "said"), ("not-heard", None)], "points in another order"


def test_a_take_has_marks_of_its_own(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES), (1, MILKS)], follow_ups={2: 2})
    assert mark(session, "--point", "1", "--take", "2", "not-said") == 0
    main = take(session)
    assert main.coverage is not None
    assert [point.mark for point in main.coverage.points] == [None, None]
    (follow_up,) = main.follow_ups
    assert follow_up.coverage is not None
    assert [(point.text, point.mark) for point in follow_up.coverage.points] == [
        ("Milks the goats.", "not-said")
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--point", "3", "said"],
            "Question 1 has no point 3, only these: 1 Bakes the bread; 2 Milks the goats.",
        ),
        (
            ["--point", "0", "said"],
            "Question 1 has no point 0, only these: 1 Bakes the bread; 2 Milks the goats.",
        ),
        (["--point", "1", "--take", "4", "said"], "no take 4"),
    ],
)
def test_what_is_not_there_is_told_in_a_line(
    session: Session, capsys: Printed, words: list[str], told: str
) -> None:
    assert mark(session, *words) == 2
    assert told in " ".join(capsys.readouterr().err.split())


def test_an_answer_that_is_not_written_down_cannot_be_marked_yet(tmp_path: Path, capsys: Printed) -> None:
    session = held_session(tmp_path, WHEN, [(1, None)])
    assert mark(session, "--point", "1", "said") == 2
    assert "voice-interviewer transcribe" in capsys.readouterr().err


def test_a_file_of_marks_that_cannot_be_understood_is_told_and_left_alone(
    session: Session, capsys: Printed
) -> None:
    path = session.document(1, ".marks.json")
    path.write_text('{"schema": 99}', encoding="utf-8")
    assert mark(session, "--point", "1", "said") == 1
    assert "cannot be understood" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == '{"schema": 99}'
    assert verdicts(session) == [("heard", None), ("perhaps", None)]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(1, 2), st.sampled_from(["said", "not-said", None])), max_size=12))
def test_the_last_word_on_each_point_holds(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[int, Mark | None]]
) -> None:
    session = held_session(tmp_path_factory.mktemp("audio"), WHEN, [(1, GOATS)])
    last = dict.fromkeys((1, 2)) | {}
    for point, word in said:
        mark_point(session, "1", None, point, word)
        last[point] = word
    texts = [point.text for point in farm().questions[0].points]
    kept = read_marks(session, 1).get(1, {})
    assert kept == {texts[point - 1]: word for point, word in last.items() if word}


MARKING = """\
import sys
from pathlib import Path
from tests.judging import judged_by_words
from voice_interviewer import coverage
from voice_interviewer.review.keeping import keep_mark
from voice_interviewer.session import open_session
coverage.judged = judged_by_words
session = open_session(Path(sys.argv[1]))
take = session.record.takes[0]
print("begun", flush=True)
for number in range(int(sys.argv[3])):
    keep_mark(session, take, f"{sys.argv[2]} {number}", "said")
"""


def another_program(session: Session, name: str, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", MARKING, str(session.folder), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_of_two_programs_at_once_neither_loses_a_mark(session: Session) -> None:
    programs = [another_program(session, name, 20) for name in ("one", "two")]
    for program in programs:
        assert program.communicate(timeout=PATIENCE_S)[1] == ""
    wanted = {f"{name} {number}" for name in ("one", "two") for number in range(20)}
    assert read_marks(session, 1)[1].keys() == wanted


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_kill_leaves_the_marks_of_before_and_nobody_waits_for_the_dead(session: Session) -> None:
    for attempt in range(4):
        with another_program(session, "killed", 100_000) as program:
            assert program.stdout
            assert program.stdout.readline() == "begun\n"
            time.sleep(0.05 + 0.03 * attempt)
            os.kill(program.pid, signal.SIGKILL)
        numbers = sorted(int(text.split()[1]) for text in read_marks(session, 1).get(1, {}))
        assert numbers == list(range(len(numbers)))
    assert mark(session, "--point", "2", "said") == 0
    assert ("heard", "said") in verdicts(session)
