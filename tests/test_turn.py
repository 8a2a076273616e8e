"""Whose turn it is: silence decides only where nobody can press a key."""

from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.interview.turn import Due, Rules, due

HANDS_FREE = Rules(hands_free=True, tone_s=4.0)
KEYS = Rules(hands_free=False)
ENDINGS = {Due.END_SILENCE, Due.END_UNANSWERED, Due.END_LIMIT}
seconds = st.floats(0, 10_000)


@given(seconds, st.booleans(), seconds)
def test_with_keys_nothing_ends_an_answer(elapsed_s: float, has_begun: bool, silence_s: float) -> None:
    everything = due(KEYS, elapsed_s=elapsed_s, suggested_s=90, has_begun=has_begun, silence_s=silence_s)
    assert not ENDINGS & set(everything)


@given(seconds, st.floats(0, 5.99))
def test_a_shorter_silence_than_agreed_never_ends_an_answer(elapsed_s: float, silence_s: float) -> None:
    everything = due(HANDS_FREE, elapsed_s=elapsed_s, suggested_s=90, has_begun=True, silence_s=silence_s)
    assert Due.END_SILENCE not in everything


def test_hands_free_by_the_clock() -> None:
    def now(elapsed_s: float, has_begun: bool, silence_s: float) -> tuple[Due, ...]:
        return due(HANDS_FREE, elapsed_s=elapsed_s, suggested_s=90, has_begun=has_begun, silence_s=silence_s)

    assert now(5, False, 5) == ()
    assert now(20, False, 20) == (Due.ASK_AGAIN,)
    assert now(60, False, 60)[0] is Due.END_UNANSWERED
    assert now(30, True, 3.9) == ()
    assert now(30, True, 4.0) == now(30, True, 5.9) == (Due.TONE,)
    assert now(30, True, 6.0)[0] is Due.END_SILENCE
    assert now(150, True, 0) == (Due.SAY_LIMIT_NEAR,)
    assert now(180, True, 0)[0] is Due.END_LIMIT


def test_with_keys_lengths_are_sentences() -> None:
    def now(elapsed_s: float) -> tuple[Due, ...]:
        return due(KEYS, elapsed_s=elapsed_s, suggested_s=90, has_begun=True, silence_s=0)

    assert now(89) == ()
    assert now(90) == (Due.SAY_SUGGESTED,)
    assert now(180) == (Due.SAY_LIMIT, Due.SAY_SUGGESTED)


def test_where_nobody_hears_it_there_is_no_tone() -> None:
    quiet = Rules(hands_free=True, tone_s=None)
    assert due(quiet, elapsed_s=30, suggested_s=90, has_begun=True, silence_s=5) == ()
