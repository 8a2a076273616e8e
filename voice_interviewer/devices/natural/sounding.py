"""A sound as the model made it, made fit to be heard: edges, loudness, encoding. Pure."""

import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

LOUDNESS_LUFS = -19.0
"""Integrated loudness by EBU R128; mono speech for the web has -19 to -16."""
HIGHEST_PEAK = 0.89
"""-1 dBFS: Opus overshoots a little."""
LEAD_S, TAIL_S, FADE_S = 0.15, 0.3, 0.008
BETWEEN_S = 0.45
"""The pause between two parts of a long text; the edges of both are quiet already."""
BEGINS_AT = 10 ** (-52 / 20)
"""Where speech begins and ends, for a sound of LOUDNESS_LUFS: between the model's own noise and the softest "h"."""
_FRAME_S = 0.005
_PEAK_REACH_S = 0.01
COMPRESSION = 0.95
"""libsndfile's scale of Opus: about 20 kbit/s for one channel."""

_BLOCK_S, _STEP_S = 0.4, 0.1
_SILENT_LUFS, _BELOW_MEAN_LU = -70.0, 10.0
"""The two gates of ITU-R BS.1770-4: blocks below them do not count."""


def finished(parts: Sequence[Sound], rate_hz: int) -> Sound:
    """The parts of a text as one sound, even in loudness, with LEAD_S of silence before it and TAIL_S after it."""
    spoken = [_with_soft_edges(_loud(part, rate_hz), rate_hz) for part in parts]
    fade = round(FADE_S * rate_hz)
    before, between, after = (
        np.zeros(round(each * rate_hz) - fade, np.float32) for each in (LEAD_S, BETWEEN_S, TAIL_S)
    )
    rest = (each for part in spoken[1:] for each in (between, part))
    return np.concatenate([before, spoken[0], *rest, after])


def _with_soft_edges(speech: Sound, rate_hz: int) -> Sound:
    frame = round(_FRAME_S * rate_hz)
    frames = speech[: len(speech) // frame * frame].reshape(-1, frame)
    heard = np.flatnonzero(np.sqrt(np.mean(frames**2, axis=1)) >= BEGINS_AT)
    if not len(heard):
        return speech[:0]
    fade = round(FADE_S * rate_hz)
    speech = speech[max(0, heard[0] * frame - fade) : (heard[-1] + 1) * frame + fade].copy()
    ramp = np.sin(np.linspace(0, np.pi / 2, fade, dtype=np.float32)) ** 2
    speech[:fade] *= ramp
    speech[-fade:] *= ramp[::-1]
    return speech


def loudness_lufs(sound: Sound, rate_hz: int) -> float:
    """Integrated loudness by ITU-R BS.1770-4, of one channel; minus infinity for silence.

    A sound shorter than one block of the measurement is taken several times.
    """
    block, step = round(_BLOCK_S * rate_hz), round(_STEP_S * rate_hz)
    sound = np.tile(sound, 1 + block // max(1, len(sound)))
    power = np.concatenate([[0.0], np.cumsum(_weighted(sound, rate_hz) ** 2)])
    starts = np.arange(0, len(sound) - block + 1, step)
    powers = (power[starts + block] - power[starts]) / block
    powers = powers[_lufs(powers) > _SILENT_LUFS]
    if not len(powers):
        return -np.inf
    powers = powers[_lufs(powers) > _lufs(powers.mean()) - _BELOW_MEAN_LU]
    return float(_lufs(powers.mean()))


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore"):
        return np.asarray(-0.691 + 10 * np.log10(power))


def _weighted(sound: Sound, rate_hz: int) -> NDArray[np.float64]:
    """The sound as the ear weighs it: BS.1770's shelf (4 dB above 1.5 kHz) and high pass (38 Hz), for any rate.

    Both are applied to the spectrum at once; half a second of silence keeps the end from running into the beginning.
    """
    length = len(sound) + rate_hz // 2
    spectrum = np.fft.rfft(sound, length)
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(length))
    powers = np.stack([np.ones_like(turn), turn, turn**2])
    for feed, back in (_shelf(rate_hz), _high_pass(rate_hz)):
        spectrum *= (feed @ powers) / (back @ powers)
    return np.asarray(np.fft.irfft(spectrum, length)[: len(sound)])


def _shelf(rate_hz: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    gain, at = 10 ** (4 / 40), 2 * np.pi * 1500 / rate_hz
    width, turn = 2 * np.sqrt(gain) * np.sin(at) * np.sqrt(0.5), np.cos(at)
    more, less = gain + 1, gain - 1
    feed = gain * np.array(
        [more + less * turn + width, -2 * (less + more * turn), more + less * turn - width]
    )
    return feed, np.array([more - less * turn + width, 2 * (less - more * turn), more - less * turn - width])


def _high_pass(rate_hz: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    at = 2 * np.pi * 38 / rate_hz
    turn, width = np.cos(at), np.sin(at)
    return np.array([(1 + turn) / 2, -(1 + turn), (1 + turn) / 2]), np.array(
        [1 + width, -2 * turn, 1 - width]
    )


def encoded_evenly(sound: Sound, rate_hz: int) -> bytes:
    """Ogg Opus that is as loud as `sound` was made: the encoder takes away some tenths of a decibel."""
    import soundfile

    heard, _ = soundfile.read(io.BytesIO(encoded(sound, rate_hz)), dtype="float32")
    lost_db = LOUDNESS_LUFS - loudness_lufs(heard, rate_hz)
    gain = min(10 ** (lost_db / 20), 1 / float(np.max(np.abs(heard))))
    return encoded(np.asarray(sound * gain, np.float32), rate_hz)


def encoded(sound: Sound, rate_hz: int) -> bytes:
    """Ogg Opus."""
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, sound, rate_hz, format="OGG", subtype="OPUS", compression_level=COMPRESSION)
    return file.getvalue()


def _loud(sound: Sound, rate_hz: int) -> Sound:
    gain = 10 ** ((LOUDNESS_LUFS - loudness_lufs(sound, rate_hz)) / 20)
    return _limited(np.asarray(sound * gain, np.float32), rate_hz) if np.isfinite(gain) else sound


def _limited(sound: Sound, rate_hz: int) -> Sound:
    """Nothing above HIGHEST_PEAK: softer around a peak alone, so that one hard consonant leaves the rest as loud."""
    if np.max(np.abs(sound)) <= HIGHEST_PEAK:
        return sound
    reach = round(_PEAK_REACH_S * rate_hz)
    window = 2 * reach + 1
    peaks = np.lib.stride_tricks.sliding_window_view(np.pad(np.abs(sound), 2 * reach), window).max(axis=1)
    # Each of the gains that are averaged holds for all that its window reaches, this sample included.
    gains = HIGHEST_PEAK / np.maximum(peaks, HIGHEST_PEAK)
    shape = np.hanning(window + 2)[1:-1]
    return np.asarray(sound * np.convolve(gains, shape / shape.sum(), "valid"), np.float32)
