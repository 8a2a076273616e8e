"""What a person is told about an answer: true, specific, in no contradiction with anything else that is told."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.labelled import answers, blind_answers
from tests.speaking import heard
from voice_interviewer.bank import KeyPoint, Question, load_bank
from voice_interviewer.coverage import cover
from voice_interviewer.delivery import (
    COMFORTABLE_RATE_WPM,
    FINE_FILLERS_PER_MINUTE,
    LISTED_PAUSE_S,
    MANY_FILLERS_PER_MINUTE,
    REMARKED_PAUSE_S,
    deliver,
)
from voice_interviewer.feedback import MOST_REMARKS, Feedback, Remark, Reviewed, give_feedback, sum_up
from voice_interviewer.feedback.remark import Reply

ROOT = Path(__file__).parents[1]
MANNER = {"fillers", "pauses", "pace", "length", "manner"}


@cache
def question(name: str) -> Question:
    banks = [
        load_bank(ROOT / "bank" / f"{bank}.toml") for bank in ("general", "patient-services-coordinator")
    ]
    return next(each for bank in banks for each in bank.questions if each.id == name)


@cache
def reworded(name: str) -> str:
    """The example of a question, told by somebody else."""
    texts = tomllib.loads((ROOT / "tests" / "labelled" / "rewordings.toml").read_text(encoding="utf-8"))
    return str(texts[name]["text"])


def reply_to(
    asked: Question, text: str, rate_wpm: float = 150, before_s: float = 0.8, *, measured: bool = True
) -> Reply:
    transcript, sound = heard(text, rate_wpm, before_s)
    delivery = deliver(transcript, sound, asked.suggested_s) if measured else None
    return Reply(asked, transcript, cover(asked, transcript, ()), delivery)


def feedback_on(reply: Reply) -> Feedback:
    return give_feedback(reply.question, reply.transcript, reply.coverage, reply.delivery)


def text_of(feedback: Feedback) -> str:
    return "\n".join(remark.sentence for remark in (*feedback.strengths, *feedback.to_work_on))


def topics(remarks: tuple[Remark, ...]) -> list[str]:
    return [remark.topic for remark in remarks]


def with_fillers(text: str, every: int) -> str:
    words = text.split()
    return " ".join(f"um, {word}" if at % every == 1 else word for at, word in enumerate(words))


def some_sentences(text: str, count: int) -> str:
    return ". ".join(text.split(". ")[:count]) + "."


FOOTBALL = (
    "I like football and my favourite team won on Saturday, it was lovely, and afterwards we all went for chips by the "
    "sea and sang until late. On Sunday I slept in and watched the television with the cat, who is very old by now."
)
DENTIST = (
    "Well, there was this one time at the dentist where I worked, a really busy practice with four dentists and two "
    "hygienists. There were two receptionists there, and they had been there for years, and they did not get on at all "
    "because of the lunch breaks, and everybody knew about it. It had been going on for months. I talked to them."
)
SORRY = "Sorry, I have never thought about that, so I don't really know what to say."
CALENDAR = "I keep my calendar and a list, and I block an hour in the morning for the calls."


@dataclass(frozen=True)
class Case:
    """An answer, the strengths and the things to work on that a fair listener would name, by topic, in order."""

    question: str
    text: str
    good: str
    work: str
    rate_wpm: float = 150
    before_s: float = 0.8

    @property
    def reply(self) -> Reply:
        return reply_to(question(self.question), self.text, self.rate_wpm, self.before_s)


def example(name: str) -> str:
    return question(name).example


CASES = {
    "an example itself": Case("about-you", example("about-you"), "points manner", "stretch"),
    "a complete answer in other words": Case(
        "busy-day", reworded("busy-day"), "points detail manner", "stretch"
    ),
    "a complete story": Case("mistake", example("mistake"), "points result detail", "stretch"),
    "complete, far too fast": Case(
        "confidentiality", reworded("confidentiality"), "points manner", "pace stretch", rate_wpm=205
    ),
    "complete, slow words": Case(
        "strengths", example("strengths"), "points detail manner", "pace length", rate_wpm=100
    ),
    "complete, slow because of pauses": Case(
        "busy-day", example("busy-day").replace(". ", ". [3.2] "), "points manner", "pace length"
    ),
    "complete, full of um": Case(
        "root-causes", with_fillers(reworded("root-causes"), 8), "points detail manner", "fillers stretch"
    ),
    "complete, a few um": Case(
        "root-causes", with_fillers(reworded("root-causes"), 60), "points detail manner", "stretch"
    ),
    "complete, some um": Case(
        "root-causes", with_fillers(reworded("root-causes"), 18), "points detail manner", "stretch"
    ),
    "complete, one long silence": Case(
        "data-accuracy",
        reworded("data-accuracy").replace(". ", ". [6] ", 1),
        "points manner",
        "pauses stretch",
    ),
    "complete, several long silences": Case(
        "data-accuracy",
        reworded("data-accuracy").replace(". ", ". [5] ", 3),
        "points manner",
        "pauses stretch",
    ),
    "complete, a slow start": Case(
        "urgent-tasks", reworded("urgent-tasks"), "points manner", "start stretch", before_s=7.0
    ),
    "complete, then twice as long": Case(
        "busy-day",
        f"{example('busy-day')} {FOOTBALL} {FOOTBALL} {FOOTBALL}",
        "points manner",
        "detour",
    ),
    "complete, told twice": Case(
        "busy-day", f"{example('busy-day')} {example('busy-day')}", "points manner", "length"
    ),
    "half of an example": Case(
        "about-you", some_sentences(example("about-you"), 5), "points manner", "points"
    ),
    "one sentence of an example": Case(
        "about-you", some_sentences(example("about-you"), 1), "points", "points"
    ),
    "half, with um": Case(
        "mistake",
        with_fillers(some_sentences(example("mistake"), 4), 6),
        "points detail manner",
        "points result fillers",
    ),
    "half, fast": Case(
        "helping-a-team",
        some_sentences(example("helping-a-team"), 4),
        "points manner",
        "points pace",
        rate_wpm=190,
    ),
    "terse and to the point": Case("busy-day", CALENDAR, "points", "points stretch"),
    "terse, after a long silence": Case("busy-day", CALENDAR, "points", "points start", before_s=6.0),
    "a story without an end": Case("team-conflict", DENTIST, "", "points result story", rate_wpm=165),
    "about something else": Case("about-you", FOOTBALL, "", "points detour"),
    "about something else, full of um": Case(
        "about-you", with_fillers(FOOTBALL, 6), "", "points detour fillers"
    ),
    "about something else, at length": Case(
        "confidentiality",
        f"{FOOTBALL} {DENTIST} {FOOTBALL} {FOOTBALL} {DENTIST}",
        "",
        "points",
    ),
    "the answer to another question": Case("salary", example("busy-day"), "", "points"),
    "an excuse": Case("mistake", SORRY, "", "event"),
    "one word": Case("about-you", "Yes.", "", "points"),
    "one word, late": Case("about-you", "Yes.", "", "points start", before_s=9.0),
    "only um": Case("about-you", "Um. Uh.", "", "nothing"),
    "silence": Case("about-you", "", "", "nothing", before_s=12.0),
    "a restarted answer": Case(
        "busy-day", f"I, I usually, I usually begin. {CALENDAR} {CALENDAR}", "points manner", "points stretch"
    ),
    "hedged": Case(
        "busy-day",
        "I guess I sort of maybe make a list, I think, and perhaps a calendar, I suppose.",
        "points",
        "points stretch",
    ),
    "only questions": Case(
        "why-this-role",
        "What do you mean? Can I ask you something? Is it full time? What is the pay?",
        "",
        "points",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_answers_of_every_kind_get_what_a_fair_listener_would_say(case: Case) -> None:
    feedback = feedback_on(case.reply)
    assert topics(feedback.strengths) == case.good.split()
    assert topics(feedback.to_work_on) == case.work.split()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_remark_contradicts_another_or_its_evidence(case: Case) -> None:
    assert_true_and_at_peace(case.reply)


def test_no_two_answers_get_the_same_text() -> None:
    texts = [text_of(feedback_on(case.reply)) for case in CASES.values()]
    assert len(set(texts)) == len(texts)


def test_the_same_answer_always_gets_the_same_words() -> None:
    for case in CASES.values():
        assert feedback_on(case.reply) == feedback_on(case.reply)


def assert_true_and_at_peace(reply: Reply) -> None:
    feedback = feedback_on(reply)
    good, work = feedback.strengths, feedback.to_work_on
    assert len(good) <= MOST_REMARKS
    assert 0 < len(work) <= MOST_REMARKS
    assert {remark.kind for remark in good} <= {"strength"}
    assert {remark.kind for remark in work} <= {"work"}
    for remark in (*good, *work):
        assert_evident(reply, remark)
    kept = " ".join(remark.sentence for remark in good if remark.topic == "points")
    for remark in work:
        assert remark.topic not in ("refusal", "worry") or remark.quote not in kept
    for one, other in combinations((*good, *work), 2):
        assert one.topic != other.topic or (one.topic == "points" and one.kind != other.kind)
    assert_content_agrees(reply, feedback)
    assert_delivery_agrees(reply, feedback)


def assert_evident(reply: Reply, remark: Remark) -> None:
    """What it quotes was said, there; and it ends like a sentence that is meant for a person."""
    assert remark.sentence[0].isupper() or remark.sentence[0] in "“0123456789"
    assert remark.sentence.endswith((".", "?", "”", "check"))
    assert remark.quote in reply.transcript.text
    assert remark.start_s is not None
    assert remark.end_s is not None
    assert 0 <= remark.start_s <= remark.end_s <= reply.transcript.duration_s
    if remark.quote and remark.topic not in ("pauses", "length"):
        said = " ".join(word.text for word in reply.transcript.words if word.end_s > remark.start_s)
        assert said.startswith(remark.quote)


def assert_content_agrees(reply: Reply, feedback: Feedback) -> None:
    good, work = topics(feedback.strengths), topics(feedback.to_work_on)
    has_words = any(word.text.strip(".,") not in ("um", "Um", "Uh") for word in reply.transcript.words)
    named_first = len(work) == MOST_REMARKS or "points" in work or "event" in work
    assert named_first or not (reply.missed and has_words)
    assert "points" not in work or reply.missed
    assert "points" not in good or reply.covered
    assert "event" not in work or set(good) <= {"points"}
    assert "stretch" not in work or (work[-1] == "stretch" and len(work) <= 2)
    assert "stretch" not in work or not {"nothing", "event", "worry", "refusal"} & set(work)
    if "points" in work and not reply.coverage.from_example and (reply.covered or reply.is_quotable):
        told = " ".join(remark.sentence for remark in feedback.to_work_on)
        assert all(point.text.rstrip(".") in told for point in reply.missed)
    assert ("nothing" in work) == (not has_words)
    for remark in feedback.to_work_on:
        if remark.topic == "length" and "no further point" in remark.sentence:
            ends_s = [point.end_s for point in reply.covered]
            assert all(end_s is not None and end_s <= (remark.start_s or 0) for end_s in ends_s)


def assert_delivery_agrees(reply: Reply, feedback: Feedback) -> None:
    delivery = reply.delivery
    good, work = set(topics(feedback.strengths)), set(topics(feedback.to_work_on))
    if delivery is None:
        assert not (good | work) & (MANNER - {"length", "manner"})
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
    assert " of about " not in manner or not reply.missed
    assert good <= {"points", "result", "detail", "manner"}
    assert "start" not in work or (delivery.first_word_s or 0.0) >= REMARKED_PAUSE_S


WRITTEN = ("about-you", "mistake", "helping-a-team", "busy-day", "unhappy-patient", "salary")


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Sentences of this question's example and of other things, spoken in any manner."""
    asked = question(draw(st.sampled_from(WRITTEN)))
    sources = [asked.example, example(draw(st.sampled_from(WRITTEN))), FOOTBALL, DENTIST, SORRY]
    sentences = [f"{each.strip('. ')}." for source in sources for each in source.split(". ")]
    said = draw(st.lists(st.sampled_from(sentences), max_size=25))
    text = " ".join(said)
    if text and draw(st.booleans()):
        text = with_fillers(text, draw(st.integers(2, 60)))
    for _ in range(draw(st.integers(0, 3))):
        text = text.replace(". ", f". [{draw(st.floats(0, 9)):.1f}] ", draw(st.integers(1, 8)))
    rate_wpm = draw(st.sampled_from((80, 105, 130, 150, 172, 190, 230)))
    before_s = draw(st.sampled_from((0.0, 0.8, 3.9, 4.1, 12.0)))
    return reply_to(asked, text, rate_wpm, before_s, measured=draw(st.integers(0, 9)) > 0)


@settings(max_examples=100)
@given(replies())
def test_whatever_is_said_the_remarks_are_true_and_at_peace(reply: Reply) -> None:
    assert_true_and_at_peace(reply)


@settings(max_examples=40)
@given(st.sampled_from(WRITTEN), st.integers(1, 6))
def test_a_better_answer_is_told_something_else(name: str, count: int) -> None:
    less, more = (reply_to(question(name), some_sentences(example(name), n)) for n in (count, 12))
    if less.coverage.covered_count < more.coverage.covered_count:
        assert text_of(feedback_on(less)) != text_of(feedback_on(more))


def small(example: str = "", points: tuple[KeyPoint, ...] = (), suggested_s: float = 20) -> Question:
    return Question(
        id="q", category="c", question="Why?", example=example, points=points, suggested_s=suggested_s
    )


def test_without_points_the_example_is_a_suggestion_and_never_a_fault() -> None:
    asked = small("I mend old clocks at home. My sister taught me the violin.")
    feedback = feedback_on(reply_to(asked, "At home I mend old clocks, and I read a lot."))
    assert feedback.strengths[0].sentence == (
        "“At home I mend old clocks, and I read a lot” (0:01) is something that the example speaks of too. "
        "Keep it, in your own words."
    )
    (remark,) = feedback.to_work_on
    assert remark.sentence.startswith("The example also says: “My sister taught me")
    assert "If you have something of that kind to tell, “" in remark.sentence
    assert "not heard" not in remark.sentence


def test_an_answer_unlike_the_example_is_compared_with_it() -> None:
    asked = small("I mend old clocks at home. My sister taught me the violin.")
    long, short = (feedback_on(reply_to(asked, text)).to_work_on[0].sentence for text in (FOOTBALL, "Yes."))
    assert long.startswith("Your answer goes its own way, which is fine as long as it answers the question.")
    assert "the example with “I mend old clocks at home”" in long
    assert short.startswith(
        "“Yes” (0:01) is the whole answer. The example begins with “I mend old clocks at home”"
    )


def test_without_points_and_example_only_the_manner_is_told() -> None:
    feedback = feedback_on(reply_to(small(), FOOTBALL))
    assert topics(feedback.strengths) == ["manner"]
    assert topics(feedback.to_work_on) == ["detour"]


def test_a_point_without_a_follow_up_is_asked_for_by_its_own_words() -> None:
    asked = small(points=(KeyPoint(text="Names the price of bread."),))
    remark = feedback_on(reply_to(asked, FOOTBALL)).to_work_on[0]
    assert remark.sentence.startswith(
        "“Names the price of bread” was not recognised in your answer, which begins with “I like football"
    )


def test_of_a_long_answer_the_detour_is_what_to_leave_out() -> None:
    reply = CASES["complete, then twice as long"].reply
    (remark,) = feedback_on(reply).to_work_on
    assert (remark.start_s or 0.0) > max(point.end_s or 0.0 for point in reply.covered)
    assert remark.sentence.startswith("A detour: from “I like football and my favourite team won on Saturday")


def test_all_missed_points_are_named_and_the_outcome_is_asked_for_first() -> None:
    reply = reply_to(question("helping-a-team"), some_sentences(example("helping-a-team"), 3))
    assert len(reply.missed) > 1
    remark = feedback_on(reply).to_work_on[0]
    assert all(point.text.rstrip(".") in remark.sentence for point in reply.missed)
    assert "How did it turn out for the team?" in remark.sentence
    last = reply.transcript.words[-1].text.rstrip(".")
    place = remark.sentence.split("First of all, at the end, after “")[1].split("”")[0]
    assert place.endswith(last)


def test_what_is_to_be_added_stands_between_sentences() -> None:
    reply = blind("coordinator", "drivers-and-the-office")
    (remark,) = (each for each in feedback_on(reply).to_work_on if each.topic == "points")
    starts = {reply.transcript.words[each.first_word].text for each in reply.sentences}
    assert remark.quote.split()[0] in starts


HYPOTHETICAL = (
    "If somebody was upset I would sit down with them and listen until they had told me everything. Then I'd ask what "
    "would help, and I'd stay calm. I would find a nurse if they needed one."
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            HYPOTHETICAL,
            "until they had told me everything” (0:01) tells what would happen, not what did. Choose a day",
        ),
        (
            f"I can't think of one, sorry. {HYPOTHETICAL}",
            "“I can't think of one, sorry” (0:01) ends the search",
        ),
        (
            "I always go the extra mile, and I never mind.",
            "and I never mind” (0:01) is not about one day. Choose a",
        ),
    ],
)
def test_a_hypothetical_is_no_event_and_is_never_praised(said: str, told: str) -> None:
    feedback = feedback_on(reply_to(question("beyond-the-job"), said))
    assert feedback.strengths == ()
    assert feedback.to_work_on[0].topic == "event"
    assert told in feedback.to_work_on[0].sentence


def test_what_would_be_done_is_an_answer_where_that_is_asked() -> None:
    feedback = feedback_on(reply_to(question("unhappy-patient"), HYPOTHETICAL))
    assert "event" not in topics(feedback.to_work_on)
    assert topics(feedback.strengths)[0] == "points"


def test_an_end_that_is_not_known_is_spoken_of() -> None:
    said = "Last year a man fell by the door. I rang the ward and sat with him. I don't know what happened after that."
    feedback = feedback_on(reply_to(question("beyond-the-job"), said))
    remark = next(remark for remark in feedback.to_work_on if remark.topic == "result")
    assert remark.sentence.startswith("“I don't know what happened after that”")
    assert "leaves your story without an end." in remark.sentence
    assert "result" not in topics(feedback.strengths)


def test_refusals_are_not_praised() -> None:
    said = "I don't ask anybody, it's a waste of time. I wouldn't look at the details either. I have a list on my desk."
    feedback = feedback_on(reply_to(question("root-causes"), said))
    assert feedback.to_work_on[0].sentence.startswith(
        "“I don't ask anybody, it's a waste of time” (0:01) and “I wouldn't look at the details either” (0:05) say what"
    )
    assert "Keep “I don't" not in text_of(feedback)


def test_who_says_what_they_do_not_do_throughout_makes_no_point_of_it() -> None:
    reply = blind("coordinator", "too-much-fuss")
    assert len(reply.covered) <= 1
    feedback = feedback_on(reply)
    assert "could be heard as the opposite of what is hoped for" in feedback.to_work_on[0].sentence


def test_one_refusal_in_an_answer_that_says_what_is_done_is_none() -> None:
    assert "says what you do not do" not in text_of(feedback_on(blind("other", "c-solving-boiler")))


def test_a_handful_of_fillers_does_no_harm_however_short_the_answer() -> None:
    feedback = feedback_on(reply_to(question("busy-day"), with_fillers(CALENDAR, 6)))
    assert "fillers" not in topics(feedback.to_work_on)


def test_an_answer_whose_sound_was_never_measured_is_told_about_its_content() -> None:
    reply = reply_to(question("about-you"), some_sentences(example("about-you"), 2), measured=False)
    feedback = feedback_on(reply)
    assert topics(feedback.strengths) == ["points"]
    assert topics(feedback.to_work_on) == ["points"]


def test_a_voice_without_words_is_not_called_silence() -> None:
    reply = reply_to(question("about-you"), "", before_s=12.0)
    assert reply.delivery is not None
    loud = replace(reply, delivery=replace(reply.delivery, level_dbfs=-20.0))
    assert "There is a voice in these 0:12" in feedback_on(loud).to_work_on[0].sentence
    assert "Nothing was heard in the 0:12" in feedback_on(reply).to_work_on[0].sentence


def test_a_remark_without_evidence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without evidence"):
        Remark("You were great.", "strength", "points")


def reviewed(*names: str) -> list[Reviewed]:
    replies = [CASES[name].reply for name in names]
    return [Reviewed(number, 2, reply, feedback_on(reply)) for number, reply in enumerate(replies, 1)]


def test_a_session_begins_with_what_shows_in_most_answers() -> None:
    answers = reviewed("complete, far too fast", "complete, full of um", "half, with um")
    summary = sum_up(answers)
    assert topics(summary.to_work_on) == ["fillers", "points", "result"]
    first = summary.to_work_on[0]
    assert first.sentence.startswith("In 2 of 3 answers “um” and the like stood out. Question 2: At least 21")
    assert (first.question_number, first.take_number) == (2, 2)
    assert first.start_s == answers[1].feedback.to_work_on[0].start_s
    assert summary.exercise.startswith("Play question 2 from 0:01 on and count along.")


def test_a_session_praises_only_a_manner_that_most_answers_have() -> None:
    few = ("complete, a few um", "one word", "one word, late")
    most = ("complete, a few um", "complete, some um", "one word")
    assert "manner" not in topics(sum_up(reviewed(*few)).strengths)
    assert "manner" in topics(sum_up(reviewed(*most)).strengths)


def test_a_session_does_not_praise_the_manner_that_it_blames() -> None:
    summary = sum_up(reviewed("complete, a few um", "complete, full of um", "one word"))
    assert "fillers" in topics(summary.to_work_on)
    assert "manner" not in topics(summary.strengths)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "terse and to the point",
            "Answer each of these aloud in one sentence, without recording: “How do you decide what has",
        ),
        ("complete, far too fast", "Answer question 1 again with a full breath after every sentence, until"),
        ("complete, slow words", "Note three keywords for question 1, nothing else"),
        ("complete, one long silence", "Answer question 1 again, and wherever you have to think say"),
        ("complete, told twice", "Answer question 1 again with a clock in view and stop at 1:15"),
        ("complete, then twice as long", "Play question 1 and skip what lies from 1:14 to 2:11."),
        ("complete, a slow start", "Have question 1 asked again, and begin at once"),
        ("silence", "Run voice-interviewer check, then answer question 1"),
        ("a complete story", "Nothing stands out to mend. Answer question 1 again in other words"),
        ("an excuse", "For question 1 write down one day: when it was, who was there"),
    ],
)
def test_the_exercise_follows_from_the_first_remark(name: str, said: str) -> None:
    assert sum_up(reviewed(name)).exercise.startswith(said)


def test_a_session_without_answers_has_an_exercise_too() -> None:
    summary = sum_up([])
    assert (summary.strengths, summary.to_work_on) == ((), ())
    assert summary.exercise == "Answer one question aloud, however roughly: the rest can begin from there."


def test_a_session_of_all_answers_has_no_more_remarks_than_one_keeps_in_mind() -> None:
    summary = sum_up(reviewed(*CASES))
    assert len(summary.strengths) == len(summary.to_work_on) == MOST_REMARKS
    for remark in (*summary.strengths, *summary.to_work_on):
        reply = list(CASES.values())[remark.question_number - 1].reply
        assert remark.quote in reply.transcript.text


@pytest.mark.parametrize(
    "said",
    [
        "I'd just wait until it came back on, somebody would notice.",
        "That's not my job, so I tell them to ask at the other desk.",
        "I wouldn't ring them either, somebody else will have done that.",
        "He was so rude that I hung up on him.",
        "I once shouted at her, in front of everybody.",
        "I lend them my password when they have forgotten theirs.",
        "I didn't need to hear the other side.",
        "I don't say sorry because then it looks like you admit it.",
        "I'm more of a follower than a leader.",
        "I'd never want to be in charge of people.",
        "I'm no good with computers.",
        "Those pop-up messages drive me mad, I just click them away.",
        "They'll have to leave it, it's only fair on the others.",
        "I did lose my temper a bit.",
        "I just need something to tide me over.",
    ],
)
def test_what_would_worry_an_interviewer_is_said_and_never_praised(said: str) -> None:
    feedback = feedback_on(
        reply_to(question("system-failure"), f"{said} I stay calm and I ring the service desk.")
    )
    (remark,) = (remark for remark in feedback.to_work_on if remark.topic == "worry")
    assert remark.sentence == (
        f"“{said.rstrip('.')}” (0:01) may worry an interviewer. "
        "Leave it out, or say what you would do or learn instead today."
    )
    assert not any(said.rstrip(".") in remark.sentence for remark in feedback.strengths)


@pytest.mark.parametrize(
    "said",
    [
        "I would never shout back at them, I'd let them finish.",
        "He was shouting at me and then he hung up on us.",
        "I don't share my password with anybody.",
        "I guess I sort of take my time.",
        "I never lose my temper with a patient.",
        "I stop and look, I don't just click it away like some do.",
        "I'm good with computers, and not at all shy.",
        "I don't need to ask twice.",
        "Some people say that's not my job, and I'm not like that.",
        "She told me to calm down and to wait until it came back.",
    ],
)
def test_what_is_denied_or_done_by_others_worries_nobody(said: str) -> None:
    feedback = feedback_on(reply_to(question("system-failure"), f"{said} I ring the service desk."))
    assert "worry" not in topics(feedback.to_work_on)


def test_a_long_answer_without_any_point_is_not_told_that_it_left_all_out() -> None:
    feedback = feedback_on(reply_to(question("mistake"), FOOTBALL))
    (remark,) = (remark for remark in feedback.to_work_on if remark.topic != "detour")
    assert "key points was recognised in your answer, which begins with “I like football" in remark.sentence
    assert "of what is left answer this in a sentence or two" in remark.sentence


def test_a_way_of_working_is_praised_though_the_example_of_it_is_missing() -> None:
    said = "I take a slow breath before I reply. Then I listen to them and let them talk until they have finished."
    feedback = feedback_on(reply_to(question("upset-patients"), said))
    assert topics(feedback.strengths) == ["points"]
    assert "event" in topics(feedback.to_work_on)


def test_the_opposite_of_a_point_is_said_first_and_once() -> None:
    said = (
        "Well, turn it off and on again, first of all, that's nine times out of ten. If that's no good, ring IT and "
        "read them out whatever it's saying on the screen. I'd not tell the patients, they don't need to know."
    )
    feedback = feedback_on(reply_to(question("system-failure"), said))
    first = feedback.to_work_on[0].sentence
    assert (
        "I'd not tell the patients, they don't need to know” (0:15) could be heard as the opposite of"
        in first
    )
    assert "“Keeps patients informed so that nobody's care is held up”" in first
    assert not any("Keeps patients informed" in remark.sentence for remark in feedback.to_work_on[1:])


@pytest.mark.parametrize(
    "said",
    [
        "I don't panic, I keep calm, and I tell the patients so that nobody has to wait.",
        "Ring IT, nobody waits.",
    ],
)
def test_a_good_practice_that_says_not_is_no_opposite(said: str) -> None:
    remarks = feedback_on(reply_to(question("system-failure"), said)).to_work_on
    assert not any("the opposite of" in remark.sentence for remark in remarks)


def test_of_two_sentences_the_one_that_denies_is_the_opposite() -> None:
    asked = small(
        points=(
            KeyPoint(text="Washes hands.", follow_up="When do you wash your hands?"),
            KeyPoint(text="Cleans the kitchen when closing.", follow_up="When do you clean?"),
        )
    )
    said = (
        "I don't wash my hands every five minutes either. The kitchen is cleaned at closing, all in one go."
    )
    feedback = feedback_on(reply_to(asked, said))
    assert feedback.to_work_on[0].quote == "I don't wash my hands every five minutes either"
    assert "The kitchen is cleaned at closing" in feedback.strengths[0].sentence


def blind(bank: str, answer_id: str) -> Reply:
    """An answer of the labelled ones by a writer who did not know the program."""
    return next(reply_to(asked, said.text) for said, asked in blind_answers()[bank] if said.id == answer_id)


def test_what_is_perhaps_a_point_is_called_so_and_never_the_one_to_keep() -> None:
    reply = blind("coordinator", "bubbly-on-the-train")
    assert [point.certain for point in reply.coverage.points if point.covered] == [True, True, False]
    (first, *_) = feedback_on(reply).strengths
    assert first.sentence.startswith("You made 2 of 4 key points and perhaps “Links own experience, such as")
    assert "Keep “So you've got the eye clinic" in first.sentence


def test_what_only_one_way_of_comparing_hears_is_nothing_where_little_else_is_said() -> None:
    said = "We once had a builder go through the cable with a digger. I stayed calm and made tea. It came back on."
    reply = reply_to(question("system-failure"), said)
    assert {point.text for point in reply.coverage.points if point.covered} <= {"Mentions staying calm."}


def test_where_nothing_is_certainly_a_point_all_are_called_so() -> None:
    reply = blind("other", "c-pay-rent")
    assert [point.certain for point in reply.coverage.points if point.covered] == [False]
    (first, *_) = feedback_on(reply).strengths
    assert (
        first.sentence == "You made perhaps 1 of 4 key points. The clearest is “twenty-six thousand” (0:01)."
    )


def test_an_answer_about_something_else_is_told_so() -> None:
    said = (
        "I restore old clocks, mostly from house clearances. You take the movement out, clean every part with a brush "
        "and put it back in the right order, which is harder than it sounds. I once spent six weekends "
        "on a French one and it still lost ten minutes a day. My wife says that the ticking drives her up the wall."
    )
    reply = reply_to(question("healthcare-experience"), said)
    assert reply.coverage.is_elsewhere
    (remark,) = (each for each in feedback_on(reply).to_work_on if each.topic == "points")
    assert remark.sentence.startswith(
        "Your answer seems to be about something else than the question: “I restore old clocks"
    )


@pytest.mark.parametrize("name", ["busy-day", "mistake", "about-you"])
def test_no_example_is_about_something_else(name: str) -> None:
    asked = question(name)
    assert not reply_to(asked, asked.example).coverage.is_elsewhere
    assert not reply_to(asked, some_sentences(asked.example, 1)).coverage.is_elsewhere


def test_two_asides_anywhere_are_named_but_not_where_reasons_are_asked_for() -> None:
    said = (
        "My auntie has a parrot that can say good morning. I write my goals for the day on a card and keep the "
        "calendar open. The car park is a nightmare, you would not believe it. Between two and three I ring them back."
    )
    remarks = feedback_on(reply_to(question("busy-day"), said)).to_work_on
    (aside,) = (each.sentence for each in remarks if each.topic == "detour")
    assert "“My auntie has a parrot" in aside
    assert "“The car park is a nightmare" in aside
    assert "lead away" not in text_of(feedback_on(reply_to(question("why-this-role"), said)))


def test_who_only_leaves_something_out_gets_a_step_beside_it() -> None:
    first, step = feedback_on(reply_to(question("busy-day"), CALENDAR)).to_work_on
    assert first.topic == "points"
    assert "tells what you do. Add one day when you did that" in step.sentence
    assert step.quote in CALENDAR


def test_a_complete_story_told_in_a_hurry_is_to_be_told_step_by_step() -> None:
    told = next(answer for answer in answers() if answer.id == "dana")
    reply = reply_to(question(told.question), told.text)
    assert not reply.missed
    (step,) = feedback_on(reply).to_work_on
    assert "“I invited them both for a coffee" in step.sentence
    assert "step by step: what you said, and what the others said or did" in step.sentence


def test_interrupting_a_patient_worries() -> None:
    said = "I let them talk but I do cut in when they go on. I keep calm and polite and ring them back with an answer."
    first, *_ = feedback_on(reply_to(question("unhappy-patient"), said)).to_work_on
    assert first.topic == "worry"


def test_all_that_could_be_heard_as_the_opposite_is_named() -> None:
    first, *others = feedback_on(blind("coordinator", "twenty-opinions")).to_work_on
    assert "I wouldn't go round asking everybody" in first.sentence
    assert "of “Looks at the process itself, such as how" in first.sentence
    assert "Think these over, then answer this: “Who would you speak to" in first.sentence
    assert not any("Looks at the process itself" in other.sentence for other in others)
