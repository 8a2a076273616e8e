"""Whether it gets better: from what is in the folders now, and from nothing else."""

import json
import shutil
from ast import ImportFrom, parse, walk
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import voice_interviewer
from tests.fake_devices import BANK
from tests.history import BAKES, MILKS, farm, held_session, read_summaries
from tests.reading import files_read
from tests.speaking import heard
from voice_interviewer import coverage
from voice_interviewer.bank.choose import Practised, Wish, choose_interview
from voice_interviewer.cli import run
from voice_interviewer.cli.progressing import sparkline
from voice_interviewer.coverage.judge import JudgeError
from voice_interviewer.language.fillers import word_set
from voice_interviewer.rehearsal.question_plan import plan_questions
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.review import kept_summaries
from voice_interviewer.review.kept_summaries import SUMMARY_NAME, keep_summary
from voice_interviewer.review.progress import Series, practised, progress
from voice_interviewer.review.rule_hashes import SUMMARY_RULES as RULES
from voice_interviewer.session import Session
from voice_interviewer.session.answers import save_transcript
from voice_interviewer.session.record import RECORD_NAME

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
BOTH = f"{BAKES} {MILKS}"
PACKAGE = Path(voice_interviewer.__file__).parent


def shares(audio_dir: Path, name: str = "morning") -> tuple[float, ...]:
    """The share of the points covered, attempt by attempt."""
    found = progress(read_summaries(audio_dir), "farm")
    questions = {each.id: each for bank in found for each in bank.questions}
    return questions[name].series("points_share").values if name in questions else ()


def test_attempts_are_told_in_the_order_of_time_retakes_included(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN + WEEK, [(1, BOTH)])
    earlier = held_session(tmp_path, WHEN, [(1, "Nothing much."), (2, BAKES), (1, MILKS)])
    earlier.folder.rename(tmp_path / "my first one")
    (found,) = progress(read_summaries(tmp_path))
    assert (found.bank, found.title, found.attempt_count) == ("farm", "Farm hand", 4)
    assert shares(tmp_path) == (0.0, 0.5, 1.0)
    assert list(found.compared("points_share").values) == pytest.approx([0.25, 1.0]), (
        "the first question alone"
    )
    assert [session.when for session in found.sessions] == [WHEN, WHEN + WEEK]


def test_every_measure_is_that_of_the_answer(tmp_path: Path) -> None:
    fillers = BOTH.replace("and", "um, and")
    held_session(tmp_path, WHEN, [(1, f"{fillers} [2.0] {fillers}")], rate_wpm=120)
    (found,) = progress(read_summaries(tmp_path))
    (attempt,) = found.questions[0].attempts
    spoken_s = attempt.spoken_s or 0.0
    pauses_s = 0.6 + 2.6 + 0.6
    words = 2 * len(BOTH.split())
    ums = 2 * fillers.count("um,")
    assert spoken_s == pytest.approx((words + ums) * 60 / 120 + pauses_s, abs=0.1)
    assert attempt.rate_wpm == pytest.approx(60 * words / spoken_s, rel=0.01)
    assert attempt.fillers_per_minute == pytest.approx(60 * ums / spoken_s, rel=0.01)
    assert attempt.pause_share == pytest.approx(pauses_s / spoken_s, rel=0.01)


def test_of_a_few_words_no_rates_are_told(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN, [(1, "Um, bread.")])
    (attempt,) = progress(read_summaries(tmp_path))[0].questions[0].attempts
    assert (attempt.rate_wpm, attempt.fillers_per_minute, attempt.pause_share) == (None, None, None)
    assert attempt.spoken_s is not None


def test_where_nothing_was_said_there_was_no_attempt(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN, [(1, ""), (2, BAKES)])
    held_session(tmp_path, WHEN + WEEK, [(1, None)], ending="unanswered")
    (found,) = progress(read_summaries(tmp_path))
    assert [question.id for question in found.questions] == ["evening"]
    assert len(found.sessions) == 1


def test_what_is_not_written_down_yet_is_an_attempt_without_measures(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN, [(1, None), (1, BOTH)])
    (found,) = progress(read_summaries(tmp_path))
    assert len(found.questions[0].attempts) == 2
    assert shares(tmp_path) == (1.0,)


def test_what_may_have_been_said_counts_by_its_chance(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN, [(1, f"{BAKES} The goats are old.")])
    assert shares(tmp_path) == (0.75,)


def test_points_that_could_not_be_judged_leave_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise JudgeError

    monkeypatch.setattr(coverage, "judged", fail)
    held_session(tmp_path, WHEN, [(1, BAKES)])
    (found,) = progress(read_summaries(tmp_path))
    assert (found.attempt_count, shares(tmp_path)) == (1, ())


def test_points_are_judged_anew_when_the_judge_is_there_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise JudgeError

    with monkeypatch.context() as broken:
        broken.setattr(coverage, "judged", fail)
        keep_summary(held_session(tmp_path, WHEN, [(1, BAKES)]))
        assert shares(tmp_path) == ()
    assert shares(tmp_path) == (0.5,)


def test_a_corrected_transcript_counts(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES)])
    assert shares(tmp_path) == (0.5,)
    save_transcript(session, session.record.takes[0], *heard(BOTH))
    assert shares(tmp_path) == (1.0,)


def test_a_document_that_was_edited_in_place_counts(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES)])
    assert shares(tmp_path) == (0.5,)
    path = session.document(1, ".json")
    path.write_text(
        path.read_text(encoding="utf-8").replace("bake", "sail").replace("bread", "ships"), encoding="utf-8"
    )
    assert shares(tmp_path) == (0.0,)


def test_a_deleted_session_vanishes_and_its_summary_with_it(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES)])
    held_session(tmp_path, WHEN + WEEK, [(1, BOTH)])
    assert shares(tmp_path) == (0.5, 1.0)
    shutil.rmtree(session.folder)
    assert shares(tmp_path) == (1.0,)


def test_a_deleted_answer_vanishes(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES)])
    assert shares(tmp_path) == (0.5,)
    session.document(1, ".json").unlink()
    assert shares(tmp_path) == ()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"rules": 1}', "\x00\x00"])
def test_a_damaged_summary_is_made_again(tmp_path: Path, content: str) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES)])
    (session.folder / SUMMARY_NAME).write_text(content, encoding="utf-8")
    assert shares(tmp_path) == (0.5,)
    assert (
        json.loads((session.folder / SUMMARY_NAME).read_text(encoding="utf-8"))["summary"]["bank"] == "farm"
    )


def falsify(folder: Path, **changes: object) -> None:
    """Make a kept summary say something that only a reader of it would believe."""
    path = folder / SUMMARY_NAME
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["summary"]["takes"][0]["expected"] = 2
    path.write_text(json.dumps({**kept, **changes}), encoding="utf-8")


def test_a_summary_that_holds_is_not_made_again(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES)])
    keep_summary(session)
    falsify(session.folder)
    assert shares(tmp_path) == (1.0,)


def test_after_an_update_nobody_waits_and_progress_is_made_anew_the_latest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for week in range(3):
        session = held_session(tmp_path, WHEN + week * WEEK, [(1, BAKES)])
        keep_summary(session)
        falsify(session.folder, rules="those of last year")
    assert shares(tmp_path) == (1.0, 1.0, 1.0), "good enough to choose the next interview by"

    clock = iter(range(1_000))
    monkeypatch.setattr(kept_summaries, "RENEW_S", 1.5)
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    told: list[float] = []
    found, outdated_count = kept_summaries.renew_summaries(tmp_path, told.append)
    assert [each.takes[0].expected for each in found] == [2, 2, 1]
    assert outdated_count == 2
    assert told == pytest.approx([1 / 3])
    assert shares(tmp_path) == (1.0, 1.0, 0.5)

    run(["progress", "--audio-dir", str(tmp_path)])
    assert "1 older session " in capsys.readouterr().out
    run(["progress", "--audio-dir", str(tmp_path)])
    assert "older session" not in capsys.readouterr().out
    assert shares(tmp_path) == (0.5, 0.5, 0.5)


def test_summaries_that_are_missing_are_made_as_long_as_one_would_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = [held_session(tmp_path, WHEN + week * WEEK, [(1, BAKES)]) for week in range(4)]
    keep_summary(sessions[1])
    names = [session.name for session in sessions]
    found, missing_count = kept_summaries.summaries_within(tmp_path, 0.0)
    assert ([each.name for each in found], missing_count) == ([names[1]], 3)
    clock = iter(range(1_000))
    with monkeypatch.context() as context:
        context.setattr("time.monotonic", lambda: float(next(clock)))
        found, missing_count = kept_summaries.summaries_within(tmp_path, 1.5)
    assert ([each.name for each in found], missing_count) == ([names[1], names[3]], 2)
    assert kept_summaries.summaries_within(tmp_path, 60.0) == (read_summaries(tmp_path), 0)


def make_outdated(session: Session) -> None:
    """As copying the folder does."""
    path = session.document(1, ".json")
    path.with_suffix(".new").write_bytes(path.read_bytes())
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize("are_missing", [True, False])
def test_an_interview_is_planned_without_looking_through_any_answer(
    tmp_path: Path, are_missing: bool
) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "small.toml").write_text(BANK, encoding="utf-8")
    audio_dir = tmp_path / "audio"
    sessions = [held_session(audio_dir, WHEN + week * WEEK, [(1, BAKES), (2, MILKS)]) for week in range(4)]
    for session in sessions:
        keep_summary(session)
    with files_read(audio_dir) as with_all:
        plan_questions(Request("small", Wish()), audio_dir, tmp_path)
    for session in sessions:
        if are_missing:
            (session.folder / SUMMARY_NAME).unlink()
        else:
            make_outdated(session)
    with files_read(audio_dir) as found:
        plan_questions(Request("small", Wish()), audio_dir, tmp_path)
    assert len(found) <= len(with_all)
    assert {path.name for path in found} <= {RECORD_NAME, SUMMARY_NAME}
    assert kept_summaries.summaries_within(audio_dir, 0.0) == ((), len(sessions))


def test_questions_are_chosen_by_what_is_known_of_them_at_once(tmp_path: Path) -> None:
    outdated = held_session(tmp_path, WHEN, [(1, BOTH)])
    keep_summary(outdated)
    make_outdated(outdated)
    missing = held_session(tmp_path, WHEN + WEEK, [(2, BOTH), (2, BAKES)])
    stands = practised(kept_summaries.summaries_at_once(tmp_path), "farm")
    assert stands["morning"].covered_share == 1.0
    last = missing.record.takes[-1].started_at
    assert stands["evening"] == Practised(last, None, 2), "asked twice, and nobody knows yet what was covered"


def test_a_session_that_was_renamed_goes_by_its_new_name(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, BAKES)])
    keep_summary(session)
    session.folder.rename(tmp_path / "my first one")
    assert [summary.name for summary in read_summaries(tmp_path)] == ["my first one"]


def test_a_session_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN, [(1, BAKES)])
    for name, record in (("broken", "{"), ("listed", "[]"), ("empty", "{}")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "session.json").write_text(record, encoding="utf-8")
    assert [each.bank for each in kept_summaries.summaries_at_once(tmp_path)] == ["farm"]
    assert shares(tmp_path) == (0.5,)


def test_the_rules_are_all_that_coverage_and_delivery_are_made_of() -> None:
    wanted = ["coverage", "delivery", "feedback.remark"]
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += imported(name)
    values_only = word_set(
        "background_call bank bank.faults bank.importing.decode bank.importing.language child_process clip "
        "devices.protocols disk errors places readable steps transcript"
    )
    measured_already = {"listening.endpoint", "listening.hum", "listening.hearing"}
    ruled = {rule.removesuffix(".py").replace("/", ".") for rule in RULES}
    by_rule = {name for name in found if name in ruled or name.split(".")[0] in ruled}
    assert found - values_only - measured_already <= by_rule
    assert all((PACKAGE / rule).exists() for rule in RULES)


def imported(name: str) -> list[str]:
    """The modules of this package that one imports."""
    path = PACKAGE / name.replace(".", "/")
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    modules = [
        node.module or "" for node in walk(parse(source.read_text("utf-8"))) if isinstance(node, ImportFrom)
    ]
    return [
        each.removeprefix("voice_interviewer.") for each in modules if each.startswith("voice_interviewer.")
    ]


def test_how_each_question_stands_decides_the_next_interview(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN, [(1, BOTH), (2, BOTH), (1, BOTH), (2, BAKES)])
    held_session(tmp_path, WHEN - WEEK, [(1, "Nothing much.")]).folder.rename(tmp_path / "named later")
    held_session(tmp_path, WHEN, [(1, "Nothing.")], bank="another")
    stands = practised(read_summaries(tmp_path), "farm")
    assert stands["morning"].when == WHEN + timedelta(minutes=3)
    assert (stands["morning"].covered_share, stands["morning"].attempts) == (1.0, 3)
    assert (stands["evening"].covered_share, stands["evening"].attempts) == (0.5, 2)
    chosen = choose_interview(farm(), Wish(question_count=1), stands, 150)
    assert [question.id for question in chosen.questions] == ["evening"]


def test_banks_are_kept_apart_the_last_practised_first(tmp_path: Path) -> None:
    held_session(tmp_path, WHEN, [(1, BAKES)], bank="farm")
    held_session(tmp_path, WHEN + WEEK, [(1, BOTH)], bank="another")
    assert [found.bank for found in progress(read_summaries(tmp_path))] == ["another", "farm"]
    assert [found.bank for found in progress(read_summaries(tmp_path), "farm")] == ["farm"]


def test_a_series_knows_its_change() -> None:
    assert (Series(()).first, Series(()).change, Series((1.0,)).change) == (None, None, None)
    assert Series((1.0, 4.0)).change == 3.0


def test_a_sparkline_has_the_heights_of_its_values() -> None:
    assert sparkline((0.0, 0.5, 1.0), 10) == "▁▅█"
    assert sparkline((0.5, 1.0), 10, (0.0, 1.0)) == "▅█"
    assert sparkline((3.0, 3.0), 10) == "▄▄"
    assert sparkline((0.0, 0.0, 8.0, 8.0), 2) == "▁█"
    assert sparkline((), 10) == ""


@given(st.lists(st.floats(-1e6, 1e6)), st.integers(1, 40))
def test_a_sparkline_is_never_wider_than_it_may_be(values: list[float], width: int) -> None:
    assert len(sparkline(values, width)) == min(len(values), width)


def test_the_command_shows_last_against_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, said in enumerate(("Nothing much.", BAKES, MILKS)):
        held_session(tmp_path, WHEN + number * WEEK, [(1, said)])
    assert run(["progress", "--audio-dir", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Farm hand", "3 attempts at 1 question in 3 sessions, 4 May 2026 to 18 May 2026"]
    assert " ".join(lines[3].split()) == "Points ▁▅▅ 0 % → 50 % of the points covered too few to tell"
    assert any(line.split()[:7] == ["3", "attempts", "0", "%", "→", "50", "%"] for line in lines)


def test_the_command_prints_the_same_for_scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held_session(tmp_path, WHEN, [(1, BAKES)])
    assert run(["progress", "farm", "--json", "--audio-dir", str(tmp_path)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["schema"] == 1
    (bank,) = printed["banks"]
    (attempt,) = bank["questions"][0]["attempts"]
    assert (bank["bank"], attempt["points_share"]) == ("farm", 0.5)
    assert attempt["when"] == "2026-05-04T09:01:00+00:00"


def test_where_there_is_nothing_the_next_step_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["progress", "--audio-dir", str(tmp_path)]) == 0
    assert "voice-interviewer practice" in capsys.readouterr().out
    held_session(tmp_path, WHEN, [(1, BAKES)])
    assert run(["progress", "fram", "--audio-dir", str(tmp_path)]) == 2
    assert 'Did you mean "farm"?' in capsys.readouterr().err
