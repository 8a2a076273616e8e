"""Words that Whisper may have misheard are marked."""

from voice_interviewer.review.doubts import DOUBTED_BELOW, marked_text
from voice_interviewer.transcript import Transcript, Word

LOW = DOUBTED_BELOW / 2


def heard(*words: tuple[str, float]) -> Transcript:
    return Transcript(tuple(Word(text, 0, 0, sure) for text, sure in words), 1.0, "tiny.en", "en")


def test_a_doubtful_word_is_marked_behind_its_punctuation() -> None:
    assert marked_text(heard(("I", 0.9), ("used", 0.99), ("emus,", LOW))) == "I used emus,(?)"


def test_fillers_and_repeats_are_not_doubted_for_being_such() -> None:
    words = (("Um,", LOW), ("I,", 0.9), ("um,", LOW), ("I", LOW), ("said", 0.9))
    assert marked_text(heard(*words)) == "Um, I, um, I said"


def test_what_is_probable_enough_is_not_marked() -> None:
    assert marked_text(heard(("yes", DOUBTED_BELOW))) == "yes"
