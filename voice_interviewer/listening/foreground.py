"""Is it somebody who speaks to the microphone, or a room: many voices, a song, a television behind the person? Pure.

Whoever speaks into a microphone rises and falls: vowels stand 15 to 30 dB above what lies between them. Where many
speak at once, or a song is played, something fills every gap. Whisper writes whole sentences of either, with
confidence; no bound on its own certainty tells them from a person in noise. Measured with tiny.en on 26 human clips,
13 of them with a shower, rain, traffic, music or voices 10 dB below, and on 24 recordings of rooms that the speech
detector takes for speech.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.devices.noise_removal import without_steady_noise
from voice_interviewer.listening.endpoint import SPEECH_FROM
from voice_interviewer.listening.hearing import FRAME_S, SILENT_DBFS, levels_dbfs
from voice_interviewer.listening.pieces import Piece
from voice_interviewer.transcript import Word

STANDS_OUT_DB = 14.0
HARDLY_STANDS_OUT_DB = 12.0
"""The loudest tenth of a piece's speech against its quietest, once steady noise is taken out. Three voices or more 6 to
11.6, two 13.2, songs 9.9 and 11.4. People: 14 and more; with noise 10 dB below them 12.3 and more; beside a jackhammer
9.0; one, with a cold, in a noisy room, 11.7."""

AGREED = 0.65
AGREED_WELL = 0.8
LIKELY = 0.65
"""So much of what is heard with a prompt must be heard without one where a voice stands out little, or hardly; and
where it hardly does, the words without one must be so likely. Of three voices or more 0 to 0.83 with a likeliness of at
most 0.63, of two 0.62; of people in noise 0.71 and more, of four 3 m away in a room that echoes 0.85
and 0.68."""

FILLED_PAUSES_DB = 4.0
PAUSE_BELOW = 0.15
LEAST_PAUSES_S = 1.0
"""Where a voice hardly stands out and the pauses are nearly as loud as it is, it belongs to what fills them: a song's
pauses are 2.2 and 2.6 dB below the singer, in cafés they are as loud as the speech; beside people, whatever the noise,
4.5 and more."""

LEAST_SPEECH_S = 0.25
"""Less tells nothing of how it rises and falls; a moment of a café passes for so much, and AGREED is needed."""

FAINT_DB = 12.0
FAINT_S = 1.0
SPOKEN_SHARE = 0.2
_AROUND_S = 0.5
"""Who speaks in a room behind the person is at least so much below the person's loudest tenth for a second and more.
In 62 human clips not one moment of speech was 10 dB below for so long, however somebody trailed off: the loudest frame
within _AROUND_S counts. Somebody speaks there in SPOKEN_SHARE of the time; less is a pause, in which Whisper may place
a last word."""


class _Foreground(NamedTuple):
    """How a piece's speech stands to the rest of it."""

    rise_db: float
    pauses_below_db: float


def agreement_needed(piece: Piece) -> float:
    """How much of a piece's words two decodes must agree on to be believed: 0 where somebody stands out clearly, above
    1 where nobody does."""
    rise_db, pauses_below_db = _foreground(piece)
    if rise_db >= STANDS_OUT_DB:
        return 0.0
    if rise_db >= HARDLY_STANDS_OUT_DB:
        return AGREED
    return AGREED_WELL if pauses_below_db >= FILLED_PAUSES_DB else 2.0


def _foreground(piece: Piece) -> _Foreground:
    first = round((max(piece.start_s, piece.from_s) - piece.start_s) / FRAME_S)
    level_dbfs = levels_dbfs(without_steady_noise(piece.samples))[first : first + len(piece.speech)]
    speech = piece.speech[: len(level_dbfs)]
    spoken, paused = level_dbfs[speech >= SPEECH_FROM], level_dbfs[speech < PAUSE_BELOW]
    if not len(spoken):
        return _Foreground(float("inf"), float("inf"))
    if len(spoken) * FRAME_S < LEAST_SPEECH_S:
        return _Foreground(HARDLY_STANDS_OUT_DB, float("inf"))
    rise_db = float(np.subtract(*np.percentile(spoken, (90, 10))))
    below_db = _mean_db(spoken) - _mean_db(paused) if len(paused) * FRAME_S >= LEAST_PAUSES_S else np.inf
    return _Foreground(rise_db, float(below_db))


def _mean_db(level_dbfs: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(10 ** (level_dbfs.astype(np.float64) / 10))))


def in_foreground(written: Sequence[tuple[Word, ...]], pieces: Sequence[Piece]) -> list[tuple[Word, ...]]:
    """The words of a take's pieces, without those that somebody in the background said while the person was silent."""
    faint = _faint(pieces)

    def is_near(word: Word, piece: Piece, is_faint: NDArray[np.bool_]) -> bool:
        middle_s = (word.start_s + word.end_s) / 2 - max(piece.start_s, piece.from_s)
        frame = min(max(0, int(middle_s / FRAME_S)), len(is_faint) - 1)
        return len(is_faint) == 0 or not is_faint[frame]

    return [
        tuple(word for word in words if is_near(word, piece, is_faint))
        for words, piece, is_faint in zip(written, pieces, faint, strict=True)
    ]


def _faint(pieces: Sequence[Piece]) -> list[NDArray[np.bool_]]:
    """Which frames of each piece belong to a stretch in which nobody near can be heard."""
    loud = [piece.level_dbfs[piece.speech >= SPEECH_FROM] for piece in pieces]
    if sum(map(len, loud)) * FRAME_S < LEAST_SPEECH_S:
        return [np.zeros(len(piece.speech), bool) for piece in pieces]
    bound_dbfs = float(np.percentile(np.concatenate(loud), 90)) - FAINT_DB
    return [
        _spoken_rows(_loudest_around(piece.level_dbfs) < bound_dbfs, piece.speech >= SPEECH_FROM)
        for piece in pieces
    ]


def _loudest_around(level_dbfs: NDArray[np.float32]) -> NDArray[np.float32]:
    around = round(_AROUND_S / FRAME_S)
    padded = np.pad(level_dbfs, around, constant_values=SILENT_DBFS)
    return np.asarray(
        np.lib.stride_tricks.sliding_window_view(padded, 2 * around + 1).max(axis=1), np.float32
    )


def _spoken_rows(marks: NDArray[np.bool_], speech: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """These marks, less those in rows that are shorter than FAINT_S or in which hardly anybody speaks: Whisper places a
    last word in the pause after it, where it is still the person's."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marks, [False]]).astype(np.int8)))
    kept = np.zeros(len(marks), bool)
    for start, end in edges.reshape(-1, 2).tolist():
        is_long = (end - start) * FRAME_S >= FAINT_S
        kept[start:end] = is_long and np.mean(speech[start:end]) >= SPOKEN_SHARE
    return kept
