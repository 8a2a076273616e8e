"""Sound on disk: valid after every block, never overwritten, read back as it was."""

import os
import threading
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import PATIENCE_S, until
from voice_interviewer.clip import SYNC_S, Clip, Samples, WavWriter, mend_wav, mono, read_blocks, read_clip
from voice_interviewer.errors import ClipError, DiskError


def noise(seconds: float, rate_hz: int = 16_000) -> Samples:
    return np.random.default_rng(7).uniform(-0.5, 0.5, round(seconds * rate_hz)).astype(np.float32)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    samples = noise(1.0, 44_100)
    with WavWriter(tmp_path / "take.wav", 44_100) as writer:
        writer.write(samples[:10_000])
        writer.write(samples[10_000:])
    clip = read_clip(tmp_path / "take.wav")
    assert clip.rate_hz == 44_100
    assert np.allclose(clip.samples, samples, atol=1 / 32_000)


@pytest.mark.parametrize("block_s", [0.01, 0.3, 5.0])
def test_the_file_is_whole_after_every_block_without_being_closed(tmp_path: Path, block_s: float) -> None:
    writer = WavWriter(tmp_path / "take.wav", 16_000)
    for count in (1, 2, 3):
        writer.write(noise(block_s))
        for read_s in (_by_wave(writer.path), read_clip(writer.path).duration_s):
            assert read_s == pytest.approx(count * block_s)
    writer.close()


def _by_wave(path: Path) -> float:
    with wave.open(str(path)) as file:
        return float(len(file.readframes(file.getnframes())) / 2 / file.getframerate())


def test_nobody_waits_for_a_busy_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A take would be in memory alone meanwhile, and lost if the program were killed."""
    is_free, count = threading.Event(), 0

    def sync(_: int) -> None:
        nonlocal count
        count += 1
        assert is_free.wait(PATIENCE_S if threading.current_thread() is not threading.main_thread() else 0.0)

    monkeypatch.setattr(os, "fsync", sync)
    writer = WavWriter(tmp_path / "take.wav", 16_000)
    for _ in range(30):
        writer.write(noise(0.1))
    assert read_clip(writer.path).duration_s == pytest.approx(3.0)
    until(lambda: count == 1)
    is_free.set()
    writer.close()
    assert count == 2


def test_a_disk_that_fails_behind_the_scenes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    writer = WavWriter(tmp_path / "take.wav", 16_000)

    def write_on() -> bool:
        writer.write(noise(SYNC_S))
        return False

    with pytest.raises(DiskError, match=r"Input/output error"):
        until(write_on)
    with pytest.raises(DiskError, match=r"Input/output error"):
        writer.close()
    assert read_clip(writer.path).duration_s >= SYNC_S


def test_too_loud_is_clipped_not_wrapped(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "take.wav", 16_000) as writer:
        writer.write(np.array([2.0, -2.0, 0.0], np.float32))
    assert np.allclose(read_clip(tmp_path / "take.wav").samples, [1.0, -1.0, 0.0], atol=1e-3)


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(b"keep me")
    with pytest.raises(DiskError, match=r"take\.wav"):
        WavWriter(tmp_path / "take.wav", 16_000)
    assert (tmp_path / "take.wav").read_bytes() == b"keep me"


def test_blocks_make_up_the_whole_file(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "take.wav", 16_000) as writer:
        writer.write(noise(2.5))
    blocks = list(read_blocks(tmp_path / "take.wav", block_s=1.0))
    assert [len(block.samples) for block in blocks] == [16_000, 16_000, 8_000]
    assert np.array_equal(
        np.concatenate([block.samples for block in blocks]), read_clip(tmp_path / "take.wav").samples
    )


def test_masked_spans_are_silent_wherever_the_blocks_begin(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "take.wav", 16_000) as writer:
        writer.write(np.full(3 * 16_000, 0.5, np.float32))
    blocks = read_blocks(tmp_path / "take.wav", block_s=0.7, masked=[(0.5, 1.5), (2.9, 9.0)])
    loud = np.concatenate([block.samples for block in blocks]) > 0
    assert loud[:8_000].all()
    assert not loud[8_000:24_000].any()
    assert loud[24_000:46_400].all()
    assert not loud[46_400:].any()


def test_a_take_that_was_cut_off_is_made_whole(tmp_path: Path) -> None:
    writer = WavWriter(tmp_path / "take.wav", 16_000)
    writer.write(noise(1.0))
    with (tmp_path / "take.wav").open("ab") as file:
        file.write(b"\x00\x01" * 800 + b"\x00")  # a block and half a sample that no header speaks of yet
    assert mend_wav(tmp_path / "take.wav") == pytest.approx(1.05)
    assert _by_wave(tmp_path / "take.wav") == pytest.approx(1.05)
    writer.close()


def test_what_is_no_recording_of_ours_is_not_mended(tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(b"RIFF but no more")
    with pytest.raises(ClipError):
        mend_wav(tmp_path / "take.wav")
    assert (tmp_path / "take.wav").read_bytes() == b"RIFF but no more"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "is missing"),
        *((content, "WAV or FLAC") for content in (b"", b"not sound at all", b"RIFF\x00\x00\x00\x00WAVE")),
    ],
)
def test_no_sound_file_is_told(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "answer.wav"
    if content is not None:
        path.write_bytes(content)
    for read in (read_clip, lambda path: list(read_blocks(path))):
        with pytest.raises(ClipError, match=rf"answer\.wav.*{told}"):
            read(path)


@given(st.sampled_from([8_000, 16_000, 22_050, 44_100, 48_000]), st.floats(0.1, 2.0))
def test_resampling_keeps_the_duration(rate_hz: int, seconds: float) -> None:
    clip = Clip(noise(seconds), 16_000).resampled(rate_hz)
    assert clip.rate_hz == rate_hz
    assert clip.duration_s == pytest.approx(round(seconds * 16_000) / 16_000, abs=2 / 8_000)


def test_mono_is_the_mean_of_the_channels() -> None:
    assert mono(np.array([[1.0, 0.0], [0.5, 0.5]], np.float32)).tolist() == [0.5, 0.5]


def test_a_file_as_long_as_it_can_be_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After twelve hours; what is there stays whole."""
    monkeypatch.setattr("voice_interviewer.clip.MOST_WAV_BYTES", 44 + 2 * 1_000)
    with WavWriter(tmp_path / "take.wav", 16_000) as writer:
        writer.write(np.zeros(900, np.float32))
        with pytest.raises(DiskError, match="as long as a WAV file can be"):
            writer.write(np.zeros(101, np.float32))
        writer.write(np.zeros(100, np.float32))
    assert len(read_clip(tmp_path / "take.wav").samples) == 1_000
