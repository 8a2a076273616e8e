"""A take becomes a transcript, while it is spoken and afterwards."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.patience import PATIENCE_S, until
from voice_interviewer.clip import Samples, WavWriter
from voice_interviewer.errors import ClipError, ModelError, RecogniserError
from voice_interviewer.listening.hearing import FRAME_LENGTH, Heard, Hearing
from voice_interviewer.listening.transcribing import Transcriber, transcribe_file
from voice_interviewer.transcript import Transcript, Word

SECOND = 31


class Echo:
    """A recogniser that writes down the first and the last number that it hears as sound (0.3 becomes
    "0.30"). It can be held up, and can be told to die."""

    model = "echo"
    language = "en"

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.deaths_to_come: list[Exception | None] = []
        self.prompts: list[str] = []
        self.heard_s: list[float] = []
        self.closed = False

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        self.may_go_on.wait(PATIENCE_S)
        if self.closed:
            raise RecogniserError("closed")
        if self.deaths_to_come and (death := self.deaths_to_come.pop(0)):
            raise death
        self.prompts.append(prompt)
        self.heard_s.append(len(samples) / 16_000)
        samples = np.abs(samples)
        loud = np.flatnonzero(samples > 0.05)
        words = [(int(at), f"{at * 7919 % 999_983:x}") for at in loud[4_000:-4_000:8_000]]
        words = [(int(at), f"{samples[at]:.2f}") for at in loud[:1]] + words
        words += [(int(at), f"{samples[at]:.2f}") for at in loud[-20:-19]]
        # Each has a little time around the sample that it stands for, as what was truly said does.
        return tuple(
            Word(text, at / 16_000 - 0.006, at / 16_000 + 0.006, 1.0, bool(prompt)) for at, text in words
        )

    def start(self) -> None: ...

    def close(self) -> None:
        self.closed = True
        self.may_go_on.set()


class Loud:
    """A detector that takes everything loud for speech."""

    frame_length = FRAME_LENGTH

    def reset(self) -> None: ...

    def probabilities(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.where(np.abs(frames).max(axis=1) > 0.05, 1, 0).astype(np.float32)


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def transcriber(echo: Echo) -> Iterator[Transcriber]:
    transcriber = Transcriber(echo, ("EMIS",))
    yield transcriber
    transcriber.close()


def numbers(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words if word.text.startswith("0.")]


def sound(*parts: tuple[float, float]) -> Samples:
    """(value, seconds) each; zero is silence. It rises and falls as a voice does, and never falls silent."""
    loudness = np.concatenate(
        [np.full(round(seconds * 16_000), value, np.float32) for value, seconds in parts]
    )
    loudness[1::2] *= -1  # a constant would be no sound
    at = np.arange(len(loudness))
    loudness[(at % 3_200 >= 1_600) & (at % 65 > 0)] *= 0.02
    return loudness


def heard(*parts: tuple[float, float]) -> Heard:
    samples = sound(*parts)
    samples = samples[: len(samples) - len(samples) % FRAME_LENGTH]
    return Heard(samples, Loud().probabilities(samples.reshape(-1, FRAME_LENGTH)))


def test_the_words_of_all_pieces_come_in_order_and_in_the_takes_time(transcriber: Transcriber) -> None:
    writing = transcriber.begin()
    for value in (0.1, 0.2, 0.3):
        writing.feed(heard((value, 20), (0, 2)))
    writing.finish()
    transcript = writing.result(PATIENCE_S)
    assert numbers(transcript) == ["0.10", "0.10", "0.20", "0.20", "0.30", "0.30"]
    starts = [word.start_s for word in transcript.words if word.text.startswith("0.")]
    assert starts == pytest.approx([0, 20, 22, 42, 44, 64], abs=0.15)
    assert (transcript.model, transcript.language) == ("echo", "en")
    assert transcript.duration_s == pytest.approx(66, abs=0.1)


def test_pieces_are_decoded_while_the_person_still_speaks(transcriber: Transcriber) -> None:
    writing = transcriber.begin(live=False)
    writing.feed(heard((0.5, 23), (0, 1), (0.5, 3)))
    until(lambda: writing.progress > 0)
    assert not writing.wait(0)
    assert writing.progress < 1
    writing.finish()
    writing.result(PATIENCE_S)
    assert writing.progress == 1


def test_silence_is_not_given_to_whisper_and_has_no_words(transcriber: Transcriber, echo: Echo) -> None:
    writing = transcriber.begin()
    writing.feed(heard((0, 30), (0.9, 0.1), (0, 30)))
    writing.finish()
    assert writing.result(PATIENCE_S).words == ()
    assert echo.heard_s == []


def test_an_empty_take_has_an_empty_transcript(transcriber: Transcriber) -> None:
    writing = transcriber.begin()
    writing.finish()
    assert writing.result(PATIENCE_S).text == ""
    assert writing.progress == 1


def test_when_the_end_is_decided_the_guess_is_the_transcript(transcriber: Transcriber, echo: Echo) -> None:
    writing = transcriber.begin()
    writing.feed(heard((0.5, 5), (0, 1.1)))
    until(lambda: echo.heard_s != [])
    writing.feed(heard((0, 2)))
    writing.finish()
    assert writing.result(PATIENCE_S).words
    assert len(echo.heard_s) == 1


def test_a_guess_is_thrown_away_if_the_person_speaks_on(transcriber: Transcriber, echo: Echo) -> None:
    writing = transcriber.begin()
    writing.feed(heard((0.5, 5), (0, 1.1)))
    until(lambda: echo.heard_s != [])
    writing.feed(heard((0.6, 5), (0, 0.2)))
    writing.finish()
    assert numbers(writing.result(PATIENCE_S)) == ["0.50", "0.60"]


def test_what_was_decoded_in_a_pause_is_not_decoded_again_at_the_end(
    transcriber: Transcriber, echo: Echo
) -> None:
    writing = transcriber.begin()
    writing.feed(heard((0.5, 5), (0, 1.1)))
    until(lambda: writing.words_so_far != ())
    writing.feed(heard((0.6, 3)))
    writing.finish()
    transcript = writing.result(PATIENCE_S)
    assert numbers(transcript) == ["0.50", "0.50", "0.60", "0.60"]
    starts = [word.start_s for word in transcript.words if word.text.startswith("0.")]
    assert starts == pytest.approx([0, 5, 6.1, 9.1], abs=0.15)
    assert echo.heard_s == pytest.approx([5.5, 0.8 + 3], abs=0.1)


def test_a_last_word_after_a_pause_is_not_decoded_by_itself(transcriber: Transcriber, echo: Echo) -> None:
    """A "Yes." alone is so little speech that it would be taken for none."""
    writing = transcriber.begin()
    writing.feed(heard((0.5, 5), (0, 1.1)))
    until(lambda: writing.words_so_far != ())
    writing.feed(heard((0.6, 0.2)))
    writing.finish()
    assert numbers(writing.result(PATIENCE_S)) == ["0.50", "0.60"]


def test_what_was_decoded_in_a_pause_is_shown_until_the_rest_is(transcriber: Transcriber) -> None:
    writing = transcriber.begin()
    writing.feed(heard((0.5, 5), (0, 1.1)))
    until(lambda: writing.words_so_far != ())
    shown = writing.words_so_far
    writing.feed(heard((0.6, 2)))
    assert writing.words_so_far == shown
    writing.finish()
    writing.result(PATIENCE_S)
    assert len(writing.words_so_far) > len(shown)


def test_what_was_decoded_in_a_pause_is_decoded_with_the_rest_of_a_piece_that_ends_later(
    transcriber: Transcriber, echo: Echo
) -> None:
    """Longer pieces have better words; only at the end somebody waits for them."""
    writing = transcriber.begin()
    writing.feed(heard((0.5, 5), (0, 1.1)))
    until(lambda: writing.words_so_far != ())
    writing.feed(heard((0.6, 8), (0, 0.9), (0.7, 3)))
    writing.finish()
    assert numbers(writing.result(PATIENCE_S)) == ["0.50", "0.60", "0.70", "0.70"]
    assert echo.heard_s == pytest.approx([5.5, 5 + 1.1 + 8 + 0.5, 0.8 + 3], abs=0.1)


def test_feeding_never_waits_for_whisper(transcriber: Transcriber, echo: Echo) -> None:
    echo.may_go_on.clear()
    writing = transcriber.begin()
    for _ in range(5):
        writing.feed(heard((0.5, 20), (0, 1)))
    writing.finish()
    assert not writing.wait(0.05)
    assert writing.progress == 0
    with pytest.raises(RecogniserError, match="no answer in 0 s"):
        writing.result(0.01)
    echo.may_go_on.set()
    assert writing.result(PATIENCE_S).words


def test_a_piece_cut_out_of_running_speech_is_told_what_was_said_before(
    transcriber: Transcriber, echo: Echo
) -> None:
    writing = transcriber.begin()
    writing.feed(heard((0.5, 40)))
    writing.finish()
    first_words = writing.result(PATIENCE_S).words[:5]
    assert first_words[-1].text in echo.prompts[1]
    assert first_words[-1].text not in echo.prompts[0]


def test_takes_are_written_down_side_by_side(transcriber: Transcriber) -> None:
    first, second = transcriber.begin(), transcriber.begin()
    first.feed(heard((0.1, 3)))
    second.feed(heard((0.2, 3)))
    first.finish()
    second.finish()
    assert numbers(second.result(PATIENCE_S)) == ["0.20", "0.20"]
    assert numbers(first.result(PATIENCE_S)) == ["0.10", "0.10"]


def test_whisper_may_die_once_in_a_take(transcriber: Transcriber, echo: Echo) -> None:
    echo.deaths_to_come = [RecogniserError("out of memory")]
    writing = transcriber.begin()
    writing.feed(heard((0.5, 3)))
    writing.finish()
    assert numbers(writing.result(PATIENCE_S)) == ["0.50", "0.50"]


def test_whisper_that_goes_on_dying_leaves_this_take_and_not_the_next(
    transcriber: Transcriber, echo: Echo
) -> None:
    echo.deaths_to_come = [RecogniserError("out of memory"), None, RecogniserError("again"), None]
    pending, following = transcriber.begin(), transcriber.begin()
    pending.feed(heard((0.5, 20), (0, 1), (0.5, 3)))
    pending.finish()
    with pytest.raises(RecogniserError, match="again"):
        pending.result(PATIENCE_S)
    following.feed(heard((0.6, 3)))
    following.finish()
    assert following.result(PATIENCE_S).words


def test_unusable_weights_are_not_tried_twice(transcriber: Transcriber, echo: Echo) -> None:
    echo.deaths_to_come = [ModelError("damaged")]
    writing = transcriber.begin()
    writing.feed(heard((0.5, 3)))
    writing.finish()
    with pytest.raises(ModelError, match="damaged"):
        writing.result(PATIENCE_S)


def test_closing_ends_what_waits_and_what_is_still_spoken(transcriber: Transcriber, echo: Echo) -> None:
    echo.may_go_on.clear()
    done, waiting, spoken = transcriber.begin(), transcriber.begin(), transcriber.begin()
    done.finish()
    waiting.feed(heard((0.5, 3)))
    waiting.finish()
    spoken.feed(heard((0.5, 3)))
    transcriber.close()
    spoken.finish()
    late = transcriber.begin()
    late.finish()
    assert done.result(PATIENCE_S).words == ()
    for writing in (waiting, spoken, late):
        with pytest.raises(RecogniserError, match="closed"):
            writing.result(PATIENCE_S)
    transcriber.close()


def recording(folder: Path, samples: Samples) -> Path:
    with WavWriter(folder / "answer.wav", 16_000) as file:
        file.write(samples)
    return file.path


def test_a_file_gives_the_same_transcript_however_it_is_read(
    transcriber: Transcriber, echo: Echo, tmp_path: Path
) -> None:
    parts = [
        (0.25, 23.0),
        (0.0, 0.8),
        (0.5, 9.3),
        (0.0, 3.0),
        (0.75, 23.0),
        (0.0, 0.7),
        (0.25, 1.0),
        (0.0, 2.0),
    ]
    path = recording(tmp_path, sound(*parts))
    writing = transcriber.begin(live=False)
    hearing, whole = Hearing(16_000, Loud()), sound(*parts)
    for start in range(0, len(whole), 1_000):
        writing.feed(hearing.feed(whole[start : start + 1_000]))
    writing.feed(hearing.finish())
    writing.finish()
    in_small_parts = writing.result(PATIENCE_S)
    echo.heard_s.clear()
    written = transcribe_file(path, transcriber, Loud())
    assert written.words == in_small_parts.words
    assert len(echo.heard_s) == 3  # no guesses on a file


def test_progress_on_a_file_is_told_and_grows(transcriber: Transcriber, echo: Echo, tmp_path: Path) -> None:
    path = recording(tmp_path, sound(*[(0.5, 16.0), (0.0, 1.0)] * 5))
    told: list[float] = []

    def on_progress(share: float) -> None:
        told.append(share)
        echo.may_go_on.set()

    echo.may_go_on.clear()
    transcribe_file(path, transcriber, Loud(), on_progress)
    assert told
    assert told == sorted(told)
    assert all(0 <= share <= 1 for share in told)


def test_a_file_that_is_no_sound_is_told(transcriber: Transcriber, tmp_path: Path) -> None:
    path = tmp_path / "notes.wav"
    path.write_text("hello")
    with pytest.raises(ClipError, match=r"notes\.wav"):
        transcribe_file(path, transcriber, Loud())


def test_an_empty_file_has_no_words(transcriber: Transcriber, tmp_path: Path) -> None:
    assert transcribe_file(recording(tmp_path, sound((0, 0))), transcriber, Loud()).text == ""


class Deaf(Echo):
    """One that writes down what it hears of the first three seconds."""

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        self.prompts.append(prompt)
        return tuple(
            Word(f"word{second}", second + 0.2, second + 0.6, 0.9, bool(prompt)) for second in range(3)
        )


def test_speech_that_has_no_words_is_told_with_its_time(tmp_path: Path) -> None:
    """Three seconds of ten have words, and nobody speaks in the four after them."""
    deaf = Deaf()
    transcriber = Transcriber(deaf, ())
    try:
        path = recording(tmp_path, sound((0.3, 10), (0, 4)))
        transcript = transcribe_file(path, transcriber, Loud())
    finally:
        transcriber.close()
    (lost,) = transcript.not_understood
    assert (lost.start_s, lost.end_s) == pytest.approx((2.6, 10.0), abs=0.1)
    assert len(transcript.words) == 3
    assert deaf.prompts[1] == "", "it was heard again without a prompt before it was given up"


def test_of_what_is_understood_nothing_else_is_told(transcriber: Transcriber, tmp_path: Path) -> None:
    transcript = transcribe_file(recording(tmp_path, sound((0.3, 10), (0, 2), (0.6, 9))), transcriber, Loud())
    assert transcript.words
    assert transcript.not_understood == ()
