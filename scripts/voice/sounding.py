"""A rendered sound made fit to be shipped: edges, loudness, encoding. Pure."""

import io

import numpy as np
import pyloudnorm
import soundfile
from numpy.typing import NDArray

Sound = NDArray[np.float32]

LOUDNESS_LUFS = -19.0
"""Integrated loudness by EBU R128; mono speech for the web has -19 to -16."""
HIGHEST_PEAK = 0.89
"""-1 dBFS: Opus overshoots a little."""
LEAD_S, TAIL_S, FADE_S = 0.15, 0.3, 0.008
BEGINS_AT = 10 ** (-52 / 20)
"""Where speech begins and ends, for a sound of LOUDNESS_LUFS: between the model's own noise and the softest "h"."""
_FRAME_S = 0.005
COMPRESSION = 0.95
"""libsndfile's scale of Opus: about 20 kbit/s for one channel."""


def finished(sound: Sound, rate_hz: int) -> Sound:
    """Even in loudness, with LEAD_S of silence before the first sound and TAIL_S after the last."""
    speech = _loud(sound, rate_hz)
    frame = round(_FRAME_S * rate_hz)
    frames = speech[: len(speech) // frame * frame].reshape(-1, frame)
    heard = np.flatnonzero(np.sqrt(np.mean(frames**2, axis=1)) >= BEGINS_AT)
    fade = round(FADE_S * rate_hz)
    speech = speech[max(0, heard[0] * frame - fade) : (heard[-1] + 1) * frame + fade].copy()
    ramp = np.sin(np.linspace(0, np.pi / 2, fade, dtype=np.float32)) ** 2
    speech[:fade] *= ramp
    speech[-fade:] *= ramp[::-1]
    silence = (np.zeros(round(each * rate_hz) - fade, np.float32) for each in (LEAD_S, TAIL_S))
    before, after = silence
    return np.concatenate([before, speech, after])


def loudness_lufs(sound: Sound, rate_hz: int) -> float:
    """Integrated loudness. A sound shorter than one block of the measurement is taken twice."""
    meter = pyloudnorm.Meter(rate_hz)
    shortest = round(meter.block_size * rate_hz) + 1
    return float(meter.integrated_loudness(np.tile(sound, 1 + shortest // max(1, len(sound)))))


def encoded_evenly(sound: Sound, rate_hz: int) -> bytes:
    """Ogg Opus that is as loud as `sound` was made: the encoder takes away some tenths of a decibel."""
    heard, _ = soundfile.read(io.BytesIO(encoded(sound, rate_hz)), dtype="float32")
    lost_db = LOUDNESS_LUFS - loudness_lufs(heard, rate_hz)
    gain = min(10 ** (lost_db / 20), 1 / float(np.max(np.abs(heard))))
    return encoded(np.asarray(sound * gain, np.float32), rate_hz)


def encoded(sound: Sound, rate_hz: int) -> bytes:
    """Ogg Opus."""
    file = io.BytesIO()
    soundfile.write(file, sound, rate_hz, format="OGG", subtype="OPUS", compression_level=COMPRESSION)
    return file.getvalue()


def _loud(sound: Sound, rate_hz: int) -> Sound:
    gain = 10 ** ((LOUDNESS_LUFS - loudness_lufs(sound, rate_hz)) / 20)
    return np.asarray(sound * min(gain, HIGHEST_PEAK / float(np.max(np.abs(sound)))), np.float32)
