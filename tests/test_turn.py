"""Whose turn it is: silence decides only where nobody can press a key."""

from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.turn import Due, Rules, due

HANDS_FREE = Rules(hands_free=True)
KEYS = Rules(hands_free=False)
ENDINGS = {Due.END_SILENCE, Due.END_UNANSWERED, Due.END_LIMIT}
seconds = st.floats(0, 10_000)


@given(seconds, st.booleans(), seconds)
def test_with_keys_nothing_ends_an_answer(elapsed_s: float, has_begun: bool, silence_s: float) -> None:
    assert due(KEYS, elapsed_s=elapsed_s, has_begun=has_begun, silence_s=silence_s) not in ENDINGS


@given(seconds, st.floats(0, 5.99))
def test_a_shorter_silence_than_agreed_never_ends_an_answer(elapsed_s: float, silence_s: float) -> None:
    now = due(HANDS_FREE, elapsed_s=elapsed_s, has_begun=True, silence_s=silence_s)
    assert now is not Due.END_SILENCE


def test_hands_free_by_the_clock() -> None:
    def now(elapsed_s: float, has_begun: bool, silence_s: float) -> Due:
        return due(HANDS_FREE, elapsed_s=elapsed_s, has_begun=has_begun, silence_s=silence_s)

    assert now(5, False, 5) is Due.NOTHING
    assert now(20, False, 20) is Due.ASK_AGAIN
    assert now(60, False, 60) is Due.END_UNANSWERED
    assert now(30, True, 5.9) is Due.NOTHING
    assert now(30, True, 6.0) is Due.END_SILENCE
    assert now(150, True, 0) is Due.ANNOUNCE_LIMIT
    assert now(180, True, 0) is Due.END_LIMIT
