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
from voice_interviewer.coverage import marked
from voice_interviewer.delivery import (
    COMFORTABLE_RATE_WPM,
    FINE_FILLERS_PER_MINUTE,
    LISTED_PAUSE_S,
    MANY_FILLERS_PER_MINUTE,
    REMARKED_PAUSE_S,
)
from voice_interviewer.feedback import Feedback, Remark, Reviewed, SessionFeedback, sum_up
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
    (first,) = feedback_on(reply_to(KITCHEN, FRIDGE)).to_work_on
    assert first.sentence == "Not heard: “Says how it ended”. It is worth a sentence or two."


def with_chances(reply: Reply, **chances: float) -> Reply:
    """With other chances of points that are not certain then, each told by the first word of its text."""
    points = tuple(
        replace(one, covered=False, certain=False, probability=chances[one.text.split()[0]])
        if one.text.split()[0] in chances
        else one
        for one in reply.coverage.points
    )
    return replace(reply, coverage=replace(reply.coverage, points=points))


@pytest.mark.parametrize("chance", [0.2, 0.4, 0.84])
def test_of_what_may_have_been_said_the_least_likely_is_asked_about(chance: float) -> None:
    """Whatever its chance: there is always something to begin with."""
    reply = with_chances(reply_to(KITCHEN, f"{HANDS} {MAYBE} {FRIDGE} {END}"), Scrubs=chance)
    (remark,) = feedback_on(reply).to_work_on
    assert remark.sentence == (
        "Was “Scrubs boards and shelves” in your answer? If so, tick it; if not, say: “What happens at the end of a "
        "shift?”"
    )


def test_what_was_probably_said_is_asked_about_last_and_by_its_words() -> None:
    reply = reply_to(KITCHEN, f"{HANDS} {MAYBE} {FRIDGE} {END}")
    gap, asked = feedback_on(with_chances(reply, Scrubs=0.8, Checks=0.3)).to_work_on
    assert gap.sentence.startswith("Was “Checks the temperature” in your answer?")
    assert asked.sentence == (
        "Did “Some of the boards were my uncle's, to be fair” mean “Scrubs boards and shelves”? If so, tick it "
        "in the list."
    )
    assert len(feedback_on(with_chances(reply, Scrubs=0.5, Checks=0.3)).to_work_on) == 1
    points = tuple(replace(point, stands_out=0.1) for point in reply.coverage.points)
    doubtful = with_chances(
        replace(reply, coverage=replace(reply.coverage, points=points)), Scrubs=0.8, Checks=0.3
    )
    _, asked = feedback_on(doubtful).to_work_on
    assert asked.sentence == "Probably there: “Scrubs boards and shelves”. If so, tick it in the list."


def test_where_nothing_was_heard_the_program_says_so_and_names_where_to_begin() -> None:
    (remark,) = feedback_on(reply_to(KITCHEN, FOOTBALL)).to_work_on
    assert remark.sentence == (
        "I heard none of the 4 key points. Begin with “Washes hands”. Say in a sentence or two: “What do you do before "
        "you touch any food?”"
    )


def test_whoever_left_out_all_begins_at_the_beginning_and_else_an_end_comes_first() -> None:
    no_follow_ups = tuple(point.model_copy(update={"follow_up": ""}) for point in KITCHEN.points)
    asked = KITCHEN.model_copy(update={"points": no_follow_ups})
    (nothing,) = feedback_on(reply_to(asked, FOOTBALL)).to_work_on
    assert nothing.sentence == (
        "I heard none of the 4 key points. Begin with “Washes hands”: it is worth a sentence or two."
    )
    (some,) = feedback_on(reply_to(asked, HANDS)).to_work_on
    assert some.sentence == "Not heard: “Says how it ended”. It is worth a sentence or two."


@pytest.mark.parametrize(
    ("chance", "stands_out", "asks"),
    [
        (0.4, 0.5, "There may be more in your answer than I could place. Tick in the list what you said."),
        (
            0.5,
            0.1,
            (
                "There may be more in your answer than I could place. Was “Scrubs boards and shelves” in it? "
                "Tick what you said."
            ),
        ),
        (
            0.5,
            0.2,
            (
                "Did “Some of the boards were my uncle's, to be fair” mean “Scrubs boards and shelves”? If so, tick it "
                "in the list."
            ),
        ),
    ],
)
def test_where_nothing_was_heard_the_person_is_asked_to_tick(
    chance: float, stands_out: float, asks: str
) -> None:
    reply = with_chances(reply_to(KITCHEN, f"{FOOTBALL} {MAYBE}"), Scrubs=chance, Says=0.3)
    points = tuple(replace(point, stands_out=stands_out) for point in reply.coverage.points)
    reply = replace(reply, coverage=replace(reply.coverage, points=points))
    gap, tick = feedback_on(reply).to_work_on
    assert gap.sentence.startswith("Not heard: “Washes hands”.")
    assert tick.sentence == asks


def test_where_nothing_was_heard_the_beginning_comes_first() -> None:
    """Not the end, however surely that is missing."""
    reply = with_chances(reply_to(KITCHEN, f"{FOOTBALL} {MAYBE}"), Scrubs=0.5, Checks=0.5)
    gap, _ = feedback_on(reply).to_work_on
    assert [point.text for point in reply.missed] == ["Washes hands.", "Says how it ended."]
    assert gap.sentence.startswith("Not heard: “Washes hands”.")


def test_of_what_is_missing_the_surest_is_named() -> None:
    reply = reply_to(KITCHEN, f"{SCRUB} {END}")
    missed = [point for point in reply.coverage.points if point.verdict == "not-heard"]
    for wanted in missed:
        points = tuple(
            replace(point, probability=0.02 if point is wanted else 0.1) if point in missed else point
            for point in reply.coverage.points
        )
        (remark,) = feedback_on(replace(reply, coverage=replace(reply.coverage, points=points))).to_work_on
        assert remark.sentence.startswith(f"Not heard: “{wanted.text.rstrip('.')}”.")
    assert len(missed) > 1


@pytest.mark.parametrize(
    "text",
    [
        "Uses language a beginner would follow.",
        "A leak as a possible cause",
        "I say how it ended.",
        "Bleibt ruhig und höflich.",
        "Names every machine in the hall and says for each what it is for, {who} may use it and when",
    ],
)
@pytest.mark.parametrize("chance", [0.0, 0.3, 0.7])
def test_no_exercise_asks_to_say_the_text_of_a_point(text: str, chance: float) -> None:
    """However it is put, and without a follow-up to ask; whoever may have said it is led on to what they can't tick."""
    asked = KITCHEN.model_copy(update={"points": (KeyPoint(text="Washes hands."), KeyPoint(text=text))})
    reply = reply_to(asked, HANDS)
    first = text.split()[0]
    reply = with_chances(reply, **{first: chance}) if chance else reply
    name = " ".join(text.rstrip(".").split()[:5])
    feedback = feedback_on(reply)
    exercise = sum_up([Reviewed(12, 1, reply, feedback)]).exercise
    assert name in feedback.to_work_on[0].sentence
    assert exercise.startswith(f"Find one true sentence that shows “{name}")
    assert "Then answer question 12 again" in exercise
    assert ("If that was there, take a point you can't tick instead." in exercise) == bool(chance)
    assert ("if not" in feedback.to_work_on[0].sentence) == bool(chance)


@pytest.mark.parametrize(
    ("clearest", "stands_out", "keeps"),
    [
        (
            (0, 17),
            1.0,
            ". Keep “The first thing in the morning, before the coffee even …”: it shows “Washes hands”.",
        ),
        ((0, 17), 0.0, ": “Washes hands”."),
        (None, 1.0, ": “Washes hands”."),
    ],
)
def test_words_are_shown_only_if_they_are_plain_and_can_be_read(
    clearest: tuple[int, int] | None, stands_out: float, keeps: str
) -> None:
    reply = reply_to(KITCHEN, f"{HANDS} {MAYBE}")
    hands = replace(reply.coverage.points[0], clearest=clearest, stands_out=stands_out)
    reply = replace(reply, coverage=replace(reply.coverage, points=(hands, *reply.coverage.points[1:])))
    first = feedback_on(reply).strengths[0].sentence
    assert first == f"I heard 1 of 4 key points clearly{keeps}"


def test_the_same_words_are_not_shown_for_two_points() -> None:
    reply = replace(reply_to(KITCHEN, f"{HANDS} {FRIDGE} {SCRUB} {END}"), delivery=None)
    first, second = feedback_on(reply).strengths
    assert first.quote
    assert second.quote not in (first.quote, "")
    at = reply.coverage.points[0].clearest
    points = tuple(replace(point, clearest=at) for point in reply.coverage.points)
    same = feedback_on(replace(reply, coverage=replace(reply.coverage, points=points))).strengths
    assert [remark.quote for remark in same] == [first.quote]


def test_the_opposite_is_asked_about() -> None:
    first = feedback_on(reply_to(KITCHEN, f"{NEVER} {FRIDGE} {SCRUB} {END}")).to_work_on[0]
    assert first.sentence == (
        "“I never wash my hands for a sandwich” may sound like the opposite of “Washes hands”. Is that what you mean?"
    )


def test_what_was_denied_is_practised_and_nobody_is_asked_to_invent_it() -> None:
    asked = sum_up(
        [Reviewed(1, 1, reply := reply_to(KITCHEN, f"{NEVER} {FRIDGE}"), feedback_on(reply))]
    ).exercise
    assert asked == (
        "Answer aloud: “What do you do before you touch any food?” Then answer question 1 again with it in place."
    )
    no_follow_ups = tuple(point.model_copy(update={"follow_up": ""}) for point in KITCHEN.points)
    reply = reply_to(KITCHEN.model_copy(update={"points": no_follow_ups}), f"{NEVER} {FRIDGE}")
    assert sum_up([Reviewed(1, 1, reply, feedback_on(reply))]).exercise == (
        "Think what you can truly say for “Washes hands”. Then answer question 1 again with it in place."
    )


def test_whoever_denies_the_beginning_and_says_nothing_else_is_not_asked_for_what_follows_from_it() -> None:
    denied = reply_to(KITCHEN, f"{NEVER} {MAYBE}")
    for chance in (0.1, 0.55, 0.85):  # the denial itself may sound as if it were said
        hands = replace(denied.coverage.points[0], certain=False, probability=chance)
        points = (hands, *denied.coverage.points[1:])
        (remark,) = feedback_on(replace(denied, coverage=replace(denied.coverage, points=points))).to_work_on
        assert remark.topic == "opposite"
    _, gap = feedback_on(reply_to(KITCHEN, f"{NEVER} {FRIDGE}")).to_work_on
    assert gap.topic == "points"


def test_whoever_has_said_that_they_did_not_say_it_is_not_asked_whether_they_meant_the_opposite() -> None:
    reply = reply_to(KITCHEN, f"{NEVER} {FRIDGE} {SCRUB} {END}")
    owned = replace(reply, coverage=marked(reply.coverage, {"Washes hands.": "not-said"}))
    (remark,) = feedback_on(owned).to_work_on
    assert remark.sentence.startswith("Not said: “Washes hands”.")


def test_what_surely_is_missing_comes_before_what_may_be() -> None:
    """However telling that would be."""
    reply = reply_to(KITCHEN, f"{FRIDGE} {SCRUB}")
    unsure = {"Says how it ended.": 0.25, "Washes hands.": 0.02}
    points = tuple(
        replace(point, probability=unsure.get(point.text, point.probability))
        for point in reply.coverage.points
    )
    (remark,) = feedback_on(replace(reply, coverage=replace(reply.coverage, points=points))).to_work_on
    assert remark.sentence.startswith("Not heard: “Washes hands”.")


@pytest.mark.parametrize(("chance", "told"), [(0.15, "Not heard: “"), (0.17, "Was “")])
def test_what_is_not_quite_surely_missing_is_asked_about(chance: float, told: str) -> None:
    reply = reply_to(KITCHEN, f"{HANDS} {FRIDGE} {SCRUB}")
    points = tuple(
        replace(point, probability=chance) if point.verdict == "not-heard" else point
        for point in reply.coverage.points
    )
    (remark,) = feedback_on(replace(reply, coverage=replace(reply.coverage, points=points))).to_work_on
    assert remark.sentence.startswith(f"{told}Says how it ended”")


def test_to_be_otherwise_than_the_example_is_no_fault() -> None:
    asked = Question(
        id="q",
        category="c",
        question="Why?",
        suggested_s=20,
        example="I wash my hands often. I mend old clocks.",
    )
    for text in (NEVER, f"{NEVER} I mend old clocks."):
        (remark,) = feedback_on(reply_to(asked, text)).to_work_on
        assert remark.sentence == (
            "The example also says: “I wash my hands often”. Have you something of that kind to tell?"
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
    assert_one_gap(reply, summed)


def assert_one_gap(reply: Reply, summed: SessionFeedback) -> None:
    """Where a point may be missing one is named, and the exercise is about the same."""
    may_be_missing = [
        point
        for point in reply.coverage.points
        if not point.covered and not point.against and point.chance is not None
    ]
    first = summed.to_work_on[0]
    if first.topic in ("nothing", "opposite"):
        return
    assert (first.topic == "points") == bool(may_be_missing)
    if first.topic == "points":
        wanted = [
            point
            for point in may_be_missing
            if " ".join(point.text.rstrip(".").split()[:5]) in first.sentence
        ]
        assert wanted
        assert any(
            (point.follow_up and point.follow_up in summed.exercise)
            or " ".join(point.text.rstrip(".").split()[:5]) in summed.exercise
            for point in wanted
        )


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
    assert "points" not in work or reply.missed or reply.perhaps
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
