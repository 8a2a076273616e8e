"""A microphone that is a file: what `--microphone file:PATH` promises."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_interviewer.clip import Samples
from voice_interviewer.devices.file_microphone import FileMicrophone
from voice_interviewer.devices.microphone import PortAudioMicrophone, open_microphone
from voice_interviewer.errors import NoMicrophone


def tone(seconds: float, rate_hz: int, pitch_hz: float = 440.0, level: float = 0.5) -> Samples:
    times_s = np.arange(round(seconds * rate_hz)) / rate_hz
    return (level * np.sin(2.0 * np.pi * pitch_hz * times_s)).astype(np.float32)


def opened(path: Path) -> FileMicrophone:
    microphone = FileMicrophone(path)
    microphone.open()
    return microphone


def hear(microphone: FileMicrophone, seconds: float) -> Samples:
    """What it says in so many seconds of its own time; no block may be missing."""
    blocks: list[Samples] = []
    while sum(map(len, blocks)) < seconds * microphone.rate_hz:
        block = microphone.read(timeout_s=0.0)
        assert block is not None
        blocks.append(block)
    return np.concatenate(blocks)


def level_dbfs(samples: Samples) -> float:
    return float(20.0 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2))))


def test_a_file_is_heard_whole_and_unchanged_then_faint_noise_for_ever(tmp_path: Path) -> None:
    said = tone(1.234, 44_100)
    soundfile.write(tmp_path / "answer.wav", said, 44_100, subtype="FLOAT")
    microphone = opened(tmp_path / "answer.wav")
    microphone.cue("any-question")

    heard = hear(microphone, 5.0)

    assert microphone.rate_hz == 44_100
    np.testing.assert_array_equal(heard[: len(said)], said)
    assert -80.0 < level_dbfs(heard[len(said) :]) < -70.0


def test_a_pause_that_was_cut_out_is_no_muted_microphone(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "answer.wav", np.concatenate([tone(1.0, 16_000), np.zeros(32_000)]), 16_000)
    microphone = opened(tmp_path / "answer.wav")
    microphone.cue("any-question")
    assert np.count_nonzero(hear(microphone, 2.8)[17_000:]) > 27_000


def test_what_follows_the_answer_is_no_muted_microphone(tmp_path: Path) -> None:
    """Exact zeros are how a muted microphone shows, even after they were written as 16 bits."""
    soundfile.write(tmp_path / "answer.wav", tone(0.1, 16_000), 16_000)
    microphone = opened(tmp_path / "answer.wav")
    microphone.cue("any-question")

    silence = hear(microphone, 2.0)[3_200:]

    assert np.abs(silence).max() < 0.002
    assert np.count_nonzero(np.round(silence * 32_767)) > 0.8 * len(silence)


def test_a_file_answers_every_question_from_its_start(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "answer.wav", tone(1.0, 16_000), 16_000)
    microphone = opened(tmp_path / "answer.wav")

    microphone.cue("first")
    first = hear(microphone, 0.5)
    microphone.cue("second")
    second = hear(microphone, 0.5)

    np.testing.assert_array_equal(first, second)


def test_a_folder_answers_by_question_and_is_silent_on_the_others(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "loud.wav", tone(1.0, 16_000, level=0.5), 16_000)
    soundfile.write(tmp_path / "soft.FLAC", tone(1.0, 16_000, level=0.05), 16_000)
    microphone = opened(tmp_path)

    levels = {}
    for question_id in ("loud", "soft", "unanswered"):
        microphone.cue(question_id)
        levels[question_id] = level_dbfs(hear(microphone, 0.9))

    assert levels["loud"] == pytest.approx(-9.0, abs=0.5)
    assert levels["soft"] == pytest.approx(-29.0, abs=0.5)
    assert levels["unanswered"] < -70.0


def test_a_folder_of_several_rates_speaks_at_the_first_ones(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(1.0, 16_000), 16_000)
    soundfile.write(tmp_path / "b.wav", tone(1.0, 48_000, pitch_hz=1_000.0), 48_000)
    microphone = opened(tmp_path)
    microphone.cue("b")

    heard = hear(microphone, 2.0)

    assert microphone.rate_hz == 16_000
    loud = np.flatnonzero(np.abs(heard) > 0.01)
    assert loud[-1] - loud[0] == pytest.approx(16_000, abs=60)
    spectrum = np.abs(np.fft.rfft(heard[:16_000]))
    assert np.argmax(spectrum) == pytest.approx(1_000, abs=2)


def test_two_channels_become_one(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "answer.wav", np.stack([tone(1.0, 8_000), np.zeros(8_000)], axis=1), 8_000)
    microphone = opened(tmp_path / "answer.wav")
    microphone.cue("any-question")

    assert level_dbfs(hear(microphone, 0.9)) == pytest.approx(-15.0, abs=0.5)


def test_nothing_is_said_before_the_first_cue(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "answer.wav", tone(1.0, 8_000), 8_000)
    microphone = opened(tmp_path / "answer.wav")

    assert microphone.read(timeout_s=0.01) is None
    microphone.discard()
    microphone.cue("any-question")
    assert microphone.read(timeout_s=0.01) is not None


def test_a_closed_one_can_be_closed_again(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "answer.wav", tone(1.0, 8_000), 8_000)
    microphone = opened(tmp_path / "answer.wav")
    microphone.cue("any-question")
    microphone.close()
    microphone.close()

    assert microphone.read(timeout_s=0.0) is None


@pytest.mark.parametrize("name", ["missing.wav", "empty", "text.wav", "mixed"])
def test_what_cannot_be_heard_is_told_when_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.wav").write_text("not sound")
    (tmp_path / "mixed").mkdir()
    soundfile.write(tmp_path / "mixed" / "good.wav", tone(0.1, 8_000), 8_000)
    (tmp_path / "mixed" / "worse.wav").write_text("not sound")

    with pytest.raises(NoMicrophone) as told:
        opened(tmp_path / name)

    assert str(tmp_path / name) in str(told.value)
    assert "\n" not in str(told.value)


def test_the_name_chooses_file_or_device() -> None:
    assert isinstance(open_microphone("file:somewhere/answer.wav"), FileMicrophone)
    assert isinstance(open_microphone("profile: Studio"), PortAudioMicrophone)
    assert isinstance(open_microphone(""), PortAudioMicrophone)
