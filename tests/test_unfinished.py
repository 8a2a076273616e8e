"""Interviews that were cut short: found, repaired, offered, and continued by one program at a time."""

import json
import wave
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fake_devices import BANK, Press, Stage, hold, new_session, small_bank, sound
from voice_interviewer.cli import run
from voice_interviewer.cli.rehearsing import offer_cut_short
from voice_interviewer.errors import DiskError, NotFound, SessionError
from voice_interviewer.interview.turn import Rules
from voice_interviewer.rehearsal.question_plan import go_on_with, latest_cut_short, plan_questions
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.session import Rest, Session, create_session, open_session
from voice_interviewer.session.holding import held, is_held
from voice_interviewer.session.record import RECORD_NAME, Ending, Manner


def killed(audio_dir: Path, answered: int = 1) -> Session:
    """What kill -9 leaves behind: some answers, and a take with more sound than its header says."""
    session = new_session(audio_dir)
    for number in range(1, answered + 1):
        finished = session.begin_take(number, 16_000)
        finished.write(sound(2.0))
        session.end_take(finished, "done")
    if answered < 3:
        running = session.begin_take(answered + 1, 16_000)
        running.write(sound(1.0))
        with session.recording(running.take).open("ab") as file:
            file.write(bytes(801))
    return session


def offered_by(audio_dir: Path, *, may_ask: bool) -> Path | None:
    """Tell of the interviews that were cut short; the folder of the one that the person wants to continue."""
    return offer_cut_short(Studio(audio_dir, audio_dir), may_ask=may_ask)


def facts(session: Session) -> list[tuple[int, float, str]]:
    return [(take.question_number, take.duration_s, take.ending) for take in session.record.takes]


def by_wave(path: Path) -> float:
    with wave.open(str(path)) as file:
        return float(file.getnframes() / file.getframerate())


def test_a_killed_interview_is_repaired_reported_and_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = killed(tmp_path)
    assert offered_by(tmp_path, may_ask=False) is None
    told = " ".join(capsys.readouterr().out.split())
    assert f"{session.name} was cut short. It holds 2 of 3 answers, 0:03 of speech" in told
    assert "practice --resume" in told

    now = open_session(session.folder)
    assert facts(now) == [(1, 2.0, "done"), (2, 1.025, "interrupted")]
    assert [by_wave(now.recording(take)) for take in now.record.takes] == [2.0, 1.025]
    assert now.record.state == "stopped"
    offered_by(tmp_path, may_ask=False)
    assert capsys.readouterr().out == "", "it is reported only once"


@pytest.mark.parametrize("wanted", [True, False])
def test_the_person_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool) -> None:
    session = killed(tmp_path)
    asked: list[str] = []

    def confirm(text: str, default: bool) -> bool:
        asked.append(text)
        return wanted or default

    monkeypatch.setattr("typer.confirm", confirm)
    offered = offered_by(tmp_path, may_ask=True)
    assert asked == ["Continue it with question 2 now?"]
    assert (offered is not None and offered == session.folder) is wanted


def test_one_without_a_question_left_is_reported_but_not_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killed(tmp_path, answered=3)
    assert offered_by(tmp_path, may_ask=True) is None
    assert "It holds 3 of 3 answers" in capsys.readouterr().out
    with pytest.raises(NotFound, match="voice-interviewer practice"):
        latest_cut_short(tmp_path)


def test_an_interview_held_by_a_running_program_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = killed(tmp_path)
    files = {path: path.read_bytes() for path in session.folder.iterdir()}
    with held(session.folder):
        assert offered_by(tmp_path, may_ask=True) is None
        with pytest.raises(NotFound):
            latest_cut_short(tmp_path)
    assert capsys.readouterr().out == ""
    assert {path: path.read_bytes() for path in session.folder.iterdir()} == files


def test_a_new_session_is_held_before_anybody_can_find_it(tmp_path: Path) -> None:
    found: list[list[Path]] = []
    bank, now = small_bank(), datetime(2026, 1, 2, tzinfo=UTC)
    session = create_session(
        tmp_path, "small", bank, bank.questions, now, hold=lambda folder: found.append([*folder.iterdir()])
    )
    assert found == [[]]
    assert (session.folder / RECORD_NAME).is_file()


def test_an_interview_that_cannot_be_repaired_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = killed(tmp_path), killed(tmp_path)
    recover = Session.recover

    def read_only(session: Session) -> None:
        if session.name == first.name:
            raise DiskError("It cannot be written.")
        recover(session)

    monkeypatch.setattr(Session, "recover", read_only)
    offered_by(tmp_path, may_ask=False)
    told = " ".join(capsys.readouterr().out.split())
    assert f"{first.name} was cut short, and cannot be repaired: It cannot be written." in told
    assert open_session(second.folder).record.state == "stopped"


def test_resume_continues_the_latest_with_a_question_left(tmp_path: Path) -> None:
    older, _latest_is_complete = killed(tmp_path), killed(tmp_path, answered=3)
    finished = killed(tmp_path, answered=2)
    finished.end("finished")
    assert latest_cut_short(tmp_path).name == older.name


def test_who_went_back_and_was_cut_short_goes_on_there(tmp_path: Path) -> None:
    """Not behind the question that was left for the one before, nor where an earlier take ended."""
    session = new_session(tmp_path)
    endings: tuple[tuple[int, Ending], ...] = ((1, "done"), (2, "left"), (1, "interrupted"))
    for number, ending in endings:
        take = session.begin_take(number, 16_000)
        take.write(sound(1.0))
        session.end_take(take, ending)
    assert session.rest() == Rest(1)


@pytest.mark.parametrize("then", [[], [Press("enter", 1.0)]], ids=["at once", "after another take"])
@pytest.mark.parametrize("question_count", [2, 3])
def test_a_question_that_was_left_for_the_one_before_is_still_to_be_answered(
    tmp_path: Path, question_count: int, then: list[Press]
) -> None:
    """Also if it is the last, and nothing else would be left."""
    session = new_session(tmp_path, question_count)
    hold(Stage(presses=[Press("enter", 1.0), Press("b", 0.5), *then, Press("q", None)]), session)
    assert [ending for _, _, ending in facts(session)] == ["done", "left", *["done"] * len(then)]
    assert latest_cut_short(tmp_path).rest() == Rest(2)


def test_one_that_was_skipped_or_answered_before_is_not_asked_again(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    presses = [Press("enter", 1.0), Press("s", 0.5), Press("b", None), Press("enter", 1.0), Press("q", None)]
    hold(Stage(presses=presses), session)
    assert latest_cut_short(tmp_path).rest() == Rest(3)
    again = new_session(tmp_path)
    presses = [Press("enter", 1.0)] * 2 + [Press("b", None), Press("b", 0.5), Press("q", None)]
    hold(Stage(presses=presses), again)
    assert facts(again)[2][2] == "left"
    assert again.rest() == Rest(3), "its first take is an answer"


def test_a_demonstration_is_never_offered(tmp_path: Path) -> None:
    session = killed(tmp_path)
    path = session.folder / RECORD_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "is_demo": True}))
    assert offered_by(tmp_path, may_ask=True) is None
    assert open_session(session.folder).record.state == "stopped", "it is repaired all the same"
    with pytest.raises(NotFound):
        latest_cut_short(tmp_path)


def test_a_continued_interview_is_held_and_finished(tmp_path: Path) -> None:
    killed(tmp_path)
    session = latest_cut_short(tmp_path)
    with ExitStack() as stack:
        again = go_on_with(session, stack)
        assert is_held(session.folder)
        assert open_session(session.folder).record.state == "running"
        assert again.next_question() == 2
        hold(Stage(presses=[Press("enter", 1.0)] * 2), again, first=2)
    assert not is_held(session.folder)
    now = open_session(session.folder)
    assert [(number, ending) for number, _, ending in facts(now)] == [
        (1, "done"),
        (2, "interrupted"),
        (2, "done"),
        (3, "done"),
    ]
    assert now.record.state == "finished"


def test_an_interview_that_is_killed_again_is_found_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killed(tmp_path)
    with ExitStack() as stack:
        again = go_on_with(latest_cut_short(tmp_path), stack)
        again.begin_take(2, 16_000).write(sound(0.5))
    assert offered_by(tmp_path, may_ask=False) is None
    assert "was cut short" in capsys.readouterr().out
    assert facts(open_session(again.folder))[-1] == (2, 0.5, "interrupted")


def test_an_interview_continued_in_another_window_is_not_overwritten(tmp_path: Path) -> None:
    """Two windows offer the same interview; in the second, the person answers an hour later."""
    killed(tmp_path)
    here, there = latest_cut_short(tmp_path), latest_cut_short(tmp_path)
    with ExitStack() as stack:
        go_on_with(there, stack)
        with pytest.raises(SessionError, match="in use by another interview"), ExitStack() as second:
            go_on_with(here, second)
        hold(Stage(presses=[Press("enter", 1.0)] * 2), there, first=2)
    with pytest.raises(SessionError, match="continued in another window"), ExitStack() as stack:
        go_on_with(here, stack)
    assert open_session(here.folder).record.state == "finished"


def test_a_take_that_a_full_disk_refused_can_be_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = new_session(tmp_path)

    def full(path: Path, text: str) -> None:
        raise DiskError(f"{path} cannot hold {len(text)} characters: the disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr("voice_interviewer.session.replace_text", full)
        with pytest.raises(DiskError):
            session.begin_take(1, 16_000)
    assert [path.name for path in session.folder.iterdir()] == [RECORD_NAME]
    session.end_take(session.begin_take(1, 16_000), "done")
    assert facts(open_session(session.folder)) == [(1, 0.0, "done")]


def test_a_take_is_a_valid_recording_from_the_very_beginning(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    begun = session.begin_take(1, 16_000)
    assert by_wave(session.recording(begun.take)) == 0.0


@pytest.mark.parametrize("left", [b"", None])
def test_a_take_killed_as_it_began_does_not_block_the_next_one(tmp_path: Path, left: bytes | None) -> None:
    """The take's file is empty, or had not been made yet."""
    session = new_session(tmp_path)
    path = session.recording(session.begin_take(1, 16_000).take)
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    with ExitStack() as stack:
        again = go_on_with(latest_cut_short(tmp_path), stack)
        hold(Stage(presses=[Press("enter", 1.0)] * 3), again)
    now = open_session(session.folder)
    assert [take.file for take in now.takes_of(1)] == ["01_q1_take1.wav", "01_q1_take2.wav"]
    assert [ending for _, _, ending in facts(now)] == ["interrupted", "done", "done", "done"]
    assert all(by_wave(path) == 0.0 for path in [path] if path.exists())


HELD = Manner(hands_free=True, follow_ups=True, feedback_each=True, panel=True)


def begun_and_stopped(folder: Path) -> Session:
    """An interview for which everything was chosen that can be."""
    (folder / "bank").mkdir()
    (folder / "bank" / "small.toml").write_text(BANK)
    rules = Rules(hands_free=True, follow_ups=True)
    request = Request("small", rules=rules, wants_hands_free=True, feedback_each=True, panel=True)
    with ExitStack() as stack:
        session = plan_questions(request, folder / "audio", folder).take_up(stack)
        session.end("stopped")
    return session


def test_what_was_chosen_holds_until_it_is_chosen_anew(tmp_path: Path) -> None:
    session = begun_and_stopped(tmp_path)
    assert open_session(session.folder).record.manner == HELD
    studio = Studio(tmp_path / "audio", tmp_path)
    plain = Request(rules=Rules(hands_free=False))
    assert studio.to_go_on(plain, session.folder).manner == HELD
    anew = studio.to_go_on(plain, session.folder, frozenset({"follow_ups", "panel"}))
    with ExitStack() as stack:
        studio.plan(anew).take_up(stack).end("stopped")
    assert open_session(session.folder).record.manner == Manner(hands_free=True, feedback_each=True)


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ([], HELD),
        (["--keys", "--feedback", "end"], Manner(follow_ups=True, panel=True)),
        (["--no-follow-ups", "--no-panel"], Manner(hands_free=True, feedback_each=True)),
    ],
)
def test_the_terminal_goes_on_as_it_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], held: Manner
) -> None:
    begun_and_stopped(tmp_path)
    asked: list[Request] = []

    def plan(_: Studio, request: Request) -> None:
        asked.append(request)
        raise NotFound("That is enough.")

    monkeypatch.setattr(Studio, "plan", plan)
    monkeypatch.setattr(Studio, "make_ready", lambda *_, **__: None)
    monkeypatch.setattr(Studio, "make_voice_ready", lambda *_: None)
    run(["practice", "--resume", "--audio-dir", str(tmp_path / "audio"), *typed])
    assert [each.manner for each in asked] == [held]


def test_no_keys_where_it_was_begun_is_no_choice(tmp_path: Path) -> None:
    """Answered by a sound file, or started without a terminal."""
    without_keys = Request(rules=Rules(hands_free=True))
    assert without_keys.manner == Manner()
    assert without_keys.held_as(without_keys.manner, frozenset()).rules.hands_free


def deleted(audio_dir: Path, *arguments: str) -> int:
    return run(["delete", *arguments, "--audio-dir", str(audio_dir)])


def test_delete_asks_and_removes_only_that_session(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = killed(tmp_path), killed(tmp_path)
    questions: list[str] = []
    monkeypatch.setattr("typer.confirm", lambda text: questions.append(text))
    assert deleted(tmp_path, second.name) == 1
    assert "Nothing was deleted" in capsys.readouterr().out
    assert "with 2 recordings, for good?" in questions[0]
    assert second.folder.is_dir()
    assert deleted(tmp_path, second.name, "--yes") == 0
    assert (first.folder.is_dir(), second.folder.exists()) == (True, False)


def test_delete_refuses_a_session_in_use_and_an_empty_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = killed(tmp_path)
    with held(session.folder):
        assert deleted(tmp_path, session.name, "--yes") == 1
    assert "in use by an interview" in capsys.readouterr().err
    assert deleted(tmp_path, "", "--yes") == 2, "a script's unset variable does not mean the latest session"
    assert session.folder.is_dir()
