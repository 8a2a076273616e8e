"""The data beside the recordings, and the comparison that follows from it."""

from pathlib import Path

import pytest

from tests.fake_devices import new_session, sound
from voice_interviewer.errors import SessionError
from voice_interviewer.review.keeping import keep
from voice_interviewer.session import Session
from voice_interviewer.session.answers import (
    read_transcripts,
    save_transcript,
    transcript_json,
    untranscribed,
)
from voice_interviewer.session.record import Take
from voice_interviewer.transcript import Transcript, Word


def heard(*texts: str) -> Transcript:
    words = tuple(Word(text, index, index + 0.5, 0.9) for index, text in enumerate(texts))
    return Transcript(words, duration_s=10.0, model="tiny.en", language="en")


def record(session: Session, number: int) -> Take:
    running = session.begin_take(number, 16_000)
    running.write(sound(1.0))
    return session.end_take(running, "done")


def test_transcripts_are_read_back_by_take(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    first, second = record(session, 1), record(session, 1)
    save_transcript(session, second, heard("second"))
    save_transcript(session, first, heard("first"))
    assert read_transcripts(session, 1) == {1: heard("first"), 2: heard("second")}
    assert read_transcripts(session, 2) == {}


def test_a_better_transcript_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    take = record(session, 1)
    save_transcript(session, take, heard("worse"))
    save_transcript(session, take, heard("better"))
    assert read_transcripts(session, 1)[1].text == "better"


def test_untranscribed_are_those_with_a_recording_and_no_transcript(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    done, gone, waiting = record(session, 1), record(session, 2), record(session, 3)
    save_transcript(session, done, heard())
    session.recording(gone).unlink()
    assert untranscribed(session) == (waiting,)


def test_a_damaged_file_is_told_with_the_next_step(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    session.document(1, ".json").write_text("{")
    with pytest.raises(SessionError, match=r"01_q1\.json.*voice-interviewer transcribe"):
        read_transcripts(session, 1)


def test_json_for_scripts_has_the_text_and_every_word() -> None:
    facts = transcript_json(heard("Well,", "um"))
    assert facts["text"] == "Well, um"
    assert facts["words"][1] == {
        "text": "um",
        "start_s": 1,
        "end_s": 1.5,
        "probability": 0.9,
        "prompted": True,
        "confirmed": False,
    }
    assert facts["model"] == "tiny.en"


def test_the_comparison_follows_every_new_transcript(tmp_path: Path) -> None:
    session = new_session(tmp_path)
    keep(session, record(session, 1), heard("My", "first", "try."))
    keep(session, record(session, 1), heard("Green", "apples."))
    assert session.document(1, ".md").read_text() == GOLDEN


GOLDEN = """\
# 1. Question number 1?

<!-- Made by voice-interviewer from the recordings. Changes here are lost when it is made again. -->

## What you said

*Take 2, 0:01: [01_q1_take2.wav](01_q1_take2.wav)*

Green apples.

## An example answer

An example of 1.

## Key points, beside the example

| Key point | You | The example |
| --- | --- | --- |
| ○ Says 1. | You may be asked: Why 1? |  |

## What stood out

- Your own, beyond the example: “Green apples.” (0:00)

## To work on

- Not heard: “Says 1”. Say in a sentence or two: “Why 1?”

## What the interviewer is after

They want 1.

## Advice

Say 1.

## Earlier takes

*Take 1, 0:01: [01_q1_take1.wav](01_q1_take1.wav)*

My first try.
"""
