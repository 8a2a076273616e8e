"""A piece of sound in memory, and sound files on disk."""

import os
import wave
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import ClipError, DiskError

Samples = NDArray[np.float32]
"""Mono sound, shape (n,), values from -1.0 to 1.0."""


@dataclass(frozen=True)
class Clip:
    """Mono sound with its rate. Not to be changed in place."""

    samples: Samples
    rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz

    def resampled(self, rate_hz: int) -> "Clip":
        """The same sound at another rate."""
        if rate_hz == self.rate_hz:
            return self
        import soxr

        return Clip(soxr.resample(self.samples, self.rate_hz, rate_hz).astype(np.float32), rate_hz)


class Resampling:
    """From one rate to another, block by block, as if it were one. soxr holds back some 10 to 50 ms till the end."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._stream = None
        if from_hz != to_hz:
            import soxr

            self._stream = soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32")

    def feed(self, samples: Samples) -> Samples:
        """The next block, (n,) at the first rate; returns what is ready at the second."""
        return self._resampled(samples, last=False)

    def finish(self) -> Samples:
        """The sound has ended: returns what was held back."""
        return self._resampled(np.zeros(0, np.float32), last=True)

    def _resampled(self, samples: Samples, *, last: bool) -> Samples:
        samples = np.ascontiguousarray(samples, dtype=np.float32)
        if self._stream is None:
            return samples
        resampled: Samples = self._stream.resample_chunk(samples, last=last)
        return resampled


def mono(frames: NDArray[np.float32]) -> Samples:
    """The mean of all channels: frames x channels, or (n,), to (n,)."""
    return frames if frames.ndim == 1 else frames.mean(axis=1, dtype=np.float32)


def file_name(path: Path) -> str | bytes:
    """A path as libsndfile takes it; outside Windows a name need not be text."""
    return str(path) if os.name == "nt" else os.fsencode(path)


def _unreadable(path: Path, error: Exception) -> ClipError:
    if not path.exists():  # soundfile speaks of a system error
        return ClipError(f"{path} is missing; put it back, or name another file.")
    return ClipError(f"{path} cannot be read as sound ({error}); give a WAV or FLAC file.")


def read_clip(path: Path) -> Clip:
    """Read a whole WAV, FLAC, AIFF, OGG or MP3 file as mono sound.

    Raises ClipError if it is missing, or not a sound file.
    """
    import soundfile

    try:
        frames, rate_hz = soundfile.read(file_name(path), dtype="float32", always_2d=False)
    except (OSError, soundfile.LibsndfileError) as error:
        raise _unreadable(path, error) from error
    return Clip(mono(frames), int(rate_hz))


def sound_length_s(path: Path) -> float:
    """How long a sound file plays, from its header. Raises ClipError as `read_clip` does."""
    import soundfile

    try:
        return float(soundfile.info(file_name(path)).duration)
    except (OSError, soundfile.LibsndfileError) as error:
        raise _unreadable(path, error) from error


def read_blocks(
    path: Path, block_s: float = 1.0, masked: Sequence[tuple[float, float]] = ()
) -> Iterator[Clip]:
    """Read a sound file block by block, so that a long one is never held in memory whole.

    What lies in a masked span (from, until, in seconds) is given as silence. Raises ClipError as `read_clip` does.
    """
    import soundfile

    try:
        with soundfile.SoundFile(file_name(path)) as file:
            frame_count = max(1, round(block_s * file.samplerate))
            start = 0
            for frames in file.blocks(blocksize=frame_count, dtype="float32"):
                samples = mono(frames)
                for from_s, until_s in masked:
                    silence(
                        samples,
                        round(from_s * file.samplerate) - start,
                        round(until_s * file.samplerate) - start,
                    )
                start += len(samples)
                yield Clip(samples, int(file.samplerate))
    except (OSError, soundfile.LibsndfileError) as error:
        raise _unreadable(path, error) from error


def silence(samples: Samples, start: int, end: int) -> None:
    """Make the samples from `start` to before `end` zero, in place; what lies outside of them does not matter."""
    samples[max(0, start) : max(0, end)] = 0.0


class WavWriter:
    """A mono 16-bit WAV that is a valid file after every block, so that nothing is lost if the program dies.

    The standard library's `writeframes` mends the header each time; measured after kill -9: everything up to
    the last block is there, for soundfile, wave, ffmpeg and Chromium alike. Never overwrites a file.
    """

    def __init__(self, path: Path, rate_hz: int) -> None:
        self.path = path
        self.rate_hz = rate_hz
        self.sample_count = 0
        self._unsynced_samples = 0
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise DiskError(cannot_write(path, error)) from error
        self._file: BinaryIO = os.fdopen(descriptor, "w+b")
        self._wave = wave.open(self._file, "wb")  # noqa: SIM115 - open as long as the take is
        self._wave.setnchannels(1)
        self._wave.setsampwidth(2)
        self._wave.setframerate(rate_hz)
        self._write_header()

    @property
    def duration_s(self) -> float:
        return self.sample_count / self.rate_hz

    def _write_header(self) -> None:
        """At once: a file without one, which is what a kill would leave before the first block, nobody can read."""
        try:
            self._wave.writeframes(b"")
            self._file.flush()
        except OSError as error:
            self.path.unlink(missing_ok=True)  # it is new, and holds nothing
            with suppress(OSError):
                self._wave.close()
            with suppress(OSError):
                self._file.close()
            raise DiskError(cannot_write(self.path, error)) from error

    def write(self, samples: Samples) -> None:
        """Append a block; it is in the file when this returns, and synced to disk once a second.

        Raises DiskError if the disk is full or gone; what was written before stays readable.
        """
        pcm = np.clip(np.rint(samples * 32768.0), -32768, 32767).astype("<i2")
        try:
            self._wave.writeframes(pcm.tobytes())
            self._file.flush()
            self._unsynced_samples += len(samples)
            if self._unsynced_samples >= self.rate_hz:
                self._sync()
        except OSError as error:
            raise DiskError(cannot_write(self.path, error)) from error
        self.sample_count += len(samples)

    def _sync(self) -> None:
        os.fsync(self._file.fileno())
        # Linux and macOS go on writing into a file that was removed; nobody would ever find it again.
        self.path.stat()
        self._unsynced_samples = 0

    def close(self) -> None:
        """Close the file; raises DiskError if its last bytes cannot be written."""
        try:
            self._wave.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise DiskError(cannot_write(self.path, error)) from error
        finally:
            with suppress(OSError):  # on a full disk it tries once more to write what it holds
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def mend_wav(path: Path) -> float:
    """Make a recording that was cut off in the middle of a block whole again, and return its duration in seconds.

    The header that WavWriter leaves is valid, but may be one block behind. Raises ClipError, DiskError.
    """
    try:
        with path.open("r+b") as file:
            header = file.read(_HEADER_LENGTH)
            if not header:
                _write_empty_wav(file)
                return 0.0
            if len(header) < _HEADER_LENGTH or header[:4] != b"RIFF" or header[36:40] != b"data":
                raise ClipError(f"{path} is not a recording of this program; it was left as it is.")
            rate_hz, width = int.from_bytes(header[24:28], "little"), int.from_bytes(header[32:34], "little")
            data_length = file.seek(0, os.SEEK_END) - _HEADER_LENGTH
            data_length -= data_length % width
            file.truncate(_HEADER_LENGTH + data_length)
            for place, size in ((4, _HEADER_LENGTH - 8 + data_length), (40, data_length)):
                file.seek(place)
                file.write(size.to_bytes(4, "little"))
    except OSError as error:
        raise DiskError(cannot_write(path, error)) from error
    return data_length / width / rate_hz


def _write_empty_wav(file: BinaryIO) -> None:
    """What was killed before its first byte is a recording of nothing; at which rate, is all the same."""
    with wave.open(file, "wb") as empty:
        empty.setnchannels(1)
        empty.setsampwidth(2)
        empty.setframerate(16_000)


_HEADER_LENGTH = 44
"""RIFF, format and data header, as the standard library's `wave` writes them."""
