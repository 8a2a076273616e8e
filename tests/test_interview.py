"""The loop, held with fake devices: what is kept, and where each key leads."""

import wave
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.fake_devices import QUIET, RATE_HZ, Press, Stage, hold, new_session, sound
from voice_interviewer.clip import Clip, Samples, WavWriter, read_clip
from voice_interviewer.errors import DiskError, MicrophoneLost, OnlyZeros, VoiceError
from voice_interviewer.interview.loop import Next
from voice_interviewer.interview.protocol import (
    DiskFull,
    MicrophoneBack,
    MicrophoneGone,
    NoQuestionBefore,
    NotReadAloud,
    SuggestedTimeReached,
    TimeNearlyUp,
)
from voice_interviewer.interview.turn import Rules
from voice_interviewer.review.report.writing import kept_page
from voice_interviewer.session import Session, open_session

HANDS_FREE = Rules(hands_free=True, tone_s=4.0)


def takes(session: Session) -> list[tuple[int, int, str]]:
    """What is on disk: the question's number, the take's number and its ending."""
    record = open_session(session.folder).record
    return [(take.question_number, take.number, take.ending) for take in record.takes]


def enter_each(times: int, at_s: float = 1.0) -> list[Press]:
    return [Press("enter", at_s)] * times


def test_every_question_is_asked_recorded_and_kept_in_order(tmp_path: Path) -> None:
    stage, session = Stage(presses=enter_each(3)), new_session(tmp_path)
    hold(stage, session)
    assert takes(session) == [(1, 1, "done"), (2, 1, "done"), (3, 1, "done")]
    assert open_session(session.folder).record.state == "finished"
    told = [
        line for line in stage.diary if line.startswith(("question", "play", "listening", "kept", "after"))
    ]
    assert told[:5] == ["question 1 of 3: q1", "play", "listening 1", "kept 1.1 done", "after 1.1"]


def test_the_recording_holds_every_block_up_to_the_key(tmp_path: Path) -> None:
    stage, session = Stage(answer=sound(10), presses=enter_each(1, at_s=7.5)), new_session(tmp_path, 1)
    hold(stage, session)
    (take,) = session.record.takes
    with wave.open(str(session.recording(take))) as recording:
        recorded_s = recording.getnframes() / recording.getframerate()
    assert recorded_s == pytest.approx(7.5, abs=0.1)
    assert take.duration_s == pytest.approx(recorded_s)
    assert stage.heard_s == pytest.approx(
        recorded_s, abs=0.04
    )  # the last frame of 32 ms may be filled up with silence


def test_no_recording_waits_for_what_listens_to_it(tmp_path: Path) -> None:
    """What is said meanwhile would be in memory alone, and lost if the program were killed."""
    stage = Stage(answer=sound(10), presses=[Press("c-c", 1.5)], loaded_at_s=60.0)
    session = new_session(tmp_path / "killed", 1)
    with pytest.raises(KeyboardInterrupt):
        hold(stage, session)
    assert session.record.takes[0].duration_s == pytest.approx(1.5, abs=0.1)
    stage = Stage(answer=sound(10), presses=enter_each(1, at_s=7.5), loaded_at_s=2.0)
    session = new_session(tmp_path / "loaded", 1)
    hold(stage, session)
    assert session.record.takes[0].duration_s == pytest.approx(7.5, abs=0.1)
    assert stage.heard_s == pytest.approx(7.5, abs=0.1), "all of it is listened to, once that is possible"


def test_with_keys_neither_silence_nor_time_ends_an_answer(tmp_path: Path) -> None:
    rules = Rules(hands_free=False, silence_s=1, give_up_s=2, max_answer_s=3, ask_again_s=1)
    session = new_session(tmp_path, 1)
    hold(Stage(answer=sound(1), presses=enter_each(1, at_s=30)), session, rules)
    assert takes(session) == [(1, 1, "done")]
    assert session.record.takes[0].duration_s == pytest.approx(30, abs=0.2)


def test_the_next_question_is_synthesised_while_this_one_is_answered(tmp_path: Path) -> None:
    stage = Stage(presses=enter_each(3))
    hold(stage, new_session(tmp_path))
    order = [line for line in stage.diary if line.startswith(("synthesise", "kept"))]
    assert order.index("synthesise Question number 2?") < order.index("kept 1.1 done")


def test_r_keeps_the_take_and_begins_another_at_once(tmp_path: Path) -> None:
    stage = Stage(presses=[Press("r", 1.0), Press("enter", 0.5)])
    session = new_session(tmp_path, 1)
    hold(stage, session)
    assert takes(session) == [(1, 1, "again"), (1, 2, "done")]
    assert stage.diary.count("play") == 1, "the question is not read again"
    assert all(session.recording(take).is_file() for take in session.record.takes)


def test_a_reads_the_question_again_while_the_take_waits(tmp_path: Path) -> None:
    stage = Stage(presses=[Press("a", 1.0), Press("enter", 2.0)])
    session = new_session(tmp_path, 1)
    hold(stage, session)
    assert takes(session) == [(1, 1, "done")]
    assert stage.diary.count("play") == 2


def test_a_while_the_question_is_read_starts_it_again(tmp_path: Path) -> None:
    stage = Stage(presses=[Press("a", None), Press("enter", 0.5)])
    hold(stage, new_session(tmp_path, 1))
    assert stage.diary.count("play") == 2


def test_b_goes_back_for_a_new_take(tmp_path: Path) -> None:
    presses = [*enter_each(1), Press("b", 0.5), *enter_each(2)]
    stage, session = Stage(presses=presses), new_session(tmp_path, 2)
    hold(stage, session)
    assert takes(session) == [(1, 1, "done"), (2, 1, "left"), (1, 2, "done"), (2, 2, "done")]


def test_b_on_the_first_question_is_refused_and_the_take_goes_on(tmp_path: Path) -> None:
    stage, session = Stage(presses=[Press("b", 0.5), Press("enter", 1.0)]), new_session(tmp_path, 1)
    hold(stage, session)
    assert takes(session) == [(1, 1, "done")]
    assert stage.told(NoQuestionBefore)


@pytest.mark.parametrize(("key", "state"), [("s", "finished"), ("q", "stopped")])
def test_s_and_q_keep_what_was_said(tmp_path: Path, key: str, state: str) -> None:
    stage, session = Stage(presses=[Press(key, 1.0), *enter_each(2)]), new_session(tmp_path, 2)
    hold(stage, session)
    assert takes(session)[0] == (1, 1, "left")
    assert session.record.takes[0].duration_s == pytest.approx(1.0, abs=0.1)
    assert len(takes(session)) == (2 if key == "s" else 1)
    assert open_session(session.folder).record.state == state


@pytest.mark.parametrize(
    ("press", "goes_on_after_all", "told"),
    [
        (Press("q", 1.0), False, "The interview was ended early."),
        (Press("c-c", 1.0), False, "The interview was ended early."),
        (Press("q", 1.0), True, "The interview was cut short."),
        (Press("enter", 1.0), False, "recorded.</p>"),
    ],
)
def test_the_page_tells_who_ended_it_from_who_was_cut_short(
    tmp_path: Path, press: Press, goes_on_after_all: bool, told: str
) -> None:
    session = new_session(tmp_path, 1)
    with suppress(KeyboardInterrupt):
        hold(Stage(presses=[press]), session)
    if goes_on_after_all:  # and its program dies
        session.go_on(None)
        session.recover()
    page = kept_page(open_session(session.folder))
    endings = ("The interview was ended early.", "The interview was cut short.", "recorded.</p>")
    assert [each for each in endings if each in page] == [told]


@pytest.mark.parametrize("key", ["s", "q"])
def test_s_and_q_also_work_while_the_question_is_read(tmp_path: Path, key: str) -> None:
    stage, session = Stage(presses=[Press(key, None), *enter_each(1)]), new_session(tmp_path, 2)
    hold(stage, session)
    assert [number for number, _, _ in takes(session)] == ([2] if key == "s" else [])


def test_enter_while_the_question_is_read_begins_the_answer(tmp_path: Path) -> None:
    stage = Stage(presses=[Press("enter", None), Press("enter", 0.5)], asking_steps=10_000)
    session = new_session(tmp_path, 1)
    hold(stage, session)
    assert takes(session) == [(1, 1, "done")]


def test_after_a_take_another_one_may_be_wanted(tmp_path: Path) -> None:
    stage = Stage(presses=enter_each(3), after=[Next.AGAIN, Next.NEXT])
    session = new_session(tmp_path, 2)
    hold(stage, session)
    assert takes(session) == [(1, 1, "done"), (1, 2, "done"), (2, 1, "done")]


def test_hands_free_a_long_silence_ends_an_answer_and_a_thinking_pause_does_not(tmp_path: Path) -> None:
    spoken = np.concatenate([sound(2), sound(5, QUIET), sound(2)])
    session = new_session(tmp_path, 1)
    hold(Stage(answer=spoken), session, HANDS_FREE)
    assert takes(session) == [(1, 1, "silence")]
    assert session.record.takes[0].duration_s == pytest.approx(9 + 6, abs=0.2)


def test_hands_free_the_question_is_read_again_and_then_left_unanswered(tmp_path: Path) -> None:
    stage, session = Stage(answer=sound(0)), new_session(tmp_path, 1)
    hold(stage, session, HANDS_FREE)
    assert takes(session) == [(1, 1, "unanswered")]
    assert stage.diary.count("play") == 2
    assert session.record.takes[0].duration_s == pytest.approx(60, abs=0.2)


def test_hands_free_the_longest_answer_is_ended_after_a_warning(tmp_path: Path) -> None:
    stage, session = Stage(answer=sound(100)), new_session(tmp_path, 1)
    hold(stage, session, Rules(hands_free=True, max_answer_s=60))
    assert takes(session) == [(1, 1, "limit")]
    assert stage.told(TimeNearlyUp) == [TimeNearlyUp(30.0)]


def test_ctrl_c_keeps_what_was_said(tmp_path: Path) -> None:
    stage, session = Stage(presses=[Press("c-c", 1.5)]), new_session(tmp_path, 2)
    with pytest.raises(KeyboardInterrupt):
        hold(stage, session)
    assert takes(session) == [(1, 1, "interrupted")]
    assert session.record.takes[0].duration_s == pytest.approx(1.5, abs=0.1)
    assert open_session(session.folder).record.state == "stopped"


def test_a_lost_microphone_is_reported_and_the_same_take_goes_on(tmp_path: Path) -> None:
    stage, session = Stage(lost_at_s=1.0, presses=enter_each(1, at_s=3.0)), new_session(tmp_path, 1)
    hold(stage, session)
    assert takes(session) == [(1, 1, "done")]
    assert session.record.takes[0].duration_s == pytest.approx(3.0, abs=0.2)
    assert [str(gone.error) for gone in stage.told(MicrophoneGone)] == ["The microphone is gone."]
    assert len(stage.told(MicrophoneBack)) == 1


def test_another_microphone_can_be_chosen(tmp_path: Path) -> None:
    presses = [Press("second", None, "offered"), *enter_each(1, at_s=3.0)]
    stage, session = Stage(lost_at_s=1.0, reopens=False, presses=presses), new_session(tmp_path, 1)
    hold(stage, session)
    assert "open second" in stage.diary
    assert takes(session) == [(1, 1, "done")]


@pytest.mark.parametrize(("key", "ending"), [("enter", "done"), ("r", "again"), ("q", "left")])
def test_without_a_microphone_the_keys_still_work(tmp_path: Path, key: str, ending: str) -> None:
    presses = [Press(key, 1.0), *enter_each(1, at_s=0.5)]
    stage, session = Stage(lost_at_s=1.0, reopens=key == "r", presses=presses), new_session(tmp_path, 1)
    hold(stage, session)
    assert takes(session)[0] == (1, 1, ending)
    assert session.record.takes[0].duration_s == pytest.approx(1.0, abs=0.1)


def test_zeros_after_sound_are_reported_as_a_lost_microphone(tmp_path: Path) -> None:
    answer = np.concatenate([sound(2), np.zeros(3 * RATE_HZ, np.float32), sound(2)])
    stage, session = Stage(answer=answer, presses=enter_each(1, at_s=6.5)), new_session(tmp_path, 1)
    hold(stage, session)
    assert [type(gone.error) for gone in stage.told(MicrophoneGone)] == [OnlyZeros]
    assert stage.told(MicrophoneBack)
    assert takes(session) == [(1, 1, "done")]


def test_hands_free_zeros_do_not_end_an_answer(tmp_path: Path) -> None:
    answer = np.concatenate([sound(2), np.zeros(8 * RATE_HZ, np.float32), sound(2)])
    session = new_session(tmp_path, 1)
    hold(Stage(answer=answer), session, HANDS_FREE)
    assert takes(session) == [(1, 1, "silence")]
    # Two seconds of speech, one of zeros until they are noticed, two more of speech, and six of silence.
    assert session.record.takes[0].duration_s == pytest.approx(11, abs=0.5)


def test_a_tone_sounds_in_a_long_silence_and_is_not_listened_to(tmp_path: Path) -> None:
    stage, session = Stage(answer=sound(2)), new_session(tmp_path, 1)
    hold(stage, session, HANDS_FREE)
    assert stage.diary.count("play") == 2, "once the question, once the tone"
    ((from_s, until_s),) = session.record.takes[0].masked
    assert from_s == pytest.approx(6, abs=0.2)
    assert until_s - from_s == pytest.approx(0.6)


def test_speaking_again_cancels_the_silence(tmp_path: Path) -> None:
    answer = np.concatenate([sound(2), sound(5, QUIET), sound(2), sound(5, QUIET), sound(1)])
    stage, session = Stage(answer=answer), new_session(tmp_path, 1)
    hold(stage, session, HANDS_FREE)
    assert session.record.takes[0].duration_s == pytest.approx(15 + 6, abs=0.2)
    assert len(session.record.takes[0].masked) == 3, "each silence has a tone of its own"


def test_reaching_the_suggested_length_is_told_and_does_not_end_the_answer(tmp_path: Path) -> None:
    stage, session = Stage(answer=sound(40), presses=enter_each(1, at_s=40)), new_session(tmp_path, 1)
    hold(stage, session)
    assert len(stage.told(SuggestedTimeReached)) == 1
    assert session.record.takes[0].duration_s == pytest.approx(40, abs=0.2)


def test_on_a_full_disk_what_fitted_is_kept_and_the_person_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = new_session(tmp_path, 1)
    write = WavWriter.write
    room_s = [1.0, 100.0]

    def full(writer: WavWriter, samples: Samples) -> None:
        if writer.duration_s >= room_s[0]:
            room_s.pop(0)
            raise DiskError("The disk is full.")
        write(writer, samples)

    monkeypatch.setattr(WavWriter, "write", full)
    stage = Stage(presses=[Press("enter", None, "kept"), *enter_each(1, at_s=2.0)])
    hold(stage, session)
    assert [str(full.error) for full in stage.told(DiskFull)] == ["The disk is full."]
    assert takes(session) == [(1, 1, "interrupted"), (1, 2, "done")]
    assert read_clip(session.recording(session.record.takes[0])).duration_s == pytest.approx(1.0, abs=0.06)


class Mute:
    """A voice that does not work."""

    name = "mute"

    def synthesise(self, text: str) -> Clip:
        raise VoiceError("The voice does not work.")


def test_without_a_voice_the_questions_are_only_shown_and_this_is_told_once(tmp_path: Path) -> None:
    stage, session = Stage(presses=enter_each(3)), new_session(tmp_path)
    hold(stage, session, voice=Mute())
    assert [take[2] for take in takes(session)] == ["done"] * 3
    assert [str(failed.error) for failed in stage.told(NotReadAloud)] == ["The voice does not work."]


def test_takes_of_one_interview_never_share_a_file(tmp_path: Path) -> None:
    stage, session = (
        Stage(presses=[Press("r", 0.2), Press("r", 0.2), *enter_each(1)]),
        new_session(tmp_path, 1),
    )
    hold(stage, session)
    files = sorted(take.file for take in session.record.takes)
    assert len(files) == 3
    assert all(first != second for first, second in pairwise(files))


def test_a_microphone_lost_while_room_is_made_on_the_disk_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unplugged(Stage):
        def discard(self) -> None:
            if self.told(DiskFull):
                raise MicrophoneLost("It is gone.")
            super().discard()

    def full(writer: WavWriter, samples: Samples) -> None:
        raise DiskError("The disk is full.")

    monkeypatch.setattr(WavWriter, "write", full)
    stage, session = Unplugged(presses=[Press("s", None, "kept")]), new_session(tmp_path, 1)
    hold(stage, session)
    assert len(stage.told(DiskFull)) == 1
    assert takes(session) == [(1, 1, "interrupted")]
