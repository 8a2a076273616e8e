"""What a comparison says when something is missing, and that nothing in it is more than text."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from voice_interviewer.bank import Question
from voice_interviewer.readable import clock_text
from voice_interviewer.review.comparison_markdown import comparison_markdown, spoken_text, take_title
from voice_interviewer.review.facts import AnswerFacts, TakeFacts
from voice_interviewer.session.record import Ending, FollowUp, Take
from voice_interviewer.transcript import Transcript, Word


def take(number: int = 1, ending: Ending = "done", duration_s: float = 75) -> Take:
    return Take(
        question_number=1,
        number=number,
        file=f"01_q_take{number}.wav",
        started_at=datetime(2026, 1, 2, tzinfo=UTC),
        duration_s=duration_s,
        ending=ending,
    )


def question(**texts: str) -> Question:
    return Question(id="q", category="c", **{"question": "Why?", **texts})


def answer(asked: Question, transcript: Transcript | None) -> AnswerFacts:
    facts = TakeFacts(take(), None, transcript, None, None, None, None, asked)
    return AnswerFacts(1, asked, (facts,))


def test_what_is_missing_has_its_sentence() -> None:
    text = comparison_markdown(answer(question(), None))
    assert "The bank has none for this question." in text
    assert "Advice" not in text
    assert "Not transcribed, and its recording is missing." in text
    silent = answer(question(), Transcript((), 5, "tiny.en", "en")).takes[0]
    assert spoken_text(silent) == "No speech was heard."


def test_titles_tell_length_and_an_early_end() -> None:
    assert take_title(take()) == "Take 1, 1:15"
    assert take_title(take(2, "interrupted", 3.4)) == "Take 2, 0:03, interrupted"
    assert take_title(take(), is_only=True) == "Your answer, 1:15"
    probe = take(2, "left").model_copy(update={"follow_up": FollowUp(point_number=1)})
    assert take_title(probe, is_only=True) == "Your answer to the follow-up, 1:15, left early"
    assert [clock_text(seconds) for seconds in (0, 59.6, 600)] == ["0:00", "1:00", "10:00"]


@given(st.text(min_size=1))
def test_a_transcript_cannot_bring_its_own_markup(said: str) -> None:
    transcript = Transcript((Word(f"<b>{said}", 0, 1, 1),), 1, "tiny.en", "en")
    text = comparison_markdown(answer(question(example=f"# {said}"), transcript))
    assert "<b>" not in text
    assert "\n# " not in text.removeprefix("# 1.")
