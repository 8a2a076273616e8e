"""Speech that has no words is shown as such, with its time, wherever the words are read; nothing is filled in."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history import BAKES, held_session
from voice_interviewer.cli import run
from voice_interviewer.review.comparison_markdown import comparison_markdown
from voice_interviewer.review.correcting import corrected
from voice_interviewer.review.facts import gather
from voice_interviewer.review.handout import handout_markdown
from voice_interviewer.review.report.writing import write_page
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_transcripts, save_transcript
from voice_interviewer.transcript import NotUnderstood

SENTENCE = "0:14 to 0:16: not understood."
NOBODY_SPOKE = "No speech was heard."


def held(audio_dir: Path, said: str) -> Session:
    """An interview with one answer; somebody speaks from 14.2 to 16.3 s, and nobody knows what."""
    session = held_session(audio_dir, datetime(2026, 5, 4, 9, tzinfo=UTC), [(1, said)])
    (take,) = session.takes_of(1)
    heard = replace(read_transcripts(session, 1)[take.number], not_understood=(NotUnderstood(14.2, 16.3),))
    save_transcript(session, take, heard)
    return session


@pytest.mark.parametrize("said", [BAKES, ""])
def test_it_is_told_with_its_time_in_show_markdown_page_and_json(
    tmp_path: Path, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    session = held(tmp_path / "audio", said)
    facts = gather(session)
    page = write_page(session).read_text(encoding="utf-8")
    texts = {
        "Markdown": comparison_markdown(facts.answers[0]),
        "handout": handout_markdown(facts),
        "page": page,
    }
    for plain in ([], ["--plain"]):
        assert run(["show", "--audio-dir", str(tmp_path / "audio"), *plain]) == 0
        texts[f"show {plain}"] = capsys.readouterr().out
    for place, text in texts.items():
        assert SENTENCE in text, place
        assert NOBODY_SPOKE not in text, place
    assert run(["show", "--json", "--audio-dir", str(tmp_path / "audio")]) == 0
    (take,) = json.loads(capsys.readouterr().out)["questions"][0]["takes"]
    assert take["transcript"]["not_understood"] == [{"start_s": 14.2, "end_s": 16.3}]


def test_transcripts_of_before_are_read_as_they_are(tmp_path: Path) -> None:
    session = held(tmp_path, BAKES)
    path = session.document(1, ".json")
    kept = json.loads(path.read_text("utf-8"))
    del kept["takes"][0]["transcript"]["not_understood"]
    path.write_text(json.dumps(kept), "utf-8")
    (transcript,) = read_transcripts(session, 1).values()
    assert transcript.not_understood == ()
    assert transcript.text == BAKES


def test_whoever_corrects_the_words_has_understood_them(tmp_path: Path) -> None:
    (transcript,) = read_transcripts(held(tmp_path, BAKES), 1).values()
    assert transcript.not_understood
    assert corrected(transcript, f"{BAKES} And then I left.").not_understood == ()
