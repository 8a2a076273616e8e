"""What a comparison says when something is missing, and that nothing in it is more than text."""

from datetime import UTC, datetime
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from voice_interviewer.bank import Question
from voice_interviewer.cli.comparison_pages import print_comparison
from voice_interviewer.coverage import Coverage, PointCoverage
from voice_interviewer.coverage.passages import span_of
from voice_interviewer.readable import clock_text
from voice_interviewer.review.comparison_markdown import comparison_markdown, spoken_text, take_title
from voice_interviewer.review.facts import AnswerFacts, TakeFacts
from voice_interviewer.session.record import Ending, FollowUp, Take
from voice_interviewer.transcript import Transcript, Word, as_spoken


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


def told_beside() -> AnswerFacts:
    said = Transcript((Word("I", 0, 0.2, 1), Word("rang.", 0.3, 0.6, 1)), 1, "tiny.en", "en")
    asked = question(example="I rang the ward. I wrote it down.")
    points = (
        PointCoverage("Rings.", "", True, "I rang.", 0, 0.6, 0, 1),
        PointCoverage("Writes.", "Where?", False),
    )
    coverage = Coverage(points, False, (), None, (), (), ())
    example = as_spoken(asked.example)
    says = (span_of(example, 0, 3), span_of(example, 4, 7))
    facts = TakeFacts(take(), None, said, None, None, coverage, None, asked, example_says=says)
    return AnswerFacts(1, asked, (facts,))


def test_yours_and_the_examples_words_stand_beside_each_other_by_points() -> None:
    text = comparison_markdown(told_beside())
    assert "| ✓ Rings. | “I rang.” (0:00) | “I rang the ward.” |" in text
    assert "| ○ Writes. | You may be asked: Where? | “I wrote it down.” |" in text
    screen = StringIO()
    print_comparison(Console(file=screen, width=100), told_beside(), plain=False)
    rows = [line.split("    ") for line in screen.getvalue().splitlines() if "“I rang.”" in line]
    assert [cell.strip() for cell in rows[0] if cell.strip()] == ["“I rang.” (0:00)", "“I rang the ward.”"]
    plain = StringIO()
    print_comparison(Console(file=plain, width=100), told_beside(), plain=True)
    assert "○ Writes. The example says it: “I wrote it down.” You may be asked: Where?" in plain.getvalue()
