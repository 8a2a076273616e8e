"""Who stands out of the room, and whose words are then believed."""

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.test_decoding import Scripted
from voice_interviewer.clip import Samples
from voice_interviewer.listening.decoding import not_understood, write_down
from voice_interviewer.listening.foreground import in_foreground
from voice_interviewer.listening.hearing import FRAME_LENGTH, FRAME_S, levels_dbfs
from voice_interviewer.listening.pieces import Piece
from voice_interviewer.transcript import Word

SAID = "I listen first and then I say what I can do for them"
OTHERWISE = "a lesson for a thin dice day that I came to undo"


def noise(level_dbfs: NDArray[np.float64]) -> Samples:
    """Noise whose frames are so loud; white, but never so steady that it could be taken out."""
    frames = np.random.default_rng(1).normal(0, 1, (len(level_dbfs), FRAME_LENGTH))
    return (frames * 10 ** (level_dbfs[:, np.newaxis] / 20)).astype(np.float32).reshape(-1)


def piece(
    level_dbfs: NDArray[np.float64], speech: NDArray[np.float32] | None = None, start_s: float = 0.0
) -> Piece:
    """A piece whose frames are so loud, all of them speech if nothing else is said."""
    samples = noise(level_dbfs)
    probable = np.full(len(level_dbfs), 0.9, np.float32) if speech is None else speech
    until_s = start_s + len(level_dbfs) * FRAME_S
    return Piece(
        start_s, samples, probable, levels_dbfs(samples), start_s, until_s, goes_on=False, final=True
    )


def syllables(rise_db: float, count: int = 500) -> NDArray[np.float64]:
    """Five a second, so much louder than what lies between them."""
    level_dbfs: NDArray[np.float64] = -25 - rise_db * (
        0.5 + 0.5 * np.sin(2 * np.pi * 5 * np.arange(count) * FRAME_S)
    )
    return level_dbfs


def text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def test_somebody_who_stands_out_is_believed_at_once() -> None:
    recogniser = Scripted(SAID, OTHERWISE)
    assert text(write_down(piece(syllables(25, 420)), recogniser, "prompt")) == SAID
    assert recogniser.prompts == ["prompt"]


@pytest.mark.parametrize("rise_db", [3, 8])
def test_where_nobody_stands_out_only_what_is_heard_twice_is_written(rise_db: float) -> None:
    crowd = piece(syllables(rise_db))
    assert text(write_down(crowd, Scripted(SAID, SAID), "prompt")) == SAID
    assert text(write_down(crowd, Scripted(f"um {SAID}", SAID), "prompt")) == f"um {SAID}"
    assert write_down(crowd, Scripted(SAID, OTHERWISE), "prompt") == ()
    assert write_down(crowd, Scripted(SAID, ""), "prompt") == ()
    assert not_understood((), crowd), "that somebody spoke is told"


def test_a_song_is_not_even_listened_to() -> None:
    """What is between the lines is as loud as they are."""
    lines = np.where(np.arange(500) % 100 < 50, 0.9, 0.05).astype(np.float32)
    recogniser = Scripted(SAID, SAID)
    assert write_down(piece(syllables(6), lines), recogniser, "prompt") == ()
    assert recogniser.prompts == []


def test_a_word_that_is_too_short_to_tell_is_believed_if_heard_twice() -> None:
    speech = np.where(np.arange(100) < 6, 0.9, 0.05).astype(np.float32)
    moment = piece(np.full(100, -30.0), speech)
    assert text(write_down(moment, Scripted("Yes.", "Yes."), "prompt")) == "Yes."
    assert write_down(moment, Scripted("So, we use EMIS.", "Oh"), "prompt") == ()


def words_at(*starts_s: float) -> tuple[Word, ...]:
    return tuple(Word(f"{start_s:g}", start_s, start_s + 0.3, 0.9) for start_s in starts_s)


def kept(below_db: float, silent_s: float = 4.0) -> str:
    """What is left of a word each second, if somebody so much quieter speaks on while the person is silent."""
    level_dbfs = syllables(20)
    start = round(4.0 / FRAME_S)
    level_dbfs[start : start + round(silent_s / FRAME_S)] -= below_db
    said = piece(level_dbfs, start_s=30.0)
    (words,) = in_foreground([words_at(*(30.0 + second for second in range(15)))], [said])
    return text(words)


def test_who_speaks_behind_the_person_is_left_out() -> None:
    assert kept(20) == "30 31 32 33 34 38 39 40 41 42 43 44"


def test_who_trails_off_or_speaks_softly_for_a_moment_is_kept() -> None:
    assert len(kept(6).split()) == 15
    assert len(kept(20, silent_s=1.2).split()) == 15


def test_a_quiet_answer_is_kept_whole() -> None:
    quiet = piece(syllables(20) - 30)
    words = words_at(0, 5, 10)
    assert in_foreground([words], [quiet]) == [words]


def test_the_person_is_known_by_the_whole_take() -> None:
    """A piece that somebody behind the person has to himself."""
    near, far = piece(syllables(20)), piece(syllables(20) - 20, start_s=16.0)
    words = words_at(1, 2), words_at(18, 19)
    assert in_foreground(words, [near, far]) == [words[0], ()]
