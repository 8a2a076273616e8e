"""A question that somebody skips in silence is left out: it was not answered, and none of its points was missed."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.history import BAKES, MILKS, held_session, read_summaries
from voice_interviewer.cli.comparison_pages import print_comparison
from voice_interviewer.rehearsal.views import session_view, summary_view
from voice_interviewer.review.comparison_markdown import comparison_markdown
from voice_interviewer.review.facts import gather
from voice_interviewer.review.handout import handout_markdown
from voice_interviewer.review.progress import practised, progress
from voice_interviewer.review.report.page import index_html, page_html
from voice_interviewer.review.report.view import whole
from voice_interviewer.session.record import Ending

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
SILENCE = ""


def test_it_counts_neither_as_answered_nor_as_missed(tmp_path: Path) -> None:
    facts = gather(held_session(tmp_path, WHEN, [(1, BAKES), (2, SILENCE)], ending="left"))
    counted = whole(facts)
    assert (counted.answered_count, counted.question_count) == (1, 2)
    assert (counted.covered_count, counted.point_count) == (1, 2)
    assert {remark.question_number for remark in facts.feedback.to_work_on} == {1}


def test_nothing_is_told_of_an_interview_that_was_skipped_in_silence(tmp_path: Path) -> None:
    feedback = gather(held_session(tmp_path, WHEN, [(1, SILENCE)], ending="left")).feedback
    assert (feedback.strengths, feedback.to_work_on) == ((), ())
    assert feedback.exercise.startswith("Answer one question aloud")


def test_lists_progress_and_the_choice_of_questions_leave_it_out(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, f"{BAKES} {MILKS}"), (2, SILENCE)], ending="left")
    (summary,) = read_summaries(tmp_path)
    assert summary_view(session.folder, summary)["answered"] == 1
    assert summary_view(session.folder, summary)["untranscribed"] == 0
    assert "1 of 2" in index_html([summary], [summary], {summary.name: "page.html"})
    (found,) = progress([summary])
    assert found.sessions[0].points_share == 1
    assert set(practised([summary], "farm")) == {"morning"}


def test_the_answer_before_it_counts_where_a_question_was_gone_back_to(tmp_path: Path) -> None:
    facts = gather(held_session(tmp_path, WHEN, [(1, f"{BAKES} {MILKS}"), (1, SILENCE)], ending="left"))
    (answer, _) = facts.answers
    assert answer.latest == answer.takes[0]
    assert whole(facts).covered_count == 2
    assert BAKES.split(",")[0] in comparison_markdown(answer).split("## Other takes")[0]
    page = page_html(facts, {}, {}, ())
    assert "Listen to the other take" in page
    assert "1 of 2 questions answered, 2 of 2 points covered" in page


@pytest.mark.parametrize(("ending", "said"), [("done", SILENCE), ("left", "No."), ("left", None)])
def test_what_was_said_or_may_have_been_is_not_left_out(
    tmp_path: Path, ending: Ending, said: str | None
) -> None:
    (answer, _) = gather(held_session(tmp_path, WHEN, [(1, said)], ending=ending)).answers
    assert answer.latest == answer.takes[0]
    assert read_summaries(tmp_path)[0].answered_count == 1


def test_it_is_called_left_out_and_its_recording_stays(tmp_path: Path) -> None:
    session = held_session(tmp_path, WHEN, [(1, SILENCE), (2, BAKES)], ending="left")
    facts = gather(session)
    page = page_html(facts, {}, {}, ())
    assert "left out</span>" in page
    assert "Left out in this interview." in page
    assert 'id="q1t1"' in page
    handout = handout_markdown(facts)
    assert "Left out." in handout
    assert "take1.wav" in handout.split("Left out.")[1]
    shown = StringIO()
    print_comparison(Console(file=shown, width=100), facts.answers[0], plain=True)
    assert "Left out." in shown.getvalue()
    assert "Take 1" in shown.getvalue()
    assert "Bakes the bread" not in shown.getvalue()
    (take,) = session_view(facts, (1,))["questions"][0]["takes"]
    assert take["file"] == "01_morning_take1.wav"
    assert take["coverage"] is None
    assert "01_morning_take1.wav" in comparison_markdown(facts.answers[0])
