"""What becomes of one piece of sound."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from voice_interviewer.clip import Samples
from voice_interviewer.ears.decoding import goes_round, has_speech, prompt_for, write_down
from voice_interviewer.ears.pieces import Piece
from voice_interviewer.transcript import Word

SPEECH, HELD, SILENCE = 0.9, 0.4, 0.1


class Scripted:
    """A recogniser that has an answer for when it is given a prompt, and one for when it is not."""

    model = "scripted"
    language = "en"

    def __init__(self, prompted: str, unprompted: str = "", probability: float = 0.9) -> None:
        self.probability = probability
        self.answers = {True: prompted, False: unprompted}
        self.prompts: list[str] = []

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        self.prompts.append(prompt)
        words = said(self.answers[bool(prompt)], prompted=bool(prompt))
        return tuple(replace(word, probability=self.probability) for word in words)

    def close(self) -> None: ...


def said(text: str, *, prompted: bool = True) -> tuple[Word, ...]:
    """One word a second, each half a second long."""
    return tuple(Word(word, i, i + 0.5, 0.9, prompted) for i, word in enumerate(text.split()))


def piece(
    start_s: float = 0.0,
    from_s: float = 0.0,
    until_s: float = 30.0,
    spoken_s: float = 0.0,
    *,
    goes_on: bool = False,
) -> Piece:
    nothing: NDArray[np.float32] = np.zeros(0, np.float32)
    speech = np.full(round(spoken_s / 0.032), SPEECH, np.float32)
    return Piece(start_s, nothing, speech, from_s, until_s, goes_on=goes_on, final=True)


def test_the_prompt_hesitates_and_names_the_banks_terms() -> None:
    prompt = prompt_for(("EMIS", "SystmOne"))
    assert "EMIS, SystmOne" in prompt
    assert "um" in prompt
    assert "uh" in prompt
    assert "None" not in prompt_for(())


def test_words_are_timed_from_the_start_of_the_take() -> None:
    words = write_down(piece(start_s=100.0, from_s=100.0, until_s=130.0), Scripted("one two"), "prompt")
    assert [(word.text, word.start_s, word.end_s) for word in words] == [
        ("one", 100.0, 100.5),
        ("two", 101.0, 101.5),
    ]


def test_words_of_the_neighbouring_pieces_are_left_to_them() -> None:
    """The sound before and after a piece is heard twice, and written once."""
    words = write_down(
        piece(start_s=10.0, from_s=11.0, until_s=13.0), Scripted("before one two after"), "prompt"
    )
    assert [word.text for word in words] == ["one", "two"]


@pytest.mark.parametrize(
    "stuck",
    [
        "and then we " * 20,
        "I, um, uh, um, um, I think so",
        "Um. Uh... UM! er, yes",
    ],
)
def test_a_decode_that_got_stuck_is_made_again_without_a_prompt(stuck: str) -> None:
    recogniser = Scripted(stuck, "I think so")
    words = write_down(piece(until_s=99.0), recogniser, "prompt")
    assert recogniser.prompts == ["prompt", ""]
    assert [word.text for word in words] == ["I", "think", "so"]
    assert not any(word.prompted for word in words)


def test_speech_that_a_prompt_made_whisper_skip_is_written_without_it() -> None:
    """Nine seconds of speech, and words for the first three only."""
    skipped = Scripted("one two three", "one two three four five six seven eight nine")
    assert len(write_down(piece(spoken_s=9), skipped, "prompt")) == 9


def test_skipped_speech_that_nothing_brings_back_keeps_its_fillers() -> None:
    recogniser = Scripted("one um three", "one two three")
    words = write_down(piece(spoken_s=9), recogniser, "prompt")
    assert recogniser.prompts == ["prompt", ""]
    assert [word.text for word in words] == ["one", "um", "three"]


def test_a_slow_speaker_is_decoded_once() -> None:
    recogniser = Scripted("one two three")
    write_down(piece(spoken_s=3), recogniser, "prompt")
    write_down(piece(spoken_s=0), recogniser, "prompt")
    assert recogniser.prompts == ["prompt", "prompt"]


def test_a_doubtful_term_is_decoded_once_more_without_the_prompt() -> None:
    recogniser = Scripted("I know SystmOne and EMIS", "I know System One and mist", probability=0.1)
    words = write_down(piece(), recogniser, "prompt", terms=("SystmOne", "EMIS"))
    assert recogniser.prompts == ["prompt", ""]
    assert [word.text for word in words if word.is_certain] == ["SystmOne"]
    assert " ".join(word.text for word in words) == "I know SystmOne and EMIS"


def test_a_certain_term_is_not() -> None:
    recogniser = Scripted("I know SystmOne", probability=0.9)
    words = write_down(piece(), recogniser, "prompt", terms=("SystmOne",))
    assert recogniser.prompts == ["prompt"]
    assert all(word.is_certain for word in words)


def test_a_piece_that_goes_on_is_told_the_words_before_it_and_no_other() -> None:
    recogniser = Scripted("one")
    before = said(" ".join(f"word{number}" for number in range(50)))
    write_down(piece(goes_on=True), recogniser, "prompt", before)
    write_down(piece(), recogniser, "prompt", before)
    first, second = recogniser.prompts
    assert first == "prompt " + " ".join(f"word{number}" for number in range(30, 50))
    assert second == "prompt"


@pytest.mark.parametrize(
    "fine",
    [
        "",
        "um uh um well",
        "I, I, I, um, I keep, I keep records on the, on the secure system and, uh, I lock my screen",
        "yes yes yes yes",
    ],
)
def test_hesitation_and_repeats_alone_are_believed(fine: str) -> None:
    assert not goes_round(said(fine))


def test_a_quarter_of_a_second_of_speech_is_speech() -> None:
    assert has_speech(np.array([SILENCE] * 9 + [SPEECH] * 8, np.float32))
    assert has_speech(np.array([SPEECH] + [HELD] * 7, np.float32))


@pytest.mark.parametrize(
    "speech",
    [[], [SILENCE] * 100, [HELD] * 100, [SPEECH] * 7, [SPEECH, SILENCE] * 50],
)
def test_less_is_not(speech: list[float]) -> None:
    assert not has_speech(np.array(speech, np.float32))


def test_a_sentence_written_twice_without_time_for_it_is_stuck() -> None:
    once = said("What salary are you hoping for?")
    again = tuple(replace(word, start_s=once[-1].end_s, end_s=once[-1].end_s) for word in once)
    assert goes_round((*once, *again))
    assert not goes_round((*once, *again[:3]))
