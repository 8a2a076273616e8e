"""A piece of sound in memory, how loud it is, and sound files on disk."""

import errno
import io
import os
import wave
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.background_call import BackgroundCall
from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import ClipError, DiskError

if TYPE_CHECKING:
    from soundfile import SoundFile


Samples = NDArray[np.float32]
"""Mono sound, shape (n,), values from -1.0 to 1.0."""

LOWEST_RATE_HZ = 4_000
"""Half a telephone's; with less nobody is understood."""
HIGHEST_RATE_HZ = 768_000
"""The most that sound cards are made for."""

MOST_WAV_BYTES = 2**32 - 1
"""Its header has four bytes for its length: 12 hours at 48 kHz. What is longer is a full disk."""
SYNC_S = 0.5
"""How much of a recording a power cut may cost, beside what the disk is just writing."""

_LARGEST = float(2**32)
_CANCELLED = 0.1
_MOST_STRAYS = 100
"""Two milliseconds at 48 kHz: the loudest sound lasts longer, and what it is clipped to is heard alike."""
_FAR_ABOVE = 4.0
"""Times, or 12 dB: in sound that many samples next to each other in loudness are hardly ever as far apart."""
_FRAMES_AT_ONCE = 1 << 14


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
        # As the recording keeps it: whoever hears the file later hears the same.
        samples = np.clip(finite(np.ascontiguousarray(samples, dtype=np.float32)), -1.0, 1.0)
        if self._stream is None:
            return samples
        resampled: Samples = self._stream.resample_chunk(samples, last=last)
        return resampled


def finite(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same, of any shape, with silence for what is no number, or beyond every scale that sound is written in.

    A float file or a driver may hold anything, and one such sample would spoil all that are filtered with it.
    """
    sound = np.abs(samples) <= _LARGEST  # false for what is no number
    return samples if sound.all() else np.where(sound, samples, np.float32(0.0))


def mono(frames: NDArray[np.float32]) -> Samples:
    """The mean of all channels: frames x channels, or (n,), to (n,); what is not finite is silence."""
    frames = finite(frames)
    return frames if frames.ndim == 1 else frames.mean(axis=1, dtype=np.float32)


def read_clip(path: Path) -> Clip:
    """Read a whole sound file as mono sound: WAV, FLAC, AIFF, CAF, AU, OGG, MP3, and what else libsndfile knows.

    Raises ClipError if it is missing, damaged, or no sound file.
    """
    with _opened(path) as file:
        rate_hz = int(file.samplerate)
        blocks = list(_mixed(path, file, rate_hz))
    return Clip(np.concatenate([np.zeros(0, np.float32), *blocks]), rate_hz)


def sound_length_s(path: Path) -> float:
    """How long a sound file plays, counted: a header may promise anything. Raises ClipError as `read_clip` does."""
    with _opened(path) as file:
        # Of these libsndfile has counted what is there, not what the header promises.
        is_counted = file.format == "WAV" and file.subtype == "PCM_16"
        frames = file.frames if is_counted else sum(map(len, _frames(file, _FRAMES_AT_ONCE)))
        return float(frames / file.samplerate)


def read_blocks(
    path: Path, block_s: float = 1.0, masked: Sequence[tuple[float, float]] = ()
) -> Iterator[Clip]:
    """Read a sound file block by block, so that a long one is never held in memory whole.

    What lies in a masked span (from, until, in seconds) is given as silence. Raises ClipError as `read_clip` does.
    """
    with _opened(path) as file:
        rate_hz = int(file.samplerate)
        start = 0
        for samples in _mixed(path, file, max(1, round(block_s * rate_hz))):
            for from_s, until_s in masked:
                silence(samples, round(from_s * rate_hz) - start, round(until_s * rate_hz) - start)
            start += len(samples)
            yield Clip(samples, rate_hz)


@contextmanager
def _opened(path: Path) -> Iterator["SoundFile"]:
    """Raises ClipError for what cannot be opened, and for what goes wrong while it is."""
    import soundfile

    class Forward(soundfile.SoundFile):  # type: ignore[misc]  # it has no types
        """Read from beginning to end. Where it can, soundfile seeks behind every block: that garbles MP3, and fails on
        a FLAC of unknown length; where it cannot, as in voicemail's GSM, the rest is asked for with `frames=` alone."""

        def seekable(self) -> bool:
            return False

    if path.suffix.lower() == ".raw":  # soundfile asks for its rate
        raise ClipError(f"{path} does not tell how it is to be read; give a WAV or FLAC file.")
    try:
        if path.exists() and not path.is_file():  # to open a pipe would wait for ever
            raise ClipError(f"{path} is not a file; give a WAV or FLAC file.")
        with _bytes_of(path) as source, Forward(source) as file:
            if not LOWEST_RATE_HZ <= file.samplerate <= HIGHEST_RATE_HZ:
                raise ClipError(
                    f"{path} is sampled at {file.samplerate:,} Hz; give a file of {LOWEST_RATE_HZ:,} to "
                    f"{HIGHEST_RATE_HZ:,} Hz."
                )
            yield file
    except (OSError, soundfile.SoundFileError) as error:
        raise _unreadable(path, error) from error


class _Source(io.BufferedReader):
    """Stays where it is when libsndfile, led by a header that lies, seeks to where nothing can be; soundfile would
    print a traceback of that."""

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        try:
            return super().seek(offset, whence)
        except (OSError, ValueError):
            return self.tell()


def _bytes_of(path: Path) -> BinaryIO:
    """The opened file; or, if it is a WAV whose header says less than there is, as a recorder leaves that could not
    finish it, its bytes with the header put right. (If it says more, libsndfile reads what there is.) Not its path: for
    an MP3 libsndfile would look into what macOS hides beside it."""
    file = _Source(io.FileIO(path))
    length = file.seek(0, os.SEEK_END)
    place = _start_of_sound(file)
    if place is None or place == length or _is_all(file, place, length):
        file.seek(0)
        return file
    with file:
        file.seek(0)
        mended = bytearray(file.read())
    for at, size in ((4, length - 8), (place - 4, length - place)):
        mended[at : at + 4] = min(size, 2**32 - 1).to_bytes(4, "little")
    return io.BytesIO(mended)


def _is_all(file: BinaryIO, place: int, length: int) -> bool:
    """Whether what follows on the sound that the header tells of is nothing, or no sound."""
    file.seek(place - 4)
    told = int.from_bytes(file.read(4), "little")
    file.seek(place + told + told % 2)
    following = file.read(8)
    return told > 0 and (len(following) < 8 or _is_chunk(following, length - file.tell()))


def _start_of_sound(file: BinaryIO) -> int | None:
    """Where a WAV's samples begin; None if this is none."""
    file.seek(0)
    header = file.read(12)
    if header[:4] != b"RIFF" or header[8:] != b"WAVE":
        return None
    while len(chunk := file.read(8)) == 8:
        if chunk[:4] == b"data":
            return file.tell()
        size = int.from_bytes(chunk[4:], "little")
        file.seek(size + size % 2, os.SEEK_CUR)
    return None


def _is_chunk(header: bytes, left: int) -> bool:
    """Whether these eight bytes, and so much behind them, can be another part of a WAV, such as its title; or ID3."""
    size = int.from_bytes(header[4:], "little")
    return header.startswith((b"ID3", b"TAG")) or (
        header[:4].isascii() and header[:4].isalnum() and size <= left
    )


def _mixed(path: Path, file: "SoundFile", frame_count: int) -> Iterator[Samples]:
    """The file as one channel, so many frames at a time."""
    limits = _limits(path, file) if file.subtype in _FLOATS else None
    weights = _weights(path, file, limits)
    for frames in _frames(file, frame_count, limits):
        yield frames[:, 0] if weights is None else frames @ weights


def _frames(
    file: "SoundFile", frame_count: int, limits: NDArray[np.float32] | None = None
) -> Iterator[NDArray[np.float32]]:
    """Blocks of shape (n, channels) from where the file stands, clipped to `limits` of shape (channels,) if given."""
    while len(frames := file.read(frames=frame_count, dtype="float32", always_2d=True)):
        yield finite(frames) if limits is None else np.clip(finite(frames), -limits, limits)


_FLOATS = ("FLOAT", "DOUBLE")


def _limits(path: Path, file: "SoundFile") -> NDArray[np.float32]:
    """How far each channel of a float file goes beyond full scale, shape (channels,), at least 1.

    That is its peak, unless a handful of samples stand far above all others, as a fault of a program leaves them: made
    smaller for these, all that was said would be silence.
    """
    highest: NDArray[np.float32] = np.zeros((1, file.channels), np.float32)
    with _opened(path) as ahead:
        for frames in _frames(ahead, _FRAMES_AT_ONCE):
            known = np.concatenate([highest, np.abs(frames)])
            count = min(len(known), _MOST_STRAYS + 1)
            highest = np.partition(known, len(known) - count, axis=0)[-count:]
    highest = np.maximum(np.sort(highest, axis=0), np.float32(1.0))
    stands_out = np.vstack([highest[1:] > _FAR_ABOVE * highest[:-1], np.ones(file.channels, bool)])
    below = stands_out.argmax(axis=0)[np.newaxis]  # the first of each channel
    limits: NDArray[np.float32] = np.take_along_axis(highest, below, axis=0)[0]
    return limits


def _weights(path: Path, file: "SoundFile", limits: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    """How much each channel counts in the one that is made of them, shape (channels,); None for a single one as it is.

    All alike; but if little of the loudest is left by that, because they cancel each other (a balanced cable in a
    stereo socket) or nearly all are silent, the loudest alone. Made smaller where a float file goes beyond full scale,
    or counts in another one.
    """
    if file.channels == 1 and limits is None:
        return None
    alike: NDArray[np.float32] = np.full(file.channels, 1 / file.channels, np.float32)
    sums, squares, peaks = (
        np.zeros(file.channels + 1),
        np.zeros(file.channels + 1),
        np.ones(file.channels + 1),
    )
    frame_count = 0
    with _opened(path) as ahead:
        for frames in _frames(ahead, _FRAMES_AT_ONCE, limits):
            all_ways = np.column_stack([frames, frames @ alike])
            frame_count += len(frames)
            sums += all_ways.sum(axis=0, dtype=np.float64)
            squares += np.square(all_ways, dtype=np.float64).sum(axis=0)
            peaks = np.maximum(peaks, np.abs(all_ways).max(axis=0))
    powers = squares - np.square(sums) / max(1, frame_count)  # a constant is no sound
    loudest = int(np.argmax(powers[:-1]))
    if powers[-1] >= _CANCELLED * powers[loudest]:
        alike /= np.float32(peaks[-1])
        return alike
    alone: NDArray[np.float32] = np.zeros(file.channels, np.float32)
    alone[loudest] = 1 / peaks[loudest]
    return alone


def _unreadable(path: Path, error: Exception) -> ClipError:
    if not path.exists():  # soundfile speaks of a system error
        return ClipError(f"{path} is missing; put it back, or name another file.")
    reason = str(getattr(error, "error_string", error)).rstrip(".")
    return ClipError(f"{path} cannot be read as sound ({reason}); give a WAV or FLAC file.")


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
        self._syncing: BackgroundCall[None] | None = None
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
        """Append a block; it is in the file when this returns, and synced to disk every SYNC_S.

        Raises DiskError if the disk is full or gone; what was written before stays readable.
        """
        pcm = np.clip(np.rint(finite(samples) * 32768.0), -32768, 32767).astype("<i2")
        try:
            if _HEADER_LENGTH + 2 * (self.sample_count + len(pcm)) > MOST_WAV_BYTES:
                raise OSError(errno.EFBIG, "it is as long as a WAV file can be")
            self._wave.writeframes(pcm.tobytes())
            self._file.flush()
            self._unsynced_samples += len(samples)
            if self._unsynced_samples >= SYNC_S * self.rate_hz:
                self._sync()
        except OSError as error:
            raise DiskError(cannot_write(self.path, error)) from error
        self.sample_count += len(samples)

    def _sync(self) -> None:
        """On a thread of its own, for a busy disk may take seconds: what is said meanwhile would only be in memory."""
        if self._syncing is not None:
            if not self._syncing.wait(0.0):
                return
            self._syncing.result()
        descriptor = self._file.fileno()
        self._syncing = BackgroundCall(lambda: os.fsync(descriptor))
        # Linux and macOS go on writing into a file that was removed; nobody would ever find it again.
        self.path.stat()
        self._unsynced_samples = 0

    def close(self) -> None:
        """Close the file; raises DiskError if its last bytes cannot be written."""
        try:
            self._wave.close()
            self._file.flush()
            if self._syncing is not None:
                self._syncing.result()
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


SILENCE_DBFS = -96.0
"""What 16-bit sound calls nothing: 20 · log10(1 / 65536)."""

AUDIBLY_CLIPPED_SHARE = 0.001
"""Of the samples: a few clipped peaks are not heard, one in a thousand is."""


def rms_dbfs(samples: Samples) -> float:
    """Root mean square about the mean, for a constant is no sound, against full scale, in decibels; SILENCE_DBFS for
    silence, or for no samples."""
    return _dbfs(float(np.std(samples, dtype=np.float64))) if len(samples) else SILENCE_DBFS


def peak_dbfs(samples: Samples) -> float:
    """The largest sample against full scale, in decibels; SILENCE_DBFS for silence, or for no samples."""
    return _dbfs(float(np.max(np.abs(samples)))) if len(samples) else SILENCE_DBFS


def _dbfs(amplitude: float) -> float:
    return max(SILENCE_DBFS, 20 * float(np.log10(amplitude))) if amplitude > 0 else SILENCE_DBFS
