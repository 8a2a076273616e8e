"""Where an answer is cut."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.memory import memory_of
from voice_interviewer.listening.hearing import FRAME_LENGTH, FRAME_S, Heard
from voice_interviewer.listening.pieces import SPEECH_FROM, Piece, Pieces

SPEECH, SILENCE = 0.9, 0.05


def heard(speech: NDArray[np.float32]) -> Heard:
    """Sound whose every sample is the number of its frame, so that a piece shows where it was taken from."""
    numbers = np.arange(len(speech), dtype=np.float32)
    return Heard(np.repeat(numbers, FRAME_LENGTH), speech)


def frames(*runs: tuple[float, float]) -> NDArray[np.float32]:
    """(probability, seconds) each."""
    return np.concatenate(
        [np.full(round(length_s / FRAME_S), speech, np.float32) for speech, length_s in runs]
    )


def cut(speech: NDArray[np.float32], lengths: list[int] | None = None, *, live: bool = False) -> list[Piece]:
    """All pieces, guesses included; fed in blocks of so many frames."""
    whole = heard(speech)
    pieces, found, start = Pieces(live=live), [], 0
    for length in [*(lengths or []), len(speech)]:
        block = slice(start * FRAME_LENGTH, (start + length) * FRAME_LENGTH)
        found += pieces.feed(Heard(whole.samples[block], whole.speech[start : start + length]))
        start += length
    return found + pieces.finish()


def final(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.final]


def test_an_answer_without_speech_has_no_pieces() -> None:
    assert cut(frames((SILENCE, 60))) == []


@pytest.mark.parametrize(("live", "tail_s"), [(True, 0.5), (False, 1.5)])
def test_a_short_answer_is_one_piece_with_a_little_silence_around_it(live: bool, tail_s: float) -> None:
    (piece,) = final(cut(frames((SILENCE, 8), (SPEECH, 4), (SILENCE, 5)), live=live))
    assert piece.start_s == pytest.approx(8 - 0.8, abs=0.05)
    assert len(piece.samples) / 16_000 == pytest.approx(0.8 + 4 + tail_s, abs=0.1)
    assert piece.samples[0] * FRAME_S == pytest.approx(piece.start_s)


def test_an_answer_cut_off_while_speaking_is_taken_to_its_last_sample() -> None:
    (piece,) = final(cut(frames((SILENCE, 0.32), (SPEECH, 4))))
    assert piece.start_s == 0
    assert piece.samples[-1] == round(4.32 / FRAME_S) - 1


def test_the_first_pause_after_12_s_is_where_a_piece_ends() -> None:
    speech = frames((SPEECH, 10), (SILENCE, 0.9), (SPEECH, 5.1), (SILENCE, 0.7), (SPEECH, 5))
    first, second = final(cut(speech, live=True))
    assert first.until_s == pytest.approx(16 + 0.5, abs=0.05)
    assert second.start_s == pytest.approx(16.7 - 0.8, abs=0.1)
    assert not second.goes_on


@pytest.mark.parametrize("live", [True, False])
def test_whoever_thinks_for_long_is_not_cut_as_if_they_spoke(live: bool) -> None:
    """However short the speech before it: the silence after it is nothing to be decoded."""
    first, second = final(cut(frames((SPEECH, 5), (SILENCE, 40), (SPEECH, 5)), live=live))
    assert len(first.samples) / 16_000 == pytest.approx(5 + (0.5 if live else 1.5), abs=0.1)
    assert second.start_s == pytest.approx(45 - 0.8, abs=0.1)
    assert not second.goes_on


def test_where_nobody_waits_a_piece_ends_at_a_pause_after_22_s() -> None:
    speech = frames((SPEECH, 16), (SILENCE, 0.7), (SPEECH, 7.3), (SILENCE, 0.7), (SPEECH, 5))
    first, second = final(cut(speech))
    assert second.from_s == pytest.approx(24, abs=0.05)
    assert first.until_s == pytest.approx(24.6, abs=0.05)
    assert second.start_s == pytest.approx(24.7 - 0.8, abs=0.05)
    assert not second.goes_on


def test_a_long_pause_ends_a_piece_from_8_s_on_where_somebody_waits_and_needs_no_guess() -> None:
    speech = frames((SPEECH, 9), (SILENCE, 1.2), (SPEECH, 5))
    pieces = cut(speech, live=True)
    assert all(piece.final for piece in pieces)
    first, second = pieces
    assert first.until_s == pytest.approx(9 + 0.5, abs=0.05)
    assert second.start_s == pytest.approx(10.2 - 0.8, abs=0.05)
    assert len(final(cut(frames((SPEECH, 7), (SILENCE, 1.2), (SPEECH, 5)), live=True))) == 1
    assert len(final(cut(speech))) == 1


def test_a_breath_is_no_pause() -> None:
    assert len(final(cut(frames((SPEECH, 16), (SILENCE, 0.5), (SPEECH, 5))))) == 1


def test_the_piece_is_ready_while_the_person_is_still_silent() -> None:
    pieces = Pieces(live=True)
    assert final(pieces.feed(heard(frames((SPEECH, 16), (SILENCE, 0.5))))) == []
    assert len(final(pieces.feed(heard(frames((SILENCE, 0.2)))))) == 1


def test_who_never_pauses_is_cut_where_it_sounds_least_like_speech() -> None:
    first, second, *_ = final(cut(frames((SPEECH, 20), (0.45, 0.3), (SPEECH, 20))))
    assert first.until_s == pytest.approx(20.15, abs=0.1)
    assert second.from_s == first.until_s
    assert (first.goes_on, second.goes_on) == (False, True)


def test_where_somebody_will_wait_no_more_than_19_s_are_left_at_the_end() -> None:
    first, *_, last = final(cut(frames((SPEECH, 12), (0.45, 0.3), (SPEECH, 22)), live=True))
    assert first.until_s == pytest.approx(12.15, abs=0.1)
    assert last.until_s - last.from_s < 18.9


def test_a_guess_is_made_after_a_second_of_silence_and_is_the_last_piece_if_nothing_follows() -> None:
    pieces = Pieces(live=True)
    assert pieces.feed(heard(frames((SPEECH, 3), (SILENCE, 0.96)))) == []
    (guess,) = pieces.feed(heard(frames((SILENCE, 0.1))))
    assert not guess.final
    assert pieces.feed(heard(frames((SILENCE, 3)))) == []
    (last,) = pieces.finish()
    assert last.final
    assert last.span == guess.span
    np.testing.assert_array_equal(last.speech, guess.speech)
    assert len(last.samples) == len(guess.samples)


def test_a_guess_is_wrong_if_the_person_speaks_on() -> None:
    pieces = Pieces(live=True)
    (guess,) = pieces.feed(heard(frames((SPEECH, 3), (SILENCE, 1.1))))
    assert pieces.silent
    pieces.feed(heard(frames((SPEECH, 0.1))))
    assert not pieces.silent
    (last,) = pieces.finish()
    assert last.span != guess.span


RUNS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.19, 0.25, 0.34, 0.36, 0.6, 1.0]), st.integers(1, 400)), max_size=30
)


def spoken(runs: list[tuple[float, int]]) -> NDArray[np.float32]:
    return np.concatenate([np.zeros(0, np.float32), *(np.full(n, p, np.float32) for p, n in runs)])


@given(RUNS, st.lists(st.integers(0, 300), max_size=30), st.booleans())
def test_the_same_pieces_come_out_however_it_is_split(
    runs: list[tuple[float, int]], lengths: list[int], live: bool
) -> None:
    speech = spoken(runs)
    for one, other in zip(cut(speech, live=live), cut(speech, lengths, live=live), strict=True):
        assert (one.span, one.from_s, one.final) == (other.span, other.from_s, other.final)
        np.testing.assert_array_equal(one.samples, other.samples)


@given(RUNS, st.booleans())
def test_every_frame_of_speech_belongs_to_exactly_one_piece(
    runs: list[tuple[float, int]], live: bool
) -> None:
    speech = spoken(runs)
    pieces = final(cut(speech, live=live))
    for number in np.flatnonzero(speech >= SPEECH_FROM):
        middle_s = (number + 0.5) * FRAME_S
        owners = [piece for piece in pieces if piece.from_s <= middle_s < piece.until_s]
        assert len(owners) == 1
        assert number in owners[0].samples[::FRAME_LENGTH]


@given(RUNS, st.booleans())
def test_pieces_fit_into_whispers_window_and_are_whole_stretches(
    runs: list[tuple[float, int]], live: bool
) -> None:
    for piece in cut(spoken(runs), live=live):
        assert 0 < len(piece.samples) <= 30 * 16_000
        numbers = piece.samples[::FRAME_LENGTH]
        np.testing.assert_array_equal(numbers, np.arange(numbers[0], numbers[0] + len(numbers)))
        assert numbers[0] * FRAME_S == pytest.approx(piece.start_s)


@given(RUNS, st.booleans())
def test_the_first_words_of_pieces_are_at_least_8_s_apart_and_no_piece_is_longer_than_30_s(
    runs: list[tuple[float, int]], live: bool
) -> None:
    """Whoever is long silent before a piece does not have a shorter one."""
    pieces = final(cut(spoken(runs), live=live))
    for piece, following in pairwise(pieces):
        assert first_word_s(following) - first_word_s(piece) > 7.9
        assert piece.until_s - first_word_s(piece) < 29.9


def first_word_s(piece: Piece) -> float:
    number = int(np.flatnonzero(piece.speech >= SPEECH_FROM)[0])
    return number * FRAME_S + max(piece.from_s, piece.start_s)


def test_little_is_held_in_memory_while_nobody_speaks() -> None:
    silence = heard(frames((SILENCE, 60)))

    def cut() -> Pieces:
        pieces = Pieces(live=True)
        for start in range(0, len(silence.speech), 10):
            samples = silence.samples[start * FRAME_LENGTH : (start + 10) * FRAME_LENGTH].copy()
            pieces.feed(Heard(samples, silence.speech[start : start + 10]))
        return pieces

    assert memory_of(cut).held_bytes < 2 * 16_000 * 4  # two of sixty seconds
