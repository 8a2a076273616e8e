"""One-way interviews: asked once, time to prepare, one take, cut at the limit."""

import json
import time
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_devices import (
    RATE_HZ,
    Press,
    Stage,
    StageFace,
    hold,
    hold_with,
    new_session,
    small_bank,
    sound,
)
from voice_interviewer.bank.choose import OneWay, Wish, choose_interview
from voice_interviewer.interview.protocol import Event, Meter, OnlyOnce, Preparing, TimeNearlyUp
from voice_interviewer.interview.turn import Due, Rules, due
from voice_interviewer.rehearsal.question_plan import plan_questions
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.review.comparison_markdown import take_title
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.record import Take

SHORT = OneWay(prepare_s=0.2, limit_s=12.03)
BY_KEYS = Rules(hands_free=False, one_way=SHORT)
SILENT_S = 30.0


def endings(session: Session) -> list[tuple[int, int, str]]:
    return [(take.question_number, take.number, take.ending) for take in session.record.takes]


@pytest.mark.parametrize("rules", [BY_KEYS, Rules(hands_free=True, one_way=SHORT)])
def test_an_answer_is_cut_off_at_the_limit_to_the_sample(tmp_path: Path, rules: Rules) -> None:
    stage, session = Stage(answer=sound(20.0)), new_session(tmp_path)
    stage.latency_s = 0.2  # what is still on its way is cut off too
    hold(stage, session, rules)
    assert endings(session) == [(1, 1, "limit"), (2, 1, "limit"), (3, 1, "limit")]
    assert [take.duration_s for take in session.record.takes] == pytest.approx([12.03] * 3, abs=1 / RATE_HZ)
    assert session.record.state == "finished"
    assert stage.told(TimeNearlyUp) == [TimeNearlyUp(10.0)] * 3


def test_the_person_may_be_done_before(tmp_path: Path) -> None:
    stage, session = Stage(presses=[Press("enter", 2.0)] * 3), new_session(tmp_path)
    hold(stage, session, BY_KEYS)
    assert endings(session) == [(1, 1, "done"), (2, 1, "done"), (3, 1, "done")]
    assert not stage.told(TimeNearlyUp)


def test_there_is_time_to_prepare_and_a_countdown(tmp_path: Path) -> None:
    stage, session = Stage(answer=sound(20.0)), new_session(tmp_path, 1)
    meters: list[Meter] = []

    class Watching(StageFace):
        def tell(self, event: Event) -> None:
            if isinstance(event, Meter):
                meters.append(event)
            super().tell(event)

    began_s = time.monotonic()
    hold_with(Watching(stage), stage, session, Rules(hands_free=False, one_way=OneWay(1.3, 15.0)))
    assert time.monotonic() - began_s >= 1.3
    assert stage.told(Preparing) == [Preparing(2.0), Preparing(1.0)]
    left_s = [each.left_s for each in meters if each.left_s is not None]
    assert len(left_s) == len(meters)
    assert left_s[0] == pytest.approx(15.0, abs=0.1)
    assert left_s[-1] == pytest.approx(0.0, abs=0.1)
    assert all(later <= before for before, later in pairwise(left_s))


def test_the_answer_can_be_begun_at_once(tmp_path: Path) -> None:
    stage, session = Stage(), new_session(tmp_path, 1)
    stage.presses = [Press("enter", None, "preparing"), Press("enter", 2.0)]
    began_s = time.monotonic()
    hold(stage, session, Rules(hands_free=False, one_way=OneWay(60.0, 15.0)))
    assert time.monotonic() - began_s < SILENT_S
    assert endings(session) == [(1, 1, "done")]


@pytest.mark.parametrize("key", ["r", "a", "b"])
def test_there_is_no_second_hearing_no_second_take_and_no_way_back(tmp_path: Path, key: str) -> None:
    stage, session = Stage(), new_session(tmp_path, 2)
    stage.presses = [
        *(Press(key, None), Press(key, None, "preparing"), Press(key, 1.0), Press("enter", 2.0)),
        *(Press(key, 1.0), Press("enter", 2.0)),
    ]
    hold(stage, session, Rules(hands_free=False, one_way=OneWay(0.5, 15.0)))
    assert endings(session) == [(1, 1, "done"), (2, 1, "done")]
    assert len(stage.told(OnlyOnce)) == 4
    assert stage.diary.count("play") == 2


@pytest.mark.parametrize("phase", ["asking", "preparing", "listening"])
@pytest.mark.parametrize("key", ["s", "q", "c-c"])
def test_a_question_can_be_skipped_and_the_interview_ended(tmp_path: Path, phase: str, key: str) -> None:
    stage, session = Stage(presses=[Press(key, None, phase), Press("enter", 2.0)]), new_session(tmp_path, 2)
    rules = Rules(hands_free=False, one_way=OneWay(0.5, 15.0))
    if key == "c-c":
        with pytest.raises(KeyboardInterrupt):
            hold(stage, session, rules)
    else:
        hold(stage, session, rules)
    answered = {take.question_number for take in session.record.takes if take.ending == "done"}
    assert answered == ({2} if key == "s" else set())
    assert session.record.state == ("finished" if key == "s" else "stopped")


@given(st.floats(15, 600), st.floats(0, 700), st.booleans(), st.booleans(), st.floats(0, 20))
def test_nothing_but_the_limit_and_a_silence_ends_an_answer(
    limit_s: float, elapsed_s: float, hands_free: bool, has_begun: bool, silence_s: float
) -> None:
    rules = Rules(hands_free, one_way=OneWay(30.0, limit_s))
    now = due(rules, elapsed_s=elapsed_s, suggested_s=30, has_begun=has_begun, silence_s=silence_s)
    assert (Due.END_LIMIT in now) == (elapsed_s >= limit_s)
    assert (Due.SAY_LIMIT_NEAR in now) == (elapsed_s >= limit_s - 10)
    assert (Due.END_SILENCE in now) == (hands_free and has_begun and silence_s >= 6)
    assert not set(now) - {Due.END_LIMIT, Due.SAY_LIMIT_NEAR, Due.END_SILENCE}


def test_it_is_kept_in_the_record_and_goes_on_so(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "own.toml").write_text(
        'schema = 1\ntitle = "Own"\n'
        + "".join(
            f'[[questions]]\nid = "q{each}"\ncategory = "c"\nquestion = "Why {each}?"\nsuggested_s = 60\n'
            for each in (1, 2)
        )
    )
    audio = tmp_path / "audio"
    audio.mkdir()
    plan = plan_questions(Request("own", Wish(one_way=OneWay(20.0, 45.0))), audio, tmp_path)
    assert plan.planned_s == pytest.approx(2 * (20 + 45 + 5) + 2 * 2 * 60 / 170)
    with ExitStack() as stack:
        session = plan.take_up(stack)
        session.end("stopped")
    resumed = plan_questions(Request(resume=session.folder), audio, tmp_path)
    assert resumed.one_way == OneWay(20.0, 45.0)


def test_records_from_before_still_open_as_conversations(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    path = session.folder / "session.json"
    old = json.loads(path.read_text())
    del old["one_way"], old["manner"], old["asking"]
    for question in old["questions"]:
        del question["stage"]
    path.write_text(json.dumps(old))
    assert open_session(session.folder).record == session.record
    assert open_session(session.folder).record.one_way is None
    assert open_session(session.folder).record.manner is None


def test_the_time_to_prepare_counts_when_questions_are_chosen() -> None:
    bank = small_bank()
    plain = choose_interview(bank, Wish(minutes=2), {}, 170)
    one_way = choose_interview(bank, Wish(minutes=2, one_way=OneWay(60.0, 90.0)), {}, 170)
    assert (len(plain.questions), len(one_way.questions)) == (3, 1)


def test_the_review_says_that_an_answer_was_cut_off() -> None:
    take = Take.model_validate(
        {
            "question_number": 1,
            "number": 1,
            "file": "a.wav",
            "started_at": "2026-01-02T03:04:05Z",
            "duration_s": 90.0,
            "ending": "limit",
        }
    )
    assert take_title(take) == "Take 1, 1:30, cut off at the limit"
