"""What a person is told about what they said: points, opposites, worries, detours, a step further."""

from dataclasses import replace

import pytest

from tests.replies import (
    CALENDAR,
    CASES,
    FOOTBALL,
    example,
    feedback_on,
    labelled,
    looked_into,
    question,
    reply_to,
    reworded,
    small,
    some_sentences,
    text_of,
    topics,
    with_fillers,
)
from voice_interviewer.bank import KeyPoint
from voice_interviewer.feedback import Remark


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
    reply = looked_into("coordinator", "drivers-and-the-office")
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
    reply = looked_into("coordinator", "too-much-fuss")
    assert len(reply.covered) <= 1
    feedback = feedback_on(reply)
    assert "could be heard as the opposite of what is hoped for" in feedback.to_work_on[0].sentence


def test_one_refusal_in_an_answer_that_says_what_is_done_is_none() -> None:
    assert "says what you do not do" not in text_of(feedback_on(looked_into("other", "c-solving-boiler")))


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


def test_what_is_perhaps_a_point_is_called_so_and_never_the_one_to_keep() -> None:
    reply = looked_into("coordinator", "bubbly-on-the-train")
    assert [point.certain for point in reply.coverage.points if point.covered] == [True, True, False]
    (first, *_) = feedback_on(reply).strengths
    assert first.sentence.startswith("You made 2 of 4 key points and perhaps “Links own experience, such as")
    assert "Keep “So you've got the eye clinic" in first.sentence


def test_what_only_one_way_of_comparing_hears_is_nothing_where_little_else_is_said() -> None:
    said = "We once had a builder go through the cable with a digger. I stayed calm and made tea. It came back on."
    reply = reply_to(question("system-failure"), said)
    assert {point.text for point in reply.coverage.points if point.covered} <= {"Mentions staying calm."}


def test_where_nothing_is_certainly_a_point_all_are_called_so() -> None:
    reply = looked_into("other", "c-pay-rent")
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
    assert "lead away" not in text_of(feedback_on(looked_into("coordinator", "sister-in-law-on-indeed")))


def test_who_only_leaves_something_out_gets_a_step_beside_it() -> None:
    first, step = feedback_on(reply_to(question("busy-day"), CALENDAR)).to_work_on
    assert first.topic == "points"
    assert "tells what you do. Add one day when you did that" in step.sentence
    assert step.quote in CALENDAR


def test_a_complete_story_told_in_a_hurry_is_to_be_told_step_by_step() -> None:
    reply = labelled("dana")
    assert not reply.missed
    (step,) = feedback_on(reply).to_work_on
    assert "“I invited them both for a coffee" in step.sentence
    assert "step by step: what you said, and what the others said or did" in step.sentence


def test_interrupting_a_patient_worries() -> None:
    said = "I let them talk but I do cut in when they go on. I keep calm and polite and ring them back with an answer."
    first, *_ = feedback_on(reply_to(question("unhappy-patient"), said)).to_work_on
    assert first.topic == "worry"


def test_all_that_could_be_heard_as_the_opposite_is_named() -> None:
    first, *others = feedback_on(looked_into("coordinator", "twenty-opinions")).to_work_on
    assert "I wouldn't go round asking everybody" in first.sentence
    assert "of “Looks at the process itself, such as how" in first.sentence
    assert "Think these over, then answer this: “Who would you speak to" in first.sentence
    assert not any("Looks at the process itself" in other.sentence for other in others)


def test_nothing_is_to_be_added_in_the_middle_of_a_sentence() -> None:
    (remark,) = feedback_on(looked_into("coordinator", "supermarket-desk-urgent")).to_work_on
    assert (
        "after “because honestly people will forgive you nearly anything if you've clocked them”"
        in remark.sentence
    )


def test_what_was_done_is_to_be_kept_before_where_it_was() -> None:
    points, *_ = feedback_on(looked_into("coordinator2", "d-diverse-bradford")).strengths
    assert points.quote.startswith("We'd got these laminated cards")


def test_who_hardly_speaks_and_leaves_something_out_is_not_praised_for_their_manner() -> None:
    assert topics(feedback_on(looked_into("coordinator", "hips-and-knees")).strengths) == ["points"]
    longer = reply_to(question("busy-day"), f"{CALENDAR} {CALENDAR} {CALENDAR} {CALENDAR}")
    assert topics(feedback_on(longer).strengths) == ["points", "manner"]


def test_of_a_point_that_was_made_its_own_question_is_not_asked() -> None:
    (step,) = feedback_on(labelled("yara")).to_work_on
    assert "covers “Has read up on the organisation" in step.sentence
    assert step.sentence.endswith("in few words. Give it a second sentence, with an example or a reason.")


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("vin", "what it depends on, and how far you would go"),
        ("noor", "what you did there, and what you took from it"),
        ("amit", "why you did it that way, and what you would do differently"),
    ],
)
def test_what_may_be_asked_next_fits_what_was_told(answer: str, asked: str) -> None:
    """A figure, a past, something that was done."""
    (step,) = feedback_on(labelled(answer)).to_work_on
    assert step.sentence.endswith(f"Have a sentence ready on this: {asked}.")


def test_a_day_is_asked_of_what_somebody_does_also_where_the_sentence_is_long() -> None:
    (step,) = feedback_on(looked_into("coordinator", "occupational-health-formal")).to_work_on
    assert "“Paper files go back in the locked cabinet before I leave my desk" in step.sentence
    assert "tells what you do. Add one day when you did that" in step.sentence


@pytest.mark.parametrize(
    "said",
    [
        "I don't ask them a lot of questions.",
        "I check on it for a few weeks.",
        "I put the raw stuff below the cooked stuff.",
        "I go by what the software tells me.",
    ],
)
def test_not_every_general_word_stays_vague(said: str) -> None:
    reply = reply_to(question("busy-day"), f"{reworded('busy-day')} {said}")
    assert "stays vague" not in text_of(feedback_on(reply))
    vague = reply_to(
        question("busy-day"), f"{reworded('busy-day')} I sort out lots of problems and things like that."
    )
    assert "stays vague" in text_of(feedback_on(vague))


def test_nobody_is_to_be_glad_of_a_point_that_their_words_mostly_deny() -> None:
    reply = looked_into("coordinator", "too-much-fuss")
    assert reply.covered
    assert "points" not in topics(feedback_on(reply).strengths)


def test_who_told_the_lesson_is_not_asked_for_it() -> None:
    (step,) = feedback_on(looked_into("coordinator", "physio-rooms-polish")).to_work_on
    assert step.sentence.endswith("Have a sentence ready on this: what you would do differently.")
