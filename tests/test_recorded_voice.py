"""The recorded voices: what they say, how it sounds, and which voice asks when."""

import io
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from scripts.voice.texts import all_texts, complete_banks
from tests.fake_devices import small_bank, sound
from voice_interviewer.bank import Bank
from voice_interviewer.bank.library import find_bank
from voice_interviewer.clip import Clip, rms_dbfs
from voice_interviewer.devices import recorded
from voice_interviewer.devices.natural.sounding import HIGHEST_PEAK, finished, loudness_lufs
from voice_interviewer.devices.panel import PanelVoice
from voice_interviewer.devices.recorded import (
    FOLDER,
    RECORDED,
    RecordedVoice,
    recorded_texts,
    recording_called,
    says_all_of,
)
from voice_interviewer.devices.voice import Pyttsx3Voice, VoiceName
from voice_interviewer.rehearsal.device_checks import offered_voices
from voice_interviewer.rehearsal.question_plan import QuestionPlan
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.rehearsal.voices import asking_voice

DRAWN = 12
RATE_HZ = 24_000


class System:
    """A voice that says everything, and notes it."""

    name = "System"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def synthesise(self, text: str) -> Clip:
        self.texts.append(text)
        return Clip(sound(0.1), 16_000)


def plan_of(bank: Bank, count: int) -> QuestionPlan:
    return QuestionPlan(
        bank.locale,
        bank.vocabulary,
        bank.questions[:count],
        1,
        60.0,
        0,
        None,
        lambda _: pytest.fail("not begun"),
    )


def texts_of_emma() -> Sequence[str]:
    return sorted(recorded_texts("emma"))


def test_every_text_has_its_sound() -> None:
    """A text that was changed has none: python -m scripts.voice.render, then scripts.voice.pack."""
    without = [
        f"{name}: {text}" for name in RECORDED for text in all_texts(name) if text not in recorded_texts(name)
    ]
    assert not without


def test_the_banks_that_need_no_other_voice_are_known() -> None:
    for name in ("", "general", "patient-services-coordinator", "care-worker"):
        assert says_all_of(name) == (name in complete_banks(recorded_texts("emma")))


@pytest.mark.parametrize("name", RECORDED)
def test_no_sound_is_shipped_that_nobody_says(name: str) -> None:
    assert set(recorded_texts(name)) <= set(all_texts(name))


def test_the_sounds_lie_one_after_another_and_are_small_enough() -> None:
    for name in RECORDED:
        at = 0
        for start, length in recorded_texts(name).values():
            assert start == at
            at += length
        assert (FOLDER / f"{name}.opus").stat().st_size == at
    assert sum(each.stat().st_size for each in FOLDER.iterdir()) < 5_000_000


def test_the_sounds_have_quiet_edges_an_even_level_and_a_length_that_fits_their_words() -> None:
    for text in random.sample(texts_of_emma(), DRAWN):
        clip = RecordedVoice("emma", lambda: pytest.fail("it has a sound")).synthesise(text)
        heard = np.flatnonzero(np.abs(clip.samples) >= 0.003) / clip.rate_hz
        assert clip.rate_hz == 24_000
        assert 0.005 < heard[0] < 0.12, text  # nobody waits for more
        assert 0.2 < clip.duration_s - heard[-1] < 0.5, text
        speech = clip.samples[round(heard[0] * clip.rate_hz) : round(heard[-1] * clip.rate_hz)]
        assert -26 < rms_dbfs(speech) < -16, text
        assert np.abs(clip.samples).max() < 1.0
        assert 0.15 < (heard[-1] - heard[0]) / len(text.split()) < 0.9, text


def test_one_hard_consonant_leaves_the_rest_as_loud() -> None:
    even = np.random.default_rng(5).normal(0.0, 0.02, 2 * RATE_HZ).astype(np.float32)
    hard = even.copy()
    hard[RATE_HZ : RATE_HZ + 4] = 0.4
    wanted_lufs, found_lufs = (loudness_lufs(finished([each], RATE_HZ), RATE_HZ) for each in (even, hard))
    assert found_lufs == pytest.approx(wanted_lufs, abs=0.3)
    assert np.abs(finished([hard], RATE_HZ)).max() <= HIGHEST_PEAK + 1e-6


def test_a_text_without_a_sound_is_left_to_the_next_voice_and_that_is_told() -> None:
    system = System()
    voice = RecordedVoice("emma", lambda: system)
    voice.synthesise("Thank you.")
    assert (voice.name, system.texts) == ("Emma (recorded)", [])
    voice.synthesise("Why is the moon round?")
    assert (voice.name, system.texts) == ("Emma (recorded), System", ["Why is the moon round?"])


def test_where_the_sounds_cannot_be_read_the_next_voice_says_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded_texts("emma")
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    system = System()
    RecordedVoice("emma", lambda: system).synthesise("Thank you.")
    (tmp_path / "emma.opus").write_bytes(b"no sound" * 10_000)
    RecordedVoice("emma", lambda: system).synthesise("I see.")
    assert system.texts == ["Thank you.", "I see."]


@pytest.mark.parametrize("wanted", ["Emma (recorded)", "emma", " EMMA (Recorded) "])
def test_a_recorded_voice_is_found_by_its_name(wanted: str) -> None:
    assert recording_called(wanted) == "emma"
    assert recording_called("English (Great Britain)") == ""


def test_the_recorded_voice_asks_where_it_has_all_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    _, bank = find_bank("general", Path())
    plan = plan_of(bank, 3)
    assert isinstance(asking_voice(plan_of(small_bank(), 2), Request()), Pyttsx3Voice)
    monkeypatch.setattr(
        "voice_interviewer.rehearsal.voices.recorded_texts",
        lambda _: {each.question for each in plan.questions},
    )
    assert isinstance(asking_voice(plan, Request()), RecordedVoice)
    assert isinstance(asking_voice(plan_of(bank, 4), Request()), Pyttsx3Voice)
    assert isinstance(asking_voice(plan, Request(voice="English (America)")), Pyttsx3Voice)
    assert isinstance(asking_voice(plan_of(small_bank(), 2), Request(voice="Emma (recorded)")), RecordedVoice)
    assert isinstance(asking_voice(plan, Request(panel=True)), PanelVoice)


def test_a_sound_is_what_its_own_file_holds() -> None:
    start, length = recorded_texts("emma")["Thank you."]
    content = (FOLDER / "emma.opus").read_bytes()[start : start + length]
    samples, _ = soundfile.read(io.BytesIO(content), dtype="float32")
    said = RecordedVoice("emma", System).synthesise("Thank you.").samples
    assert np.array_equal(samples[-len(said) :], said)
    assert np.abs(samples[: -len(said)]).max() < 0.003  # only silence is left out


def test_the_recorded_voices_are_offered_first_then_those_that_speak_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = (
        VoiceName("1", "Anna", "de-DE"),
        VoiceName("2", "Daniel", "en-GB"),
        VoiceName("3", "Old", "enm"),  # Middle English
        VoiceName("5", "Shavian", "en-shaw"),
        VoiceName("6", "Scottish", "en-GB-scotland"),
        VoiceName("4", "Fred", "en"),
    )
    monkeypatch.setattr("voice_interviewer.rehearsal.device_checks.list_voices", lambda: own)
    offered = offered_voices()
    assert [(each.name.removesuffix(" (recorded)"), each.is_english) for each in offered] == [
        ("Emma", True),
        ("George", True),
        ("Daniel", True),
        ("Scottish", True),
        ("Fred", True),
        ("Anna", False),
        ("Old", False),
        ("Shavian", False),
    ]
    assert [each.is_recorded for each in offered] == [True, True, *[False] * 6]
