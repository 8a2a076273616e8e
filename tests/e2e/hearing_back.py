"""What was said against what was kept: sample answers, and how much of them is in a recording or a transcript."""

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from voice_interviewer.bank import Term, spoken
from voice_interviewer.clip import Clip, Samples, read_clip, rms_dbfs
from voice_interviewer.devices.natural.reading import UnreadableError, in_words
from voice_interviewer.devices.silero import Silero
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.listening.transcribing import Transcriber, transcribe_file
from voice_interviewer.readable import NUMBER_WORDS

SAMPLES = Path(__file__).parents[2] / "audio" / "demo"

RATE_HZ = 48_000
"""Finer than any sound in the answers, so that being half a sample apart does not look like being different."""
WINDOW_S = 0.5
LOUD_DBFS = -45.0
"""A window below this is a pause: noise, which 16 bits round to something else."""

_FILLERS = frozenset({"um", "uh", "umm", "uhm", "er", "erm", "mm", "hm", "hmm", "ah"})
_FIGURES = {str(figure): word for figure, word in enumerate(NUMBER_WORDS)}


@dataclass(frozen=True)
class Spoken:
    """A sound file and the words in it."""

    path: Path
    text: str

    @property
    def clip(self) -> Clip:
        return read_clip(self.path)


def sample_answer(question_id: str) -> Spoken:
    """A whole sample answer: 20 to 40 s, with a pause for thought of about two seconds in it."""
    text = (SAMPLES / f"{question_id}.txt").read_text(encoding="utf-8")
    return Spoken(SAMPLES / f"{question_id}.flac", text)


def beginning_of(question_id: str, folder: Path) -> Spoken:
    """A sample answer up to its pause for thought, which its text shows as "…"; the file is made in `folder`."""
    whole = sample_answer(question_id)
    clip = whole.clip
    pause_s = _longest_pause_s(clip)
    path = _write(folder / f"beginning-of-{question_id}.wav", clip, 0.0, pause_s)
    return Spoken(path, whole.text.partition("…")[0])


def pause_of(question_id: str, folder: Path) -> Path:
    """Ten seconds of a sample answer, with its pause for thought in the middle; the file is made in `folder`."""
    clip = sample_answer(question_id).clip
    pause_s = _longest_pause_s(clip)
    return _write(folder / f"pause-of-{question_id}.wav", clip, pause_s - 5, pause_s + 5)


def word_error_rate(said: str, heard: str) -> float:
    """jiwer's, without regard to case, punctuation, fillers, and how small numbers are written."""
    import jiwer

    return float(jiwer.wer(_words(said), _words(heard)))


def spoken_words(text: str, vocabulary: tuple[Term, ...] = ()) -> str:
    """A text by its sound: figures, signs and terms as they are read aloud, in small letters without marks, -ise as
    -ize and OK as okay."""
    try:
        said = in_words(spoken(text, vocabulary))
    except UnreadableError:
        return ""
    said = re.sub(r"\b[A-Z](?: [A-Z])+\b", lambda found: found.group().replace(" ", ""), said)
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", re.sub(r"\bok\b", "okay", said.lower()))
    return " ".join(re.sub(r"(?<=[a-z]{3})is(?=e|ing|ation)", "iz", word) for word in words)


def spoken_error_rate(said: str, heard: str, vocabulary: tuple[Term, ...] = ()) -> float:
    """jiwer's, of two texts as they are read aloud; a word may be written as two, or two as one ("health care")."""
    import jiwer

    truth, written = spoken_words(said, vocabulary), spoken_words(heard, vocabulary)
    return float(jiwer.wer(_as_one(truth, written), _as_one(written, truth)))


def _as_one(text: str, other: str) -> str:
    """The text, with two words written as one wherever the other text does so."""
    known = set(other.split())
    joined: list[str] = []
    for word in text.split():
        if joined and joined[-1] + word in known:
            joined[-1] += word
        else:
            joined.append(word)
    return " ".join(joined)


def recognise(path: Path) -> str:
    """What the real recogniser hears in a sound file."""
    with closing(Transcriber(Whisper(), ())) as transcriber:
        return transcribe_file(path, transcriber, Silero()).text


def likeness_throughout(said: Clip, recorded: Clip) -> tuple[float, float]:
    """Whether a recording holds the whole of what was said, with no gap.

    Returns the worst likeness (1.0: the same) of any half second of it that is not a pause, and by how many seconds at
    most these are not as far apart as they were when they were said: a block lost or doubled shifts all that follow.
    """
    wanted, found_in = said.resampled(RATE_HZ).samples, recorded.resampled(RATE_HZ).samples
    length = round(WINDOW_S * RATE_HZ)
    offset, _ = _place(wanted, found_in)
    likenesses, shifts = [], []
    for start in range(0, len(wanted) - length + 1, length):
        window = wanted[start : start + length]
        if not _is_loud(window):
            continue
        nearby = max(0, start + offset - length)
        shift, likeness = _place(window, found_in[nearby : nearby + 3 * length])
        likenesses.append(likeness)
        shifts.append(nearby + shift - start)
    assert len(likenesses) >= 5, "there is too little speech in this to compare"
    return min(likenesses), (max(shifts) - min(shifts)) / RATE_HZ


def _place(wanted: Samples, found_in: Samples) -> tuple[int, float]:
    """Where the wanted sound is most likely, and how alike they are there; where it is cut off, they are not."""
    place_count = len(found_in) - len(wanted) + 1
    if place_count < 1:
        return 0, 0.0
    length = 1 << len(found_in).bit_length()
    product = np.fft.rfft(found_in, length) * np.conj(np.fft.rfft(wanted, length))
    energy = np.cumsum(np.concatenate([[0.0], found_in.astype(np.float64) ** 2]))
    found_energy = energy[len(wanted) :] - energy[:place_count]
    scale = np.sqrt(np.maximum(found_energy, 1e-9) * np.sum(wanted.astype(np.float64) ** 2))
    likeness = np.fft.irfft(product, length)[:place_count] / scale
    place = int(np.argmax(likeness))
    return place, float(likeness[place])


def _is_loud(samples: Samples) -> bool:
    return rms_dbfs(samples) > LOUD_DBFS


def _write(path: Path, clip: Clip, from_s: float, until_s: float) -> Path:
    part = clip.samples[round(from_s * clip.rate_hz) : round(until_s * clip.rate_hz)]
    soundfile.write(path, part, clip.rate_hz)
    return path


def _longest_pause_s(clip: Clip) -> float:
    """The middle of it."""
    length = round(0.02 * clip.rate_hz)
    frames = clip.samples[: len(clip.samples) // length * length].reshape(-1, length)
    quiet = np.sqrt((frames**2).mean(axis=1)) < 10 ** (-50 / 20)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(int), [0]])))
    begin, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda run: run[1] - run[0])
    return float(begin + end) / 2 * 0.02


def _words(text: str) -> str:
    words = re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    return " ".join(_FIGURES.get(word, word) for word in words if word not in _FILLERS)
