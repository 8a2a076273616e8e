"""What a person is told about an answer: short, true, and of what is surely heard or missing only."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.replies import (
    CASES,
    END,
    FOOTBALL,
    FRIDGE,
    HANDS,
    KITCHEN,
    MAYBE,
    NEVER,
    ROOT,
    SCRUB,
    WHOLE,
    Case,
    feedback_on,
    reply_to,
    topics,
    with_fillers,
)
from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.delivery import (
    COMFORTABLE_RATE_WPM,
    FINE_FILLERS_PER_MINUTE,
    LISTED_PAUSE_S,
    MANY_FILLERS_PER_MINUTE,
    REMARKED_PAUSE_S,
)
from voice_interviewer.feedback import Feedback, Remark, Reviewed, sum_up
from voice_interviewer.feedback.remark import Reply

MOST_REMARKS, MOST_WORDS = 2, 30


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_answers_of_every_kind_get_what_an_adviser_would_say(case: Case) -> None:
    feedback = feedback_on(case.reply)
    assert topics(feedback.strengths) == case.good.split()
    assert topics(feedback.to_work_on) == case.work.split()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_remark_contradicts_another_or_its_evidence(case: Case) -> None:
    assert_true_and_at_peace(case.reply)


def test_what_is_missing_is_asked_for_as_the_bank_asks() -> None:
    (remark,) = feedback_on(reply_to(KITCHEN, f"{HANDS} {FRIDGE} {END}")).to_work_on
    assert remark.sentence == (
        "Not heard: “Scrubs boards and shelves”. Say in a sentence or two: “What happens at the end of a shift?”"
    )


def test_a_missing_end_comes_first() -> None:
    first = feedback_on(reply_to(KITCHEN, FRIDGE)).to_work_on[0]
    assert first.sentence.startswith("Not heard: “Says how it ended”.")


def test_what_may_have_been_said_is_asked_and_not_judged() -> None:
    (remark,) = feedback_on(reply_to(KITCHEN, f"{HANDS} {MAYBE} {FRIDGE} {END}")).to_work_on
    assert remark.sentence == (
        "Did “Some of the boards were my uncle's, to be fair” mean “Scrubs boards and shelves”? If so, tick it "
        "in the list."
    )


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (
            0.2,
            "I'm not sure that I heard “Scrubs boards and shelves”. If it isn't in there, add “What happens",
        ),
        (0.4, "I'm not sure that I heard “Scrubs boards and shelves”."),
        (0.6, "Did “Some of the boards were my uncle's, to be fair” mean “Scrubs boards and shelves”?"),
    ],
)
def test_what_was_hardly_said_is_asked_for_and_only_what_was_likely_said_is_quoted(
    chance: float, said: str
) -> None:
    reply = reply_to(KITCHEN, f"{HANDS} {MAYBE} {FRIDGE} {END}")
    points = tuple(one if one.certain else replace(one, probability=chance) for one in reply.coverage.points)
    unsure = replace(reply, coverage=replace(reply.coverage, points=points))
    assert feedback_on(unsure).to_work_on[0].sentence.startswith(said)


def test_where_nothing_was_matched_the_program_says_so_of_itself() -> None:
    """And names what was surely not said, so that there is something to begin with."""
    first, second = feedback_on(reply_to(KITCHEN, FOOTBALL)).to_work_on
    assert first.sentence.startswith("I couldn't match this to the points; tick what you said")
    assert second.sentence.startswith("Not heard: “Says how it ended”.")


def test_the_opposite_is_asked_about() -> None:
    first = feedback_on(reply_to(KITCHEN, f"{NEVER} {FRIDGE} {SCRUB} {END}")).to_work_on[0]
    assert first.sentence == (
        "“I never wash my hands for a sandwich” may sound like the opposite of “Washes hands”. Is that what you mean?"
    )


def test_leaving_out_a_sentence_of_the_example_is_no_fault() -> None:
    asked = Question(
        id="q",
        category="c",
        question="Why?",
        suggested_s=20,
        example="I mend old clocks at home. My sister taught me the violin.",
    )
    feedback = feedback_on(reply_to(asked, "At home I mend old clocks, and I read."))
    assert feedback.strengths[0].sentence == (
        "“At home I mend old clocks, and I read” is something that the example speaks of too. Keep it."
    )
    assert feedback.to_work_on[0].sentence == (
        "The example also says: “My sister taught me the violin”. Have you something of that kind to tell?"
    )


def test_long_points_and_follow_ups_make_no_long_remarks() -> None:
    long = " ".join(["very"] * 60)
    points = tuple(KeyPoint(text=f"{word} {long}", follow_up=f"{long}?") for word in ("Apples", "Pears"))
    asked = Question(id="q", category="c", question="Why?", points=points, suggested_s=20)
    for text in ("Apples very.", "Cake.", f"Apples {long}.", "I never apples very."):
        assert_true_and_at_peace(reply_to(asked, text))


def test_the_same_answer_gets_the_same_words_whenever_the_program_runs() -> None:
    """Whatever order a set has in one run and in the next."""
    program = (
        "from tests.judging import judged_by_words\n"
        "from tests.replies import CASES, feedback_on\n"
        "from voice_interviewer import coverage\n"
        "coverage.judged = judged_by_words\n"
        "for case in CASES.values(): print(case.reply.coverage, feedback_on(case.reply))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1] != ""


def assert_true_and_at_peace(reply: Reply) -> None:
    feedback = feedback_on(reply)
    good, work = feedback.strengths, feedback.to_work_on
    assert len(good) <= MOST_REMARKS
    assert 0 < len(work) <= MOST_REMARKS
    assert {remark.kind for remark in good} <= {"strength"}
    assert {remark.kind for remark in work} <= {"work"}
    for remark in (*good, *work):
        assert_evident(reply, remark)
    for one, other in combinations((*good, *work), 2):
        assert one.topic != other.topic or one.topic == "points"
        assert one.sentence != other.sentence
    assert_content_agrees(reply, feedback)
    assert_delivery_agrees(reply, feedback)
    summed = sum_up([Reviewed(1, 1, reply, feedback)])
    told = [*summed.strengths, *summed.to_work_on]
    assert all(len(each.split()) <= MOST_WORDS for each in (*(one.sentence for one in told), summed.exercise))


def assert_evident(reply: Reply, remark: Remark) -> None:
    """What it quotes was said, there; it is short, and ends like a sentence that is meant for a person."""
    assert len(remark.sentence.split()) <= MOST_WORDS
    assert remark.sentence[0].isupper() or remark.sentence[0] in "“0123456789"
    assert remark.sentence.endswith((".", "?", "”", "check"))
    assert remark.quote in reply.transcript.text
    assert remark.start_s is not None
    assert remark.end_s is not None
    assert 0 <= remark.start_s <= remark.end_s <= reply.transcript.duration_s
    if remark.quote:
        said = " ".join(word.text for word in reply.transcript.words if word.end_s > remark.start_s)
        assert said.startswith(remark.quote)


def assert_content_agrees(reply: Reply, feedback: Feedback) -> None:
    good, work = topics(feedback.strengths), topics(feedback.to_work_on)
    has_words = any(word.text.strip(".,") not in ("um", "Um", "Uh") for word in reply.transcript.words)
    assert ("nothing" in work) == (not has_words)
    assert "points" not in work or reply.missed
    assert "points" not in good or reply.heard
    assert bool(good) <= bool(reply.heard)
    assert ("unmatched" in work) <= (not reply.heard)
    assert "perhaps" not in work or reply.perhaps
    assert "stretch" not in work or len(work) == 1


def assert_delivery_agrees(reply: Reply, feedback: Feedback) -> None:
    delivery = reply.delivery
    good, work = set(topics(feedback.strengths)), set(topics(feedback.to_work_on))
    if delivery is None:
        assert not (good | work) & {"fillers", "pauses", "pace", "manner", "start"}
        return
    fillers = delivery.fillers_per_minute or 0.0
    rate_wpm = delivery.speech_rate_wpm or 0.0
    longest_s = delivery.longest_pause.duration_s if delivery.longest_pause else 0.0
    low, high = COMFORTABLE_RATE_WPM
    assert "fillers" not in work or fillers >= MANY_FILLERS_PER_MINUTE
    manner = next((remark.sentence for remark in feedback.strengths if remark.topic == "manner"), "")
    assert "“um”" not in manner or fillers <= FINE_FILLERS_PER_MINUTE
    assert "pace" not in work or not low <= rate_wpm <= high
    assert "words a minute" not in manner or low <= round(rate_wpm) <= high
    assert "pauses" not in work or longest_s >= REMARKED_PAUSE_S
    assert "no pause" not in manner or 0 < longest_s <= LISTED_PAUSE_S
    assert "start" not in work or (delivery.first_word_s or 0.0) >= REMARKED_PAUSE_S


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Sentences that make points and others, spoken in any manner."""
    said = draw(st.lists(st.sampled_from([HANDS, FRIDGE, SCRUB, END, MAYBE, NEVER, FOOTBALL]), max_size=12))
    text = " ".join(said)
    if text and draw(st.booleans()):
        text = with_fillers(text, draw(st.integers(2, 60)))
    for _ in range(draw(st.integers(0, 3))):
        text = text.replace(". ", f". [{draw(st.floats(0, 9)):.1f}] ", draw(st.integers(1, 8)))
    rate_wpm = draw(st.sampled_from((80, 105, 130, 150, 172, 190, 230)))
    before_s = draw(st.sampled_from((0.0, 0.8, 3.9, 4.1, 12.0)))
    return reply_to(KITCHEN, text, rate_wpm, before_s, measured=draw(st.integers(0, 9)) > 0)


@settings(max_examples=200)
@given(replies())
def test_whatever_is_said_the_remarks_are_true_and_at_peace(reply: Reply) -> None:
    assert_true_and_at_peace(reply)


def test_a_better_answer_is_told_something_else() -> None:
    texts = [f"{FRIDGE}", f"{FRIDGE} {HANDS}", f"{FRIDGE} {HANDS} {SCRUB}", WHOLE]
    assert len({str(feedback_on(reply_to(KITCHEN, text))) for text in texts}) == len(texts)
