"""A panel: two voices take turns, question by question, where there are two."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_devices import Press, Stage, hold, new_session, small_bank, sound
from voice_interviewer.clip import Clip
from voice_interviewer.devices.panel import PanelVoice
from voice_interviewer.devices.voice_names import VoiceName, second_voice
from voice_interviewer.errors import VoiceError
from voice_interviewer.rehearsal.question_plan import QuestionPlan


class Speaking:
    """A voice that notes what it is asked to say."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.texts: list[str] = []

    def synthesise(self, text: str) -> Clip:
        self.texts.append(text)
        return Clip(sound(0.1), 16_000)


def second_texts() -> frozenset[str]:
    bank = small_bank()
    plan = QuestionPlan(
        bank.locale,
        bank.vocabulary,
        bank.questions,
        1,
        60.0,
        0,
        None,
        lambda _: pytest.fail("nothing is asked"),
    )
    return plan.of_second_voice()


def test_every_second_question_is_asked_by_the_second_voice(tmp_path: Path) -> None:
    first, second = Speaking("Anne"), Speaking("Bob")
    panel = PanelVoice(first, lambda: second, second_texts())
    stage = Stage(presses=[Press("enter", 1.0), Press("b", 1.0), Press("enter", 1.0), Press("enter", 1.0)])
    stage.presses.append(Press("enter", 1.0))
    hold(stage, new_session(tmp_path), voice=panel)
    assert set(first.texts) == {"Question number 1?", "Question number 3?"}
    assert set(second.texts) == {"Question number 2?"}
    assert (panel.name, panel.is_alone) == ("Anne, Bob", False)


def test_a_follow_up_is_asked_by_whoever_asked_the_question() -> None:
    first, second = Speaking("Anne"), Speaking("Bob")
    panel = PanelVoice(first, lambda: second, second_texts())
    for text in ("Why 1?", "Why 2?", "Why 3?", "Hello."):
        panel.synthesise(text)
    assert (first.texts, second.texts) == (["Why 1?", "Why 3?", "Hello."], ["Why 2?"])


def nobody() -> None:
    return None


def broken() -> None:
    raise VoiceError("The voices cannot be listed.")


@pytest.mark.parametrize("find", [nobody, broken])
def test_without_a_second_voice_the_first_asks_everything(find: Callable[[], None]) -> None:
    first = Speaking("Anne")
    panel = PanelVoice(first, find, second_texts())
    panel.synthesise("Question number 1?")
    assert not panel.is_alone  # nobody has looked yet
    with ThreadPoolExecutor(1) as ahead:
        ahead.submit(panel.synthesise, "Question number 2?").result()
    assert (first.texts, panel.is_alone) == (["Question number 1?", "Question number 2?"], True)


VOICES = (
    VoiceName("de", "German", "de"),
    VoiceName("us", "English (America)", "en-US"),
    VoiceName("gb", "English (Great Britain)", "en-GB"),
    VoiceName("sc", "English (Scotland)", "en-gb-scotland"),
)


@pytest.mark.parametrize(("first", "second"), [("gb", "sc"), ("sc", "gb"), ("us", "gb"), ("de", None)])
def test_the_second_voice_is_of_the_same_language_and_country_if_there_is_one(
    first: str, second: str | None
) -> None:
    found = second_voice(VOICES, next(each for each in VOICES if each.id == first))
    assert (found.id if found else None) == second


@given(st.lists(st.sampled_from(VOICES), unique=True, min_size=1), st.data())
def test_the_second_voice_is_never_the_first(voices: list[VoiceName], data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(voices))
    found = second_voice(voices, first)
    others = [each for each in voices if each != first and each.locale[:2] == first.locale[:2]]
    assert (found in others) if others else (found is None)
