"""A microphone that plays a part: sound files answer instead of a person (`--microphone file:PATH`)."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from voice_interviewer.clip import Resampling, Samples, read_blocks
from voice_interviewer.disk import why_refused
from voice_interviewer.errors import ClipError, MicrophoneLost, NoMicrophone
from voice_interviewer.steps import Step

SUFFIXES = (
    *(".wav", ".flac", ".aiff", ".aif", ".aifc", ".caf", ".au", ".snd", ".w64", ".rf64"),
    *(".ogg", ".oga", ".opus", ".mp3", ".voc", ".sph"),
)
"""What a folder's answers may be called; of two for one question the first of these is taken."""
BLOCK_S = 0.03
NOISE_DBFS = -75.0
"""What follows the answer, stands for an unanswered question and for pauses that somebody cut out. Not digital silence:
exact zeros are how a muted microphone shows, and no room is that quiet."""


class FileMicrophone:
    """Hands out one sound file for every question, or a folder's `<question-id>.wav` (or with another of SUFFIXES), and
    for what is asked after it `<question-id>-follow-up`, then faint noise.

    Time counts in samples: once cued, a block is there whenever it is asked for.
    """

    def __init__(self, path: Path) -> None:
        self.name = f"file:{path}"
        self.rate_hz = 0
        self.latency_s = 0.0
        self._path = path
        self._blocks: Iterator[Samples] | None = None

    def open(self) -> None:
        """Look whether everything is sound, to its end. Raises NoMicrophone."""
        rates_hz = [_rate_hz(path) for path in self._answers()]
        self.rate_hz = rates_hz[0]

    def _answers(self) -> list[Path]:
        if why := why_refused(self._path):
            raise NoMicrophone(f"{self._path} cannot be listened to ({why}); {Step.CHECK_MICROPHONE_NAME}.")
        if self._path.is_file():
            return [self._path]
        if not self._path.is_dir():
            raise NoMicrophone(
                f"There is no file or folder {self._path} to listen to; {Step.CHECK_MICROPHONE_NAME}."
            )
        answers = self._listed()
        if not answers:
            raise NoMicrophone(
                f"The folder {self._path} holds no answers; put <question-id>.wav or .flac files into it."
            )
        return answers

    def _listed(self) -> list[Path]:
        """Without hidden files: macOS puts one beside every file on a foreign disk."""
        paths = (path for path in self._path.iterdir() if path.suffix.lower() in SUFFIXES)
        return sorted(
            (path for path in paths if not path.name.startswith(".")),
            key=lambda path: (path.stem, SUFFIXES.index(path.suffix.lower()), path.name),
        )

    def cue(self, name: str) -> None:
        """Start this answer from its beginning."""
        self._blocks = self._answer(name)

    def _answer(self, name: str) -> Iterator[Samples]:
        path = self._path if self._path.is_file() else self._find(name)
        # Seeded, so that two runs of a demonstration are the same.
        noise = np.random.default_rng(0)
        for block in _at_rate(path, self.rate_hz) if path else ():
            yield block if block.any() else _noise(noise, len(block))
        while True:
            yield _noise(noise, round(self.rate_hz * BLOCK_S))

    def _find(self, name: str) -> Path | None:
        return next((path for path in self._listed() if path.stem == name), None)

    def read(self, timeout_s: float) -> Samples | None:
        """The next block (n,), at once; before the first cue None, after `timeout_s`. Raises MicrophoneLost."""
        if self._blocks is None:
            time.sleep(timeout_s)
            return None
        try:
            return next(self._blocks)
        except ClipError as error:
            raise MicrophoneLost(str(error)) from error

    def discard(self) -> None:
        """Nothing arrives before it is asked for."""

    def close(self) -> None:
        """Let go of the file."""
        self._blocks = None


def _noise(generator: "np.random.Generator", length: int) -> Samples:
    return generator.standard_normal(length, dtype=np.float32) * np.float32(10 ** (NOISE_DBFS / 20))


def _rate_hz(path: Path) -> int:
    """Its rate, once it was read from beginning to end: many a header promises more than its file holds."""
    rate_hz = 0
    try:
        for clip in read_blocks(path):
            rate_hz = clip.rate_hz
    except ClipError as error:
        raise NoMicrophone(str(error)) from error
    if not rate_hz:
        raise NoMicrophone(f"{path} holds no sound; record it again, or name another file.")
    return rate_hz


def _at_rate(path: Path, rate_hz: int) -> Iterator[Samples]:
    """The file's blocks at `rate_hz`, resampled as they come."""
    resampling: Resampling | None = None
    for clip in read_blocks(path, BLOCK_S):
        resampling = resampling or Resampling(clip.rate_hz, rate_hz)
        yield resampling.feed(clip.samples)
    if resampling:
        yield resampling.finish()
