"""The real Silero and the real Whisper, in its own process, on spoken answers and on sounds that are none."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import jiwer
import numpy as np
import pytest
from numpy.typing import NDArray

from voice_interviewer.bank.library import find_bank
from voice_interviewer.clip import Clip, Samples, WavWriter, read_clip
from voice_interviewer.devices import packaged, weights
from voice_interviewer.devices.silero import Silero
from voice_interviewer.devices.weights import find_weights
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.errors import ModelError, RecogniserError
from voice_interviewer.language.terms import places
from voice_interviewer.listening.endpoint import Endpoint
from voice_interviewer.listening.hearing import FRAME_LENGTH, Hearing
from voice_interviewer.listening.transcribing import Transcriber, transcribe_file
from voice_interviewer.places import builtin_folder
from voice_interviewer.readable import NUMBER_WORDS
from voice_interviewer.transcript import Transcript

pytestmark = pytest.mark.e2e

VOCABULARY = ("EMIS", "SystmOne", "GDPR", "triage")
PATIENCE_S = 120.0
SPOKEN = Path(__file__).parents[1] / "spoken" / "kept"


@pytest.fixture(scope="module")
def transcriber() -> Iterator[Transcriber]:
    whisper = Whisper()
    whisper.start()
    transcriber = Transcriber(whisper, VOCABULARY)
    yield transcriber
    transcriber.close()


def sample_answers() -> list[Path]:
    return sorted(builtin_folder("demo").glob("*.flac"))


def long_answer() -> tuple[Clip, str]:
    """Two sample answers in one breath, 50 to 60 s, and what is said in them."""
    paths = [builtin_folder("demo") / f"{name}.flac" for name in ("busy-day", "why-this-role")]
    clips = [read_clip(path) for path in paths]
    said = " ".join(path.with_suffix(".txt").read_text("utf-8") for path in paths)
    return Clip(np.concatenate([clip.samples for clip in clips]), clips[0].rate_hz), said


def spoken_live(clip: Clip, transcriber: Transcriber) -> Transcript:
    """The transcript of a clip that arrives in blocks of 50 ms, more quickly than in life."""
    writing = transcriber.begin()
    hearing = Hearing(clip.rate_hz, Silero())
    block = clip.rate_hz // 20
    for start in range(0, len(clip.samples), block):
        writing.feed(hearing.feed(clip.samples[start : start + block]))
    writing.feed(hearing.finish())
    writing.finish()
    return writing.result(PATIENCE_S)


def saved(clip: Clip, folder: Path) -> Path:
    with WavWriter(folder / "answer.wav", clip.rate_hz) as file:
        file.write(clip.samples)
    return file.path


def word_error_rate(said: str, heard: str) -> float:
    return float(jiwer.wer(_plain(said), _plain(heard)))


def _plain(text: str) -> str:
    """Small letters, no punctuation, notes in brackets left out, "er" and "uh" alike, figures up to twelve
    as words."""
    text = re.sub(r"\([^)]*\)", " ", text.lower().replace("’", "'"))
    words = re.sub(r"[^a-z0-9']+", " ", text).split()
    words = [
        NUMBER_WORDS[int(word)] if word.isdigit() and int(word) < len(NUMBER_WORDS) else word
        for word in words
    ]
    return " ".join("um" if word in {"uh", "er", "erm"} else word for word in words)


def test_silero_frame_by_frame_equals_faster_whispers_batch() -> None:
    from faster_whisper.vad import get_vad_model

    clip = read_clip(sample_answers()[0]).resampled(16_000)
    samples = clip.samples[: len(clip.samples) // FRAME_LENGTH * FRAME_LENGTH]
    silence: Samples = np.zeros(FRAME_LENGTH, np.float32)
    hearing = Hearing(16_000, Silero())
    heard = [hearing.feed(samples[start : start + 777]) for start in range(0, len(samples), 777)]
    streamed = np.concatenate([part.speech for part in heard])
    samples = np.concatenate([part.samples for part in heard])
    batch = get_vad_model()(np.concatenate([samples, silence])).reshape(-1)[:-1]  # it spoils its last frame
    np.testing.assert_allclose(streamed, batch, atol=1e-5)
    assert 0.5 < float(np.mean(streamed > 0.5)) < 1.0


def test_the_end_of_a_spoken_answer_is_found_in_noise() -> None:
    clip = read_clip(sample_answers()[0]).resampled(16_000)
    answer = np.concatenate([np.zeros(16_000, np.float32), clip.samples, np.zeros(96_000, np.float32)])
    loudness = float(np.sqrt(np.mean(clip.samples**2)))
    noise = np.random.default_rng(1).normal(0, loudness / np.sqrt(10), len(answer)).astype(np.float32)
    quiet, noisy = silence_after(answer), silence_after(answer + noise)
    assert 6.0 < quiet < 8.0
    assert noisy == pytest.approx(quiet, abs=0.3)


def silence_after(samples: Samples) -> float:
    endpoint = Endpoint()
    endpoint.feed(Hearing(16_000, Silero()).feed(samples).speech)
    assert endpoint.has_begun
    return endpoint.silence_s


def test_live_and_from_the_file_it_is_a_true_text(transcriber: Transcriber, tmp_path: Path) -> None:
    """Where nobody pauses for long, a living take is cut into shorter pieces: the texts may differ there by a word."""
    clip, said = long_answer()
    path = saved(clip, tmp_path)
    live = spoken_live(read_clip(path), transcriber)
    shares: list[float] = []
    written = transcribe_file(path, transcriber, Silero(), shares.append)
    assert word_error_rate(live.text, written.text) <= 0.05
    assert word_error_rate(said, live.text) <= 0.2
    assert written.duration_s == live.duration_s == pytest.approx(clip.duration_s, abs=0.1)
    assert shares == sorted(shares)
    starts = [word.start_s for word in live.words]
    assert starts == sorted(starts)
    assert all(word.start_s <= word.end_s <= live.duration_s for word in live.words)
    assert all(0 < word.probability <= 1 and word.text == word.text.strip() for word in live.words)


def test_fluent_speech_without_a_pause_loses_nothing_at_the_cuts(transcriber: Transcriber) -> None:
    """Cut in the middle of sentences, with a prompt, Whisper alone skips whole sentences or goes round."""
    answers = [fluent(read_clip(path).resampled(16_000).samples) for path in sample_answers()]
    said = " ".join(path.with_suffix(".txt").read_text("utf-8") for path in sample_answers())
    heard = spoken_live(Clip(np.concatenate(answers), 16_000), transcriber)
    assert word_error_rate(said, heard.text) <= 0.06


def fluent(samples: Samples) -> Samples:
    """The same answer with every pause shortened to a third of a second."""
    heard = Hearing(16_000, Silero()).feed(samples)
    kept, pause = [], 0
    for frame, speech in zip(heard.samples.reshape(-1, FRAME_LENGTH), heard.speech, strict=True):
        pause = 0 if speech >= 0.2 else pause + 1
        if pause <= 10:
            kept.append(frame)
    return np.concatenate(kept)


@pytest.mark.parametrize("path", sample_answers(), ids=lambda path: path.stem)
def test_sample_answers_are_understood_with_their_fillers(path: Path, transcriber: Transcriber) -> None:
    said = path.with_suffix(".txt").read_text("utf-8")
    heard = transcribe_file(path, transcriber, Silero()).text
    assert word_error_rate(said, heard) <= 0.1
    fillers_said, fillers_heard = (_plain(text).split().count("um") for text in (said, heard))
    assert abs(fillers_said - fillers_heard) <= 1


@pytest.mark.parametrize("name", ["slt-handover", "rms-team", "espeak-email"])
def test_voices_that_nothing_was_tuned_for_keep_their_fillers(name: str, transcriber: Transcriber) -> None:
    path = SPOKEN / f"{name}.ogg"
    said = re.sub(r"\[[^\]]*\]", " ", path.with_suffix(".txt").read_text("utf-8"))
    heard = transcribe_file(path, transcriber, Silero()).text
    assert word_error_rate(said, heard) <= 0.2
    fillers_said, fillers_heard = (_plain(text).split().count("um") for text in (said, heard))
    assert abs(fillers_said - fillers_heard) <= 1


@pytest.mark.parametrize("name", ["slt-bait", "rms-bait"])
def test_words_that_sound_like_the_banks_terms_do_not_count_as_such(name: str) -> None:
    """A prompt that names the terms makes Whisper write some of them; none must be believed."""
    terms = tuple(term.term for term in find_bank("patient-services-coordinator", SPOKEN)[1].vocabulary)
    transcriber = Transcriber(Whisper(), terms)
    try:
        words = transcribe_file(SPOKEN / f"{name}.ogg", transcriber, Silero()).words
    finally:
        transcriber.close()
    believed = [
        term for term, start, end in places(words, terms) if all(word.is_certain for word in words[start:end])
    ]
    assert believed == []


def test_words_are_timed_where_they_are_said(transcriber: Transcriber) -> None:
    """An answer after four seconds of silence begins there; one in the middle of a pause does not exist."""
    clip, _ = long_answer()
    pause = np.zeros(4 * clip.rate_hz, np.float32)
    first = clip.samples[: 10 * clip.rate_hz]
    transcript = spoken_live(Clip(np.concatenate([pause, first, pause]), clip.rate_hz), transcriber)
    assert transcript.words[0].start_s == pytest.approx(4.0, abs=0.6)
    assert 12.5 < transcript.words[-1].end_s < 14.6


def sound(values: NDArray[np.float64]) -> Samples:
    return values.astype(np.float32)


def silence(rng: np.random.Generator) -> Samples:
    return rng.normal(0, 1e-5, 320_000).astype(np.float32)


def zeros(_: np.random.Generator) -> Samples:
    return np.zeros(320_000, np.float32)


def white(rng: np.random.Generator) -> Samples:
    return rng.normal(0, 0.05, 320_000).astype(np.float32)


def pink(rng: np.random.Generator) -> Samples:
    spectrum = np.fft.rfft(rng.normal(0, 1, 320_000))
    shaped = np.fft.irfft(spectrum / np.sqrt(np.arange(len(spectrum)) + 1))
    return sound(0.1 * shaped / np.abs(shaped).max())


def hum(_: np.random.Generator) -> Samples:
    time_s = np.arange(320_000) / 16_000
    return sound(
        sum((0.1 / n * np.sin(2 * np.pi * 50 * n * time_s) for n in (1, 2, 3, 5)), np.zeros(320_000))
    )


def keyboard(rng: np.random.Generator) -> Samples:
    mixed = rng.normal(0, 1e-3, 320_000)
    for at in rng.integers(0, 319_000, 100):
        mixed[at : at + 400] += rng.normal(0, 0.3, 400) * np.exp(-np.arange(400) / 60)
    return sound(mixed)


def breathing(rng: np.random.Generator) -> Samples:
    time_s = np.arange(320_000) / 16_000
    return sound(white(rng) * np.maximum(0, np.sin(2 * np.pi * time_s / 4)) ** 2)


def music(_: np.random.Generator) -> Samples:
    time_s = np.arange(320_000) / 16_000
    chords = [(262, 330, 392), (294, 349, 440), (247, 294, 392), (262, 330, 392)]
    mixed = np.zeros(320_000)
    for number in range(20):
        beat = (time_s >= number) & (time_s < number + 1)
        for tone_hz in chords[number % 4]:
            mixed[beat] += 0.1 * np.sin(2 * np.pi * tone_hz * time_s[beat]) * np.exp(-2 * (time_s[beat] % 1))
    return sound(mixed)


def knocks(rng: np.random.Generator) -> Samples:
    mixed = np.zeros(320_000)
    time_s = np.arange(3_200) / 16_000
    for at in range(8_000, 310_000, 9_000):
        mixed[at : at + 3_200] += (
            0.5 * np.sin(2 * np.pi * rng.integers(80, 160) * time_s) * np.exp(-time_s * 30)
        )
    return sound(mixed)


def beeps(_: np.random.Generator) -> Samples:
    time_s = np.arange(320_000) / 16_000
    return sound(0.2 * np.sin(2 * np.pi * 880 * time_s) * (time_s % 1 < 0.3))


NO_SPEECH = [silence, zeros, white, pink, hum, keyboard, breathing, music, knocks, beeps]


@pytest.mark.parametrize("noise", NO_SPEECH, ids=lambda noise: noise.__name__)
def test_what_is_no_speech_has_no_words(
    noise: Callable[[np.random.Generator], Samples], transcriber: Transcriber
) -> None:
    clip = Clip(noise(np.random.default_rng(7)), 16_000)
    assert spoken_live(clip, transcriber).text == ""


def children() -> list[int]:
    """Process ids of the Whispers that belong to this test."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rsplit(")", 1)[1].split()[1])
            command = (status.parent / "cmdline").read_bytes()
        except OSError:  # gone meanwhile
            continue
        if parent == os.getpid() and b"voice_interviewer.devices.whisper_process" in command:
            found.append(int(status.parent.name))
    return found


def test_a_killed_whisper_is_started_again_once(tmp_path: Path) -> None:
    others = set(children())
    transcriber = Transcriber(Whisper(), ())
    try:
        path = saved(long_answer()[0], tmp_path)
        told: list[float] = []

        def kill_once(share: float) -> None:
            if 0 < share < 1 and not told:
                told.append(share)
                for pid in set(children()) - others:
                    os.kill(pid, signal.SIGKILL)

        transcript = transcribe_file(path, transcriber, Silero(), kill_once)
        assert told
        assert len(transcript.words) > 100
    finally:
        transcriber.close()
    assert set(children()) == others


def test_a_whisper_that_stops_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    whisper = Whisper()
    with pytest.raises(RecogniserError, match=r"Whisper \(tiny\.en\) stopped \(exit status 1\)"):
        whisper.recognise(np.zeros(16_000, np.float32), "")
    monkeypatch.setattr(sys, "executable", str(Path("no", "such", "python")))
    with pytest.raises(RecogniserError, match="could not be started"):
        whisper.start()
    whisper.close()


def test_damaged_and_unfit_weights_are_told(tmp_path: Path) -> None:
    bundled = find_weights("").folder
    for file in bundled.iterdir():
        if file.name != "model.bin":
            (tmp_path / file.name).symlink_to(file)
    (tmp_path / "model.bin").write_bytes(b"not a model")
    damaged, english = Whisper(str(tmp_path)), Whisper("", "de")
    for whisper, reason in (
        (damaged, "cannot be loaded"),
        (english, "does not understand the language 'de'; name a model without"),
    ):
        with pytest.raises(ModelError, match=reason) as error:
            whisper.recognise(np.zeros(16_000, np.float32), "")
        assert "\n" not in str(error.value)
        whisper.close()


def in_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The weights of tiny.en as those of base come: the model in two packages; returns the parts."""
    known = find_weights("tiny.en")
    whole, first, second = (known.folder / "model.bin").read_bytes(), folder / "one", folder / "two"
    for package in (first, second):
        package.mkdir()
    for file in known.folder.iterdir():
        if file.name != "model.bin":
            (second / file.name).symlink_to(file)
    parts = [first / "model.part1", second / "model.part2"]
    for path, content in zip(parts, (whole[:50_000_000], whole[50_000_000:]), strict=True):
        path.write_bytes(content)
    bundle = weights._Bundle(
        tuple((path.parent.name, path.name) for path in parts), weights.BUNDLES["tiny.en"].sha256
    )
    monkeypatch.setattr(weights, "BUNDLES", {"tiny.en": bundle})
    monkeypatch.setattr(
        packaged,
        "find_spec",
        lambda name: SimpleNamespace(submodule_search_locations=[str(folder / name)]),
    )
    return parts


def test_weights_that_come_in_parts_are_used_once_they_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = in_parts(tmp_path, monkeypatch)
    samples = read_clip(sample_answers()[0]).resampled(16_000).samples[: 6 * 16_000]
    whisper = Whisper()
    assert whisper.recognise(samples, "")
    whisper.close()
    with parts[0].open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"tampered")
    whisper = Whisper()
    with pytest.raises(ModelError, match=r"tiny\.en is damaged"):
        whisper.recognise(samples, "")
    whisper.close()


INTERVIEW = """
import os, signal, sys, time
from pathlib import Path
from voice_interviewer.clip import read_clip
from voice_interviewer.devices.silero import Silero
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.listening.hearing import Hearing
from voice_interviewer.listening.transcribing import Transcriber

ending, delay_s, path = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
whisper = Whisper()
whisper.start()
transcriber = Transcriber(whisper, ())
clip = read_clip(path)
writing = transcriber.begin()
writing.feed(Hearing(clip.rate_hz, Silero()).feed(clip.samples))
writing.finish()
print(whisper._child._popen.pid, flush=True)
time.sleep(delay_s)
if ending == "close":
    transcriber.close()
elif ending == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("ending", ["close", "forgotten", "killed"])
@pytest.mark.parametrize("delay_s", [0.0, 0.7, 1.3, 2.0])
def test_however_the_interview_ends_whisper_ends_with_it(ending: str, delay_s: float) -> None:
    arguments = [sys.executable, "-c", INTERVIEW, ending, str(delay_s), str(sample_answers()[0])]
    interview = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
    assert interview.returncode == (-signal.SIGKILL if ending == "killed" else 0), interview.stderr
    assert interview.stderr == ""
    child = Path("/proc") / interview.stdout.strip()
    deadline = time.monotonic() + 5
    while child.exists():
        assert time.monotonic() < deadline, "Whisper outlived the interview"
        time.sleep(0.02)
