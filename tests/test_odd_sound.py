"""Sound as it comes: files of every kind, drivers of every kind. Each is heard right, or told in a line beforehand."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from tests.fake_devices import RATE_HZ, Press, Stage, hold, new_session, sound
from voice_interviewer.clip import Clip, Samples, WavWriter, read_blocks, read_clip
from voice_interviewer.devices.file_microphone import FileMicrophone
from voice_interviewer.errors import ClipError, NoMicrophone
from voice_interviewer.interview.turn import Rules
from voice_interviewer.listening.hearing import FRAME_LENGTH, Hearing

TONE_HZ = 440.0


def tone(seconds: float = 1.5, rate_hz: int = 8_000, level: float = 0.5) -> Samples:
    times_s = np.arange(round(seconds * rate_hz)) / rate_hz
    return (level * np.sin(2 * np.pi * TONE_HZ * times_s)).astype(np.float32)


def pcm(samples: Samples) -> bytes:
    return (samples * 32_767).astype("<i2").tobytes()


def wav(content: bytes, rate_hz: int = 8_000, told: int | None = None, parts_before: bytes = b"") -> bytes:
    """A WAV whose header says that it holds `told` bytes."""
    length = len(content) if told is None else told
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate_hz, min(rate_hz * 2, 2**32 - 1), 2, 16)
    body = b"WAVE" + form + parts_before + struct.pack("<4sI", b"data", length)
    riff = min(len(body) + length, 2**32 - 1)
    return struct.pack("<4sI", b"RIFF", riff) + body + content


def heard_by_microphone(path: Path, seconds: float) -> Clip:
    microphone = FileMicrophone(path)
    microphone.open()
    microphone.cue("any-question")
    blocks: list[Samples] = []
    while sum(map(len, blocks)) < seconds * microphone.rate_hz:
        block = microphone.read(timeout_s=0.0)
        assert block is not None
        blocks.append(block)
    return Clip(np.concatenate(blocks)[: round(seconds * microphone.rate_hz)], microphone.rate_hz)


def assert_tone(clip: Clip, level: float = 0.5, length_s: float = 1.5) -> None:
    """The tone is there, as loud and as long as it should be, and nothing else."""
    loud = np.flatnonzero(np.abs(clip.samples) > 0.1)
    assert (loud[-1] - loud[0]) / clip.rate_hz == pytest.approx(length_s, abs=0.06)
    middle = clip.samples[clip.rate_hz // 4 : clip.rate_hz // 4 + clip.rate_hz]
    spectrum = np.abs(np.fft.rfft(middle)) / len(middle) * 2
    assert np.argmax(spectrum) == round(TONE_HZ)
    assert spectrum.max() == pytest.approx(level, rel=0.1)
    spectrum[435:446] = 0
    assert np.sqrt(np.sum(np.square(spectrum))) < 0.15 * level


def written(
    folder: Path, form: str, subtype: str, samples: NDArray[np.float32], rate_hz: int = 8_000
) -> Path:
    path = folder / f"answer.{form.lower()}"
    soundfile.write(path, samples, rate_hz, format=form, subtype=subtype)
    return path


FORMATS = [
    *(("WAV", each) for each in ("PCM_U8", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW")),
    *(("WAV", each) for each in ("IMA_ADPCM", "MS_ADPCM", "GSM610", "G721_32", "NMS_ADPCM_32")),
    *(("WAVEX", "PCM_24"), ("WAVEX", "FLOAT"), ("RF64", "PCM_16"), ("W64", "PCM_16"), ("W64", "GSM610")),
    *(("CAF", "PCM_16"), ("CAF", "ALAC_16"), ("AIFF", "PCM_16"), ("AIFF", "GSM610"), ("AIFF", "FLOAT")),
    *(
        ("AU", "PCM_16"),
        ("AU", "ULAW"),
        ("AU", "G721_32"),
        ("FLAC", "PCM_24"),
        ("OGG", "VORBIS"),
        ("OGG", "OPUS"),
    ),
    *(("MP3", "MPEG_LAYER_III"), ("VOC", "PCM_16"), ("NIST", "PCM_16")),
]


@pytest.mark.parametrize(("form", "subtype"), FORMATS, ids="-".join)
def test_whatever_libsndfile_reads_is_heard_as_it_is(tmp_path: Path, form: str, subtype: str) -> None:
    if subtype not in soundfile.available_subtypes(form):
        pytest.skip("not in this libsndfile")
    path = written(tmp_path, form, subtype, tone())
    assert_tone(heard_by_microphone(path, 2.5))
    assert_tone(read_clip(path))
    blocks = [block.samples for block in read_blocks(path, 0.03)]
    np.testing.assert_array_equal(np.concatenate(blocks), read_clip(path).samples)


@pytest.mark.parametrize("channels", [2, 3, 6, 8, 32])
@pytest.mark.parametrize("which", ["all", "one", "against"])
def test_of_many_channels_the_voice_is_heard(tmp_path: Path, channels: int, which: str) -> None:
    """One that is alone among silent ones, and two that cancel each other, as a balanced cable in a stereo socket."""
    frames = np.zeros((len(tone()), channels), np.float32)
    frames[:, : channels if which == "all" else 1] = tone()[:, np.newaxis]
    if which == "against":
        frames[:, 1] = -tone()
    heard = heard_by_microphone(written(tmp_path, "WAV", "PCM_16", frames), 2.5)
    assert_tone(heard, level=0.5 / channels if which == "one" and channels < 4 else 0.5)


@pytest.mark.parametrize("which", ["one of eight", "against", "all"])
def test_a_constant_in_every_channel_does_not_hide_where_the_voice_is(tmp_path: Path, which: str) -> None:
    frames = np.full((len(tone()), 8 if which == "one of eight" else 2), 0.3, np.float32)
    frames[:, 0] += tone()
    if which != "one of eight":
        frames[:, 1] += -tone() if which == "against" else tone()
    path = written(tmp_path, "WAV", "PCM_16", frames)
    heard = heard_by_microphone(path, 1.5)
    assert_tone(Clip(heard.samples - np.float32(0.3), heard.rate_hz))


@pytest.mark.parametrize("rate_hz", [4_000, 5_512, 11_025, 22_255, 44_101, 96_000, 192_000, 384_000, 768_000])
def test_odd_rates_are_heard(tmp_path: Path, rate_hz: int) -> None:
    path = tmp_path / "answer.wav"
    path.write_bytes(wav(pcm(tone(rate_hz=rate_hz)), rate_hz))
    heard = heard_by_microphone(path, 2.5)
    assert heard.rate_hz == rate_hz
    assert_tone(heard)
    assert_tone(heard.resampled(16_000))


HEADERS = {
    "promises ten times as much": lambda content: wav(content, told=10 * len(content)),
    "was never finished": lambda content: wav(content, told=0),
    "was streamed": lambda content: wav(content, told=2**32 - 1),
    "is behind, as after a crash": lambda content: wav(content, told=len(content) // 2),
    "has other parts before the sound": lambda content: wav(content, parts_before=b"LIST\x05\0\0\0INFOx\0"),
    "has other parts behind it": lambda content: wav(content) + b"LIST\x04\0\0\0INFO",
    "has a music player's tag behind it": lambda content: wav(content) + b"TAG" + bytes(125),
    "counts half a sample": lambda content: wav(content + b"\0"),
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_that_lies_hides_nothing(tmp_path: Path, header: str) -> None:
    path = tmp_path / "answer.wav"
    path.write_bytes(HEADERS[header](pcm(tone())))
    assert_tone(heard_by_microphone(path, 2.5))
    assert read_clip(path).duration_s == pytest.approx(1.5, abs=0.001)


def test_a_flac_that_does_not_know_its_length_is_heard_to_its_end(tmp_path: Path) -> None:
    content = bytearray(written(tmp_path, "FLAC", "PCM_16", tone()).read_bytes())
    content[21] &= 0xF0
    content[22:26] = bytes(4)
    (tmp_path / "streamed.flac").write_bytes(content)
    assert_tone(heard_by_microphone(tmp_path / "streamed.flac", 2.5))


@pytest.mark.parametrize(("form", "subtype"), [("WAV", "PCM_16"), ("AIFF", "PCM_16"), ("WAV", "GSM610")])
def test_what_is_there_of_a_file_that_was_cut_off_is_heard(tmp_path: Path, form: str, subtype: str) -> None:
    path = written(tmp_path, form, subtype, tone(3.0))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert_tone(heard_by_microphone(path, 2.5))


def damaged(content: bytes) -> bytes:
    middle = len(content) // 2
    noise = np.random.default_rng(1).integers(0, 256, 400, np.uint8).tobytes()
    return content[:middle] + noise + content[middle + 400 :]


UNHEARD: dict[str, Callable[[Path], bytes]] = {
    "text.wav": lambda _: b"Tell me about yourself.\n" * 40,
    "nothing.wav": lambda _: b"",
    "zeros.wav": lambda _: bytes(1_000),
    "empty.wav": lambda _: wav(b""),
    "header.wav": lambda _: wav(pcm(tone()))[:30],
    "no-rate.wav": lambda _: wav(pcm(tone()), rate_hz=0),
    "slow.wav": lambda _: wav(pcm(tone()), rate_hz=1),
    "slower-than-speech.wav": lambda _: wav(pcm(tone()), rate_hz=1_000),
    "radio.wav": lambda _: wav(pcm(tone()), rate_hz=2**31 - 1),
    "headerless.raw": lambda _: pcm(tone()),
    "cut.flac": lambda folder: written(folder, "FLAC", "PCM_16", tone(9.0)).read_bytes()[:-9_000],
    "damaged.flac": lambda folder: damaged(written(folder, "FLAC", "PCM_16", tone(9.0)).read_bytes()),
    "cut.ogg": lambda folder: written(folder, "OGG", "VORBIS", tone()).read_bytes()[:200],
    "cut.caf": lambda folder: written(folder, "CAF", "PCM_16", tone()).read_bytes()[:2_000],
    "photo.mp3": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(2_000),
}


@pytest.mark.parametrize("name", UNHEARD)
def test_what_cannot_be_heard_whole_is_told_at_opening_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "made").mkdir()
    path = tmp_path / name
    path.write_bytes(UNHEARD[name](tmp_path / "made"))
    with pytest.raises(NoMicrophone) as told:
        FileMicrophone(path).open()
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)
    if name != "empty.wav":
        with pytest.raises(ClipError, match=name):
            read_clip(path)


NOT_NUMBERS = [np.nan, np.inf, -np.inf, 3e38, -1e30]


def test_what_is_no_number_is_silent_wherever_it_comes_from(tmp_path: Path) -> None:
    spoilt = tone()
    spoilt[3_000 : 3_000 + len(NOT_NUMBERS)] = NOT_NUMBERS
    right = tone()
    right[3_000 : 3_000 + len(NOT_NUMBERS)] = 0.0
    path = written(tmp_path, "WAV", "FLOAT", spoilt)
    np.testing.assert_array_equal(read_clip(path).samples, right)
    np.testing.assert_array_equal(heard_by_microphone(path, 1.5).samples, right)
    with WavWriter(tmp_path / "take.wav", 8_000) as writer:
        writer.write(spoilt)
    np.testing.assert_allclose(read_clip(tmp_path / "take.wav").samples, right, atol=1e-4)


@pytest.mark.parametrize("scale", [1.5, 100.0, 30_000.0, 2.0**30])
def test_a_float_file_in_another_scale_is_heard_undistorted(tmp_path: Path, scale: float) -> None:
    heard = heard_by_microphone(written(tmp_path, "WAV", "FLOAT", tone(level=scale)), 2.5)
    assert_tone(heard, level=1.0)


@pytest.mark.parametrize("stray", [[1e4], [-3e9], [3e9, -3e4, 20.0], [1e4] * 40], ids=str)
@pytest.mark.parametrize("where", ["mono", "stereo", "against", "beside silence", "beside much silence"])
@pytest.mark.parametrize("scale", [0.5, 32_768.0])
def test_a_few_samples_far_above_all_others_silence_nothing(
    tmp_path: Path, stray: list[float], where: str, scale: float
) -> None:
    frames = np.zeros((len(tone()), {"mono": 1, "beside much silence": 8}.get(where, 2)), np.float32)
    frames[:, 0] = tone(level=scale)
    if where in ("stereo", "against"):
        frames[:, 1] = frames[:, 0] * (-1 if where == "against" else 1)
    at = 1_000 + 97 * np.arange(len(stray))
    frames[at, -1] = np.clip(np.multiply(stray, max(1.0, scale)), -3e9, 3e9)
    heard = heard_by_microphone(written(tmp_path, "WAV", "FLOAT", frames), 2.5)
    level = 1.0 if scale > 1 else 0.25 if where == "beside silence" else 0.5
    assert np.abs(heard.samples).max() <= 1.0
    quiet = np.delete(heard.samples[: len(tone())], at)
    assert np.percentile(np.abs(quiet), 99) == pytest.approx(level, rel=0.1)


def test_a_folder_may_hold_any_of_them_and_what_systems_hide_in_it(tmp_path: Path) -> None:
    for name, (form, subtype) in {
        "a.mp3": ("MP3", "MPEG_LAYER_III"),
        "b.gsm.wav": ("WAV", "GSM610"),
        "c.caf": ("CAF", "PCM_16"),
    }.items():
        soundfile.write(tmp_path / name, tone(), 8_000, format=form, subtype=subtype)
    (tmp_path / "._a.mp3").write_bytes(b"\0\5\x16\7 a resource fork")
    (tmp_path / "notes.txt").write_text("what I want to say")
    microphone = FileMicrophone(tmp_path)
    microphone.open()
    for name in ("a", "b.gsm", "c"):
        microphone.cue(name)
        blocks = [microphone.read(0.0) for _ in range(80)]
        assert_tone(Clip(np.concatenate([block for block in blocks if block is not None]), 8_000))


# In an interview:


@dataclass
class Spoilt(Stage):
    """A stage whose microphone adds to everything what `spoil` makes of the time."""

    spoil: Callable[[NDArray[np.float64]], NDArray[np.float64]] = np.zeros_like
    blocks: list[Samples] = field(default_factory=list)

    def read(self, timeout_s: float) -> Samples | None:
        block = super().read(timeout_s)
        assert block is not None
        times_s = (self._position - len(block) + np.arange(len(block))) / RATE_HZ
        self.blocks.append((block + self.spoil(times_s)).astype(np.float32))
        return self.blocks[-1]


def hums(hz: float, level: float) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    return lambda times_s: np.asarray(
        level * sum(np.sin(2 * np.pi * n * hz * times_s + n) / n for n in (1, 2, 3, 5)), np.float64
    )


SPOILT: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "a constant": lambda times_s: np.full(len(times_s), 0.4),
    "a constant below": lambda times_s: np.full(len(times_s), -0.45),
    "a slow drift": lambda times_s: 0.4 * np.sin(2 * np.pi * 0.2 * times_s),
    "a drift": lambda times_s: 0.3 * np.sin(2 * np.pi * 1.0 * times_s),
    "no numbers": lambda times_s: np.where(np.arange(len(times_s)) % 97 == 3, np.nan, 0.0),
    "infinities": lambda times_s: np.where(np.arange(len(times_s)) == 5, np.inf, 0.0),
    "absurd numbers": lambda times_s: np.where(np.arange(len(times_s)) == 5, -1e30, 0.0),
    "hum of 50 Hz": hums(50.0, 0.2),
    "hum of 60 Hz": hums(60.0, 0.2),
    "hum of about 50 Hz": hums(49.95, 0.2),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_what_the_wiring_adds_neither_begins_nor_holds_up_an_answer(tmp_path: Path, kind: str) -> None:
    """A second of quiet, two of voice, then quiet: the end comes as long after the voice as ever."""
    spoken = np.concatenate([sound(1.0, 0.001), sound(2.0), sound(0.5, 0.001)])
    lengths_s = {}
    for name in ("nothing", kind):
        stage = Spoilt(spoken, presses=[Press("c-c", 25.0)], spoil=SPOILT.get(name, np.zeros_like))
        session = new_session(tmp_path / name, 1)
        hold(stage, session, Rules(hands_free=True))
        (take,) = session.record.takes
        assert take.ending == "silence"
        lengths_s[name] = take.duration_s
        recorded = read_clip(session.recording(take)).samples
        assert np.isfinite(recorded).all()
        assert np.abs(recorded[RATE_HZ + 2_000 : 2 * RATE_HZ]).mean() > 0.3
    assert lengths_s[kind] == pytest.approx(lengths_s["nothing"], abs=0.2)


class Levels:
    """A detector that only notes."""

    frame_length = FRAME_LENGTH

    def reset(self) -> None: ...

    def probabilities(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(np.sqrt(np.mean(np.square(frames), axis=1)), np.float32)


@pytest.mark.parametrize("hz", [50.0, 60.0, 49.9, 60.1])
@pytest.mark.parametrize("level", [0.02, 0.2, 0.7])
def test_a_hum_is_gone_within_half_a_second(hz: float, level: float) -> None:
    times_s = np.arange(4 * RATE_HZ) / RATE_HZ
    hearing = Hearing(RATE_HZ, Levels())
    levels = hearing.feed((level * np.sin(2 * np.pi * hz * times_s)).astype(np.float32)).speech
    assert levels[16:].max() < 0.15 * level


def test_a_constant_is_gone_from_the_first_sample() -> None:
    hearing = Hearing(48_000, Levels())
    assert hearing.feed(np.full(48_000, 0.8, np.float32)).speech[2:].max() < 0.02
    assert Hearing(16_000, Levels()).feed(np.full(16_000, 0.8, np.float32)).speech.max() < 1e-6
