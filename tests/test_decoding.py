"""What becomes of one piece of sound."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from voice_interviewer.clip import Samples
from voice_interviewer.listening.decoding import (
    goes_round,
    has_speech,
    prompt_for,
    with_hesitations,
    write_down,
)
from voice_interviewer.listening.pieces import Piece
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

    def start(self) -> None: ...

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
    return Piece(start_s, nothing, speech, speech - 30, from_s, until_s, goes_on=goes_on, final=True)


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
        "I think, I think, I think, I think, I think",
        "so so so so so so so so",
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


def timed(text: str, *starts_s: float) -> tuple[Word, ...]:
    """Words that begin then, a quarter of a second long each."""
    return tuple(
        Word(word, start_s, start_s + 0.25, 0.9) for word, start_s in zip(text.split(), starts_s, strict=True)
    )


class Timed(Scripted):
    """One that gives out these very words."""

    def __init__(self, prompted: tuple[Word, ...], plain: tuple[Word, ...]) -> None:
        super().__init__("")
        self.words = {True: prompted, False: plain}

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        self.prompts.append(prompt)
        return tuple(replace(word, prompted=bool(prompt)) for word in self.words[bool(prompt)])


def heard_text(recogniser: Scripted, spoken_s: float, prompt: str = "prompt") -> str:
    return " ".join(
        word.text for word in write_down(piece(until_s=300.0, spoken_s=spoken_s), recogniser, prompt)
    )


def test_the_end_of_a_sentence_comes_back_and_the_fillers_before_it_stay() -> None:
    """The prompted decode skips 1.9 s before its last word, whose time it guesses."""
    prompted = timed("and um we station", 0.0, 0.4, 0.8, 2.9)
    plain = timed("and we will meet her at the station", 0.0, 0.8, 1.1, 1.4, 1.8, 2.2, 2.5, 3.0)
    assert heard_text(Timed(prompted, plain), 3.4) == "and um we will meet her at the station"


def test_where_the_plain_decode_heard_otherwise_only_the_gap_is_its() -> None:
    prompted = timed("I um sort the post daily", 0.0, 0.4, 0.8, 1.2, 1.6, 4.0)
    plain = timed(
        "I sought the post and answer all of them daily", 0.0, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0
    )
    assert heard_text(Timed(prompted, plain), 4.4) == "I um sort the post and answer all of them daily"


def test_a_loop_at_the_end_costs_no_filler_before_it() -> None:
    said_once = ["Um", "well", "I", "uh", "liked", "my", "um", "work", "there", "very", "much"]
    loop = "and so on and on " * 12
    prompted = said(" ".join([*said_once, loop]))
    plain = said("Well I liked my work there very much and then I left")
    plain = tuple(
        replace(word, start_s=at, end_s=at + 0.5)
        for word, at in zip(plain, (1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14), strict=True)
    )
    assert (
        heard_text(Timed(prompted, plain), 0)
        == "Um well I uh liked my um work there very much and then I left"
    )


@pytest.mark.parametrize("sureness", [0.9, 0.3])
def test_no_loop_is_written_even_if_both_decodes_go_round(sureness: float) -> None:
    """Of speech, what comes before the loop is kept; of babble, where Whisper is sure of nothing, not even that."""
    loop = "I told him I would not " * 12
    both = Scripted(f"Um I see. {loop}", f"I see. {loop}", probability=sureness)
    words = write_down(piece(until_s=300.0), both, "prompt")
    assert " ".join(word.text for word in words) == ("Um I see." if sureness > 0.5 else "")


def test_a_row_of_fillers_in_both_decodes_is_not_written() -> None:
    words = write_down(piece(), Scripted("So um uh um uh um uh", "Um um um um um um"), "prompt")
    assert [word.text for word in words] == ["So"]


PROMPT = prompt_for(("EMIS", "SystmOne"))


@pytest.mark.parametrize("length", [6, 9, 14])
@pytest.mark.parametrize("start", [0, 5, 9])
def test_words_of_the_prompt_itself_are_not_believed(start: int, length: int) -> None:
    """On noise Whisper repeats what it was told. Without a prompt it has nothing to repeat."""
    parroted = " ".join(PROMPT.split()[start : start + length])
    assert heard_text(Scripted(f"Yes. {parroted}", ""), 0, PROMPT) == ""
    assert heard_text(Scripted(f"Yes. {parroted}", "Yes and no"), 0, PROMPT) == "Yes and no"


def test_fewer_words_of_the_prompt_are_not_believed_where_whisper_is_not_sure() -> None:
    assert heard_text(Scripted("I really liked it", "", probability=0.3), 0, PROMPT) == ""


def test_a_person_may_say_a_few_words_of_the_prompt() -> None:
    recogniser = Scripted("and, uh, I really liked that")
    assert heard_text(recogniser, 0, PROMPT) == "and, uh, I really liked that"
    assert recogniser.prompts == [PROMPT]


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
    write_down(piece(start_s=47.0, from_s=50.0, until_s=60.0, goes_on=True), recogniser, "prompt", before)
    write_down(piece(start_s=47.0, from_s=50.0, until_s=60.0), recogniser, "prompt", before)
    first, second = recogniser.prompts
    assert first == "prompt " + " ".join(
        f"word{number}" for number in range(27, 47)
    )  # the rest is heard again
    assert second == "prompt"


@pytest.mark.parametrize(
    ("heard_again", "written"),
    [
        ("was in the queue for hours", "for hours"),
        ("was in a queue for hours", "for hours"),
        ("saw in the queue, for hours", "for hours"),
        ("was on that cue for hours", "for hours"),  # nothing in common at the end: from the cut on
        ("and in the queue and the manager", "and the manager"),  # not joined at the first "and" or "the"
    ],
)
def test_a_piece_that_goes_on_is_joined_where_both_have_the_same_words(
    heard_again: str, written: str
) -> None:
    """The one before ends with a word that lies half a second before the cut; the next hears it once more."""
    before = said("the old lady was in the queue")
    again = piece(start_s=3.0, from_s=7.0, until_s=30.0, goes_on=True)
    assert texts(write_down(again, Scripted(heard_again), "", before)) == written


def test_a_word_that_the_next_piece_times_before_the_cut_is_neither_lost_nor_written_twice() -> None:
    before = said("the old lady was in the queue")
    early = piece(start_s=2.6, from_s=7.2, until_s=30.0, goes_on=True)
    assert texts(write_down(early, Scripted("was in the queue for hours"), "", before)) == "for hours"
    late = piece(start_s=3.4, from_s=6.5, until_s=30.0, goes_on=True)
    assert texts(write_down(late, Scripted("was in the queue for hours"), "", before)) == "for hours"


@pytest.mark.parametrize(
    ("heard_again", "written"),
    [
        ("last in the queue we also need", "also need"),
        ("last in the queue we we also need", "we also need"),
        ("last in the queue I also need", "I also need"),
    ],
)
def test_a_word_on_the_cut_is_written_once_where_pieces_are_joined_by_nothing_else(
    heard_again: str, written: str
) -> None:
    """It begins before the cut and its middle lies behind it, so that either piece may have it."""
    before = said("she was the last in my cue we")
    again = piece(start_s=3.0, from_s=7.0, until_s=30.0, goes_on=True)
    assert texts(write_down(again, Scripted(heard_again), "", before)) == written


def texts(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    "fine",
    [
        "",
        "um uh um well",
        "I, I, I, um, I keep, I keep records on the, on the secure system and, uh, I lock my screen",
        "yes yes yes yes",
        "No, no, no, I did not say that, I did not, I said that we would see",
        "No, no, no, no, no. I think, I think, I think that I can",
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


INVENTED = (
    ("Thank", 0.0, 3.0, 3.3),
    ("you", 0.9, 3.3, 3.3),
    ("for", 0.2, 3.3, 3.3),
    ("watching.", 0.5, 3.3, 3.8),
)
"""As tiny.en wrote it of rain after somebody's words: each word, its probability, and its times in seconds."""


def heard_at_the_end(
    words: tuple[tuple[str, float, float, float], ...], spoken_s: float, first: str = "I listen, um, first."
) -> str:
    last = tuple(Word(text, start_s, end_s, probability) for text, probability, start_s, end_s in words)
    recogniser = Timed((*timed(first, 0.2, 0.9, 1.6, 2.3), *last), ())
    speech = piece(spoken_s=3.8).speech.copy()
    speech[round(spoken_s / 0.032) :] = SILENCE
    heard = write_down(replace(piece(), speech=speech), recogniser, "prompt")
    assert recogniser.prompts == ["prompt"], "and nobody waits for another decode"
    return " ".join(word.text for word in heard)


def test_a_last_sentence_that_there_was_no_time_to_say_is_not_written() -> None:
    assert heard_at_the_end(INVENTED, spoken_s=3.2) == "I listen, um, first."


@pytest.mark.parametrize(
    ("words", "spoken_s", "first"),
    [
        pytest.param(INVENTED, 3.8, "I listen, um, first.", id="there was time"),
        pytest.param(INVENTED, 3.2, "I listen, um, first", id="no sentence of its own"),
        pytest.param(INVENTED[:2], 3.2, "I listen, um, first.", id="two words"),
        pytest.param(
            tuple((text, 0.8, *times) for text, _, *times in INVENTED), 3.2, "I listen, um, first.", id="sure"
        ),
    ],
)
def test_what_may_have_been_said_is_written_down(
    words: tuple[tuple[str, float, float, float], ...], spoken_s: float, first: str
) -> None:
    assert heard_at_the_end(words, spoken_s, first) == f"{first} {' '.join(word[0] for word in words)}"


def test_a_sentence_written_twice_without_time_for_it_is_stuck() -> None:
    once = said("What salary are you hoping for?")
    again = tuple(replace(word, start_s=once[-1].end_s, end_s=once[-1].end_s) for word in once)
    assert goes_round((*once, *again))
    assert not goes_round((*once, *again[:3]))


def test_a_word_said_twice_in_haste_is_kept_behind_the_word_that_joins_two_pieces() -> None:
    before = (Word("well", 9.0, 9.3, 0.9), Word("I", 9.9, 10.0, 0.9))
    again = (Word("I", 0.9, 1.0, 0.9), Word("I", 1.15, 1.25, 0.9), Word("think", 1.3, 1.6, 0.9))

    class Timed(Scripted):
        def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
            return again

    own = piece(start_s=9.0, from_s=10.05, until_s=30.0, goes_on=True)
    assert texts(write_down(own, Timed(""), "", before)) == "I think"


class Stuck(Scripted):
    """Writes the words between bars within no time."""

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        words, is_timed = [], True
        for word in super().recognise(samples, prompt):
            if word.text == "|":
                is_timed = not is_timed
            else:
                words.append(word if is_timed else replace(word, end_s=word.start_s))
        return tuple(words)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        (
            "and here are more words | and that is all thanks and here are more words | um and that is all thanks",
            "and here are more words um and that is all thanks",
        ),
        ("we sent the um letter | we sent the letter |", "we sent the um letter"),
        ("that is good um alright thanks | alright thanks |", "that is good um alright thanks"),
        ("well um I | never | did", "well um I never did"),
        ("well um I did | I did | it", "well um I did I did it"),
        ("I um told | him | him", "I um told him him"),
        ("well um I see | he went out then | and more | he went out then | so", "well um I see"),
    ],
)
def test_what_was_written_a_second_time_within_no_time_was_said_once(heard: str, written: str) -> None:
    assert texts(write_down(piece(until_s=99.0), Stuck(heard, "other words"), "prompt")) == written


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("So um I keep a list.", "So I keep a list.", "So um I keep a list."),
        ("So I keep, I keep a list.", "So I keep a list.", "So I keep, I keep a list."),
        ("So I keep, um, I keep a list.", "So I keep a list.", "So I keep, um, I keep a list."),
        ("So uh I keep a list.", "So um I keep a list.", "So um I keep a list."),
        ("I meat her at the station.", "I meet her at the station.", "I meet her at the station."),
        ("I keep a big list.", "I keep a list.", "I keep a list."),
        ("I keep a.", "I keep a list.", "I keep a list."),
        ("", "I keep a list.", "I keep a list."),
    ],
)
def test_a_second_look_keeps_the_hesitations_of_the_first(first: str, second: str, both: str) -> None:
    found = " ".join(word.text for word in with_hesitations(said(second), said(first)))
    assert found == both


@pytest.mark.parametrize(
    ("second", "both"),
    [("So I keep a list.", "So um I keep a list."), ("So then I keep a list.", "So then I keep a list.")],
)
def test_a_filler_that_whisper_hardly_believes_is_kept_where_nothing_else_was_heard(
    second: str, both: str
) -> None:
    first = tuple(replace(word, probability=0.01) for word in said("So um I keep a list."))
    assert texts(with_hesitations(said(second), first)) == both


def test_where_nobody_waits_the_words_are_those_without_a_prompt() -> None:
    recogniser = Scripted("we meet her, um, at the triage station", "we meet her at the train station")
    words = write_down(piece(until_s=99.0), recogniser, "prompt", twice=True)
    assert text_of(words) == "we meet her um, at the train station"


def test_of_words_that_are_not_believed_any_more_no_hesitation_is_left() -> None:
    assert with_hesitations((), said("I, um, think so")) == ()


def test_where_nobody_waits_a_filler_that_became_a_word_is_a_filler() -> None:
    recogniser = Scripted("Um, one nurse was too quiet", "Yum, one nurse was too quiet")
    assert text_of(write_down(piece(until_s=99.0), recogniser, "prompt", twice=True)).startswith(
        "Um, one nurse"
    )


def test_where_nobody_waits_a_repeat_that_only_the_prompt_brings_out_is_kept() -> None:
    recogniser = Scripted("I, I ask them what they need", "I ask them what they need")
    assert text_of(write_down(piece(until_s=99.0), recogniser, "prompt", twice=True)).startswith("I, I ask")


def test_where_nobody_waits_a_term_is_spelt_as_the_bank_does() -> None:
    recogniser = Scripted("I used SystmOne for it", "I used System 1 for it")
    words = write_down(piece(until_s=99.0), recogniser, "prompt", (), ("SystmOne",), twice=True)
    assert text_of(words) == "I used SystmOne for it"
    assert all(word.is_certain for word in words)


def test_where_nobody_waits_what_is_unsure_without_a_prompt_is_written_with_it() -> None:
    recogniser = Scripted("I ask them what they need", "so so so so so so so so so")
    assert (
        text_of(write_down(piece(until_s=99.0), recogniser, "prompt", twice=True))
        == "I ask them what they need"
    )


def text_of(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)
