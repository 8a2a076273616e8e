"""What is said besides the questions: when, and what a person can do meanwhile."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_devices import Press, Stage, hold, new_session
from voice_interviewer.clip import Clip
from voice_interviewer.errors import SpeakerError
from voice_interviewer.interview.turn import Rules
from voice_interviewer.language.small_talk import SmallTalk, small_talk

WORDS = SmallTalk(("Hello.", "Three questions."), ("Thank you.", "I see."), "Goodbye.")
DONE = [Press("enter", 2.0), Press("enter", 2.0), Press("enter", 2.0)]


class SlowVoice:
    """Needs a while for every question but the first, and none for anything else."""

    def __init__(self, stage: Stage, delay_s: float = 0.3) -> None:
        self._stage = stage
        self._delay_s = delay_s

    name = "slow"

    def synthesise(self, text: str) -> Clip:
        if text.startswith("Question number") and "1" not in text:
            time.sleep(self._delay_s)
        return self._stage.synthesise(text)


def said(stage: Stage) -> list[str]:
    """What was said and asked, in order."""
    return [each for each in stage.diary if each.startswith(("say", "question", "kept"))]


def test_it_greets_and_says_goodbye_and_never_delays_a_question_by_a_word(tmp_path: Path) -> None:
    stage, session = Stage(presses=list(DONE)), new_session(tmp_path)
    hold(stage, session, words=WORDS)
    assert said(stage) == [
        *("say Hello.", "say Three questions."),
        *("question 1 of 3: q1", "kept 1.1 done", "question 2 of 3: q2", "kept 2.1 done"),
        *("question 3 of 3: q3", "kept 3.1 done", "say Goodbye."),
    ]
    assert session.record.state == "finished"


def test_the_first_question_is_made_ready_during_the_greeting(tmp_path: Path) -> None:
    stage = Stage(presses=list(DONE))
    hold(stage, new_session(tmp_path), words=WORDS)
    made = stage.diary.index("synthesise Question number 1?")
    assert stage.diary.index("synthesise Three questions.") < made
    assert made < stage.diary.index("question 1 of 3: q1")


def test_a_word_is_said_while_the_next_question_is_made_ready(tmp_path: Path) -> None:
    stage = Stage(answer=Stage().answer[:8000], presses=[Press("enter", 0.2) for _ in range(3)])
    stage.asking_steps = 0  # the first question ends before the second can be ready
    hold(stage, new_session(tmp_path), voice=SlowVoice(stage, 1.0), words=WORDS)
    words = [each for each in stage.diary if each in ("say Thank you.", "say I see.")]
    assert words[:1] == ["say Thank you."]
    assert words in (["say Thank you."], ["say Thank you.", "say I see."])


def test_a_word_is_said_while_a_follow_up_is_chosen(tmp_path: Path) -> None:
    stage = Stage(presses=list(DONE))
    hold(stage, new_session(tmp_path), Rules(hands_free=False, follow_ups=True), words=WORDS)
    assert [each for each in said(stage) if each.startswith("say")] == [
        *("say Hello.", "say Three questions.", "say Thank you.", "say I see.", "say Thank you."),
        "say Goodbye.",
    ]


@pytest.mark.parametrize("key", ["enter", "s"])
def test_the_greeting_can_be_cut_short(tmp_path: Path, key: str) -> None:
    stage = Stage(presses=[Press(key, None), *DONE], asking_steps=1000)
    stage.presses[1:1] = [Press("enter", None)]
    stage.presses[3:3] = [Press("enter", None)]
    stage.presses[5:5] = [Press("enter", None)]
    stage.presses.append(Press("enter", None))
    hold(stage, new_session(tmp_path), words=WORDS)
    assert said(stage)[:2] == ["say Hello.", "question 1 of 3: q1"]
    assert said(stage)[-1] == "say Goodbye."


def test_the_greeting_can_be_heard_again(tmp_path: Path) -> None:
    stage = Stage(presses=[Press("a", None), *DONE])
    hold(stage, new_session(tmp_path), words=WORDS)
    assert said(stage)[:3] == ["say Hello.", "say Hello.", "say Three questions."]


@pytest.mark.parametrize("key", ["q", "c-c"])
def test_the_interview_can_be_ended_during_the_greeting(tmp_path: Path, key: str) -> None:
    stage, session = Stage(presses=[Press(key, None)]), new_session(tmp_path)
    if key == "q":
        hold(stage, session, words=WORDS)
    else:
        with pytest.raises(KeyboardInterrupt):
            hold(stage, session, words=WORDS)
    assert said(stage) == ["say Hello."]
    assert (session.record.state, session.record.takes) == ("stopped", ())


@pytest.mark.parametrize(("key", "state"), [("c-c", "finished"), ("b", "finished"), ("enter", "finished")])
def test_during_the_goodbye_all_answers_count_and_one_can_still_go_back(
    tmp_path: Path, key: str, state: str
) -> None:
    stage, session = Stage(presses=[*DONE, Press(key, None), Press("enter", 2.0)]), new_session(tmp_path)
    if key == "c-c":
        with pytest.raises(KeyboardInterrupt):
            hold(stage, session, words=WORDS)
    else:
        hold(stage, session, words=WORDS)
    assert session.record.state == state
    assert len(session.record.takes) == (4 if key == "b" else 3)


def test_an_interview_that_the_person_finishes_ends_without_words(tmp_path: Path) -> None:
    stage = Stage(presses=[Press("q", 1.0)])
    hold(stage, new_session(tmp_path), words=WORDS)
    assert said(stage)[-1] == "kept 1.1 left"


def test_taken_up_again_one_can_go_back_before_the_question_it_goes_on_with(tmp_path: Path) -> None:
    stage = Stage(presses=[Press("b", None), *DONE])
    hold(stage, new_session(tmp_path), first=2, words=WORDS)
    assert said(stage)[:2] == ["say Hello.", "question 1 of 3: q1"]


def test_where_nothing_can_be_heard_nothing_is_said(tmp_path: Path) -> None:
    stage = Stage(presses=list(DONE))

    def fail(clip: Clip) -> Stage:
        raise SpeakerError(f"No speaker for {clip.duration_s} s.")

    stage.play = fail  # type: ignore[method-assign]
    hold(stage, new_session(tmp_path), words=WORDS)
    assert said(stage)[:2] == ["say Hello.", "question 1 of 3: q1"]
    assert said(stage)[-1] == "kept 3.1 done"


def test_the_words_fit_the_interview() -> None:
    new = small_talk("en-GB", 5, 590)
    assert new is not None
    assert new.greeting[:3] == (
        "Hello, and thank you for coming in.",
        "I have five questions for you.",
        "That should take about ten minutes.",
    )
    resumed = small_talk("en_us", 1, 20, is_resumed=True)
    assert resumed is not None
    assert resumed.greeting[:3] == (
        "Welcome back.",
        "There is one question left.",
        "That should take about one minute.",
    )
    assert small_talk("fr-FR", 5, 590) is None


@given(st.integers(1, 200), st.floats(0, 1e5), st.booleans())
def test_whatever_the_interview_nothing_said_judges_or_asks(
    count: int, planned_s: float, is_resumed: bool
) -> None:
    words = small_talk("en", count, planned_s, is_resumed=is_resumed)
    assert words is not None
    everything = " ".join((*words.greeting, *words.between, words.goodbye)).casefold()
    assert not [
        each for each in ("good ", "great", "well done", "excellent", "wrong", "?") if each in everything
    ]
    assert len(words.greeting[0].split()) < 8
