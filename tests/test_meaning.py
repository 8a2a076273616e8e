"""The sentence encoder: near what means the same, far from the rest, and never in the way."""

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest

from tests.labelled import heard
from tests.patience import until
from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.coverage import cover, likeness, meaning, prepare
from voice_interviewer.coverage.meaning import EncoderError, Vectors, kept_vectors, vectors


def test_what_means_the_same_lies_nearer_than_what_does_not() -> None:
    asked, same, other = vectors(["Stays calm.", "I keep my cool.", "I sold the car in May."])
    assert asked @ same > asked @ other + 0.2
    assert np.linalg.norm([asked, same, other], axis=1) == pytest.approx(1, abs=1e-3)


def test_no_text_has_no_vector() -> None:
    assert vectors([]).shape == (0, 384)


def test_an_encoder_that_was_killed_is_started_again() -> None:
    before = vectors(["I keep my cool."])
    child = meaning._THE_ENCODER._child
    assert child is not None
    child.kill()
    child.wait()
    assert np.allclose(vectors(["I keep my cool."]), before)


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All texts that the encoder is asked for."""
    texts: list[str] = []
    encode = meaning._THE_ENCODER.encode

    def noting(wanted: Sequence[str]) -> Vectors:
        texts.extend(wanted)
        return encode(wanted)

    monkeypatch.setattr(meaning._THE_ENCODER, "encode", noting)
    monkeypatch.setattr(meaning, "_THE_KEPT", meaning._Kept())
    return texts


def test_a_text_that_is_kept_is_encoded_once_whatever_it_comes_with(encoded: list[str]) -> None:
    both = kept_vectors(["I keep my cool.", "I sold the car.", "I keep my cool."])
    assert np.array_equal(vectors(["I sold the car.", "It rained."])[0], both[1])
    assert encoded == ["I keep my cool.", "I sold the car.", "It rained."]


def test_however_many_texts_come_few_are_kept_and_all_are_right(
    encoded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "KEPT_TEXTS", 2)
    texts = [f"I keep {number} goats." for number in range(5)]
    assert np.array_equal(kept_vectors(texts), vectors(texts))
    assert len(encoded) == 5 + 3


def test_what_was_prepared_while_somebody_spoke_is_not_encoded_at_the_end(encoded: list[str]) -> None:
    point = KeyPoint(text="Stays calm.", follow_up="How do you stay calm?")
    question = Question(id="q", category="c", question="And?", example="I never shout.", points=(point,))
    said = heard("I keep my cool. I count to ten.")
    prepare(question, said.words)
    encoded.clear()
    more = heard("I keep my cool. I count to ten. Then I sold the car.")
    cover(question, more, ())
    assert encoded == ["Then I sold the car.", "I count to ten. Then I sold the car."]


def test_without_an_encoder_what_the_ideas_know_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: object) -> None:
        raise EncoderError

    monkeypatch.setattr(likeness, "vectors", gone)
    monkeypatch.setattr(likeness, "kept_vectors", gone)
    question = Question(id="q", category="c", question="And?", points=(KeyPoint(text="Stays calm."),))
    assert cover(question, heard("I stay calm whatever happens."), ()).points[0].covered


def test_it_ends_with_its_parent_while_it_loads_too() -> None:
    program = "from voice_interviewer.coverage import meaning; meaning.begin(); print(meaning._THE_ENCODER._child.pid)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    until(lambda: not _runs(int(done.stdout)))


def _runs(pid: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return found.strip() != "" and not found.startswith("Z")
