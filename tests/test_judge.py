"""The judge that comes with the package: it answers, whatever it is asked, and is never in the way."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import patch

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.coverage import found_in, scored
from tests.labelled.sets import heard, read_set
from voice_interviewer import coverage
from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.coverage import cover, judge
from voice_interviewer.coverage.judge import JudgeError, judged
from voice_interviewer.coverage.judge.reading import Network, read, scaled

pytestmark = pytest.mark.trained_judge

QUESTION = "How do you keep a kitchen clean and the food safe?"


def test_what_is_said_is_likelier_than_what_is_not() -> None:
    points = ["Washes their hands.", "Checks the temperature of the fridge.", "Speaks French."]
    words = (
        "I scrub my hands when I come in and then I look at the thermometer in the fridge and write it down"
    )
    hands, fridge, french = judged(QUESTION, points, words.split())
    assert min(hands.said, fridge.said) > french.said
    assert hands.said_at[0] < fridge.said_at[1]


def test_more_points_and_words_than_are_read_at_once_are_read_all_the_same() -> None:
    points = [f"Mentions the number {number}." for number in range(20)]
    words = ["and", "then", "we", "went", "to", "see", "my", "aunt"] * 120
    found = judged(QUESTION, points, words)
    assert len(found) == 20
    assert all(0 <= one.said_at[0] <= one.said_at[1] < len(words) for one in found)


@settings(max_examples=25)
@given(
    st.text(max_size=300),
    st.lists(st.text(max_size=200), min_size=1, max_size=8),
    st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=40),
)
def test_any_text_gets_chances_and_places(question: str, points: list[str], words: list[str]) -> None:
    found = judged(question, points, words)
    assert len(found) == len(points)
    for one in found:
        assert 0 <= one.said <= 1
        assert 0 <= one.against <= 1
        assert -1 <= one.stands_out <= 1
        for first, last in (one.said_at, one.against_at, one.clearest_at):
            assert 0 <= first <= last < len(words)


CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=9).map(np.array)


@given(CHANCES, st.integers(1, 900))
def test_the_points_of_an_answer_keep_their_order(said: np.ndarray, word_count: int) -> None:
    order = np.argsort(said, kind="stable")
    assert (np.diff(scaled(said, word_count)[order]) >= 0).all()


@given(CHANCES, st.integers(20, 900))
def test_of_a_short_answer_less_is_told_as_missing(said: np.ndarray, word_count: int) -> None:
    assert (scaled(said, word_count) <= scaled(said, max(10, word_count // 2))).all()


@pytest.mark.parametrize("text", ["Yes.", "I don't know.", "Um, well, uh, hmm."])
def test_who_says_nothing_is_not_said_to_have_said_something(text: str) -> None:
    points = [
        "Washes their hands.",
        "Checks the temperature of the fridge.",
        "Keeps meat apart.",
        "Cleans up.",
    ]
    found = judged(QUESTION, points, text.split())
    assert max(one.said for one in found) < 0.5
    assert sum(one.said for one in found) < 1


def test_a_chance_counts_for_more_in_an_answer_that_the_network_finds_little_in() -> None:
    alone, among_few = scaled(np.array([0.5]), 100), scaled(np.array([0.5, 0.1, 0.1]), 100)
    among_many = scaled(np.array([0.5, 0.9, 0.9]), 100)
    assert among_few[0] > alone[0] == pytest.approx(among_many[0])


def test_the_same_answer_gets_the_same_verdict_whatever_stands_beside_its_point() -> None:
    words = ["I", "wash", "my", "hands", "before", "I", "touch", "anything"]
    (alone,) = judged(QUESTION, ["Washes their hands."], words)
    beside, _ = judged(QUESTION, ["Washes their hands.", "Speaks French."], words)
    assert beside.said == pytest.approx(alone.said, abs=0.1)


@pytest.mark.parametrize("count", [0, 20, 300])
def test_what_was_read_while_it_was_spoken_is_judged_as_if_it_had_not_been(count: int) -> None:
    points = ["Washes their hands.", "Checks the temperature of the fridge."]
    words = " ".join(one.text for one in read_set("choose")[:4]).split()[:340]
    fresh, ahead = (Network(Path(judge.__file__).parent) for _ in range(2))
    for length in range(0, count + 1, 100):
        assert read(ahead, QUESTION, points, words[:length], is_over=False) == []
    asked = []
    for network in (fresh, ahead):
        with patch.object(network, "_judge", wraps=network._judge) as rows:
            asked.append((read(network, QUESTION, points, words), rows.call_count))
    (expected, all_rows), (found, rows_left) = asked
    assert found == expected
    assert all_rows - rows_left >= count // 40


def test_on_answers_that_bounds_were_chosen_on_it_is_as_right_as_it_was() -> None:
    """A tenth of them; what is measured on all is in docs/benchmarks.md."""
    score = scored(found_in(read_set("choose")[::10]))
    assert score.heard_said is not None
    assert score.not_heard_said is not None
    assert score.heard_said >= 0.85
    assert score.not_heard_said <= 0.2
    assert score.off_topic_heard == 0


def test_a_judge_that_was_killed_is_started_again() -> None:
    before = judged(QUESTION, ["Washes their hands."], ["I", "do."])
    child = judge._THE_JUDGE._child
    assert child is not None
    child.kill()
    child.wait()
    assert judged(QUESTION, ["Washes their hands."], ["I", "do."]) == before


def test_an_interrupted_question_leaves_no_answer_to_the_next() -> None:
    before = judged(QUESTION, ["Washes their hands."], ["I", "do."])
    handler = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(KeyboardInterrupt):
            judged(QUESTION, ["Washes their hands.", "Rings the nurse.", "Stays calm."], ["word"] * 400)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
    assert judged(QUESTION, ["Washes their hands."], ["I", "do."]) == before


def test_without_a_judge_nothing_is_told_for_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise JudgeError

    monkeypatch.setattr(coverage, "judged", gone)
    question = Question(id="q", category="c", question="And?", points=(KeyPoint(text="Stays calm."),))
    found = cover(question, heard("I stay calm whatever happens."), ())
    assert [(point.verdict, point.quote, point.probability) for point in found.points] == [
        ("perhaps", "", None)
    ]
    assert not found.is_judged


def test_it_ends_with_its_parent_while_it_loads_too() -> None:
    program = (
        "from voice_interviewer.coverage import judge; judge.begin(); print(judge._THE_JUDGE._child.pid)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    deadline_s = time.monotonic() + 10
    while _runs(int(done.stdout)) and time.monotonic() < deadline_s:
        time.sleep(0.02)
    assert not _runs(int(done.stdout))


def _runs(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
